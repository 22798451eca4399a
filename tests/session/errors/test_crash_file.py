"""A crash of a process is found by the next one; one that runs, or ended in order, leaves nothing to find."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.session import disk_timeouts
from desktop.session.errors.crash_file import CrashFile

PROGRAM = """
import faulthandler, sys
from pathlib import Path
from desktop.session.errors.crash_file import CrashFile
crash_file = CrashFile(Path(sys.argv[1]))
crash_file.enable()
crash_file.acquire()
assert crash_file._worker.wait(20)
print("ready", flush=True)
end = sys.stdin.readline().strip()
if end == "crash":
    faulthandler._sigsegv()
if end == "close":
    crash_file.close()
"""


@pytest.fixture
def start(tmp_path, root):
    """Return what starts a process with a crash file in `tmp_path`."""
    started = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)},
        )  # fmt: skip
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals: its exit code says something else")
def test_a_crash_is_found_once_its_process_is_gone_until_it_is_deleted(start, tmp_path):
    own = CrashFile(tmp_path)
    process = start()
    assert own.crash_of_earlier_run() == ""
    process.communicate("crash\n")
    assert process.returncode == -signal.SIGSEGV
    assert own.crash_of_earlier_run().startswith("Fatal Python error: Segmentation fault")
    own.delete_earlier()
    assert own.crash_of_earlier_run() == ""


def test_a_process_that_ends_in_order_leaves_nothing(start, tmp_path):
    process = start()
    process.communicate("close\n")
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_file_of_a_running_process_is_left_alone(start, tmp_path):
    start()
    (file,) = tmp_path.glob("crash-*.txt")
    file.write_text("told by Windows, and handled")
    own = CrashFile(tmp_path)
    assert own.crash_of_earlier_run() == ""
    own.delete_earlier()
    assert file.exists()


def test_an_empty_file_of_a_killed_process_goes_after_a_day(tmp_path):
    file = tmp_path / "crash-1.txt"
    file.touch()
    own = CrashFile(tmp_path)
    own.delete_earlier()
    assert file.exists()
    os.utime(file, (time.time() - 90_000,) * 2)
    own.delete_earlier()
    assert not file.exists()


def test_without_a_folder_that_can_be_written_there_is_no_file(tmp_path):
    (tmp_path / "data").write_text("a file in the way")
    crash_file = CrashFile(tmp_path / "data")
    crash_file.enable()
    crash_file.acquire()
    assert crash_file.crash_of_earlier_run() == ""
    crash_file.close()


def test_a_home_that_does_not_answer_holds_neither_start_nor_end(tmp_path, monkeypatch):
    gate, mkdir = threading.Event(), Path.mkdir

    def mkdir_slowly(path, *args, **options):
        assert gate.wait(20)
        mkdir(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir_slowly)
    for name in ("OPENING_S", "END_S"):
        monkeypatch.setattr(disk_timeouts, name, 0.01)
    crash_file, found = CrashFile(tmp_path / "data"), []
    crash_file.enable()
    thread = crash_file._worker._thread
    crash_file.acquire()
    crash_file.find_crash(found.append)
    crash_file.close()
    assert found == []
    monkeypatch.undo()
    gate.set()
    thread.join(20)
    QCoreApplication.processEvents()
    assert found == []
    assert list((tmp_path / "data").iterdir()) == []


def test_a_crash_is_delivered_and_forgotten(qtbot, tmp_path):
    (tmp_path / "crash-1.txt").write_text("Fatal Python error")
    crash_file, found = CrashFile(tmp_path), []
    crash_file.find_crash(found.append)
    qtbot.waitUntil(lambda: found == ["Fatal Python error"], timeout=30_000)
    crash_file.forget_crashes()
    crash_file.find_crash(found.append)
    qtbot.waitUntil(lambda: found == ["Fatal Python error", ""], timeout=30_000)
    crash_file.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_what_is_no_report_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "crash-1.txt")
    (tmp_path / "crash-2.txt").symlink_to("/dev/zero")
    (tmp_path / "crash-3.txt").write_text("Fatal Python error")
    assert CrashFile(tmp_path).crash_of_earlier_run() == "Fatal Python error"
