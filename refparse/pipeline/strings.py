"""Reference strings read one by one, whatever their style: what is not a page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from refparse import paths
from refparse.errors import SourceError
from refparse.parse.choose import read_labelled
from refparse.parse.labeller import Labeller
from refparse.parse.model import from_bytes
from refparse.reference import Parsed, ReferenceString, Unparsed, content_id

#: Strings labelled at once: more gain nothing and keep the reader waiting.
BATCH = 512


def load_labeller(model: str | os.PathLike[str] | None = None) -> Labeller:
    """The labeller of a model file, the shipped one unless another is named.

    Raises :class:`SourceError` where the file is missing or no model.
    """
    path = paths.model(model)
    try:
        return Labeller(from_bytes(Path(path).read_bytes()))
    except OSError as fault:
        raise SourceError(str(path), what="cannot read the model", hint="name another with --model") from fault
    except ValueError as fault:
        raise SourceError(str(path), what="not a labeller model", hint="make one with refparse train") from fault


@cache
def shipped_labeller() -> Labeller:
    """The labeller of the shipped model (or of ``$REFPARSE_MODEL``), loaded once."""
    return load_labeller()


def parse_strings(texts: Iterable[str], *, labeller: Labeller | None = None) -> Iterator[Parsed | Unparsed]:
    """What each reference string says, in order, a batch at a time: memory does not grow with their number.

    >>> [one] = parse_strings(["Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11:30-41."])
    >>> one.work.container_title, one.work.page
    ('Australas J Dermatol', '30-41')
    """
    labeller = labeller or shipped_labeller()
    numbered = enumerate(texts, start=1)
    while batch := list(islice(numbered, BATCH)):
        labelled = labeller.label([text for _, text in batch])
        for (number, text), labelling in zip(batch, labelled, strict=True):
            yield read_labelled(string(text, number), labelling, labeller.model, by=labeller.name)


def string(text: str, number: int) -> ReferenceString:
    """A string that stands alone: its document is the string itself."""
    id_ = content_id(text)
    return ReferenceString(
        id=content_id(id_, "1", text), document_id=id_, number=number, label=None, text=text, spans=((0, len(text)),)
    )
