"""Slow work runs in a thread; the event loop gets its result later, or never."""

from __future__ import annotations

import logging
import os
import threading

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.render import images
from desktop.session.background_worker import BackgroundWorker
from desktop.session.text import read_story

PATIENCE_S = 20  # of a test that waits for a thread: it decides nothing


@pytest.fixture
def worker(qapp):
    """Return a worker that is shut down in the end."""
    made = BackgroundWorker()
    yield made
    made.shut_down()


@pytest.fixture
def gate():
    """Return an event that holds a piece of work until it is set."""
    held = threading.Event()
    yield held
    held.set()


@pytest.fixture
def slow_disk(gate, monkeypatch):
    """Make each reading of the story's file wait at the gate."""
    read_state = read_story.read_state

    def read_slowly(path):
        assert gate.wait(PATIENCE_S)
        return read_state(path)

    monkeypatch.setattr(read_story, "read_state", read_slowly)
    return gate


def test_a_result_is_delivered_by_the_event_loop(qtbot, worker):
    threads = []
    worker.submit("a", threading.current_thread, threads.append)
    assert not threads
    qtbot.waitUntil(lambda: bool(threads), timeout=30_000)
    assert threads[0] is not threading.current_thread()


def test_work_that_waits_is_replaced_by_newer_work_of_its_key(worker, gate):
    done = []
    worker.submit("first", lambda: gate.wait(PATIENCE_S))
    for number in range(3):
        worker.submit("same", lambda number=number: number, done.append)
    gate.set()
    assert worker.wait(PATIENCE_S)
    assert done == [2]


def test_newer_work_is_done_in_the_order_in_which_it_was_asked_for(worker, gate):
    done = []
    worker.submit("first", lambda: gate.wait(PATIENCE_S))
    worker.submit("journal", lambda: "old", done.append)
    worker.submit("lock", lambda: "lock", done.append)
    worker.submit("journal", lambda: "new", done.append)
    gate.set()
    assert worker.wait(PATIENCE_S)
    assert done == ["lock", "new"]


def test_a_result_from_before_the_shutdown_is_dropped(worker, gate):
    done = []
    worker.submit("old", lambda: gate.wait(PATIENCE_S), lambda _: done.append("old"))
    worker.submit("waits", lambda: "waits", done.append)
    worker.shut_down(0)
    worker.submit("new", lambda: "new", done.append)
    gate.set()
    assert worker.wait(PATIENCE_S)
    QCoreApplication.processEvents()
    assert done == ["new"]


def test_work_that_fails_is_logged_and_the_next_goes_on(worker, logged_errors):
    done = []
    worker.submit("bad", lambda: 1 // 0, done.append, lambda: done.append("failed"))
    worker.submit("worse", lambda: 1 // 0, done.append)
    worker.submit("good", lambda: "good", done.append)
    assert worker.wait(PATIENCE_S)
    assert done == ["failed", "good"]
    assert [record.levelno for record in logged_errors] == [logging.ERROR] * 2
    logged_errors.clear()


def test_a_talk_goes_on_while_the_disk_does_not_answer(session, file, slow_disk):
    session.open(file, slide_id="quote")
    session.talk.set_presenting(True)
    file.write_text(file.read_text("utf-8").replace("Le maire", "La mairesse"), "utf-8")
    session.request_reload()
    before = session.navigator.position
    session.navigator.previous()  # nothing of this could come back if it waited for the reading
    QCoreApplication.processEvents()
    assert session.navigator.position != before
    assert "maire" in session.story.slides[8].by.get("fr")
    slow_disk.set()
    assert session.worker.wait(PATIENCE_S)
    assert "mairesse" in session.story.slides[8].by.get("fr")


def test_a_reading_of_the_story_before_is_made_anew(session, file, slow_disk, tmp_path):
    other = tmp_path / "other" / "content.toml"
    other.parent.mkdir()
    other.write_bytes(file.read_bytes())
    session.open(file)
    session.request_reload()
    session.open(other)
    other.write_text(other.read_text("utf-8").replace("Le maire", "La mairesse"), "utf-8")
    slow_disk.set()
    assert session.worker.wait(PATIENCE_S)
    assert session.path == other
    assert "mairesse" in session.story.slides[8].by.get("fr")


def test_a_reading_from_before_a_save_does_not_undo_it(session, file, slow_disk):
    session.open(file)
    before = file.read_bytes()
    session.request_reload()
    session.document.replace_text(session.document.text.replace("Le maire", "La mairesse"))
    session.document.save()
    slow_disk.set()
    assert session.worker.wait(PATIENCE_S)
    assert session.document.conflict is None
    assert "mairesse" in session.document.text
    assert file.read_bytes() != before


def test_the_layout_asks_the_disk_for_a_picture_once(tmp_path):
    file = tmp_path / "picture.png"
    file.write_bytes(b"one")
    version = images.file_version(str(file))
    file.write_bytes(b"another")
    os.utime(file, ns=(1, 1))
    assert images.file_version(str(file)) == version
    assert images.read_file_version(str(file)) != version
    assert images.file_version(str(file)) != version
