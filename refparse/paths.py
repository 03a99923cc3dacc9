"""Where grammars, cache and library are found; the only file that looks.

Each answer follows the same order: what the user asked for, then the environment, then
a checkout, then the user's own folders. Nothing is created here.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

APP = "refparse"


def checkout() -> Path | None:
    """The checkout this package runs from, or ``None`` when it is installed.

    A folder counts only when pyproject.toml lies in it: beside an installed package
    there may be a stray ``grammars`` of somebody else's.
    """
    root = Path(str(files(APP))).parent
    return root if (root / "pyproject.toml").is_file() else None


def grammars() -> Path:
    """The folder of grammars shipped with this package.

    >>> (grammars() / "springer.toml").is_file()
    True
    """
    inside = Path(str(files(APP))) / "grammars"
    root = checkout()
    # An editable install does not carry the grammars inside the package.
    return root / "grammars" if root is not None and not inside.is_dir() else inside


def example_pages() -> Path:
    """The folder of example pages shipped with this package.

    >>> (example_pages() / "springer.txt").is_file()
    True
    """
    inside = Path(str(files(APP))) / "pages"
    root = checkout()
    return root / "tests" / "pages" if root is not None and not inside.is_dir() else inside


def model(asked: str | os.PathLike[str] | None = None) -> Path:
    """The labeller's model: ``--model``, ``$REFPARSE_MODEL``, the one shipped with this package.

    >>> model().name
    'labeller.npz'
    """
    return Path(asked or os.environ.get("REFPARSE_MODEL") or Path(str(files(APP))) / "model" / "labeller.npz")


def user_grammars(asked: str | os.PathLike[str] | None = None) -> tuple[Path, ...]:
    """Folders of the user's own grammars that exist: ``--grammars``, the environment, the config folder."""
    from platformdirs import user_config_path  # 20 ms that --help need not pay

    wanted = [asked, os.environ.get("REFPARSE_GRAMMARS"), user_config_path(APP) / "grammars"]
    return tuple(folder for folder in (Path(path) for path in wanted if path) if folder.is_dir())


def cache(asked: str | os.PathLike[str] | None = None) -> Path:
    """The folder of what can be fetched again: ``--cache``, ``$REFPARSE_CACHE``, a checkout's, the user's cache folder.

    >>> str(cache("elsewhere"))
    'elsewhere'
    """
    from platformdirs import user_cache_path

    wanted = asked or os.environ.get("REFPARSE_CACHE")
    root = checkout()
    return Path(wanted) if wanted else root / "cache" if root is not None else user_cache_path(APP)


def library(asked: str | os.PathLike[str] | None = None) -> Path:
    """The SQLite file works are kept in: ``--db``, ``$REFPARSE_DB``, the user's data folder.

    >>> str(library("mine.sqlite"))
    'mine.sqlite'
    """
    from platformdirs import user_data_path

    return Path(asked or os.environ.get("REFPARSE_DB") or user_data_path(APP) / "library.sqlite")
