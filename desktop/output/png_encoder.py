"""Encodes pictures as PNG, fast.

Qt's own writer takes half a second for a slide with film grain, since its least compression still filters each row in
five ways. Here each row is the difference to the row above, deflated by igzip: 20 ms for nearly the same size.
"""

from __future__ import annotations

import struct
import zlib

from PySide6.QtGui import QImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FILTER_UP = 2
_COLORS, _COLORS_AND_ALPHA = 2, 6
_SRGB_PERCEPTUAL = b"\0"


def encode_png(image: QImage) -> bytes:
    """Return an image as a PNG of 8-bit sRGB, alpha included.

    It may be called in any thread.
    """
    from isal import isal_zlib

    kind = _COLORS_AND_ALPHA if image.hasAlphaChannel() else _COLORS
    header = struct.pack(">IIBBBBB", image.width(), image.height(), 8, kind, 0, 0, 0)
    compressed = isal_zlib.compress(_filtered_rows(image), 2)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"sRGB", _SRGB_PERCEPTUAL),
            _chunk(b"IDAT", compressed),
            _chunk(b"IEND", b""),
        )
    )


def _filtered_rows(image: QImage) -> bytes:
    """Return the rows as PNG's filter "up" writes them."""
    import numpy as np

    formats = QImage.Format
    has_alpha = image.hasAlphaChannel()
    plain = image.convertToFormat(formats.Format_RGBA8888 if has_alpha else formats.Format_RGB888)
    row_bytes = (4 if has_alpha else 3) * plain.width()
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())[:, :row_bytes]
    rows = np.empty((plain.height(), 1 + row_bytes), np.uint8)
    rows[:, 0] = _FILTER_UP
    rows[0, 1:] = pixels[0]
    np.subtract(pixels[1:], pixels[:-1], out=rows[1:, 1:])
    return rows.tobytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
