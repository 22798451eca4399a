"""Find the Hunspell dictionaries of the system."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_USUAL_REGIONS: Final = {"en": "US", "pt": "BR", "zh": "CN", "sv": "SE", "da": "DK", "uk": "UA", "cs": "CZ", "ar": ""}
"""The region whose spelling a story in a language most likely has, where it is not the language's own name."""


def dictionary_folders(data_folder: Path) -> Iterator[Path]:
    """Yield the folders of dictionaries, those of the user first."""
    yield data_folder / "dictionaries"
    yield from (Path(name) for name in os.environ.get("DICPATH", "").split(os.pathsep) if name)
    home = Path.home()
    if sys.platform == "darwin":
        yield from (home / "Library/Spelling", Path("/Library/Spelling"))
    elif sys.platform != "win32":
        yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "hunspell"
        for name in (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"):
            yield from (Path(name) / "hunspell", Path(name) / "myspell", Path(name) / "myspell/dicts")
    library = find_spec("hunspell")
    if library is not None and library.origin is not None:
        yield Path(library.origin).parent / "dictionaries"  # it brings American English


def find_dictionary(language: str, data_folder: Path) -> Path | None:
    """Return the dictionary of a language, without a suffix, or None.

    A language without a region has that of its usual region, else any.
    """
    code, _, region = language.replace("_", "-").partition("-")
    wanted = region.upper() or _USUAL_REGIONS.get(code, code.upper())
    for folder in dictionary_folders(data_folder):
        found = sorted(path.stem for path in _dictionaries_in(folder, code))
        if found:
            names = (f"{code}_{wanted}", code)
            return folder / next((name for name in names if name in found), found[0])
    return None


def _dictionaries_in(folder: Path, code: str) -> Iterator[Path]:
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        stem, suffix = os.path.splitext(name)
        if suffix == ".dic" and stem.partition("_")[0] == code and (folder / f"{stem}.aff").is_file():
            yield folder / name
