"""Writes a PDF object by object, and its table at the end.

Small objects are packed together and compressed (object streams of PDF 1.5): tags, outline and links of 200 slides take a
tenth. Nothing else is kept in memory but the place of each object.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO, Final

_HEADER: Final = b"%PDF-1.7\n%\xc3\xa2\xc3\xa3\n"
_MOST_PACKED: Final = 200
"""The most objects that are packed together: a reader unpacks all of them for one."""


class ObjectWriter:
    """Writes numbered objects to a stream."""

    def __init__(self, out: BinaryIO, first_free: int) -> None:
        self._out = out
        self._rows: dict[int, tuple[int, int, int]] = {}  # of the table, by number of object
        self._packed: list[tuple[int, bytes]] = []
        self._next = first_free
        out.write(_HEADER)

    def reserve(self) -> int:
        """Return a number for an object that is written later."""
        self._next += 1
        return self._next - 1

    def write(self, number: int, body: bytes) -> None:
        """Write an object under its number.

        A number by itself may be the length of a stream, which some readers want before they can unpack anything.
        """
        if body.endswith(b"endstream") or body.isdigit():
            self._write_plain(number, body)
            return
        self._packed.append((number, body))
        if len(self._packed) == _MOST_PACKED:
            self._write_packed()

    def add(self, body: bytes) -> int:
        """Write an object; return its number."""
        number = self.reserve()
        self.write(number, body)
        return number

    def finish(self, catalog: int, info: int, identifier: bytes) -> None:
        """Write the table of objects and the trailer."""
        self._write_packed()
        number, place = self.reserve(), self._out.tell()
        self._rows[number] = (1, place, 0)
        table = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(5, "big") + index.to_bytes(2, "big")
            for kind, where, index in (self._rows.get(one, (0, 0, 0)) for one in range(self._next))
        )
        head = b"/Type /XRef /Size %d /W [1 5 2] /Root %d 0 R /Info %d 0 R %s"
        self._write_plain(number, _compressed(head % (self._next, catalog, info, identifier), table))
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % place)

    def _write_plain(self, number: int, body: bytes) -> None:
        self._rows[number] = (1, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _write_packed(self) -> None:
        """Write the small objects that wait, as one stream."""
        if not self._packed:
            return
        packed, self._packed = self._packed, []
        number, offset, heads = self.reserve(), 0, []
        for index, (one, body) in enumerate(packed):
            self._rows[one] = (2, number, index)
            heads.append(b"%d %d" % (one, offset))
            offset += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d" % (len(packed), len(head))
        self._write_plain(number, _compressed(entries, head + b"\n".join(body for _, body in packed)))


def _compressed(entries: bytes, data: bytes) -> bytes:
    """Return a compressed stream with entries of its own."""
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)
