"""Faults of the machine: home, what the program keeps there, limits, signals, clock, bus, fonts, languages, streams."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import threading
import time

from tests.system_faults.registry import NOTHING, Act, Fault, Scene, add, fill_disk, sparse
from tests.system_faults.resources import both, complete, short_files

SHOWN = ("slide: first",)


def _no_write(scene: Scene) -> None:
    for name in ("data", "config", "state", "cache", "home"):
        (scene.base / name).chmod(0o555)


def _remove_home(scene: Scene) -> None:
    for name in ("data", "config", "state", "cache", "home"):
        (scene.base / name).rmdir()
    scene.base.chmod(0o555)


def _home_is_a_file(scene: Scene) -> None:
    for name in ("data", "config", "state", "cache", "home"):
        (scene.base / name).rmdir()
        (scene.base / name).write_bytes(b"")


def _with_mode(scene: Scene) -> None:
    (scene.base / "data").chmod(0)


HOMES: dict[str, Act] = {
    "home that may not be written": _no_write,
    "home that may not be entered": _with_mode,
    "home missing": _remove_home,
    "home is a file": _home_is_a_file,
}
for _name, _act in HOMES.items():
    for _when in ("start", "present"):
        add(Fault(_name, _when, _act, SHOWN, fast=_when == "start" and "entered" in _name))
add(Fault("home is full", "start", lambda scene: fill_disk(scene.base / "data"), SHOWN, small_home=True))
add(Fault("home is full", "present", lambda scene: fill_disk(scene.base / "data"), SHOWN, small_home=True))

SETTINGS: dict[str, bytes] = {
    "random": bytes(range(256)) * 40,
    "NUL": b"\0" * 5000,
    "cut": b"[interface\nlang",
    "of wrong kinds": b"[interface]\nlanguage=@Variant(\\0\\0\\0\\x7f)\n[window]\nwindow=@ByteArray(\\xff\\xff)\n"
    b"[recent]\nfiles=@Invalid()\n",
    "with a recent file of 5,000 letters": b"[files]\nrecent=/" + b"x" * 5000 + b"\n",
    "of 2 MB": b"[a]\n" + b"x=1\n" * 500_000,
}
for _name, _bytes in SETTINGS.items():
    add(Fault(f"settings {_name}", "start", lambda scene, content=_bytes: scene.put(scene.settings, content), SHOWN))
add(Fault("settings are a folder", "start", lambda scene: scene.settings.mkdir(parents=True), SHOWN))


def _settings_pipe(scene: Scene) -> None:
    scene.settings.parent.mkdir(parents=True)
    os.mkfifo(scene.settings)


def _settings_huge(scene: Scene) -> None:
    scene.settings.parent.mkdir(parents=True)
    sparse(scene.settings)


add(Fault("settings are a pipe", "start", _settings_pipe, SHOWN))
add(Fault("settings are a pipe", "present", _settings_pipe, SHOWN))
add(Fault("settings of 3 GB", "start", _settings_huge, SHOWN))

JOURNALS: dict[str, bytes] = {
    "emptied": b"",
    "cut": b'{"path": "/x", "positi',
    "random": bytes(range(256)),
    "a list": b"[]",
    "with infinity": b'{"path": "x", "position": {"slide_id": "a", "step": 1e999}, "language": "en", "clock": {}, "written": 1}',
    "with a long number": b'{"written": ' + b"9" * 400 + b"}",
    "of brackets": b"[" * 100_000,
}
for _name, _bytes in JOURNALS.items():
    for _when in ("start", "present"):
        add(
            Fault(
                f"journal {_name}",
                _when,
                lambda scene, content=_bytes: scene.put(scene.data / "talk.json", content),
                SHOWN,
            )
        )


def _journal_pipe(scene: Scene) -> None:
    scene.data.mkdir()
    os.mkfifo(scene.data / "talk.json")


def _journal_huge(scene: Scene) -> None:
    scene.data.mkdir()
    sparse(scene.data / "talk.json")


def _interrupted(scene: Scene, ago: float, slide: str) -> None:
    now = time.time() - ago
    record = {
        "path": str(scene.story), "position": {"slide_id": slide, "step": 0, "ended": False}, "language": "fr",
        "clock": {"started_at": now - 60, "paused_total": 0.0, "paused_at": 0.0}, "blank": "", "frozen": None, "written": now,
    }  # fmt: skip
    scene.put(scene.data / "talk.json", json.dumps(record).encode())


add(Fault("journal is a pipe", "present", _journal_pipe, SHOWN))
add(Fault("journal of 3 GB", "present", _journal_huge, SHOWN))
add(Fault("journal is a folder", "present", lambda scene: (scene.data / "talk.json").mkdir(parents=True), SHOWN))
add(
    Fault(
        "a talk was interrupted", "present", lambda scene: _interrupted(scene, 5, "last"), ("slide: last",), fast=True
    )
)
add(
    Fault(
        "a talk was interrupted",
        "start",
        lambda scene: _interrupted(scene, 5, "last"),
        ("bar: A talk was interrupted",),
    )
)
add(
    Fault(
        "a talk was interrupted three hours ago",
        "present",
        lambda scene: _interrupted(scene, 3 * 3600, "last"),
        ("bar: A talk was interrupted",),
    )
)
add(Fault("a talk was interrupted in the future", "present", lambda scene: _interrupted(scene, -86400, "last"), SHOWN))
add(Fault("the slide of an interrupted talk is gone", "present", lambda scene: _interrupted(scene, 5, "gone"), SHOWN))


def _kept(name: str, content: bytes | None) -> Act:
    def act(scene: Scene) -> None:
        from desktop.story.storage.versions import story_folder

        folder = story_folder(scene.data / "versions", scene.story)
        if content is None:
            scene.put(folder, b"a file")
        else:
            scene.put(folder / name, content)

    return act


UNSAVED = "unsaved-0123456789abcdef.toml"
for _name, _content in {"emptied": b"", "random": bytes(range(256)) * 3, "cut": b"# passeur unsa"}.items():
    add(Fault(f"unsaved text {_name}", "start", _kept(UNSAVED, _content), SHOWN))
add(Fault("folder of versions is a file", "start", _kept("", None), SHOWN))
add(
    Fault(
        "version of random bytes",
        "start",
        _kept("000001-20200101T000000Z-0123456789abcdef.toml", bytes(range(256))),
        SHOWN,
    )
)

# -- limits ------------------------------------------------------------------------------------------------------------


def _little_memory(_scene: Scene) -> None:
    used = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmSize"))  # noqa: SIM115
    resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20), used + (64 << 20)))


for _when in ("open", "talk"):
    add(Fault("files may not grow beyond 200 bytes", _when, short_files, NOTHING))
# Before the file of events is read: a CSV needs no library.
add(Fault("64 MB of memory", "open", _little_memory, NOTHING))
for _when in ("talk", "saving"):
    add(Fault("64 MB of memory", _when, both(complete, _little_memory), NOTHING))

# -- signals -----------------------------------------------------------------------------------------------------------


def _send(number: signal.Signals) -> Act:
    return lambda _scene: os.kill(os.getpid(), number)


def _stop_and_go_on(_scene: Scene) -> None:
    if os.fork() == 0:
        time.sleep(0.3)
        os.kill(os.getppid(), signal.SIGCONT)
        os._exit(0)
    os.kill(os.getpid(), signal.SIGSTOP)


for _when in ("open", "talk"):
    add(Fault("SIGTERM", _when, _send(signal.SIGTERM), ("exit: 143",), fast=_when == "talk"))
    add(Fault("SIGHUP", _when, _send(signal.SIGHUP), ("exit: 129",)))
    add(Fault("SIGINT", _when, _send(signal.SIGINT), ("exit: 0",)))
    add(Fault("SIGSTOP and SIGCONT", _when, _stop_and_go_on, NOTHING))
    add(Fault("SIGUSR2 and SIGPIPE ignored", _when, _send(signal.SIGPIPE), NOTHING))

# -- clock, streams, languages, bus, fonts -----------------------------------------------------------------------------


def _jump(seconds: float) -> Act:
    def act(scene: Scene) -> None:
        assert scene.window is not None
        scene.window.session.talk.clock.start()
        real = time.time
        time.time = lambda: real() + seconds

    return act


for _name, _seconds in (
    ("400 days back", -400 * 86400.0),
    ("400 days on", 400 * 86400.0),
    ("to 1970", -time.time() + 10),
):
    for _when in ("open", "talk"):
        add(Fault(f"the clock jumps {_name}", _when, _jump(_seconds), NOTHING))


def _close_streams(_scene: Scene) -> None:
    for number in (0, 1, 2):
        os.close(number)


for _when in ("start", "present", "open", "talk"):
    add(Fault("all three streams closed", _when, _close_streams, SHOWN))

for _language in ("C", "POSIX", "xx_YY", "ar_EG.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8", "\x7f/../..", "de@x"):
    add(
        Fault(
            f"LANG={_language!r}",
            "start",
            lambda _scene: None,
            SHOWN,
            {"LANG": _language, "LC_ALL": _language, "PASSEUR_LANG": ""},
        )
    )
for _zone in ("Nowhere/None", "UTC+99", ":/dev/zero"):
    add(Fault(f"TZ={_zone}", "start", lambda _scene: None, SHOWN, {"TZ": _zone}))


def _mute_bus(scene: Scene) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(scene.base / "bus"))
    listener.listen(9)
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            taken.append(listener.accept()[0])

    threading.Thread(target=take, daemon=True).start()


add(
    Fault(
        "a bus that never answers",
        "present",
        _mute_bus,
        SHOWN,
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path={base}/bus"},
        fast=True,
    )
)
add(Fault("no bus", "present", lambda _scene: None, SHOWN, {"DBUS_SESSION_BUS_ADDRESS": "unix:path={base}/none"}))
add(
    Fault(
        "an address of the bus that is none",
        "present",
        lambda _scene: None,
        SHOWN,
        {"DBUS_SESSION_BUS_ADDRESS": "%%%;;"},
    )
)
add(
    Fault(
        "no fonts on the machine",
        "start",
        lambda _scene: None,
        SHOWN,
        {"FONTCONFIG_FILE": "/dev/null", "XDG_DATA_DIRS": "{base}/none"},
    )
)
add(
    Fault(
        "HOME names no folder",
        "start",
        lambda _scene: None,
        SHOWN,
        {"HOME": "{base}/none", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""},
    )
)
add(Fault("no PATH", "present", lambda _scene: None, SHOWN, {"PATH": ""}))
add(
    Fault(
        "folders of XDG that are relative",
        "start",
        lambda _scene: None,
        SHOWN,
        {"XDG_DATA_HOME": "a", "XDG_CONFIG_HOME": "b"},
    )
)
