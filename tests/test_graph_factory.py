"""Small pages made by hand, and a pipeline in miniature: works are one where their titles are."""

from collections.abc import Sequence
from itertools import combinations

from refparse.evidence import Evidence, Verdict, Vote
from refparse.graph import Graph
from refparse.reference import (
    Callout,
    Cluster,
    Document,
    Dropped,
    Field,
    ListRegion,
    Page,
    PageRecord,
    Parsed,
    Record,
    ReferenceList,
    ReferenceString,
    Result,
    Unparsed,
    content_id,
)
from refparse.work import Date, Name, Names, Work

NOMURA = Work(
    type="article-journal",
    title="Large deposits in the skin",
    author=Names(names=(Name(family="Nomura", given="M"), Name(family="Okada", given="N"))),
    container_title="Arch Dermatol",
    issued=Date(year=1990),
    volume="126",
    page="1057–1059",
)
ROTHE = Work(title="Calcinosis in lupus", author=Names(names=(Name(family="Rothe", given="MJ"),)), DOI="10.1000/Rothe")
POWELL = Work(title="Subcutaneous calcification", issued=Date(year=1974))


EVERY_ROW = "SELECT * FROM {}"


def make_page(
    name: str, work: Work, cited: Sequence[Work | None] | None, *, copy: str = ""
) -> tuple[Page, tuple[Record, ...]]:
    """A page of ``work``; ``None`` for a list that is unknown, ``None`` in it for an entry nothing reads."""
    lines = [work.title or "", f"copy {copy}", *((w.title or "" if w else "??") for w in cited or ())]
    text = "\n".join(lines)
    document = Document(id=content_id(text), text=text, source=name, notes=("decoded as cp1252",))
    results = tuple(_result(document, n, w) for n, w in enumerate(cited or (), start=1))
    heading = (0, len(lines[0]))
    region = ListRegion(span=(0, len(text)), heading=heading, layout="numbered", evidence=("labels in order",))
    references = tuple(result.reference for result in results)
    page = Page(
        document=document,
        record=PageRecord(
            document_id=document.id,
            kind="springer",
            work=work,
            fields=(_field("title", work.title or ""), Field(name="note", value="", text="", spans=())),
            dates=(("accepted", Date(year=2005, month=3)),),
            affiliations=(("1", "Department"),),
        ),
        list=ReferenceList(
            document_id=document.id,
            region=region if cited is not None else None,
            references=references,
            dropped=(Dropped(span=(0, 3), reason="before the list"),),
            reason=None if cited is not None else "no list here",
        ),
        votes=(Vote(grammar="springer", read=len(results), entries=len(results), literals=8),),
        results=results,
        callouts=(
            Callout(
                document_id=document.id,
                numbers=(1, 99),
                span=(4, 8),
                context="said before.1,99",
                linked=(references[0].id if references else None, None),
            ),
        ),
    )
    own = _record(document.id, work, "page", document.id)
    read = [(r.reference.id, w) for r, w in zip(results, cited or (), strict=True) if w is not None]
    return page, (own, *(_record(document.id, w, "reference", entry) for entry, w in read))


def _result(document: Document, number: int, work: Work | None) -> Result:
    text = (work.title or "") if work else "??"
    reference = ReferenceString(
        id=content_id(document.id, str(number), text),
        document_id=document.id,
        number=number,
        label=f"{number}.",
        text=text,
        spans=((0, 2), (2, len(text))),
        list_style="springer",
    )
    if work is None:
        return Unparsed(reference=reference, reached=(0, 1), expected='":" after {volume}', nearest_grammar="springer")
    return Parsed(reference=reference, work=work, fields=(_field("title", text),), by="grammar:springer")


def _field(name: str, text: str) -> Field:
    return Field(name=name, value=text, text=text, spans=((0, 2), (3, len(text))))


def _record(document_id: str, work: Work, origin: str, origin_id: str) -> Record:
    said = f"{work.title}{work.volume}{work.page}"
    record_id = content_id(origin, origin_id, said)
    kind = "page" if origin == "page" else "reference"
    return Record(id=record_id, work=work, origin=kind, origin_id=origin_id, document_id=document_id)


def same(left: str, right: str, **changes: object) -> Verdict:
    """A verdict that two records are one work."""
    first, second = sorted((left, right))
    said = Evidence(field="title", left="a", right="a", level="exact", weight=12.0)
    fields = {"evidence": (said,), "prior": -4.0, "weight": 8.0, "decision": "same", "rules": "1"}
    return Verdict(left_id=first, right_id=second, **{**fields, **changes})


def cluster(*members: Record) -> Cluster:
    """Records as one work; the canonical form is that of the smallest id."""
    ordered = sorted(members, key=lambda record: record.id)
    first = ordered[0]
    return Cluster(
        member_ids=tuple(record.id for record in ordered),
        canonical=first.work,
        origin=tuple((name, first.id) for name in first.work.stated()),
    )


def recluster(graph: Graph, record_ids: Sequence[str]) -> tuple[str, ...]:
    """Cluster what is connected with these records: one work for each title."""
    by_title: dict[str, list[Record]] = {}
    for record in graph.records(graph.component(record_ids)):
        by_title.setdefault(record.work.title or record.id, []).append(record)
    return graph.put_clusters([cluster(*members) for members in by_title.values()])


def add(graph: Graph, made: tuple[Page, tuple[Record, ...]]) -> bool:
    """The pipeline in miniature."""
    page, records = made
    with graph.transaction():
        if not graph.put_page(page, records):
            return False
        for record in records:
            graph.put_keys({record.id: [f"title:{record.work.title}"]})
        near = graph.records(graph.neighbours([f"title:{record.work.title}" for record in records]))
        pairs = combinations([record for record in near if record.work.title], 2)
        graph.put_verdicts([same(a.id, b.id) for a, b in pairs if a.work.title == b.work.title])
        recluster(graph, [record.id for record in records])
    return True


def remove(graph: Graph, document_id: str) -> None:
    """Take a page out and make anew what it touched."""
    with graph.transaction():
        recluster(graph, graph.remove_page(document_id).touched)


def dump(graph: Graph, *, without: Sequence[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    names = [row[0] for row in graph.store.rows("SELECT name FROM pragma_table_list WHERE schema = 'main'")]
    tables = [name for name in names if not name.startswith(("sqlite_", "work_fts")) and name not in without]
    return {name: [tuple(row) for row in graph.store.rows(EVERY_ROW.format(name))] for name in sorted(tables)}


def test_the_miniature_pipeline_makes_one_work_of_one_title():
    with Graph(":memory:") as graph:
        assert add(graph, make_page("a.txt", Work(title="A"), [NOMURA, ROTHE]))
        assert add(graph, make_page("b.txt", Work(title="B"), [NOMURA, None]))
        assert [work.members for work in graph.works() if work.work.title == NOMURA.title] == [2]
        assert len(graph.works()) == 4
