"""Read, export and show every hostile story, each in a process of its own, and list what does not hold.

    python tests/hostile/run.py                  all of them: check, exports, window
    python tests/hostile/run.py --only drawing   those whose name begins so
    python tests/hostile/run.py --ways check     one way only

A run holds if it ends by itself within the bounds of processor time and memory, opens nothing outside the story's folder,
raises nothing, and prints no warning of Qt. Linux only: it counts what is opened with inotify.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from tests.hostile.registry import STORIES, Outside  # noqa: E402

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PASSEUR_LANG"] = "en"

MAX_CPU_S = 2.0
MAX_MEMORY_MB = 400
_KILL_AFTER_S = 40.0
_IN_OPEN, _IN_ACCESS, _IN_NONBLOCK = 0x20, 0x01, 0x800


OUTSIDE_NAMES = (b"picture.png", b"drawing.svg", b"events.csv", b"style.css", b"fifo")


@dataclass
class Outcome:
    """What came of one story in one way."""

    story: str
    way: str
    seconds: float = 0.0
    memory_mb: float = 0.0
    faults: list[str] = field(default_factory=list)


def check(file: Path, _folder: Path) -> None:
    from desktop import cli

    cli.main(["check", str(file)])


def export_png(file: Path, folder: Path) -> None:
    from desktop import cli

    cli.main(["export", str(file), "-o", str(folder / "png"), "--slides", "1", "--size", "640x360"])


def export_pdf(file: Path, folder: Path) -> None:
    from desktop import cli

    cli.main(["export", str(file), "-o", str(folder / "out.pdf"), "--handout", "1", "--slides", "1"])


def export_svg(file: Path, folder: Path) -> None:
    from desktop import cli

    cli.main(["export", str(file), "-o", str(folder / "out.svg"), "--slides", "1"])


def export_page(file: Path, folder: Path) -> None:
    from desktop import cli

    cli.main(["export", str(file), "-o", str(folder / "out.html"), "--slides", "1"])


def export_pptx(file: Path, folder: Path) -> None:
    from desktop import cli

    cli.main(["export", str(file), "-o", str(folder / "out.pptx"), "--slides", "1"])


def show_window(file: Path, _folder: Path) -> None:
    """Open the window and present the first slides with notes, timeline and sources."""
    from desktop.ui.app.app import build_window
    from desktop.ui.widgets import style

    app = style.application()
    window = build_window(app)
    window.story_file.open(file)
    window.show()
    app.processEvents()
    window.build_workbench().create_timeline()
    app.processEvents()
    if window.session.story.slides:
        window.talks.present(from_current_slide=True)
        presenter = window.talks.presenter
        assert presenter is not None
        presenter.toggle_console()
        for action_id in ("next", "timeline", "next", "overview", "leave", "leave"):
            presenter.commands.run(action_id)
            app.processEvents()
        presenter.end_talk()
    window.session.event_files.shut_down()
    app.processEvents()


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "check": check,
    "png": export_png,
    "pdf": export_pdf,
    "svg": export_svg,
    "page": export_page,
    "pptx": export_pptx,
    "window": show_window,
}


class OpenedFiles:
    """Tells whether a file of a folder was opened, by anything: Python, Qt or a library."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        # One for all runs: the kernel frees them late, and a user may have 128.
        self._descriptor = int(self._libc.inotify_init1(_IN_NONBLOCK))
        if self._descriptor < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self._watch = -1

    def watch(self, folder: Path) -> None:
        """Begin to watch a folder."""
        self._watch = self._libc.inotify_add_watch(self._descriptor, os.fsencode(folder), _IN_OPEN | _IN_ACCESS)
        if self._watch < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def any_opened(self) -> bool:
        """Return whether a file was opened since, and end the watch."""
        opened = False
        while select.select([self._descriptor], [], [], 0)[0]:
            event = os.read(self._descriptor, 4096)
            # An event: watch, mask, cookie, length of a name; a folder that is listed has no name.
            opened = opened or any(mark in event for mark in OUTSIDE_NAMES)
        self._libc.inotify_rm_watch(self._descriptor, self._watch)
        select.select([self._descriptor], [], [], 0)
        return opened


