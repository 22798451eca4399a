"""Dates changed on the timeline, by real mouse events: one small edit each, all else byte for byte."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from desktop.ui.timeline.edit_handles import empty_track_targets
from tests.ui.timeline.date_helpers import (
    STORY,
    at_hand,
    date,
    days,
    go,
    label_texts,
    lane,
    let_go,
    place,
    pull,
    written,
)
from tests.ui.timeline.timeline_helpers import drag, mouse, wheel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def story() -> bytes:
    return STORY.encode()


@pytest.fixture
def file(tmp_path: Path, story: bytes) -> Path:
    return written(tmp_path, story)


@pytest.fixture
def view(window):
    return at_hand(window)


def test_a_chosen_event_is_dragged_to_another_day(window, view):
    before = window.session.document.text
    go(window, "day")
    seen = view.time_window
    start = place(view, "day")
    drag(view, start, start + days(view, 20))
    after = window.session.document.text
    assert after == before.replace("'2014-06-05'   # and", "'2014-06-25'   # and")
    assert date(window, "day") == "2014-06-25"
    assert view.time_window == seen  # the camera stays
    assert place(view, "day").x() == pytest.approx((start + days(view, 20)).x(), abs=4)
    undo = window.workbench.bindings.actions["undo"]
    assert undo.text() == "Undo: move A day"
    undo.trigger()
    assert window.session.document.text == before
    assert date(window, "day") == "2014-06-05"
    assert view.time_window == seen
    assert not window.session.document.dirty


def test_what_it_would_say_stands_beside_the_pointer_while_it_is_dragged(window, view):
    go(window, "day")
    text = window.session.document.text
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    ghost = view.pointer.event_editor.preview
    assert label_texts(ghost) == ("25 June 2014",)
    assert window.session.document.text == text  # nothing is done yet
    window.session.set_language("fr")
    QTest.qWait(12)
    mouse(view, QEvent.Type.MouseMove, start + days(view, 21))
    assert label_texts(ghost) == ("26 juin 2014",)
    let_go(view, start + days(view, 20))
    assert label_texts(ghost) == ()
    assert date(window, "day") == "2014-06-25"


def test_the_wheel_brings_it_nearer_while_it_is_held(window, view):
    go(window, "day")
    start = place(view, "day")
    end = start + days(view, 20)
    pull(view, start, end)
    wheel(view, end, 8)
    (said,) = label_texts(view.pointer.event_editor.preview)
    QTest.qWait(12)
    mouse(view, QEvent.Type.MouseMove, end + QPoint(1, 0))
    (near,) = label_texts(view.pointer.event_editor.preview)
    assert said.endswith("June 2014")
    assert near == said  # a pixel is no day any more
    let_go(view, end)


def test_folded_years_are_dragged_over(window, view):
    text = window.session.document.text.replace("XXXX/2014-10-01", "1960-10-01").replace(
        'window = "2014-01/2014-12"\n', ""
    )
    window.session.document.replace_text(text)
    go(window, "nobody")
    view.set_breaks_enabled(True)
    view.show_all()
    assert view.state.time_axis.breaks
    start = place(view, "nobody")
    end = QPoint(place(view, "month").x(), start.y())
    drag(view, start, end)
    assert date(window, "nobody").startswith("2014-02")


def test_another_line_is_another_track(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    end = QPoint(start.x() + 6, lane(view, "rules"))
    pull(view, start, end)
    assert label_texts(view.pointer.event_editor.preview) == (
        "5 June 2014",
        "→ Rules",
    )  # a hand that strays a little means the same day
    let_go(view, end)
    assert window.session.document.text == before.replace(
        'title = "A day"\ntrack = "films"', 'title = "A day"\ntrack = "rules"'
    )
    rect = view.canvas.track_rects()["rules"]
    assert rect.top() < place(view, "day").y() < rect.bottom()
    assert window.session.document.history.undo_title("fr") == "Annuler\u00a0: changer A day de piste"


def test_date_and_track_at_once_are_one_step(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    drag(view, start, QPoint((start + days(view, -30)).x(), lane(view, "rules")))
    event = window.session.story.event_by_id["day"]
    assert (event.when.text, event.track) == ("2014-05-06", "rules")
    assert window.session.document.history.undo_title("en") == "Undo: move A day"
    window.session.document.undo()
    assert window.session.document.text == before


def test_a_track_without_events_can_be_dropped_on(window, view):
    go(window, "day")
    start = place(view, "day")
    (track, name, rect) = empty_track_targets(view.canvas)[0]
    assert (track, name) == ("songs", "Songs")
    drag(view, start, rect.center().toPoint())
    event = window.session.story.event_by_id["day"]
    assert (event.when.text, event.track) == ("2014-06-05", "songs")
    assert "songs" in view.canvas.track_rects()


def test_what_is_put_on_no_track_loses_the_key(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    drag(view, start, QPoint(start.x(), lane(view, "")))
    assert window.session.document.text == before.replace('title = "A day"\ntrack = "films"\n', 'title = "A day"\n')


@pytest.mark.parametrize(
    ("name", "way", "old", "new"),
    [
        ("inline", 61, 'date = "2014-03/2014-06-25"', 'date = "2014-05/2014-08-25"'),
        ("dotted", -9, "dotted.date = 2014-08-10", "dotted.date = 2014-08-01"),
        ("month", 89, '"2014-02~"', '"2014-05~"'),
    ],
)
def test_a_date_keeps_the_way_it_is_written(window, view, name, way, old, new):
    before = window.session.document.text
    go(window, name)
    start = place(view, name)
    drag(view, start, start + days(view, way))
    assert window.session.document.text == before.replace(old, new)
    tomllib.loads(window.session.document.text)
    window.session.document.undo()
    assert window.session.document.text == before


def test_a_time_of_toml_s_own_keeps_its_form(window, view):
    before = window.session.document.text
    go(window, "timed")
    start = place(view, "timed")
    drag(view, start, start + days(view, 40))
    # Where a pixel is hours, a hand means days, and the time of day stays.
    assert date(window, "timed") == "2014-08-10T10:30:00.5Z"
    assert window.session.document.text == before.replace("2014-07-01 10:30:00.5Z", "2014-08-10 10:30:00.5Z")


@pytest.mark.parametrize("story", [b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()])
def test_line_ends_and_byte_order_mark_stay(window, view, file, story):
    go(window, "day")
    start = place(view, "day")
    drag(view, start, start + days(view, 10))
    assert window.story_file.save()
    assert file.read_bytes() == story.replace(b"'2014-06-05'", b"'2014-06-15'")


def test_the_ends_of_a_span_are_drawn_out(window, view):
    before = window.session.document.text
    go(window, "inline")
    start = place(view, "inline", "end")
    drag(view, start, start + days(view, 12))
    assert window.session.document.text == before.replace("2014-03/2014-06-25", "2014-03/2014-07-07")
    assert window.session.document.history.undo_title("en") == "Undo: end of In braces"
    begin = place(view, "inline", "start")
    drag(view, begin, begin + days(view, 400))  # not past the other end
    assert date(window, "inline") == "2014-07/2014-07-07"
    assert window.session.document.history.undo_title("en") == "Undo: beginning of In braces"
    go(window, "month")
    end = place(view, "month", "end")
    drag(view, end, end + days(view, 60))
    assert date(window, "month") == "2014-02~/2014-04~"
