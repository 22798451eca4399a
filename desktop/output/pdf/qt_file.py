"""Reads the objects of a PDF that Qt has written.

Qt writes one plain table of objects, so that each object reaches from its place to the next one's.
"""

from __future__ import annotations

import itertools
import mmap
import re
import zlib
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_KIDS: Final = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_LENGTH: Final = re.compile(rb"/Length (\d+)( 0 R)?")


class QtFile:
    """Gives the objects of a PDF of Qt by their numbers.

    It is a context manager, which closes the file.
    """

    def __init__(self, path: Path) -> None:
        with open(path, "rb") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self._ranges = self._read_table()
        trailer = self._bytes[self._bytes.rfind(b"trailer") :]
        self.info = _reference(trailer, b"Info")
        self.catalog = _reference(trailer, b"Root")
        identifier = re.search(rb"/ID \[[^\]]*\]", trailer)
        self.identifier = identifier[0] if identifier else b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bytes.close()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of all objects, in the order of the file."""
        return tuple(self._ranges)

    def object(self, number: int) -> bytes:
        """Return an object without "obj" and "endobj"."""
        start, end = self._ranges[number]
        whole = self._bytes[start:end]
        return whole[whole.index(b"obj") + 3 : whole.rindex(b"endobj")].strip(b"\r\n ")

    def reference(self, number: int, key: bytes) -> int:
        """Return the number that an entry of an object refers to."""
        return _reference(self.object(number), key)

    def stream(self, number: int) -> bytes:
        """Return the decoded bytes of a stream."""
        body = self.object(number)
        head, _, data = body.partition(b"stream\n")
        found = _LENGTH.search(head)
        assert found is not None
        length = int(self.object(int(found[1]))) if found[2] else int(found[1])
        return zlib.decompress(data[:length]) if b"/FlateDecode" in head else data[:length]

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the numbers of the pages, in order."""
        kids = _KIDS.search(self.object(self.reference(self.catalog, b"Pages")))
        assert kids is not None
        return tuple(int(number) for number in re.findall(rb"(\d+) 0 R", kids[1]))

    def _read_table(self) -> dict[int, tuple[int, int]]:
        """Return where each object begins and ends."""
        table = self._bytes.rfind(b"\nxref\n") + 1
        head, *lines = self._bytes[table : self._bytes.rfind(b"trailer")].split(b"\n")[1:]
        first = int(head.split()[0])
        starts = {}
        for index, line in enumerate(lines):
            if line.split()[2:] == [b"n"]:
                starts[int(line[:10])] = first + index
        places = [*sorted(starts), table]
        return {starts[place]: (place, following) for place, following in itertools.pairwise(places)}


def _reference(text: bytes, key: bytes) -> int:
    """Return the number in "/KEY 12 0 R"."""
    found = re.search(rb"/%s (\d+) 0 R" % key, text)
    assert found is not None, key
    return int(found[1])