def _run_child(name: str, way: str, base: Path, report: int) -> None:
    """Write the story, go one way with it, and report each fault as a line; never returns."""
    from PySide6.QtCore import qInstallMessageHandler

    status = 0
    with os.fdopen(report, "w") as lines:
        try:
            for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
                os.environ[variable] = str(base / variable)
            folder, outside = base / "story", Outside(base / "outside")
            folder.mkdir()
            STORIES[name](folder, outside)
            qInstallMessageHandler(
                lambda _type, _context, message: (
                    print(f"Qt: {message[:150]}", file=lines, flush=True)
                    if "This plugin does not support" not in message
                    else None
                )
            )
            output = os.open(base / "output", os.O_CREAT | os.O_WRONLY)
            os.dup2(output, 1)
            os.dup2(output, 2)
            usage = resource.getrusage(resource.RUSAGE_SELF)
            before = usage.ru_utime + usage.ru_stime
            WAYS[way](folder / "content.toml", base)
            usage = resource.getrusage(resource.RUSAGE_SELF)
            print(f"cpu {usage.ru_utime + usage.ru_stime - before}", file=lines)
            sys.stdout.flush()
            said = (base / "output").read_bytes()
            if b"Traceback" in said or b"Error calling Python override" in said:
                print("traceback: " + said.decode("utf-8", "replace").strip().rpartition("\n")[2][:150], file=lines)
            if any(code in said for code in (b"\x1b", "\u202e".encode())):
                print("wrote control signs to the terminal", file=lines)
        except BaseException:  # noqa: BLE001 - whatever it is, it is reported
            print("raised: " + traceback.format_exc(limit=-2).replace("\n", " | ")[-300:], file=lines)
            status = 1
        lines.flush()
        os._exit(status)


def run_one(name: str, way: str, opened_files: OpenedFiles) -> Outcome:
    """Run one story one way in a process of its own."""
    outcome = Outcome(name, way)
    with tempfile.TemporaryDirectory(prefix="passeur-hostile-") as base:
        outside = Outside(Path(base) / "outside")
        outside.fill()
        opened_files.watch(outside.folder)
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            _run_child(name, way, Path(base), writer)
        os.close(writer)
        started = time.monotonic()
        with os.fdopen(reader) as report:
            while not select.select([report], [], [], 0.2)[0] or not _ended(child):
                if time.monotonic() - started > _KILL_AFTER_S:
                    os.kill(child, signal.SIGKILL)
                    outcome.faults.append(f"did not end within {_KILL_AFTER_S:.0f} s")
                    break
                if _ended(child):
                    break
            lines = report.read().splitlines()
        _, status, usage = os.wait4(child, 0)
        if opened_files.any_opened():
            outcome.faults.append("opened a file outside the folder")
        outcome.memory_mb = usage.ru_maxrss / 1024
        outcome.seconds = usage.ru_utime + usage.ru_stime
        for line in lines:
            if line.startswith("cpu "):
                outcome.seconds = float(line.removeprefix("cpu "))
            elif line not in outcome.faults:
                outcome.faults.append(line)
        if os.WIFSIGNALED(status) and not outcome.faults:
            outcome.faults.append(f"died of signal {os.WTERMSIG(status)}")
    if outcome.seconds > MAX_CPU_S:
        outcome.faults.append(f"took {outcome.seconds:.1f} s of processor time")
    if outcome.memory_mb > MAX_MEMORY_MB:
        outcome.faults.append(f"held {outcome.memory_mb:.0f} MB")
    return outcome


def _ended(child: int) -> bool:
    """Return whether a process has ended, without reaping it."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="stories whose name begins so")
    parser.add_argument("--ways", default=",".join(WAYS), help="among " + ", ".join(WAYS))
    options = parser.parse_args()
    import PySide6.QtSvg
    import PySide6.QtWidgets  # noqa: F401 - once, for all children

    import tests.hostile.data
    import tests.hostile.pictures
    import tests.hostile.texts  # noqa: F401
    from desktop.output import png, story_check  # noqa: F401
    from desktop.output.pdf import write as write_pdf  # noqa: F401
    from desktop.output.pptx import write as write_pptx  # noqa: F401
    from desktop.output.svg import write as write_svg  # noqa: F401
    from desktop.output.web import write as write_page  # noqa: F401
    from desktop.ui.app import app  # noqa: F401
    from desktop.ui.timeline import timeline_binding  # noqa: F401
    from desktop.ui.window import workbench  # noqa: F401

    names = [name for name in STORIES if name.startswith(options.only)]
    if not names:
        parser.error(f"no story's name begins with “{options.only}”")
    outcomes = []
    opened_files = OpenedFiles()
    for number, name in enumerate(names):
        if number and number % 50 == 0:
            print(f"  {number} stories, {len(outcomes)} runs", flush=True)
        for way in options.ways.split(","):
            outcome = run_one(name, way, opened_files)
            outcomes.append(outcome)
            if outcome.faults:
                print(f"{way:7} {name}: {'; '.join(outcome.faults)}", flush=True)
    failed = [outcome for outcome in outcomes if outcome.faults]
    slowest, largest = (
        max(outcomes, key=lambda one: one.seconds),
        max(outcomes, key=lambda one: one.memory_mb),
    )
    print(f"{len(names)} stories, {len(outcomes)} runs, {len(failed)} that do not hold")
    print(f"slowest {slowest.seconds:.2f} s ({slowest.way} of {slowest.story})")
    print(f"largest {largest.memory_mb:.0f} MB ({largest.way} of {largest.story})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
