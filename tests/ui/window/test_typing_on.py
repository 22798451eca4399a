"""Whoever types on while the text is merged with another program's loses no key."""

from __future__ import annotations

from PySide6.QtTest import QTest

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
