"""Where Crossref is, and what may be the address of a server or of a person: nothing is sent to any other.

Nothing is imported for it, so that the command line can say at once what is wrong.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

#: Crossref's own address.
PUBLIC: Final = "https://api.crossref.org"
_SERVER = re.compile(r"https?://[!-~]++")
_PERSON = re.compile(r"[!#-'*+\-/-9=?A-Z^-~]++@[0-9A-Za-z.-]++")


def is_server(text: str) -> bool:
    """Whether a server can be asked under this address.

    >>> is_server(PUBLIC), is_server("http://127.0.0.1:8080/api/"), is_server("api.crossref.org")
    (True, True, False)
    >>> is_server("http://["), is_server("http://:80"), is_server("http://host:port")
    (False, False, False)
    """
    if not _SERVER.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that hold no address, a port that is no number
        return False


def is_person(text: str) -> bool:
    """Whether this can be sent as somebody's e-mail address.

    >>> is_person("you@example.org"), is_person("you"), is_person("<you@example.org>")
    (True, False, False)
    """
    return bool(_PERSON.fullmatch(text))
