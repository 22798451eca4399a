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
import icu_data
import system
import third_party_notices
from setup_messages import SetupError, message_text, print_message

PROJECT: Final = environment.PROJECT
BUILD: Final = PROJECT / "build"
DIST: Final = PROJECT / "dist"
APPLICATION_FOLDER: Final = DIST / "passeur"  # what PyInstaller makes, on Linux and Windows
# What Passeur promises to weigh, in bytes; beyond it something got in that nobody wanted.
MAX_INSTALLED_BYTES: Final = 240_000_000  # DuckDB is 69 of them
MAX_PACKAGE_BYTES: Final = 90_000_000
FALLBACK_EPOCH: Final = 1_767_225_600  # 2026-01-01, for a tree without git


def version() -> str:
    """Return the version, from the one place where it is written."""
    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def source_date_epoch() -> int:
    """Return the moment that every file is dated with: SOURCE_DATE_EPOCH, or the last commit's, in seconds of 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = shutil.which("git")
    if git:
        command = [git, "-c", f"safe.directory={PROJECT}", "-C", str(PROJECT), "log", "-1", "--format=%ct"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if not result.returncode and result.stdout.strip().isdigit():
            return int(result.stdout)
    return FALLBACK_EPOCH


def build(arguments: list[str]) -> int:
    """Make the application in dist/ and, unless `--no-packages` is given, its packages."""
    environment.ensure("test")
    if sys.platform == "linux":
        system.require_tools()
    shutil.rmtree(DIST, ignore_errors=True)
    icons = BUILD / "icons"
    timestamp = source_date_epoch()
    variables = environment.clean_variables() | {
        "PASSEUR_VERSION": version(),
        "PASSEUR_ICONS": str(icons),
        "PASSEUR_VERSION_FILE": str(BUILD / "version.txt"),
        "PYINSTALLER_CONFIG_DIR": str(BUILD / "pyinstaller"),
        "PYTHONHASHSEED": "1",  # sets inside code objects are written in the order of their hashes
        "SOURCE_DATE_EPOCH": str(timestamp),
    }
    _run([str(environment.interpreter()), str(PROJECT / "packaging" / "icons.py"), str(icons)], variables)
    if sys.platform == "win32":
        from windows_version import version_resource

        (BUILD / "version.txt").write_text(version_resource(version()), encoding="utf-8")
    print_message("freezing")
    _run(
        [
            *(str(environment.interpreter()), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller")),
            str(PROJECT / "packaging" / "passeur.spec"),
        ],
        variables,
    )
    if sys.platform == "linux":
        strip_libraries(APPLICATION_FOLDER)
        for file in APPLICATION_FOLDER.glob("_internal/**/libicudata.so.*"):
            if not file.is_symlink():
                icu_data.reduce_library(file)
    normalize_files(DIST, timestamp)
    unattributed = third_party_notices.unattributed(
        [path.relative_to(bundled_files_folder(DIST)).as_posix() for path in bundled_files_folder(DIST).rglob("*")]
    )
    if unattributed:
        raise SetupError(message_text("unnamed", names=tuple(unattributed)))
    print_message("built", folder=APPLICATION_FOLDER, megabytes=folder_size(APPLICATION_FOLDER) / 1e6)
    _check_size(APPLICATION_FOLDER, folder_size(APPLICATION_FOLDER), MAX_INSTALLED_BYTES)
    if "--no-packages" not in arguments:
        for package in make_packages(icons, timestamp):
            print_message("packed", file=package, megabytes=package.stat().st_size / 1e6)
            _check_size(package, package.stat().st_size, MAX_PACKAGE_BYTES)
    return 0


def _check_size(path: Path, size: int, bound: int) -> None:
    if sys.platform == "linux" and size > bound:
        raise SetupError(message_text("too_large", path=path, megabytes=size / 1e6, bound=bound / 1e6))


def make_packages(icons: Path, timestamp: int) -> list[Path]:
    """Make the packages that this system's users install, and return them."""
    name = f"passeur-{version()}-{sys.platform}-{platform.machine().lower()}"
    if sys.platform == "win32":
        return [_windows_installer(name)]
    if sys.platform == "darwin":
        return [_macos_disk_image(name)]
    import linux_packages

    with ThreadPoolExecutor(2) as workers:  # most of it is compression, which lets other threads work
        archive = workers.submit(linux_packages.write_tar_xz, APPLICATION_FOLDER, DIST / f"{name}.tar.xz", timestamp)
        deb = workers.submit(linux_packages.write_deb, APPLICATION_FOLDER, DIST, icons, version(), timestamp)
        return [archive.result(), deb.result()]


def _windows_installer(name: str) -> Path:
    compiler = shutil.which("iscc") or r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"
    script = str(PROJECT / "packaging" / "windows" / "passeur.iss")
    _run([compiler, "/Qp", f"/DVersion={version()}", f"/DName={name}", script], environment.clean_variables())
    return DIST / f"{name}.exe"


def _macos_disk_image(name: str) -> Path:
    script = str(PROJECT / "packaging" / "macos" / "make_dmg.sh")
    _run(["/bin/sh", script, str(DIST / "Passeur.app"), str(DIST / f"{name}.dmg")], environment.clean_variables())
    return DIST / f"{name}.dmg"


def bundled_files_folder(dist: Path) -> Path:
    """Return the folder of the libraries and the data in what PyInstaller made."""
    return (
        dist / "Passeur.app" / "Contents" / "Frameworks" if sys.platform == "darwin" else dist / "passeur" / "_internal"
    )


def strip_libraries(folder: Path) -> None:
    """Take out of libraries what is of use only to who built them: symbols for debuggers, and Python's paths.

    numpy's libraries do not survive it, and Qt's own have none of either. Those of brotli and fontTools lose 11 of their
    12 MB, Qt's ICU 1.4 of 7, the small ones 1.1 of 4.
    """
    files = [*folder.glob("_internal/libpython*.so*"), *folder.glob("_internal/python3*/lib-dynload/*.so")]
    others = [
        file
        for pattern in (
            *("_brotli*.so", "fontTools/**/*.so", "uharfbuzz/*.so", "isal/*.so", "nanoarrow/*.so", "tomli/*.so"),
            *("*__mypyc.*.so", "hunspell/*.so*", "PySide6/Qt/lib/libicui18n.so.*", "PySide6/Qt/lib/libicuuc.so.*"),
        )
        for file in folder.glob(f"_internal/{pattern}")
    ]
    _run(["strip", "--strip-unneeded", *map(str, files + others)], dict(os.environ))
    import elf

    for file in files:
        file.write_bytes(elf.remove_foreign_paths(file.read_bytes()))


def normalize_files(folder: Path, timestamp: int) -> None:
    """Give every file the same date, and the rights that do not depend on who built it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)
            path.chmod(0o755 if executable else 0o644)
            os.utime(path, (timestamp, timestamp))


def folder_size(folder: Path) -> int:
    """Return the bytes of all files below a folder, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def _run(command: list[str], variables: dict[str, str]) -> None:
    result = subprocess.run(
        command,
        env=variables,
        cwd=PROJECT,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if result.returncode:  # PyInstaller also warns about what is left out on purpose
        print(result.stdout.strip(), file=sys.stderr)
        raise SetupError(message_text("build_failed", command=Path(command[0]).name))
