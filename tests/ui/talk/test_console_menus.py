"""Menus that are open on the console while the keys of a talk come."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QToolButton, QWidget

from desktop.session.position import number_of
from desktop.ui.widgets.keys.passing_menu import PassingMenu
from tests.ui.talk.console_helpers import KEY, SHIFT, box, press


def number(window) -> int:
    return number_of(window.session.story, window.session.navigator.position)


def right_click(widget: QWidget) -> QWidget | None:
    """Return the menu that a right click opens on a widget."""
    place = widget.rect().center()
    QApplication.sendEvent(
        widget,
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place), Qt.KeyboardModifier(0)),
    )
    return QApplication.activePopupWidget()


def places_of_menus(presenter, name: str) -> QWidget:
    console = presenter.console
    if name == "notes":
        return console.notes_pane.viewport()
    if name == "written notes":
        console.console_notes.begin()
        return console.console_notes.editor.box.viewport()
    if name == "sources":
        presenter.commands.run("sources")
        return box(presenter).browser.viewport()
    press(presenter, KEY.Key_T)
    finder = console.current_slide_view.timeline_overlay.timeline_view.finder
    finder.open()
    return finder.search_box.query_field


@pytest.mark.parametrize("name", ["notes", "written notes", "sources", "search"])
def test_a_clicker_goes_on_while_a_context_menu_is_open(presenter, window, name):
    menu = right_click(places_of_menus(presenter, name))
    assert isinstance(menu, PassingMenu)
    assert menu.actions()
    QTest.keyClick(menu, KEY.Key_PageDown)
    assert QApplication.activePopupWidget() is None
    assert number(window) == 2


def test_no_scroll_bar_of_the_console_opens_a_menu(presenter):
    press(presenter, KEY.Key_O)
    presenter.console.console_notes.begin()
    for bar in presenter.console.findChildren(QScrollBar):
        menu = right_click(bar)  # one of Qt's own would wait for its end within this call
        assert menu is None or isinstance(menu, PassingMenu)
        if menu is not None:
            menu.close()


def test_a_letter_typed_over_a_menu_goes_into_the_field_that_has_the_focus(presenter, window):
    field = places_of_menus(presenter, "search")
    menu = right_click(field)
    QTest.keyClick(menu, "b")
    assert field.text() == "b"
    assert window.session.talk.blank == ""


@pytest.mark.parametrize(("key", "text"), [(KEY.Key_Period, "."), (KEY.Key_Question, "?")])
def test_a_sign_typed_with_shift_goes_through_a_menu(presenter, window, key, text):
    QTest.mouseClick(presenter.console.screen_button, Qt.MouseButton.LeftButton)
    QApplication.sendEvent(QApplication.activePopupWidget(), QKeyEvent(QEvent.Type.KeyPress, key, SHIFT, text))
    if text == ".":  # as on a French keyboard
        assert window.session.talk.blank == "black"
    else:
        assert box(presenter).popup_id == "keys"


@pytest.mark.parametrize("key", [KEY.Key_Shift, KEY.Key_Control, KEY.Key_CapsLock, KEY.Key_NumLock])
def test_a_key_that_only_changes_others_leaves_a_menu_open(presenter, key):
    menu = right_click(presenter.console.notes_pane.viewport())
    QTest.keyClick(menu, key)
    assert QApplication.activePopupWidget() is menu
    menu.close()


def test_an_arrow_with_shift_keeps_its_own_meaning_over_a_menu(presenter, window):
    window.session.navigator.go_to_number(3)
    QTest.mouseClick(presenter.console.screen_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(QApplication.activePopupWidget(), KEY.Key_Left, SHIFT)
    assert number(window) == 2


def test_a_held_key_that_opened_a_menu_does_not_go_on(presenter, window):
    presenter.console.screen_button.show()  # hidden on one screen
    presenter.console.screen_button.setFocus()
    QTest.keyPress(presenter.console.screen_button, KEY.Key_Return)
    menu = QApplication.activePopupWidget()
    for _ in range(3):
        QApplication.sendEvent(
            QApplication.activePopupWidget() or presenter.console,
            QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True),
        )
    assert QApplication.activePopupWidget() is menu
    assert number(window) == 1
    menu.close()


def test_the_key_that_opened_the_menu_of_a_button_closes_it(presenter):
    places_of_menus(presenter, "search")
    button = presenter.console.findChild(QToolButton, "status")
    button.setFocus()
    opened = []

    def press_again() -> None:
        opened.append(QApplication.activePopupWidget())
        if len(opened) > 1:
            if opened[-1] is not None:  # opened anew, in an event loop within that of the first
                opened[-1].close()
            return
        QTimer.singleShot(0, press_again)
        QTest.keyClick(opened[-1], KEY.Key_Space)

    QTimer.singleShot(0, press_again)
    QTest.keyClick(button, KEY.Key_Space)
    if len(opened) == 1:
        QApplication.processEvents()
    assert opened == [button.menu(), None]


def test_a_menu_goes_with_the_console(presenter):
    menu = right_click(presenter.console.notes_pane.viewport())
    presenter.console.hide()  # as when its screen is unplugged: the menu would stand before the audience
    assert not menu.isVisible()
    assert QApplication.activePopupWidget() is None


def test_the_list_of_screens_closes_when_one_comes_or_goes(presenter):
    QTest.mouseClick(presenter.console.screen_button, Qt.MouseButton.LeftButton)
    assert QApplication.activePopupWidget() is not None
    QApplication.instance().primaryScreenChanged.emit(QApplication.primaryScreen())
    assert QApplication.activePopupWidget() is None
