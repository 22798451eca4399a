"""Words of what is painted many times a second: each is drawn once, kept as a small picture, and copied from then on.

Qt shapes and blends a label anew in every frame, pixel by pixel: some 30 µs, where a copy takes 4. A copy stands on whole
pixels of the screen, so that letters keep their shape while they move. Only for what moves on a screen: pages, slides and
pictures are painted letter by letter.
"""

from __future__ import annotations

import math
import sys
from collections import OrderedDict
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout, QTransform

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Font, Run
from desktop.render.text import qfont

_BYTES: Final = 24 * 1024 * 1024
_LARGEST: Final = 512 * 1024
_SEEN: Final = 8192
_NEW: Final = 4  # pictures that are made in one painting: each takes as long as two or three labels
_APART: Final = 48  # the least difference between letters and ground from which their strength can be read
_MARGIN: Final = 3  # letters lean out of their own width


@dataclass(frozen=True, slots=True)
class _Word:
    """A text as a picture, and where in it the text's own place (left, baseline) is."""

    image: QImage
    left: int
    base: int


_Key = tuple[str, Font, str, str, float]


class _Shelf:
    """Pictures of words by what they say, the oldest given away where they take too much; and what has been seen once."""

    def __init__(self) -> None:
        self.words: OrderedDict[_Key, _Word] = OrderedDict()
        self.seen: set[_Key] = set()
        self.bytes = 0

    def keep(self, key: _Key, word: _Word) -> None:
        """Remember a picture."""
        self.words[key] = word
        self.bytes += word.image.sizeInBytes()
        while self.bytes > _BYTES:
            self.bytes -= self.words.popitem(last=False)[1].image.sizeInBytes()

    def is_new(self, key: _Key) -> bool:
        """Return whether a word is seen for the first time."""
        if key in self.seen:
            return False
        if len(self.seen) >= _SEEN:
            self.seen.clear()
        self.seen.add(key)
        return True


_shelf: Final = _Shelf()


class Letterer:
    """Paints the runs of one painting, over a ground that is mostly of one colour."""

    __slots__ = ("_behind", "_dx", "_dy", "_left", "_scale")

    def __init__(self, place: QTransform, behind: str) -> None:
        self._scale = place.m11()
        self._dx, self._dy = place.dx(), place.dy()
        self._behind = behind
        self._left = _NEW

    @classmethod
    def over(cls, painter: QPainter, behind: str) -> Letterer | None:
        """Return one for a painter and the colour below the words; none where it turns, mirrors or stretches."""
        place = painter.deviceTransform()
        upright = 0.0 < place.m11() == place.m22() and not place.isRotating()
        return cls(place, behind) if upright else None

    def draw(self, painter: QPainter, run: Run) -> None:
        """Paint a run on whole pixels: as a copy, or letter by letter what is new or changes all the time."""
        x = math.floor(run.x * self._scale + self._dx + 0.5) - self._dx
        y = math.floor(run.y * self._scale + self._dy + 0.5) - self._dy
        key = (run.text, run.font, run.color, self._behind, self._scale)
        word = _shelf.words.get(key) or self._word(key)
        if word is None:
            painter.setFont(qfont(run.font))
            painter.setPen(QColor(run.color))
            painter.drawText(QPointF(x / self._scale, y / self._scale), run.text)
        elif self._scale == 1.0:
            painter.drawImage(QPointF(x - word.left, y - word.base), word.image)
        else:
            painter.save()
            painter.scale(1 / self._scale, 1 / self._scale)
            painter.drawImage(QPointF(x - word.left, y - word.base), word.image)
            painter.restore()

    def _word(self, key: _Key) -> _Word | None:
        """Return the picture of a text that comes for the second time, None where there is none."""
        if _shelf.is_new(key) or not self._left or not key[0]:
            return None
        self._left -= 1
        word = _drawn(*key)
        if word is not None:
            _shelf.keep(key, word)
        return word


def _drawn(text: str, font: Font, color: str, behind: str, scale: float) -> _Word | None:
    """Return a text as a picture that looks over its ground as Qt would have blended it there."""
    channel, strengths = _strengths(color, behind)
    if not strengths:
        return None
    made = qfont(font)
    layout = QTextLayout(text, made)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    left, base = _MARGIN, math.ceil(line.ascent() * scale) + _MARGIN
    width = math.ceil(line.naturalTextWidth() * scale) + 2 * _MARGIN
    height = base + math.ceil(line.descent() * scale) + _MARGIN
    if 4 * width * height > _LARGEST:
        return None
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(behind))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    painter.setFont(made)
    painter.setPen(QColor(color))
    painter.drawText(QPointF(left / scale, base / scale), text)
    painter.end()
    # How strong a letter is at a pixel is read from what came out: some faces are blended with a gamma of their own.
    levels = bytes(image.constBits())[channel::4]
    grey = QImage(levels, width, height, width, QImage.Format.Format_Indexed8)
    grey.setColorTable(strengths)
    return _Word(grey.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), left, base)


@lru_cache(maxsize=64)
def _strengths(color: str, behind: str) -> tuple[int, list[int]]:
    """Return the byte of a pixel that tells letters from their ground best, and for each of its values what to paint.

    That is the letters' colour as strong as it takes to come out so over the ground; nothing where the two are too alike.
    """
    letters, ground = QColor(color), QColor(behind)
    pairs = [(letters.blue(), ground.blue()), (letters.green(), ground.green()), (letters.red(), ground.red())]
    best = max(range(3), key=lambda number: abs(pairs[number][0] - pairs[number][1]))
    full, none = pairs[best]
    if abs(full - none) < _APART:
        return 0, []
    shares = (min(1.0, max(0.0, (value - none) / (full - none))) for value in range(256))
    plain = letters.rgb() & 0xFFFFFF
    return best if sys.byteorder == "little" else 3 - best, [round(255 * share) << 24 | plain for share in shares]
