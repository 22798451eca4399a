"""Check the chunks of a PNG before a library reads it.

libpng writes its errors to the terminal by itself, past Qt's messages and the log. A file whose check sums are right
seldom gives it reason to.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_MAX_CHUNK_BYTES: Final = (1 << 31) - 1
_PIECE_BYTES: Final = 1 << 20


def is_sound(file: BinaryIO, *, whole: bool) -> bool:
    """Return whether the chunks of a PNG are there and undamaged.

    Without `whole` those before the pixels are checked, which is what its size is read from.
    """
    file.seek(0)
    if file.read(len(_SIGNATURE)) != _SIGNATURE:
        return False
    kind = b""
    for kind, is_undamaged in _chunks(file):
        if kind == b"IDAT" and not whole:
            return True
        if not is_undamaged():
            return False
    return kind == b"IEND"


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, Callable[[], bool]]]:
    """Yield each chunk's kind, and a function that checks its data."""
    kind, has_pixels = b"", False
    while kind != b"IEND" and len(start := file.read(8)) == len(b"size") + len(b"kind"):
        is_first = not kind
        size, kind = struct.unpack(">I4s", start)
        has_pixels |= kind == b"IDAT"
        if size > _MAX_CHUNK_BYTES or is_first != (kind == b"IHDR") or (kind == b"IEND" and not has_pixels):
            yield b"", lambda: False
            return
        yield kind, partial(_read_data, file, size, kind)


def _read_data(file: BinaryIO, size: int, kind: bytes) -> bool:
    """Read a chunk's data; return whether its check sum is right."""
    checksum, remaining = zlib.crc32(kind), size
    while remaining:
        piece = file.read(min(remaining, _PIECE_BYTES))
        if not piece:
            return False
        checksum = zlib.crc32(piece, checksum)
        remaining -= len(piece)
    return file.read(4) == struct.pack(">I", checksum)
