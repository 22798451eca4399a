"""The PDF of 10 and 200 slides with a photograph each, beside Marp's, and what its tags cost.

Marp is looked for in the folder that `PASSEUR_MARP` names, as npm installs it; it needs Node and Chromium. Without it
time and size stand alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from measure import TINY, Result, Row, in_turn, size
from photos import story_of, write_photographs
from PySide6.QtGui import QGuiApplication
from rows_export import shipped_story

from desktop.output.pdf import handout, slide_painter, structure
from desktop.output.pdf.object_writer import ObjectWriter
from desktop.output.pdf.write import write_pdf

MARP_FILE = Path(os.environ.get("PASSEUR_MARP", "")) / "node_modules" / "@marp-team" / "marp-cli" / "marp-cli.js"
FEW, MANY = size(10, 2), size(200, 3)
_SAME_SIZE = 1.001
"""Both hold the same JPEG files; our second face adds 5 kB in all."""
_PASSEUR = "from desktop.cli import run_process; run_process()"


@contextmanager
def decks() -> Iterator[dict[int, Path]]:
    """Yield a folder for each number of slides, with a story and the same deck of Marp."""
    with tempfile.TemporaryDirectory() as name:
        folders = {}
        for slides in (FEW, MANY):
            folder = folders[slides] = Path(name, str(slides))
            folder.mkdir()
            write_photographs(folder, slides)
            (folder / "content.toml").write_text(story_of(slides), "utf-8")
            parts = (f"\n# Photograph {number}\n\n![bg right](photo-{number}.jpg)\n" for number in range(slides))
            (folder / "deck.md").write_text("---\nmarp: true\n---\n" + "\n---\n".join(parts), "utf-8")
        yield folders


def run(command: list[str]) -> tuple[float, float]:
    """Run a program; return its seconds and the most memory in MB that it held (on Linux)."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held = 0.0
    if sys.platform == "linux":
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode, held = os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - began, held


def photographs(runs: int) -> list[Result]:
    """Export both stories, each beside Marp with the same photographs."""
    has_marp = MARP_FILE.is_file() and shutil.which("node") is not None and not TINY
    results: list[Result] = []
    most: dict[int, list[float]] = {FEW: [], MANY: []}
    with decks() as folders:
        for slides, folder in folders.items():
            ours, theirs = folder / "ours.pdf", folder / "theirs.pdf"

            def export(folder: Path = folder, file: Path = ours, memory: list[float] = most[slides]) -> float:
                seconds, held = run([sys.executable, "-c", _PASSEUR, "export", str(folder), "-o", str(file)])
                memory.append(held)
                return seconds

            def marp(folder: Path = folder, file: Path = theirs) -> float:
                options = [
                    "--pdf",
                    "--allow-local-files",
                    "--browser-timeout",
                    "900",
                    str(folder / "deck.md"),
                    "-o",
                    str(file),
                ]
                return run(["node", str(MARP_FILE), *options])[0]

            values, floors = in_turn(runs, export, marp) if has_marp else (*in_turn(runs, export), [])
            results.append(Result(f"pdf of {slides} photographs", "s", values, floors, 0.7 if has_marp else None))
            own_size, other_size = ([file.stat().st_size / 1e6] if file.exists() else [] for file in (ours, theirs))
            bound = _SAME_SIZE if has_marp else None
            results.append(Result(f"pdf of {slides} photographs, its size", "MB", own_size, other_size, bound))
    name = f"pdf of {MANY} photographs, most memory, beside {FEW}"
    return [*results, Result(name, "MB", most[MANY], most[FEW], 1.25)]


def tags(runs: int) -> list[Result]:
    """Export the shipped story as PDF, with its tags and without any."""
    app = QGuiApplication.instance() or QGuiApplication(["bench"])
    story = shipped_story()
    tagged, write_structure = slide_painter.tagged, structure.StructureWriter.write
    with tempfile.TemporaryDirectory() as folder:

        def export() -> float:
            began = time.process_time()
            write_pdf(story, Path(folder) / "story.pdf")
            return time.process_time() - began

        def export_plain() -> float:
            for module in (slide_painter, handout):
                vars(module)["tagged"] = lambda *_: nullcontext()
            structure.StructureWriter.write = _no_structure  # type: ignore[method-assign]
            try:
                return export()
            finally:
                for module in (slide_painter, handout):
                    vars(module)["tagged"] = tagged
                structure.StructureWriter.write = write_structure  # type: ignore[method-assign]

        values, floors = in_turn(runs, export, export_plain)
    del app
    return [Result("pdf of the shipped story, beside one without tags", "s", values, floors, 1.3)]


def _no_structure(self: structure.StructureWriter, document: structure.Element) -> int:
    writer: ObjectWriter = self._writer
    return writer.add(b"<< >>")


ROWS = [Row("pdf photographs", photographs, 3), Row("pdf tags", tags, 7)]
