"""The words of the next octave are ready before the camera comes there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from desktop.render import text_cache
from desktop.story.dates.parse import parse_date
from desktop.story.model import Event
from desktop.timeline.camera import zoom_at
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import STORY, say, timeline

CROWD = replace(
    STORY,
    events=tuple(
        Event(f"e{number}", parse_date(f"{2000 + number % 40}-{1 + number % 12:02}-{1 + number % 28:02}"),
              say(f"Meeting {number}"), track="films")
        for number in range(120)
    ),
)  # fmt: skip


def prepare(view: TimelineView) -> None:
    """Let the event loop turn until all is prepared that is prepared between frames."""
    canvas = view.canvas
    view.viewport().repaint()
    while canvas._ahead_timer.isActive() or canvas._texts_timer.isActive():
        QApplication.processEvents()


def names(view: TimelineView) -> set[str]:
    return {getattr(item, "text", "") for item in view.canvas.layers().dynamic}


def test_names_of_the_next_octave_are_copied_when_they_are_first_drawn(qtbot, painter_ready) -> None:
    view = timeline(qtbot)
    view.set_story(CROWD, "en")
    view.show_all()
    prepare(view)
    before = names(view)
    plan = view.canvas.layers().plan
    octave = plan.drawn
    while plan.drawn == octave:
        view.fly_to(zoom_at(view.time_window, 0.0, 0.9), animate=False)
        view.canvas.layers()
    met = {name for name in names(view) - before if name.startswith("Meeting")}
    assert met
    view.viewport().repaint()
    assert not {key[0] for key in text_cache._missed} & met


def test_to_look_ahead_changes_nothing_of_what_is_drawn(qtbot, painter_ready) -> None:
    view = timeline(qtbot)
    view.set_story(CROWD, "en")
    view.show_all()
    view.viewport().repaint()
    while not view.canvas.is_complete:
        QApplication.processEvents()
    drawn, octave = view.canvas.layers().dynamic, view.canvas.layers().plan.drawn
    prepare(view)
    assert view.canvas.layers().plan.drawn == octave
    view.canvas.redraw()
    assert view.canvas.layers().dynamic == drawn
