"""A story saved as another file takes along what it shows, and its history."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.reloading import reload_file

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_story_saved_elsewhere_takes_its_pictures_along_and_goes_on_there(
    window, typing, file, tmp_path, monkeypatch, qtbot
):
    old = file.read_bytes()
    goal = tmp_path / "new" / "other"
    goal.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(goal), ""))
    window.session.navigator.go_to_slide("quote")
    QTest.keyClicks(typing.editor, "#here")
    QTest.keyClick(typing.editor, KEY.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    goal = goal.with_suffix(".toml")
    qtbot.waitUntil(lambda: window.session.path == goal, timeout=30_000)
    assert goal.read_text("utf-8") == typing.text() == old.decode() + "#here"
    assert (goal.parent / "bridge.svg").is_file()
    assert file.read_bytes() == old
    assert window.session.navigator.position.slide_id == "quote"
    assert not window.session.document.dirty


def test_saving_elsewhere_keeps_the_history_and_the_file_that_it_replaces(
    window, typing, file, tmp_path_factory, qtbot
):
    before = typing.text()
    QTest.keyClicks(typing.editor, "#here")
    goal = tmp_path_factory.mktemp("elsewhere") / "content.toml"
    goal.write_text("older = 1\n", "utf-8")
    (goal.parent / "bridge.svg").write_text("another picture", "utf-8")
    window.story_file.save_as(goal)
    qtbot.waitUntil(lambda: window.session.path == goal, timeout=30_000)
    assert window.session.worker.wait(20)
    assert window.session.story.folder == str(goal.parent)
    document = window.session.document
    kept = [document.versions.read_version(version) for version in document.versions.list_versions(goal)]
    assert kept == [typing.text(), "older = 1\n"]
    assert (goal.parent / "bridge.svg").read_text("utf-8") == "another picture"
    assert 'image = "bridge-2.svg"' in typing.text()
    assert "bridge.svg → bridge-2.svg" in window.workbench.notifications.bars["said"].message_label.text()
    assert not [problem for problem in window.session.problems if problem.severity == "error"]
    document.undo()
    document.undo()
    assert document.text == before
    goal.write_text(goal.read_text("utf-8") + "# from elsewhere\n", "utf-8")
    reload_file(window.session)
    assert document.text == before + "# from elsewhere\n" or document.conflict is not None
    document.discard_changes()


def test_what_cannot_be_saved_elsewhere_says_so_and_stays(window, typing, file, tmp_path, qtbot):
    QTest.keyClicks(typing.editor, "#here")
    window.story_file.save_as(tmp_path / "nowhere" / "other.toml")
    said = window.workbench.notifications.bars["said"].message_label
    qtbot.waitUntil(lambda: "nowhere" in said.text(), timeout=30_000)
    assert window.session.path == file
    assert window.session.document.dirty


def test_a_vanished_folder_says_so_and_the_text_can_go_elsewhere(window, typing, file, tmp_path_factory, qtbot):
    QTest.keyClicks(typing.editor, "#here")
    gone = file.parent.with_name(f"{file.parent.name}-gone")
    file.parent.rename(gone)
    window.workbench.bindings.actions["save"].trigger()
    assert "no longer there" in window.workbench.notifications.bars["save"].message_label.text()
    assert window.session.document.dirty
    goal = tmp_path_factory.mktemp("elsewhere") / "content.toml"
    goal.write_text("something older\n", "utf-8")
    window.story_file.save_as(goal)
    qtbot.waitUntil(lambda: window.session.path == goal, timeout=30_000)
    assert goal.read_text("utf-8").endswith("#here")
    gone.rename(file.parent)


def test_what_is_typed_while_the_copy_is_saved_stays_and_is_unsaved(
    window, typing, file, tmp_path_factory, monkeypatch, qtbot
):
    from desktop.story.storage import linked_files

    go_on, copy_companions = threading.Event(), linked_files.copy_companions

    def slow(*given):
        assert threading.current_thread() is not threading.main_thread()
        assert go_on.wait(60)
        return copy_companions(*given)

    monkeypatch.setattr(linked_files, "copy_companions", slow)
    monkeypatch.setattr("desktop.session.disk_timeouts.ACTION_S", 0.0)
    goal = tmp_path_factory.mktemp("elsewhere") / "content.toml"
    (goal.parent / "bridge.svg").write_text("another picture", "utf-8")
    window.story_file.save_as(goal)
    QTest.keyClicks(typing.editor, "#late")
    go_on.set()
    qtbot.waitUntil(lambda: window.session.path == goal, timeout=30_000)
    document = window.session.document
    assert document.dirty
    assert "#late" in document.text
    assert "#late" not in goal.read_text("utf-8")
    assert 'image = "bridge-2.svg"' in document.text
    document.discard_changes()


def test_the_word_that_a_text_was_not_saved_goes_when_it_is(window, file):
    document, bars = window.session.document, window.workbench.notifications.bars
    away = file.rename(file.with_name("away.toml"))
    file.mkdir()
    document.replace_text(document.text + "# more\n")
    assert not window.story_file.save()
    assert "was not saved" in bars["save"].message_label.text()
    file.rmdir()
    away.rename(file)
    assert window.story_file.save()
    assert "save" not in bars


def test_a_field_that_was_opened_meanwhile_writes_into_the_copy(window, file):
    window.session.navigator.go_to_slide("statement")
    editing = window.workbench.editors.slide_editing
    zone = next(zone for zone in window.slide_view.frame().zones if zone.kind == "text" and "title" in zone.path)
    assert editing.edit_text_at(zone)
    editing.field.selectAll()
    QTest.keyClicks(editing.field, "Written in the copy")
    goal = file.with_name("copy.toml")
    window.story_file.save_as(goal)  # a slow disk has just written it
    assert window.session.path == goal
    assert editing.field is not None
    QTest.keyClick(editing.field, KEY.Key_Return)
    assert editing.field is None
    assert window.story_file.save()
    assert "Written in the copy" in goal.read_text("utf-8")
    assert "Written in the copy" not in file.read_text("utf-8")
