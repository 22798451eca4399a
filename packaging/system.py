"""What Qt and Python need of the system: found out, installed where that is allowed, else named in one line."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from setup_messages import SetupError, message_text, print_message

if TYPE_CHECKING:
    from collections.abc import Iterable

# What the wheels of PySide6-Essentials 6.11 load from the system on Linux, with Debian's and Ubuntu's packages for it.
DEBIAN_PACKAGES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Packages that come along with another, since its library is linked with theirs: they need not be typed.
IMPLIED_PACKAGES: Final = {
    "libfontconfig1": ("libfreetype6",),
    "libx11-6": ("libxcb1",),
    "libx11-xcb1": ("libx11-6", "libxcb1"),
    "libxcb-cursor0": (
        "libxcb1",
        "libxcb-image0",
        "libxcb-render-util0",
        "libxcb-render0",
        "libxcb-shm0",
        "libxcb-util1",
    ),
    "libxkbcommon-x11-0": ("libxcb1", "libxcb-xkb1", "libxkbcommon0"),
}

# Run by the environment's Python: what cannot be loaded, one reason a line. The plugin of X11 has needs of its own.
QT_PROBE: Final = """
import ctypes, importlib, importlib.util, pathlib, sys
for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets"):
    try:
        module = importlib.import_module("PySide6." + name)
    except ImportError as error:
        print(error)
if sys.platform == "linux":
    for folder in importlib.util.find_spec("PySide6").submodule_search_locations:
        for plugin in pathlib.Path(folder).glob("Qt/plugins/platforms/libqxcb.so"):
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                print(error)
"""

OS_RELEASE: Final = Path("/etc/os-release")
APT_SOURCES: Final = Path("/etc/apt")

MISSING_LIBRARY: Final = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")


def is_debian_based(os_release: str) -> bool:
    """Return whether the text of /etc/os-release is of Debian, Ubuntu, or one of their children."""
    ids = re.findall(r"^(?:ID|ID_LIKE)=(.*)$", os_release, re.MULTILINE)
    return any(name in {"debian", "ubuntu"} for line in ids for name in line.strip("\"'").split())


def has_apt() -> bool:
    """Return whether packages come from apt here."""
    try:
        text = OS_RELEASE.read_text(encoding="utf-8")
    except OSError:
        return False
    return is_debian_based(text) and shutil.which("apt-get") is not None


def lacks_universe() -> Path | None:
    """Return the file of apt's sources where this is an Ubuntu that does not name "universe" in any, else None."""
    try:
        is_ubuntu = re.search(r'^ID="?ubuntu"?$', OS_RELEASE.read_text(encoding="utf-8"), re.MULTILINE) is not None
        files = [*APT_SOURCES.glob("sources.list.d/*.sources"), *APT_SOURCES.glob("sources.list.d/*.list")]
        files = [file for file in (*files, APT_SOURCES / "sources.list") if file.is_file()]
        texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    except OSError:
        return None
    lines = [line for text in texts for line in text.splitlines() if not line.lstrip().startswith("#")]
    if not is_ubuntu or not files or any("universe" in line.split() for line in lines):
        return None
    return next((file for file in files if file.name == "ubuntu.sources"), files[-1])


def missing_libraries() -> list[str]:
    """Return the sonames of `PACKAGES` that the system's loader cannot find."""
    missing = []
    for soname in DEBIAN_PACKAGES:
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(soname)
    return missing


def without_implied(packages: Iterable[str]) -> list[str]:
    """Return the packages to ask for, each once, in order, without those that another brings."""
    requested = list(dict.fromkeys(packages))
    implied = {other for package in requested for other in IMPLIED_PACKAGES.get(package, ())}
    return [package for package in requested if package not in implied]


