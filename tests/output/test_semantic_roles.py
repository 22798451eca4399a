"""What a slide says is read aloud, the ribbon and the page number are not."""

from __future__ import annotations

import pytest

from desktop.output.semantic_roles import role_parts
from desktop.render.frame import MarkBatch, Rectangle, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")

STORY = """
format = 1
[story]
title = "T"
languages = ["en"]
ribbon = {ribbon}
[event.grounding]
date = "2021-03-23"
title = "Grounding"
[event.salvage]
date = "2021-03-29"
title = "Salvage"
[[slide]]
id = "a"
layout = "{layout}"
event = "grounding"
title = "A title"
text = "A text"
note = "A note"
{chart}
"""
CHART = '[slide.chart]\nkind = "bars"\npoints = [{ at = "Asia", value = 3 }, { at = "Europe", value = 4 }]'


def words_by_role(layout_name: str, ribbon: str, aspect: str) -> dict[str, list[str]]:
    chart = CHART if layout_name == "chart" else ""
    story = load_text(STORY.format(ribbon=ribbon, layout=layout_name, chart=chart)).story
    assert story is not None
    (slide,) = story.slides
    said: dict[str, list[str]] = {}
    for part in role_parts(layout(slide, story, "en", aspect=aspect), slide, None, said_before=-1):
        runs = [item.text for item in part.items if isinstance(item, TextRun)]
        if runs:
            said.setdefault(f"{part.role.kind} {part.role.name}".strip(), []).extend(runs)
    return said


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("ribbon", ["true", "false", '"auto"'])
@pytest.mark.parametrize("layout_name", ["chart", "statement"])
def test_texts_are_read_aloud_wherever_they_stand_and_ribbon_and_number_are_not(
    layout_name: str, ribbon: str, aspect: str
) -> None:
    said = words_by_role(layout_name, ribbon, aspect)
    assert said["title"] == ["A title"]
    assert said["text text"] == ["A text"]
    assert said["text note"] == ["A note"]
    assert "1 / 1" in said["ornament"]
    assert ("Grounding" in said["ornament"]) is (ribbon == "true" or (ribbon == '"auto"' and layout_name != "chart"))


@pytest.mark.parametrize("aspect", CANVASES)
def test_the_line_of_a_ribbon_is_no_part_of_the_chart_above_it(aspect: str) -> None:
    story = load_text(STORY.format(ribbon="true", layout="chart", chart=CHART).replace('note = "A note"', "")).story
    assert story is not None
    frame = layout(story.slides[0], story, "en", aspect=aspect)
    assert frame.ribbon is not None
    parts = list(role_parts(frame, story.slides[0], None, said_before=-1))
    ticks = [part.role.kind for part in parts for item in part.items if isinstance(item, MarkBatch)]
    assert ticks
    assert set(ticks) == {"ornament"}
    assert sum(isinstance(item, Rectangle) for part in parts if part.role.kind == "chart" for item in part.items) >= 2
