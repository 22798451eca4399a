"""How sources are marked and noted: no mark is taken for a number, and what does not fit is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from desktop.render.frame import TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.citation_markers import mark_text, wrap_widths
from desktop.render.page.grid import CANVASES
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.story.localized_text import LocalizedText
from tests.slide_frames import frame_of, run, story_of, texts


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([3], "3"),
        ([2, 1], "1,\u200a2"),
        ([1, 2, 3], "1–3"),
        ([1, 3, 4, 5, 9], "1,\u200a3–5,\u200a9"),
        ([1, 1], "1"),
    ],
)
def test_marks_are_apart_and_runs_collapse(numbers, text):
    assert mark_text(numbers) == text


def test_things_are_wrapped_to_lines():
    assert wrap_widths([60, 30, 50, 200], 100, 10) == [[0, 1], [2], [3]]
    assert wrap_widths([], 100, 10) == []


@pytest.mark.usefixtures("painter_ready")
@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [1, 6, 20])
def test_every_source_is_noted_or_counted(count: int, aspect: str):
    ids = ", ".join(f'"s{number}"' for number in range(count))
    frame = frame_of(
        f'layout = "statement"\ntitle = "Here"\ntext = "So."\nsources = [{ids}]\n', aspect=aspect, sources=count
    )
    noted = sum(zone.kind == "source" for zone in frame.zones)
    left_out = sum(overflow.left_out for overflow in frame.overflows)
    assert noted + left_out == count
    assert (f"+ {left_out}, see handout" in texts(frame)) == bool(left_out)


@pytest.mark.usefixtures("painter_ready")
@pytest.mark.parametrize(
    ("date", "noted"),
    [
        ("1800-05", "Tacitus, 1800"),
        ("0098", "Tacitus, AD 98"),
        ("-0043", "Tacitus, 44 BC"),
        ("180X", "Tacitus, the 1800s"),
    ],
)
def test_a_source_with_an_author_is_noted_by_author_and_year(date: str, noted: str):
    story = story_of('layout = "statement"\ntitle = "Here"\nsources = ["s0"]\n', sources=1)
    source = replace(story.sources[0], author=LocalizedText((("", "Tacitus"),)), date=parse_date(date))
    frame = layout(story.slides[0], replace(story, sources=(source,)), "en")
    assert noted in texts(frame)


@pytest.mark.usefixtures("painter_ready")
def test_a_source_appears_at_the_foot_with_the_claim_that_cites_it():
    body = (
        'layout = "dispute"\ntitle = "When?"\nsteps = true\n'
        '[[slide.claim]]\nsays = "X"\nsources = ["s0"]\n[[slide.claim]]\nsays = "Y"\nsources = ["s0", "s1"]\n'
    )
    frame = frame_of(body, sources=2)
    notes = {
        item.text[:8]: item.step for item in frame.items if isinstance(item, TextRun) and item.text.startswith("Source")
    }
    assert [item.step for item in frame.zones if item.kind == "source"] == [1, 2]
    assert notes == {"Source 0": 1, "Source 1": 2}


def test_the_page_number_leaves_the_corner_only_to_a_picture_that_fills_it(tmp_path):
    for size, is_in_corner in (((400, 400), True), ((2400, 2400), False)):
        picture = QImage(*size, QImage.Format.Format_RGB32)
        picture.fill(0)
        picture.save(str(tmp_path / f"{size[0]}.png"))
        slide = f'[[slide]]\nid = "a"\nlayout = "closing"\ntitle = "What now?"\nimage = "{size[0]}.png"\nalt = "P"\n'
        story = load_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{slide}', folder=tmp_path).story
        number = run(layout(story.slides[0], story, "en"), "1 / 1")
        assert (number.x + number.width == pytest.approx(1800.0)) is is_in_corner
