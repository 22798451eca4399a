"""The project's own environment in `.venv`: made beside it from hash-pinned locks, stamped, then put in its place."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
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
NEW_VENV: Final = PROJECT / ".venv-new"  # where the next one is built: the one in use stays until that one stands
OLD_VENV: Final = PROJECT / ".venv-old"  # where the one in use waits while the next one takes its place
STAMP_NAME: Final = "passeur.json"
# Two locks, because a person who opens a story should not wait for test tools; the second holds the first.
LOCKS: Final = {"run": PROJECT / "packaging" / "lock.txt", "test": PROJECT / "packaging" / "lock-dev.txt"}
DOWNLOAD_MEGABYTES: Final = {"run": 110, "test": 200}
# What `pip install -e .` reads.
PROJECT_FILES: Final = (PROJECT / "pyproject.toml", PROJECT / "packaging" / "hatch_data_hook.py")


def interpreter(venv: Path | None = None) -> Path:
    """Return the interpreter of an environment, by default that of `.venv`."""
    venv = venv or VENV
    return venv / "Scripts" / "python.exe" if sys.platform == "win32" else venv / "bin" / "python"


def python_version() -> str:
    """Return what an environment depends on: implementation, version, platform; not the build's date or patch level."""
    # An update of 3.11.2 to 3.11.4, or a new build of either, leaves every installed package as good as it was.
    return str(sysconfig.get_config_var("SOABI") or f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}")


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


def base_python_folder() -> str:
    """Return the folder of the Python below any environment.

    Its own name is no help: it is `python3` where that started it, and `python3.11` in the environment it made.
    """
    return os.path.dirname(getattr(sys, "_base_executable", sys.executable))


