"""Keeps images of texts that a moving picture repeats.

Qt shapes and blends a label anew in every frame, pixel by pixel: some 60 µs, where a copy takes 6. The image to copy from
takes 150, so it is made between two frames; until then the text is painted letter by letter. Either stands on whole
pixels of the screen, so that letters keep their shape while they move. Only moving pictures on a screen use it.
"""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout, QTransform

from desktop.fast_dataclass import dataclass
from desktop.render.font_files import font_for, font_metrics, qfont
from desktop.render.frame import Font, TextRun
from desktop.render.painter_scope import painting
from desktop.render.picture_cache import PictureCache, Share

_MAX_IMAGE_BYTES: Final = 512 * 1024
_MAX_MISSED: Final = 512  # texts that wait for an image
_MIN_CONTRAST: Final = 48  # the least difference of text and background from which opacity can be computed
_OFTEN: Final = 3  # how often a text is missed in one painting until its image is made in it
_FAR: Final = 1e9  # Qt counts whole pixels in 32 bits
_LATIN: Final = re.compile("[\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2026\u202f\u2039\u203a]*")
"""What all faces have within the height of their lines."""
_BESIDE_ADVANCE: Final = 0.2
"""How far a slanted f reaches beyond both its ends, in sizes of letters."""
_ABOVE_LINE: Final = 0.25
"""How far letters with two marks reach beyond their line."""
_PADDING: Final = 3  # the edges of letters are smooth

# Kept: PySide looks a value up anew each time.
_RENDER_HINTS: Final = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
_AUTO_DIRECTION: Final = Qt.LayoutDirection.LayoutDirectionAuto


@dataclass(frozen=True, slots=True)
class _TextImage:
    """Holds the image of a text and its left end and baseline."""

    image: QImage
    left: int
    baseline: int


class _Face:
    """Holds what the images of many texts share, compared by identity."""

    __slots__ = ("color", "font", "scale", "text_background")

    def __init__(self, font: Font, color: str, text_background: str, scale: float) -> None:
        self.font, self.color, self.text_background, self.scale = font, color, text_background, scale


_face = lru_cache(maxsize=256)(_Face)


_Key = tuple[str, _Face]


_images: Final = PictureCache[_Key, _TextImage](Share.TEXTS)
_missed: Final[dict[_Key, None]] = {}
"""The texts that were painted without an image, the last one last."""
_expected: Final[dict[_Key, None]] = {}
"""The texts that may soon be painted: they come after those that were."""
_without: Final[dict[_Key, None]] = {}
"""Texts that get no image: they are too long, or blank."""


def make_missed_images(seconds: float) -> bool:
    """Make images of the texts painted last, for so long.

    Then come those that are expected. Returns whether more texts wait.
    """
    until = time.perf_counter() + seconds
    while (_missed or _expected) and time.perf_counter() < until:
        key, _ = (_missed or _expected).popitem()
        if _images.get(key) is None and key not in _without:
            _make_image(key)
    return bool(_missed or _expected)


def expect_texts(runs: Iterable[TextRun], text_background: str, scale: float) -> None:
    """Expect that some texts are painted soon.

    Their images are made when no others wait.
    """
    for run in runs:
        key = run.text, _face(run.font, run.color, text_background, scale)
        if key not in _missed:
            _expected[key] = None
    while len(_expected) > _MAX_MISSED:
        del _expected[next(iter(_expected))]


def _make_image(key: _Key) -> _TextImage | None:
    """Make and keep the image of a text, if it has one."""
    text_image = _render_text(*key)
    if text_image is not None:
        _images.add(key, text_image, text_image.image.sizeInBytes())
    else:
        _without[key] = None
        if len(_without) > _MAX_MISSED:
            del _without[next(iter(_without))]
    return text_image


def _miss(key: _Key) -> None:
    """Add a text to those that wait, and give the oldest up."""
    if key in _without:
        return
    _missed.pop(key, None)
    _missed[key] = None
    if len(_missed) > _MAX_MISSED:
        del _missed[next(iter(_missed))]


class CachedTextPainter:
    """Paints the text runs of one painting from the cache."""

    __slots__ = ("_dx", "_dy", "_face", "_font", "_is_whole", "_scale", "_text_background", "_times_missed")

    def __init__(self, transform: QTransform, text_background: str) -> None:
        self._scale = transform.m11()
        self._dx, self._dy = transform.dx(), transform.dy()
        self._is_whole = self._scale == 1.0 and self._dx == int(self._dx) and self._dy == int(self._dy)
        self._text_background = text_background
        self._times_missed: dict[_Key, int] = {}  # in this painting
        self._font: Font | None = None  # that of the painter: setting it takes as long as drawing a label
        self._face: _Face | None = None  # of the last run

    @classmethod
    def for_painter(cls, painter: QPainter, text_background: str) -> CachedTextPainter | None:
        """Return a text painter, or None if `painter` rotates, mirrors or stretches."""
        transform = painter.deviceTransform()
        upright = 0.0 < transform.m11() == transform.m22() and not transform.isRotating()
        return cls(transform, text_background) if upright else None

    def draw(self, painter: QPainter, run: TextRun) -> None:
        """Paint a run on whole pixels, from its image if cached."""
        font, color, face = run.font, run.color, self._face
        # Runs of one face follow one another: identity is told without a call.
        if face is None or face.font is not font or face.color is not color:
            face = self._face = _face(font, color, self._text_background, self._scale)
        key = run.text, face
        text_image = _images.get(key) or self._image_of_repeated(key)
        if text_image is not None and self._is_whole:
            left, top = math.floor(run.x + 0.5) - text_image.left, math.floor(run.y + 0.5) - text_image.baseline
            if -_FAR < left < _FAR and -_FAR < top < _FAR:
                painter.drawImage(left, top, text_image.image)  # numbers cost a third of a point made of them
                return
        x = math.floor(run.x * self._scale + self._dx + 0.5) - self._dx
        y = math.floor(run.y * self._scale + self._dy + 0.5) - self._dy
        if text_image is None:
            set_font = font_for(run.text, font)
            if set_font != self._font:
                painter.setFont(qfont(set_font))
                self._font = set_font
            painter.setPen(QColor(color))
            painter.setLayoutDirection(_AUTO_DIRECTION)
            painter.drawText(QPointF(x / self._scale, y / self._scale), run.text)
        elif self._scale == 1.0:
            painter.drawImage(QPointF(x - text_image.left, y - text_image.baseline), text_image.image)
        else:
            painter.save()
            painter.scale(1 / self._scale, 1 / self._scale)
            painter.drawImage(QPointF(x - text_image.left, y - text_image.baseline), text_image.image)
            painter.restore()

    def _image_of_repeated(self, key: _Key) -> _TextImage | None:
        """Return an image, made at once, of a text often missed.

        Names that are cut short soon say the same: to set one some times takes longer than to make its image.
        """
        times = self._times_missed[key] = self._times_missed.get(key, 0) + 1
        if times < _OFTEN or key in _without:
            _miss(key)
            return None
        _missed.pop(key, None)
        return _make_image(key)

    def forget_font(self) -> None:
        """Forget the font of the painter, which has another one now."""
        self._font = None


