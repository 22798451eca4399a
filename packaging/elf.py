"""Linux's libraries: which Debian packages they need, as dpkg-shlibdeps would find, and where they may look for others."""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path
from typing import Final

from system import PACKAGES

# Debian's libstdc++6 is numbered as GCC is.
GCC_OF_GLIBCXX: Final = {28: "10", 29: "11", 30: "12", 31: "13", 32: "13.2", 33: "14", 34: "15"}
OF_LIBC: Final = frozenset(
    {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libresolv.so.2"}
)
HOLDERS: Final = PACKAGES | {"libexpat.so.1": "libexpat1"}  # Debian's Python needs more than Qt does
# Used at run time, which no table of needed libraries shows: the keyboard's layouts, and the fonts' cache, without
# which fontconfig complains in a home that cannot be written.
ALSO: Final = ("xkb-data", "fontconfig")
# Needed by the plugin for Wayland alone, which Qt passes over where there is none: every Wayland desktop has them.
OPTIONAL: Final = frozenset({"libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1"})
# Of the ELF format: kinds of segments, and tags of the dynamic table (of which the last two name folders).
_LOAD, _DYNAMIC = 1, 2
_STRINGS: Final = 5
_PATHS: Final = frozenset({15, 29})


def dynamic(file: Path) -> str:
    """Return what `objdump -p` says of a library: its needs and the versions that it asks for."""
    done = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=False)
    return "" if done.returncode else done.stdout


def needs(table: str) -> list[str]:
    """Return the sonames that a file needs, out of what `dynamic` says of it."""
    return re.findall(r"^  NEEDED\s+(\S+)", table, re.MULTILINE)


def needed(tables: dict[str, str]) -> set[str]:
    """Return the sonames that the files (name → what `dynamic` says) need and that are not among them."""
    sonames = {name for table in tables.values() for name in needs(table)}
    return sonames - tables.keys() - OPTIONAL - {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def highest(tables: dict[str, str], symbol: str) -> tuple[int, ...]:
    """Return the highest version of `symbol` (such as GLIBC) that any file asks for."""
    found = {
        found for table in tables.values() for found in re.findall(rf"\b{symbol}_(\d+(?:\.\d+)+)$", table, re.MULTILINE)
    }
    return max(tuple(map(int, version.split("."))) for version in found)


def packages(tables: dict[str, str]) -> list[str]:
    """Return what a Debian package of the files depends on; ValueError for a library of no known package."""
    sonames = needed(tables)
    gcc = GCC_OF_GLIBCXX[highest(tables, "GLIBCXX")[-1]]
    found = {f"libc6 (>= {'.'.join(map(str, highest(tables, 'GLIBC')))})", *ALSO}
    for soname in sonames - OF_LIBC:
        if soname == "libstdc++.so.6":
            found.add(f"libstdc++6 (>= {gcc})")
        elif soname == "libgcc_s.so.1":
            found.add("libgcc-s1")
        elif soname not in HOLDERS:
            raise ValueError(f"no package is known to hold {soname}")
        elif HOLDERS[soname] == "libglib2.0-0":
            found.add("libglib2.0-0 | libglib2.0-0t64")  # its name from Debian 13 and Ubuntu 24.04
        else:
            found.add(HOLDERS[soname])
    return sorted(found)


def depends(folder: Path) -> list[str]:
    """Return the packages that the program in a folder needs."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    programs = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    return packages({path.name: dynamic(path) for path in programs})


def without_paths(data: bytes) -> bytes:
    """Return a program's bytes without the folders of the machine that it was built on, where it would look for libraries.

    Whoever may write to such a folder on another machine would put code into the application. Paths that begin at the
    program's own place (`$ORIGIN`) stay. What is no 64-bit program is returned as it is.
    """
    if data[:6] != b"\x7fELF\x02\x01":
        return data
    start, size, count = (*struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54))
    # type, flags, offset, address, physical address, size in the file, …
    headers = [struct.unpack_from("<IIQQQQ", data, start + number * size) for number in range(count)]
    table = next(((offset, length) for kind, _, offset, _, _, length in headers if kind == _DYNAMIC), None)
    if table is None:
        return data
    entries = list(struct.iter_unpack("<QQ", data[table[0] : table[0] + table[1]]))
    address = next(value for tag, value in entries if tag == _STRINGS)
    strings = next(
        offset + address - start
        for kind, _, offset, start, _, length in headers
        if kind == _LOAD and start <= address < start + length
    )

    def foreign(tag: int, value: int) -> bool:
        if tag not in _PATHS:
            return False
        text = data[strings + value : data.index(b"\0", strings + value)]
        return any(not place.startswith(b"$ORIGIN") for place in text.split(b":"))

    kept = [entry for entry in entries if not foreign(*entry)]
    kept += [(0, 0)] * (len(entries) - len(kept))  # the end of the table, as often as need be
    body = b"".join(struct.pack("<QQ", *entry) for entry in kept)
    return data[: table[0]] + body + data[table[0] + table[1] :]
