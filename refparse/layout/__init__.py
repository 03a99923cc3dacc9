"""Where things are on a page: its reference list, the entries of it, its in-text citations.

Nothing is read yet, only pointed at: every answer is a span of :attr:`Document.text`, and
every character that belongs to no reference is named with its reason.

>>> from refparse.reference import Document
>>> text = "It was seen by us.1\\n\\nReferences\\n1. Kim A. One. Lupus. 2001;1:2–3.\\n2. Lee B. Two. Lupus. 2002;3:4–5."
>>> page = Document(id="d", text=text, source="page.txt")
>>> references = split_list(page, find_list(page.text, []), [])
>>> [reference.label for reference in references.references]
['1', '2']
>>> [callout.linked == (references.references[0].id,) for callout in find_callouts(page, references)]
[True]
"""

from refparse.layout.callouts import cited_numbers, find_callouts
from refparse.layout.find import find_list
from refparse.layout.split import split_list

__all__ = ["cited_numbers", "find_callouts", "find_list", "split_list"]
