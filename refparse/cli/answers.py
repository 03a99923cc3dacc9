"""Answers of the graph as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from refparse.cli.face import clean

if TYPE_CHECKING:
    from refparse.graph.queries import Brief, PairedRow, PaperRow, SharedRow, WhoCites
