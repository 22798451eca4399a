"""Arrows from causes to effects, which go around words where the camera stands still."""

from __future__ import annotations

import pytest

from desktop.render.frame import TextRun, VectorPath
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")

STORY = """
format = 1
[story]
title = "T"
languages = ["en"]
[track.policy]
title = "Policy"
[track.a]
title = "A"
[track.b]
title = "B"
[event.war]
date = "2022-02-24/.."
track = "policy"
title = "War in the neighbouring country"
leads_to = ["alarm", "stop"]
[event.alarm]
date = "2022-06-23/2024-07-01"
track = "policy"
title = "The gas alarm level is declared"
[event.stop]
date = "2023-04-15"
track = "policy"
title = "The last three reactors stop"
[event.vote]
date = "2025-09-22"
track = "policy"
title = "An election"
[event.x]
date = "2019-05-01"
track = "a"
title = "Aside"
[event.y]
date = "2020-05-01"
track = "b"
title = "Besides"
[[slide]]
id = "s"
layout = "timeline"
title = "What led to what"
threads = true
window = "2018/2025"
"""


def boxes(items) -> list[tuple[float, float, float, float]]:
    return [
        (run.x, run.x + run.width, run.y - 0.72 * run.font.size, run.y + 0.1 * run.font.size)
        for run in items
        if isinstance(run, TextRun)
    ]


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "9:16"])
def test_no_arrow_lies_on_a_word_and_each_link_has_its_arrow(aspect: str):
    story = load_text(STORY).story
    assert story is not None
    items = layout(story.slides[0], story, "en", aspect=aspect).items
    heads = [
        [(float(x), float(y)) for _, x, y in item.commands[:3]]
        for item in items
        if isinstance(item, VectorPath) and [command[0] for command in item.commands] == ["M", "L", "L", "Z"]
    ]
    heads = [head for head in heads if max(x for x, _ in head) - min(x for x, _ in head) < 20.0]
    assert len(heads) == 2
    for head in heads:
        left, right = min(x for x, _ in head), max(x for x, _ in head)
        top, bottom = min(y for _, y in head), max(y for _, y in head)
        for first, last, above, below in boxes(items):
            assert last <= left or first >= right or below <= top or above >= bottom
