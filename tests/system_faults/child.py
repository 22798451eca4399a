"""The program in a child process: it is brought to a moment, the fault is done, and what can be seen is written down."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tests.system_faults.registry import NOTHING, STORY, Fault, Scene
from tests.system_faults.turns import turns

if TYPE_CHECKING:
    from desktop.ui.window.window import MainWindow

WAIT_S = 9.0
QUIET_S = 1.8  # the window waits one second before it says that a file is gone


def seen_in(window: MainWindow) -> list[str]:
    """Return what a person can see, each line with its place."""
    from PySide6.QtWidgets import QApplication, QDialog, QLabel

    session = window.session
    lines: list[str] = []
    navigator = session.navigator
    if session.story.slides:
        lines.append(f"slide: {navigator.position.slide_id}")
    workbench = window.workbench
    if workbench is not None:
        lines += [f"bar: {bar.message_label.text()}" for bar in workbench.notifications.bars.values()]
    presenter = window.talks.presenter
    if presenter is not None and presenter.console is not None:
        label = presenter.console.problem_label
        if label.isVisible() and label.toolTip():
            lines.append(f"console: {label.toolTip()}")
    lines += [f"problem: {problem.format_line('en')}" for problem in session.problems[:5]]
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            words = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
            lines.append(f"dialog: {dialog.windowTitle()} {words}")
    return lines


def matches(expected: tuple[str, ...], seen: list[str]) -> bool:
    """Return whether each expected sentence is a part of a line of its place."""
    for sentence in expected:
        place, _, words = sentence.partition(": ")
        if not any(line.startswith(f"{place}: ") and words in line for line in seen):
            return False
    return True


def play(fault: Fault, scene: Scene, report: Callable[[str], None]) -> int:
    """Do one fault, and report what was seen, a line at a time; return the exit status."""
    from desktop import cli

    if fault.when == "check":
        fault.act(scene)
        return cli.main(["check", str(scene.story)])
    if fault.when == "export":
        fault.act(scene)
        status = cli.main(["export", str(scene.story), "-o", str(scene.out)])
        report(f"out: {_kind_of_export(scene)}")
        return status
    if fault.when == "command":
        fault.act(scene)
        return cli.main([str(scene.story)])
    from PySide6.QtCore import QTimer

    from desktop.ui.widgets import style

    app = style.application()
    if fault.when in ("start", "present"):
        fault.act(scene)
    script = _script(fault, scene, report)

    def step() -> None:
        if next(script, None) is not None:
            timer.stop()
            window = scene.window
            if window is not None:
                window.talks.end()
            app.exit(0)  # not closed: that may ask

    timer = QTimer()
    timer.setInterval(40)
    timer.timeout.connect(step)
    timer.start()
    return cli.main(["present", str(scene.story)] if fault.when in ("present", "talk") else [str(scene.story)])


def _script(fault: Fault, scene: Scene, report: Callable[[str], None]) -> Iterator[bool | None]:
    """Wait for the window, do the fault, and wait for what is expected; yields True when it is over."""
    from PySide6.QtWidgets import QApplication

    from desktop.ui.window.window import MainWindow

    end = turns() + WAIT_S
    window: Any = None
    while turns() < end and (window is None or window.workbench is None):
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        yield None
    scene.window = window
    if window is None or window.workbench is None:
        report("no window")
        yield True
    quiet = turns() + 0.4
    while turns() < quiet:
        yield None
    if fault.when == "talk" and window.talks.presenter.console is None:
        window.talks.presenter.toggle_console()
    before = seen_in(window)
    if fault.when in ("open", "talk"):
        fault.act(scene)
        window.file_watch.check()
    elif fault.when == "saving":
        session = window.session
        session.set_typed_text(session.document.text.replace('en = "Last"', 'en = "Typed"'))
        session.reparse()
        fault.act(scene)
        window.story_file.save()
    elif fault.when == "exporting":
        from desktop.ui.dialogs.export import ExportDialog

        dialog = ExportDialog(window, window.session, window.settings)
        dialog.open()
        fault.act(scene)
        dialog.export("pdf", scene.out)
    end = turns() + WAIT_S
    quiet = turns() + QUIET_S
    while turns() < end:
        seen = seen_in(window)
        if NOTHING[0] in fault.expected:
            if turns() > quiet:
                break
        elif matches(fault.expected, seen):
            break
        yield None
    _lift_limits()
    for line in seen_in(window):
        report(line)
    if sorted(seen_in(window)) == sorted(before):
        report(NOTHING[0])
    if fault.when == "saving":
        report(f"file: {_kind_of_file(scene)}")
        if scene.story.is_symlink():
            report(f"link: {scene.story.name} → {os.readlink(scene.story)}")
    elif fault.when == "exporting":
        report(f"out: {_kind_of_export(scene)}")
    yield True
    sys.exit("the script went on")


def _lift_limits() -> None:
    """Lift the limits of files, so that what was left can be looked at and reported."""
    for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        most = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (most, most))


def _kind_of_file(scene: Scene) -> str:
    """Return what the story's file is after a save."""
    _lift_limits()
    for path in (scene.folder, scene.story):
        if path.exists() and not path.is_symlink():
            path.chmod(0o755)  # whatever the fault forbade
    if not scene.story.is_file() or scene.story.stat().st_size > 1_000_000:
        return "none"
    text = scene.story.read_text("utf-8", "replace")
    typed = STORY.replace('en = "Last"', 'en = "Typed"')
    merged = typed.replace('en = "First"', 'en = "Theirs"')
    known = {typed: "saved whole", STORY: "as it was", merged: "saved whole with the other program's change"}
    return known.get(text, "the other program's")


def _kind_of_export(scene: Scene) -> str:
    """Return what an export has left."""
    _lift_limits()
    if scene.out.is_dir():
        return "a folder"
    if not scene.out.is_file():
        left = [file.name for file in scene.out.parent.glob("*out*")] if scene.out.parent.is_dir() else []
        return f"none, but {left}" if left else "none"
    content = scene.out.read_bytes()
    whole = content.startswith(b"%PDF") and b"%%EOF" in content[-20:]
    return "written" if whole else "as it was" if content == b"old" else "torn"
