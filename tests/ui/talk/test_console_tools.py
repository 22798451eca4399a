"""The tools of a talk on the console: pen, lights, magnifier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.session.position import Position, number_of
from desktop.ui.widgets.keys.passing_menu import PassingMenu
from tests.ui.talk.console_helpers import CTRL, KEY, SHIFT, press
from tests.ui.talk.random_talk import turn_wheel


@pytest.mark.parametrize(
    ("key", "modifier", "tool"),
    [
        (KEY.Key_L, None, "laser"),
        (KEY.Key_D, None, "pen"),
        (KEY.Key_D, SHIFT, "eraser"),
        (KEY.Key_K, None, "spotlight"),
        (KEY.Key_Z, None, "magnifier"),
    ],
)
def test_tools_are_taken_by_their_keys_and_put_away_by_escape(presenter, window, key, modifier, tool):
    press(presenter, key, modifier=modifier or Qt.KeyboardModifier.NoModifier)
    assert window.session.talk.tool == tool
    press(presenter, KEY.Key_Escape)
    assert window.session.talk.tool == ""
    assert window.talks.presenter is presenter


def test_drawing_on_the_console_is_drawn_before_the_audience(presenter, window, qtbot):
    press(presenter, KEY.Key_D)
    over = presenter.console.current_slide_view.overlay
    before = presenter.audience.grab().toImage()
    QTest.mousePress(over, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseMove(over, QPoint(160, 90))
    QTest.mouseRelease(over, Qt.MouseButton.LeftButton, pos=QPoint(160, 90))
    assert len(window.session.talk.ink.strokes(window.session.navigator.position.slide_id)) == 1
    assert presenter.audience.grab().toImage() != before
    assert window.session.navigator.position == Position("title")  # drawing is no click
    press(presenter, KEY.Key_Z, modifier=CTRL)
    assert window.session.talk.ink.strokes("title") == ()


def test_the_magnifier_leaves_nothing_behind_after_another_tool(presenter, window):
    press(presenter, KEY.Key_D)
    over = presenter.console.current_slide_view.overlay
    QTest.mousePress(over, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseRelease(over, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    press(presenter, KEY.Key_Z)
    QApplication.processEvents()
    lens = over._painted_light_rect.toAlignedRect().intersected(over.rect())
    assert lens.contains(QPoint(60, 60))
    repainted = []

    class Recorder(QObject):
        def eventFilter(self, _watched, event):
            if event.type() == QEvent.Type.Paint:
                repainted.append(event.region())
            return False

    recorder = Recorder()
    over.installEventFilter(recorder)
    window.session.talk.set_pointer((1500.0, 700.0))
    QApplication.processEvents()
    over.removeEventFilter(recorder)
    assert any(QRegion(lens).subtracted(region).isEmpty() for region in repainted)


def test_the_wheel_makes_the_light_one_size_in_both_windows(presenter, window):
    press(presenter, KEY.Key_K)
    window.session.talk.set_pointer((400.0, 400.0))
    turn_wheel(presenter.console.current_slide_view.overlay, QPoint(50, 50), 240)
    QApplication.processEvents()
    scales = {
        layers.overlay.painted[1].scale
        for layers in (presenter.audience.layers, presenter.console.current_slide_view.layers)
    }
    assert len(scales) == 1
    assert scales.pop() > 1.2


@pytest.mark.parametrize(
    ("key", "slide", "is_black"),
    [
        (KEY.Key_PageDown, 2, False),
        (KEY.Key_Right, 2, False),
        (KEY.Key_Space, 2, False),
        (KEY.Key_B, 1, True),
        (KEY.Key_Period, 1, True),
    ],
)
def test_a_clickers_keys_go_through_an_open_menu(presenter, window, key, slide, is_black):
    QTest.mouseClick(presenter.console.screen_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, PassingMenu)
    QTest.keyClick(menu, key)
    assert QApplication.activePopupWidget() is None
    talk, position = window.session.talk, window.session.navigator.position
    assert number_of(window.session.story, position) == slide
    assert (talk.blank == "black") == is_black


def test_digits_go_through_an_open_menu_and_arrows_choose_in_it(presenter, window):
    QTest.mouseClick(presenter.console.screen_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(QApplication.activePopupWidget(), KEY.Key_3)
    assert presenter.commands.digits == "3"
    press(presenter, KEY.Key_Return)
    assert number_of(window.session.story, window.session.navigator.position) == 3
    QTest.mouseClick(presenter.console.screen_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, KEY.Key_Down)
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, KEY.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert window.talks.presenter is presenter
    assert number_of(window.session.story, window.session.navigator.position) == 3
