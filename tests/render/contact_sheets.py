"""Draw every slide of stories as labelled contact sheets, and list what the frame check finds.

    python -m tests.render.contact_sheets --output sheets                   # all test stories and the shipped one
    python -m tests.render.contact_sheets --output sheets torture --aspects 16:9,4:3 --languages en --wide
    python -m tests.render.contact_sheets --output sheets my/content.toml --only claims,items

Each sheet is a story in one language and one aspect; a slide with findings has a red number and its boxes are framed.
`findings.txt` lists them all, one a line.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from desktop.render.check.finding import Finding
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.render.paint import frame_to_image, load_fonts
from desktop.story.load.load import load_file
from desktop.story.model import Slide, Story
from tests.torture_story import write_torture_story

ROOT = Path(__file__).resolve().parent.parent.parent
STORIES = ROOT / "tests" / "stories"
LABEL = 30
GAP = 14


def story_files(names: list[str]) -> Iterator[Path]:
    """Yield the files of stories, given by the names of test stories or by paths; all for none."""
    for name in names or [
        str(ROOT / "content.toml"),
        *sorted(str(file) for file in STORIES.glob("**/*.toml")),
        "torture",
    ]:
        known = (STORIES / f"{name}.toml", STORIES / name / "content.toml")
        if name == "torture":
            yield STORIES / "torture.toml"
            continue
        file = next((one for one in known if one.is_file()), Path(name).absolute())
        if not file.name.startswith("_"):
            yield file


def load(file: Path) -> Story | None:
    """Return a file's story; print its errors."""
    if file.name == "torture.toml":  # made in code, with its pictures
        file = write_torture_story(Path(tempfile.mkdtemp(prefix="passeur-torture-")))
    if file.parent.name == "golden":  # the golden slides share what stands before them
        from tests.golden_stories import load_layout

        result = load_layout(file.stem)
    else:
        result = load_file(file)
    for problem in result.problems:
        if problem.severity == "error":
            print(problem.format_line("en"))
    return result.story


def draw_sheet(title: str, shown: list[tuple[Slide, Frame, tuple[Finding, ...]]], columns: int, width: int) -> QImage:
    """Return a picture of frames in a grid, each under its name."""
    height = round(width * max(frame.height / frame.width for _, frame, _ in shown))
    rows = -(-len(shown) // columns)
    sheet = QImage(
        columns * (width + GAP) + GAP, rows * (height + LABEL + GAP) + LABEL + GAP, QImage.Format.Format_RGB32
    )
    sheet.fill(QColor("#55504c"))
    painter = QPainter(sheet)
    font = QFont("Inter")
    font.setPixelSize(17)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(QRectF(GAP, 4, sheet.width(), LABEL), title)
    for index, (slide, frame, findings) in enumerate(shown):
        row, column = divmod(index, columns)
        x, y = GAP + column * (width + GAP), LABEL + row * (height + LABEL + GAP)
        painter.setPen(QColor("#ff7a66") if findings else Qt.GlobalColor.white)
        label = f"{slide.id} · {slide.layout}" + (f" · {len(findings)}" if findings else "")
        painter.drawText(QRectF(x, y + 4, width, LABEL), label)
        own_height = round(width * frame.height / frame.width)
        painter.drawImage(x, y + LABEL, frame_to_image(frame, width, own_height))
        painter.setPen(QColor("#ff3b21"))
        scale = width / frame.width
        for finding in findings:
            left, top, right, bottom = (value * scale for value in finding.box)
            painter.drawRect(QRectF(x + left, y + LABEL + top, right - left, bottom - top))
    painter.end()
    return sheet


def format_finding(place: str, finding: Finding) -> str:
    """Return a finding as a line."""
    path = ".".join(map(str, finding.path))
    box = ",".join(f"{value:.0f}" for value in finding.box)
    other = f" | {finding.other}" if finding.other else ""
    return f"{place} {finding.kind} [{box}] {finding.amount:.1f} {path}: {finding.text}{other}"


def _split(text: str) -> list[str]:
    return text.split(",")


def main(arguments: list[str]) -> int:
    """Write the sheets and the findings; return how many findings there are."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stories", nargs="*", help="names of test stories, or files; all if none is given")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--aspects", type=_split, default=list(CANVASES), help="such as 16:9,4:3; all if not given")
    parser.add_argument("--languages", type=_split, default=[], help="such as en,fr; those of the story if not given")
    parser.add_argument("--only", type=_split, default=[], help="slides, by how their ids begin")
    parser.add_argument("--wide", action="store_true", help="larger pictures")
    parser.add_argument("--list", action="store_true", help="findings only, no pictures")
    options = parser.parse_args(arguments)
    app = QGuiApplication.instance() or QGuiApplication(["contact-sheets"])
    load_fonts()
    options.output.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    slides = 0
    for file in story_files(options.stories):
        story = load(file)
        if story is None:
            print(f"{file}: cannot be read")
            continue
        name = file.parent.name if file.name == "content.toml" and file.parent != ROOT else file.stem
        chosen = [slide for slide in story.slides if not options.only or slide.id.startswith(tuple(options.only))]
        for language in options.languages or story.languages:
            for aspect in options.aspects if chosen else ():
                frames = [layout(slide, story, language, aspect=aspect) for slide in chosen]
                shown = [(slide, frame, check_frame(frame)) for slide, frame in zip(chosen, frames, strict=True)]
                slides += len(shown)
                for slide, frame, findings in shown:
                    place = f"{name}/{slide.id} {slide.layout} {language} {aspect}"
                    lines += [format_finding(place, finding) for finding in findings]
                    lines += [f"{place} overflow {one.element} by {one.excess:.0f}" for one in frame.overflows]
                if options.list:
                    continue
                ratio = shown[0][1].height / shown[0][1].width
                width = (640 if options.wide else 480) if ratio < 1.2 else (360 if options.wide else 270)
                columns = 3 if options.wide and ratio < 1.2 else 4 if ratio < 1.2 else 7
                pages = [shown[first : first + 6 * columns] for first in range(0, len(shown), 6 * columns)]
                for number, page in enumerate(pages, 1):
                    title = f"{name} · {language} · {aspect} · {number}/{len(pages)}"
                    sheet = draw_sheet(title, page, min(columns, len(page)), width)
                    sheet.save(str(options.output / f"{name}-{language}-{aspect.replace(':', 'x')}-{number}.png"))
    (options.output / "findings.txt").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{slides} slides, {len(lines)} findings: {options.output / 'findings.txt'}")
    del app
    return len(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
