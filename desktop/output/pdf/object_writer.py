"""Writes a PDF object by object, and its table at the end.

Nothing is kept in memory but the place of each object.
"""

from __future__ import annotations

from typing import BinaryIO

_HEADER = b"%PDF-1.7\n%\xc3\xa2\xc3\xa3\n"


class ObjectWriter:
    """Writes numbered objects to a stream."""

    def __init__(self, out: BinaryIO, first_free: int) -> None:
        self._out = out
        self._places: dict[int, int] = {}
        self._next = first_free
        out.write(_HEADER)

    def reserve(self) -> int:
        """Return a number for an object that is written later."""
        self._next += 1
        return self._next - 1

    def write(self, number: int, body: bytes) -> None:
        """Write an object under its number."""
        self._places[number] = self._out.tell()
        self._out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def add(self, body: bytes) -> int:
        """Write an object; return its number."""
        number = self.reserve()
        self.write(number, body)
        return number

    def finish(self, catalog: int, info: int, identifier: bytes) -> None:
        """Write the table of objects and the trailer."""
        table = self._out.tell()
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % self._next)
        for number in range(1, self._next):
            place = self._places.get(number)
            self._out.write(b"%010d 00000 n \n" % place if place is not None else b"0000000000 00000 f \n")
        trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        self._out.write(trailer % (self._next, catalog, info, identifier, table))
