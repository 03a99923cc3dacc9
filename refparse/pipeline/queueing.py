"""What a person is asked: the pairs left open, without those that the records beside them speak against."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.evidence import Verdict
from refparse.graph import Graph
from refparse.match.cluster import to_ask, worth_a_minute
from refparse.pipeline.judging import sides
from refparse.pipeline.rules import rules_of


def queue(graph: Graph, clusters: Sequence[Sequence[str]], verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts a person should settle, what a minute gains most first.

    ``clusters`` hold ids of records; a record in none of them stands alone.

    >>> queue(Graph(":memory:"), [], [])
    ()
    """
    asked = to_ask(clusters, verdicts)
    home = {id_: members for members in clusters for id_ in members}
    named = {id_ for one in asked for id_ in (one.left_id, one.right_id)}
    beside = {id_ for one in named for id_ in home.get(one, (one,))}
    compared = sides(graph, graph.records(sorted(beside))) if beside else {}
    return worth_a_minute(asked, clusters, compared, rules_of(graph))
