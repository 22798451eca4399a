"""Build the application for the system at hand: freeze it, strip it, date it, pack it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import environment
import system
import third_party_notices
from setup_messages import Trouble, say, sentence

PROJECT: Final = environment.PROJECT
BUILD: Final = PROJECT / "build"
DIST: Final = PROJECT / "dist"
FOLDER: Final = DIST / "passeur"  # what PyInstaller makes, on Linux and Windows
# What Passeur promises to weigh, in bytes; beyond it something got in that nobody wanted.
INSTALLED: Final = 200_000_000
PACKED: Final = 60_000_000
LONG_AGO: Final = 1_767_225_600  # 2026-01-01, for a tree without git


def version() -> str:
    """Return the version, from the one place where it is written."""
    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def epoch() -> int:
    """Return the moment that every file is dated with: SOURCE_DATE_EPOCH, or the last commit's, in seconds of 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = shutil.which("git")
    if git:
        asked = [git, "-c", f"safe.directory={PROJECT}", "-C", str(PROJECT), "log", "-1", "--format=%ct"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if not done.returncode and done.stdout.strip().isdigit():
            return int(done.stdout)
    return LONG_AGO


def build(arguments: list[str]) -> int:
    """Make the application in dist/ and, unless `--no-packages` is given, its packages."""
    environment.prepare("test")
    if sys.platform == "linux":
        system.require_tools()
    shutil.rmtree(DIST, ignore_errors=True)
    icons = BUILD / "icons"
    moment = epoch()
    surroundings = environment.clean() | {
        "PASSEUR_VERSION": version(),
        "PASSEUR_ICONS": str(icons),
        "PASSEUR_VERSION_FILE": str(BUILD / "version.txt"),
        "PYINSTALLER_CONFIG_DIR": str(BUILD / "pyinstaller"),
        "PYTHONHASHSEED": "1",  # sets inside code objects are written in the order of their hashes
        "SOURCE_DATE_EPOCH": str(moment),
    }
    _run([str(environment.python()), str(PROJECT / "packaging" / "icons.py"), str(icons)], surroundings)
    if sys.platform == "win32":
        from windows_version import describe

        (BUILD / "version.txt").write_text(describe(version()), encoding="utf-8")
    say("freezing")
    _run(
        [
            *(str(environment.python()), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller")),
            str(PROJECT / "packaging" / "passeur.spec"),
        ],
        surroundings,
    )
    if sys.platform == "linux":
        strip(FOLDER)
    settle(DIST, moment)
    nobodys = third_party_notices.unnamed(
        [path.relative_to(inside(DIST)).as_posix() for path in inside(DIST).rglob("*")]
    )
    if nobodys:
        raise Trouble(sentence("unnamed", names=", ".join(nobodys)))
    say("built", folder=FOLDER, megabytes=size(FOLDER) / 1e6)
    _within(FOLDER, size(FOLDER), INSTALLED)
    if "--no-packages" not in arguments:
        for package in packages(icons, moment):
            say("packed", file=package, megabytes=package.stat().st_size / 1e6)
            _within(package, package.stat().st_size, PACKED)
    return 0


def _within(path: Path, size: int, bound: int) -> None:
    if sys.platform == "linux" and size > bound:
        raise Trouble(sentence("too_large", path=path, megabytes=size / 1e6, bound=bound / 1e6))


def packages(icons: Path, moment: int) -> list[Path]:
    """Make the packages that this system's users install, and return them."""
    name = f"passeur-{version()}-{sys.platform}-{platform.machine().lower()}"
    if sys.platform == "win32":
        return [_windows(name)]
    if sys.platform == "darwin":
        return [_macos(name)]
    import linux_packages

    with ThreadPoolExecutor(2) as workers:  # most of it is compression, which lets other threads work
        archive = workers.submit(linux_packages.tar_xz, FOLDER, DIST / f"{name}.tar.xz", moment)
        deb = workers.submit(linux_packages.deb, FOLDER, DIST, icons, version(), moment)
        return [archive.result(), deb.result()]


def _windows(name: str) -> Path:
    compiler = shutil.which("iscc") or r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"
    script = str(PROJECT / "packaging" / "windows" / "passeur.iss")
    _run([compiler, "/Qp", f"/DVersion={version()}", f"/DName={name}", script], environment.clean())
    return DIST / f"{name}.exe"


def _macos(name: str) -> Path:
    script = str(PROJECT / "packaging" / "macos" / "make_dmg.sh")
    _run(["/bin/sh", script, str(DIST / "Passeur.app"), str(DIST / f"{name}.dmg")], environment.clean())
    return DIST / f"{name}.dmg"


def inside(dist: Path) -> Path:
    """Return the folder of the libraries and the data in what PyInstaller made."""
    return (
        dist / "Passeur.app" / "Contents" / "Frameworks" if sys.platform == "darwin" else dist / "passeur" / "_internal"
    )


def strip(folder: Path) -> None:
    """Take out of Python's own libraries what is of use only to who built them: symbols for debuggers, paths.

    numpy's libraries do not survive it, and Qt's have none of either.
    """
    files = [*folder.glob("_internal/libpython*.so*"), *folder.glob("_internal/python3*/lib-dynload/*.so")]
    _run(["strip", "--strip-unneeded", *map(str, files)], dict(os.environ))
    import elf

    for file in files:
        file.write_bytes(elf.without_paths(file.read_bytes()))


def settle(folder: Path, moment: int) -> None:
    """Give every file the same date, and the rights that do not depend on who built it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)
            path.chmod(0o755 if runs else 0o644)
            os.utime(path, (moment, moment))


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def _run(command: list[str], surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        env=surroundings,
        cwd=PROJECT,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:  # PyInstaller also warns about what is left out on purpose
        print(done.stdout.strip(), file=sys.stderr)
        raise Trouble(sentence("build_failed", command=Path(command[0]).name))