def missing_venv() -> str | None:
    """Return the package that holds this Python's `ensurepip`, or None where Python is whole."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return None
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def require_packages() -> None:
    """See that this Python can make an environment and that Qt's libraries are there, or raise Trouble.

    All is asked for at once, before anything is downloaded, so that there is one line to type and not two.
    """
    venv = missing_venv()
    packages = [venv] if venv else []
    if sys.platform == "linux" and has_apt():
        packages += [DEBIAN_PACKAGES[soname] for soname in missing_libraries()]
        if packages:
            install_packages(packages)
    elif packages:
        raise SetupError(message_text("no_venv", python=sys.executable))


def require_qt(python: Path) -> None:
    """See that the environment's Qt really loads, or raise Trouble; `PACKAGES` may be behind the Qt of the lock."""
    requested: set[str] = set()
    while True:
        result = subprocess.run(
            [python, "-I", "-c", QT_PROBE], capture_output=True, text=True, errors="replace", check=False
        )
        reasons = (result.stdout + (result.stderr if result.returncode else "")).strip()
        if not reasons:
            return
        missing = set(MISSING_LIBRARY.findall(reasons))
        if not missing:
            raise SetupError(message_text("qt_broken", reason=reasons.splitlines()[-1]))
        packages = {DEBIAN_PACKAGES[soname] for soname in missing if soname in DEBIAN_PACKAGES}
        if not (packages - requested and len(packages) == len(missing) and has_apt()):
            raise SetupError(message_text("libraries", names=tuple(sorted(missing))))
        install_packages(sorted(packages))
        requested |= packages


def require_tools() -> None:
    """See that what PyInstaller calls and copies on Linux is there, or raise Trouble: binutils and Python's library.

    Debian's Python is one program without a shared library, which another package holds.
    """
    tools = {"objdump": "binutils", "strip": "binutils", "as": "binutils", "ld": "binutils", "xz": "xz-utils"}
    packages = sorted({package for tool, package in tools.items() if shutil.which(tool) is None})
    name = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    try:
        ctypes.CDLL(f"{name}.so.1.0")
    except OSError:
        if sys.base_prefix == "/usr":
            packages.append(name)
    if packages and not has_apt():
        raise SetupError(message_text("libraries", names=tuple(packages)))
    if packages:
        install_packages(packages)


def install_line(packages: list[str], sudo: bool) -> str:
    """Return the one line to type that installs `packages`."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"sudo sh -c '{line}'" if sudo else f"su -c '{line}'"


def install_packages(packages: list[str]) -> None:
    """Install packages as root, or with sudo where it asks nothing, or raise Trouble with the line to type."""
    packages = without_implied(packages)
    prefix = root_prefix()
    line = install_line(packages, sudo=shutil.which("sudo") is not None)
    universe_file = lacks_universe()
    names = tuple(packages)
    if prefix is None:
        request = message_text("type_this", line=line)
        if universe_file:
            raise SetupError(message_text("no_universe", names=names, file=universe_file, then=request))
        raise SetupError(request)
    print_message("installing_packages", packages=" ".join(packages))
    noninteractive = ["env", "DEBIAN_FRONTEND=noninteractive"]
    command = [*prefix, *noninteractive, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    # The lists of packages may be missing, as in a fresh container, or behind the archive: then they are fetched.
    if _run_quietly(command):
        _run_quietly([*prefix, *noninteractive, "apt-get", "update", "-qq"])
        if _run_quietly(command, aloud=True):
            if universe_file:
                then = message_text("start_again")
                raise SetupError(message_text("no_universe", names=names, file=universe_file, then=then))
            raise SetupError(message_text("apt_failed", line=line))


def root_prefix() -> list[str] | None:
    """Return the words that give a command root's rights without a question, or None."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and not _run_quietly([sudo, "-n", "true"]):
        return [sudo, "-n"]
    return None


def _run_quietly(command: list[str], *, aloud: bool = False) -> int:
    """Run a command and return its status; what it says is heard only when it fails `aloud`."""
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode and aloud:
        print(result.stdout.strip(), file=sys.stderr)
    return result.returncode


def require_display() -> None:
    """Raise Trouble where no window can be opened: Qt would end the process with an abort."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") or _wayland_answers() or _x11_answers():
        return
    raise SetupError(message_text("no_display", dev="python3 packaging/dev.py"))


def _wayland_answers() -> bool:
    """Return whether a Wayland compositor answers."""
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as link:
        try:
            link.connect(path)
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Return whether an X server answers and lets us in."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say it better
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
