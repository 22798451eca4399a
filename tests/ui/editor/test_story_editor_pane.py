"""The editor of a session, driven by real keys: text and picture follow each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.session.settings import Settings
from desktop.ui.editor.story_editor_pane import StoryEditorPane
from tests.reloading import reload_file

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(qtbot, session, file):
    session.open(file)
    made = StoryEditorPane(session, Settings())
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    made.editor.setFocus()
    return made


def test_it_shows_the_text_of_the_document(pane, session, file):
    assert pane.text() == session.document.text == file.read_text("utf-8")
    assert not session.document.dirty


def test_what_is_typed_shows_on_the_slide_and_is_one_step_back(pane, session, qtbot):
    at = pane.text().index('fr = "', pane.text().index("title", pane.text().index('id = "statement"'))) + 6
    pane.go_to(at)
    QTest.keyClicks(pane.editor, "Voici ")
    qtbot.waitUntil(lambda: session.story.slides[1].title.get("fr").startswith("Voici "), timeout=30_000)
    assert session.document.dirty
    QTest.keyClick(pane.editor, KEY.Key_Z, CTRL)
    assert not session.document.dirty
    assert pane.text() == session.document.text


def test_where_the_cursor_rests_that_slide_shows(pane, session, qtbot):
    pane.go_to(pane.text().index('id = "quote"'))
    qtbot.waitUntil(lambda: session.navigator.position.slide_id == "quote", timeout=30_000)
    pane.go_to(pane.text().index("[event.opening]"))
    qtbot.waitUntil(lambda: session.navigator.position.slide_id == "event", timeout=30_000)


def test_typing_on_in_a_table_shows_its_slide_again_once_another_was_shown(pane, session, qtbot):
    pane.go_to(pane.text().index("Le maire"))
    qtbot.waitUntil(lambda: session.navigator.position.slide_id == "quote", timeout=30_000)
    QTest.keyClicks(pane.editor, "Ici ")
    qtbot.waitUntil(lambda: session.navigator.slide.by.get("fr") == "Ici Le maire", timeout=30_000)
    session.navigator.go_to_slide("title")
    QTest.keyClicks(pane.editor, "parle ")
    qtbot.waitUntil(lambda: session.navigator.position.slide_id == "quote", timeout=30_000)
    assert "Ici parle Le maire" in pane.text()


def test_a_place_on_the_slide_is_selected_in_the_text(pane, session):
    session.navigator.go_to_slide("quote")
    pane.go_to_key_path((*session.navigator.slide.path, "quote", "fr"))
    assert pane.editor.textCursor().selectedText().strip('"') == session.navigator.slide.quote.get("fr")


def test_changed_lines_are_marked_until_they_are_saved_or_undone(pane, session, qtbot, file):
    marks = lambda: dict(pane.editor.change_by_line)  # noqa: E731
    assert marks() == {}
    line = pane.text().count("\n", 0, pane.text().index('id = "quote"'))
    pane.go_to(pane.text().index('id = "quote"'))
    QTest.keyClicks(pane.editor, "# a")
    QTest.keyClick(pane.editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: marks() == {line: "added"}, timeout=30_000)
    session.document.save()
    qtbot.waitUntil(lambda: marks() == {}, timeout=30_000)
    older = file.read_text("utf-8").replace("# a\n", "")
    session.document.compare_with(older)
    qtbot.waitUntil(lambda: marks() == {line: "added"}, timeout=30_000)
    pane.grab()
    session.document.compare_with(None)
    qtbot.waitUntil(lambda: marks() == {}, timeout=30_000)


def test_the_definition_of_an_id(pane):
    pane.go_to(pane.text().index('event = "opening"') + len('event = "op'))
    QTest.keyClick(pane.editor, KEY.Key_F12)
    assert pane.editor.cursor_offset() == pane.text().index("[event.opening]")


def test_broken_text_keeps_the_picture_and_is_listed(pane, session, qtbot):
    before = session.story
    pane.go_to(0)
    QTest.keyClicks(pane.editor, "[[[ ")
    qtbot.waitUntil(lambda: session.is_unreadable, timeout=30_000)
    assert session.story is before
    assert pane.problem_panel.isVisible()
    assert pane.editor.severity_by_line[0] == "error"


def test_a_fix_is_a_step_of_its_own(pane, session, qtbot):
    at = pane.text().index('layout = "statement"') + len('layout = "stat')
    pane.go_to(at)
    QTest.keyClick(pane.editor, KEY.Key_Delete)
    pane.flush()
    wrong = pane.text()
    QTest.keyClick(pane.editor, KEY.Key_F8)
    problem = pane.problem_marks.problems[pane.problem_marks.problem_at_cursor()]
    label, edits = pane._suggest_fixes(problem, wrong)[0]
    pane.apply_replacements(edits, label)
    assert 'layout = "statement"' in session.document.text
    QTest.keyClick(pane.editor, KEY.Key_Z, CTRL)
    assert session.document.text == pane.text() == wrong


def test_another_story_takes_its_place(pane, session, file, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text('format = 1\n[story]\ntitle = "Other"\nlanguages = ["en"]\n', "utf-8")
    session.open(other)
    assert pane.text() == other.read_text("utf-8")
    assert not session.document.dirty


def test_the_list_of_completions_stays_while_problems_come(pane, session, qtbot):
    pane.go_to(pane.text().index('layout = "statement"') + len('layout = "statement"'))
    assert not pane.problem_panel.isVisible()
    QTest.keyClick(pane.editor, KEY.Key_Return)
    QTest.keyClicks(pane.editor, "wi")
    qtbot.waitUntil(pane.problem_panel.isVisible, timeout=30_000)
    qtbot.waitUntil(pane.completion.isVisible, timeout=30_000)
    qtbot.wait(150)
    assert pane.completion.isVisible()
    assert pane.completion.geometry().bottom() <= pane.rect().bottom()
    QTest.keyClick(pane.editor, KEY.Key_Return)
    assert '\nwindow = "' in pane.text()


def test_a_header_is_shown_and_not_selected_to_be_typed_away(pane, session):
    session.navigator.go_to_slide("quote")
    pane.go_to_key_path(session.navigator.slide.path)
    assert not pane.editor.textCursor().hasSelection()
    assert pane.editor.textCursor().block().text() == "[[slide]]"


def test_keys_that_no_pause_has_taken_yet_stay_while_a_picture_is_replaced(pane, session, file):
    pane.go_to(0)
    for number, words in enumerate(("# the quick ", "brown fox ", "jumps")):
        QTest.keyClicks(pane.editor, words)
        file.with_name("harbour.png").write_bytes(b"another %d" % number)
        reload_file(session, force=True)
    assert pane.text().startswith("# the quick brown fox jumps")
    pane.flush()
    assert session.document.text == pane.text()


def problem_lines(pane) -> list[tuple[int, int]]:
    """Return for each problem the line that it names, and that of its mark."""
    marks, document = pane.problem_marks, pane.editor.document()
    return [
        (problem.line, document.findBlock(cursor.selectionStart()).blockNumber() + 1)
        for problem, cursor in zip(marks.problems, marks._cursors, strict=True)
    ]


@pytest.mark.parametrize("end", ["", "\n[[slide]\n"])
def test_marks_stay_with_their_lines_when_another_program_writes_above_them(pane, session, file, end):
    text = file.read_text("utf-8") + '\n[[slide]]\nid = "w"\nlayout = "statement"\ntitle = "W"\nfoo = 3\n'
    file.write_text(text, "utf-8")
    reload_file(session)
    file.write_text(f"# one\n# two\n{text}{end}", "utf-8")
    reload_file(session)
    lines = problem_lines(pane)
    assert lines
    assert all(named == marked for named, marked in lines)


def test_marks_stay_with_their_lines_when_a_comment_above_is_undone(pane, session, file, qtbot):
    file.write_text(file.read_text("utf-8") + "\nfoo = 3\n", "utf-8")
    reload_file(session)
    pane.go_to(0)
    QTest.keyClicks(pane.editor, "# one")
    QTest.keyClick(pane.editor, KEY.Key_Return)
    pane.flush()
    session.document.undo()
    lines = problem_lines(pane)
    assert lines
    assert all(named == marked for named, marked in lines)
