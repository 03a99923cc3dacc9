"""One question over one pooled connection: sent once, and the answer heard or refused.

Here, and for habanero in ``agency``, every fault of a library becomes one of our errors.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote, urlsplit

import httpx

from refparse.errors import RegistryError, RegistryNonsense, RegistryRefused, RegistryUnreachable
from refparse.resolve.address import PUBLIC, is_person, is_server
from refparse.resolve.limits import MOST_AT_ONCE

_ABSENT = b"resource not found"
# A list of a hundred works with all their references is some megabytes; this is somebody's film.
_LARGEST = 256 * 2**20
_SILENCE = 30.0  # seconds without a byte
_LONGEST = 60.0  # seconds for a whole answer: a list of megabytes takes some on a slow line
_TROUBLES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict, OSError, ValueError)


class DrippingError(RegistryUnreachable):
    """An answer that came so slowly that it was not heard to its end; the next is likely to be no quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back, unread; names of headers in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An answer that is one: 200 with its message, 304, 404, or where the record went."""

    status: HTTPStatus
    message: object = None
    moved: str | None = None
    etag: str | None = None


def hear(reply: Reply, *, doi: str | None = None, now: Callable[[], float] = time.time) -> Heard:
    r"""What an answer says, or the error that it is none.

    >>> hear(Reply(url="u", status=200, headers={}, body=b'{"message": {"DOI": "10.1000\\/182"}}')).message
    {'DOI': '10.1000/182'}
    >>> hear(Reply(url="u", status=404, headers={}, body=b"Resource not found.")).status
    <HTTPStatus.NOT_FOUND: 404>

    Only Crossref's own words mean that there is no such DOI: any proxy can say 404, and
    a DOI taken for unknown is forgotten without a trace.
    """
    moved = reply.headers.get("location")
    match reply.status:
        case HTTPStatus.OK:
            return Heard(status=HTTPStatus.OK, message=_message(reply, doi), etag=reply.headers.get("etag"))
        case 301 | 302 | 303 | 307 | 308 if moved:
            return Heard(status=HTTPStatus(reply.status), moved=moved)
        case HTTPStatus.NOT_MODIFIED:
            return Heard(status=HTTPStatus.NOT_MODIFIED)
        case HTTPStatus.NOT_FOUND if reply.body.strip().lower().startswith(_ABSENT):
            return Heard(status=HTTPStatus.NOT_FOUND)
    raise _trouble(reply, doi, now)


def _message(reply: Reply, doi: str | None) -> object:
    """The message inside Crossref's envelope."""
    try:
        envelope = json.loads(reply.body)
    except (ValueError, RecursionError) as error:
        raise RegistryNonsense(reply.url, doi=doi, what=f"the answer is no JSON: {_beginning(reply)}") from error
    if not isinstance(envelope, dict) or "message" not in envelope:
        raise RegistryNonsense(reply.url, doi=doi, what=f"the answer holds no message: {_beginning(reply)}")
    return envelope["message"]


def _beginning(reply: Reply) -> str:
    return repr(reply.body[:60].decode("utf-8", "replace"))


def _trouble(reply: Reply, doi: str | None, now: Callable[[], float]) -> RegistryError:
    """The error an answer stands for that is no answer."""
    wait = retry_after(reply.headers, now)
    status = reply.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RegistryRefused(reply.url, doi=doi, what="asked too often", hint="ask again later", retry_after=wait)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        hint = "name an address you read, and write to support@crossref.org"
        return RegistryRefused(reply.url, doi=doi, what=f"not let in (status {status})", hint=hint, final=True)
    if status == HTTPStatus.REQUEST_TIMEOUT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return RegistryUnreachable(reply.url, doi=doi, what=f"the server failed (status {status})", retry_after=wait)
    what = f"the question was not understood (status {status}): {_beginning(reply)}"
    return RegistryNonsense(reply.url, doi=doi, what=what, final=True)


