"""What every test stands on: no network, no library of the user's, no clock in Hypothesis."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# Whoever was started in the background by a plain shell ignores Ctrl-C, and so would all that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A deadline would make a test depend on a clock; in CI the same examples run every time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def is_loopback(host: object) -> bool:
    """Whether a connection to this host stays on the machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name in {"localhost", ""}


def refuse_unless_local(host: object) -> None:
    """Fail the running test; a failure is no ``Exception``, so no code under test can swallow it."""
    if host is not None and not is_loopback(host):
        pytest.fail(f"a test tried to reach {host!r}; no test leaves this machine")


class Isolation:
    """Fixtures for every test, doctests in the package too: a conftest alone reaches only its own folder."""

    @pytest.fixture(autouse=True)
    def no_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Refuse every socket that is not loopback, and every look-up of a name."""

        def guard(verb: str) -> None:
            real = getattr(socket.socket, verb)

            def guarded(self: socket.socket, *arguments: Any) -> Any:
                if self.family in {socket.AF_INET, socket.AF_INET6}:
                    refuse_unless_local(arguments[-1][0])
                return real(self, *arguments)

            monkeypatch.setattr(socket.socket, verb, guarded)

        for verb in ("connect", "connect_ex", "sendto"):
            guard(verb)
        look_up = socket.getaddrinfo

        def guarded_look_up(host: object, *arguments: Any, **options: Any) -> Any:
            refuse_unless_local(host)
            return look_up(host, *arguments, **options)

        monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)

    @pytest.fixture(autouse=True)
    def own_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Give every test a home of its own, so that none meets the user's library or grammars."""
        home = tmp_path / "home"
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("REFPARSE_DB", str(home / "library.sqlite"))
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        for name in [name for name in os.environ if name.startswith("REFPARSE_") and name != "REFPARSE_DB"]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("REFPARSE_CACHE", str(home / "refparse-cache"))


def one_authority(folder: Path) -> None:
    """Let every client trust one authority: none meets TLS here, and each would read some hundred certificates."""
    held = ssl.create_default_context().get_ca_certs(binary_form=True)
    if held:
        file = folder / "authority.pem"
        file.write_text(ssl.DER_cert_to_PEM_cert(held[0]), encoding="ascii")
        os.environ["SSL_CERT_FILE"] = str(file)


@pytest.fixture(autouse=True, scope="session")
def _one_authority(tmp_path_factory: pytest.TempPathFactory) -> None:
    one_authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and gold beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with the real pages does not lie beside this checkout")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines where examples are generated or lie beside the checkout.

    Such tests run the same lines thousands of times, which counting makes several times as slow; and
    what must be covered, must be in every run and in every checkout. Others say so by their own mark.
    """
    for item in items:
        generated = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if generated or "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("no_cover")


def pytest_configure(config: pytest.Config) -> None:
    """Register the fixtures for the whole run."""
    config.pluginmanager.register(Isolation(), "refparse-isolation")
