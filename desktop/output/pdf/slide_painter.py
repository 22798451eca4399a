"""Paints a slide into a PDF page, with tags."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.i18n.direction import has_right_to_left
from desktop.output.pdf.assemble import PaintedPage
from desktop.output.pdf.pictures import picture_key, write_jpeg_file, write_painted
from desktop.output.pdf.resources import Resources
from desktop.output.pdf.structure import Element, MarkedContent
from desktop.output.pdf.syntax import numbers, rgb, text_string
from desktop.output.picture_files import jpeg_file_info
from desktop.output.semantic_roles import RolePart
from desktop.render import images
from desktop.render.font_files import LetterRanges
from desktop.render.frame import (
    Background,
    Ellipse,
    Frame,
    Image,
    Item,
    LinearGradient,
    PushClip,
    RadialGradient,
    Rectangle,
    TextRun,
    VectorPath,
)
from desktop.render.paint import letterbox_rect, paint

_REORDERED: Final = LetterRanges("\u0900\u0dff", "\u1000\u109f", "\u1780\u17ff")
"""Scripts of India, Burmese and Khmer: their glyphs are in another order than the letters, or stand for several."""
_UNSPACED: Final = LetterRanges(
    "\u0e00\u0eff", "\u1000\u109f", "\u1780\u17ff", "\u3000\u30ff", "\u3400\u9fff", "\uf900\ufaff"
)
"""Scripts without spaces between words."""
_NO_SPACE_AFTER: Final = (" ", "-", "\u00ad", "\u2010")
_KAPPA: Final = 0.5523
"""How far the handles of four Bézier curves reach that make a circle."""


@contextmanager
def tagged(painter: QPainter, painted: PaintedPage, page: int, element: Element | None) -> Iterator[None]:
    """Tag all that is painted inside the block.

    None marks an ornament. `page` is the index of the page.
    """
    if element is None:
        painted.marks.put(painter, b"/Artifact BMC\n")
    else:
        mcid = painted.next_mcid
        painted.next_mcid += 1
        painted.marks.put(painter, b"/%s << /MCID %d >> BDC\n" % (element.kind.encode("ascii"), mcid))
        element.kids.append(MarkedContent(page, mcid))
    yield
    painted.marks.put(painter, b"EMC\n")


class SlidePainter:
    """Paints one slide, part by part.

    `rect` is the slide's place on the page in the units of the painter; `page` is the index of the page.
    """

    def __init__(
        self, painter: QPainter, painted: PaintedPage, resources: Resources, frame: Frame, rect: QRectF, page: int
    ) -> None:
        self._painter = painter
        self._painted = painted
        self._marks = painted.marks
        self._resources = resources
        self._frame = frame
        self._rect = rect
        self._page = page
        self._matte = frame.background.color[:7] if frame.background else "#ffffff"
        target = letterbox_rect(frame, rect)
        scale = target.width() / frame.width
        self._to_canvas = b"%s cm" % numbers(scale, 0, 0, scale, target.x(), target.y())

    def paint_background(self) -> None:
        """Paint the background as vectors, without grain."""
        background = self._frame.background
        if background is not None:
            with tagged(self._painter, self._painted, self._page, None):
                self._put(self._background(background), ())

    def paint_part(self, part: RolePart, element: Element | None) -> None:
        """Paint a part; `element` is what it says, None for an ornament."""
        with tagged(self._painter, self._painted, self._page, element):
            plain: list[Item] = []
            for item in with_spaces_between(part.items):
                content = self._content(item)
                if content is None:
                    plain.append(item)
                    continue
                self._paint_plain(part, plain)
                plain = []
                self._put(content, part.clips)
            self._paint_plain(part, plain)

    def _paint_plain(self, part: RolePart, items: list[Item]) -> None:
        """Paint items by Qt; give the text where glyphs do not."""
        for reordered, group in groupby(items, _is_reordered):
            if not reordered:
                self._paint_group(part, tuple(group))
                continue
            for item in group:
                assert isinstance(item, TextRun)
                self._marks.put(self._painter, b"/Span << /ActualText %s >> BDC\n" % text_string(item.text))
                self._paint_group(part, (item,))
                self._marks.put(self._painter, b"EMC\n")

    def _paint_group(self, part: RolePart, items: tuple[Item, ...]) -> None:
        frame = Frame(self._frame.width, self._frame.height, None, (*part.clips, *items))
        paint(self._painter, frame, self._rect)

    def _put(self, content: bytes, clips: tuple[PushClip, ...]) -> None:
        """Put content in canvas units into the page."""
        boxes = [(0.0, 0.0, self._frame.width, self._frame.height)]
        boxes += [(clip.x, clip.y, clip.width, clip.height) for clip in clips]
        clip_path = b"".join(b"%s re W n\n" % numbers(*box) for box in boxes)
        self._marks.put(self._painter, b"q %s\n%s%sQ\n" % (self._to_canvas, clip_path, content))

    def _background(self, background: Background) -> bytes:
        area = numbers(0, 0, self._frame.width, self._frame.height)
        content = b"%s rg %s re f\n" % (rgb(background.color), area)
        for glow in background.glows:
            content += self._fill_with(glow)
        return content

    def _fill_with(self, gradient: LinearGradient | RadialGradient) -> bytes:
        """Return content that fills the clip with a gradient."""
        box = (0.0, 0.0, self._frame.width, self._frame.height)
        opacity, colors = self._resources.gradient(gradient, box)
        return b"q %s gs %s sh Q\n" % (opacity, colors)

    def _content(self, item: Item) -> bytes | None:
        """Return the content of an item that Qt cannot write, else None."""
        if isinstance(item, Image):
            return self._picture(item)
        fill = getattr(item, "fill", None)
        if not isinstance(fill, LinearGradient | RadialGradient) or all(len(stop.color) == 7 for stop in fill.stops):
            return None
        if getattr(item, "stroke", ""):
            return None
        path = _path_of(item)
        return b"q %s W n\n%sQ\n" % (path, self._fill_with(fill)) if path else None

    def _picture(self, item: Image) -> bytes:
        """Return content that shows a picture."""
        opacity = b"%s gs " % self._resources.opacity(item.opacity) if item.opacity < 1 else b""
        rect = QRectF(item.x, item.y, item.width, item.height)
        info = jpeg_file_info(item.file, item.folder, item.version)
        if info is None:
            made_of = (picture_key(item), self._matte)
            name = self._resources.name("XObject", made_of, lambda writer: write_painted(writer, item, self._matte))
            return b"%s%s %s Do \n" % (opacity, _place(rect), name)
        target = images.image_rect((info.width, info.height), rect, item.fit, item.focus)
        file_key = (item.file, item.version)
        name = self._resources.name("XObject", file_key, lambda writer: write_jpeg_file(writer, item.file, item.folder))
        clip = _rounded_rect(item.x, item.y, item.width, item.height, item.radius)
        return b"q %s W n %s%s %s Do Q\n" % (clip, opacity, _place(target), name)


def with_spaces_between(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items with a space between separate texts.

    Readers of a PDF would else join the last word of a line with the first of the next.
    """
    spaced = list(items)
    texts = [(index, item) for index, item in enumerate(items) if isinstance(item, TextRun) and item.text]
    for (index, item), (_, following) in pairwise(texts):
        gap, size = following.x - item.x - item.width, min(item.font.size, following.font.size)
        is_apart = abs(following.y - item.y) > 0.7 * size or not -size < gap < 0.2 * size
        if is_apart and not item.text.endswith(_NO_SPACE_AFTER) and _is_spaced(item) and _is_spaced(following):
            spaced[index] = replace(item, text=item.text + " ")
    return tuple(spaced)


