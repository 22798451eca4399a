"""Writes JPEG files as they are, other pictures at 200 dpi."""

from __future__ import annotations

import errno
import os
from collections.abc import Hashable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter

from desktop.fast_dataclass import dataclass
from desktop.output.pdf.object_writer import ObjectWriter
from desktop.output.pdf.syntax import rgb, stream
from desktop.render.frame import Frame, Image
from desktop.render.paint import paint
from desktop.render.painting import painting
from desktop.story.storage.guarded_read import MAX_PICTURE_BYTES, RefusedFileError, read_file

_PIXELS_PER_UNIT: Final = 200 / 144
"""Pixels for each unit of the canvas: 200 dpi on a slide of 13⅓ inches."""
_QUALITY: Final = 85
_MAX_SIDE: Final = 4096


@dataclass(frozen=True, slots=True)
class JpegInfo:
    """The size and the number of colours of a JPEG file."""

    width: int
    height: int
    components: int


def jpeg_info(data: bytes) -> JpegInfo | None:
    """Return what a JPEG file holds, or None.

    None stands for one that a PDF would show otherwise: turned by EXIF, with four colours, or not of 8 bits.
    """
    position = 2
    if data[:2] != b"\xff\xd8":
        return None
    while position + 9 < len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        segment = data[position + 4 : position + 2 + length]
        if marker == 0xE1 and segment.startswith(b"Exif") and _is_turned(segment):
            return None
        if marker in (0xC0, 0xC1, 0xC2) and len(segment) >= 6:
            info = JpegInfo(int.from_bytes(segment[3:5], "big"), int.from_bytes(segment[1:3], "big"), segment[5])
            return info if segment[0] == 8 and info.components in (1, 3) else None
        position += 2 + length
    return None


def _is_turned(exif: bytes) -> bool:
    """Return whether EXIF may say that the picture is turned (tag 0x0112)."""
    order = "little" if exif[6:8] == b"II" else "big"
    tag = (0x0112).to_bytes(2, order)  # type: ignore[arg-type]
    place = exif.find(tag)
    return place >= 0 and int.from_bytes(exif[place + 8 : place + 10], order) != 1  # type: ignore[arg-type]


def picture_key(item: Image) -> Hashable:
    """Return what makes two places show the same picture."""
    return replace(item, x=0.0, y=0.0, step=0)


@lru_cache(maxsize=256)
def jpeg_file_info(file: str, folder: str, _version: int) -> JpegInfo | None:
    """Return what a JPEG file holds if it goes in as is."""
    if not file.lower().endswith((".jpg", ".jpeg")):
        return None
    try:
        return jpeg_info(read_file(file, folder=folder, max_bytes=MAX_PICTURE_BYTES))
    except RefusedFileError:
        return None


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
    scale = min(_PIXELS_PER_UNIT, _MAX_SIDE / max(item.width, item.height, 1.0))
    size = QSize(max(1, round(item.width * scale)), max(1, round(item.height * scale)))
    alone = Frame(item.width, item.height, None, (replace(item, x=0.0, y=0.0, step=0, opacity=1.0),))
    colors = QImage(size, QImage.Format.Format_RGB32)
    colors.fill(QColor(matte))
    opacities = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    opacities.fill(0)
    for image in (colors, opacities):
        with painting(image) as painter:
            paint(painter, alone, QRectF(0, 0, size.width(), size.height()))
    mask = _write_mask(writer, opacities.convertToFormat(QImage.Format.Format_Alpha8), matte)
    return writer.add(_jpeg_object(_encoded(colors), JpegInfo(size.width(), size.height(), 3), mask))


def _write_mask(writer: ObjectWriter, opacities: QImage, matte: str) -> bytes:
    """Write the transparency of an image; return the entry that names it."""
    width, height, row_bytes = opacities.width(), opacities.height(), opacities.bytesPerLine()
    pixels = bytes(opacities.constBits())
    rows = b"".join(pixels[row * row_bytes :][:width] for row in range(height))
    if rows.count(b"\xff") == len(rows):
        return b""
    gray = QImage(rows, width, height, width, QImage.Format.Format_Grayscale8)
    mask = _jpeg_object(_encoded(gray), JpegInfo(width, height, 1), b" /Matte [%s]" % rgb(matte))
    return b" /SMask %d 0 R" % writer.add(mask)


def _encoded(image: QImage) -> bytes:
    """Return an image as JPEG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    encoder = QImageWriter(buffer, b"jpeg")
    encoder.setQuality(_QUALITY)
    encoder.setOptimizedWrite(True)
    encoder.write(image)
    return bytes(buffer.data().data())


def _jpeg_object(data: bytes, info: JpegInfo, mask: bytes = b"") -> bytes:
    space = b"DeviceRGB" if info.components == 3 else b"DeviceGray"
    entries = b" /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8%s"
    return stream(data, entries % (info.width, info.height, space, mask) + b" /Filter /DCTDecode", compress=False)
