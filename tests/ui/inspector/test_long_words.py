"""Words that are too long for a field of the inspector are shown cut, and nothing is written over them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.story.edit.edit import set_value
from desktop.story.edit.fields import data_at
from desktop.ui.inspector.text_editors import WordsBox, displayable

PLACE = ("slide", "statement", "text")


def show_text(window, words):
    """Set the text of a slide, and return its row in the inspector."""
    document = window.session.document
    document.apply_edit(set_value(document.text, PLACE, words))
    window.session.navigator.go_to_slide("statement")
    window.workbench.inspector.refresh()
    return window.workbench.inspector.pages["slide"].form.rows["text"]


def write(box, words) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, words)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_a_text_of_usual_length_is_shown_whole():
    words = "A paragraph of a talk. " * 200
    assert displayable(words) == words
    assert displayable("\n".join([words] * 10)) == "\n".join([words] * 10)


def test_each_long_paragraph_is_cut_and_so_is_the_whole():
    assert displayable("a" * 9_000 + "\nb") == "a" * 5_000 + "…\nb"
    assert displayable("a\n" * 40_000) == "a\n" * 25_000 + "…"


def test_words_too_long_for_a_field_are_shown_cut_and_stay_as_they_are(whole_window):
    words = ("word " * 4_000).strip()
    row = show_text(whole_window, words)
    box = row.editor.box
    assert box.words() == displayable(words)
    assert "Too long for this field" in row.message_label.text()
    write(box, "shorter")
    row.editor.write_pending()
    assert data_at(whole_window.session.document.text, PLACE) == words


def test_a_field_can_be_written_again_when_its_words_are_short(whole_window):
    show_text(whole_window, "word " * 4_000)
    row = show_text(whole_window, "Short")
    assert row.message_label.text() == ""
    write(row.editor.box, "Shorter")
    row.editor.write_pending()
    assert data_at(whole_window.session.document.text, PLACE)["fr"] == "Shorter"


def test_a_box_to_read_only_stays_so_and_enter_writes_nothing_into_it(qtbot):
    box = WordsBox(has_lines=True)
    qtbot.addWidget(box)
    box.setReadOnly(True)
    for words in ("x" * 9_000, "one"):
        box.set_words(words)
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert box.isReadOnly()
        assert box.words() == displayable(words)
