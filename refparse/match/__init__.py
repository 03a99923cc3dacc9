"""Which records are one work: blocking, comparing, weighing, clustering, merging."""
