"""The help begins with a guide, is searched, and opens at what somebody is at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.ui.dialogs.help_browser import HelpBrowser
from desktop.ui.window.help_topic import HEADINGS, help_topic


def shown(dialog: HelpBrowser) -> str:
    """Return the heading of the section at the cursor."""
    position = dialog.browser.textCursor().position()
    return [section.title for section in dialog.sections if section.position <= position][-1]


@pytest.fixture
def open_help(window):
    """Return what opens the help by its key."""

    def open_it() -> HelpBrowser:
        window.workbench.bindings.actions["format"].trigger()
        return window.findChildren(HelpBrowser)[-1]

    return open_it


def test_it_begins_with_a_first_story(open_help):
    dialog = open_help()
    assert dialog.sections[0].title == "Your first story in five minutes"
    assert shown(dialog) == dialog.sections[0].title
    assert {"[[slide]]", "[event.ID]"} <= {section.title for section in dialog.sections}


def test_a_search_leaves_the_sections_that_have_all_words(open_help):
    dialog = open_help()
    QTest.keyClicks(dialog.search_field, "spreadsheet cells")
    titles = [dialog.contents.item(row).text() for row in range(dialog.contents.count())]
    assert titles == ["A list from a spreadsheet"]
    QTest.keyClick(dialog.search_field, Qt.Key.Key_Return)
    assert shown(dialog) == "A list from a spreadsheet"
    QTest.keyClicks(dialog.search_field, " xyzzy")
    assert dialog.contents.item(0).flags() == Qt.ItemFlag.NoItemFlags


def test_it_opens_at_what_has_the_focus(window, open_help):
    places = {"deck": window.workbench.deck, "timeline": window.workbench.timeline_pane.create_timeline()}
    QApplication.processEvents()  # the timeline is laid out: hidden, it would take no focus
    for name, widget in places.items():
        widget.setFocus()
        assert help_topic("en", places["deck"], places["timeline"], None) == (HEADINGS(name, "en"), "")
    assert shown(open_help()) == HEADINGS("timeline", "en")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("layout = ", "[[slide]]"),
        ("[[slide.claim]]", "[[slide.claim]]"),
        ("publisher", "[source.ID]"),
        ("languages = ", "[story]"),
    ],
)
def test_in_the_text_it_opens_at_the_table_of_the_cursor(window, open_help, text, heading):
    window.workbench.editors.toggle_editor()
    editor = window.workbench.editors.editor
    editor.go_to(editor.text().index(text) + 2)
    assert shown(open_help()) == heading


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_has_the_headings_that_keys_open_in_every_language(language):
    suffix = "" if language == "en" else f".{language}"
    guide = (paths.help_folder() / f"guide{suffix}.md").read_text("utf-8")
    for name in HEADINGS:
        assert f"## {HEADINGS(name, language)}\n" in guide


def test_no_example_is_about_the_film_of_the_first_story():
    for file in paths.help_folder().glob("*.md"):
        text = file.read_text("utf-8").lower()
        assert not any(word in text for word in ("xiami", "alibaba", "wong kar"))
