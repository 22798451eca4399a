"""A title in two lines, or three: the split whose wider line is the narrowest, found in a few measurements."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop.render.frame import Polyline, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.timeline.bands import label_boxes
from desktop.render.timeline.metrics import metrics_for
from desktop.story.load.load import load_file, load_text

WORDS = (
    "a",
    "the",
    "Alibaba",
    "to",
    "of",
    "bridge",
    "Xiami",
    "2014",
    "in",
    "Constantinople",
    "ferryman",
    "was",
    "—",
    "sold",
)


@pytest.fixture
def font(qapp):
    return metrics_for(1.0).title_font


def test_the_lines_are_as_even_as_the_words_allow(font):
    source = random.Random(1)
    for _ in range(200):
        words = source.choices(WORDS, k=source.randint(2, 9))
        first, second = label_boxes.two_lines(" ".join(words), font)
        if not second:
            continue
        splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        widest = [max(label_boxes.measure_text(line, font) for line in lines) for lines in splits]
        assert max(label_boxes.measure_text(line, font) for line in (first, second)) == min(widest)
        assert f"{first} {second}" == " ".join(words)


def test_each_letter_of_a_title_of_thousands_of_words_is_measured_twice(font, monkeypatch):
    measured = []
    title = "word " * 4000
    monkeypatch.setattr(label_boxes, "measure_text", lambda text, _font: measured.append(text) or float(len(text)))
    first, second = label_boxes.two_lines(title, font)
    assert abs(len(first) - len(second)) <= 6
    assert sum(map(len, measured)) < 2 * len(title)


def test_three_lines_are_as_even_as_the_words_allow_and_keep_them(font):
    source = random.Random(2)
    for _ in range(200):
        words = source.choices(WORDS, k=source.randint(2, 9))
        title = " ".join(words)
        lines = label_boxes.wrapped_lines(title, font, 3)
        assert " ".join(lines) == title
        assert 1 <= len(lines) <= 3
        widest = [
            max(
                label_boxes.measure_text(" ".join(part), font)
                for part in (words[:at], words[at:to], words[to:])
                if part
            )
            for at in range(1, len(words))
            for to in range(at, len(words))
        ]
        assert max(label_boxes.measure_text(line, font) for line in lines) <= min(widest) + 2.0
    assert len(label_boxes.wrapped_lines("word " * 4000, font, 3)) <= 4


def test_names_of_an_upright_page_stand_on_three_lines_before_they_are_cut(painter_ready):
    story = load_file(Path(__file__).parents[2] / "stories" / "german.toml").story
    assert story is not None
    slide = next(one for one in story.slides if one.id == "verlauf")
    frame = layout(slide, story, "de", aspect="9:16")
    texts = {item.text for item in frame.items if isinstance(item, TextRun)}
    assert {"Helmut Kohl stellt dem", "Bundestag sein", "Zehn-Punkte-Programm vor"} <= texts
    assert not [one for one in texts if one.endswith("…")]
    wide = layout(slide, story, "de")
    assert not any(one.text == "Bundestag sein" for one in wide.items if isinstance(one, TextRun)), "a low row has two"


def test_the_line_below_a_day_is_clear_of_both_lines_beside_it(painter_ready):
    head = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
    day = '[event.day]\ndate = "1789-07-14"\ntitle = "The Bastille falls"\n'
    moment = '[event.moment]\ndate = "1789-07-13T10:00:00.250"\ntitle = "A shot"\n'
    slide = '[[slide]]\nid = "s"\nlayout = "timeline"\ntitle = "Days"\nwindow = "1789-07-12/1789-07-15"\n'
    story = load_text(head + day + moment + slide).story
    assert story is not None
    items = layout(story.slides[0], story, "en", aspect="16:9").items
    lowest = max(
        item.y + 0.25 * item.font.size for item in items if isinstance(item, TextRun) and item.text == "14 Jul"
    )
    underlines = [item for item in items if isinstance(item, Polyline) and item.points[1] == item.points[3]]
    assert [line.points[1] >= lowest for line in underlines] == [
        True
    ]  # none below a moment with a fraction of a second
