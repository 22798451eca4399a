"""How long a key press takes while the disk and the desktop's bus do not answer."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from types import ModuleType
from typing import Any

import pytest
from big import story
from measure import TINY, Result, Row, p95, p99, size
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.story.load.load import load_text
from windows import open_shipped, settle, until_emitted

READ_S = 0.1 if TINY else 3.0


def _slow_disk() -> AbstractContextManager[None]:
    """Make each reading of the story's file, its pictures, the settings and the watched folders take seconds."""
    from desktop.render import picture_file
    from desktop.session import file_watcher, settings_store
    from desktop.session.text import read_story

    return _slow(
        (read_story, "read_state"),
        (picture_file, "open_file"),
        (picture_file, "read_file"),
        (settings_store, "change_settings"),
        (file_watcher, "_identity"),
    )


def _slow_names() -> AbstractContextManager[None]:
    """Make each look for a named file take seconds, and each list of a folder; an opening story waits for both."""
    from desktop.render import images
    from desktop.session.text import folder_listing
    from desktop.story.storage import files

    return _slow(
        (files, "resolve_reference"),
        (files, "list_files"),
        (folder_listing, "list_files"),
        (images, "read_file_version"),
    )


@contextmanager
def _slow(*functions: tuple[ModuleType, str]) -> Iterator[None]:
    """Make functions wait before they work."""

    def slow(work: Callable[..., Any]) -> Callable[..., Any]:
        def wait_and_work(*arguments: Any, **options: Any) -> Any:
            time.sleep(READ_S)
            return work(*arguments, **options)

        return wait_and_work

    with pytest.MonkeyPatch.context() as patch:
        for module, name in functions:
            patch.setattr(module, name, slow(getattr(module, name)))
        yield


@contextmanager
def _mute_bus() -> Iterator[None]:
    """Give the session a bus that accepts and never answers."""
    variable = "DBUS_SESSION_BUS_ADDRESS"
    before = os.environ.get(variable)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as bus:
        bus.bind(f"{folder}/bus")
        bus.listen()
        os.environ[variable] = f"unix:path={folder}/bus"
        try:
            yield
        finally:
            os.environ.pop(variable)
            if before is not None:
                os.environ[variable] = before


def _presses(count: int, *, troubled: bool) -> list[float]:
    """Return the milliseconds from each key to the painted slide, while the file changes all the time, or nothing does."""
    values: list[float] = []
    with open_shipped() as (window, file):
        text = file.read_text("utf-8")
        window.frame_cache.defer_pictures()
        window.talks.present()
        audience, session = window.talks.audience, window.session
        assert audience is not None
        audience.showNormal()
        audience.resize(1920, 1080)
        settle(1.5)  # the bus is asked a second after the beginning
        stack = ExitStack()
        if troubled:
            stack.enter_context(_slow_names())
        for number in range(count):
            upcoming = session.navigator.next_position
            if upcoming.ended or upcoming == session.navigator.position:
                session.navigator.first()
            settle(0.12)
            if troubled and number % 10 == 5:
                file.unlink()
                with file.open("wb") as sparse:
                    sparse.truncate(3 << 30)
                session.request_reload()
            elif troubled:
                file.unlink()
                file.write_text(f"{text}\n# {number}\n", "utf-8")
                session.request_reload()
            values.append(
                until_emitted([audience.slide_view.painted], lambda: QTest.keyClick(audience, Qt.Key.Key_Right))
            )
        stack.close()
        file.unlink()
        file.write_text(text, "utf-8")
        window.talks.end()
    return values


def slow(runs: int) -> list[Result]:
    """Press next while the file is read for 3 s, replaced by 3 GB, and the bus is mute; beside a run with none of it."""
    count = size(40, 1) * runs
    idle = _presses(count, troubled=False)
    with _slow_disk(), _mute_bus():
        troubled = _presses(count, troubled=True)
    return [Result("key-on-a-slow-disk p99", "ms", troubled, idle, 2, p99)]


def beside_a_thread(runs: int) -> list[Result]:
    """Press next while a thread runs Python all the time, as one that reads a long story does; beside a run without."""
    count = size(20, 1) * runs
    idle, over, text = _presses(count, troubled=False), threading.Event(), story(size(1000, 10))

    def work() -> None:
        while not over.is_set():
            load_text(text)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        busy = _presses(count, troubled=False)
    finally:
        over.set()
        thread.join()
    return [
        Result("key-beside-a-thread median", "ms", busy, idle, 3),
        Result("key-beside-a-thread p95", "ms", busy, idle, None, p95),
    ]


ROWS = [Row("key-on-a-slow-disk", slow, runs=3), Row("key-beside-a-thread", beside_a_thread, runs=3)]
