"""The project's own environment in `.venv`: made from hash-pinned locks, stamped last, quick to find in order."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import system
from setup_messages import Trouble, say, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: Final = Path(__file__).resolve().parent.parent
VENV: Final = PROJECT / ".venv"
STAMP: Final = VENV / "passeur.json"
# Two locks, because a person who opens a story should not wait for test tools; the second holds the first.
LOCKS: Final = {"run": PROJECT / "packaging" / "lock.txt", "test": PROJECT / "packaging" / "lock-dev.txt"}
MEGABYTES: Final = {"run": 110, "test": 200}
# What `pip install -e .` reads.
BUILT_FROM: Final = (PROJECT / "pyproject.toml", PROJECT / "packaging" / "hatch_data_hook.py")


def python() -> Path:
    """Return the environment's interpreter."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def clean() -> dict[str, str]:
    """Return the process's environment without what would make Python or pip act on another place than `.venv`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_BINARY", "PIP_PYTHON", "PIP_REQUIRE_VIRTUALENV"):
        kept.pop(name, None)
    return kept | {"PYTHONNOUSERSITE": "1", "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def digest(*files: Path) -> str:
    """Return the SHA-256 of the files' bytes, one after the other."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def wanted(kind: str) -> dict[str, str]:
    """Return the stamp that says: nothing is to be done for `kind`."""
    stamp = {
        "python": f"{sys.version} {getattr(sys, '_base_executable', sys.executable)}",
        "folder": str(PROJECT),  # scripts and the .pth file name it: a folder that was moved is set up again
        "project": digest(*BUILT_FROM),
        "run": digest(LOCKS["run"]),
    }
    return stamp if kind == "run" else stamp | {kind: digest(LOCKS[kind])}


def steps(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    """Return what leads from the environment stamped `old` to one stamped `new`.

    Out of "make" (from nothing), "lock" (install the locked parts), "project" (install Passeur itself).
    """
    settled = [old.get(name) == new[name] for name in ("python", "folder", "run")]
    # Made anew rather than changed: what a lock no longer names would stay, and be found by import and PyInstaller.
    if not all(settled) or ("test" in old and "test" in new and old["test"] != new["test"]):
        return ("make", "lock", "project")
    parts = ("lock",) if "test" in new and "test" not in old else ()
    return (*parts, "project") if parts or old.get("project") != new["project"] else ()


def stamped() -> dict[str, str]:
    """Return what the environment was stamped with, or nothing where it was never finished or is broken."""
    try:
        read = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) and python().exists() else {}


def prepare(kind: str) -> None:
    """Bring `.venv` to what the lock of `kind` says, at the cost of reading four files when it is there already.

    Raises Trouble, with one sentence, when that cannot be done.
    """
    new = wanted(kind)
    if _in_order(new):
        return
    with _alone():
        if _in_order(new):  # the other set-up that we waited for made it
            return
        started = time.monotonic()
        try:
            _follow(kind, stamped(), new)
        except OSError as error:
            raise Trouble(sentence("cannot_write", folder=VENV, reason=error.strerror or error)) from error
        say("ready", seconds=time.monotonic() - started)


def _in_order(new: dict[str, str]) -> bool:
    old = stamped()
    return old.get("qt") == "loads" and not steps(old, new)


def _follow(kind: str, old: dict[str, str], new: dict[str, str]) -> None:
    system.require_packages()
    todo = steps(old, new)
    if todo:
        STAMP.unlink(missing_ok=True)
    if "make" in todo:
        if VENV.exists():
            say("again", folder=VENV)
            shutil.rmtree(VENV)
        say("making", folder=VENV, megabytes=MEGABYTES[kind])
        _call([sys.executable, "-m", "venv", str(VENV)], "venv")
        if "test" in old and "test" not in new:
            new = wanted("test")  # who has tested here will test again
            kind = "test"
    elif "lock" in todo:
        say("adding")
    elif todo:
        say("refreshing")
    if "lock" in todo:
        # --no-deps: the lock names every part, so pip has nothing to look for.
        _pip(LOCKS[kind].name, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCKS[kind]))
    if "project" in todo:
        _pip("passeur", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(PROJECT))
    stamp = new | {name: old[name] for name in ("test",) if name in old and "make" not in todo}
    _write(stamp)
    # Only now: a system that lacks a library keeps the environment, and is asked again next time.
    system.require_qt(python())
    _write(stamp | {"qt": "loads"})


def _pip(what: str, *arguments: str) -> None:
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    _call([str(python()), "-m", "pip", "install", *quiet, *arguments], what)


def _call(command: list[str], what: str) -> None:
    if subprocess.call(command, env=clean(), cwd=PROJECT):
        raise Trouble(sentence("pip_failed", what=what))


def _write(stamp: dict[str, str]) -> None:
    beside = STAMP.with_suffix(".part")
    beside.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    beside.replace(STAMP)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up at a time work in this folder; the system lets go of the lock however the process ends."""
    with LOCKS["run"].open("rb") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 30)  # beyond the end: a lock there hinders nobody from reading
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    say("waiting")
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("waiting")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
