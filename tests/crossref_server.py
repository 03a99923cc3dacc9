"""A small server on loopback that answers as Crossref does: its shapes, its limits and its bad days.

It serves the works it is given, counts what it was asked, and misbehaves on request::

    with CrossrefServer(works) as server:
        Crossref(server.url)
"""

from __future__ import annotations

import gzip
import json
import random
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

Record = Mapping[str, object]

HTML = b"<html><head><title>%d</title></head><body><center><h1>%d Trouble</h1></center></body></html>\r\n"
ABSENT = b"Resource not found."
LONGEST_LINE = 4096
GOOD = frozenset({"", "slow"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What one kind of client may do; the figures of today."""

    name: str
    single: int
    array: int
    at_once: int


PUBLIC = Pool(name="public", single=5, array=1, at_once=1)
POLITE = Pool(name="polite", single=10, array=3, at_once=3)


@dataclass(slots=True, kw_only=True)
class Habits:
    """How the server behaves; shares are of requests."""

    polite: Pool = POLITE
    public: Pool = PUBLIC
    interval: float = 1.0  # what the "1s" of the headers lasts, so that tests may live faster
    latency: float = 0.0
    limited: bool = True  # whether what goes past the limits is refused
    headers: bool = True  # whether answers say what is allowed
    retry_after: str = "seconds"  # or "date", "none"
    packed: bool = False  # gzip
    etags: bool = False
    shares: dict[str, float] = field(default_factory=dict)  # fault → share, drawn for each request
    burst: int = 1  # how many requests in a row a 429 drawn by chance takes
    script: deque[str] = field(default_factory=deque)  # faults for the next requests, in order; "" is none
    always: str = ""  # one fault for every request


@dataclass(slots=True)
class Counts:
    """What was asked and what was answered."""

    requests: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    provoked: int = 0  # 429s the client earned itself
    given: Counter[str] = field(default_factory=Counter)  # DOI → good answers that held its record or its absence
    peak: int = 0
    lines: list[str] = field(default_factory=list)
    agents: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, kw_only=True)
class Out:
    """An answer on its way out."""

    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()


TROUBLES = {
    "429-bare": Out(status=429, type="text/plain"),
    "429-long": Out(status=429, headers={"Retry-After": "3600"}),
    "500-json": Out(
        status=500, body=b'{"status":"error","message-type":"exception","message":{"name":"ExceptionInfo"}}'
    ),
    "503-wait": Out(status=503, body=HTML % (503, 503), type="text/html", headers={"Retry-After": "1"}),
    "html-200": Out(body=HTML % (200, 200), type="text/html; charset=utf-8"),
    "html-404": Out(status=404, body=HTML % (404, 404), type="text/html"),
    "nested": Out(body=b"[" * 200_000),
    "no-envelope": Out(body=b'{"status":"ok"}'),
    "no-record": Out(body=b'{"status":"ok","message-type":"work","message":{}}'),
    "other-record": Out(body=b'{"status":"ok","message-type":"work","message":{"DOI":"10.1000/other"}}'),
    "other-host": Out(status=301, headers={"Location": "http://192.0.2.1/works/10.1000/1"}),
    "circle": Out(status=301, headers={"Location": "/works/10.1000/circle"}),
    "304": Out(status=304),
}


class CrossrefServer:
    """The server, its works and its habits; started by ``with``."""

    def __init__(
        self,
        works: Iterable[Record],
        *,
        habits: Habits | None = None,
        moved: Mapping[str, str] | None = None,
        agencies: Mapping[str, str] | None = None,
        seed: int = 1,
    ) -> None:
        self.works = {str(work["DOI"]).lower(): work for work in works}
        self.raw = {doi: json.dumps(work).replace("/", "\\/") for doi, work in self.works.items()}
        self.words = {doi: frozenset(re.findall(r"\w+", text.lower())) for doi, text in self.raw.items()}
        self.habits = habits or Habits()
        self.moved = dict(moved or {})
        self.agencies = dict(agencies or {})
        self.counts = Counts()
        self.busy = 0
        self.lock = threading.Lock()
        self._arrivals: dict[str, deque[float]] = {"single": deque(), "array": deque()}
        self._chance = random.Random(seed)
        self._bursting = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are written one after the other: else the body waits 40 ms for an answer to the head.
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                server.serve(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Listener(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Say nothing of clients that are killed."""

        self._http = Listener(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def forget(self) -> None:
        """Begin counting anew."""
        with self.lock:
            self.counts = Counts()

    # One request.

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        params = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        agent = handler.headers.get("User-Agent", "")
        pool = self.habits.polite if "mailto" in params or "mailto:" in agent else self.habits.public
        kind = "array" if parts.path == "/works" else "single"
        with self.lock:
            self.busy += 1
            fault = self._noted(handler, kind, pool, agent)
        try:
            out = self._troubled(fault) or self._answer(parts.path, params, handler.headers.get("If-None-Match"))
            if fault != "over":
                time.sleep(self.habits.latency)
        finally:
            with self.lock:
                self.busy -= 1
        self._send(handler, out, fault, self._limits(pool, kind))

    def _noted(self, handler: BaseHTTPRequestHandler, kind: str, pool: Pool, agent: str) -> str:
        """Count the request, and say what befalls it."""
        counts, habits, now = self.counts, self.habits, time.monotonic()
        counts.requests += 1
        counts.kinds[kind] += 1
        counts.agents[agent] += 1
        counts.lines.append(handler.path)
        counts.peak = max(counts.peak, self.busy)
        if len(handler.path) + len("GET  HTTP/1.1\r\n") > LONGEST_LINE:
            return "414"
        arrivals = self._arrivals[kind]
        while arrivals and now - arrivals[0] > habits.interval:
            arrivals.popleft()
        allowed = pool.single if kind == "single" else pool.array
        if habits.limited and (len(arrivals) >= allowed or self.busy > pool.at_once):
            counts.provoked += 1
            return "over"
        arrivals.append(now)
        fault = self._fault()
        if fault:
            counts.faults[fault] += 1
        return fault

    def _fault(self) -> str:
        habits = self.habits
        if habits.script:
            return habits.script.popleft()
        if habits.always:
            return habits.always
        if self._bursting:
            self._bursting -= 1
            return "429"
        drawn = self._chance.random()
        for fault, share in habits.shares.items():
            if drawn < share:
                self._bursting = habits.burst - 1 if fault == "429" else 0
                return fault
            drawn -= share
        return ""

    def _troubled(self, fault: str) -> Out | None:
        """The answer of a bad moment; ``None`` where the real one is sent, or spoilt."""
        if fault in {"over", "429"}:
            return Out(status=429, body=HTML % (429, 429), type="text/html", headers=self._retry_after())
        if fault.isdigit() and fault not in TROUBLES:
            return Out(status=int(fault), body=HTML % (int(fault), int(fault)), type="text/html")
        return TROUBLES.get(fault)

    def _retry_after(self) -> dict[str, str]:
        said = {"seconds": "1", "date": formatdate(time.time() + 1, usegmt=True)}
        return {"Retry-After": said[self.habits.retry_after]} if self.habits.retry_after in said else {}

    def _limits(self, pool: Pool, kind: str) -> dict[str, str]:
        if not self.habits.headers:
            return {}
        return {
            "X-Rate-Limit-Limit": str(pool.single if kind == "single" else pool.array),
            "X-Rate-Limit-Interval": "1s",
            "X-Concurrency-Limit": str(pool.at_once),
            "X-Api-Pool": f"{pool.name}-{kind}",
        }

    # What is true.

    def _answer(self, path: str, params: Mapping[str, str], etag: str | None) -> Out:
        if path == "/works":
            return self._list(params)
        if not path.startswith("/works/"):
            body = json.dumps({"status": "error", "message-type": "route-not-found", "message": "Route not found"})
            return Out(status=404, body=body.encode())
        name = path.removeprefix("/works/")
        return self._agency(name.removesuffix("/agency")) if name.endswith("/agency") else self._work(name, etag)

    def _work(self, name: str, etag: str | None) -> Out:
        doi = unquote(name).lower()
        if doi in self.moved:
            return Out(status=301, headers={"Location": f"/works/{self.moved[doi]}"})
        if doi not in self.works:
            return Out(status=404, body=ABSENT, type="text/plain", given=(doi,))
        mark = f'"{abs(hash(self.raw[doi]))}"' if self.habits.etags else ""
        if mark and etag == mark:
            return Out(status=304, given=(doi,))
        return Out(body=self._enveloped("work", self.raw[doi]), headers={"ETag": mark} if mark else {}, given=(doi,))

    def _agency(self, name: str) -> Out:
        doi = unquote(name).lower()
        label = "Crossref" if doi in self.works or doi in self.moved else self.agencies.get(doi)
        if label is None:
            return Out(status=404, body=ABSENT)
        message = json.dumps({"DOI": doi, "agency": {"id": label.lower(), "label": label}})
        return Out(body=self._enveloped("work-agency", message))

    def _list(self, params: Mapping[str, str]) -> Out:
        rows = params.get("rows", "20")
        if not rows.isdigit() or int(rows) > 1000:
            problem = {"type": "integer-not-valid", "value": rows, "message": f"Integer specified as {rows}"}
            body = {"status": "failed", "message-type": "validation-failure", "message": [problem]}
            return Out(status=400, body=json.dumps(body).encode())
        filters = [item.split(":", 1) for item in params.get("filter", "").split(",") if ":" in item]
        found = [(doi, 0.0) for doi in self.works]
        if asked := {value.lower() for name, value in filters if name == "doi"}:
            found = [(doi, 0.0) for doi in asked if doi in self.works]
        if asked := {value.lower() for name, value in filters if name == "updates"}:
            found = [(doi, 0.0) for doi, work in self.works.items() if asked & _updated(work)]
        if words := set(" ".join(text for name, text in params.items() if name.startswith("query")).lower().split()):
            found = self._searched(words)
        found = found[: int(rows)]
        items = ",".join(self._scored(doi, score) for doi, score in found)
        message = f'{{"facets":{{}},"total-results":{len(found)},"items":[{items}]}}'
        return Out(body=self._enveloped("work-list", message), given=tuple(doi for doi, _ in found))

    def _searched(self, words: set[str]) -> list[tuple[str, float]]:
        scores = [(doi, float(len(words & own))) for doi, own in self.words.items()]
        return sorted([pair for pair in scores if pair[1]], key=lambda pair: -pair[1])

    def _scored(self, doi: str, score: float) -> str:
        return self.raw[doi] if not score else f'{{"score":{score},{self.raw[doi][1:]}'

    def _enveloped(self, kind: str, message: str) -> bytes:
        return f'{{"status":"ok","message-type":"{kind}","message-version":"1.0.0","message":{message}}}'.encode()

    # Onto the wire.

    def _send(self, handler: BaseHTTPRequestHandler, out: Out, fault: str, limits: Mapping[str, str]) -> None:
        body, headers = out.body, {**limits, **out.headers, "Content-Type": out.type}
        if self.habits.packed and body:
            body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        sent = {"cut-json": body[: len(body) * 2 // 3], "cut": body[: len(body) // 2], "empty": b""}.get(fault, body)
        with self.lock:
            self.counts.statuses[out.status] += 1
            if fault in GOOD:
                self.counts.given.update(out.given)
        if fault == "reset":
            handler.close_connection = True
            return
        handler.send_response(out.status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body) if fault == "cut" else len(sent)))
        handler.end_headers()
        for piece in [sent[at : at + 512] for at in range(0, len(sent), 512)] if fault == "slow" else [sent]:
            handler.wfile.write(piece)
            if fault == "slow":
                time.sleep(0.01)
        if fault == "cut":
            handler.close_connection = True


def _updated(work: Record) -> set[str]:
    updates = work.get("update-to")
    return {str(entry.get("DOI")).lower() for entry in updates} if isinstance(updates, list) else set()
