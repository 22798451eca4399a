"""More tracks than a window has the height for: they scroll by the wheel over their names, by a drag, and to an event."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.render.frame import TextRun
from desktop.story.load.load import load_file
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import drag, seen, timeline, wheel

SIXTY = Path(__file__).parents[2] / "stories" / "timelines" / "sixty.toml"


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    made = timeline(qtbot)
    made.set_story(load_file(SIXTY).story, "en")
    made.show_all()
    return made


def tracks(view: TimelineView) -> list[str]:
    return list(view.canvas.track_rects())


def names(view: TimelineView) -> QPoint:
    """Return a place on the names of the tracks."""
    return QPoint(30, round(view.canvas.plot_rect.center().y()))


def test_rows_keep_their_height_and_the_first_tracks_are_shown(view):
    assert tracks(view)[0] == "t0"
    assert len(tracks(view)) < 20
    assert all(
        zone.height >= 12.0 for zone in view.frame().zones if zone.kind == "event" and zone.id in ("e0", "e4", "e8")
    )


def test_the_wheel_over_the_names_scrolls_and_stops_at_both_ends(view):
    window = view.time_window
    wheel(view, names(view), -10)
    assert tracks(view)[0] not in ("t0", "t1")
    assert view.time_window == window  # it does not zoom there
    wheel(view, names(view), -1000)
    assert tracks(view)[-1] == "t59"
    wheel(view, names(view), 1000)
    assert tracks(view)[0] == "t0"


def test_a_drag_up_shows_the_tracks_below(view):
    before = seen(view)
    place = view.canvas.plot_rect.bottomRight().toPoint() - QPoint(40, 40)
    drag(view, place, place - QPoint(0, 90))
    assert tracks(view)[0] != "t0"
    assert seen(view) != before


@pytest.mark.parametrize("scroll", [0.0, 7.0, 100.0, 333.0, 1e6])
def test_no_row_is_cut_at_the_edge_wherever_one_has_scrolled(view, scroll):
    view.state.set_scroll(scroll)
    metrics = view.canvas.metrics
    heights = {round(zone.height, 3) for zone in view.frame().zones if zone.kind == "event"}
    assert heights <= {round(metrics.one_line_row_height, 3), round(metrics.histogram_line_height, 3)}


@pytest.mark.parametrize("scroll", [0.0, 7.0, 100.0, 333.0, 1e6])
def test_each_track_is_named_beside_its_rows_or_in_the_list_of_those_out_of_sight(view, scroll):
    view.state.set_scroll(scroll)
    left = view.canvas.plot_rect.left()
    texts = [item.text for item in view.frame().items if isinstance(item, TextRun)]
    beside = [item.text for item in view.frame().items if isinstance(item, TextRun) and item.x < left / 2]
    counted = sum(int(text[1:]) for text in texts if text.startswith("+"))
    listed = [zone for zone in view.frame().zones if zone.kind == "hidden-track"]
    named = {track.title.get("en") for track in view.state.story.tracks} & set(texts)
    assert len(named) + counted == 60
    assert len(listed) > 3
    assert len(beside) > 1


def test_a_click_on_the_name_of_a_track_out_of_sight_shows_it(qtbot, view):
    name = next(zone for zone in reversed(view.frame().zones) if zone.kind == "hidden-track")
    assert name.id not in tracks(view)
    at = QPoint(round(name.x + name.width / 2), round(name.y + name.height / 2))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert name.id in tracks(view)
    assert any(zone.kind == "hidden-track" and zone.id == "t0" for zone in view.frame().zones)


def test_an_event_out_of_sight_is_scrolled_to(view):
    assert "e200" not in seen(view)
    view.pointer.hover_event("e200")
    assert "t50" in tracks(view)
    view.pointer.hover_event("e0")
    assert tracks(view)[0] == "t0"


def test_a_story_whose_tracks_all_fit_does_not_scroll(qtbot, painter_ready):
    view = timeline(qtbot)
    view.canvas.scroll_by(500.0)
    assert view.state.scroll == 0.0
    assert tracks(view) == ["films", "rules"]
    assert not any(zone.kind == "hidden-track" for zone in view.frame().zones)
