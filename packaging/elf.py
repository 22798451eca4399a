"""Linux's libraries: which Debian packages they need, as dpkg-shlibdeps would find, and where they may look for others."""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path
from typing import Final

from system import DEBIAN_PACKAGES

# Debian's libstdc++6 is numbered as GCC is.
GCC_OF_GLIBCXX: Final = {28: "10", 29: "11", 30: "12", 31: "13", 32: "13.2", 33: "14", 34: "15"}
LIBC_SONAMES: Final = frozenset(
    {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libresolv.so.2"}
)
PACKAGE_OF_SONAME: Final = DEBIAN_PACKAGES | {"libexpat.so.1": "libexpat1"}  # Debian's Python needs more than Qt does
# Used at run time, which no table of needed libraries shows: the keyboard's layouts, and the fonts' cache, without
# which fontconfig complains in a home that cannot be written.
RUNTIME_PACKAGES: Final = ("xkb-data", "fontconfig")
# Needed by the plugin for Wayland alone, which Qt passes over where there is none: every Wayland desktop has them.
OPTIONAL_SONAMES: Final = frozenset({"libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1"})
# Of the ELF format: kinds of segments, and tags of the dynamic table (of which the last two name folders).
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_STRTAB: Final = 5
_DT_SEARCH_PATHS: Final = frozenset({15, 29})


def dynamic_section(file: Path) -> str:
    """Return what `objdump -p` says of a library: its needs and the versions that it asks for."""
    result = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=False)
    return "" if result.returncode else result.stdout


def needed_sonames(table: str) -> list[str]:
    """Return the sonames that a file needs, out of what `dynamic` says of it."""
    return re.findall(r"^  NEEDED\s+(\S+)", table, re.MULTILINE)


def external_sonames(tables: dict[str, str]) -> set[str]:
    """Return the sonames that the files (name → what `dynamic` says) need and that are not among them."""
    sonames = {name for table in tables.values() for name in needed_sonames(table)}
    return sonames - tables.keys() - OPTIONAL_SONAMES - {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def highest_version(tables: dict[str, str], symbol: str) -> tuple[int, ...]:
    """Return the highest version of `symbol` (such as GLIBC) that any file asks for."""
    versions = {
        found for table in tables.values() for found in re.findall(rf"\b{symbol}_(\d+(?:\.\d+)+)$", table, re.MULTILINE)
    }
    return max(tuple(map(int, version.split("."))) for version in versions)


def debian_packages(tables: dict[str, str]) -> list[str]:
    """Return what a Debian package of the files depends on; ValueError for a library of no known package."""
    sonames = external_sonames(tables)
    gcc = GCC_OF_GLIBCXX[highest_version(tables, "GLIBCXX")[-1]]
    dependencies = {f"libc6 (>= {'.'.join(map(str, highest_version(tables, 'GLIBC')))})", *RUNTIME_PACKAGES}
    for soname in sonames - LIBC_SONAMES:
        if soname == "libstdc++.so.6":
            dependencies.add(f"libstdc++6 (>= {gcc})")
        elif soname == "libgcc_s.so.1":
            dependencies.add("libgcc-s1")
        elif soname not in PACKAGE_OF_SONAME:
            raise ValueError(f"no package is known to hold {soname}")
        elif PACKAGE_OF_SONAME[soname] == "libglib2.0-0":
            dependencies.add("libglib2.0-0 | libglib2.0-0t64")  # its name from Debian 13 and Ubuntu 24.04
        else:
            dependencies.add(PACKAGE_OF_SONAME[soname])
    return sorted(dependencies)


def package_dependencies(folder: Path) -> list[str]:
    """Return the packages that the program in a folder needs."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    programs = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    return debian_packages({path.name: dynamic_section(path) for path in programs})


def remove_foreign_paths(data: bytes) -> bytes:
    """Return a program's bytes without the folders of the machine that it was built on, where it would look for libraries.

    Whoever may write to such a folder on another machine would put code into the application. Paths that begin at the
    program's own place (`$ORIGIN`) stay. What is no 64-bit program is returned as it is.
    """
    if data[:6] != b"\x7fELF\x02\x01":
        return data
    start, size, count = (*struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54))
    # type, flags, offset, address, physical address, size in the file, …
    headers = [struct.unpack_from("<IIQQQQ", data, start + number * size) for number in range(count)]
    table = next(((offset, length) for kind, _, offset, _, _, length in headers if kind == _PT_DYNAMIC), None)
    if table is None:
        return data
    entries = list(struct.iter_unpack("<QQ", data[table[0] : table[0] + table[1]]))
    address = next(value for tag, value in entries if tag == _DT_STRTAB)
    strings = next(
        offset + address - start
        for kind, _, offset, start, _, length in headers
        if kind == _PT_LOAD and start <= address < start + length
    )

    def is_foreign_path(tag: int, value: int) -> bool:
        if tag not in _DT_SEARCH_PATHS:
            return False
        text = data[strings + value : data.index(b"\0", strings + value)]
        return any(not place.startswith(b"$ORIGIN") for place in text.split(b":"))

    kept_entries = [entry for entry in entries if not is_foreign_path(*entry)]
    kept_entries += [(0, 0)] * (len(entries) - len(kept_entries))  # the end of the table, as often as need be
    body = b"".join(struct.pack("<QQ", *entry) for entry in kept_entries)
    return data[: table[0]] + body + data[table[0] + table[1] :]
