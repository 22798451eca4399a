"""The list of keys shows each context, and what is searched for alone."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from desktop.ui.dialogs.help_pages import show_shortcut_list


@pytest.fixture
def sheet(window):
    made = show_shortcut_list(window, window.settings)
    yield made
    made.close()


def shown(sheet) -> str:
    return sheet.browser.toPlainText()


def test_it_shows_the_keys_of_each_context(sheet):
    words = shown(sheet)
    for heading in ("In the window", "Presenting", "On the timeline", "In the text editor"):
        assert heading in words
    assert "Ctrl+Shift+S" in words.replace("\u00a0", " ")


def test_a_search_leaves_the_rows_that_have_all_its_words(sheet):
    QTest.keyClicks(sheet.search_field, "inspector")
    assert "F7" in shown(sheet)
    assert "Ctrl+Shift+S" not in shown(sheet)
    assert "Presenting" not in shown(sheet)  # no key of it is left
    sheet.search_field.clear()
    QTest.keyClicks(sheet.search_field, "f7")
    assert "Inspector" in shown(sheet)
    sheet.search_field.setText("inspector xyzzy")
    assert shown(sheet) == "Nothing has all these words"
    sheet.search_field.clear()
    assert "Presenting" in shown(sheet)
