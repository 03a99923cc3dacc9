"""What it means that a registry has no record of a DOI: less of a mirror than of the registry itself."""

from __future__ import annotations

from refparse.resolve.registry import Answer


def may_exist(answer: Answer) -> bool:
    """Whether the DOI may be right although this registry has no record of it.

    >>> may_exist(Answer(DOI="10.5281/zenodo.1", message=None, by="crossref", at="", agency="DataCite"))
    True
    >>> may_exist(Answer(DOI="10.1000/none", message=None, by="crossref", at=""))
    False

    A mirror holds what one registry had on one day, and asks nobody whose the others are.
    """
    return answer.agency is not None or _is_mirrored(answer)


def missing(answer: Answer) -> str:
    """That there is no record of this DOI, and what may be the reason, in words.

    >>> missing(Answer(DOI="10.1000/none", message=None, by="crossref", at=""))
    'crossref knows no DOI 10.1000/none'
    >>> missing(Answer(DOI="10.1000/new", message=None, by="mirror:c.db", at="2026-03-01T08:00:00Z"))
    "10.1000/new is not in this mirror, built 2026-03-01; it may be another agency's, or newer"
    """
    if answer.agency:
        return f"{answer.DOI} is {answer.agency}'s"
    if _is_mirrored(answer):
        built = f", built {answer.at[:10]}" if answer.at else ""
        return f"{answer.DOI} is not in this mirror{built}; it may be another agency's, or newer"
    return f"{answer.by} knows no DOI {answer.DOI}"


def _is_mirrored(answer: Answer) -> bool:
    return answer.by.startswith("mirror:")
