"""Events made, renamed, copied and deleted on the timeline, by real mouse and key events."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from desktop.timeline.camera import zoom_at
from desktop.ui.timeline.authoring.event_author import MESSAGES
from tests.ui.timeline.date_helpers import at_hand, days, go, place, written
from tests.ui.timeline.timeline_helpers import double, drag, mouse

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def view(window):
    return at_hand(window)


@pytest.fixture
def author(window, view):
    go(window, "day")
    return view.pointer.event_author


def empty_place(view, track: str = "films") -> QPoint:
    """Return a place in a track's band where no event is."""
    band, plot = view.canvas.track_rects()[track], view.canvas.plot_rect
    for y in range(round(band.top()) + 6, round(band.bottom()) - 6, 4):
        for x in range(round(plot.left()) + 60, round(plot.right()) - 60, 20):
            zone = view.canvas.zone_at(QPointF(x, y))
            if zone is None or zone.kind == "timeline":
                return QPoint(x, y)
    raise AssertionError("the band is full")


def choose(menu: QMenu, key: str) -> None:
    next(action for action in menu.actions() if action.text() == MESSAGES(key, "en")).trigger()


def test_a_double_click_in_an_empty_place_makes_an_event_at_the_precision_of_the_zoom(window, view, author):
    text, events = window.session.document.text, {event.id for event in window.session.story.events}
    point = empty_place(view)
    double(view, point)
    assert "2014" in author.field.heading.text()
    assert "Films" in author.field.heading.text()
    QTest.keyClicks(author.field.line, "The boat race")
    QTest.keyClick(author.field.line, Qt.Key.Key_Return)
    made = window.session.story.event_by_id["the-boat-race"]
    assert made.track == "films"
    assert made.when.precision == "month"
    assert made.when.start_min <= view.canvas.instant_at(point.x()) <= made.when.end_max
    assert not [problem for problem in window.session.problems if problem.severity == "error"]
    window.session.document.undo()
    assert window.session.document.text == text
    assert {event.id for event in window.session.story.events} == events


def test_an_event_made_among_those_of_no_track_is_on_none(window, view, author):
    double(view, empty_place(view, ""))
    assert "·" not in author.field.heading.text()
    QTest.keyClicks(author.field.line, "A stray one")
    QTest.keyClick(author.field.line, Qt.Key.Key_Return)
    assert window.session.story.event_by_id["a-stray-one"].track == ""
    assert not [problem for problem in window.session.problems if problem.severity == "error"]


def test_nearer_it_is_a_day(window, view, author):
    view.fly_to(zoom_at(view.time_window, 0.5, 0.3), False)
    double(view, empty_place(view))
    QTest.keyClicks(author.field.line, "Near")
    QTest.keyClick(author.field.line, Qt.Key.Key_Return)
    assert window.session.story.event_by_id["near"].when.precision == "day"


def test_esc_makes_nothing_and_leaving_loses_no_word(window, view, author):
    text = window.session.document.text
    double(view, empty_place(view))
    QTest.keyClicks(author.field.line, "No")
    QTest.keyClick(author.field.line, Qt.Key.Key_Escape)
    assert window.session.document.text == text
    assert author.field is None
    assert view.hasFocus()
    assert view.state.hovered_id == ""
    double(view, empty_place(view))
    QTest.keyClicks(author.field.line, "Yes")
    window.slide_view.setFocus()
    assert window.slide_view.hasFocus()
    assert "yes" in window.session.story.event_by_id


def test_saving_takes_along_the_title_that_is_being_written(window, view, author, file):
    double(view, empty_place(view))
    QTest.keyClicks(author.field.line, "Half way")
    window.workbench.bindings.actions["save"].trigger()
    assert "[event.half-way]" in file.read_text("utf-8")


def test_ctrl_and_a_drag_draw_a_span(window, view, author):
    seen = view.time_window
    start = empty_place(view)
    drag(view, start, start + days(view, 40), held=CTRL)
    assert view.time_window == seen
    assert author.field.heading.text().startswith("From ")
    QTest.keyClicks(author.field.line, "Strike")
    QTest.keyClick(author.field.line, Qt.Key.Key_Return)
    assert window.session.story.event_by_id["strike"].when.kind == "interval"


def test_the_menu_of_an_empty_place_makes_an_event_there(window, view, author):
    shown = []
    author.show_menu = lambda event_id, point, screen: shown.append((event_id, point))
    point = empty_place(view)
    mouse(view, QEvent.Type.MouseButtonPress, point, Qt.MouseButton.RightButton)
    mouse(view, QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.RightButton, down=False)
    assert shown == [("", QPointF(point))]
    menu = author.build_menu("", QPointF(point))
    choose(menu, "new")
    assert author.field is not None
    author.field.cancel()


def test_the_menu_of_an_event_renames_copies_and_makes_a_slide(window, view, author):
    text = window.session.document.text
    menu = author.build_menu("dotted", QPointF(place(view, "dotted")))
    choose(menu, "rename")
    assert author.field.line.selectedText() == "Dotted"
    QTest.keyClicks(author.field.line, "Renamed")
    QTest.keyClick(author.field.line, Qt.Key.Key_Return)
    assert window.session.story.event_by_id["dotted"].title.get("en") == "Renamed"
    window.session.document.undo()
    assert window.session.document.text == text
    choose(menu, "copy")
    assert "Dotted" in QGuiApplication.clipboard().text()
    window.workbench.bindings.actions["paste"].trigger()
    assert window.session.story.event_by_id["dotted-2"].title.get("en") == "Dotted"
    choose(menu, "slide")
    assert window.session.navigator.slide.event == "dotted"
    assert window.session.navigator.slide.id == "dotted-2"


def test_an_event_is_deleted_with_what_tells_it_and_comes_back(window, view, author, monkeypatch):
    text = window.session.document.text
    asked = []
    monkeypatch.setattr(author, "_confirm", lambda *about: asked.append(about) or True)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert asked == [("A day", 1)]
    assert "day" not in window.session.story.event_by_id
    assert "day" not in window.session.story.slide_index
    assert not [problem for problem in window.session.problems if problem.severity == "error"]
    window.session.document.undo()
    assert window.session.document.text == text


def test_nothing_is_made_while_a_talk_runs(window, view, author):
    point = empty_place(view)
    window.session.talk.set_presenting(True)
    double(view, point)
    assert author.field is None
    window.session.talk.set_presenting(False)


def test_a_field_that_loses_the_keys_at_once_leaves_nothing_behind(window, view, author):
    taker = QLineEdit(window)  # whoever had the keys may take them back while the field is made
    taker.show()
    taker.setFocus()
    QTest.keyClicks(taker, "words")
    taker.editingFinished.connect(taker.setFocus)
    author.create_at(QPointF(empty_place(view)))
    assert author.field is None
    taker.blockSignals(True)
    view.setFocus()
    assert author.create_at(QPointF(empty_place(view)))
    assert author.field.line.hasFocus()
    QTest.keyClick(author.field.line, Qt.Key.Key_Escape)


def test_the_menu_key_opens_the_menu_of_the_event_in_hand_else_of_an_empty_place(window, view, author):
    def texts_of_menu() -> list[str]:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(view, event)
        menu = QApplication.activePopupWidget()
        texts = [action.text() for action in menu.actions()]
        menu.close()
        return texts

    assert MESSAGES("rename", "en") in texts_of_menu()
    window.workbench.timeline_pane.timeline.state.set_selected("")
    assert MESSAGES("new", "en") in texts_of_menu()
