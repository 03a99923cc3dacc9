"""Whose DOI it is, asked through habanero; the only file that meets its errors and those of its HTTP library."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import habanero
import httpx2

from refparse.resolve.address import PUBLIC
from refparse.resolve.wire import Reply, unreachable

_SECONDS = 30
_TROUBLES = (
    habanero.Error, httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, httpx2.CookieConflict,
    RuntimeError, ValueError, LookupError, TypeError, AttributeError, OSError,
)  # fmt: skip


def asker(base_url: str = PUBLIC, *, mailto: str | None = None, agent: str | None = None) -> Callable[[str], Reply]:
    """A function that asks for the agency of one DOI, and gives the reply whatever its status.

    habanero raises something else for each kind of fault, and gives no headers with an
    answer: what it got is put back into the shape of a reply, to be heard like any other.
    """
    client = habanero.Crossref(base_url=base_url, mailto=mailto, ua_string=agent, timeout=_SECONDS)

    def ask(doi: str) -> Reply:
        url = f"{base_url}/works/{quote(doi, safe='')}/agency"
        try:
            # A list: habanero would cut a text at blanks. Escaped: it would send "?" and "#" as they are.
            labels = client.registration_agency(ids=[quote(doi, safe="")])
            body = json.dumps({"message": [str(label) for label in labels]}).encode()
        except httpx2.HTTPStatusError as error:
            headers = {name.lower(): value for name, value in error.response.headers.items()}
            return Reply(url=url, status=error.response.status_code, headers=headers, body=error.response.content)
        except habanero.RequestError as error:
            return Reply(url=url, status=error.status_code, headers={}, body=str(error.error).encode())
        except _TROUBLES as error:
            raise unreachable(error, url=url, doi=doi) from error
        return Reply(url=url, status=200, headers={}, body=body)

    return ask
