"""Faults of what the program stands on: disks that are full, slow or gone, handles, memory, rights, pictures and data."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from tests.reloading import reload_file
from tests.system_faults.registry import (
    NOTHING,
    STORY,
    Act,
    Fault,
    Scene,
    add,
    fill_disk,
)

SHOWN = ("slide: first",)
NO_DISPLAY = ("terminal: there is no display to open a window on", "exit: 2")
KEPT = ("data", "config", "state", "cache", "home")


def complete(scene: Scene) -> None:
    """Let a running program import and read what it does after its first picture."""
    from PySide6.QtTest import QTest

    if scene.window is not None:
        scene.window.build_workbench().create_timeline()
        QTest.qWait(1500)


def no_handles(scene: Scene) -> None:
    """Let no further file be opened."""
    complete(scene)
    held = len(os.listdir("/proc/self/fd")) - 1  # without the one that lists them
    resource.setrlimit(resource.RLIMIT_NOFILE, (held, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def short_files(_scene: Scene) -> None:
    """Let no file grow beyond 200 bytes, as a disk with a quota does."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def little_memory(scene: Scene) -> None:
    """Leave 256 MB of addresses."""
    complete(scene)
    used = next(
        int(line.split()[1]) << 10
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmSize")
    )
    resource.setrlimit(resource.RLIMIT_AS, (used + (256 << 20),) * 2)


def mode(name: str, bits: int) -> Act:
    """Return an act that gives a file or folder of the scene a mode."""
    return lambda scene: (scene.base / name).chmod(bits)


def closed_home(scene: Scene) -> None:
    """Let nothing be written in any folder of what the program keeps."""
    for folder, _, _ in os.walk(scene.base / "data", topdown=False):
        Path(folder).chmod(0o555)


def full(name: str) -> Act:
    """Return an act that fills the disk of a folder."""
    return lambda scene: fill_disk(scene.base / name)


def read_only(scene: Scene) -> None:
    """Let nothing be written anywhere."""
    for name in (*KEPT, "story"):
        (scene.base / name).chmod(0o555)


def both(*acts: Act) -> Act:
    """Return an act that does several."""

    def act(scene: Scene) -> None:
        for one in acts:
            one(scene)

    return act


def beside(name: str, change: Callable[[Path], object]) -> Act:
    """Return an act that changes a file beside the story, and lets the program look."""

    def act(scene: Scene) -> None:
        path = scene.folder / name
        if change is not _in_place:
            path.unlink()
        change(path)
        if scene.window is not None:
            reload_file(scene.window.session)

    return act


def gone(_path: Path) -> None:
    """Leave the place empty."""


def _in_place(path: Path) -> None:
    path.chmod(0)


def _random(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 9)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


# -- pictures and data -------------------------------------------------------------------------------------------------

PICTURES: dict[str, Callable[[Path], object]] = {
    "is gone": gone,
    "may not be read": _in_place,
    "is random bytes": _random,
    "is empty": _empty,
    "is a pipe": os.mkfifo,
    "is a folder": Path.mkdir,
    "is a link to /dev/zero": _endless,
    "is a link that leads out": _outside,
}
for _name, _change in PICTURES.items():
    add(Fault(f"the picture {_name}", "check", beside("bridge.svg", _change), ("terminal: bridge.svg",)))
    for _when in ("start", "open", "talk"):
        add(Fault(f"the picture {_name}", _when, beside("bridge.svg", _change), SHOWN))
    add(Fault(f"the data {_name}", "check", beside("events.csv", _change), ("terminal: events.csv",)))
    for _when in ("open", "talk"):
        _said = "console: 1 problem in the text, first on line 8" if _when == "talk" else "problem: events.csv"
        add(
            Fault(
                f"the data {_name}", _when, beside("events.csv", _change), (_said, *SHOWN),
                fast=_when == "talk" and _name == "is a pipe",
            )
        )  # fmt: skip

# -- limits, disks and rights in a running program -----------------------------------------------------------------------

LIMITS: dict[str, Act] = {
    "no handles left": no_handles,
    "256 MB of memory": little_memory,
}
add(
    Fault(
        "no handles left", "open", no_handles, ("bar: content.toml can no longer be read (Too many open files)", *SHOWN)
    )
)
add(Fault("no handles left", "talk", no_handles, SHOWN, fast=True))
for _when in ("open", "talk"):
    add(Fault("256 MB of memory", _when, little_memory, NOTHING))


def _walk(scene: Scene) -> None:
    """Press Next twice."""
    assert scene.window is not None
    for _ in range(2):
        scene.window.session.navigator.next()


for _name, _act in LIMITS.items():
    add(Fault(f"{_name}, then two presses", "talk", both(_act, _walk), ("slide: last",)))
