"""Comments of co-authors are shown beside the slide, written and taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.story.assist.comments import comments_on
from desktop.story.edit.copy_slides import delete_slides


def words_in(box) -> list[list[str]]:
    return [[label.text() for label in row.findChildren(QLabel)] for row in box.rows]


def test_one_is_written_shown_on_its_slide_alone_and_taken_away(window, qtbot, monkeypatch):
    monkeypatch.setenv("USER", "anne")
    window.session.navigator.go_to_slide("quote")
    before, box = window.session.document.text, window.workbench.comments_box
    assert not box.isVisible()
    window.workbench.bindings.actions["comment"].trigger()
    QTest.keyClicks(box.field, "Who said it?")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert [one.words for one in comments_on(window.session.document.text, "quote")] == ["Who said it?"]
    assert words_in(box) == [["@anne", "Who said it?"]]
    assert not box.field.isVisible()
    window.session.navigator.go_to_slide("list")
    qtbot.waitUntil(lambda: not box.isVisible(), timeout=30_000)
    window.session.navigator.go_to_slide("quote")
    qtbot.waitUntil(box.isVisible, timeout=30_000)
    show, done = box.rows[0].findChildren(QPushButton)
    show.click()
    editor = window.workbench.editors.editor
    assert editor.editor.textCursor().block().text() == "# @anne Who said it?"
    done.click()
    assert window.session.document.text == before
    qtbot.waitUntil(lambda: not box.isVisible(), timeout=30_000)


def test_escape_leaves_it_unwritten(window):
    before, box = window.session.document.text, window.workbench.comments_box
    window.workbench.bindings.actions["comment"].trigger()
    QTest.keyClicks(box.field, "no")
    QTest.keyClick(box.field, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert window.session.document.text == before


def begin(window, words: str):
    window.session.navigator.go_to_slide("quote")
    box = window.workbench.comments_box
    window.workbench.bindings.actions["comment"].trigger()
    QTest.keyClicks(box.field, words)
    return box


def written(window) -> list[str]:
    return [one.words for one in comments_on(window.session.document.text, "quote")]


def test_another_slide_writes_a_comment_on_the_slide_where_it_was_typed(window):
    box = begin(window, "Who said it?")
    window.session.navigator.go_to_slide("list")
    assert written(window) == ["Who said it?"]
    assert box.field.isHidden()
    assert box.field.text() == ""


def test_leaving_the_story_writes_a_typed_comment_before_it_asks(window):
    begin(window, "Who said it?")
    window.story_file.about_to_leave.emit()
    assert written(window) == ["Who said it?"]
    assert window.session.document.dirty


def test_a_comment_that_is_being_typed_is_in_the_recovery_copy(window):
    box = begin(window, "Who said it?")
    document = window.session.document
    document.recovery.store()
    assert any("Who said it?" in copy.read_text("utf-8") for copy in document.versions_folder.rglob("unsaved-*.json"))
    assert written(window) == []
    QTest.keyClick(box.field, Qt.Key.Key_Escape)  # it would be asked about


def test_one_is_done_where_it_is_though_lines_above_it_were_just_typed(window, qtbot):
    box = begin(window, "Who said it?")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    document = window.session.document
    typed = "# typed a moment ago\n"
    document.replace_text(typed + document.text)
    text = document.text
    box.rows[0].findChildren(QPushButton)[1].click()  # the box has not looked again yet
    assert written(window) == []
    assert document.text.startswith(typed)
    assert len(text.splitlines()) - len(document.text.splitlines()) == 1


def test_words_on_a_slide_that_is_gone_stay_and_go_to_the_clipboard(window):
    box = begin(window, "Who said it?")
    text = window.session.document.text
    window.session.document.replace_text(delete_slides(text, ("quote",)).apply(text))
    box.write_pending()
    assert box.field.text() == QGuiApplication.clipboard().text() == "Who said it?"
    text, _base = window.session.document._unsaved_state()
    assert text.endswith("\n# Who said it?\n")  # the window may be closed now
    QTest.keyClick(box.field, Qt.Key.Key_Escape)


def test_a_comment_left_over_is_not_written_into_another_story(window, file, tmp_path_factory):
    box = begin(window, "Who said it?")
    box._slide_id = "gone"  # it could not be written
    other = tmp_path_factory.mktemp("other") / "content.toml"
    other.write_bytes(file.read_bytes())
    window.story_file.open(other)
    box._slide_id = "quote"
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert written(window) == []
    assert box.field.text() == "Who said it?"
    QTest.keyClick(box.field, Qt.Key.Key_Escape)


def test_asked_for_again_its_words_are_not_typed_over(window):
    box = begin(window, "Who said")
    window.slide_view.setFocus()
    box.begin()
    QTest.keyClicks(box.field, " it?")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert written(window) == ["Who said it?"]
