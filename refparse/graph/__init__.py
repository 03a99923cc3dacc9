"""The room of the store: one SQLite file of records, works and citations, and its questions."""

from refparse.graph.find import StoredWork
from refparse.graph.pages import RemoveReport, StoredDocument
from refparse.graph.store import Graph
from refparse.graph.tags import Tag

__all__ = ["Graph", "RemoveReport", "StoredDocument", "StoredWork", "Tag"]
