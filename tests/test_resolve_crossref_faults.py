"""Every exception of every library that is asked over becomes one of ours; bodies and addresses that never end."""

from __future__ import annotations

import inspect
import json
import ssl
from collections.abc import Iterator

import habanero
import httpx
import httpx2
import pytest

from refparse.errors import RegistryError, RegistryNonsense, RegistryUnreachable
from refparse.resolve import wire
from refparse.resolve.agency import asker
from refparse.resolve.questions import packed, search
from refparse.resolve.registry import Query
from refparse.resolve.wire import Reply, Wire, hear, retry_after, unreachable

URL = "http://127.0.0.1/works/10.1000%2F1"


def exceptions(module: object) -> list[type[Exception]]:
    """Every exception a library shows."""
    found = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception)]
    assert found
    return found


def made(kind: type[Exception]) -> Exception:
    """One of these, whatever it wants to be made with."""
    if kind is habanero.RequestError:
        return habanero.RequestError(504, "it failed")
    for arguments, options in (
        (("it failed",), {}),
        ((), {}),
        (("it failed",), {"request": None, "response": httpx2.Response(504)}),
    ):
        try:
            return kind(*arguments, **options)
        except TypeError:
            continue
    raise AssertionError(kind)


def raising(error: Exception) -> Wire:
    def handle(_: httpx.Request) -> httpx.Response:
        raise error

    return Wire("http://127.0.0.1", transport=httpx.MockTransport(handle))


@pytest.mark.parametrize("kind", [*exceptions(httpx), OSError, ConnectionResetError, ValueError, UnicodeError])
def test_whatever_httpx_raises_becomes_ours(kind):
    with pytest.raises(RegistryError) as caught:
        raising(made(kind)).send(URL, doi="10.1000/1")
    assert (caught.value.doi, caught.value.url, caught.value.exit_code) == ("10.1000/1", URL, 4)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "kind",
    [
        *exceptions(httpx2),
        *exceptions(habanero),
        RuntimeError,
        KeyError,
        TypeError,
        json.JSONDecodeError,
        RecursionError,
    ],
)
def test_whatever_habanero_raises_becomes_ours(kind, monkeypatch):
    error = json.JSONDecodeError("it failed", "", 0) if kind is json.JSONDecodeError else made(kind)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(httpx2, "get", fail)
    with pytest.raises(RegistryError):
        hear(asker("http://127.0.0.1")("10.1000/1"), doi="10.1000/1")


def test_a_name_that_is_not_found_and_a_stranger_at_the_other_end():
    asked = raising(httpx.ConnectError("[Errno -2] Name or service not known"))
    with pytest.raises(RegistryUnreachable, match=r"no answer: \[Errno -2\] Name or service not known"):
        asked.send(URL)
    stranger = httpx.ConnectError("handshake")
    stranger.__cause__ = OSError()
    stranger.__cause__.__context__ = ssl.SSLCertVerificationError("self-signed")
    error = unreachable(stranger, url=URL)
    assert error.final
    assert "check the clock and the certificates" in str(error)


def test_an_answer_without_end_is_cut_off(monkeypatch):
    time = iter(range(10**6))

    def drip() -> Iterator[bytes]:
        while True:
            yield b" " * 1000

    def wired() -> Wire:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=drip()))
        return Wire("http://127.0.0.1", transport=transport, clock=lambda: next(time))

    with pytest.raises(RegistryUnreachable, match="longer than 60 s"):
        wired().send(URL)
    monkeypatch.setattr(wire, "_LARGEST", 10_000)
    with pytest.raises(RegistryNonsense, match="too large"):
        wired().send(URL)


def test_who_is_not_installed_has_no_version(monkeypatch):
    def missing(_: str) -> str:
        raise wire.PackageNotFoundError

    monkeypatch.setattr(wire, "version", missing)
    assert Wire().agent == "refparse"


def test_a_server_may_lie_in_a_folder():
    wired = Wire("http://127.0.0.1/api/")
    url = wired.address("/works/10.1000%2F1", {})
    assert url == "http://127.0.0.1/api/works/10.1000%2F1"
    assert wired.follow("/api/works/10.1000%2F2?x=y", url=url) == "/works/10.1000%2F2"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7.0), ("", None), ("soon", None), ("-1", None), ("Sat, 21 Nov 2026 08:00:05 GMT", 5.0),
     ("Sat, 21 Nov 2026 08:00:05", 5.0), ("Sat, 21 Nov 2020 08:00:05 GMT", 0.0), ("9" * 30, None),
     ("Sat, 99 Nov 99999 08:00:05 GMT", None)],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(said, seconds):
    assert retry_after({"retry-after": said}, now=lambda: 1795248000.0) == seconds


@pytest.mark.parametrize("status", [300, 301, 404, 405, 410, 413, 414])
def test_other_answers_are_none(status):
    with pytest.raises(RegistryNonsense) as caught:
        hear(Reply(url=URL, status=status, headers={}, body=b"<html>not found</html>"))
    assert caught.value.final


def test_batches_fit_one_line():
    long = [f"10.1000/{'<' * 60}{number}" for number in range(60)]
    batches = list(packed(long))
    assert [doi for batch in batches for doi in batch] == long
    assert len(batches) > 2
    assert [len(batch) for batch in packed(f"10.1000/{number}" for number in range(250))] == [100, 100, 50]


def test_a_long_text_is_cut_to_what_a_line_holds():
    params = search(Query(bibliographic="題 " * 5000), 20)
    assert params is not None
    wired = Wire("http://127.0.0.1", mailto="me@example.org")
    assert len(wired.address("/works", params)) < 4096
    assert search(Query(bibliographic="\ud800"), 20) == search(Query(bibliographic="?"), 20)
