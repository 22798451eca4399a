"""Decodes pictures once at the shown size and draws them.

A picture that cannot be read is left out; it never raises an exception.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from desktop.render.picture_cache import PictureCache, Share
from desktop.render.picture_file import (
    MAX_MADE_PIXELS,
    is_vector,
    raster_part,
    raster_size,
    read_svg,
    svg_part,
    svg_renderer,
    svg_size,
)

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


class PictureJob(NamedTuple):
    """What the disk is to be asked.

    `load` is called in a thread, then `keep` with its result here.
    """

    load: partial[Any]
    keep: Callable[[Any], object]
    key: object = None  # of the picture that is kept for a painting, if it is one

    @property
    def question(self) -> object:
        """Return what two jobs that ask the same have in common."""
        return self.load.func, self.load.args, self.key


def load_all(jobs: list[PictureJob]) -> list[tuple[PictureJob, Any]]:
    """Ask the disk for all; this runs in a thread."""
    return [(job, job.load()) for job in jobs]


class _Deferred(Exception):
    """Marks a picture that is read later."""


_image_cache: Final = PictureCache[tuple[object, ...], QImage](Share.IMAGE_FILES)
_loaded_images: Final[dict[object, QImage | None]] = {}  # for a painting that waits; the cache may drop one for another
_file_versions: Final[dict[str, int]] = {}
_raster_sizes: Final[dict[tuple[str, str, int], tuple[float, float] | None]] = {}
_drawings: Final[dict[tuple[str, str, int], bytes | None]] = {}
_small_copies: Final[dict[tuple[str, str, int], QImage | None]] = {}
_MAX_SIZES: Final = 512
_COPY_SIDE: Final = 32
_MAX_DRAWINGS: Final = 64
_jobs: Final[ContextVar[list[PictureJob] | None]] = ContextVar("jobs", default=None)


@contextmanager
def deferring() -> Iterator[list[PictureJob]]:
    """List, within, what is not in memory, in place of reading it.

    What is laid out or painted within lacks these pictures, if there are any.
    """
    jobs: list[PictureJob] = []
    token = _jobs.set(jobs)
    try:
        yield jobs
    finally:
        _jobs.reset(token)


def forget_loaded(jobs: Iterable[PictureJob] | None = None) -> None:
    """Forget pictures kept for paintings, those of some jobs or all."""
    if jobs is None:
        _loaded_images.clear()
        return
    for job in jobs:
        _loaded_images.pop(job.key, None)


def _ask_disk(load: partial[Any], keep: Callable[[Any], object], key: object = None) -> Any:
    """Return what the disk holds; raise _Deferred within `deferring`."""
    jobs = _jobs.get()
    if jobs is not None:
        jobs.append(PictureJob(load, keep, key))
        raise _Deferred
    result = load()
    keep(result)
    return result


def _keep_within(memo: dict[Any, Any], most: int, key: object, value: object) -> None:
    memo[key] = value
    while len(memo) > most:
        with suppress(KeyError, StopIteration, RuntimeError):  # another thread forgets one too
            memo.pop(next(iter(memo)))


def file_version(file: str) -> int:
    """Return the version of a file that was read last.

    Only the first question for a file goes to the disk, which may be slow.
    """
    version = _file_versions.get(file)
    if version is not None:
        return version
    try:
        return int(_ask_disk(partial(read_file_version, file), partial(_file_versions.setdefault, file)))
    except _Deferred:
        return 0


def known_file_version(file: str) -> int | None:
    """Return the version that was read last, or None."""
    return _file_versions.get(file)


def read_file_version(file: str) -> int:
    """Return a number that changes when the file does.

    It is 0 for a file that is not there.
    """
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        version = 0
    else:
        # The mode too: a file that may not be read any more is not what it was.
        version = hash((status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode)) or 1
    _file_versions[file] = version
    return version


@lru_cache(maxsize=_MAX_DRAWINGS)
def _renderer_of(data: bytes) -> QSvgRenderer | None:
    return svg_renderer(data)


def _drawing(file: str, folder: str, version: int) -> bytes | None:
    key = (file, folder, version)
    if key in _drawings:
        return _drawings[key]
    data: bytes | None = _ask_disk(
        partial(read_svg, file, folder), partial(_keep_within, _drawings, _MAX_DRAWINGS, key)
    )
    return data


def _svg_renderer(file: str, folder: str, version: int) -> QSvgRenderer | None:
    data = _drawing(file, folder, version)
    return _renderer_of(data) if data is not None else None


def image_size(file: str, folder: str, version: int) -> tuple[float, float] | None:
    """Return width and height of a picture, or None.

    None stands for a file that is no picture or lies outside of the story's folder.
    """
    if not (version and folder):
        return None
    key = (file, folder, version)
    try:
        if is_vector(file):
            renderer = _svg_renderer(file, folder, version)
            return svg_size(renderer) if renderer is not None else None
        if key in _raster_sizes:
            return _raster_sizes[key]
        size: tuple[float, float] | None = _ask_disk(
            partial(raster_size, file, folder), partial(_keep_within, _raster_sizes, _MAX_SIZES, key)
        )
    except _Deferred:
        return None
    return size


def small_copy(file: str, folder: str, version: int) -> QImage | None:
    """Return a copy of a picture, 32 pixels square, or None.

    None stands for a picture that cannot be read, or not yet.
    """
    key = (file, folder, version)
    if key in _small_copies:
        return _small_copies[key]
    keep = partial(_keep_within, _small_copies, _MAX_SIZES, key)
    try:
        if is_vector(file):
            renderer = _svg_renderer(file, folder, version)
            natural_size = svg_size(renderer) if renderer is not None else None
            if renderer is None or natural_size is None:
                return None
            copy = svg_part(renderer, natural_size, QRectF(0.0, 0.0, *natural_size), QSize(_COPY_SIDE, _COPY_SIDE))
            keep(copy)
            return copy
        made: QImage | None = _ask_disk(partial(_read_small_copy, file, folder), keep)
    except _Deferred:
        return None
    return made


def read_ahead(file: str, folder: str) -> None:
    """Read, in a thread, what the layout of a picture needs."""
    version = file_version(file)
    if is_vector(file):
        _drawing(file, folder, version)  # alone: a renderer belongs to the thread that makes it
        return
    image_size(file, folder, version)
    small_copy(file, folder, version)


def _read_small_copy(file: str, folder: str) -> QImage | None:
    size = raster_size(file, folder)
    return raster_part(file, folder, QRect(0, 0, *size), QSize(_COPY_SIDE, _COPY_SIDE)) if size is not None else None


def image_rect(
    natural_size: tuple[float, float], rect: QRectF, fit: str, focus: tuple[float, float] | None = None
) -> QRectF:
    """Return the rectangle that the whole picture takes.

    With `fit` "contain" it lies in `rect`, with "cover" it covers `rect`, with `focus` as near to the middle as can be.
    """
    ratios = rect.width() / natural_size[0], rect.height() / natural_size[1]
    scale = max(ratios) if fit == "cover" else min(ratios)
    width, height = natural_size[0] * scale, natural_size[1] * scale
    left, top = rect.center().x() - width / 2, rect.center().y() - height / 2
    if focus is not None and fit == "cover":
        left = min(rect.left(), max(rect.center().x() - focus[0] * width, rect.right() - width))
        top = min(rect.top(), max(rect.center().y() - focus[1] * height, rect.bottom() - height))
    return QRectF(left, top, width, height)


def draw_image(
    painter: QPainter,
    file: str,
    folder: str,
    rect: QRectF,
    fit: str,
    version: int,
    focus: tuple[float, float] | None = None,
) -> bool:
    """Draw a picture into `rect`; return whether it could be read.

    What lies outside of `rect` may be left out.
    """
    try:
        return _draw(painter, file, folder, rect, fit, version, focus)
    except _Deferred:
        return True  # it comes with a later painting


def _draw(
    painter: QPainter,
    file: str,
    folder: str,
    rect: QRectF,
    fit: str,
    version: int,
    focus: tuple[float, float] | None,
) -> bool:
    natural_size = image_size(file, folder, version)
    if natural_size is None:
        return False
    target = image_rect(natural_size, rect, fit, focus)
    renderer = _svg_renderer(file, folder, version) if is_vector(file) else None
    if renderer is not None and painter.paintEngine().type() != QPaintEngine.Type.Raster:
        renderer.render(painter, target)
        return True
    scale = painter.deviceTransform().m11()
    pixels = max(1.0, target.width() * scale) * max(1.0, target.height() * scale)
    if pixels <= MAX_MADE_PIXELS and pixels <= 4 * rect.width() * rect.height() * scale * scale:
        part, size = QRectF(0.0, 0.0, *natural_size), _pixel_size(target, scale)
    else:
        # Only the visible part is decoded: a picture of 2000 × 1 pixels would cover a slide as 2,160,000 × 1080.
        shown = rect.intersected(target).translated(-target.topLeft())
        ratio = natural_size[0] / target.width()
        part = QRectF(shown.topLeft() * ratio, shown.size() * ratio)
        if renderer is None:
            part = _whole_pixels(part, natural_size)
        target = QRectF(target.topLeft() + part.topLeft() / ratio, part.size() / ratio)
        size = _pixel_size(target, scale)
    image = _decode(file, folder, version, part, natural_size, size)
    if image is None:
        return False
    painter.drawImage(target, image)
    return True


def _pixel_size(rect: QRectF, scale: float) -> QSize:
    """Return the size of a rectangle in device pixels.

    It is shrunk to `MAX_MADE_PIXELS`.
    """
    width, height = max(1.0, rect.width() * scale), max(1.0, rect.height() * scale)
    shrink = min(1.0, math.sqrt(MAX_MADE_PIXELS / (width * height)))
    return QSize(max(1, round(width * shrink)), max(1, round(height * shrink)))


def _whole_pixels(part: QRectF, natural_size: tuple[float, float]) -> QRectF:
    """Return the smallest rectangle of whole pixels around `part`."""
    left, top = max(0, math.floor(part.left())), max(0, math.floor(part.top()))
    right, bottom = min(natural_size[0], math.ceil(part.right())), min(natural_size[1], math.ceil(part.bottom()))
    return QRectF(QPointF(left, top), QPointF(max(left + 1, right), max(top + 1, bottom)))


def _decode(
    file: str, folder: str, version: int, part: QRectF, natural_size: tuple[float, float], size: QSize
) -> QImage | None:
    """Return a part of a picture, decoded at a size or cached.

    `part` is in pixels of the picture, `size` in device pixels. None stands for a picture that cannot be read.
    """
    key = (file, folder, version, part.getRect(), size.toTuple())
    cached = _image_cache.get(key)
    if cached is not None or key in _loaded_images:
        return cached or _loaded_images[key]
    if is_vector(file):
        renderer = _svg_renderer(file, folder, version)
        if renderer is None:
            return None
        image = svg_part(renderer, natural_size, part, size)
        _keep_image(key, image)
        return image
    decoded: QImage | None = _ask_disk(
        partial(raster_part, file, folder, part.toRect(), size),
        partial(_keep_image if _jobs.get() is None else _keep_loaded_image, key),
        key,
    )
    return decoded


def _keep_loaded_image(key: tuple[object, ...], image: QImage | None) -> None:
    _keep_image(key, image)
    _loaded_images[key] = image


def _keep_image(key: tuple[object, ...], image: QImage | None) -> None:
    if image is not None:
        _image_cache.add(key, image, image.sizeInBytes())
