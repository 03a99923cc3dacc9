"""The labels a token of a reference string can have.

Fields are spelt as CSL spells them. People are labelled by the part of the name, so that
the labeller, not a rule, decides where a family name ends in a list it has never seen.
What no field wants has a label too: words that tie names together, words that announce
what follows, and everything else. So no character is without a place.
"""

from __future__ import annotations

#: The parts of one person's name, for authors and for editors: a family, given names, or a group as it stands.
AUTHOR = ("author-family", "author-given", "author-literal")
EDITOR = ("editor-family", "editor-given", "editor-literal")
#: Fields whose value is one run of text.
PLAIN = (
    "title",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "page",
    "issued",
    "publisher",
    "publisher-place",
    "edition",
    "DOI",
    "URL",
    "PMID",
    "arXiv",
    "citation-number",
)
#: Words inside a list of people that are nobody's name: "and", "et al.", "(Eds.)".
AUTHOR_LINK = "author-link"
EDITOR_LINK = "editor-link"
#: "In", before the work that contains this one.
INSIDE = "in"
#: Words of no field: "Epub ahead of print", "PhD thesis", "accessed 3 May 2010".
NOTE = "note"

#: Every label, in the order the model counts them.
LABELS = (*AUTHOR, AUTHOR_LINK, *EDITOR, EDITOR_LINK, *PLAIN, INSIDE, NOTE)
#: What a labelled span may be called: the labels that are values.
VALUES = frozenset((*AUTHOR, *EDITOR, *PLAIN))
