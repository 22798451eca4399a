"""The talk on a real full-screen window, driven by real keys: what clickers and speakers send."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.session.position import Position
from tests.reloading import reload_file

KEY = Qt.Key


@pytest.fixture
def talk(window, qtbot):
    """Return the audience's window of a talk that runs."""
    QTest.keyClick(window, KEY.Key_F5)
    audience = window.talks.audience
    qtbot.waitUntil(audience.isActiveWindow, timeout=30_000)
    yield audience
    if window.talks.audience is not None:
        window.talks.audience.close()


def press(audience, *keys):
    for key in keys:
        QTest.keyClick(audience, key)


def pixel(widget, x: int, y: int) -> str:
    return QColor(widget.grab().toImage().pixel(x, y)).name()


def test_f5_presents_from_the_beginning_full_screen(window, qtbot):
    window.session.navigator.go_to_slide("quote")
    QTest.keyClick(window, KEY.Key_F5)
    assert window.talks.audience.isFullScreen()
    assert window.session.navigator.position == Position("title")
    window.talks.audience.close()


def test_shift_f5_presents_from_this_slide(window, qtbot):
    window.session.navigator.go_to_slide("quote")
    QTest.keyClick(window, KEY.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.navigator.position == Position("quote")
    window.talks.audience.close()


@pytest.mark.parametrize(
    ("keys", "slide", "step"),
    [
        ([KEY.Key_Right, KEY.Key_Down], "event", 0),
        ([KEY.Key_Space, KEY.Key_PageDown, KEY.Key_Return], "event", 1),
        ([KEY.Key_PageDown, KEY.Key_PageUp], "title", 0),
        ([KEY.Key_End], "closing", 0),
        ([KEY.Key_End, KEY.Key_Home], "title", 0),
        ([KEY.Key_9, KEY.Key_Return], "quote", 0),
        ([KEY.Key_1, KEY.Key_0, KEY.Key_Enter], "list", 0),
        ([KEY.Key_9, KEY.Key_9, KEY.Key_Return], "title", 0),
        # An arrow after digits goes to the slide typed, as Enter does: nobody types a number to throw it away.
        ([KEY.Key_9, KEY.Key_Right], "quote", 0),
        ([KEY.Key_F5, KEY.Key_F5], "title", 0),
    ],
)
def test_keys(talk, window, keys, slide, step):
    press(talk, *keys)
    assert window.session.navigator.position == Position(slide, step)
    assert window.talks.audience is talk


@pytest.mark.parametrize(
    ("key", "color"), [(KEY.Key_B, "#000000"), (KEY.Key_Period, "#000000"), (KEY.Key_W, "#ffffff")]
)
def test_blank_and_back(talk, window, key, color):
    press(talk, key)
    assert pixel(talk, 400, 300) == color
    press(talk, key)
    assert window.session.talk.blank == ""
    assert pixel(talk, 400, 300) != color


def test_the_first_press_after_a_blank_brings_the_slide_back(talk, window):
    press(talk, KEY.Key_Right, KEY.Key_B, KEY.Key_PageDown)
    assert window.session.talk.blank == ""
    assert window.session.navigator.position == Position("statement")


def test_escape_leaves_what_lies_on_top(talk, window, qtbot):
    press(talk, KEY.Key_T)
    assert talk.timeline_overlay.is_open
    press(talk, KEY.Key_B)
    press(talk, KEY.Key_Escape)
    assert not window.session.talk.timeline_visible
    press(talk, KEY.Key_Escape)
    assert window.session.talk.blank == ""
    press(talk, KEY.Key_Escape)
    assert talk.notice_label.text() == "Esc again ends the talk"
    press(talk, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.talks.audience is None, timeout=30_000)
    assert not window.session.talk.presenting


def test_the_timeline_lies_over_the_slide_and_leads_to_others(talk, window, qtbot):
    press(talk, KEY.Key_T)
    zone = next(
        zone
        for zone in talk.timeline_overlay.timeline_view.frame().zones
        if zone.kind == "event" and zone.id == "opening"
    )
    place = QPoint(round(zone.x + zone.width / 2), round(zone.y + zone.height / 2))
    QTest.mouseClick(talk.timeline_overlay.timeline_view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.navigator.position.slide_id == "event"
    assert not talk.timeline_overlay.is_open


def test_keys_still_walk_under_the_timeline(talk, window):
    press(talk, KEY.Key_T)
    QTest.keyClick(talk.timeline_overlay.timeline_view, KEY.Key_PageDown)
    assert window.session.navigator.position == Position("statement")


def test_the_pointer_hides(talk, qtbot):
    assert talk.cursor().shape() == Qt.CursorShape.BlankCursor
    QTest.mouseMove(talk.windowHandle(), QPoint(100, 100))
    QTest.mouseMove(talk.windowHandle(), QPoint(140, 120))
    qtbot.waitUntil(lambda: talk.cursor().shape() != Qt.CursorShape.BlankCursor, timeout=30_000)
    qtbot.waitUntil(lambda: talk.cursor().shape() == Qt.CursorShape.BlankCursor, timeout=4000)


@pytest.mark.parametrize(
    ("size", "canvas", "bar"),
    [
        (QSize(1280, 720), "16:9", None),
        (QSize(1280, 800), "16:10", None),
        (QSize(1024, 768), "4:3", None),
        (QSize(1600, 680), "16:9", (5, 300)),
        (QSize(700, 900), "1:1", (300, 5)),
    ],
)
def test_the_slide_fills_any_screen_as_well_as_it_can(talk, qtbot, size, canvas, bar):
    talk.showNormal()
    talk.resize(size)
    qtbot.waitUntil(lambda: talk.slide_view.size() == size, timeout=30_000)
    assert talk.slide_view.aspect == canvas
    if bar:
        assert pixel(talk, *bar) == "#000000"
    else:
        assert pixel(talk, 2, 2) != "#000000"
        assert pixel(talk, size.width() - 3, size.height() - 3) != "#000000"


def test_an_aspect_that_the_story_fixes_is_letterboxed(talk, window, file, qtbot):
    file.write_text(file.read_text("utf-8").replace('theme = "cinema"', 'theme = "cinema"\naspect = "16:9"'), "utf-8")
    qtbot.waitUntil(lambda: window.session.story.aspect == "16:9", timeout=30_000)
    talk.showNormal()
    talk.resize(1024, 768)
    qtbot.waitUntil(lambda: talk.slide_view.width() == 1024, timeout=30_000)
    assert pixel(talk, 500, 20) == "#000000"
    assert pixel(talk, 500, 384) != "#000000"


def test_slides_cross_fade_and_a_key_ends_it_at_once(talk, window, qtbot):
    window.settings.set_reduced_motion(False)
    talk.grab()
    press(talk, KEY.Key_Right)
    assert talk.slide_view._outgoing_pixmap is not None
    press(talk, KEY.Key_Right)
    assert window.session.navigator.position == Position("event")
    qtbot.waitUntil(lambda: talk.slide_view._outgoing_pixmap is None, timeout=30_000)
    press(talk, KEY.Key_Right)
    assert talk.slide_view._outgoing_pixmap is not None
    press(talk, KEY.Key_B)
    assert pixel(talk, 400, 300) == "#000000"


def test_reduced_motion_is_a_cut(talk, window):
    talk.grab()
    press(talk, KEY.Key_Right)
    assert talk.slide_view._outgoing_pixmap is None


def test_an_edit_arrives_without_motion_and_errors_stay_away(talk, window, file, qtbot):
    window.settings.set_reduced_motion(False)
    press(talk, KEY.Key_9, KEY.Key_Return)
    qtbot.waitUntil(lambda: talk.slide_view._outgoing_pixmap is None, timeout=30_000)
    good = file.read_text("utf-8")
    before = talk.grab().toImage()
    file.write_text(good.replace("La rivière ne nous", "Le fleuve ne nous"), "utf-8")
    qtbot.waitUntil(lambda: talk.grab().toImage() != before, timeout=30_000)
    assert talk.slide_view._outgoing_pixmap is None
    after = talk.grab().toImage()
    file.write_text(good + "[[[", "utf-8")
    qtbot.waitUntil(lambda: window.session.is_unreadable, timeout=30_000)
    assert talk.grab().toImage() == after
    visible = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    assert visible == {window, talk}


def test_a_click_goes_on_and_one_on_the_left_goes_back(talk, window):
    QTest.mouseClick(talk, Qt.MouseButton.LeftButton, pos=QPoint(talk.width() - 50, 200))
    assert window.session.navigator.position == Position("statement")
    QTest.mouseClick(talk, Qt.MouseButton.LeftButton, pos=QPoint(30, 200))
    assert window.session.navigator.position == Position("title")


def test_the_audience_has_its_picture_before_anything_else_follows(window, talk, qtbot):
    qtbot.wait(50)
    order: list[str] = []
    talk.slide_view.painted.connect(lambda slide, step: order.append(f"painted {slide} {step}"))
    window.session.navigator.position_settled.connect(lambda: order.append("the rest follows"))
    press(talk, KEY.Key_Right)
    qtbot.waitUntil(lambda: "the rest follows" in order, timeout=30_000)
    assert order[:2] == ["painted statement 0", "the rest follows"]
    row = window.workbench.deck.currentIndex().row()
    assert window.workbench.deck.deck_model.id_at(row) == "statement"


def test_outside_a_talk_everything_is_in_step_at_once(window):
    window.session.navigator.go_to_slide("quote")
    row = window.workbench.deck.currentIndex().row()
    assert window.workbench.deck.deck_model.id_at(row) == "quote"


def test_a_frozen_slide_stays_as_it_is_whatever_becomes_of_its_files(talk, window, file, qtbot):
    window.session.navigator.go_to_slide("image")
    QApplication.processEvents()
    talk.slide_view.finish_transition()
    before = talk.grab().toImage()
    QTest.keyClick(talk, KEY.Key_F, Qt.KeyboardModifier.ShiftModifier)
    picture = file.with_name("bridge.svg")
    picture.write_text(picture.read_text("utf-8").replace("<svg", "<svg opacity='0.1'", 1), "utf-8")
    reload_file(window.session)
    QApplication.processEvents()
    assert talk.grab().toImage() == before
    talk.resize(talk.width() // 2, talk.height() // 2)
    small = talk.grab().toImage()
    QTest.keyClick(talk, KEY.Key_F, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    talk.slide_view.finish_transition()
    assert talk.grab().toImage() != small


def test_a_key_that_comes_before_the_first_picture_goes_on(window, monkeypatch):
    monkeypatch.setattr("desktop.ui.talk.audience.Audience._on_painted", lambda _audience: None)
    window.talks.present(windowed=True)
    audience = window.talks.audience
    assert audience._bindings is None
    press(audience, KEY.Key_PageDown)
    assert window.session.navigator.position.slide_id == "statement"
    audience.close()


def test_keys_are_bound_after_the_first_picture(window, qtbot):
    window.talks.present(windowed=True)
    audience = window.talks.audience
    qtbot.waitUntil(lambda: audience._bindings is not None, timeout=30_000)
    audience.close()
