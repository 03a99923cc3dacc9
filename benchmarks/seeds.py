"""The whole path on a folder of pages with hand-made gold: ``python -m benchmarks.seeds GOLD [--predictions OUT]``.

The pages are looked for in the ``seeds`` folder two levels above GOLD (or ``--pages DIR``); all of them
go into an empty store by one ``add``, and the table is printed by the scorer beside the gold.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import refparse
from refparse.reference import Page, Parsed, Result
from refparse.work import Names


def people(names: Names) -> list[dict[str, str | None]]:
    """Names as the scorer reads them: the family with its particle, a group as a family."""
    return [{"family": name.printed_family, "given": name.given} for name in names.names]


def prediction(page: Page) -> dict[str, Any]:
    """One page in the shape the scorer reads."""
    own = page.record.work
    return {
        "document": {
            "title": own.title,
            "authors": people(own.author),
            "journal": own.container_title,
            "year": _year(own.issued),
            "volume": own.volume,
            "issue": own.issue,
            "pages": own.page,
            "doi": own.DOI,
        },
        "references": [_reference(result) for result in page.results],
        "in_text_citations": [{"numbers": list(callout.numbers)} for callout in page.callouts],
    }


def _year(date: refparse.Date | None) -> str | None:
    return str(date.year) if date is not None and date.year is not None else None


def _reference(result: Result) -> dict[str, Any]:
    entry = {"n": result.reference.number, "raw": result.reference.text}
    if not isinstance(result, Parsed):
        return entry
    work = result.work
    return entry | {
        "authors": people(work.author),
        "et_al": work.author.et_al,
        "title": work.title,
        "container": work.container_title,
        "year": _year(work.issued),
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.page,
        "doi": work.DOI,
        "doi_prefix": work.doi_prefix,
        "publisher": work.publisher,
        "place": work.publisher_place,
        "editors": people(work.editor),
        "type": work.type,
    }


def relations(paths: Sequence[Path]) -> dict[str, Any]:
    """How pages relate once all of them are in one store, in the shape of the scorer's ``cross.json``."""
    pages = [refparse.parse(path) for path in paths]
    stems = {page.document.id: path.stem for page, path in zip(pages, paths, strict=True)}
    numbers = {result.reference.id: result.reference.number for page in pages for result in page.results}
    with refparse.Graph(":memory:") as graph:
        counts = refparse.add(graph, pages).counts
        clusters = []
        for work in graph.works():
            members = graph.members(work.id)
            if len(members) > 1:
                clusters.append([{"seed": stems[m.document_id], "n": numbers.get(m.origin_id)} for m in members])
    return {
        "nodes": counts.nodes,
        "edges": counts.edges,
        "distinct_cited_works": counts.distinct_cited_works,
        "clusters": clusters,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the predictions, print the scorer's table, and end as the scorer ends."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeds", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pages", type=Path, help="folder of the pages (default: ../../seeds beside GOLD)")
    parser.add_argument("--predictions", type=Path, help="folder to keep the predictions in")
    options = parser.parse_args(arguments)
    pages = sorted((options.pages or options.gold.resolve().parents[1] / "seeds").glob("*.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        out: Path = options.predictions or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        for path in pages:
            _write(out / f"{path.stem}.json", prediction(refparse.parse(path)))
        _write(out / "cross.json", relations(pages))
        scorer = [sys.executable, str(options.gold / "score.py"), str(options.gold), str(out), "--errors"]
        return subprocess.run(scorer, check=False).returncode


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
