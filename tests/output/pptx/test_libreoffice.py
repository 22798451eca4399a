"""LibreOffice breaks the lines where the slide breaks them.

It draws with our own faces, which a configuration of fontconfig in a folder of the test names.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtGui import QImage

from desktop import paths
from desktop.output.export_job import prepare_export
from desktop.output.pptx.text_blocks import TextLine
from desktop.output.pptx.write import write_pptx
from desktop.render.frame import Frame, TextRun
from desktop.render.paint import frame_to_image
from desktop.story.load.load import load_file
from desktop.story.model import Story
from tests import torture_story

NEEDED = ("soffice", "pdftotext", "pdftoppm")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("painter_ready"),
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)}"),
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir>
</fontconfig>"""
PIXELS_PER_POINT = 2.0
LEAST_EQUAL_LINES = 0.98
MOST_DIFFERENCE = 16.0
"""Of the grey levels of small pictures, on average: 3 to 11 were measured, most of it film grain and smoothing."""


class Word(NamedTuple):
    """A word on a page, in pixels of the canvas."""

    left: float
    right: float
    middle: float
    text: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a LibreOffice that knows our faces."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "fonts.conf").write_text(FONTS.format(fonts=paths.fonts(), cache=folder / "cache"), "utf-8")
    return folder


def rendered(file: Path, office: Path) -> Path:
    """Return the PDF that LibreOffice makes of a file."""
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(office / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(file.parent), str(file),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(office / "fonts.conf")}, check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return file.with_suffix(".pdf")


def letters(text: str) -> Counter[str]:
    """Return the letters and figures of a text."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(one for one in plain.casefold() if unicodedata.category(one)[0] in "LN")


def words_of(pdf: Path) -> list[list[Word]]:
    """Return the words of each page."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True)
    pages = []
    for page in done.stdout.split("<page ")[1:]:
        found = re.findall(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page)
        pages.append([_word(*map(float, one[:4]), one[4]) for one in found])
    return pages


def _word(left: float, top: float, right: float, bottom: float, text: str) -> Word:
    scale = PIXELS_PER_POINT
    return Word(left * scale, right * scale, (top + bottom) / 2 * scale, text)


def lines_of(frame: Frame) -> list[TextLine]:
    """Return the lines of a frame that are text in the file."""
    charts = [zone for zone in frame.zones if zone.kind == "chart"]
    lines: list[TextLine] = []
    for item in frame.items:
        if not isinstance(item, TextRun) or not letters(item.text):
            continue
        if any(one.contains(item.x, item.y) for one in charts):
            continue
        if not lines or not lines[-1].add_if_continuing(item, same_zone=frame.zone_at(item.x, item.y - 5) is not None):
            lines.append(TextLine(item))
    return lines


def is_one_line(line: TextLine, words: list[Word]) -> bool:
    """Return whether all letters of a line stand at its place."""
    size = line.pieces[0].run.font.size
    middle = line.y - 0.3 * size
    reach = 20.0 + 0.15 * (line.right - line.left)
    near = [
        word
        for word in words
        if abs(word.middle - middle) < 0.6 * size and word.left < line.right + reach and word.right > line.left - reach
    ]
    wanted = letters("".join(piece.run.text for piece in line.pieces if not piece.is_mark))
    return not wanted - letters("".join(word.text for word in near))


def difference(frame: Frame, picture: QImage) -> float:
    """Return how far two small grey pictures differ, on average."""
    width, height = 96, round(96 * frame.height / frame.width)
    ours = (
        frame_to_image(frame, 4 * width, 4 * height)
        .scaled(width, height)
        .convertToFormat(QImage.Format.Format_Grayscale8)
    )
    other = picture.scaled(width, height).convertToFormat(QImage.Format.Format_Grayscale8)
    pairs = (
        (ours.pixelColor(x, y).value(), other.pixelColor(x, y).value()) for y in range(height) for x in range(width)
    )
    return sum(abs(one - two) for one, two in pairs) / (width * height)


def story_named(name: str, stories: Path, folder: Path) -> Story:
    if name == "torture":
        file = torture_story.write_torture_story(folder)
    else:
        file = paths.shipped_story() if name == "shipped" else stories / f"{name}.toml"
    story = load_file(file).story
    assert story is not None
    return story


@pytest.mark.parametrize(
    ("name", "language", "aspect", "slides"),
    [
        ("shipped", "fr", "16:9", ""),
        ("shipped", "en", "4:3", "1-8"),
        ("arabic", "", "16:9", ""),
        ("hebrew", "", "4:3", ""),
        ("chinese", "", "16:9", ""),
        ("german", "", "4:3", ""),
        (
            "torture",
            "",
            "16:9",
            "title-120,claims-8,figures-9,items-words,bars-40,bars-signs,series-6,image-8x1,timeline",
        ),
    ],
)
def test_lines_and_pictures_are_those_of_the_slides(
    name: str, language: str, aspect: str, slides: str, office: Path, stories: Path, tmp_path: Path
) -> None:
    story = replace(story_named(name, stories, tmp_path), aspect=aspect)
    (file,) = write_pptx(story, tmp_path / f"{name}.pptx", language=language, slides=slides)
    pdf = rendered(file, office)
    pages = words_of(pdf)
    job = prepare_export(story, language, slides, "final")
    frames = [job.lay_out(page, aspect) for page in job.pages]
    assert len(pages) == len(frames)
    lines = [(line, words) for frame, words in zip(frames, pages, strict=True) for line in lines_of(frame)]
    broken = [line.pieces[0].run.text for line, words in lines if not is_one_line(line, words)]
    assert len(broken) <= (1 - LEAST_EQUAL_LINES) * len(lines), broken
    subprocess.run(["pdftoppm", "-r", "36", "-png", str(pdf), str(tmp_path / "page")], check=True)
    pictures = sorted(tmp_path.glob("page-*.png"))
    for page, frame, picture in zip(job.pages, frames, pictures, strict=True):
        assert difference(frame, QImage(str(picture))) < MOST_DIFFERENCE, page.slide.id
