"""Errors and crashes are told in a quiet bar, and the diagnostics to send are on the clipboard at one press."""

from __future__ import annotations

import logging
import signal
import sys

import pytest
from PySide6.QtWidgets import QApplication, QTextBrowser


@pytest.fixture
def monitored(window, logged_errors):
    window.error_monitor.install()
    yield window
    window.error_monitor.remove()
    logged_errors.clear()


def log_error(text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError:
        logging.getLogger("desktop.test").exception("it failed")


def test_an_error_is_told_in_a_bar_once_and_its_diagnostics_can_be_copied(monitored, qtbot):
    bars = monitored.workbench.notifications.bars
    for _ in range(3):
        log_error("no ink")
    qtbot.waitUntil(lambda: "error" in bars, timeout=30_000)
    assert bars["error"].message_label.text() == "An error was logged: it failed: no ink"
    assert monitored.error_monitor.count == 1
    bars["error"].buttons[0].click()
    copied = QApplication.clipboard().text()
    assert "desktop.test: it failed" in copied
    assert "RuntimeError" in copied
    assert "no ink" not in copied  # the message of an exception may be a text of the story
    assert set(bars) == {"said"}


def test_no_bar_appears_while_a_talk_runs_but_after_it(monitored, qtbot):
    bars = monitored.workbench.notifications.bars
    monitored.talks.present(windowed=True)
    log_error("no ink")
    qtbot.waitUntil(lambda: monitored.error_monitor.count == 1, timeout=30_000)
    assert "error" not in bars
    monitored.talks.end()
    assert "error" in bars


def test_the_menu_copies_the_diagnostics_and_about_names_the_log(window):
    window.workbench.bindings.actions["copy_diagnostics"].trigger()
    assert QApplication.clipboard().text().startswith("Passeur ")
    assert "no text of the story" in window.workbench.notifications.bars["said"].message_label.text()
    window.workbench.bindings.actions["about"].trigger()
    about = next(browser for browser in window.findChildren(QTextBrowser) if browser.window() is not window)
    assert str(window.error_monitor.log_path) in about.toPlainText()
    about.window().close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a test choose the data folder")
def test_a_crash_is_offered_at_the_next_start_and_never_in_a_talk(run_program, file, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "data" / "passeur"
    assert run_program("run_and_crash", file, "crash").returncode == -signal.SIGSEGV
    assert [path.suffix for path in folder.glob("crash-*.txt")] == [".txt"]

    def run(*words: str) -> str:
        ended = run_program("run_and_crash", file, *words)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    assert run("look", "present") == "nothing in a talk\n"
    assert run("look") == "offered in the window\n"  # who does not answer is asked again
    report = run("copy")
    assert report.startswith("offered in the window\nPasseur ")
    assert "Fatal Python error: Segmentation fault" in report
    assert "run_and_crash.py" in report
    assert list(folder.glob("crash-*")) == []
    assert run("look") == "nothing in the window\n"
