"""What lies over the slide: blank, freeze, tools, ink."""

from __future__ import annotations

import pytest

from desktop.render.ink import Stroke
from desktop.session.audience_picture import AudiencePicture
from desktop.session.position import Position
from desktop.session.talk.talk_state import INK_COLORS, TalkState
from desktop.timeline.camera import TimeWindow


@pytest.fixture
def talk(qapp):
    return TalkState()


def draw(talk: TalkState, slide: str, *points: tuple[float, float]) -> None:
    talk.begin_stroke(slide, points[0], "16:9")
    for point in points[1:]:
        talk.extend_stroke(point)
    talk.ink.end_stroke()


def test_a_tool_is_a_switch_and_another_replaces_it(talk):
    talk.select_tool("laser")
    talk.select_tool("pen")
    assert talk.tool == "pen"
    talk.select_tool("pen")
    assert talk.tool == ""


def test_ink_is_kept_by_slide_and_undone_line_by_line(talk):
    talk.select_tool("pen")
    draw(talk, "one", (0, 0), (10, 10))
    draw(talk, "one", (50, 50), (60, 60), (70, 50))
    draw(talk, "two", (5, 5))
    assert [len(stroke.points) for stroke in talk.ink.strokes("one")] == [2, 3]
    assert tuple(talk.ink.drawings) == ("one", "two")
    talk.ink.undo("one")
    assert len(talk.ink.strokes("one")) == 1
    assert len(talk.ink.strokes("two")) == 1


def test_the_eraser_takes_whole_lines_and_can_be_undone(talk):
    talk.select_tool("pen")
    draw(talk, "one", (0, 0), (100, 0))
    draw(talk, "one", (0, 200), (100, 200))
    talk.select_tool("eraser")
    draw(talk, "one", (50, 5))
    assert [stroke.points[0] for stroke in talk.ink.strokes("one")] == [(0, 200)]
    talk.ink.undo("one")
    assert len(talk.ink.strokes("one")) == 2


def test_rubbing_all_out_can_be_undone(talk):
    talk.select_tool("pen")
    draw(talk, "one", (0, 0), (100, 0))
    talk.ink.clear("one")
    assert talk.ink.strokes("one") == ()
    assert not talk.ink.drawings
    talk.ink.undo("one")
    assert len(talk.ink.strokes("one")) == 1


def test_the_line_under_the_pen_is_there_before_it_ends(talk):
    talk.select_tool("pen")
    talk.begin_stroke("one", (1, 1), "16:9")
    talk.extend_stroke((2, 2))
    assert talk.ink.strokes("one") == (Stroke("vermilion", 7.0, ((1, 1), (2, 2))),)
    talk.select_tool("pen")  # put away in mid-line: nothing half-drawn stays
    assert talk.ink.strokes("one") == ()


def test_colours_go_round_and_take_the_pen(talk):
    talk.next_color()
    assert (talk.tool, talk.color) == ("pen", INK_COLORS[1])
    for _ in INK_COLORS:
        talk.next_color()
    assert talk.color == INK_COLORS[1]


def test_a_reset_puts_all_away_but_the_ink(talk):
    talk.select_tool("pen")
    draw(talk, "one", (0, 0), (100, 0))
    talk.set_blank("black")
    talk.freeze(AudiencePicture(position=Position("one")))
    talk.set_timeline_visible(True)
    talk.reset()
    assert (talk.blank, talk.frozen, talk.tool, talk.timeline_visible) == ("", None, "", False)
    assert tuple(talk.ink.drawings) == ("one",)
    talk.ink.remove_all()
    assert not talk.ink.drawings


def test_a_quick_eraser_takes_what_lies_between_two_points(talk):
    talk.select_tool("pen")
    draw(talk, "one", (100, 0), (100, 400))
    draw(talk, "one", (300, 0), (300, 400))
    talk.select_tool("eraser")
    draw(talk, "one", (0, 200), (200, 200))
    assert [stroke.points[0] for stroke in talk.ink.strokes("one")] == [(300, 0)]


def test_what_is_drawn_over_the_timeline_is_on_no_slide_and_goes_with_its_camera(talk):
    talk.select_tool("pen")
    talk.set_timeline_visible(True)
    draw(talk, talk.sheet("one"), (0, 0), (10, 10))
    assert talk.ink.strokes("one") == ()
    assert len(talk.ink.strokes(talk.sheet("one"))) == 1
    assert not talk.ink.drawings
    talk.set_camera(TimeWindow(0, 100.0))
    assert talk.ink.strokes(talk.sheet("one")) == ()
