"""Works to build mirrors of."""

import json


def work(doi, title, *, family="Roe", volume="7", page="1-9", year=1969, **more):
    """A record as a public data file has it."""
    return {
        "DOI": doi,
        "indexed": {"date-time": "2020-04-10T00:38:19Z", "timestamp": 1586479099385},
        "type": "journal-article",
        "title": [title],
        "subtitle": [],
        "author": [{"family": family, "given": "D. I.", "affiliation": [{"name": "A hospital"}]}],
        "container-title": ["Archives of Dermatology"],
        "volume": volume,
        "page": page,
        "issued": {"date-parts": [[year]]},
        "license": [{"URL": "https://example.org"}],
        "reference": [{"key": "1", "unstructured": "Somebody, somewhere"}],
        **more,
    }


def later(record, seconds):
    """The same record, indexed so many seconds later."""
    return record | {"indexed": {"timestamp": record["indexed"]["timestamp"] + seconds * 1000}}


def written(path, works, *, items=False):
    """A part of a public data file."""
    lines = [json.dumps(work) for work in works]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"items": [{", ".join(lines)}]}}' if items else "\n".join(lines) + "\n", encoding="utf-8")
    return path


FEW = [
    later(work("10.1000/twice", "The later version"), 100),
    work("10.1000/Kabir", "Lupus and calcinosis cutis", family="Kabir", volume="100", page="17-22"),
    work("10.1000/twice", "The quondam version"),
    work("10.1000/primary", "A merged preprint", aliases=["10.1000/Merged"], volume="3"),
    work(
        "10.1000/notice",
        "Correction",
        volume="101",
        page="5",
        **{"update-to": [{"DOI": "10.1000/kabir", "type": "correction"}, {"type": "odd"}, None]},
    ),
    work("10.1000/other", "Lupus in dogs", volume="17", page="100"),
]


def test_a_later_version_is_indexed_later():
    assert later(FEW[1], 1)["indexed"] == {"timestamp": 1586479100385}