def _render_text(text: str, face: _Face) -> _TextImage | None:
    """Return a text as an image with transparency.

    It looks as if Qt had blended the text over its background, or over a light or dark bar on that.
    """
    font, color, scale = face.font, face.color, face.scale
    background, channel, blank_image = _blank_image(color, face.text_background)
    set_font = font_for(text, font)
    qt_font = qfont(set_font)
    advance, ascent, descent = _line_size(text, set_font)
    left, baseline = math.ceil(_BESIDE_ADVANCE * font.size * scale) + _PADDING, math.ceil(ascent * scale) + _PADDING
    width = 4 * math.ceil((advance * scale + 2 * left) / 4)  # Qt's rows of bytes are so long
    height = baseline + math.ceil(descent * scale) + _PADDING
    if 4 * width * height > _MAX_IMAGE_BYTES:
        return None
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(background)
    with painting(image) as painter:
        painter.setRenderHints(_RENDER_HINTS)
        if scale != 1.0:
            painter.scale(scale, scale)
        painter.setFont(qt_font)
        painter.setPen(QColor(color))
        painter.setLayoutDirection(_AUTO_DIRECTION)
        painter.drawText(QPointF(left / scale, baseline / scale), text)
    # The opacity of each pixel is computed from the painted colour: some fonts are blended with a gamma of their own.
    channel_values = bytes(image.constBits())[channel::4]
    blank = channel_values[:1]  # no letter reaches the corner
    top = (len(channel_values) - len(channel_values.lstrip(blank))) // width
    inked_values = channel_values[top * width :].rstrip(blank)
    rows = math.ceil(len(inked_values) / width)
    if not rows:
        return None
    alpha_image = blank_image.copy(0, 0, width, rows)  # with its table of colours, which takes long to set
    memoryview(alpha_image.bits())[:] = channel_values[top * width : (top + rows) * width]
    return _TextImage(alpha_image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), left, baseline - top)


def _line_size(text: str, font: Font) -> tuple[float, float, float]:
    """Return the advance, ascent and descent of a text.

    Latin letters keep to their font's: to lay out others, which may be those of other fonts, takes longer.
    """
    if _LATIN.fullmatch(text):
        return font_metrics(font).horizontalAdvance(text), *_line_height(font)
    layout = QTextLayout(text, qfont(font))
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    above = _ABOVE_LINE * font.size
    return line.naturalTextWidth(), line.ascent() + above, line.descent() + above


@lru_cache(maxsize=64)
def _line_height(font: Font) -> tuple[float, float]:
    metrics = font_metrics(font)
    return metrics.ascent(), metrics.descent()


@lru_cache(maxsize=64)
def _blank_image(color: str, text_background: str) -> tuple[QColor, int, QImage]:
    """Return background, channel of most contrast, image with its colours.

    Its table gives the text's colour for each value of the channel, with the opacity that makes that value over the
    background. A text as dark as its background stands on something light, as the name of a bar does: it is made on white.
    """
    text_color, background_color = QColor(color), QColor(text_background)
    channel = _channel_of_most_contrast(text_color, background_color)
    if _contrast(text_color, background_color, channel) < _MIN_CONTRAST:
        background_color = QColor("white" if text_color.lightness() < 128 else "black")
        channel = _channel_of_most_contrast(text_color, background_color)
    text_value, background_value = _channels(text_color)[channel], _channels(background_color)[channel]
    fractions = (
        min(1.0, max(0.0, (value - background_value) / (text_value - background_value))) for value in range(256)
    )
    rgb = text_color.rgb() & 0xFFFFFF
    table = [round(255 * fraction) << 24 | rgb for fraction in fractions]
    image = QImage(1, 1, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    return background_color, channel if sys.byteorder == "little" else 3 - channel, image


def _channels(color: QColor) -> tuple[int, int, int]:
    return color.blue(), color.green(), color.red()


def _contrast(one: QColor, other: QColor, channel: int) -> int:
    return abs(_channels(one)[channel] - _channels(other)[channel])


def _channel_of_most_contrast(one: QColor, other: QColor) -> int:
    return max(range(3), key=lambda channel: _contrast(one, other, channel))
