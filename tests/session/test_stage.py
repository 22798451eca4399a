"""What lies over the slide: blank, freeze, tools, ink."""

from __future__ import annotations

import pytest

from desktop.render.ink import Stroke
from desktop.session.position import Position
from desktop.session.stage import INK_COLORS, Stage


@pytest.fixture
def stage(qapp):
    return Stage()


def draw(stage: Stage, slide: str, *points: tuple[float, float]) -> None:
    stage.begin_stroke(slide, points[0], "16:9")
    for point in points[1:]:
        stage.extend_stroke(slide, point)
    stage.end_stroke(slide)


def test_a_tool_is_a_switch_and_another_replaces_it(stage):
    stage.select_tool("laser")
    stage.select_tool("pen")
    assert stage.tool == "pen"
    stage.select_tool("pen")
    assert stage.tool == ""


def test_ink_is_kept_by_slide_and_undone_line_by_line(stage):
    stage.select_tool("pen")
    draw(stage, "one", (0, 0), (10, 10))
    draw(stage, "one", (50, 50), (60, 60), (70, 50))
    draw(stage, "two", (5, 5))
    assert [len(stroke.points) for stroke in stage.strokes("one")] == [2, 3]
    assert tuple(stage.drawings) == ("one", "two")
    stage.undo_stroke("one")
    assert len(stage.strokes("one")) == 1
    assert len(stage.strokes("two")) == 1


def test_the_eraser_takes_whole_lines_and_can_be_undone(stage):
    stage.select_tool("pen")
    draw(stage, "one", (0, 0), (100, 0))
    draw(stage, "one", (0, 200), (100, 200))
    stage.select_tool("eraser")
    draw(stage, "one", (50, 5))
    assert [stroke.points[0] for stroke in stage.strokes("one")] == [(0, 200)]
    stage.undo_stroke("one")
    assert len(stage.strokes("one")) == 2


def test_rubbing_all_out_can_be_undone(stage):
    stage.select_tool("pen")
    draw(stage, "one", (0, 0), (100, 0))
    stage.clear_strokes("one")
    assert stage.strokes("one") == ()
    assert not stage.drawings
    stage.undo_stroke("one")
    assert len(stage.strokes("one")) == 1


def test_the_line_under_the_pen_is_there_before_it_ends(stage):
    stage.select_tool("pen")
    stage.begin_stroke("one", (1, 1), "16:9")
    stage.extend_stroke("one", (2, 2))
    assert stage.strokes("one") == (Stroke("vermilion", 7.0, ((1, 1), (2, 2))),)
    stage.select_tool("pen")  # put away in mid-line: nothing half-drawn stays
    assert stage.strokes("one") == ()


def test_colours_go_round_and_take_the_pen(stage):
    stage.next_color()
    assert (stage.tool, stage.color) == ("pen", INK_COLORS[1])
    for _ in INK_COLORS:
        stage.next_color()
    assert stage.color == INK_COLORS[1]


def test_a_reset_puts_all_away_but_the_ink(stage):
    stage.select_tool("pen")
    draw(stage, "one", (0, 0), (100, 0))
    stage.set_blank("black")
    stage.freeze(Position("one"))
    stage.set_timeline_visible(True)
    stage.reset()
    assert (stage.blank, stage.frozen, stage.tool, stage.timeline_visible) == ("", None, "", False)
    assert tuple(stage.drawings) == ("one",)
    stage.clear_all_ink()
    assert not stage.drawings
