"""Joins the runs of a frame to blocks of lines."""

from __future__ import annotations

import re
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n.direction import begins_right_to_left
from desktop.render.font_files import base_role
from desktop.render.frame import HitZone, TextRun
from desktop.render.text import measure_text

_BULLET: Final = re.compile(r"•|\d{1,3}\.")
_INDENT: Final = 1.15  # of a list's text, in sizes of its letters
_MARK: Final = re.compile("[0-9,–\u200a]+")
_LEADING: Final = 1.2
_NEAR: Final = 0.6  # the widest gap between words of a line, in sizes of their letters
_MOST: Final = 2.2  # the widest step from line to line


@dataclass(frozen=True, slots=True)
class Piece:
    """Holds a run of a line, and the blanks before it.

    The mark of a source stands `rise` above the baseline.
    """

    run: TextRun
    blanks: int = 0
    is_mark: bool = False
    rise: float = 0.0


class TextLine:
    """Holds the pieces of one line, in reading order."""

    def __init__(self, run: TextRun) -> None:
        self.pieces = [Piece(run)]
        self.bullet = ""
        self.from_right = run.right_to_left  # or as soon as a piece stands left of the one before

    @property
    def y(self) -> float:
        """Return the baseline."""
        return self.pieces[0].run.y

    @property
    def left(self) -> float:
        """Return the left edge."""
        return min(piece.run.x for piece in self.pieces)

    @property
    def right(self) -> float:
        """Return the right edge."""
        return max(piece.run.x + piece.run.width for piece in self.pieces)

    @property
    def is_right_to_left(self) -> bool:
        """Return whether the line is read from the right."""
        return self.from_right or begins_right_to_left("".join(piece.run.text for piece in self.pieces))

    def add_if_continuing(self, run: TextRun, *, same_zone: bool) -> bool:
        """Add a run if it goes on here; return whether it does."""
        last = self.pieces[-1].run
        size = self.pieces[0].run.font.size
        is_left_of_it = run.x + run.width <= last.x + 1.0
        from_right = self.from_right or (len(self.pieces) == 1 and is_left_of_it)
        gap = last.x - run.x - run.width if from_right else run.x - last.x - last.width
        if 0 < self.y - run.y < size and run.font.size < size and _MARK.fullmatch(run.text):
            if -1.0 <= gap <= 0.12 * size + 8.0:
                self.pieces.append(Piece(run, is_mark=True, rise=self.y - run.y))
                self.from_right = from_right
                return True
            return False
        if abs(run.y - self.y) > 0.5 or run.font.size != size:
            return False
        if not self.bullet and len(self.pieces) == 1 and _BULLET.fullmatch(last.text):
            start = self.right - run.x - run.width if from_right else run.x - self.left
            if abs(start - _INDENT * size) < 1.0:
                self.bullet = last.text
                self.pieces = [Piece(run)]
                self.from_right = from_right
                return True
        if not -1.0 <= gap <= _NEAR * size and not same_zone:
            return False
        self.from_right = from_right
        blank = measure_text(" ", run.font) or 1.0
        if _MARK.fullmatch(run.text) and run.color != last.color and -1.0 <= gap <= 0.12 * size + 8.0:
            self.pieces.append(Piece(run, is_mark=True))
            return True
        is_apart = gap > 0.15 * size and not last.text.endswith(" ") and not run.text.startswith(" ")
        self.pieces.append(Piece(run, max(1, round(gap / blank)) if is_apart else 0))
        return True


class BoxText:
    """Holds the lines of one text box."""

    def __init__(self, run: TextRun, zone: HitZone | None) -> None:
        self.lines = [TextLine(run)]
        self.zone = zone
        self.step = run.step
        self._start = run.x
        self._end = run.x + run.width

    @property
    def first(self) -> TextRun:
        """Return the first run."""
        return self.lines[0].pieces[0].run

    @property
    def indent(self) -> float:
        """Return the indent of a list, 0 without one."""
        return _INDENT * self.first.font.size if any(line.bullet for line in self.lines) else 0.0

    @property
    def leading(self) -> float:
        """Return the distance of baselines, in pixels of the canvas."""
        steps = [after.y - before.y for before, after in zip(self.lines, self.lines[1:], strict=False)]
        return min(steps) if steps else _LEADING * self.first.font.size

    @property
    def text(self) -> str:
        """Return the words, with a line break for each of the lines."""
        return "\n".join("".join(piece.run.text for piece in line.pieces) for line in self.lines)

    def add_if_continuing(self, run: TextRun, zone: HitZone | None) -> bool:
        """Add a run if it goes on here; return whether it does."""
        if run.step != self.step:
            return False
        last, first = self.lines[-1], self.first
        same_zone = zone is not None and zone is self.zone
        if last.add_if_continuing(run, same_zone=same_zone):
            if last.bullet and len(last.pieces) == 1 and len(self.lines) == 1:
                self._start, self._end = run.x, run.x + run.width
            return True
        if zone is not self.zone and zone is not None and self.zone is not None:
            return False
        if run.font.size != first.font.size or base_role(run.font) != base_role(first.font):
            return False
        step = run.y - last.y
        widest = _MOST if same_zone else 1.5
        if not 0.9 * first.font.size <= step <= widest * first.font.size:
            return False
        from_right = last.from_right
        if run.right_to_left and not from_right:
            return False
        shift = self._end - run.x - run.width if from_right else run.x - self._start
        places = (0.0, _INDENT * first.font.size, -_INDENT * first.font.size)
        if min(abs(shift - place) for place in places) > 1.0:
            return False
        self.lines.append(TextLine(run))
        return True
