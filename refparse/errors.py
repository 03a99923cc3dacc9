"""Everything refparse raises, as one tree.

::

    RefparseError
    ├── SourceError(ValueError)         a page that cannot be read: source, line, hint
    ├── GrammarError(ValueError)        a grammar file that is wrong: file, form, hint
    │   ├── UnknownSlot
    │   ├── ExampleFails
    │   └── TemplateTooSlow
    ├── ParseError(ValueError)          strict reading met an entry no grammar reads; prints a caret
    ├── NoReferenceList(LookupError)    strict reading met a page without a list
    ├── GraphError                      the store: path, hint
    │   ├── SchemaTooNew
    │   ├── StoreReadOnly
    │   ├── StoreBusy
    │   └── StaleId(LookupError)        a page, work or key the store does not hold
    ├── RegistryError                   no answer about a DOI: url, doi, retry_after, final
    │   ├── RegistryUnreachable         network, time-outs, server errors: the same question later
    │   ├── RegistryRefused             too much was asked, or we are not let in
    │   └── RegistryNonsense            an answer that cannot be an answer
    └── ExportError(ValueError)         works that a format cannot carry
        └── FieldMissing

A message is one line of lower case: the thing, the place, then the remedy after a
semicolon. Faces print it behind ``refparse: `` and end with :attr:`RefparseError.exit_code`.
"""

from __future__ import annotations


class RefparseError(Exception):
    """Root of the tree; ``what`` names the fault, ``hint`` the remedy.

    >>> str(RefparseError("page.txt: no text in it", hint="copy the page again"))
    'page.txt: no text in it; copy the page again'
    """

    #: What a command ends with: 2 wrong usage, 3 input or store unusable, 4 no answer from a registry.
    exit_code = 3

    def __init__(self, what: str, *, hint: str | None = None) -> None:
        """Keep both parts, so that a face can print them apart."""
        self.what = what
        self.hint = hint
        super().__init__(f"{what}; {hint}" if hint else what)


class SourceError(RefparseError, ValueError):
    """A page that cannot be read: missing, a folder, empty, binary, or too long.

    >>> str(SourceError("page.txt", what="no text in it", line=3, hint="copy it again"))
    'page.txt:3: no text in it; copy it again'
    """

    def __init__(self, source: str, *, what: str, line: int | None = None, hint: str | None = None) -> None:
        """Name the source and, where one is at fault, its line (from 1)."""
        self.source = source
        self.line = line
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {what}", hint=hint)


class GrammarError(RefparseError, ValueError):
    """A grammar file that is wrong, with the form it happened in.

    >>> str(GrammarError("acme.toml", form=2, what="no template", hint="write one"))
    'acme.toml, form 2: no template; write one'
    """

    def __init__(self, file: str, *, what: str, form: int | None = None, hint: str | None = None) -> None:
        """Name the file and, where one is at fault, the form (from 1, as in the file)."""
        self.file = file
        self.form = form
        place = file if form is None else f"{file}, form {form}"
        super().__init__(f"{place}: {what}", hint=hint)


class UnknownSlot(GrammarError):
    """A template names a slot there is not."""


class ExampleFails(GrammarError):
    """An example does not come out as the file says it must, or a ``[[not]]`` is read."""


class TemplateTooSlow(GrammarError):
    """A template needs more than 50 ms on 10,000 characters written to hurt it."""


class ParseError(RefparseError, ValueError):
    """No grammar reads this entry; the message ends with the text and a caret.

    >>> print(ParseError("Arch Dermatol 100 17", reached=17, expected='":" after {volume}', place="page.txt:3"))
    page.txt:3: expected ":" after {volume}
    Arch Dermatol 100 17
                     ^
    """

    def __init__(self, text: str, *, reached: int, expected: str, place: str | None = None) -> None:
        """Keep the entry, how far reading got, what was expected there, and in which file and line it stands."""
        self.text = text
        self.reached = reached
        self.expected = expected
        self.place = place
        said = f"expected {expected}" if place is None else f"{place}: expected {expected}"
        super().__init__(f"{said}\n{text}\n{' ' * reached}^")


class NoReferenceList(RefparseError, LookupError):
    """The page has no reference list; ``what`` is the reason."""


class GraphError(RefparseError):
    """The store cannot do what was asked; nothing was written."""


class SchemaTooNew(GraphError):
    """The store was written by a newer refparse."""


class StoreReadOnly(GraphError):
    """The store, or the folder it lies in, cannot be written."""


class StoreBusy(GraphError):
    """Another process held the store for longer than we wait."""


class StaleId(GraphError, LookupError):
    """The store holds no such page, work or key."""

    exit_code = 2


class RegistryError(RefparseError):
    """A registry gave no answer that can be used; what was answered before is kept.

    >>> str(RegistryError("https://api.example.org/works/10.1000/182", doi="10.1000/182", what="no answer"))
    '10.1000/182: no answer'
    """

    exit_code = 4

    def __init__(
        self,
        url: str,
        *,
        what: str,
        doi: str | None = None,
        hint: str | None = None,
        retry_after: float | None = None,
        final: bool = False,
    ) -> None:
        """Keep the address, the DOI asked about, the seconds to wait, and whether waiting is of no use."""
        self.url = url
        self.doi = doi
        self.retry_after = retry_after
        self.final = final
        # What a search asked for is as long as a reference, and escaped.
        place = doi or url.partition("?")[0]
        super().__init__(f"{place}: {what}" if place else what, hint=hint)


class RegistryUnreachable(RegistryError):
    """No answer came, or the server broke down over it; the same question may do later."""


class RegistryRefused(RegistryError):
    """The registry will not answer: too much was asked (``retry_after``), or we are not let in."""


class RegistryNonsense(RegistryError):
    """An answer came that cannot be one: cut off, HTML for JSON, another DOI's record."""


class ExportError(RefparseError, ValueError):
    """Works that a format cannot carry."""


class FieldMissing(ExportError):
    """A format needs a field the work does not have."""
