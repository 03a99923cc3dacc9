"""Records read out of text, for tests of library formats."""

from __future__ import annotations

from refparse.formats.entries import Outside, Read, Refused
from refparse.formats.library import open_library
from refparse.reference import Entry


def found(read, text):
    """What a reader of lines gives."""
    return list(read(enumerate(text.split("\n"), 1)))


def one(read, text):
    """The only record of a text."""
    [record] = [item for item in found(read, text) if not isinstance(item, Outside)]
    assert isinstance(record, Read), record
    return record


def works(text, **named):
    """The works of a library, whatever its format."""
    data = text if isinstance(text, bytes) else text.encode()
    return [entry.work for entry in open_library(data, **named) if isinstance(entry, Entry)]


def people(names):
    """Names in short: "family, given" or the group."""
    return [
        name.literal or ", ".join(filter(None, (name.printed_family, name.given, name.suffix))) for name in names.names
    ]


def refusals(items):
    """(line, reason) of what was refused."""
    return [(item.line, item.reason) for item in items if isinstance(item, Refused)]
