"""Whoever types on while the text is merged with another program's loses no key."""

from __future__ import annotations

from PySide6.QtTest import QTest

from desktop.ui.inspector.translation_dialog import TranslationDialog
from tests.reloading import reload_file


def test_keys_typed_while_a_save_finds_another_programs_change_stay(window, typing, file):
    document = window.session.document
    window.file_watch.watch(None)  # a disk that tells of no change
    QTest.keyClicks(typing.editor, "# mine")
    document.flush_input()
    file.write_text(file.read_text("utf-8").replace('id = "statement"', 'id = "statement"\nminutes = 3', 1), "utf-8")
    document.save(0.0)
    QTest.keyClicks(typing.editor, " and more")
    assert typing.has_pending_input
    assert document._writer._worker.wait(30)
    assert typing.text() == document.text
    assert document.text.endswith("# mine and more")
    assert "minutes = 3" in document.text
    assert not document.is_saving


def test_a_menu_of_fixes_closes_when_the_text_is_merged(window, typing, file):
    document = window.session.document
    document.replace_text(document.text.replace('layout = "quote"', 'layout = "quot"'))
    typing.go_to(document.text.index('"quot"') + 2)
    menu = typing.show_fixes()
    file.write_text("# theirs, above\n" + file.read_text("utf-8"), "utf-8")
    reload_file(window.session)
    assert not menu.isVisible()


def test_the_copy_against_a_crash_has_the_keys_of_the_editor_and_the_words_of_a_dialog(window):
    window.workbench.bindings.actions["translate"].trigger()
    window.workbench.bindings.actions["edit_text"].trigger()
    typing = window.workbench.editors.editor
    typing.go_to(len(typing.text()))
    dialog = window.findChild(TranslationDialog)
    QTest.keyClicks(dialog.target_box, "In the dialog ")
    QTest.keyClicks(typing.editor, "# in the editor")
    assert typing.has_pending_input
    text, _base = window.session.document._unsaved_state()
    assert "In the dialog" in text
    assert text.endswith("# in the editor")
