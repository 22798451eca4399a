"""Prepares pictures for documents: JPEG files as they are, others painted alone."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Frame, Image
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.svg.svg_element import SvgError
from desktop.render.svg.svg_filter import MAX_SVG_BYTES, filter_svg
from desktop.story.storage.guarded_read import MAX_PICTURE_BYTES, RefusedFileError, read_file

_MAX_SIDE: Final = 4096


@dataclass(frozen=True, slots=True)
class JpegInfo:
    """The size and the number of colours of a JPEG file."""

    width: int
    height: int
    components: int


def jpeg_info(data: bytes) -> JpegInfo | None:
    """Return the data of a JPEG file, or None.

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


@lru_cache(maxsize=256)
def jpeg_file_info(file: str, folder: str, _version: int) -> JpegInfo | None:
    """Return a JPEG file's data if it can be embedded unchanged."""
    if not file.lower().endswith((".jpg", ".jpeg")):
        return None
    try:
        return jpeg_info(read_file(file, folder=folder, max_bytes=MAX_PICTURE_BYTES))
    except RefusedFileError:
        return None


def without_metadata(data: bytes) -> bytes:
    """Return a JPEG file without its metadata.

    That may be the place where it was taken. What its colours need is kept.
    """
    parts, position = [data[:2]], 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        if marker == 0xDA:
            break
        is_named = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_named or marker == 0xEE or data.startswith((b"JFIF\0", b"ICC_PROFILE\0"), position + 4):
            parts.append(data[position:end])
        position = end
    return b"".join((*parts, data[position:]))


@lru_cache(maxsize=64)
def drawing_file(file: str, folder: str, _version: int) -> bytes | None:
    """Return the filtered bytes of an SVG file, or None."""
    try:
        return filter_svg(read_file(file, folder=folder, max_bytes=MAX_SVG_BYTES)).data
    except (RefusedFileError, SvgError):
        return None


def paint_alone(item: Image, pixels_per_unit: float, ground: str = "") -> QImage:
    """Return a picture as large as its rectangle, in full opacity.

    It stands on the colour `ground`, `#rrggbb`, or on nothing. No side is longer than 4096 pixels.
    """
    scale = min(pixels_per_unit, _MAX_SIDE / max(item.width, item.height, 1.0))
    pixels = QImage.Format.Format_RGB32 if ground else QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(max(1, round(item.width * scale)), max(1, round(item.height * scale)), pixels)
    image.fill(QColor(ground) if ground else 0)
    alone = Frame(item.width, item.height, None, (replace(item, x=0.0, y=0.0, step=0, opacity=1.0),))
    with painting(image) as painter:
        paint(painter, alone, QRectF(0, 0, image.width(), image.height()))
    return image


def encode(image: QImage, kind: str, quality: int) -> bytes:
    """Return an image as a file of a kind, "jpeg" or "png".

    `quality` is from 0 to 100; for a PNG, the higher it is the quicker and larger.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode("ascii"))
    writer.setQuality(quality)
    writer.setOptimizedWrite(kind == "jpeg")
    writer.write(image)
    return bytes(buffer.data().data())
