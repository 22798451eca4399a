"""Find the application's own files.

They are in a source tree, a wheel, or a frozen application.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds `assets/` and the shipped story."""
    bundle = getattr(sys, "_MEIPASS", None)  # PyInstaller's folder of data
    if bundle:
        return Path(bundle)
    package = Path(__file__).resolve().parent
    data = package / "_data"  # a wheel carries the files inside the package
    return data if data.is_dir() else package.parent


def assets() -> Path:
    """Return the folder of fonts, illustrations and icons."""
    return root() / "assets"


def fonts() -> Path:
    """Return the folder of the shipped fonts."""
    return assets() / "fonts"


def help_folder() -> Path:
    """Return the folder of the help pages."""
    packaged = Path(__file__).resolve().parent / "help"
    return packaged if packaged.is_dir() else root() / "desktop" / "help"


def shipped_story() -> Path:
    """Return the story that is shipped with the application."""
    return root() / "content.toml"


def is_frozen_build() -> bool:
    """Return whether this is the built application.

    Its files must not be edited.
    """
    return bool(getattr(sys, "frozen", False))


def own_program() -> tuple[list[str], Path]:
    """Return the words that start this program again, and where.

    On Windows it is the one with a console, whose input and output can be used.
    """
    if not is_frozen_build():
        return [sys.executable, "-m", "desktop"], Path(__file__).resolve().parent.parent
    program = Path(sys.executable)
    with_console = program.with_name("passeur-cli.exe")
    return [str(with_console if with_console.is_file() else program)], program.parent


def story_beside_program() -> Path | None:
    """Return the content.toml beside a built application, or None.

    On macOS it is beside Passeur.app.
    """
    if not is_frozen_build():
        return None
    program = Path(sys.executable).resolve()
    bundle = next((parent for parent in program.parents if parent.suffix == ".app"), program)
    story = bundle.parent / "content.toml"
    return story if story.is_file() else None
