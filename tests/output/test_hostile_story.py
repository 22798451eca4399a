"""A story that means harm, or lacks its pictures, leaves through every writer as a file that its readers take."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from PySide6.QtGui import QImage

from desktop.output.writers import WRITERS, Writer
from desktop.story.load.load import load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Source, Story

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("painter_ready")]

WORDS = (
    "</script><script>alert(1)</script> ]]> <img src=x onerror=alert(2)> \x00\x07\x1b\x7f\x85\ufffe\ud800 \u202e\u2066back\u2028"
    " &#60; &amp; \" ' =1+1 {{x}} \\input % # | ` [press](javascript:alert(3)) [file](file:///etc/passwd) @ BEGIN:VEVENT\r\nEND:"
)
LONG = "x" * 10_000

_TOML = """format = 1
[story]
title = "T"
languages = ["en"]
[track.a]
title = "A"
[event.e]
date = "2001"
title = "E"
track = "a"
sources = ["s"]
[event.f]
date = "2001-05/2003~"
title = "F"
track = "a"
leads_to = ["e"]
[source.s]
title = "S"
[[slide]]
id = "one"
layout = "title"
[[slide]]
id = "two"
layout = "statement"
title = "Two"
sources = ["s"]
[[slide]]
id = "three"
layout = "image"
title = "Three"
image = "missing.png"
alt = "What is not there"
[[slide]]
id = "four"
layout = "event"
event = "e"
[[slide]]
id = "five"
layout = "chart"
title = "Five"
chart = { kind = "bars", unit = "u", points = [{ at = 2001, value = 1 }, { at = 2002, value = 2 }] }
[[slide]]
id = "wrong"
layout = "no such layout"
date = "not a date"
[[slide]]
id = "time"
layout = "timeline"
"""


@pytest.fixture(scope="module", params=[WORDS, LONG], ids=["signs", "long"])
def story(request: pytest.FixtureRequest) -> Story:
    story = load_text(_TOML).story
    assert story is not None
    text = LocalizedText((("", request.param),))
    sources = (
        Source("s", title=text, author=text, publisher=text, url="javascript:alert(1)"),
        Source("t", title=text, url='https://a.example/"><b>\n'),
    )
    return replace(
        story,
        title=text,
        subtitle=text,
        author=text,
        sources=sources,
        tracks=tuple(replace(track, title=text) for track in story.tracks),
        events=tuple(replace(event, title=text, text=text) for event in story.events),
        slides=tuple(replace(slide, title=text, text=text, notes=text) for slide in story.slides),
    )


def check_pdf(file: Path) -> None:
    reader = pypdf.PdfReader(file, strict=True)
    assert len(reader.pages) >= 1
    for page in reader.pages:
        for one in page.get("/Annots", []):
            action = one.get_object().get("/A", {})
            assert str(action.get("/URI", "https:")).startswith(("http:", "https:", "mailto:"))
            assert action.get("/S") != "/JavaScript"
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


def check_zip_of_xml(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                check_xml(package.read(name))
            if name.endswith(".rels"):
                targets = re.findall(rb'Target="([^"]*)" TargetMode="External"', package.read(name))
                assert all(target.startswith((b"http:", b"https:", b"mailto:")) for target in targets)


def check_xml(data: bytes) -> None:
    for one in ElementTree.fromstring(data).iter():
        assert not str(one.tag).endswith("}script")
        assert not any(name.lower().startswith("on") for name in one.attrib)
        assert not any(value.strip().lower().startswith("javascript:") for value in one.attrib.values())


def check_json(file: Path) -> None:
    assert json.loads(file.read_text("utf-8"))


def check_csv(file: Path) -> None:
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]


def check_ics(file: Path) -> None:
    data = file.read_bytes()
    lines = data.decode("utf-8").split("\r\n")
    assert "\n" not in "".join(lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", "".join(lines))


def check_text(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


def check_markdown(file: Path) -> None:
    check_text(file)
    text = file.read_text("utf-8")
    assert not re.search(r"(?<!\\)<(?!https://a\.example/[^\s<>]*>|missing\.png>|/)", text)
    assert not re.search(r"(?<!\\)</", text)
    assert not re.search(r"(?<!\\)\[[^\]\n]*\]\((javascript|file):", text)


def check_picture(file: Path) -> None:
    assert not QImage(str(file)).isNull()


CHECKS = {
    ".pdf": check_pdf,
    ".pptx": check_zip_of_xml,
    ".svg": lambda file: check_xml(file.read_bytes()),
    ".png": check_picture,
    ".jpg": check_picture,
    ".json": check_json,
    ".csv": check_csv,
    ".ics": check_ics,
    ".md": check_markdown,
    ".html": check_text,
    ".vtt": check_text,
}


@pytest.mark.parametrize("writer", [one for one in WRITERS.values() if one.suffix not in (".mp4", ".webm", ".gif")],
                         ids=lambda writer: writer.key)  # fmt: skip
def test_what_leaves_is_whole_and_harmless(writer: Writer, story: Story, tmp_path: Path) -> None:
    path = tmp_path / "out" if writer.in_folder else tmp_path / f"talk{writer.suffix}"
    files = writer.export(story, path)
    assert files
    for file in files:
        CHECKS[file.suffix](file)
