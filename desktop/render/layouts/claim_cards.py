"""Sets a few claims on cards of one size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Font, HitZone, Overflow, Rectangle
from desktop.render.layouts.claim_chip import CHIP_RADIUS, chip_color, draw_chip
from desktop.render.layouts.figure_values import claimed_ranges
from desktop.render.page.column import ARABIC_DESCENT, Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.page.source_line import SourceLine
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import common_font, language_style, rung_style, splits_a_word
from desktop.render.theme import step_up
from desktop.story.claims import LetteredClaim

_MOST_SAYS_LINES: Final = 3
_GAP: Final = 40.0
_SAYS_SIZES: Final = (180.0, 150.0, 125.0, 104.0, 86.0, 72.0, 60.0, 50.0, 42.0, 35.0, 29.0)
_FIRST_SAYS: Final = 4  # the index of their usual size
_MOST_ENLARGED: Final = 4
_LEAST_GROWTH: Final = 1.06  # of cards whose type is one step larger, about
_DESCENT: Final = 0.22
"""How far a statement that ends its card reaches below its baseline, as a share of its size."""
_TEXT_LEAST: Final = 29.0
_MOST_TEXT: Final = 60.0
_BAR_GAP: Final = 34.0
"""The height of a bar to scale below a number, with the gap above it."""
_GAP_SHARE: Final = 0.95
"""The gap below a statement, as a share of the size of the text below it."""
_RUNGS: Final = 5
_FIRST_COMPACT: Final = 2
"""The first rung on which letters stand beside what is said, not above it."""
_HIGH_PAGE: Final = 1300.0
_LEAST_SAYS: Final = 42.0
"""The least size of statements, unless words are wider than their cards."""


class ClaimCards:
    """Lays claims out on cards of one size.

    Without an axis of their own below, they have larger type where there is room.
    """

    def __init__(
        self, page: SlidePage, claims: Sequence[LetteredClaim], width: float, columns: int, *, is_alone: bool
    ) -> None:
        self._page = page
        self._is_alone = is_alone
        self._claims = claims
        self._columns = columns
        self._rows = -(-len(claims) // self._columns)
        self._width = (width - _GAP * (self._columns - 1)) / self._columns
        self._padding = 48.0 if self._columns < 4 and self._rows < 4 else 32.0
        self._inner_width = self._width - 2 * self._padding
        self._enlarged = 0  # by how many steps the type is larger
        self._says_styles: dict[int, TextStyle] = {}
        self._card_heights: dict[int, float] = {}
        self._lengths = claimed_ranges([page.localized(entry.claim.says) for entry in claims], page.own_language)
        self._source_lines = [SourceLine(page, entry.claim.sources, self._inner_width) for entry in claims]

    @property
    def height(self) -> float:
        """Return the height of all cards in their usual type."""
        return self._height_at(0)

    @property
    def are_narrow(self) -> bool:
        """Return whether a claim is a column of many short lines."""
        style = self._says_style(0)
        says = (self._page.localized(entry.claim.says) for entry in self._claims)
        return (self._columns > 2 or self._rows > 1 < self._columns) and any(
            break_text(one, style, self._inner_width - self._chip_width(0)).line_count > _MOST_SAYS_LINES
            for one in says
        )

    def enlarge_to(self, height: float) -> None:
        """Enlarge the type of claims alone on a page while they fit.

        Little text would leave most of a high page empty.
        """
        for steps in range(1, _MOST_ENLARGED + 1) if self._is_alone else ():
            if _LEAST_GROWTH * self._height_at(0) > height:  # measuring is slow
                return
            self._set_enlarged(steps)
            if self._height_at(0) > height:
                self._set_enlarged(steps - 1)
                return

    def _set_enlarged(self, steps: int) -> None:
        self._enlarged = steps
        self._says_styles.clear()
        self._card_heights.clear()

    def add_to(self, column: Column) -> None:
        """Add the cards to a column."""
        column.add_group(self._draw, self._height_at, _RUNGS, part="claims", gap=56.0, least=self._least_height())

    def _says_style(self, rung: int) -> TextStyle:
        """Return the style of the statements on a rung."""
        if rung not in self._says_styles:
            self._says_styles[rung] = self._make_says_style(rung)
        return self._says_styles[rung]

    def _make_says_style(self, rung: int) -> TextStyle:
        texts = [self._page.localized(entry.claim.says) for entry in self._claims]
        fonts = [themes.display_font(size) for size in _SAYS_SIZES]
        first = _FIRST_SAYS - self._enlarged + (0 if self._is_alone else 1)
        fonts = fonts[first:]
        font = common_font(texts, fonts[: 4 if self._is_alone else 3], self._inner_width)
        words_fit = [font for font in fonts if not any(splits_a_word(text, font, self._inner_width) for text in texts)]
        if any(measure_text(text, font) > self._inner_width for text in texts):
            font = words_fit[0] if words_fit else fonts[-1]
            font = min(font, fonts[2 if self._is_alone else 1], key=_size)
        smaller = fonts[min(fonts.index(font) + rung, len(fonts) - 1)]
        font = max(smaller, min(font, themes.display_font(_LEAST_SAYS), key=_size), key=_size)
        style = TextStyle(font, self._page.theme.paper, leading=1.1, balance=True)
        return language_style(style, self._page.language)

    def _text_style(self, rung: int) -> TextStyle:
        color = themes.blend(self._page.theme.paper, self._page.theme.muted, 0.25)
        most_in_a_row, is_high = max(self._columns, self._rows), self._page.height > _HIGH_PAGE
        if is_high:
            size = 35.0 if most_in_a_row > 3 else 42.0 if most_in_a_row > 2 else 50.0
        else:
            size = 29.0 if most_in_a_row > 2 else 35.0
        font = themes.body_font(size)
        if self._is_alone and self._columns > 1 and not is_high:
            font = step_up(font)
        for _ in range(self._enlarged):
            font = min(step_up(font), themes.body_font(_MOST_TEXT), key=_size)
        style = TextStyle(font, color, strong_color=self._page.theme.paper, balance=self._is_alone)
        style = language_style(style, self._page.language)
        return rung_style(style, rung, _TEXT_LEAST)

    def _parts(self, index: int, rung: int) -> tuple[float, float, float]:
        """Return the heights of statement, text and sources of a card."""
        claim = self._claims[index].claim
        says_width = self._inner_width - self._chip_width(rung)
        says = break_text(self._page.localized(claim.says), self._says_style(rung), says_width).height
        says += _BAR_GAP if self._lengths[index] is not None else 0.0
        text = break_text(self._page.localized(claim.text), self._text_style(rung), self._inner_width).height
        return says, text, self._source_lines[index].height

    def _card_height(self, rung: int) -> float:
        """Return the height that the longest claim needs."""
        if rung not in self._card_heights:
            self._card_heights[rung] = self._measure_cards(rung)
        return self._card_heights[rung]

    def _measure_cards(self, rung: int) -> float:
        gap = self._gap(rung)
        height = 0.0
        for index in range(len(self._claims)):
            says, *below = self._parts(index, rung)
            heights = [part for part in (says, *below) if part > 0.0]
            descent = 0.0 if any(below) else _DESCENT * self._says_style(rung).font.size
            height = max(height, sum(heights) + gap * max(0, len(heights) - 1) + descent)
        return height + self._chip_height(rung) + 2 * self._padding_y(rung)

    def _least_height(self) -> float:
        """Return the height with a statement of one line, and no text."""
        chip = self._chip_height(_RUNGS)
        says = cap_height(self._says_style(_RUNGS).font) + max(
            (_BAR_GAP for length in self._lengths if length is not None), default=0.0
        )
        sources = max(line.height for line in self._source_lines)
        gap = self._gap(_RUNGS) if sources else 0.0
        return self._rows * (chip + says + gap + sources + 2 * self._padding_y(_RUNGS)) + _GAP * (self._rows - 1)

    def _has_chip_above(self, rung: int) -> bool:
        """Return whether the letter stands above the statement, not beside it."""
        return self._columns > 1 and self._rows == 1 and rung < _FIRST_COMPACT

    def _chip_height(self, rung: int) -> float:
        """Return the height that the letter takes above a statement."""
        return 2 * CHIP_RADIUS + 30.0 if self._has_chip_above(rung) else 0.0

    def _chip_width(self, rung: int) -> float:
        """Return the width that the letter takes beside a statement."""
        return 0.0 if self._has_chip_above(rung) else 3 * CHIP_RADIUS

    def _gap(self, rung: int) -> float:
        gap = max(40.0, _GAP_SHARE * self._text_style(0).font.size) if rung == 0 else 30.0
        if self._page.own_language.is_right_to_left:
            gap += ARABIC_DESCENT * max(0.0, self._says_style(rung).font.size - 35.0)
        return gap

    def _padding_y(self, rung: int) -> float:
        return 44.0 if rung == 0 and self._rows < 3 else 30.0 if rung < _FIRST_COMPACT else 26.0

    def _height_at(self, rung: int) -> float:
        return self._rows * self._card_height(rung) + _GAP * (self._rows - 1)

    def _draw(self, box: Box, rung: int) -> None:
        """Draw all cards into a box."""
        height = (box.height - _GAP * (self._rows - 1)) / self._rows
        for place in range(len(self._claims)):
            row, column = divmod(place, self._columns)
            x, y = box.x + column * (self._width + _GAP), box.y + row * (height + _GAP)
            self._draw_card(place, Box(x, y, self._width, height), rung)

    def _draw_card(self, place: int, box: Box, rung: int) -> None:
        page, entry = self._page, self._claims[place]
        claim = entry.claim
        part = f"claim:{entry.index}"
        step = page.step_of(part)
        fill = themes.with_alpha(page.theme.raised, 0.92)
        if step:  # where a card will stand: the slide does not open empty
            outline = themes.with_alpha(page.theme.paper, 0.16)
            page.items.append(Rectangle(box.x, box.y, box.width, box.height, None, outline, 1.5, 20))
        page.items.append(Rectangle(box.x, box.y, box.width, box.height, fill, page.theme.line, 1.5, 20, step=step))
        page.zones.append(HitZone(box.x, box.y, box.width, box.height, "claim", claim.path, step=step))
        inner = box.inset(self._padding, self._padding_y(rung))
        x, width = inner.x, inner.width
        chip_x = inner.x + CHIP_RADIUS if self._has_chip_above(rung) else inner.right - CHIP_RADIUS
        draw_chip(page, entry, chip_x, inner.y + CHIP_RADIUS, step)
        y, width = inner.y + self._chip_height(rung), inner.width - self._chip_width(rung)
        source_line = self._source_lines[place]
        source_y = inner.bottom - source_line.height
        limit = source_y - (self._gap(rung) if source_line.height else 0.0)
        says_style, text_style = self._says_style(rung), self._text_style(rung)
        before = y
        least = says_style.font.size
        if self._lengths[place] is not None:
            limit -= _BAR_GAP
        y = page.add_text(claim.says, says_style, x, y, width, limit - y, part=part, least=least)
        length = self._lengths[place]
        if length is not None:
            # A range has a paler end, from its least to its most.
            for share, alpha in {length[1]: 0.3, length[0]: 0.6}.items():
                color = themes.with_alpha(chip_color(page, entry), alpha)
                bar_width = max(4.0, share * inner.width)
                page.items.append(Rectangle(x, y + _BAR_GAP - 6.0, bar_width, 6.0, color, radius=3, step=step))
            y += _BAR_GAP
            limit += _BAR_GAP
        y += self._gap(rung) if y > before else 0.0
        if y + cap_height(text_style.font) <= limit + 1.0 or not page.localized(claim.text):
            least = text_style.font.size
            page.add_text(claim.text, text_style, x, y, inner.width, limit - y + 1.0, part=part, least=least)
        else:
            page.overflows.append(Overflow(part, claim.text.path_for(page.language), self._parts(place, rung)[1]))
        source_line.draw(x, source_y, step, (*claim.path, "sources"))


def _size(font: Font) -> float:
    return font.size
