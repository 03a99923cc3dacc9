"""The room of values: names, dates, pages, titles, journals, identifiers and kinds of study, each in one form."""
