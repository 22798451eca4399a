"""A talk that is killed is taken up again: same slide, same step, the clock still running."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.session import disk_timeouts, position as talks
from desktop.session.audience_picture import TimelineMarks
from desktop.session.position import Position
from desktop.session.session_pictures import audience_picture, toggle_freeze
from desktop.session.talk.picture_record import restore_picture
from desktop.session.talk.talk_journal import TalkJournal, TalkRecord
from desktop.session.talk.talk_time import Clock
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.ui.dialogs.rehearsal import RehearsalDialog
from desktop.ui.talk import presenter
from tests.reloading import reload_file

KILLS = 30


@pytest.mark.slow
def test_a_talk_killed_at_any_moment_is_left_whole(tmp_path, file, root):
    environment = {
        **os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(root),
    }  # fmt: skip
    journal = TalkJournal(tmp_path / "passeur")
    story = load_file(file).story
    assert story is not None
    chance = random.Random(7)

    def begin() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(root / "tests" / "ui" / "talk" / "dying_talk.py"), str(file)],
            env=environment, cwd=root, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    for _ in range(KILLS):
        with begin() as talk:
            assert talk.stdout is not None
            talk.stdout.readline()
            assert journal.read_interrupted() is None  # a talk that runs is not one to be taken up
            time.sleep(chance.uniform(0.0, 0.06))
            talk.kill()
            said = [json.loads(line) for line in talk.stdout.read().splitlines() if line.endswith("]")]
        left = journal.read_interrupted()
        assert left is not None
        if said:
            # It was killed after this line and before the next one: at most one press is not said.
            slide, step, began = said[-1]
            assert left.clock.started_at == began
            upcoming = talks.next_position(story, Position(slide, step))
            assert left.position in (Position(slide, step), upcoming, talks.first_position(story))
        assert left.path == str(file)


@pytest.fixture
def left(window, file):
    """Return what a talk left that died on the ninth slide ten minutes in."""
    journal = window.talks.journal
    assert journal.acquire()
    journal.write_state(file, Position("list", 1), "en", Clock(time.time() - 600))
    journal._lock.unlock()
    entry = journal.read_interrupted()
    assert entry is not None
    yield entry
    journal.delete()  # the next test has the same home


def test_it_is_offered_in_the_window_and_resumed(window, left, qtbot):
    window.talks.offer_resume(left, window.workbench.notifications)
    bar = window.workbench.notifications.bars["resume"]
    assert bar.isVisible()
    QTest.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    assert window.session.talk.presenting
    assert window.session.navigator.position == Position("list", 1)
    assert window.session.language == "en"
    assert 599 <= window.session.talk.clock.state.elapsed(time.time()) <= 660
    window.talks.presenter.end_talk()
    assert window.talks.journal.read_interrupted() is None


def test_one_that_a_slow_disk_tells_of_before_the_window_is_built_is_offered_with_it(qapp, qtbot, left):
    from desktop.ui.app.app import build_window

    late = build_window(qapp)
    qtbot.addWidget(late)
    late.talks._give_up()
    late.talks._on_looked(left)
    assert "resume" in late.build_workbench().notifications.bars


def test_the_offer_has_the_focus_and_is_pressed_by_a_key(window, left, qtbot):
    window.talks.offer_resume(left, window.workbench.notifications)
    button = window.workbench.notifications.bars["resume"].buttons[0]
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert window.session.navigator.position == Position("list", 1)
    window.talks.presenter.end_talk()


@pytest.mark.parametrize(("choice", "slide"), [(0, "list"), (1, "title")])
def test_f5_asks_before_it_begins_over_a_talk_that_waits(window, left, choice, slide):
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.talks.presenter is None
    assert window.talks.journal.read_interrupted() == left
    bar = window.workbench.notifications.bars["resume"]
    assert [button.text() for button in bar.buttons] == ["Resume", "Start again"]
    QTest.mouseClick(bar.buttons[choice], Qt.MouseButton.LeftButton)
    assert window.session.talk.presenting
    assert window.session.navigator.position.slide_id == slide
    window.talks.presenter.end_talk()


@pytest.fixture
def slow_home(monkeypatch):
    """Return an event that the reading of what was interrupted waits for."""
    gate, read = threading.Event(), TalkJournal.read_interrupted

    def read_slowly(journal):
        assert gate.wait(20)
        return read(journal)

    monkeypatch.setattr(TalkJournal, "read_interrupted", read_slowly)
    monkeypatch.setattr(disk_timeouts, "ACTION_S", 0.0)
    yield gate
    gate.set()


def test_f5_in_a_slow_home_waits_for_the_talk_that_was_interrupted(window, left, slow_home, qtbot):
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.talks.presenter is None
    slow_home.set()
    qtbot.waitUntil(lambda: "resume" in window.workbench.notifications.bars, timeout=30_000)
    assert window.talks.presenter is None
    assert window.talks.journal.read_interrupted() == left


def test_f5_in_a_slow_home_begins_once_it_is_known_that_nothing_was_interrupted(window, slow_home, qtbot):
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.talks.presenter is None
    slow_home.set()
    qtbot.waitUntil(lambda: window.talks.presenter is not None, timeout=30_000)
    window.talks.presenter.end_talk()


def test_a_home_that_never_answers_keeps_no_talk_from_beginning(window, left, slow_home, qtbot):
    window.talks._patience.setInterval(1)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.talks.presenter is not None, timeout=30_000)
    slow_home.set()
    assert window.session.writer.wait(20)
    assert "resume" not in window.workbench.notifications.bars
    window.talks.presenter.end_talk()
    assert window.talks.journal.read_interrupted() is None  # the talk that has ended had its place
    bar = window.workbench.notifications.bars["resume"]
    bar.buttons[0].click()
    assert window.session.navigator.position == left.position
    assert window.talks.presenter is not None
    window.talks.presenter.end_talk()
    assert "resume" not in window.workbench.notifications.bars


def test_an_answer_that_comes_after_the_talk_is_offered_then(window, left, slow_home, qtbot, monkeypatch):
    window.talks._patience.setInterval(1)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.talks.presenter is not None, timeout=30_000)
    monkeypatch.setattr(presenter, "_END_TIMEOUT_S", 0.1)
    window.talks.presenter.end_talk()
    assert "resume" not in window.workbench.notifications.bars
    slow_home.set()
    qtbot.waitUntil(lambda: "resume" in window.workbench.notifications.bars, timeout=30_000)
    window.workbench.notifications.bars["resume"].buttons[1].click()


def test_f5_that_waits_is_answered_during_a_rehearsal_and_not_again_after_it(window, left, slow_home, qtbot):
    QTest.keyClick(window, Qt.Key.Key_F5)
    window.talks.rehearse()
    slow_home.set()
    qtbot.waitUntil(lambda: "resume" in window.workbench.notifications.bars, timeout=30_000)
    window.talks.presenter.end_talk()
    window.findChild(RehearsalDialog).close()
    assert [one.text() for one in window.workbench.notifications.bars["resume"].buttons] == ["Resume", "Start again"]


def test_a_rehearsal_or_a_loop_lets_an_interrupted_talk_wait(window, left):
    window.talks.rehearse()
    window.talks.presenter.end_talk()
    window.findChild(RehearsalDialog).close()
    window.talks.present(loop=True)
    window.talks.presenter.end_talk()
    assert window.talks.journal.read_interrupted() == left
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.talks.presenter is None
    assert "resume" in window.workbench.notifications.bars


def test_a_blank_and_frozen_talk_is_resumed_blank_and_frozen(window, file):
    window.talks.present()
    session, talk = window.session, window.session.talk
    session.navigator.go_to_slide("event")
    talk.set_timeline_visible(True)
    folded = (("world", True),)
    talk.set_marks(
        TimelineMarks(parse_date("2014-05"), True, None, "", frozenset({"opening"}), None, "opening", "", folded)
    )
    talk.set_camera(session.slide_time_window)
    talk.select_tool("laser")
    talk.set_pointer((5.0, 6.0))
    toggle_freeze(session)
    frozen = talk.frozen
    session.navigator.next()
    talk.set_blank("white")
    session.writer.wait(10)
    record = window.talks.journal.read_interrupted()
    window.talks.presenter.end_talk()
    window.talks.resume(record)
    assert talk.blank == "white"
    assert talk.frozen == replace(frozen, story=session.story)
    talk.set_blank("white")
    assert audience_picture(session) == talk.frozen
    window.talks.presenter.end_talk()


@pytest.mark.parametrize("gone", ["picture", "slide", "language", "pixels"])
def test_a_frozen_slide_is_resumed_as_it_was_painted(window, file, gone, qtbot):
    session, journal = window.session, window.talks.journal
    window.talks.present(windowed=True)
    session.navigator.go_to_slide("image")
    view = window.talks.presenter.audience.slide_view
    view.grab()
    toggle_freeze(session)
    before = view.grab().toImage()
    qtbot.waitUntil(lambda: "pixels" in (window.talks.presenter._frozen_record or ({}, {}))[1], timeout=20_000)
    assert session.writer.wait(20)
    (pixels,) = journal._folder.glob("talk-frozen-*.png")
    if gone == "pixels":
        pixels.unlink()
    record = journal.read_interrupted()
    window.talks.presenter.end_talk()
    assert not pixels.exists()  # nothing is read while the talk begins
    text = file.read_text("utf-8")
    picture = file.with_name("bridge.svg")
    if gone == "slide":
        text = text.replace('id = "image"', 'id = "another"')
    elif gone == "language":
        text = text.replace('languages = ["fr", "en"]', 'languages = ["en"]')
    picture.write_text(picture.read_text("utf-8").replace("<svg", "<svg opacity='0.1'", 1), "utf-8")
    file.write_text(text, "utf-8")
    reload_file(session, force=True)
    window.talks.resume(record)
    view = window.talks.presenter.audience.slide_view
    view.resize(before.size())
    assert (view.grab().toImage() == before) is (gone != "pixels")
    window.talks.presenter.end_talk()


def test_the_ink_of_a_talk_is_resumed(window, qtbot):
    window.talks.present()
    session, talk = window.session, window.session.talk
    talk.select_tool("pen")
    for slide_id in ("title", "statement"):
        session.navigator.go_to_slide(slide_id)
        talk.begin_stroke(slide_id, (10.0, 20.0), "16:9")
        talk.extend_stroke((30.0, 40.55))
        talk.ink.end_stroke()
    qtbot.waitUntil(lambda: (session.writer.wait(10), bool(window.talks.journal._last_ink))[1], timeout=30_000)
    record = window.talks.journal.read_interrupted()
    window.talks.presenter.end_talk()
    talk.ink.remove_all()
    window.talks.resume(record)
    assert set(talk.ink.drawings) == {"title", "statement"}
    assert talk.ink.strokes("statement")[0].points == ((10.0, 20.0), (30.0, 40.5))
    window.talks.presenter.end_talk()


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"title": ["16:9", [["gold", 1, [[1e999]]]]]}', '{"title": 3}'])
def test_ink_that_makes_no_sense_is_none(window, left, text):
    journal = window.talks.journal
    journal._ink_file.write_text(text)
    assert journal.read_interrupted() == left


def test_a_home_that_keeps_no_talk_is_told_on_the_console_alone(window, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    window.talks.present(windowed=True)
    window.session.writer.wait(10)
    console = window.talks.presenter.console
    assert console.problem_label.toolTip().startswith("This talk could not be resumed after a crash")
    assert not audience_picture(window.session).notice
    window.talks.presenter.end_talk()


@pytest.mark.parametrize("record", [{}, {"position": 3}, {"position": {"slide_id": "gone", "step": 0}}])
def test_a_frozen_picture_that_makes_no_sense_is_none(window, record):
    assert restore_picture(record, window.session) is None


def test_the_clock_of_a_talk_of_hours_ago_stood_still():
    now = time.time()
    fresh = TalkRecord("", Position("a"), "en", Clock(now - 700), now - 100)
    old = TalkRecord("", Position("a"), "en", Clock(now - 8 * 3600), now - 7 * 3600)
    assert fresh.clock_at(now).elapsed(now) == pytest.approx(700, abs=1)
    assert old.clock_at(now).elapsed(now) == pytest.approx(3600, abs=1)
    assert not old.is_fresh(now)


def test_after_the_offer_space_goes_on_to_the_next_slide_again(window, left):
    window.talks.offer_resume(left, window.workbench.notifications)
    forget_button = window.workbench.notifications.bars["resume"].buttons[1]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert forget_button.hasFocus()
    QTest.keyClick(forget_button, Qt.Key.Key_Return)
    window.session.writer.wait(10)
    assert window.talks.journal.read_interrupted() is None
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.session.navigator.position == Position("statement")


def test_an_offer_can_be_refused(window, left):
    window.talks.offer_resume(left, window.workbench.notifications)
    QTest.mouseClick(window.workbench.notifications.bars["resume"].buttons[1], Qt.MouseButton.LeftButton)
    assert not window.workbench.notifications.bars
    window.session.writer.wait(10)
    assert window.talks.journal.read_interrupted() is None


def test_a_talk_that_ends_leaves_nothing(window):
    window.talks.present()
    window.session.navigator.next()
    window.talks.presenter.end_talk()
    assert window.talks.journal.read_interrupted() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"path": 3}', '{"path": "/nowhere", "position": {}}'])
def test_a_journal_that_makes_no_sense_is_nothing(tmp_path, text):
    (tmp_path / "talk.json").write_text(text, "utf-8")
    assert TalkJournal(tmp_path).read_interrupted() is None


def test_an_old_talk_is_not_taken_up(tmp_path: Path, file):
    journal = TalkJournal(tmp_path)
    journal.acquire()
    journal.write_state(file, Position("title"), "fr", Clock())
    journal._lock.unlock()
    kept = json.loads((tmp_path / "talk.json").read_text("utf-8"))
    (tmp_path / "talk.json").write_text(json.dumps({**kept, "written": time.time() - 13 * 3600}), "utf-8")
    assert journal.read_interrupted() is None


def test_two_talks_on_one_machine_do_not_write_over_each_other(tmp_path, file):
    first, second = TalkJournal(tmp_path), TalkJournal(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    second.write_state(file, Position("quote"), "fr", Clock())
    assert not (tmp_path / "talk.json").exists()
    first.end()
    assert second.acquire()