def _is_spaced(item: TextRun) -> bool:
    """Whether a text's script has spaces, written from left to right."""
    return not (item.right_to_left or has_right_to_left(item.text) or _UNSPACED.occur_in(item.text))


def _is_reordered(item: Item) -> bool:
    return isinstance(item, TextRun) and _REORDERED.occur_in(item.text)


def _place(rect: QRectF) -> bytes:
    """Return the transformation that puts a picture into a rectangle."""
    return b"%s cm" % numbers(rect.width(), 0, 0, -rect.height(), rect.x(), rect.y() + rect.height())


def _path_of(item: Item) -> bytes:
    """Return the outline of an item, or b""."""
    if isinstance(item, Rectangle):
        return _rounded_rect(item.x, item.y, item.width, item.height, item.radius)
    if isinstance(item, Ellipse):
        return _ellipse(item.x, item.y, item.rx, item.ry)
    if isinstance(item, VectorPath):
        letters = {"M": b"m", "L": b"l", "C": b"c", "Z": b"h"}
        commands = (
            b"%s %s" % (numbers(*(float(value) for value in values)), letters[str(letter)])
            for letter, *values in item.commands
        )
        return b" ".join(commands)
    return b""


def _ellipse(x: float, y: float, rx: float, ry: float) -> bytes:
    kx, ky = _KAPPA * rx, _KAPPA * ry
    curves = (
        (x + rx, y + ky, x + kx, y + ry, x, y + ry),
        (x - kx, y + ry, x - rx, y + ky, x - rx, y),
        (x - rx, y - ky, x - kx, y - ry, x, y - ry),
        (x + kx, y - ry, x + rx, y - ky, x + rx, y),
    )
    return b"%s m %s h" % (numbers(x + rx, y), b" ".join(b"%s c" % numbers(*curve) for curve in curves))


def _rounded_rect(x: float, y: float, width: float, height: float, radius: float) -> bytes:
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return b"%s re" % numbers(x, y, width, height)
    k = r * (1 - _KAPPA)
    right, bottom = x + width, y + height
    return b" ".join(
        (
            b"%s m %s l" % (numbers(x + r, y), numbers(right - r, y)),
            b"%s c" % numbers(right - k, y, right, y + k, right, y + r),
            b"%s l" % numbers(right, bottom - r),
            b"%s c" % numbers(right, bottom - k, right - k, bottom, right - r, bottom),
            b"%s l" % numbers(x + r, bottom),
            b"%s c" % numbers(x + k, bottom, x, bottom - k, x, bottom - r),
            b"%s l" % numbers(x, y + r),
            b"%s c h" % numbers(x, y + k, x + k, y, x + r, y),
        )
    )
