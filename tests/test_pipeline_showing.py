"""Which work a cluster is shown as, when a registry has spoken of it."""

from __future__ import annotations

from test_match_factory import record

from refparse.graph.said import StoredSaid
from refparse.pipeline.showing import shown
from refparse.work import Work


def test_what_was_taken_of_a_registry_hides_no_note_that_came_later():
    registered = record("z", Work(DOI="10.1/x", extra=(("short-title", "Lupus"),)), "registry")
    value = (("note", "seen"), ("short-title", "Lupus"))
    told = StoredSaid(record_id="z", field="extra", value=value, source="crossref", at="", shown=True)
    before = record("a", Work(extra=value[:1]), "library")
    later = record("b", Work(extra=(("groups", "RCT"), ("note", "patient 7 excluded"))), "library")
    cluster = shown((before, later, registered), {"z": [(0, told)]})
    assert cluster.canonical.extra == (
        ("note", "seen"),
        ("note", "patient 7 excluded"),
        ("groups", "RCT"),
        ("short-title", "Lupus"),
    )
    assert cluster.origin == (("DOI", "z"), ("extra", "z"))
    assert shown((before, registered), {"z": [(0, told)]}).canonical.extra == value
