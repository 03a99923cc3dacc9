"""A process that looks for DOIs, killed and begun again: it comes to the end it would have come to."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from crossref_server import CrossrefServer, Habits
from registry_tools import FAST, WORKS

import refparse
from refparse.graph import Graph

PAGES = [Path(__file__).parent / "pages" / name for name in ("journals-system.txt", "springer.txt")]

KILLED = """
import sys
sys.path[:0] = [{tests!r}]
import refparse
from refparse.graph import Graph
from refparse.pipeline.resolving import resolve
from registry_tools import hurried

where = dict(base_url={url!r}, mailto="a@b.org", cache={cache!r}, polite=hurried())
with Graph({store!r}) as graph, refparse.registry(**where) as desk:
    resolve(graph, desk, tell=lambda one: print(one.ask.id, flush=True))
"""


@pytest.fixture
def library(tmp_path):
    with Graph(tmp_path / "library.sqlite") as graph:
        refparse.add(graph, [refparse.parse(page) for page in PAGES])
    return tmp_path / "library.sqlite"


def test_killed_at_any_moment_it_goes_on_to_the_same_end(tmp_path, library):
    with CrossrefServer(WORKS, habits=Habits(interval=1 / FAST)) as server:
        calm, killed = (
            _end(tmp_path / name, library, server.url, kills) for name, kills in (("calm", 0), ("killed", 3))
        )
    assert calm == killed
    assert len(calm[0]) == 45


def _end(folder, library, url, kills):
    """What a library holds after so many kills."""
    folder.mkdir()
    store = shutil.copyfile(library, folder / "library.sqlite")
    tests = str(Path(__file__).parent)
    code = KILLED.format(tests=tests, store=str(store), url=url, cache=str(folder / "c"))
    for _ in range(kills):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as running:
            for _ in range(4):
                running.stdout.readline()
            running.kill()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    columns = (
        "record_id, state, DOI, because, evidence FROM resolution",
        "record_id, work_id FROM work_record",
        "id, DOI FROM work",
        "left_id, right_id, weight FROM verdict",
    )
    with contextlib.closing(sqlite3.connect(store)) as connection:
        return [connection.execute(f"SELECT {column} ORDER BY 1, 2").fetchall() for column in columns]
