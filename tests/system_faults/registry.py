"""What a fault is, and where it is done: a table that `run.py` goes through."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.window.window import MainWindow

STORY = """format = 1
[story]
title = "Bridges"
languages = ["en", "fr"]
minutes = 3
[track.t]
title = { en = "Events", fr = "Faits" }
data = "events.csv"
[[slide]]
id = "first"
layout = "statement"
title = { en = "First", fr = "Premier" }
minutes = 1
[[slide]]
id = "picture"
layout = "image"
title = { en = "A bridge", fr = "Un pont" }
image = "bridge.svg"
minutes = 1
[[slide]]
id = "last"
layout = "statement"
title = { en = "Last", fr = "Dernier" }
minutes = 1
"""
EVENTS = "date,title\n1900,One\n1950,Two\n"

NOTHING = ("nothing changes",)
"""Expected: all that can be seen is as it was before."""


@dataclass
class Scene:
    """Where a fault is done."""

    base: Path
    window: MainWindow | None = None
    out: Path = field(default=Path())
    """Where an export goes."""

    @property
    def folder(self) -> Path:
        """Return the story's folder."""
        return self.base / "story"

    @property
    def story(self) -> Path:
        """Return the story's file."""
        return self.folder / "content.toml"

    @property
    def data(self) -> Path:
        """Return the folder of what the program keeps."""
        return self.base / "data" / "passeur"

    @property
    def settings(self) -> Path:
        """Return the file of the settings."""
        return self.base / "config" / "passeur" / "passeur.ini"

    def put(self, path: Path, content: bytes) -> None:
        """Write a file, and the folders above it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


Act = Callable[[Scene], None]


@dataclass(frozen=True)
class Fault:
    """One row: what is done, when, and what is to be seen.

    `when` is "check", "export", "command" (the program as it is, which must end by itself), "start", "present", "open",
    "talk", "saving" or "exporting". For the first five the fault is there when the program starts; otherwise it happens to
    a running one. Each of the sentences `expected` must be
    a part of something seen, with its place before it: "bar: …".
    """

    name: str
    when: str
    act: Act
    expected: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    small_home: bool = False  # on a disk of 64 KB
    small_folder: bool = False
    fast: bool = False  # in the suite as well
    out: str = "out.pdf"  # where an export goes, from the base

    @property
    def title(self) -> str:
        """Return the name with the moment."""
        return f"{self.when}: {self.name}"

    def scene(self, base: Path) -> Scene:
        """Return the scene in a folder; on a small disk, an export goes there too."""
        return Scene(base, out=base / ("story/out.pdf" if self.small_folder else self.out))


FAULTS: dict[str, Fault] = {}


def add(fault: Fault) -> None:
    """Add a row."""
    assert fault.title not in FAULTS, fault.title
    FAULTS[fault.title] = fault


def replace_by(make: Callable[[Path], object]) -> Act:
    """Return an act that puts something else in the place of the story's file."""

    def act(scene: Scene) -> None:
        scene.story.unlink()
        make(scene.story)

    return act


def sparse(path: Path) -> None:
    """Make a file of 3 GB that takes no room."""
    with path.open("wb") as file:
        file.truncate(3 << 30)


def rename_folder(scene: Scene) -> None:
    """Rename the story's folder."""
    scene.folder.rename(scene.base / "renamed")


def remove_folder(scene: Scene) -> None:
    """Remove the story's folder with all that is in it."""
    for file in scene.folder.iterdir():
        file.unlink()
    scene.folder.rmdir()


def fill_disk(folder: Path) -> None:
    """Fill the disk that a folder lies on."""
    with (folder / "filling").open("wb", buffering=0) as file:
        for _ in itertools.count():
            try:
                file.write(b"x" * 4096)
            except OSError:
                return


def loop_of_links(path: Path) -> None:
    """Make two links that name each other."""
    other = path.with_name("other")
    os.symlink(path, other)
    os.symlink(other, path)
