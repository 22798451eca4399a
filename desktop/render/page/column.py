"""Stacks texts and drawings in a column of the slide."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from desktop.render.frame import Overflow
from desktop.render.page.column_text import ColumnText
from desktop.render.page.grid import Box
from desktop.render.page.marks_above import space_above
from desktop.render.page.picture import full_height
from desktop.render.page.slide_page import SlidePage
from desktop.render.page.slots import Place, Slot, solve
from desktop.render.text import TextStyle, cap_height
from desktop.render.text_fit import (
    LEAST_SENTENCE,
    ladder,
    least_for_words,
)
from desktop.story.localized_text import KeyPath, LocalizedText

ARABIC_DESCENT: Final = 0.28
"""How much further than Latin letters Arabic ones reach below the line, as a share of the size."""

_BODY_SIZE: Final = 35.0  # the gaps hold the descenders of smaller texts


@dataclass
class _Entry:
    """Holds a slot and what draws it into its place."""

    slot: Slot
    rungs: int
    draw: Callable[[Box, int], object]
    part: str
    path: KeyPath


class Column:
    """Collects the slots of a column, then shares its height among them."""

    def __init__(self, page: SlidePage, x: float, width: float) -> None:
        self._page = page
        self._x = x
        self.width = width
        self._entries: list[_Entry] = []
        self._last_rung = 1  # on it, words are hyphenated
        self.boxes: dict[str, Box] = {}  # where each part was drawn

    def add_text(
        self,
        text: LocalizedText | str,
        style: TextStyle,
        *,
        part: str,
        gap: float = 0.0,
        sources: Iterable[str] = (),
        path: KeyPath = (),
        zone_kind: str = "text",
        least: float = LEAST_SENTENCE,
        least_lines: int = 1,
        indent: float = 0.0,
        width: float | None = None,
        space_below: float = 0.0,
        parted_width: float = 0.0,
    ) -> None:
        """Add a text, if there is one.

        It goes down to the size `least`, and is then cut to `least_lines` lines. `gap` is above its capitals and yields
        where room is short, `space_below` never does. Prose that must be smaller by more than a step has longer lines in a
        `parted_width`, where there is one, and long prose two columns.
        """
        page = self._page
        words = page.localized(text)
        if not words.strip():
            return
        if page.own_language.is_right_to_left:
            space_below += ARABIC_DESCENT * max(0.0, style.font.size - _BODY_SIZE)
        above = space_above(words, style.font.size)
        cited = tuple(sources)
        own_width = (self.width if width is None else width) - indent
        text_width = own_width - page.marks_width(page.marks(cited), style.font)
        least = least_for_words(words, style, text_width, least, page.language)
        fonts = ladder(style.font, least)
        last_font = fonts[-1]
        column_text = ColumnText(
            page, words, style, least, text_width, own_width - text_width, parted_width,
            above, space_below, lambda: self._last_rung,
        )  # fmt: skip

        def draw(box: Box, rung: int) -> None:
            fitting = column_text.style_at(rung)
            page.add_text(
                text, fitting, box.x + indent, box.y + above, column_text.drawn_width(rung),
                box.height - above - space_below + 0.5, part=part, sources=cited, path=path, zone_kind=zone_kind,
                least=fitting.font.size, columns=2 if column_text.is_parted(rung) else 1,
            )  # fmt: skip

        least_height = cap_height(last_font) + (least_lines - 1) * last_font.size * style.leading
        least_height += above + space_below
        slot = Slot(part, column_text.height_at, gap, least_height)
        zone_path = path or (text.path_for(page.language) if isinstance(text, LocalizedText) else ())
        self._entries.append(_Entry(slot, len(fonts), draw, part, zone_path))

    def add_box(
        self,
        draw: Callable[[Box], object],
        *,
        part: str,
        height: float,
        gap: float = 0.0,
        least: float | None = None,
        weight: float = 0.0,
        most: float = math.inf,
        path: KeyPath = (),
    ) -> None:
        """Add a drawing that asks for a height.

        It can be cut to `least`, and takes a share of the free height by `weight`.
        """
        slot = Slot(part, lambda rung: height, gap, height if least is None else least, weight, most)
        self._entries.append(_Entry(slot, 1, lambda box, rung: draw(box), part, path))

    def add_group(
        self,
        draw: Callable[[Box, int], object],
        height_at: Callable[[int], float],
        rungs: int,
        *,
        part: str,
        gap: float = 0.0,
        least: float = 0.0,
        weight: float = 0.0,
        most: float = math.inf,
    ) -> None:
        """Add equal things that go down the ladder with the texts."""
        slot = Slot(part, height_at, gap, least, weight, most)
        self._entries.append(_Entry(slot, rungs, draw, part, self._page.slide.path))

    def add_picture(self, file: str, *, height: float, gap: float = 56.0, part: str = "image") -> None:
        """Add a picture that fills the remaining height or width."""
        most = full_height(self._page, file, self.width)
        height = min(height, most) if most else height
        self.add_box(
            lambda box: self._page.add_image(file, box.x, box.y, box.width, box.height, part=part),
            part=part, height=height, least=0.5 * height, weight=1.0, most=most or math.inf, gap=gap,
        )  # fmt: skip

    @property
    def ideal_height(self) -> float:
        """Return the height that all slots want, with their gaps."""
        heights = [entry.slot.height_at(0) for entry in self._entries]
        gaps = [entry.slot.gap for entry, height in zip(self._entries, heights, strict=True) if height > 0.0]
        return sum(heights) + sum(gaps[1:])

    @property
    def smallest_height(self) -> float:
        """Return the height of all slots in their smallest type."""
        self._last_rung = max((entry.rungs for entry in self._entries), default=1)
        heights = [entry.slot.height_at(self._last_rung) for entry in self._entries]
        return sum(heights) + sum(entry.slot.gap for entry in self._entries[1:])

    def place(self, top: float, bottom: float, align: float = 0.0) -> float:
        """Draw everything between two heights; return the bottom of the last.

        `align` shares the height that is left: 0 puts it below, 1 above. Slots for which there is no room are recorded
        as overflows.
        """
        if not self._entries:
            return top
        slots = [entry.slot for entry in self._entries]
        self._last_rung = max(entry.rungs for entry in self._entries)
        solution = solve(slots, max(0.0, bottom - top), self._last_rung + 1)
        start = top + align * solution.free
        end = start
        for entry, place in zip(self._entries, solution.places, strict=True):
            if place.height > 0.0:
                box = Box(self._x, start + place.top, self.width, place.height)
                self.boxes[entry.part] = box
                entry.draw(box, solution.rung)
                end = start + place.bottom
            else:
                self._tell_left_out(entry, place, solution.rung)
        return end

    def _tell_left_out(self, entry: _Entry, place: Place, rung: int) -> None:
        """Record a slot that got no height."""
        if place.is_cut:
            need = entry.slot.height_at(rung)
            self._page.overflows.append(Overflow(entry.part, entry.path, need if math.isfinite(need) else 1.0))
