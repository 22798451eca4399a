"""Take out of ICU's data what Qt never asks for: names of units, zones, currencies, languages and regions, and more.

Qt for Linux brings all of ICU, of which its data are 32 MB. QtCore calls it to sort, to change case and to convert
encodings; formats, calendars and breaks of lines are its own. The format of a data package is that of ICU's `icupkg`: a
header, then a table of (name, data) offsets from the table's start, the names and the data.
"""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Final

UNUSED_FOLDERS: Final = frozenset({"brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone"})
"""The folders of a package that nothing here needs: QtCore does not call their functions (`nm -D libQt6Core.so.6`), but for
the names of time zones, which no text of the program has."""

_MAGIC: Final = b"\xda\x27"
_FORMAT: Final = b"CmnD"
_ALIGNMENT: Final = 16

_ASSEMBLY: Final = """\
.section .rodata
.balign 64
.globl {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{file}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack,"",@progbits
"""


def package_items(package: bytes) -> list[tuple[bytes, bytes]]:
    """Return the names and the data of a package, in its order; ValueError for anything else."""
    header_size = int.from_bytes(package[:2], "little")
    if package[2:4] != _MAGIC or package[12:16] != _FORMAT:
        raise ValueError("no package of ICU's data in little-endian order")
    table = package[header_size:]
    (count,) = struct.unpack_from("<I", table)
    offsets = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    ends = [data for _, data in offsets[1:]] + [len(table)]
    return [
        (table[name : table.index(b"\0", name)], table[data:end])
        for (name, data), end in zip(offsets, ends, strict=True)
    ]


def write_package(header: bytes, items: list[tuple[bytes, bytes]]) -> bytes:
    """Return a package of names and data under the header of another one."""
    names_at = 4 + 8 * len(items)
    names, table = bytearray(), bytearray(struct.pack("<I", len(items)))
    data_at = names_at + sum(len(name) + 1 for name, _ in items)
    data = bytearray(-data_at % _ALIGNMENT)
    for name, content in items:
        table += struct.pack("<II", names_at + len(names), data_at + len(data))
        names += name + b"\0"
        data += content + bytes(-(data_at + len(data) + len(content)) % _ALIGNMENT)
    return bytes(header + table + names + data)


def without_unused(package: bytes) -> bytes:
    """Return a package without the folders that are not used."""
    header = package[: int.from_bytes(package[:2], "little")]
    kept = [(name, data) for name, data in package_items(package) if _folder(name) not in UNUSED_FOLDERS]
    return write_package(header, kept)


def _folder(name: bytes) -> str:
    """Return the folder of an item: "curr" of icudt73l/curr/de.res, "" of icudt73l/de.res."""
    return "/".join(name.decode("ascii").split("/")[1:-1])


def reduce_library(file: Path) -> None:
    """Link a `libicudata.so.NN` anew, with what is used of its data."""
    soname = file.name
    symbol = f"icudt{soname.rpartition('.')[2]}_dat"
    with tempfile.TemporaryDirectory() as folder:
        data, assembly, code, library = (Path(folder) / name for name in ("icu.dat", "icu.s", "icu.o", soname))
        data.write_bytes(without_unused(_package_in(file.read_bytes())))
        assembly.write_text(_ASSEMBLY.format(symbol=symbol, file=data.name), encoding="utf-8")
        for command in (
            ["as", "-o", code.name, assembly.name],
            ["ld", "-shared", "-soname", soname, "-z", "noexecstack", "-s", "-o", library.name, code.name],
        ):
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        mode = file.stat().st_mode
        file.write_bytes(library.read_bytes())
        os.chmod(file, mode)


def _package_in(library: bytes) -> bytes:
    """Return the data package inside a library, which has nothing else."""
    at = library.find(_FORMAT) - 12
    if at < 0 or library[at + 2 : at + 4] != _MAGIC:
        raise ValueError("no package of ICU's data")
    # Nothing is known of its length; what follows the last item belongs to the library, and is some kilobytes long.
    return library[at:]
