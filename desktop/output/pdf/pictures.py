"""Writes JPEG files as they are, other pictures at 200 dpi."""

from __future__ import annotations

import errno
import os
from collections.abc import Hashable
from dataclasses import replace
from typing import Final

from PySide6.QtGui import QImage

from desktop.output.pdf.object_writer import ObjectWriter
from desktop.output.pdf.syntax import rgb, stream
from desktop.output.picture_files import JpegInfo, encode, jpeg_info, paint_alone
from desktop.render.frame import Image
from desktop.story.storage.guarded_read import MAX_PICTURE_BYTES, read_file

_PIXELS_PER_UNIT: Final = 200 / 144
"""Pixels for each unit of the canvas: 200 dpi on a slide of 13⅓ inches."""
_QUALITY: Final = 85


def picture_key(item: Image) -> Hashable:
    """Return the key by which two places share a picture."""
    return replace(item, x=0.0, y=0.0, step=0)


def write_jpeg_file(writer: ObjectWriter, file: str, folder: str) -> int:
    """Write a JPEG file as it is; return its number.

    Raises OSError where it cannot be read any more.
    """
    data = read_file(file, folder=folder, max_bytes=MAX_PICTURE_BYTES)
    info = jpeg_info(data)
    if info is None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), file)
    return writer.add(_jpeg_object(data, info))


def write_painted(writer: ObjectWriter, item: Image, matte: str) -> int:
    """Paint a picture at 200 dpi and write it; return its number.

    `matte` is the colour that shines through at its soft edges, `#rrggbb`.
    """
    colors, opacities = paint_alone(item, _PIXELS_PER_UNIT, matte), paint_alone(item, _PIXELS_PER_UNIT)
    mask = _write_mask(writer, opacities.convertToFormat(QImage.Format.Format_Alpha8), matte)
    return writer.add(
        _jpeg_object(encode(colors, "jpeg", _QUALITY), JpegInfo(colors.width(), colors.height(), 3), mask)
    )


def _write_mask(writer: ObjectWriter, opacities: QImage, matte: str) -> bytes:
    """Write the transparency of an image; return the entry that names it."""
    width, height, row_bytes = opacities.width(), opacities.height(), opacities.bytesPerLine()
    pixels = bytes(opacities.constBits())
    rows = b"".join(pixels[row * row_bytes :][:width] for row in range(height))
    if rows.count(b"\xff") == len(rows):
        return b""
    gray = QImage(rows, width, height, width, QImage.Format.Format_Grayscale8)
    mask = _jpeg_object(encode(gray, "jpeg", _QUALITY), JpegInfo(width, height, 1), b" /Matte [%s]" % rgb(matte))
    return b" /SMask %d 0 R" % writer.add(mask)


def _jpeg_object(data: bytes, info: JpegInfo, mask: bytes = b"") -> bytes:
    space = b"DeviceRGB" if info.components == 3 else b"DeviceGray"
    entries = b" /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8%s"
    return stream(data, entries % (info.width, info.height, space, mask) + b" /Filter /DCTDecode", compress=False)
