"""Before a talk the list "Ready?", after it the account of a rehearsal; a talk that runs by itself; keys changed."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop import cli
from desktop.session.checks.preflight import check_machine, check_story, overall_status
from desktop.session.position import Position
from desktop.session.talk.autoplay import Autoplay
from desktop.session.talk.talk_time import SlideTimer
from desktop.story.load.load import load_file, load_text
from desktop.ui.dialogs.keys import KeysDialog, key_conflict_message
from desktop.ui.dialogs.rehearsal import RehearsalDialog
from desktop.ui.widgets import actions
from tests.reloading import reload_file

KEY = Qt.Key


def states(text: str) -> dict[str, str]:
    lines = check_story(load_text(text), "content.toml", "en")
    return {line.message: line.status for line in lines}


def test_a_story_in_order_is_go(painter_ready, ready_text):
    assert set(states(ready_text).values()) == {"go"}


@pytest.mark.parametrize(
    ("old", "new", "what", "state"),
    [
        ('title = "B"', 'titel = "B"', "Errors in the text: 2", "no"),
        ("minutes = 2", "minutes = 9", "The minutes do not add up", "care"),
        ('notes = "And this."', "", "Slides without notes: 1", "care"),
        ('title = "B"', f'title = "{"very long words " * 200}"', "Texts that do not fit: 1", "care"),
        (
            'languages = ["en"]',
            'languages = ["en", "fr"]\nsubtitle = { en = "Only" }',
            "Texts missing in a language: 1",
            "care",
        ),
        ('sources = ["s"]', 'sources = ["s"]\nimage = "none.png"', "Files missing or unreadable: 1", "no"),
        ("[[slide]]", "[[", "Errors in the text: 1", "no"),
    ],
)
def test_what_is_not_in_order_is_named_with_what_to_do(painter_ready, ready_text, old, new, what, state):
    lines = check_story(load_text(ready_text.replace(old, new), folder="."), "content.toml", "en")
    bad = [line for line in lines if line.status != "go"]
    assert overall_status(lines) == state
    assert all(line.advice for line in bad)
    assert what in {line.message for line in bad}


def png(width: int, height: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF808080)
    assert image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize(
    ("picture", "what", "state"),
    [
        (png(100, 100), "Remarks on pictures and data: 1", "care"),
        (png(500, 400), "All pictures and data are there", "go"),
    ],
)
def test_a_small_picture_is_a_remark_and_no_missing_file(painter_ready, ready_text, tmp_path, picture, what, state):
    (tmp_path / "a.png").write_bytes(picture)
    text = ready_text.replace('sources = ["s"]', 'sources = ["s"]\nimage = "a.png"\nalt = "A"')
    lines = check_story(load_text(text, folder=str(tmp_path)), "content.toml", "en")
    assert {line.message: line.status for line in lines}[what] == state


def test_the_machine_is_looked_at_too():
    assert [line.status for line in check_machine(["a", "b"], True, "en")] == ["go", "go"]
    alone = check_machine(["a"], False, "fr")
    assert [line.status for line in alone] == ["care", "care"]
    assert all(line.advice for line in alone)
    mirrored = check_machine(["a"], True, "en", mirrored=True)[0]
    assert (mirrored.status, "mirrored" in mirrored.message) == ("care", True)


def test_the_command_line_prints_the_list(tmp_path, capsys, qapp, ready_text):
    file = tmp_path / "content.toml"
    file.write_text(ready_text, "utf-8")
    assert cli.main(["check", "--talk", str(file)]) == 0
    assert capsys.readouterr().out.rstrip().splitlines()[-1] in ("GO", "GO, with care")
    file.write_text(ready_text.replace("[[slide]]", "[["), "utf-8")
    assert cli.main(["check", "--talk", str(file)]) == 1
    assert capsys.readouterr().out.rstrip().endswith("NOT YET")


def test_the_window_shows_the_list(window, qtbot):
    from desktop.ui.dialogs.preflight import PreflightDialog

    QTest.keyClick(window, KEY.Key_F9)
    sheet = window.findChild(PreflightDialog)
    qtbot.waitUntil(lambda: bool(sheet.results), timeout=30_000)
    assert sheet.overall_label.text() in ("GO", "GO, with care", "NOT YET")
    sheet.present_button.click()
    qtbot.waitUntil(lambda: window.session.talk.presenting, timeout=30_000)
    window.talks.end()


@pytest.mark.parametrize("place", ["_read_files", "check_story"])
def test_the_list_says_when_the_story_cannot_be_checked_at_all(window, qtbot, monkeypatch, logged_errors, place):
    from desktop.ui.dialogs import preflight

    def fail(*_arguments):
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(preflight, place, fail)
    QTest.keyClick(window, KEY.Key_F9)
    sheet = window.findChild(preflight.PreflightDialog)
    qtbot.waitUntil(lambda: bool(sheet.results), timeout=30_000)
    assert sheet.overall_label.text() == "NOT YET"
    assert sheet.results[0].message == "The story and its files could not be checked"
    assert len(sheet.results) > 1  # and what can be said of the machine
    assert "on fire" in str(logged_errors[0].exc_info)
    logged_errors.clear()
    sheet.accept()


def test_a_line_of_the_list_leads_to_its_place_in_the_text(window, file, qtbot):
    from desktop.ui.dialogs.preflight import PreflightDialog

    text = file.read_text("utf-8")
    slide = text.index("[[slide]]", text.index("[[slide]]") + 1)
    file.write_text(text[:slide] + re.sub(r"^notes = .*?\n", "", text[slide:], count=1, flags=re.MULTILINE), "utf-8")
    QTest.keyClick(window, KEY.Key_F9)
    sheet = window.findChild(PreflightDialog)
    qtbot.waitUntil(lambda: bool(sheet.results), timeout=30_000)
    line = next(result.place[0] for result in sheet.results if result.place)
    button = next(button for button in sheet.findChildren(QPushButton) if f"line {line} " in button.toolTip())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    editor = window.workbench.editors.editor.editor
    assert editor.isVisible()
    assert editor.textCursor().blockNumber() + 1 == line


def test_time_is_added_up_by_slide_and_not_between():
    spent = SlideTimer()
    spent.switch_to("a", 0.0)
    spent.switch_to("b", 10.0)
    spent.switch_to("", 12.0)
    spent.switch_to("a", 100.0)
    spent.stop(101.0)
    assert spent.seconds == {"a": 11.0, "b": 2.0}


def test_after_a_rehearsal_the_text_can_take_the_new_minutes(window, file, qtbot):
    QTest.keyClick(window, KEY.Key_F5, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    presenter = window.talks.presenter
    assert window.session.talk.clock.state.running
    presenter.slide_timer.seconds["title"] = 200.0
    window.session.navigator.next()
    presenter.end_talk()
    sheet = window.findChild(RehearsalDialog)
    assert sheet.write_button.isEnabled()
    before = file.read_bytes()
    QTest.mouseClick(sheet.write_button, Qt.MouseButton.LeftButton)
    assert window.session.story.slides[0].minutes in (3.25, 3.5)
    assert window.session.document.dirty
    assert file.read_bytes() == before  # nothing is written without being asked for
    window.session.document.undo()
    assert not window.session.document.dirty


def test_a_rehearsal_begins_at_the_first_slide_with_notes_and_clock_on_one_screen(window, qtbot):
    window.session.navigator.go_to_slide("quote")
    window.talks.rehearse()
    presenter = window.talks.presenter
    assert window.session.navigator.position == Position("title")
    assert presenter.console is not None
    assert presenter.console.isVisible()
    assert window.session.talk.clock.state.running
    assert window.talks.journal.read_interrupted() is None  # a rehearsal that dies is no talk to resume
    presenter.end_talk()


def test_only_slides_that_were_told_to_their_end_count_as_rehearsed(window):
    window.talks.rehearse()
    presenter, navigator = window.talks.presenter, window.session.navigator
    navigator.next()
    navigator.next()
    navigator.previous()
    for slide in window.session.story.main_slides:
        presenter.slide_timer.seconds[slide.id] = 60.0
    presenter.end_talk()
    sheet = window.findChild(RehearsalDialog)
    assert sheet.rehearsed_ids == {"title", "statement"}
    assert "2:00 spent" in sheet.summary_label.text()
    sheet.close()


def test_a_rehearsal_that_could_not_begin_leaves_the_next_talk_an_ordinary_one(window, file, tmp_path):
    empty = tmp_path / "empty.toml"
    empty.write_text('format = 1\n[story]\ntitle = "E"\n', "utf-8")
    window.story_file.open(empty)
    window.talks.rehearse()
    assert window.talks.presenter is None
    assert not window.session.talk.clock.state.running
    window.story_file.open(file)
    window.talks.present()
    window.talks.presenter.end_talk()
    assert window.findChild(RehearsalDialog) is None


def test_a_talk_that_runs_is_not_made_a_rehearsal(window):
    window.talks.present()
    window.talks.rehearse()
    window.talks.presenter.end_talk()
    assert window.findChild(RehearsalDialog) is None


def test_what_runs_by_itself_goes_round_and_answers_to_nothing_but_its_own_keys(window, qtbot):
    window.talks.present(loop=True)
    audience = window.talks.audience
    qtbot.waitUntil(audience.isActiveWindow, timeout=30_000)
    for key in (KEY.Key_Right, KEY.Key_Escape, KEY.Key_B, KEY.Key_T, KEY.Key_S, KEY.Key_3, KEY.Key_Return):
        QTest.keyClick(audience, key)
    QTest.mouseClick(audience, Qt.MouseButton.LeftButton)
    assert window.session.navigator.position == Position("title")
    assert window.session.talk.blank == ""
    assert window.talks.presenter is not None
    QTest.keyClick(audience, KEY.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.talks.presenter is None, timeout=30_000)


@pytest.mark.parametrize("presenting", [False, True])
def test_a_loop_shows_every_step_for_its_share_and_begins_again(session, tmp_path, qtbot, ready_text, presenting):
    file = tmp_path / "content.toml"
    file.write_text(ready_text + "backup = true\n", "utf-8")
    session.open(file)
    loop = Autoplay(session, speed=600.0)
    assert loop.wait_ms() == 100
    seen = []
    session.navigator.position_changed.connect(lambda: seen.append(session.navigator.position.slide_id))
    file.write_text(ready_text, "utf-8")
    reload_file(session)
    session.talk.set_presenting(presenting)  # a talk has an end, which a loop passes over
    loop.start()
    qtbot.waitUntil(lambda: len(seen) >= 4, timeout=30_000)
    loop.stop()
    assert seen[:4] == ["b", "a", "b", "a"]


def test_drawings_are_written_as_pictures(window, tmp_path, monkeypatch):
    talk = window.session.talk
    talk.select_tool("pen")
    talk.begin_stroke("title", (100.0, 100.0), "4:3")
    talk.extend_stroke((600.0, 500.0))
    talk.ink.end_stroke()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "ink"))
    window.workbench.bindings.actions["export_ink"].trigger()
    assert [file.name for file in (tmp_path / "ink").iterdir()] == ["01-title.png"]
    assert QImage(str(tmp_path / "ink" / "01-title.png")).size().toTuple() == (1920, 1440)


def test_a_key_that_is_taken_is_refused_by_the_name_of_who_has_it(window):
    why = key_conflict_message(window.settings, "black", ("W",), "en")
    assert why == "W already means “White screen”: free it there first."
    assert key_conflict_message(window.settings, "black", ("J",), "en") == ""


def test_changed_keys_work_at_once_and_are_kept(window):
    window.workbench.bindings.actions["change_keys"].trigger()
    dialog = window.findChild(KeysDialog)
    dialog.table.setCurrentItem(dialog.item_by_action["next_slide"])
    dialog.key_edit.setKeySequence(QKeySequence("J"))
    QTest.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert dialog.item_by_action["next_slide"].text(1).endswith("J")
    dialog.table.setCurrentItem(dialog.item_by_action["black"])
    dialog.key_edit.setKeySequence(QKeySequence("X"))
    QTest.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert "Swap screens" in dialog.message_label.text()
    dialog.accept()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, KEY.Key_J)
    assert window.session.navigator.position == Position("statement")
    assert ("Shift+→  J", "Next slide") in actions.shortcut_list("en", window.settings)[0][1]


def test_the_shipped_story_is_ready(painter_ready, root):
    lines = check_story(load_file(root / "content.toml"), "content.toml", "en")
    assert overall_status(lines) == "go", [line for line in lines if line.status != "go"]
