"""The whole of editing as a person meets it: from slide to text and back, dangers of saving, recovery, a new story."""

from __future__ import annotations

import errno
import os

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QTextBrowser

from desktop.session import frame_cache, session as session_module
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.storage.new import TEMPLATES, template_title
from desktop.ui.dialogs.new_story import NewStoryDialog

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def typing(window):
    """Return the editor of a window, opened by its key."""
    QTest.keyClick(window.slide_view, KEY.Key_E)
    return window.workbench.editors.editor


def why_not_saved(window) -> str:
    return window.workbench.notifications.bars["save"].message_label.text()


# ------------------------------------------------------------------ from slide to text and back


def test_a_click_on_the_slide_puts_the_cursor_on_its_text(window, typing):
    window.session.navigator.go_to_slide("statement")
    zone = next(zone for zone in window.slide_view.frame().zones if zone.kind == "text" and "title" in zone.path)
    corner, scale = window.slide_view.slide_geometry()
    point = QPoint(round(corner.x() + (zone.x + 30) * scale), round(corner.y() + (zone.y + 26) * scale))
    QTest.mouseClick(window.slide_view, LEFT, pos=point)
    chosen = typing.editor.textCursor().selectedText()
    assert chosen.strip("\"'") == window.session.navigator.slide.title.get(window.session.language)


def test_a_control_click_on_an_id_goes_to_where_it_is_defined(window, typing):
    typing.go_to(typing.text().index('event = "opening"') + len('event = "op'))
    point = typing.editor.cursorRect().center()
    typing.go_to(typing.text().index('event = "opening"'))
    QTest.mouseClick(typing.editor.viewport(), LEFT, CTRL, point)
    assert typing.editor.cursor_offset() == typing.text().index("[event.opening]")


def test_a_key_costs_one_reading_and_the_layout_of_its_slide(window, typing, qtbot, monkeypatch):
    read, laid_out = [], []

    def counting(module, name, done):
        function = getattr(module, name)

        def count(one, *arguments, **options):
            done.append(one)
            return function(one, *arguments, **options)

        monkeypatch.setattr(module, name, count)

    session = window.session
    session.navigator.go_to_slide("statement")
    typing.go_to_key_path((*session.navigator.slide.path, "title", session.language))
    QTest.keyClick(typing.editor, KEY.Key_Left)
    QTest.keyClick(typing.editor, KEY.Key_Right)
    QTest.keyClicks(typing.editor, "N")  # the frames of all other slides are there after this
    qtbot.waitUntil(lambda: session.navigator.slide.title.get(session.language).startswith("N"), timeout=30_000)
    qtbot.waitUntil(lambda: not typing.has_pending_input, timeout=30_000)
    window.workbench.deck.grab()
    counting(session_module, "load_text", read)
    counting(frame_cache, "layout", laid_out)
    QTest.keyClicks(typing.editor, "e")
    qtbot.waitUntil(lambda: session.navigator.slide.title.get(session.language).startswith("Ne"), timeout=30_000)
    window.slide_view.grab()
    window.workbench.deck.grab()
    assert len(read) == 1
    assert [slide.id for slide in laid_out] == ["statement"]


def test_a_text_that_stays_broken_is_told_until_it_is_mended(window, typing, qtbot):
    bars = window.workbench.notifications.bars
    typing.go_to(typing.text().index('id = "quote"'))
    QTest.keyClicks(typing.editor, "= [ ")
    qtbot.waitUntil(lambda: "stale" in bars, timeout=30_000)
    assert bars["stale"].message_label.text() == "content.toml cannot be read: the last good version is shown"
    bars["stale"].buttons[0].click()
    assert "stale" not in bars
    assert typing.editor.hasFocus()
    assert typing.editor.textCursor().block().text().startswith("= [")
    typing.go_to(typing.text().index('id = "quote"'))
    for _ in range(4):
        QTest.keyClick(typing.editor, KEY.Key_Backspace)
    qtbot.waitUntil(lambda: not window.session.is_unreadable, timeout=30_000)
    typing.go_to(typing.text().index('id = "quote"'))
    QTest.keyClicks(typing.editor, "= ")
    qtbot.waitUntil(lambda: "stale" in bars, timeout=30_000)
    QTest.keyClick(typing.editor, KEY.Key_Backspace)
    QTest.keyClick(typing.editor, KEY.Key_Backspace)
    qtbot.waitUntil(lambda: not window.session.is_unreadable, timeout=30_000)
    assert "stale" not in bars


