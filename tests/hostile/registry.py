"""The table of hostile stories: a name, and the function that writes it into a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
SLIDE = f'{HEAD}[[slide]]\nid = "a"\n'


@dataclass(frozen=True)
class Outside:
    """What lies outside the story's folder, and must never be opened."""

    folder: Path

    @property
    def picture(self) -> Path:
        return self.folder / "picture.png"

    @property
    def drawing(self) -> Path:
        return self.folder / "drawing.svg"

    @property
    def events(self) -> Path:
        return self.folder / "events.csv"

    @property
    def style(self) -> Path:
        return self.folder / "style.css"

    @property
    def fifo(self) -> Path:
        return self.folder / "fifo"

    def fill(self) -> None:
        """Write the files: each is a good one, so that only being outside speaks against it."""
        import os

        from tests.hostile.pictures import png

        self.folder.mkdir()
        self.picture.write_bytes(png(8, 8))
        self.drawing.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
        )
        self.events.write_text("date,title\n2001,Outside\n")
        self.style.write_text("rect { fill: red }")
        if hasattr(os, "mkfifo"):
            os.mkfifo(self.fifo)


Writer = Callable[[Path, Outside], None]
STORIES: dict[str, Writer] = {}


def add(name: str, writer: Writer) -> None:
    """Add a story by its name."""
    assert name not in STORIES, name
    STORIES[name] = writer


def add_text(name: str, text: str | bytes | Callable[[], str | bytes]) -> None:
    """Add a story that is one text; a long one is made when it is written."""

    def write(folder: Path, _outside: Outside) -> None:
        made = text() if callable(text) else text
        (folder / "content.toml").write_bytes(
            made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        )

    add(name, write)


def add_files(name: str, text: str, files: Callable[[Outside], dict[str, bytes | str]]) -> None:
    """Add a story with files beside it."""

    def write(folder: Path, outside: Outside) -> None:
        (folder / "content.toml").write_text(text, "utf-8")
        for file_name, data in files(outside).items():
            (folder / file_name).write_bytes(data if isinstance(data, bytes) else data.encode())

    add(name, write)
