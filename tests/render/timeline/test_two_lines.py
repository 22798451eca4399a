"""A title in two lines: the split whose wider line is the narrowest, found in a few measurements."""

from __future__ import annotations

import random

import pytest

from desktop.render.timeline.bands import label_boxes
from desktop.render.timeline.metrics import metrics_for

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


def test_a_title_of_thousands_of_words_is_measured_a_few_times(font, monkeypatch):
    measured = []
    monkeypatch.setattr(label_boxes, "measure_text", lambda text, _font: measured.append(text) or float(len(text)))
    first, second = label_boxes.two_lines("word " * 4000, font)
    assert abs(len(first) - len(second)) <= 6
    assert len(measured) < 50
