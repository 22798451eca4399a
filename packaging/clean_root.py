"""A bare Debian 12 in a folder, with the .deb and what it depends on, and nothing else. Needs root and debootstrap."""

from __future__ import annotations

import os
import shutil
import subprocess
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
ANSWERS = 20.0  # seconds to wait for the mirror's first word
LONGEST = 400.0  # seconds for any one command; a mirror that stalls must not hold up a check for ever
USER = "reader"


class OutOfReach(Exception):
    """Debian's mirror stopped answering before there was a root."""


def why_not() -> str:
    """Return why no bare root can be made on this machine, or nothing where it can; never waits for long."""
    if os.geteuid() != 0:
        return "that needs root"
    if subprocess.run(["unshare", "--mount", "--net", "true"], capture_output=True, check=False).returncode:
        return "this container may not mount"
    try:
        urllib.request.urlopen(f"{MIRROR}/dists/{SUITE}/Release", timeout=ANSWERS).close()  # noqa: S310 — the scheme is written above
    except OSError as error:
        return f"Debian's mirror ({MIRROR}) does not answer: {error}"
    return ""


class Bare:
    """The bare root in a folder; `with Bare(folder) as root:` makes it if need be, and mounts what a system has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        done = self.folder / "debootstrapped"
        if not done.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            try:
                _call(["debootstrap", "--variant=minbase", SUITE, str(self.folder), MIRROR])
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                raise OutOfReach(str(error)) from error
            done.touch()
        for name in ("resolv.conf", "hosts"):
            shutil.copy(Path("/etc") / name, self.folder / "etc" / name)
        windows = self.folder / "tmp" / ".X11-unix"
        windows.mkdir(exist_ok=True)
        with ExitStack() as stack:
            for words in (
                ["-t", "proc", "proc", str(self.folder / "proc")],
                ["--bind", "/tmp/.X11-unix", str(windows)],  # noqa: S108 — where X servers listen
            ):
                _call(["mount", *words])
                stack.callback(_call, ["umount", words[-1]])
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def apt(self, *words: str) -> str:
        """Run apt-get in the root and return what it says."""
        patience = ["-o", f"Acquire::http::Timeout={ANSWERS:.0f}", "-o", "Acquire::Retries=2"]
        command = ["chroot", str(self.folder), "apt-get", "-y", "--no-install-recommends", *patience, *words]
        return _call(command, _surroundings())

    def ask_apt(self, *words: str) -> str:
        """Return what apt-get says that it would do, without doing it."""
        command = ["chroot", str(self.folder), "apt-get", "--assume-no", "--no-install-recommends", *words]
        return subprocess.run(command, env=_surroundings(), capture_output=True, text=True, check=False).stdout

    def install(self, deb: Path) -> None:
        """Install a .deb and what it depends on, and see that no Python came with it."""
        shutil.copy(deb, self.folder / "tmp" / deb.name)
        try:
            self.apt("update", "--error-on=any")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            raise OutOfReach(str(error)) from error
        self.apt("install", f"/tmp/{deb.name}")  # noqa: S108 — inside the root
        pythons = [str(path) for path in self.folder.glob("usr/bin/python*")]
        if pythons:
            raise RuntimeError(f"the bare root has Python: {pythons}")

    def user(self) -> None:
        """Add a person without rights, whose home can be read and no more."""
        if not (self.folder / "home" / USER).exists():
            _call(["chroot", str(self.folder), "useradd", "--no-create-home", USER])
            (self.folder / "home" / USER).mkdir(mode=0o555)

    def own(self, folder: Path) -> None:
        """Give a folder inside the root, and all below it, to the person."""
        _call(["chroot", str(self.folder), "chown", "-R", f"{USER}:{USER}", f"/{folder.relative_to(self.folder)}"])

    def command(self, display: str, *words: str) -> list[str]:
        """Return what runs a program in the root: as the person, without network, in a clean environment."""
        return [
            *("unshare", "--net", "chroot", f"--userspec={USER}:{USER}", str(self.folder)),
            *("/usr/bin/env", "-i", f"HOME=/home/{USER}", f"DISPLAY={display}", "LANG=C.UTF-8", "PATH=/usr/bin:/bin"),
            *words,
        ]


def _surroundings() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return kept | {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}


def _call(command: list[str], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        env=environment,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}")
    return done.stdout
