"""DOIs for references, and records for DOIs, from Crossref or a copy of it."""
