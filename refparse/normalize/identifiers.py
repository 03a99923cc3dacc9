"""DOIs, PMIDs, PMCIDs and arXiv numbers out of the many ways pages print them.

Values are given as printed (case kept); ``doi_key`` and ``arxiv_key`` are for comparing.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

# The longest DOI ever seen is well under this; what is longer is glued text.
_LONGEST = 400
_DOI = re.compile(r"10\.[0-9]{4,9}(?>(?:\.[0-9]++)*)/\S++")
_START = re.compile(r"(?<![0-9.])10\.[0-9]")
_CUT = re.compile(r"(?:\.{3,}+|…)[.…)\]}>;,:”’\"']*+$")
_HALF_ESCAPE = re.compile(r"%[0-9A-Fa-f]?$")
_LINK = re.compile(r"(?:https?:/|doi\.org/|www\.)", re.IGNORECASE)
_RESOLVER = re.compile(r"doi\.org[/.:]?", re.IGNORECASE)
_PAGE_OF_PUBLISHER = re.compile(r"/(?:full|abstract|e?pdf|fulltext|summary|meta|html)$")
_CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}
_FINAL = ".,;:!?'\"’”»"
_PMID = re.compile(
    r"(?:PMID:?|PubMed(?:\s++ID)?:?|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)\s*+([0-9]{1,8})(?![0-9])",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?<![A-Za-z0-9])PMC\s?([0-9]{3,9})(?![0-9])", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?<![0-9A-Za-z.])(?:arxiv[.:]\s*+)?"
    r"([0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,3})?|[a-z][a-z-]{1,9}(?:\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]{1,3})?)(?![0-9])",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[0-9]{1,8}")


def _without_tail(doi: str) -> str:
    """Final punctuation and brackets that were never opened, taken off."""
    depth = {closer: doi.count(closer) - doi.count(opener) for closer, opener in _CLOSERS.items()}
    end = len(doi)
    # A DOI begins with a digit, so this ends before the text does.
    while (last := doi[end - 1]) in _FINAL or depth.get(last, 0) > 0:
        if last in depth:
            depth[last] -= 1
        end -= 1
    return doi[:end]


def _decoded(tail: str, *, link: bool) -> str:
    """Percent escapes read as what they stand for: once in a link, else only where the slash needs it."""
    if link:
        tail = unquote(tail, errors="replace")
    if "/" not in tail:
        tail = unquote(tail, errors="replace")
    return tail


def _read(token: str) -> tuple[str | None, str | None]:
    """What one word says: a DOI, the beginning of one, or nothing."""
    start = _START.search(token)
    if start is None or len(token) > _LONGEST:
        return None, None
    head, tail = token[: start.start()], token[start.start() :]
    link = _LINK.search(head) is not None
    cut = _CUT.search(tail)
    if cut is not None:
        # An escape may itself be escaped: what is decoded can end in half of one again.
        return None, _HALF_ESCAPE.sub("", _decoded(_HALF_ESCAPE.sub("", tail[: cut.start()]), link=link))
    if link and not _RESOLVER.search(head):
        # A publisher's own address goes on after the DOI.
        tail = _PAGE_OF_PUBLISHER.sub("", re.split(r"[?#]", tail, maxsplit=1)[0])
    whole = _DOI.match(_without_tail(_decoded(tail, link=link)))
    return (whole[0], None) if whole else (None, None)


def parse_doi(text: str) -> tuple[str | None, str | None]:
    """The DOI and, where the link was cut for display, what is left of one: never both.

    >>> parse_doi("doi: 10.1093/ndt/gfn036.")
    ('10.1093/ndt/gfn036', None)
    >>> parse_doi("https://dx.doi.org/10.1016%2Fj....")
    (None, '10.1016/j')

    Three dots mean a cut, even where what stands before them looks whole; one or two
    are punctuation.
    """
    prefix = None
    for token in text.split():
        doi, beginning = _read(token)
        if doi is not None:
            return doi, None
        prefix = prefix or beginning
    return None, prefix


def find_doi(text: str) -> str | None:
    """The first whole DOI in running text.

    >>> find_doi("Semin Arthritis Rheum (https://doi.org/10.1016/j.sema....); doi:10.1000/182, p. 4")
    '10.1000/182'
    """
    return parse_doi(text)[0]


def doi_key(doi: str) -> str:
    """A DOI for comparing: two that differ only in case are one.

    >>> doi_key("10.1093/NDT/gfn036")
    '10.1093/ndt/gfn036'
    """
    return doi.lower()


def parse_pmid(text: str) -> str | None:
    """The PubMed number, bare, labelled or in a link.

    >>> parse_pmid("[PubMed: 18326562]"), parse_pmid("https://pubmed.ncbi.nlm.nih.gov/18326562/")
    ('18326562', '18326562')

    A bare number counts only when it is the whole text: in a sentence it may be anything.
    """
    text = text.strip()
    if _BARE_NUMBER.fullmatch(text):
        return text
    found = _PMID.search(text)
    return found[1] if found else None


def parse_pmcid(text: str) -> str | None:
    """The PubMed Central number with its letters.

    >>> parse_pmcid("PMCID: PMC2427152"), parse_pmcid("pmc2427152")
    ('PMC2427152', 'PMC2427152')
    """
    found = _PMCID.search(text)
    return f"PMC{found[1]}" if found else None


def parse_arxiv(text: str) -> str | None:
    """The arXiv number with its version, new or old style.

    >>> parse_arxiv("arXiv:1707.08052v2 [cs.CL]"), parse_arxiv("https://arxiv.org/abs/hep-th/9901001")
    ('1707.08052v2', 'hep-th/9901001')

    Something must name arXiv, or the number be the whole text: "2017.12345" may be a page.
    """
    text = text.strip()
    if "arxiv" in text.lower():
        found = _ARXIV.search(text)
        return found[1] if found else None
    whole = _ARXIV.fullmatch(text)
    return whole[1] if whole else None


def arxiv_key(number: str) -> str:
    """An arXiv number for comparing: versions of one preprint are one.

    >>> arxiv_key("1707.08052v2")
    '1707.08052'
    """
    return re.sub(r"v[0-9]+$", "", number.lower())
