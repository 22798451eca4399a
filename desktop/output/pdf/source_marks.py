"""Finds the marks of sources on a slide, with their entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Frame, HitZone, TextRun
from desktop.render.text import measure_text

_MARK: Final = re.compile("[0-9]+(?:[,–\u200a]+[0-9]+)*")
_NUMBER: Final = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Holds the place of a number in a mark, and its entry."""

    x: float
    y: float
    width: float
    height: float
    entry: HitZone


class SourceMarks:
    """Knows the entries at the foot of a slide by their numbers."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._entries: dict[str, HitZone] = {}
        self._color = ""
        for item in frame.items:
            if isinstance(item, TextRun) and _NUMBER.fullmatch(item.text):
                zone = self._entry_at(item)
                if zone is not None:
                    self._entries.setdefault(item.text, zone)
                    self._color = item.color

    def _entry_at(self, item: TextRun) -> HitZone | None:
        zone = self._frame.zone_at(item.x + item.width / 2, item.y - 0.3 * item.font.size)
        return zone if zone is not None and zone.kind == "source" else None

    def of(self, item: TextRun) -> Iterator[SourceMark]:
        """Yield the numbers of a mark that have an entry."""
        if item.color != self._color or not _MARK.fullmatch(item.text) or self._entry_at(item) is not None:
            return
        for number in _NUMBER.finditer(item.text):
            entry = self._entries.get(number[0])
            if entry is not None:
                left = item.x + measure_text(item.text[: number.start()], item.font)
                width = measure_text(number[0], item.font)
                yield SourceMark(left, item.y - item.font.size, width, 1.2 * item.font.size, entry)