def wanted_stamp(kind: str) -> dict[str, str]:
    """Return the stamp that says: nothing is to be done for `kind`."""
    stamp = {
        "python": f"{python_version()} {base_python_folder()}",
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


def read_stamp(venv: Path | None = None) -> dict[str, str]:
    """Return an environment's stamp, or nothing where it was never finished or is broken."""
    venv = venv or VENV
    try:
        read = json.loads((venv / STAMP_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) and interpreter(venv).exists() else {}


def ensure(kind: str) -> None:
    """Bring `.venv` to what the lock of `kind` says, at the cost of reading four files when it is there already.

    Where that fails, the environment there is used, with a word, if it still works; else SetupError is raised.
    """
    new = wanted_stamp(kind)
    if _is_current(new):
        return
    with _lock():
        if not VENV.exists() and OLD_VENV.exists():  # the process ended between the two renames of `_swap`
            OLD_VENV.replace(VENV)
        if _is_current(new):  # the other set-up that we waited for made it
            return
        started = time.monotonic()
        try:
            _apply(kind, read_stamp(), new)
        except (SetupError, OSError) as error:
            reason = str(error)
            if isinstance(error, OSError):
                reason = message_text("cannot_write", folder=VENV, reason=error.strerror or error)
            if not still_works(kind):
                raise SetupError(reason) from error
            print(f"dev.py: {reason}", file=sys.stderr)
            print_message("kept", folder=VENV)
            return
        print_message("ready", seconds=time.monotonic() - started)


def still_works(kind: str) -> bool:
    """Return whether `.venv` was once finished for `kind`, and can be used although it is out of date."""
    stamp = read_stamp()
    if stamp.get("qt") != "loads" or kind not in stamp or "project" not in stamp or stamp.get("folder") != str(PROJECT):
        return False
    # A system's new Python may stand behind the same link, and find none of the packages.
    probe = [str(interpreter()), "-P", "-c", "import desktop, PySide6.QtCore"]
    try:
        return not subprocess.run(probe, env=clean_variables(), capture_output=True, check=False).returncode
    except OSError:
        return False


def _is_current(new: dict[str, str]) -> bool:
    old = read_stamp()
    return old.get("qt") == "loads" and not setup_steps(old, new)


def _apply(kind: str, old: dict[str, str], new: dict[str, str]) -> None:
    system.require_packages()
    todo = setup_steps(old, new)
    if "make" in todo:
        if "test" in old and "test" not in new:
            new = wanted_stamp("test")  # who has tested here will test again
            kind = "test"
        _replace(kind, new)
        return
    if "lock" in todo:
        # The larger lock holds the smaller: until all of it is there, the environment is what its stamp says.
        print_message("adding")
        _install_lock(VENV, kind)
    elif todo:
        print_message("refreshing")
    if "project" in todo:
        _write_stamp(VENV, {name: value for name, value in old.items() if name != "project"})
        _install_project(VENV)
    stamp = new | {name: old[name] for name in ("test",) if name in old}
    _write_stamp(VENV, stamp)
    # Only now: a system that lacks a library keeps the environment, and is asked again next time.
    system.require_qt(interpreter())
    _write_stamp(VENV, stamp | {"qt": "loads"})


def _replace(kind: str, new: dict[str, str]) -> None:
    """Build an environment beside `.venv`, see that its Qt loads, and put it in the place of `.venv`."""
    if VENV.exists():
        print_message("again", folder=VENV)
    if setup_steps(read_stamp(NEW_VENV), new):  # else only a library of the system was missing last time
        _remove(NEW_VENV)
        print_message("making", folder=VENV, megabytes=DOWNLOAD_MEGABYTES[kind])
        try:
            _run_command([sys.executable, "-m", "venv", "--prompt", VENV.name, str(NEW_VENV)], "venv")
            _install_lock(NEW_VENV, kind)
            _install_project(NEW_VENV)
            _write_stamp(NEW_VENV, new)
        except (SetupError, OSError):
            shutil.rmtree(NEW_VENV, ignore_errors=True)
            raise
    system.require_qt(interpreter(NEW_VENV))
    _write_stamp(NEW_VENV, new | {"qt": "loads"})
    rename_inside(NEW_VENV, NEW_VENV, VENV)
    _swap()


def rename_inside(venv: Path, old: Path, new: Path) -> None:
    """Write the folder `new` for `old` in the scripts of an environment: they name the interpreter by its full path."""
    # Also in the starters of Windows, whose line stands before the archive at their end, which counts from itself.
    for file in (venv / "pyvenv.cfg", *(venv / ("Scripts" if sys.platform == "win32" else "bin")).iterdir()):
        if file.is_file() and not file.is_symlink():
            text = file.read_bytes()
            if os.fsencode(old) in text:
                file.write_bytes(text.replace(os.fsencode(old), os.fsencode(new)))


def _swap() -> None:
    """Put the new environment in the place of the one in use, which is there again if that fails."""
    _remove(OLD_VENV)
    if VENV.exists():
        VENV.replace(OLD_VENV)
    try:
        NEW_VENV.replace(VENV)
    except OSError:
        if OLD_VENV.exists():
            OLD_VENV.replace(VENV)
        raise
    with contextlib.suppress(OSError):  # a file in use: the next set-up tries again
        _remove(OLD_VENV)


def _remove(folder: Path) -> None:
    """Delete a folder if it is there; of a link to one only the link."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _install_lock(venv: Path, kind: str) -> None:
    # --no-deps: the lock names every part, so pip has nothing to look for.
    hashes = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
    _pip(venv, LOCKS[kind].name, *hashes, "-r", str(LOCKS[kind]))


def _install_project(venv: Path) -> None:
    _pip(venv, "passeur", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(PROJECT))


def _pip(venv: Path, what: str, *arguments: str) -> None:
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    _run_command([str(interpreter(venv)), "-m", "pip", "install", *quiet, *arguments], what)


def _run_command(command: list[str], what: str) -> None:
    if subprocess.call(command, env=clean_variables(), cwd=PROJECT):
        raise SetupError(message_text("pip_failed", what=what))


def _write_stamp(venv: Path, stamp: dict[str, str]) -> None:
    file = venv / STAMP_NAME
    temp_file = file.with_suffix(".part")
    temp_file.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    temp_file.replace(file)


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
