"""A talk that is killed is taken up again: same slide, same step, the clock still running."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.session import position as talks
from desktop.session.clock import Clock
from desktop.session.journal import TalkJournal
from desktop.session.position import Position
from desktop.story.load.load import load_file

KILLS = 30


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
    return entry


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


def test_an_offer_can_be_refused(window, left):
    window.talks.offer_resume(left, window.workbench.notifications)
    QTest.mouseClick(window.workbench.notifications.bars["resume"].buttons[1], Qt.MouseButton.LeftButton)
    assert not window.workbench.notifications.bars
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