def test_the_slide_follows_the_cursor_and_its_last_good_picture_stays_while_the_text_is_broken(window, typing, qtbot):
    typing.go_to(typing.text().index('id = "quote"'))
    qtbot.waitUntil(lambda: window.session.navigator.position.slide_id == "quote", timeout=30_000)
    frame = window.slide_view.frame()
    QTest.keyClicks(typing.editor, "= [ ")
    qtbot.waitUntil(lambda: window.session.is_unreadable, timeout=30_000)
    assert window.slide_view.frame() == frame
    assert window.workbench.status.state_label.text().endswith("the last good version is shown")
    QTest.keyClick(typing.editor, KEY.Key_F8)
    assert typing.editor.textCursor().block().text().lstrip().startswith("= [")


def test_f8_opens_the_text_at_the_first_problem(window):
    window.session.set_typed_text(window.session.document.text.replace('layout = "quote"', 'layout = "quot"'))
    window.session.reparse()
    QTest.keyClick(window.slide_view, KEY.Key_F8)
    editor = window.workbench.editors.editor
    assert editor.isVisible()
    assert editor.editor.textCursor().block().text() == 'layout = "quot"'
    menu = editor.show_fixes()
    menu.actions()[0].trigger()
    menu.close()
    assert 'layout = "quote"' in window.session.document.text
    assert not window.session.problems


# ------------------------------------------------------------------ dangers of saving


def test_a_write_protected_file_says_so_and_nothing_is_lost(window, typing, file):
    before = file.read_bytes()
    file.chmod(0o444)
    typing.go_to(0)
    QTest.keyClicks(typing.editor, "#x ")
    QTest.keyClick(typing.editor, KEY.Key_S, CTRL)
    assert "write-protected" in why_not_saved(window)
    assert file.read_bytes() == before
    assert typing.text().startswith("#x ")
    file.chmod(0o644)
    QTest.keyClick(typing.editor, KEY.Key_S, CTRL)
    assert file.read_bytes() == b"#x " + before


def test_a_full_disk_says_so_and_nothing_is_lost(window, typing, file, monkeypatch):
    before, write = file.read_bytes(), os.write

    def full(descriptor: int, data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    typing.go_to(0)
    QTest.keyClicks(typing.editor, "#x ")
    monkeypatch.setattr(os, "write", full)
    QTest.keyClick(typing.editor, KEY.Key_S, CTRL)
    monkeypatch.setattr(os, "write", write)
    assert "disk is full" in why_not_saved(window)
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir() if "part" in one.name] == []
    assert window.session.document.dirty


def test_what_was_not_saved_is_offered_after_a_crash(qtbot, qapp, window, typing, file):
    from desktop.ui.app.app import build_window

    before = file.read_bytes()
    typing.go_to(0)
    QTest.keyClicks(typing.editor, "#x ")
    window.session.document.recovery.store()
    window.session.document.recovery.move(None)  # as good as dead: it neither saves nor lets go
    after = build_window(qapp)
    qtbot.addWidget(after, before_close_func=lambda _: after.session.document.discard_changes())
    after.build_workbench()
    after.story_file.open(file)
    qtbot.waitUntil(lambda: "recovery" in after.workbench.notifications.bars, timeout=30_000)
    assert after.session.document.text.encode() == before
    QTest.mouseClick(after.workbench.notifications.bars["recovery"].buttons[0], LEFT)
    assert after.session.document.text.startswith("#x ")
    assert after.workbench.bindings.actions["undo"].text() == "Undo: recovered changes"
    assert file.read_bytes() == before
    after.file_watch.watch(None)
    after.session.document.discard_changes()
    after.session.document.close()


