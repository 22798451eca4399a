"""What a hand on the timeline may take, what it leaves alone, and how it is put back; and the keys that do the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.timeline.edit_handles import handles_of
from desktop.ui.timeline.event_editor import TimelineEventEditor
from tests.reloading import reload_file
from tests.ui.timeline.date_helpers import STORY, at_hand, date, days, go, label_texts, let_go, place, pull, written
from tests.ui.timeline.timeline_helpers import drag, hover, mouse, plot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def view(window):
    return at_hand(window)


def label(view, name: str) -> QPoint:
    """Return a place on the label of an event, beside its mark."""
    found, mark = view.canvas.event_zone(name), place(view, name)
    ends = (round(found.x + 8), round(found.x + found.width - 8))
    return QPoint(max(ends, key=lambda x: abs(x - mark.x())), mark.y())


def test_the_pointer_says_what_can_be_taken(window, view):
    go(window, "inline")
    shape = view.viewport().cursor
    hover(view, place(view, "inline", "end"))
    assert shape().shape() == Qt.CursorShape.SizeHorCursor
    hover(view, place(view, "inline"))
    assert shape().shape() == Qt.CursorShape.OpenHandCursor
    hover(view, place(view, "day"))  # not chosen: its mark can be taken, its label only be clicked
    assert shape().shape() == Qt.CursorShape.OpenHandCursor
    hover(view, label(view, "day"))
    assert shape().shape() == Qt.CursorShape.PointingHandCursor
    assert view.pointer.event_editor.edit_hint("inline").endswith("shorter or longer")
    assert view.pointer.event_editor.edit_hint("day").endswith("another track")
    assert view.pointer.event_editor.edit_hint("nothing") == ""


def test_of_a_disputed_event_one_claim_is_dragged_with_all_who_say_the_same(window, view):
    before = window.session.document.text
    go(window, "disputed")
    assert [grip.date.text for grip in handles_of(view.canvas, "disputed")] == ["2014-04-03", "2014-05"]
    start = place(view, "disputed", number=0)
    drag(view, start, start + days(view, 8))
    assert window.session.document.text == before.replace("2014-04-03", "2014-04-11")
    assert window.session.document.history.undo_title("en") == "Undo: date claimed for Disputed"
    assert date(window, "disputed") == "2014"
    window.session.document.undo()
    assert window.session.document.text == before
    said: list[str] = []
    view.pointer.event_editor.edit_refused.connect(said.append)
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert said
    assert window.session.document.text == before


def test_what_cannot_be_moved_says_so_and_stays(window, view):
    before = window.session.document.text
    go(window, "nobody")
    start = QPoint(plot(view, 0.4).x(), place(view, "nobody").y())
    pull(view, start, start + QPoint(90, 0))
    assert label_texts(view.pointer.event_editor.preview) == ("“XXXX/2014-10-01” has no date that can be moved",)
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    let_go(view, start + QPoint(90, 0))
    assert window.session.document.text == before


def test_esc_puts_it_back(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.pointer.event_editor.is_dragging
    assert view.pointer.event_editor.preview.isHidden()
    mouse(view, QEvent.Type.MouseMove, start + days(view, 30))
    let_go(view, start + days(view, 30))
    assert window.session.document.text == before
    drag(view, start, start + days(view, 10))  # and the next drag is a new one
    assert date(window, "day") == "2014-06-15"


def test_a_mark_is_taken_and_dragged_in_one_movement(window, view):
    before = window.session.document.text
    go(window, "day")
    seen = view.time_window
    start = place(view, "dotted")
    drag(view, start, start + days(view, 20))
    assert view.time_window == seen
    assert window.session.document.text == before.replace("2014-08-10", "2014-08-30")


def test_a_label_pans_and_a_click_on_it_chooses(window, view):
    before = window.session.document.text
    go(window, "day")
    seen = view.time_window
    start = label(view, "dotted")
    drag(view, start, start + QPoint(80, 0))
    assert view.time_window.start < seen.start
    assert window.session.document.text == before
    point = place(view, "month")
    mouse(view, QEvent.Type.MouseButtonPress, point)
    mouse(view, QEvent.Type.MouseButtonRelease, point, down=False)
    assert window.session.navigator.position.slide_id == "month"
    assert view.state.selected_id == "month"


def test_the_ground_pans_and_a_short_way_moves_nothing(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    drag(view, start, start + QPoint(QApplication.startDragDistance() - 3, 0))
    assert window.session.document.text == before
    seen = view.time_window
    drag(view, plot(view, 0.5), plot(view, 0.3))
    assert view.time_window.start > seen.start
    assert window.session.document.text == before


def test_at_the_edge_the_camera_goes_along(window, view, qtbot):
    go(window, "day")
    seen = view.time_window
    start = place(view, "day")
    edge = QPoint(view.viewport().width() - 20, start.y())
    pull(view, start, edge)
    qtbot.waitUntil(lambda: view.time_window.start > seen.start + 40 * 86400, timeout=30_000)
    let_go(view, edge)
    assert date(window, "day") > "2015-01"
    stood = view.time_window
    qtbot.wait(60)
    assert view.time_window == stood


def test_keys_move_the_chosen_event(window, view):
    before = window.session.document.text
    go(window, "inline")
    for key, held, expected in (
        (Qt.Key.Key_Right, CTRL, "2014-04/2014-07-25"),
        (Qt.Key.Key_Left, CTRL, "2014-03/2014-06-25"),
        (Qt.Key.Key_Right, CTRL | SHIFT, "2014-03/2014-06-26"),
        (Qt.Key.Key_Left, CTRL | SHIFT, "2014-03/2014-06-25"),
    ):
        QTest.keyClick(view, key, held)
        assert date(window, "inline") == expected
    assert window.session.document.text == before
    for key, track in ((Qt.Key.Key_Up, "films"), (Qt.Key.Key_Up, "films"), (Qt.Key.Key_Down, "rules"),
                       (Qt.Key.Key_Down, "songs"), (Qt.Key.Key_Down, "songs")):  # fmt: skip
        QTest.keyClick(view, key, CTRL)
        assert window.session.story.event_by_id["inline"].track == track
    assert window.session.navigator.position.slide_id == "inline"  # no key walked the talk
    go(window, "day")
    said: list[str] = []
    view.pointer.event_editor.edit_refused.connect(said.append)
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL | SHIFT)
    assert said == ["This end of “2014-06-05” cannot be moved"]


def test_nothing_is_taken_while_a_talk_runs_or_the_text_is_broken(window, view):
    go(window, "day")
    start = place(view, "day")
    hand = view.pointer.event_editor
    assert isinstance(hand, TimelineEventEditor)
    assert hand.handle_under(start.toPointF()) is not None
    window.session.talk.set_presenting(True)
    assert hand.handle_under(start.toPointF()) is None
    assert not hand.can_execute("delayed")
    before = window.session.document.text
    drag(view, start, start + days(view, 20))
    assert window.session.document.text == before
    window.session.talk.set_presenting(False)
    window.session.document.replace_text(before + "\n[event.x\n")
    assert window.session.is_unreadable
    assert hand.handle_under(place(view, "day").toPointF()) is None
    window.session.document.undo()
    assert hand.handle_under(place(view, "day").toPointF()) is not None


def test_a_talk_that_begins_ends_a_drag(window, view):
    before = window.session.document.text
    go(window, "day")
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    window.session.talk.set_presenting(True)
    assert not view.pointer.event_editor.is_dragging
    let_go(view, start + days(view, 20))
    assert window.session.document.text == before


def test_the_file_changed_meanwhile_ends_a_drag(window, view, file):
    go(window, "day")
    start = place(view, "day")
    pull(view, start, start + days(view, 20))
    file.write_text(STORY.replace("A day", "Another"), "utf-8")
    reload_file(window.session)
    assert not view.pointer.event_editor.is_dragging
    let_go(view, start + days(view, 20))
    assert date(window, "day") == "2014-06-05"


def test_the_events_of_a_file_cannot_be_taken(qtbot, window, view, tmp_path):
    folder = tmp_path / "crowd"
    folder.mkdir()
    (folder / "events.csv").write_text(
        "date,title\n" + "\n".join(f"{year}-05-01,In {year}" for year in range(1990, 2010))
    )
    path = folder / "content.toml"
    path.write_text(
        'format = 1\n[story]\ntitle = "Many"\nlanguages = ["en"]\n[track.all]\ntitle = "All"\ndata = "events.csv"\n'
        '[[slide]]\nid = "whole"\nlayout = "timeline"\ntitle = "All"\n'
    )
    window.story_file.open(path)
    window.session.event_files.start()
    qtbot.waitUntil(lambda: bool(window.session.event_files.by_track), timeout=30_000)
    zone = next(one for one in view.frame().zones if one.kind == "event")
    point = QPoint(round(zone.x + 8), round(zone.y + zone.height / 2))
    window.workbench.timeline_pane.go_to_event(zone.id)
    assert view.state.selected_id == zone.id
    zone = next(one for one in view.frame().zones if one.kind == "event" and one.id == zone.id)
    assert handles_of(view.canvas, zone.id) == []
    assert view.pointer.event_editor.edit_hint(zone.id) == ""
    before, seen = window.session.document.text, view.time_window
    point = QPoint(
        round(view.canvas.x_of(view.state.find_event(zone.id).when.midpoint)), round(zone.y + zone.height / 2)
    )
    drag(view, point, point + QPoint(60, 0))
    assert view.time_window.start < seen.start
    assert window.session.document.text == before
    window.session.event_files.shut_down()


def test_an_event_without_a_slide_stays_chosen(window, view):
    text = window.session.document.text
    window.session.document.replace_text(text.replace('event = "month"', 'event = "day"'))
    window.workbench.timeline_pane.go_to_event("month")
    assert view.state.selected_id == "month"
    view.fly_to(window.session.slide_time_window)
    start = place(view, "month")
    drag(view, start, start + days(view, 31))
    assert date(window, "month") == "2014-03~"
    assert view.state.selected_id == "month"
    go(window, "inline")
    assert view.state.selected_id == "inline"
