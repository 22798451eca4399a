"""Programs that we did not write read the PDF: its words in order, its structure, and its syntax."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from desktop import paths
from desktop.output.export_job import prepare_export
from desktop.output.pdf.write import write_pdf
from desktop.render.frame import Frame, TextRun
from desktop.story.load.load import load_file
from desktop.story.model import Story

NEEDED = ("pdftotext", "pdfinfo", "qpdf")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("painter_ready"),
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)}"),
]
STORIES = [
    ("content", "fr"),
    ("content", "en"),
    ("german", "de"),
    ("japanese", "ja"),
    ("chinese", "zh"),
    ("bigbang", "en"),
]


def said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def letters(text: str) -> str:
    """Return the letters and figures of a text, whatever form they are written in."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one)[0] in "LN")


def letters_of(frame: Frame) -> str:
    return letters("".join(item.text for item in frame.items if isinstance(item, TextRun)))


@pytest.fixture(scope="module", params=STORIES, ids="-".join)
def exported(request: pytest.FixtureRequest, stories: Path, tmp_path_factory: pytest.TempPathFactory, qapp: object):
    """Return a story, its language and its PDF."""
    name, language = request.param
    story = load_file(paths.shipped_story() if name == "content" else stories / f"{name}.toml").story
    assert story is not None
    (file,) = write_pdf(story, tmp_path_factory.mktemp(name) / "story.pdf", language=language)
    return story, language, file


def test_every_word_of_every_slide_is_read_in_order(exported: tuple[Story, str, Path]) -> None:
    story, language, file = exported
    job = prepare_export(story, language, "", "final")
    pages = said(["pdftotext", "-raw", str(file), "-"]).split("\f")
    assert [letters(page) for page in pages[: len(job.pages)]] == [
        letters_of(job.lay_out(page, job.aspect(""))) for page in job.pages
    ]


def test_the_syntax_has_no_errors(exported: tuple[Story, str, Path]) -> None:
    _, _, file = exported
    assert "No syntax or stream encoding errors found" in said(["qpdf", "--check", str(file)])


def test_each_slide_is_a_section_that_begins_with_its_heading(exported: tuple[Story, str, Path]) -> None:
    story, _, file = exported
    lines = said(["pdfinfo", "-struct", str(file)]).splitlines()
    assert lines[0] == "Document"
    assert sum(line == "  Sect" for line in lines) == len(story.slides)
    first_inside = [after for line, after in pairwise(lines) if line == "  Sect"]
    assert all(line.startswith("    H1") for line in first_inside)
