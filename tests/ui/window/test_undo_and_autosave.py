"""Undo goes to what it undid and says so; another program's change is asked about; saving by itself is safe."""

from __future__ import annotations

import errno
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.story.edit.edit import set_text
from tests.reloading import reload_file

LEFT = Qt.MouseButton.LeftButton


def retitle(window, slide: str, words: str) -> None:
    text = window.session.document.text
    window.session.document.apply_edit(set_text(text, ("slide", slide, "title"), "fr", words, ("fr", "en")))


def undo(window) -> None:
    window.workbench.bindings.actions["undo"].trigger()


def foot(window) -> str:
    return window.workbench.status.state_label.text()


def shown(window) -> str:
    return window.session.navigator.position.slide_id


# ------------------------------------------------------------------ undo


def test_undo_and_redo_go_to_the_slide_they_change_and_say_what_it_was(window):
    window.session.navigator.go_to_slide("statement")
    retitle(window, "statement", "Autrement")
    window.session.navigator.go_to_slide("closing")
    undo(window)
    assert shown(window) == "statement"
    assert foot(window).startswith("Undone: write in")
    window.session.navigator.go_to_slide("closing")
    window.workbench.bindings.actions["redo"].trigger()
    assert shown(window) == "statement"
    assert foot(window).startswith("Redone: write in")


def test_undoing_the_deletion_of_a_slide_shows_it(window):
    window.workbench.editors.slides.delete(("quote",))
    window.session.navigator.first()
    undo(window)
    assert shown(window) == "quote"


def test_the_cursor_of_the_editor_goes_along(window):
    window.workbench.editors.toggle_editor()
    editor = window.workbench.editors.editor
    retitle(window, "statement", "Autrement")
    editor.go_to(0)
    undo(window)
    cursor = editor.editor.textCursor()
    assert "title" in cursor.block().text()
    assert shown(window) == "statement"


def test_another_program_s_change_is_not_taken_back_unasked(window, file):
    retitle(window, "statement", "Autrement")
    before = window.session.document.text
    theirs = file.read_text("utf-8").replace("Le maire", "La mairesse")
    file.write_text(theirs, "utf-8")
    reload_file(window.session)
    merged = window.session.document.text
    assert merged != before
    undo(window)
    assert window.session.document.text == merged
    bar = window.workbench.notifications.bars["merge"]
    assert "another program" in bar.message_label.text()
    QTest.mouseClick(bar.buttons[1], LEFT)
    assert window.session.document.text == merged
    undo(window)
    QTest.mouseClick(window.workbench.notifications.bars["merge"].buttons[0], LEFT)
    assert window.session.document.text == before
    undo(window)  # an own step again
    assert not window.workbench.notifications.bars.get("merge")


# ------------------------------------------------------------------ saving by itself


@pytest.fixture
def autosave(window):
    """Return what saves by itself, chosen in the menu."""
    assert not window.settings.saves_by_itself  # not before it is chosen
    window.workbench.bindings.actions["autosave"].trigger()
    assert window.settings.saves_by_itself
    return window.workbench.autosave


def test_nothing_is_saved_by_itself_unless_that_is_chosen(window, file):
    before = file.read_bytes()
    retitle(window, "statement", "Autrement")
    assert not window.workbench.autosave._timer.isActive()
    window.workbench.autosave.save_if_safe()
    assert file.read_bytes() == before


def test_a_pause_saves(window, autosave, file, qtbot):
    retitle(window, "statement", "Autrement")
    qtbot.waitUntil(lambda: "Autrement" in file.read_text("utf-8"), timeout=30_000)
    assert not window.session.document.dirty


def test_a_text_in_the_middle_of_typing_is_not_saved(window, autosave, file):
    before = file.read_bytes()
    window.session.set_typed_text(window.session.document.text + '\nx = "half')
    window.session.reparse()
    autosave.save_if_safe()
    assert file.read_bytes() == before


def test_a_file_that_is_gone_or_changed_on_both_sides_waits_for_a_person(window, autosave, file, qtbot):
    retitle(window, "statement", "Moi")
    text = file.read_text("utf-8")
    theirs = set_text(text, ("slide", "statement", "title"), "fr", "Eux", ("fr", "en")).apply(text)
    file.write_text(theirs, "utf-8")
    reload_file(window.session)
    autosave.save_if_safe()
    assert file.read_text("utf-8") == theirs
    file.unlink()
    reload_file(window.session)
    qtbot.waitUntil(lambda: window.session.document.file_state.problem == "missing", timeout=30_000)
    autosave.save_if_safe()
    assert not file.exists()


def test_an_error_is_told_once_and_saving_left_to_the_person(window, autosave, file, monkeypatch):
    tries = []

    def full(_descriptor: int, _data: object) -> int:
        tries.append(True)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    retitle(window, "statement", "Autrement")
    write = os.write
    monkeypatch.setattr(os, "write", full)
    autosave.save_if_safe()
    assert "disk is full" in window.workbench.notifications.bars["save"].message_label.text()
    count = len(tries)
    autosave.save_if_safe()
    assert len(tries) == count
    monkeypatch.setattr(os, "write", write)
    assert window.story_file.save()
    retitle(window, "statement", "Encore")
    autosave.save_if_safe()
    assert "Encore" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("missing", "is gone"),
        ("folder_missing", "is gone"),
        ("empty", "is empty"),
        ("folder", "is no longer a file"),
        ("special", "is no longer a file"),
        ("large", "the last good version is shown"),
    ],
)
def test_the_foot_says_what_became_of_the_file(window, problem, words):
    state = window.session.document.file_state
    state.problem = problem
    state.problem_changed.emit()
    assert foot(window).endswith(words)