def retry_after(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float | None:
    """The seconds a server wants to be left alone, said as such or as a date.

    >>> retry_after({"retry-after": "7"})
    7.0
    >>> retry_after({"retry-after": "Sat, 21 Nov 2026 00:29:42 GMT", "date": "Sat, 21 Nov 2026 00:29:12 GMT"})
    30.0

    A date is measured from the server's own: clocks differ by more than a second.
    """
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    until, since = _moment(said), _moment(headers.get("date", ""))
    return None if until is None else max(0.0, until - (now() if since is None else since))


def _moment(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _agent() -> str:
    try:
        return f"refparse/{version('refparse')}"
    except PackageNotFoundError:  # run from a folder, not installed
        return "refparse"


class Wire:
    """The connections to one server; every question carries who asks.

    Redirects are not followed: where a record went is part of what the registry says of
    it, and no answer may send us to another host.
    """

    def __init__(
        self,
        base_url: str = PUBLIC,
        *,
        mailto: str | None = None,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Refuse an address that cannot be one before anything is sent to it."""
        self.base_url = base_url.rstrip("/")
        if not is_server(self.base_url):
            raise RegistryError(base_url, what="not the address of a server", hint="begin with https://", final=True)
        if mailto is not None and not is_person(mailto):
            raise RegistryError(mailto, what="not an e-mail address", hint="name one you read", final=True)
        self.mailto = mailto
        self.agent = _agent() + (f" (mailto:{mailto})" if mailto else "")
        self._clock = clock
        self._client = httpx.Client(
            headers={"User-Agent": self.agent, "Accept": "application/json"},
            timeout=httpx.Timeout(_SILENCE, pool=None),
            limits=httpx.Limits(max_connections=MOST_AT_ONCE, max_keepalive_connections=MOST_AT_ONCE),
            transport=transport,
        )

    def address(self, path: str, params: Mapping[str, str]) -> str:
        """The whole address of a question, percent-encoded no more than it must be."""
        asked = params if self.mailto is None else {**params, "mailto": self.mailto}
        query = "&".join(f"{name}={quote(value, safe=':/,()')}" for name, value in asked.items())
        return f"{self.base_url}{path}?{query}".rstrip("?")

    def follow(self, moved: str, *, url: str, doi: str | None = None) -> str:
        """The path a record went to, if it stayed with the same server."""
        here = httpx.URL(url)
        there = here.join(moved)  # which httpx has tried before it gave the answer out
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise RegistryNonsense(url, doi=doi, what=f"sent on to another server, {there.host}", final=True)
        root = urlsplit(self.base_url).path
        return there.raw_path.decode("ascii").partition("?")[0].removeprefix(root)

    def send(self, url: str, *, doi: str | None = None, etag: str | None = None) -> Reply:
        """The reply to one question, whatever its status."""
        headers = {} if etag is None else {"If-None-Match": etag}
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                named = {name.lower(): value for name, value in response.headers.items()}
                return Reply(url=url, status=response.status_code, headers=named, body=self._body(response, doi))
        except _TROUBLES as error:
            raise unreachable(error, url=url, doi=doi) from error

    def _body(self, response: httpx.Response, doi: str | None) -> bytes:
        """All of the body, unless it never ends."""
        url = str(response.url)
        until = self._clock() + _LONGEST
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > _LARGEST:
                raise RegistryNonsense(url, doi=doi, what="the answer is too large", final=True)
            if self._clock() > until:
                raise DrippingError(url, doi=doi, what=f"the answer took longer than {_LONGEST:.0f} s")
        return bytes(body)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def unreachable(error: Exception, *, url: str, doi: str | None = None) -> RegistryError:
    """Our error for a library's: cut answers are nonsense, all else means that no answer came."""
    what = " ".join(str(error).split())[:120] or type(error).__name__
    if isinstance(error, httpx.DecodingError):
        return RegistryNonsense(url, doi=doi, what=f"the answer cannot be unpacked: {what}")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            hint = "check the clock and the certificates of this machine"
            return RegistryUnreachable(
                url, doi=doi, what=f"not the server it claims to be: {what}", hint=hint, final=True
            )
        cause = cause.__cause__ or cause.__context__
    final = isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol))
    return RegistryUnreachable(url, doi=doi, what=f"no answer: {what}", hint="check the connection", final=final)
