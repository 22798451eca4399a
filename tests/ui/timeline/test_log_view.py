"""A timeline with a logarithmic axis: zoomed, panned and pointed at like any other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.story.dates.date_from_instant import pointed_date
from desktop.story.dates.parse import parse_date
from desktop.story.model import Event, Track
from desktop.timeline.axis_windows import story_axis_window
from desktop.timeline.camera import YEAR_SECONDS
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import STORY, say

BIG_BANG = replace(
    STORY,
    axis="log",
    tracks=(Track("all", say("All"), "gold"),),
    as_of=None,
    events=tuple(
        Event(name, parse_date(date), say(name), track="all")
        for name, date in (
            ("bang", "Y-13787000000"), ("impact", "Y-66043000"), ("writing", "-3300"), ("moon", "1969-07-20"),
            ("web", "1989-03-12"),
        )
    ),
)  # fmt: skip


@pytest.fixture
def view(qtbot) -> TimelineView:
    made = TimelineView(reduced_motion=True)
    qtbot.addWidget(made)
    made.resize(1280, 320)
    made.show()
    made.set_story(BIG_BANG, "en")
    return made


def test_the_first_view_shows_the_whole_story(view):
    axis = view.state.time_axis
    assert axis.is_logarithmic
    shown, whole = view.camera.axis_window, story_axis_window(BIG_BANG, axis)
    assert shown.start == pytest.approx(whole.start, rel=1e-6)
    assert shown.span == pytest.approx(whole.span, rel=1e-6)


@pytest.mark.parametrize("event", BIG_BANG.events, ids=lambda event: event.id)
def test_an_event_is_drawn_and_found_where_its_date_is(view, event):
    zone = next(one for one in view.frame().zones if one.kind == "event" and one.id == event.id)
    assert zone.x <= view.canvas.x_of(event.when.midpoint) <= zone.x + zone.width
    age = abs(view.state.time_axis.to_time(0) - event.when.midpoint)
    assert view.canvas.instant_at(view.canvas.x_of(event.when.midpoint)) == pytest.approx(
        event.when.midpoint, abs=1 + 1e-9 * age
    )


def test_a_pixel_is_ages_at_one_end_and_months_at_the_other(view):
    plot = view.canvas.plot_rect
    assert view.canvas.seconds_per_pixel(plot.left()) > 1e7 * YEAR_SECONDS
    assert view.canvas.seconds_per_pixel(plot.right() - 60) < YEAR_SECONDS
    here = view.canvas.x_of(parse_date("1969-07-20").midpoint)
    assert pointed_date(view.canvas.instant_at(here), view.canvas.seconds_per_pixel(here))[:3] == "196"


def test_a_zoom_keeps_what_is_under_the_pointer_and_ends_where_it_is_exact(view):
    bang = BIG_BANG.events[1].when.midpoint
    for _ in range(80):
        plot = view.canvas.plot_rect
        share = (view.canvas.x_of(bang) - plot.x()) / plot.width()
        view.camera.zoom_at(share, 0.6)
    assert view.camera.axis_window.span < 3 * view.state.time_axis.min_span
    assert view.camera.axis_window.span >= view.state.time_axis.min_span
    assert plot.left() <= view.canvas.x_of(bang) <= plot.right()


def test_an_edit_that_moves_the_last_date_keeps_the_time_in_view(view):
    view.camera.fly_to(view.state.time_axis.window_to_time(view.camera.axis_window))
    view.camera.zoom_at(0.8, 0.3)
    before = view.time_window
    view.set_story(replace(BIG_BANG, events=(*BIG_BANG.events, Event("now", parse_date("2020"), track="all"))), "en")
    after = view.time_window
    assert after.start == pytest.approx(before.start, rel=1e-6)
    assert after.end == pytest.approx(before.end, rel=1e-6)


def test_the_window_of_an_event_holds_its_neighbours(view):
    window = view.pointer.window_near(BIG_BANG.event_by_id["moon"])
    assert window.start < parse_date("-3300").earliest
    assert window.end > parse_date("1989-03-12").latest
