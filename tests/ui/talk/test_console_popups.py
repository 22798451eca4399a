"""The boxes over the console: go to, overview, sources, keys."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.render import theme as themes
from desktop.session.position import Position
from desktop.story.edit.edit import add_table
from desktop.ui.talk.popups import GoToPopup, OverviewPopup, TextPopup
from tests.ui.talk.console_helpers import ALT, KEY, box, press


def test_go_to_finds_previews_and_goes(presenter, window):
    press(presenter, KEY.Key_G)
    found = box(presenter)
    assert isinstance(found, GoToPopup)
    QTest.keyClicks(found.search_field, "quote")
    assert found.preview is not None
    meant = found.preview.position.slide_id
    assert meant != "title"
    assert presenter.audience.slide_view.position == Position("title")  # the preview is the speaker's alone
    QTest.keyClick(found.search_field, KEY.Key_Return)
    assert window.session.navigator.position.slide_id == meant
    assert box(presenter) is None
    press(presenter, KEY.Key_Left, modifier=ALT)
    assert window.session.navigator.position.slide_id == "title"
    press(presenter, KEY.Key_Right, modifier=ALT)
    assert window.session.navigator.position.slide_id == meant


def test_what_is_typed_goes_into_a_box_that_was_asked_for_on_the_audiences_window(presenter, window, qapp, qtbot):
    presenter.audience.activateWindow()
    qtbot.waitUntil(presenter.audience.isActiveWindow, timeout=30_000)
    QTest.keyClick(presenter.audience, KEY.Key_G)
    qtbot.waitUntil(presenter.console.isActiveWindow, timeout=10_000)
    QTest.keyClicks(qapp.focusWidget(), "b")
    assert box(presenter).search_field.text() == "b"
    assert window.session.talk.blank == ""
    presenter.audience.activateWindow()
    qtbot.waitUntil(presenter.audience.isActiveWindow, timeout=30_000)
    QTest.keyClick(presenter.audience, KEY.Key_O)
    qtbot.waitUntil(presenter.console.isActiveWindow, timeout=10_000)
    QTest.keyClick(qapp.focusWidget(), KEY.Key_Right)
    assert isinstance(box(presenter), OverviewPopup)
    assert window.session.navigator.position == Position("title")


def test_a_bookmark_in_go_to_has_no_picture_of_a_slide(presenter, window):
    bookmark = '[bookmark.opening]\ntitle = "The opening"\nwindow = "1889/1891"\n'
    window.session.document.apply_edit(add_table(window.session.document.text, "bookmark", "opening", bookmark))
    assert [one.id for one in window.session.story.bookmarks] == ["opening"]
    press(presenter, KEY.Key_G)
    found = box(presenter)
    QTest.keyClicks(found.search_field, "opening")
    width = found.result_list.width()
    while found.result_list.currentItem().text() != "⚑   The opening":
        assert found.preview.isVisible()
        QTest.keyClick(found.search_field, KEY.Key_Down)
    assert not found.preview.isVisible()
    assert found.result_list.width() == width


def test_letters_typed_into_a_box_are_no_keys_of_the_talk(presenter, window):
    press(presenter, KEY.Key_G)
    found = box(presenter)
    QTest.keyClicks(found.search_field, "bwlxs o.")
    assert window.session.talk.blank == ""
    assert window.session.talk.tool == ""
    QTest.keyClick(found.search_field, KEY.Key_Escape)
    assert box(presenter) is None
    assert window.talks.presenter is presenter


def test_the_overview_goes_by_arrows_and_enter(presenter, window):
    press(presenter, KEY.Key_O)
    found = box(presenter)
    assert isinstance(found, OverviewPopup)
    QTest.keyClick(found.grid, KEY.Key_Right)
    QTest.keyClick(found.grid, KEY.Key_Right)
    QTest.keyClick(found.grid, KEY.Key_Return)
    assert window.session.navigator.position.slide_id == "event"
    assert box(presenter) is None


def test_the_overview_closes_by_the_key_that_was_chosen_for_it(presenter, window):
    window.settings.set_keys("overview", ["V"])
    presenter.commands.run("overview")
    QTest.keyClick(box(presenter).grid, KEY.Key_O)
    assert isinstance(box(presenter), OverviewPopup)
    QTest.keyClick(box(presenter).grid, KEY.Key_V)
    assert box(presenter) is None


def test_sources_and_keys_are_for_the_console_alone(presenter, window):
    window.session.navigator.go_to_slide("event")
    for key in (KEY.Key_Q, KEY.Key_Question):
        before = presenter.audience.grab().toImage()
        press(presenter, key)
        found = box(presenter)
        assert isinstance(found, TextPopup)
        assert found.browser.toPlainText().strip()
        assert presenter.audience.grab().toImage() == before
        press(presenter, KEY.Key_Escape)
        assert box(presenter) is None


def test_the_open_sources_follow_the_slide(presenter, window):
    window.session.navigator.go_to_slide("event")
    press(presenter, KEY.Key_Q)
    before = box(presenter).browser.toPlainText()
    press(presenter, KEY.Key_Home)
    assert box(presenter).browser.toPlainText() != before


def test_the_cursor_of_the_overview_can_be_seen(presenter, window, qtbot):
    press(presenter, KEY.Key_O)
    grid = box(presenter).grid
    row = grid.currentIndex().row()

    def gold_pixels(index: int) -> int:
        image = grid.viewport().grab(grid.visualRect(grid.deck_model.index(index))).toImage()
        colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        gold = QColor(themes.theme(window.session.story.theme).gold)
        return sum(color == gold for color in colors)

    assert gold_pixels(row + 1) == 0
    QTest.keyClick(grid, KEY.Key_Right)
    assert grid.currentIndex().row() == row + 1
    assert gold_pixels(row + 1) > 100


def test_page_keys_move_in_the_list_of_go_to(presenter, window):
    press(presenter, KEY.Key_G)
    popup = box(presenter)
    QTest.keyClick(popup.search_field, KEY.Key_PageDown)
    there = popup.result_list.currentRow()
    assert there > 1
    QTest.keyClick(popup.search_field, KEY.Key_PageUp)
    assert popup.result_list.currentRow() < there
    press(presenter, KEY.Key_Escape)
