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
MIRROR_TIMEOUT_S = 20.0  # seconds to wait for the mirror's first word
COMMAND_TIMEOUT_S = 400.0  # seconds for any one command; a mirror that stalls must not hold up a check for ever
USER = "reader"


class MirrorUnavailable(Exception):
    """Debian's mirror stopped answering before there was a root."""


def unavailable_reason() -> str:
    """Return why no bare root can be made on this machine, or nothing where it can; never waits for long."""
    if os.geteuid() != 0:
        return "that needs root"
    if subprocess.run(["unshare", "--mount", "--net", "true"], capture_output=True, check=False).returncode:
        return "this container may not mount"
    try:
        urllib.request.urlopen(f"{MIRROR}/dists/{SUITE}/Release", timeout=MIRROR_TIMEOUT_S).close()  # noqa: S310 — the scheme is written above
    except OSError as error:
        return f"Debian's mirror ({MIRROR}) does not answer: {error}"
    return ""


class CleanRoot:
    """The bare root in a folder; `with Bare(folder) as root:` makes it if need be, and mounts what a system has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        marker = self.folder / "debootstrapped"
        if not marker.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            try:
                _run(["debootstrap", "--variant=minbase", SUITE, str(self.folder), MIRROR])
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                raise MirrorUnavailable(str(error)) from error
            marker.touch()
        for name in ("resolv.conf", "hosts"):
            shutil.copy(Path("/etc") / name, self.folder / "etc" / name)
        x11_sockets = self.folder / "tmp" / ".X11-unix"
        x11_sockets.mkdir(exist_ok=True)
        with ExitStack() as stack:
            for mount_arguments in (
                ["-t", "proc", "proc", str(self.folder / "proc")],
                ["--bind", "/tmp/.X11-unix", str(x11_sockets)],  # noqa: S108 — where X servers listen
            ):
                _run(["mount", *mount_arguments])
                stack.callback(_run, ["umount", mount_arguments[-1]])
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def apt(self, *arguments: str) -> str:
        """Run apt-get in the root and return what it says."""
        timeout_options = ["-o", f"Acquire::http::Timeout={MIRROR_TIMEOUT_S:.0f}", "-o", "Acquire::Retries=2"]
        command = ["chroot", str(self.folder), "apt-get", "-y", "--no-install-recommends", *timeout_options, *arguments]
        return _run(command, _apt_environment())

    def simulate_apt(self, *arguments: str) -> str:
        """Return what apt-get says that it would do, without doing it."""
        command = ["chroot", str(self.folder), "apt-get", "--assume-no", "--no-install-recommends", *arguments]
        return subprocess.run(command, env=_apt_environment(), capture_output=True, text=True, check=False).stdout

    def install(self, deb: Path) -> None:
        """Install a .deb and what it depends on, and see that no Python came with it."""
        shutil.copy(deb, self.folder / "tmp" / deb.name)
        try:
            self.apt("update", "--error-on=any")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            raise MirrorUnavailable(str(error)) from error
        self.apt("install", f"/tmp/{deb.name}")  # noqa: S108 — inside the root
        pythons = [str(path) for path in self.folder.glob("usr/bin/python*")]
        if pythons:
            raise RuntimeError(f"the bare root has Python: {pythons}")

    def add_user(self) -> None:
        """Add a person without rights, whose home can be read and no more."""
        if not (self.folder / "home" / USER).exists():
            _run(["chroot", str(self.folder), "useradd", "--no-create-home", USER])
            (self.folder / "home" / USER).mkdir(mode=0o555)

    def give_to_user(self, folder: Path) -> None:
        """Give a folder inside the root, and all below it, to the person."""
        _run(["chroot", str(self.folder), "chown", "-R", f"{USER}:{USER}", f"/{folder.relative_to(self.folder)}"])

    def user_command(self, display: str, *program: str) -> list[str]:
        """Return what runs a program in the root: as the person, without network, in a clean environment."""
        return [
            *("unshare", "--net", "chroot", f"--userspec={USER}:{USER}", str(self.folder)),
            *("/usr/bin/env", "-i", f"HOME=/home/{USER}", f"DISPLAY={display}", "LANG=C.UTF-8", "PATH=/usr/bin:/bin"),
            *program,
        ]


def _apt_environment() -> dict[str, str]:
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return proxies | {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}


def _run(command: list[str], environment: dict[str, str] | None = None) -> str:
    result = subprocess.run(
        command,
        env=environment,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=COMMAND_TIMEOUT_S,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{result.stdout[-2000:]}")
    return result.stdout
