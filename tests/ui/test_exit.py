"""However the program is ended, what was typed is kept: by a signal to the last key, by a kill to the last second."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaMethod

from desktop.story.storage.unsaved import UnsavedStore

posix = pytest.mark.skipif(os.name != "posix", reason="the signals are those of POSIX")


def kept_text(folder: Path, story: Path) -> str:
    store = UnsavedStore(folder / "passeur" / "versions")
    (found,) = (store.read(file) for file in store.files(story))
    assert found is not None
    return found.text


@posix
@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.slow)])
def test_a_signal_that_ends_the_program_keeps_the_text_to_the_last_key(tmp_path, file, root, name):
    done = subprocess.run(
        [
            sys.executable,
            str(root / "tests" / "programs" / "write_until_killed.py"),
            str(file),
            "typed.log",
            "typing",
            name,
        ],
        cwd=tmp_path,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 128 + getattr(signal, name), done.stderr
    last = [line.split()[0] for line in (tmp_path / "typed.log").read_text().splitlines() if line[0] != "."][-1]
    assert f"m{last}m" in kept_text(tmp_path, file)
    assert "m0m" not in file.read_text("utf-8")


def test_the_end_of_the_desktop_session_is_listened_to(qapp):
    from desktop.ui.app.exit_signals import ExitSignals

    stored = []
    signals = ExitSignals(qapp, lambda: stored.append(True), lambda: None)
    for request in (qapp.commitDataRequest, qapp.saveStateRequest):
        assert qapp.isSignalConnected(QMetaMethod.fromSignal(request))
    signals._on_session_ending(None)  # a QSessionManager cannot be made by hand
    assert stored == [True]
    signals.remove()
    signals.setParent(None)


@posix
def test_an_interrupt_asks_and_the_old_handlers_come_back(qapp, qtbot):
    from desktop.ui.app.exit_signals import ExitSignals

    before = signal.getsignal(signal.SIGTERM)
    asked, stored = [], []
    signals = ExitSignals(qapp, lambda: stored.append(True), lambda: asked.append(True))
    os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: asked == [True], timeout=30_000)
    assert stored == []
    signals.remove()
    signals.setParent(None)
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.slow
@posix
@pytest.mark.parametrize(("kind", "kills"), [("editing", 3), ("typing", 2)])
def test_a_kill_loses_two_seconds_of_writing_at_most(run_program, kind, kills):
    counts = {"editing": 0, "typing": 0, "talks": 0, kind: kills}
    done = run_program("kill_windows", *(f"--{name}={count}" for name, count in counts.items()), "--jobs=2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{kind}: {kills} kills" in done.stdout
    assert f"{kind}: {kills} kills, 0 marks" not in done.stdout


@posix
def test_a_search_that_is_given_up_does_not_end_the_program(qapp, qtbot):
    from desktop.ui.app.exit_signals import ExitSignals
    from desktop.ui.editor.time_limit import time_limit

    told = []
    signals = ExitSignals(qapp, lambda: told.append("store"), lambda: told.append("interrupt"))
    with pytest.raises(TimeoutError), time_limit(0.01):
        re.search("(a+)+$", "a" * 40 + "!")
    os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told == ["interrupt"]
    signals.remove()
