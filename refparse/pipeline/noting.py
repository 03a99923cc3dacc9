"""Retractions, corrections and concerns into the store, beside the registry's record they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refparse.graph import Graph, said
from refparse.resolve.notices import Notice, is_retracted, notices_of, unite
from refparse.resolve.record import own_dois


def unheard(*_what: object) -> None:
    """Nothing: nobody listens to how far something is, or what came of it."""


def notices_about(messages: Sequence[Mapping[str, object]]) -> tuple[Notice, ...]:
    """What is told of the work the first message is the record of, by it and by the others, each event once."""
    own = {doi for message in messages[:1] for doi in own_dois(message)}
    return unite(notice for message in messages for notice in notices_of(message) if notice.DOI in own)


def store_notices(graph: Graph, record_id: str, messages: Sequence[Mapping[str, object]]) -> tuple[Notice, ...]:
    """What is told of a work, now in the store in place of what was told before."""
    notices = notices_about(messages)
    lifted = not is_retracted(notices)
    stored = [_stored(notice, stands=notice.kind != "retraction" or not lifted) for notice in notices]
    said.put_notices(graph, record_id, stored)
    return notices


def _stored(notice: Notice, *, stands: bool) -> said.StoredNotice:
    return said.StoredNotice(
        DOI=notice.DOI,
        by=notice.by,
        kind=notice.kind,
        type=notice.type,
        issued=notice.issued.iso if notice.issued is not None else None,
        sources=notice.sources,
        record_ids=notice.record_ids,
        words=notice.words,
        stands=stands,
    )