for _when in ("start", "present"):
    add(Fault("nothing may be written anywhere", _when, read_only, SHOWN))
for _when in ("open", "talk"):
    add(Fault("nothing may be written anywhere", _when, read_only, NOTHING))
    add(Fault("home is full", _when, full("data"), NOTHING, small_home=True))
add(
    Fault(
        "home removed", "talk", both(lambda scene: shutil.rmtree(scene.data), _walk), ("slide: last",),
    )
)  # fmt: skip
add(Fault("home that may not be written", "talk", both(closed_home, _walk), ("slide: last",)))


def _type(scene: Scene) -> None:
    """Type one word."""
    assert scene.window is not None
    session = scene.window.session
    session.set_typed_text(session.document.text.replace('en = "Last"', 'en = "Typed"'))


TOLD = ("bar: The recovery copy could not be written",)
add(Fault("home is full, then a word is typed", "open", both(full("data"), _type), TOLD, small_home=True))
add(
    Fault(
        "home that may not be written, then a word is typed", "open", both(closed_home, _type), TOLD,
    )
)  # fmt: skip


def _stuck(scene: Scene, name: str, is_stuck: Callable[[object], bool]) -> None:
    """Let a function of the system wait until two presses were seen; in the event loop it would wait for ever."""
    from PySide6.QtCore import QTimer

    real, pressed = getattr(os, name), threading.Event()

    def slow(path: object, *given: object, **named: object) -> object:
        if is_stuck(path):
            pressed.wait(30.0)
        return real(path, *given, **named)

    setattr(os, name, slow)

    def press() -> None:
        _walk(scene)
        pressed.set()

    QTimer.singleShot(600, press)


def _slow_read(scene: Scene) -> None:
    scene.story.write_text(STORY + "# later\n", "utf-8")
    _stuck(scene, "open", lambda path: "content.toml" in str(path))


def _slow_stat(scene: Scene) -> None:
    scene.story.write_text(STORY + "# later\n", "utf-8")
    _stuck(scene, "stat", lambda path: "content.toml" in str(path))


def _slow_sync(scene: Scene) -> None:
    _stuck(scene, "fsync", lambda _path: True)


for _when in ("open", "talk"):
    add(
        Fault(
            "a disk that does not answer a read, then two presses", _when, _slow_read, ("slide: last",),
            fast=_when == "talk",
        )
    )  # fmt: skip
    add(Fault("a disk that does not answer a question, then two presses", _when, _slow_stat, ("slide: last",)))
add(Fault("a disk that never ends a write, then two presses", "talk", _slow_sync, ("slide: last",)))


def _thousand_changes(scene: Scene) -> None:
    for number in range(1000):
        text = STORY + f"# {number}\n" if number % 3 else STORY[: 100 + number % 300]
        if number % 2:
            scene.story.write_text(text, "utf-8")
        else:
            (scene.folder / "new").write_text(text, "utf-8")
            (scene.folder / "new").replace(scene.story)
        if number % 50 == 0:
            assert scene.window is not None
            scene.window.file_watch.check()
    scene.story.write_text(STORY.replace('id = "first"', 'id = "changed"'), "utf-8")


for _when in ("open", "talk"):
    add(Fault("a thousand changes of the file", _when, _thousand_changes, ("slide: changed",)))

# -- the machine at the start ------------------------------------------------------------------------------------------


def _bus_that_closes(scene: Scene) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(scene.base / "bus"))
    listener.listen(9)

    def refuse() -> None:
        while True:
            listener.accept()[0].close()

    threading.Thread(target=refuse, daemon=True).start()


add(
    Fault(
        "a bus that closes at once", "present", _bus_that_closes, SHOWN,
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path={base}/bus"},
    )
)  # fmt: skip
add(
    Fault(
        "no display", "command", lambda _scene: None, NO_DISPLAY,
        {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""},
    )
)  # fmt: skip
add(
    Fault(
        "a display that does not answer", "command", lambda _scene: None, NO_DISPLAY,
        {"QT_QPA_PLATFORM": "", "DISPLAY": ":987", "WAYLAND_DISPLAY": "none", "XDG_RUNTIME_DIR": "{base}"},
    )
)  # fmt: skip
add(Fault("no folder for temporary files", "start", lambda _scene: None, SHOWN, {"TMPDIR": "{base}/none"}))
for _name, _path in (("settings", "config/passeur/passeur.ini"), ("journal", "data/passeur/talk.json")):

    def _unreadable(scene: Scene, path: str = _path) -> None:
        scene.put(scene.base / path, b"x")
        (scene.base / path).chmod(0)

    add(Fault(f"{_name} that may not be read", "present", _unreadable, SHOWN))
add(
    Fault("the folder of the log is a file", "start", lambda scene: scene.put(scene.base / "state/passeur", b""), SHOWN)
)
