"""The display stays awake while a talk runs, and sleeps again after; nothing happens where the system offers nothing."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from desktop.ui.talk.keep_awake import DisplayWakeLock


@pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs a bus of its own")
def test_the_screensaver_is_held_and_released(tmp_path, root):
    log = tmp_path / "log"
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    ) as bus:
        assert bus.stdout is not None
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(), "PYTHONPATH": str(root)}
        saver = subprocess.Popen(
            [sys.executable, str(root / "tests/ui/talk/fake_screensaver.py"), str(log)], env=environment
        )
        talk = None
        try:
            _wait(log.exists)
            talk = subprocess.Popen(
                [sys.executable, str(root / "tests/programs/hold_screensaver.py")],
                env=environment, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert talk.stdout is not None
            assert talk.stdin is not None
            assert talk.stdout.readline() == "True True\n"
            assert log.read_text("utf-8").splitlines() == ["ready", "Passeur: A talk is running"]
            talk.stdin.write("\n")
            talk.stdin.flush()
            assert talk.stdout.readline() == "False\n"
            _wait(lambda: log.read_text("utf-8").splitlines()[-1] == "released")
        finally:
            for process in (talk, saver, bus):
                if process is not None:
                    process.kill()
                    process.wait()
                    for stream in (process.stdin, process.stdout):
                        if stream is not None:
                            stream.close()


def test_without_a_bus_the_talk_goes_on(qapp, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    awake = DisplayWakeLock()
    assert awake.acquire_and_wait() is False
    awake.release()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have no bus")
def test_a_bus_that_never_answers_is_given_up(qapp, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=bus")
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind("bus")
        bus.listen()
        awake = DisplayWakeLock()
        awake.acquire()  # returns at once; a test that waited here would never end
        assert not awake.is_held
        assert awake.acquire_and_wait() is False
        awake.release()


def _wait(done, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