# ------------------------------------------------------------------ new stories, help, pictures


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_story_is_made_by_its_dialog_and_opened(window, tmp_path, kind, language):
    window.workbench.bindings.actions["new"].trigger()
    dialog = next(one for one in window.findChildren(NewStoryDialog) if one.isVisible())
    dialog.folder_field.selectAll()
    QTest.keyClicks(dialog.folder_field, str(tmp_path / "mine"))
    dialog.template_box.setCurrentText(template_title(kind, "en"))
    dialog.language_box.setCurrentIndex(["en", "fr"].index(language))
    QTest.keyClick(dialog.folder_field, KEY.Key_Return)
    assert window.session.path == tmp_path / "mine" / "content.toml"
    assert window.session.story.slides
    assert window.session.language == language
    assert not window.session.problems


def test_f1_shows_every_key_of_the_format(window):
    QTest.keyClick(window.slide_view, KEY.Key_F1)
    page = next(one for one in window.findChildren(QDialog) if one.isVisible()).findChild(QTextBrowser).toPlainText()
    keys = {field.key for table in TABLES_BY_NAME.values() for field in table.fields}
    assert len(keys) > 60
    assert [key for key in keys if key not in page] == []


def test_a_text_grows_the_field_it_is_written_in(window):
    window.session.navigator.go_to_slide("statement")
    zone = next(zone for zone in window.slide_view.frame().zones if zone.kind == "text" and "title" in zone.path)
    assert window.workbench.editors.slide_editing.edit_text_at(zone)
    field = window.workbench.editors.slide_editing.field
    before = field.height()
    QTest.keyClicks(field, "many words " * 30)
    assert before < field.height() <= window.slide_view.height()
    QTest.keyClick(field, KEY.Key_Escape)


# ------------------------------------------------------------------ the file and its copies


def state(window) -> str:
    return window.workbench.status.state_label.text()


def test_the_foot_says_whether_the_text_is_saved(window, typing):
    assert "read at" in state(window)
    typing.go_to(0)
    QTest.keyClicks(typing.editor, "#x ")
    typing.flush()
    assert state(window) == "● content.toml is not saved"
    QTest.keyClick(typing.editor, KEY.Key_S, CTRL)
    assert "saved at" in state(window)


def test_a_file_deleted_elsewhere_is_told_and_can_be_saved_again(window, file, qtbot):
    text = file.read_text("utf-8")
    file.unlink()
    qtbot.waitUntil(lambda: "file" in window.workbench.notifications.bars, timeout=30_000)
    bar = window.workbench.notifications.bars["file"]
    assert "deleted by another program" in bar.message_label.text()
    assert state(window) == "● content.toml is gone"
    assert window.windowTitle().startswith("•")  # closing asks
    QTest.mouseClick(bar.buttons[0], LEFT)
    assert file.read_text("utf-8") == text
    assert "file" not in window.workbench.notifications.bars


def test_that_nothing_can_be_kept_is_told_once(window, typing, monkeypatch):
    def full(descriptor: int, data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    typing.go_to(0)
    for _ in range(2):
        QTest.keyClicks(typing.editor, "#x ")
        window.session.document.recovery.store()
    bar = window.workbench.notifications.bars["storage recovery"]
    assert "the disk is full" in bar.message_label.text()
    QTest.mouseClick(bar.buttons[0], LEFT)
    QTest.keyClicks(typing.editor, "#x ")
    window.session.document.recovery.store()
    assert "storage recovery" not in window.workbench.notifications.bars
