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
from setup_messages import SetupError, message_text, print_message

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: Final = Path(__file__).resolve().parent.parent
VENV: Final = PROJECT / ".venv"
STAMP: Final = VENV / "passeur.json"
# Two locks, because a person who opens a story should not wait for test tools; the second holds the first.
LOCKS: Final = {"run": PROJECT / "packaging" / "lock.txt", "test": PROJECT / "packaging" / "lock-dev.txt"}
DOWNLOAD_MEGABYTES: Final = {"run": 110, "test": 200}
# What `pip install -e .` reads.
PROJECT_FILES: Final = (PROJECT / "pyproject.toml", PROJECT / "packaging" / "hatch_data_hook.py")


def interpreter() -> Path:
    """Return the environment's interpreter."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def clean_variables() -> dict[str, str]:
    """Return the process's environment without what would make Python or pip act on another place than `.venv`."""
    variables = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_NO_BINARY", "PIP_PYTHON", "PIP_REQUIRE_VIRTUALENV"):
        variables.pop(name, None)
    return variables | {
        "PYTHONNOUSERSITE": "1",
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def digest(*files: Path) -> str:
    """Return the SHA-256 of the files' bytes, one after the other."""
    hasher = hashlib.sha256()
    for file in files:
        hasher.update(file.read_bytes())
    return hasher.hexdigest()


def wanted_stamp(kind: str) -> dict[str, str]:
    """Return the stamp that says: nothing is to be done for `kind`."""
    stamp = {
        "python": f"{sys.version} {getattr(sys, '_base_executable', sys.executable)}",
        "folder": str(PROJECT),  # scripts and the .pth file name it: a folder that was moved is set up again
        "project": digest(*PROJECT_FILES),
        "run": digest(LOCKS["run"]),
    }
    return stamp if kind == "run" else stamp | {kind: digest(LOCKS[kind])}


def setup_steps(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    """Return what leads from the environment stamped `old` to one stamped `new`.

    Out of "make" (from nothing), "lock" (install the locked parts), "project" (install Passeur itself).
    """
    unchanged = [old.get(name) == new[name] for name in ("python", "folder", "run")]
    # Made anew rather than changed: what a lock no longer names would stay, and be found by import and PyInstaller.
    if not all(unchanged) or ("test" in old and "test" in new and old["test"] != new["test"]):
        return ("make", "lock", "project")
    parts = ("lock",) if "test" in new and "test" not in old else ()
    return (*parts, "project") if parts or old.get("project") != new["project"] else ()


def read_stamp() -> dict[str, str]:
    """Return what the environment was stamped with, or nothing where it was never finished or is broken."""
    try:
        read = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) and interpreter().exists() else {}


def ensure(kind: str) -> None:
    """Bring `.venv` to what the lock of `kind` says, at the cost of reading four files when it is there already.

    Raises Trouble, with one sentence, when that cannot be done.
    """
    new = wanted_stamp(kind)
    if _is_current(new):
        return
    with _lock():
        if _is_current(new):  # the other set-up that we waited for made it
            return
        started = time.monotonic()
        try:
            _apply(kind, read_stamp(), new)
        except OSError as error:
            raise SetupError(message_text("cannot_write", folder=VENV, reason=error.strerror or error)) from error
        print_message("ready", seconds=time.monotonic() - started)


def _is_current(new: dict[str, str]) -> bool:
    old = read_stamp()
    return old.get("qt") == "loads" and not setup_steps(old, new)


def _apply(kind: str, old: dict[str, str], new: dict[str, str]) -> None:
    system.require_packages()
    todo = setup_steps(old, new)
    if todo:
        STAMP.unlink(missing_ok=True)
    if "make" in todo:
        if VENV.exists():
            print_message("again", folder=VENV)
            shutil.rmtree(VENV)
        print_message("making", folder=VENV, megabytes=DOWNLOAD_MEGABYTES[kind])
        _run_command([sys.executable, "-m", "venv", str(VENV)], "venv")
        if "test" in old and "test" not in new:
            new = wanted_stamp("test")  # who has tested here will test again
            kind = "test"
    elif "lock" in todo:
        print_message("adding")
    elif todo:
        print_message("refreshing")
    if "lock" in todo:
        # --no-deps: the lock names every part, so pip has nothing to look for.
        _pip(LOCKS[kind].name, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCKS[kind]))
    if "project" in todo:
        _pip("passeur", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(PROJECT))
    stamp = new | {name: old[name] for name in ("test",) if name in old and "make" not in todo}
    _write_stamp(stamp)
    # Only now: a system that lacks a library keeps the environment, and is asked again next time.
    system.require_qt(interpreter())
    _write_stamp(stamp | {"qt": "loads"})


def _pip(what: str, *arguments: str) -> None:
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    _run_command([str(interpreter()), "-m", "pip", "install", *quiet, *arguments], what)


def _run_command(command: list[str], what: str) -> None:
    if subprocess.call(command, env=clean_variables(), cwd=PROJECT):
        raise SetupError(message_text("pip_failed", what=what))


def _write_stamp(stamp: dict[str, str]) -> None:
    temp_file = STAMP.with_suffix(".part")
    temp_file.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    temp_file.replace(STAMP)


@contextmanager
def _lock() -> Iterator[None]:
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
                    print_message("waiting")
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print_message("waiting")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
