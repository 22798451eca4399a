"""Reads picture files through the guarded reader, within limits.

The format is that of the file's suffix. A raster picture is decoded from the descriptor that was opened; an SVG reaches
Qt as filtered bytes, never as a path.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage

from desktop.render.painter_scope import painting
from desktop.render.qt_reader_messages import silence_readers
from desktop.story.storage.guarded_read import MAX_PICTURE_BYTES, RefusedFileError, open_file, read_file

if TYPE_CHECKING:
    from PySide6.QtGui import QImageReader
    from PySide6.QtSvg import QSvgRenderer

MAX_MADE_PIXELS: Final = 34_000_000
"""The most pixels of a decoded picture: 7680 × 4320."""

_MAX_PIXELS: Final = 64_000_000
_MAX_SMOOTHED_PIXELS: Final = 24_000_000
"""The most pixels that are smoothed at once: Qt takes four bytes for each, so 256 MB for 64 megapixels."""
_SAMPLES: Final = 4
"""How many pixels of a larger picture are taken for each that is shown, across and down."""
_MAX_ASPECT: Final = 1_000.0
"""The largest ratio of an SVG's sides; beyond, it is a line."""
_FORMATS: Final = {"png": b"png", "jpg": b"jpeg", "jpeg": b"jpeg", "webp": b"webp", "gif": b"gif", "bmp": b"bmp"}


def is_vector(file: str) -> bool:
    """Return whether the file's suffix is that of an SVG."""
    return file.lower().endswith((".svg", ".svgz"))


def read_svg(file: str, folder: str) -> bytes | None:
    """Return the filtered bytes of an SVG, or None.

    This may run in a thread.
    """
    from desktop.render.svg.svg_element import SvgError
    from desktop.render.svg.svg_filter import MAX_SVG_BYTES, filter_svg

    try:
        return filter_svg(read_file(file, folder=folder, max_bytes=MAX_SVG_BYTES)).data
    except (RefusedFileError, SvgError):
        return None


def svg_renderer(data: bytes) -> QSvgRenderer | None:
    """Return a renderer of filtered bytes, or None."""
    # What reads SVG is loaded for the first one: it takes 6 ms, and few stories begin with a drawing.
    from PySide6.QtSvg import QSvgRenderer

    silence_readers()
    renderer = QSvgRenderer(QByteArray(data))
    if not renderer.isValid():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


def svg_size(renderer: QSvgRenderer) -> tuple[float, float] | None:
    """Return width and height of an SVG, or None if not drawable."""
    view_box = renderer.viewBoxF()
    width, height = view_box.width(), view_box.height()
    if not (width > 0 and height > 0 and 1 / _MAX_ASPECT <= width / height <= _MAX_ASPECT):
        return None
    return width, height


def svg_part(renderer: QSvgRenderer, natural_size: tuple[float, float], part: QRectF, size: QSize) -> QImage:
    """Return an image of a part of an SVG.

    `part` is in units of the SVG, `size` in pixels.
    """
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with painting(image) as painter:
        painter.scale(size.width() / part.width(), size.height() / part.height())
        renderer.render(painter, QRectF(-part.x(), -part.y(), *natural_size))
    return image


def raster_size(file: str, folder: str) -> tuple[int, int] | None:
    """Return width and height of a raster picture, or None.

    None stands for an unreadable picture or one above `_MAX_PIXELS`.
    """
    with _reader(file, folder) as reader:
        pixel_size = reader.size() if reader is not None else QSize()
        if reader is None or pixel_size.isEmpty() or pixel_size.width() * pixel_size.height() > _MAX_PIXELS:
            return None
        width, height = pixel_size.width(), pixel_size.height()
        return (height, width) if _lies_on_its_side(reader) else (width, height)


def raster_part(file: str, folder: str, part: QRect, size: QSize) -> QImage | None:
    """Return a part of a raster picture scaled to `size`, or None.

    None stands for a picture that cannot be decoded.
    """
    from PySide6.QtGui import QImageIOHandler

    if raster_size(file, folder) is None:
        return None
    with _reader(file, folder, whole=True) as reader:
        if reader is None:
            return None
        # The reader clips and scales before it rotates: a rotated picture is clipped afterwards.
        plain = reader.transformation() == QImageIOHandler.Transformation.TransformationNone
        if plain:
            reader.setClipRect(part)
            shrunk = size * 2
            if reader.format() == b"jpeg" and shrunk.width() < part.width() and shrunk.height() < part.height():
                reader.setScaledSize(shrunk)  # decoded in steps of an eighth, smoothed to size below
        image = reader.read()
    if image.isNull():
        return None
    if not plain and part.size() != image.size():
        image = image.copy(part)
    if image.width() * image.height() > _MAX_SMOOTHED_PIXELS:
        sampled = (size * _SAMPLES).boundedTo(image.size())
        image = image.scaled(sampled, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.FastTransformation)
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


@lru_cache(maxsize=512)
def is_readable(file: str, folder: str, _version: int) -> bool:
    """Return whether a picture can be shown.

    A raster picture is decoded to find out.
    """
    if is_vector(file):
        data = read_svg(file, folder)
        renderer = svg_renderer(data) if data is not None else None
        return renderer is not None and svg_size(renderer) is not None
    size = raster_size(file, folder)
    return size is not None and raster_part(file, folder, QRect(0, 0, *size), QSize(1, 1)) is not None


@contextmanager
def _reader(file: str, folder: str, *, whole: bool = False) -> Iterator[QImageReader | None]:
    """Yield an image reader for a file, or None if refused.

    It decodes the format of the file's suffix alone. `whole` is for a picture that is to be decoded.
    """
    # PySide makes a class when it is first imported: a story of SVG pictures needs none of these.
    from PySide6.QtCore import QFile, QIODevice
    from PySide6.QtGui import QImageReader

    silence_readers()
    image_format = _FORMATS.get(file.lower().rpartition(".")[2])
    if image_format is None:
        yield None
        return
    try:
        stream = open_file(file, folder=folder, max_bytes=MAX_PICTURE_BYTES)
    except RefusedFileError:
        yield None
        return
    with stream:
        if image_format == b"png":
            from desktop.story.storage import png_chunks

            if not png_chunks.is_sound(stream, whole=whole):
                yield None
                return
            os.lseek(stream.fileno(), 0, os.SEEK_SET)  # Qt reads by the descriptor
        device = QFile()
        if not device.open(stream.fileno(), QIODevice.OpenModeFlag.ReadOnly):
            yield None
            return
        reader = QImageReader(device, QByteArray(image_format))
        reader.setAutoDetectImageFormat(False)
        reader.setDecideFormatFromContent(False)
        reader.setAutoTransform(True)
        try:
            yield reader
        finally:
            device.close()


def _lies_on_its_side(reader: QImageReader) -> bool:
    from PySide6.QtGui import QImageIOHandler

    return bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value)
