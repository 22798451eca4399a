"""Two languages side by side: what is missing is marked, written, and the next one follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.story.assist.translations import next_missing, translated_texts
from desktop.story.edit.edit import EditError, delete
from desktop.story.edit.fields import data_at
from desktop.ui.inspector.translation_dialog import TranslationDialog
from desktop.ui.widgets.story_dialog import StoryDialog

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
MISSING = (("slide", "statement", "title"), ("event", "fair", "title"))


@pytest.fixture
def dialog(window, qtbot):
    """Return the dialog over a story in which two English texts are missing."""
    for path in MISSING:
        document = window.session.document
        document.apply_edit(delete(document.text, (*path, "en")))
    window.workbench.bindings.actions["translate"].trigger()
    return window.findChild(TranslationDialog)


def test_all_texts_are_found_wherever_they_stand(stories):
    texts = translated_texts((stories / "layouts.toml").read_text("utf-8"))
    paths = [one.path for one in texts]
    assert ("story", "title") in paths
    assert any("claim" in path for path in paths)
    assert any("item" in path or "items" in path for path in paths)
    assert len(paths) == len(set(paths))
    assert next_missing(texts, "en", 0) == -1
    assert translated_texts("[broken") == []


def test_the_first_missing_text_is_shown_with_its_original(window, dialog):
    assert dialog.target_language == "en"
    assert sum(one.is_missing("en") for one in dialog.texts) == 2
    assert dialog.source_box.words()
    assert not dialog.target_box.words()


def test_words_are_written_and_the_next_missing_text_follows_until_none_is(window, dialog):
    french = {path: data_at(window.session.document.text, path)["fr"] for path in MISSING}
    for words in ("first", "second"):
        dialog.target_box.setFocus()
        QTest.keyClicks(dialog.target_box, words)
        QTest.keyClick(dialog.target_box, KEY.Key_Return, CONTROL)
    written = {data_at(window.session.document.text, path)["en"] for path in MISSING}
    assert written == {"first", "second"}
    assert {path: data_at(window.session.document.text, path)["fr"] for path in MISSING} == french
    assert dialog.count_label.text() == "Nothing is missing"
    window.workbench.undoing.undo()
    assert sum(one.is_missing("en") for one in translated_texts(window.session.document.text)) == 1


def test_closing_writes_what_was_typed(window, dialog):
    path = dialog._current_path()
    dialog.target_box.setFocus()
    QTest.keyClicks(dialog.target_box, "kept")
    dialog.close()
    assert data_at(window.session.document.text, path)["en"] == "kept"


def test_the_list_shows_only_what_is_missing_when_asked(dialog):
    dialog.only_missing.setChecked(True)
    assert {one.path for one in dialog.texts} == set(MISSING)


def test_the_hint_about_a_broken_text_goes_with_the_error_while_somebody_writes(window, dialog):
    session, whole = window.session, window.session.document.text
    session.document.replace_text(f"{whole}\nbroken")
    assert "error" in dialog.hint_label.text()
    QTest.keyClicks(dialog.target_box, "words")
    session.document.replace_text(whole)
    assert not dialog.hint_label.text()
    assert dialog.target_box.words() == "words"
    dialog.write_pending()
    assert "words" in session.document.text


def test_another_original_is_shown_while_somebody_writes(window, dialog):
    french = dialog.source_box.words()
    QTest.keyClicks(dialog.target_box, "words")
    place = dialog.source_choice.findData("en")
    dialog.source_choice.setCurrentIndex(place)
    dialog.source_choice.activated.emit(place)
    assert dialog.source_box.words() != french
    assert dialog.target_box.words() == "words"


def test_words_without_a_place_go_to_the_clipboard(window, dialog, monkeypatch):
    QTest.keyClicks(dialog.target_box, "without a place")
    monkeypatch.setattr(dialog._place, "write", _refuse)
    dialog.write_pending()
    assert QGuiApplication.clipboard().text() == "without a place"
    assert dialog.hint_label.text()


def _refuse(_words):
    raise EditError("nowhere")


def test_another_story_closes_the_dialogs_about_the_one_before(window, dialog, file, qtbot, tmp_path_factory, stories):
    window.workbench.bindings.actions["versions"].trigger()
    assert len([one for one in window.findChildren(StoryDialog) if one.isVisible()]) == 2
    QTest.keyClicks(dialog.target_box, "kept")
    path = dialog._current_path()
    window.workbench.editors.flush_input()
    window.story_file.save()
    other = tmp_path_factory.mktemp("other") / "content.toml"
    other.write_bytes((stories / "ready.toml").read_bytes())
    window.story_file.open(other)
    assert not [one for one in window.findChildren(StoryDialog) if one.isVisible()]
    assert data_at(file.read_text("utf-8"), path)["en"] == "kept"


def test_whoever_types_on_after_a_save_that_typesets_the_words_stays_in_their_place(window, dialog):
    dialog.activateWindow()
    dialog.target_box.setFocus()
    QTest.keyClicks(dialog.target_box, "It's said")
    window.session.document.save()
    assert dialog.target_box.words() == "It’s said"
    QTest.keyClicks(dialog.target_box, " twice")
    dialog.write_pending()
    assert "It’s said twice" in window.session.document.text
