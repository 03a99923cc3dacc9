"""Whether a registry's record can be the work somebody holds: the judge of candidates, asked another way.

A candidate must be spoken for; a record under the DOI that somebody holds was meant, so it is
taken unless the fields speak against it. The work is put in words and judged like a reference
that prints its DOI (:mod:`refparse.resolve.verify`); only where the weight needed is set does this differ.
"""

from __future__ import annotations

from dataclasses import replace

from refparse.resolve.candidate import Candidate
from refparse.resolve.prepare import in_words
from refparse.resolve.sentences import in_sentences
from refparse.resolve.verify import Judgement, judge
from refparse.resolve.weights import RESOLVED
from refparse.work import Work

#: Bits that a record needs when a veto speaks against it that may be a slip: a page, an issue, a name misprinted.
#: Chosen, as whole bits go, on half of 112,269 pairs of genuine records with references to them, read, spoilt and mixed
#: up. On the other half one of 1,000 right records is refused; of next papers, parts and errata one in nine is taken.
_SPOKEN_FOR = 4.0
#: That one leads to the other is the question, so both bear one DOI, whatever they have.
_DOI = "10.0/0"
_APART = frozenset({"conflict", "not printed", "none given"})
_READ = frozenset({"both", "first"})


def refusal(held: Work, recorded: Work) -> tuple[str, ...]:
    """Why a record cannot be the work somebody holds, in sentences; nothing where it can.

    >>> from refparse.work import Date
    >>> held = Work(title="Calcinosis cutis in scleroderma", issued=Date(year=2006), volume="25", page="70-4")
    >>> record = Work(title="Fire ecology of the pampas", issued=Date(year=2011), volume="3", page="1-20")
    >>> refusal(held, record)[0]
    'title: “Calcinosis cutis in scleroderma”, but the record has “Fire ecology of the pampas”'
    >>> refusal(held, held)
    ()

    DOIs are not compared. Two works seldom begin on one page of a volume: there a title may be a
    translation, and no veto counts.
    """
    one = _judge(held, recorded)
    reasons = _against(one)
    if not reasons or not held.title or held.container_title:
        return reasons
    # Styles without titles print "Sowder, J. Affect and Problem Solving, 1989, p. 177": a
    # reader takes the container for the title.
    again = _judge(replace(held, title=None, container_title=held.title), recorded)
    is_in = dict(again.grades)["container_title"] not in _APART
    return () if is_in and not _against(again) else reasons


def _judge(held: Work, recorded: Work) -> Judgement:
    containers = tuple(filter(None, (recorded.container_title, recorded.collection_title)))
    candidate = Candidate(DOI=_DOI, work=recorded, containers=containers)
    [one] = judge(in_words(held), replace(held, DOI=_DOI, doi_prefix=None), [candidate])
    return one


def _against(one: Judgement) -> tuple[str, ...]:
    """What forbids it, in sentences; the last one says by how much."""
    vetoed = bool(one.vetoes) and not _is_on_its_page(one)
    missing = (_SPOKEN_FOR if vetoed else RESOLVED) - one.weight
    if missing <= 0 and not (vetoed and one.is_settled):
        return ()
    return (*in_sentences(one), *([f"{missing:.1f} bits too few"] if missing > 0 else []))


def _is_on_its_page(one: Judgement) -> bool:
    """Whether journal, volume and page are the record's; where a work ends, the next one often begins."""
    return one.is_placed and dict(one.grades)["page"] in _READ
