"""Sets many claims as a table: claim, who, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Overflow, Polyline
from desktop.render.layouts.claim_chip import CHIP_RADIUS, SMALL_CHIP_RADIUS, draw_chip
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.page.source_line import SourceLine
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import language_style
from desktop.story.claims import LetteredClaim
from desktop.story.localized_text import LocalizedText

_PADDINGS: Final = (34.0, 28.0, 24.0, 17.0, 14.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 9.0, 5.0)
"""The room above and below a row on each rung."""

_MOST_LINES: Final = (0, 0, 0, 0, 0, 10, 7, 5, 4, 3, 2, 1, 1)
"""The most lines of a text on each rung; 0 for any number."""

_COMPACT: Final = len(_PADDINGS) - 1
"""The rung on which letters are smaller and lines closer, so that the place in time of each claim has room."""

_SAYS_SIZES: Final = (50.0, 42.0, 35.0, 29.0)
_TEXT_SIZES: Final = (35.0, 35.0, 29.0)
"""The sizes on each rung; on further ones the last."""

_FIRST_RUN_IN: Final = 4
_FIRST_SHORT: Final = 5
"""The first rung on which who and when take one line at most."""
_SHORT_WHEN_SHARE: Final = 0.4
_MOST_EXTRA: Final = 44.0  # of the free height, for each row
_LINE_GAP: Final = 22.0
_COMPACT_LINE_GAP: Final = 17.0
_CHIP_WIDTH: Final = 2 * CHIP_RADIUS + 28.0
_COLUMN_GAP: Final = 40.0
_MORE_HEIGHT: Final = 50.0

_Heights = tuple[float, float, float, float]


class ClaimTable:
    """Lays claims out in rows of one size.

    On a narrow page, who and when stand below what is claimed.
    """

    def __init__(self, page: SlidePage, claims: Sequence[LetteredClaim], width: float) -> None:
        self._page = page
        self._claims = claims
        self._is_stacked = page.grid.is_narrow
        self._known_heights: dict[tuple[int, int], _Heights] = {}
        self._dates = [page.format_date(entry.claim.date, "short") if entry.claim.date else "" for entry in claims]
        says = [_bare(page.localized(entry.claim.says)) for entry in claims]
        if all(_bare(date) in ("", one) for date, one in zip(self._dates, says, strict=True)):
            self._dates = [""] * len(claims)  # what is claimed is when
        inner = width - _CHIP_WIDTH
        when = 0.15 * inner if any(self._dates) else 0.0
        who = 0.26 * inner if any(entry.claim.sources for entry in claims) else 0.0
        self._when_width = inner if self._is_stacked else when
        self._who_width = inner if self._is_stacked else who
        taken = 0.0 if self._is_stacked else sum(part + _COLUMN_GAP for part in (when, who) if part)
        self._claim_width = inner - taken
        who_width = max(1.0, self._who_width)
        self._source_lines = [SourceLine(page, entry.claim.sources, who_width) for entry in claims]

    @cached_property
    def _short_source_lines(self) -> list[SourceLine]:
        """Return who makes each claim, on one line."""
        width = (1.0 - _SHORT_WHEN_SHARE) * self._who_width if self._is_stacked else max(1.0, self._who_width)
        return [SourceLine(self._page, entry.claim.sources, width, is_short=True) for entry in self._claims]

    def add_to(self, column: Column, gap: float) -> None:
        """Add the table to a column, with a gap below a text."""
        last = len(_PADDINGS) - 1
        column.add_group(
            self._draw, self._height_at, last + 1, part="claims", gap=gap, least=self._row_height(0, last), weight=1.0
        )

    @property
    def cut_height(self) -> float:
        """Return the height of the words that the last rung leaves out."""
        last_whole = max(rung for rung, lines in enumerate(_MOST_LINES) if not lines)
        return max(0.0, self._height_at(last_whole) - self._height_at(len(_MOST_LINES) - 1))

    def _says_style(self, rung: int) -> TextStyle:
        size = _SAYS_SIZES[min(rung, len(_SAYS_SIZES) - 1)]
        style = TextStyle(themes.body_font(size, 600), self._page.theme.paper, leading=1.24)
        return language_style(style, self._page.language)

    def _text_style(self, rung: int) -> TextStyle:
        style = TextStyle(
            themes.body_font(_TEXT_SIZES[min(rung, len(_TEXT_SIZES) - 1)]),
            self._page.theme.muted,
            leading=1.3,
            strong_color=self._page.theme.paper,
            max_lines=_MOST_LINES[rung],
        )
        return language_style(style, self._page.language)

    def _when_style(self) -> TextStyle:
        style = TextStyle(themes.body_font(29), self._page.theme.paper, leading=1.24)
        return language_style(style, self._page.language)

    def _texts(self, index: int, rung: int) -> tuple[LocalizedText | str, LocalizedText | str]:
        """Return what stands on lines of its own.

        On the lower rungs both are one paragraph.
        """
        claim, page = self._claims[index].claim, self._page
        says, text = page.localized(claim.says), page.localized(claim.text)
        if rung < _FIRST_RUN_IN or not text:
            return claim.says, claim.text
        return "", f"{says} {text}" if "*" in says else f"**{says}** {text}"

    def _heights(self, index: int, rung: int) -> _Heights:
        """Return the heights of a row's claim, text, sources and date."""
        known = self._known_heights.get((index, rung))
        if known is None:
            known = self._known_heights[index, rung] = self._measure(index, rung)
        return known

    def _measure(self, index: int, rung: int) -> _Heights:
        says, text = (self._page.localized(part) for part in self._texts(index, rung))
        width = self._width_at(index, rung)
        says_height = break_text(says, self._says_style(rung), width).height
        text_style = self._text_style(rung)
        # Measured without its most lines, a text is broken once for all rungs.
        text_height = break_text(text, replace(text_style, max_lines=0), width).height
        if text_style.max_lines:
            line_height = text_style.font.size * text_style.leading
            text_height = min(text_height, cap_height(text_style.font) + (text_style.max_lines - 1) * line_height)
        when_width = max(1.0, self._when_width)
        when = break_text(self._dates[index], self._when_style(), when_width).height if self._dates[index] else 0.0
        return says_height, text_height, self._source_line(index, rung).height, when

    def _width_at(self, index: int, rung: int) -> float:
        """Return the width of a row's text.

        One that would be cut takes the place of sources that its claim has not.
        """
        most = _MOST_LINES[rung]
        if not most or self._is_stacked or not self._who_width or self._source_lines[index].height:
            return self._claim_width
        text = self._page.localized(self._texts(index, rung)[1])
        style = replace(self._text_style(rung), max_lines=0)
        is_cut = break_text(text, style, self._claim_width).line_count > most
        return self._claim_width + (self._who_width + _COLUMN_GAP if is_cut else 0.0)

    def _source_line(self, index: int, rung: int) -> SourceLine:
        """Return who makes a claim, on one line on the last rungs."""
        return (self._source_lines if rung < _FIRST_SHORT else self._short_source_lines)[index]

    def _is_when_beside(self, index: int, rung: int) -> bool:
        """Return whether the date ends the line of who makes a claim."""
        if not (self._is_stacked and rung >= _FIRST_SHORT and self._dates[index]):
            return False
        return measure_text(self._dates[index], self._when_style().font) <= _SHORT_WHEN_SHARE * self._when_width

    def _row_height(self, index: int, rung: int) -> float:
        says, text, who, when = self._heights(index, rung)
        line_gap = _line_gap(rung)
        height = says + text + (line_gap if says and text else 0.0)
        if self._is_stacked:
            below = (max(who, when),) if self._is_when_beside(index, rung) else (who, when)
            height += sum(line_gap + part for part in below if part)
        else:
            height = max(height, who + (9.0 if rung < _COMPACT else 3.0) if who else 0.0, when)
        top = self._text_top(rung, _PADDINGS[rung], has_says=says > 0.0)
        # Letters hang below the last baseline.
        return (
            max(top + height, 2 * _chip_radius(rung) - 10.0 + _PADDINGS[rung])
            + _PADDINGS[rung]
            + (8.0 if self._page.own_language.is_right_to_left else 4.0)
        )

    def _text_top(self, rung: int, padding: float, *, has_says: bool) -> float:
        """Return the top of capitals beside the letter of a row."""
        font = self._says_style(rung).font if has_says else self._text_style(rung).font
        return max(padding, _chip_radius(rung) + 5.0 - cap_height(font) / 2)

    def _height_at(self, rung: int) -> float:
        rung = min(rung, len(_PADDINGS) - 1)
        return sum(self._row_height(index, rung) for index in range(len(self._claims)))

    def _draw(self, box: Box, rung: int) -> None:
        """Draw the rows that fit, and how many do not."""
        page = self._page
        rung = min(rung, len(_PADDINGS) - 1)
        total = len(self._claims)
        heights = [self._row_height(index, rung) for index in range(total)]
        shown = total
        while shown > 1 and sum(heights[:shown]) + (_MORE_HEIGHT if shown < total else 0.0) > box.height + 0.5:
            shown -= 1
        spare = max(0.0, box.height - sum(heights[:shown]) - (_MORE_HEIGHT if shown < total else 0.0))
        extra = min(_MOST_EXTRA, spare / shown)
        y = box.y
        for index in range(shown):
            row = Box(box.x, y, box.width, heights[index] + extra)
            self._draw_row(index, row, rung, _PADDINGS[rung] + extra / 2)
            y += row.height
        if shown < total:
            more = page.word("more_items", count=total - shown)
            page.add_text(more, page.more_style(), box.x + _CHIP_WIDTH, y + 16.0, box.width - _CHIP_WIDTH, 40.0)
            page.overflows.append(Overflow("claims", page.slide.path, _MORE_HEIGHT, total - shown))

    def _draw_row(self, index: int, box: Box, rung: int, padding: float) -> None:
        page, entry = self._page, self._claims[index]
        claim = entry.claim
        part = f"claim:{entry.index}"
        step = page.step_of(part)
        rule = themes.with_alpha(page.theme.paper, 0.24)
        # Rules stand before their rows: the slide does not open empty.
        page.items.append(Polyline((box.x, box.y, box.right, box.y), rule, 1.5))
        page.zones.append(HitZone(box.x, box.y, box.width, box.height, "claim", claim.path, step=step))
        says, text = self._texts(index, rung)
        says_height, text_height, _, _ = self._heights(index, rung)
        first_font = self._says_style(rung).font if says_height else self._text_style(rung).font
        top = box.y + self._text_top(rung, padding, has_says=says_height > 0.0)
        chip_radius = _chip_radius(rung)
        draw_chip(page, entry, box.x + CHIP_RADIUS, top + cap_height(first_font) / 2, step, chip_radius)
        line_gap, width = _line_gap(rung), self._width_at(index, rung)
        x, y = box.x + _CHIP_WIDTH, top
        style = self._says_style(rung)
        y = page.add_text(
            says, style, x, y, width, says_height + 1.0, part=part, path=claim.says.path_for(page.language),
            least=style.font.size,
        )  # fmt: skip
        if text_height:
            style = self._text_style(rung)
            path = (claim.text or claim.says).path_for(page.language)
            y += line_gap if says_height else 0.0
            y = page.add_text(text, style, x, y, width, text_height + 1.0, part=part, path=path, least=style.font.size)
        who_x, who_y = (x, y + line_gap) if self._is_stacked else (x + self._claim_width + _COLUMN_GAP, top + 3.0)
        line = self._source_line(index, rung)
        line.draw(who_x, who_y, step, (*claim.path, "sources"))
        if self._dates[index]:
            when_x = x if self._is_stacked else box.right - self._when_width
            when_y = (who_y + line.height + (line_gap if line.height else 0.0)) if self._is_stacked else top
            if self._is_when_beside(index, rung):
                when_x = box.right - measure_text(self._dates[index], self._when_style().font) - 1.0
                when_y = who_y
            page.add_text(
                self._dates[index], self._when_style(), when_x, when_y, self._when_width, box.bottom - when_y,
                part=part, path=(*claim.path, "date"), least=24.0,
            )  # fmt: skip


def _bare(text: str) -> str:
    """Return a text without the spaces that a range may have."""
    return "".join(text.split())


def _chip_radius(rung: int) -> float:
    """Return the radius of letters on a rung."""
    return SMALL_CHIP_RADIUS if rung == _COMPACT else CHIP_RADIUS


def _line_gap(rung: int) -> float:
    """Return the gap between the parts of a row."""
    return _COMPACT_LINE_GAP if rung == _COMPACT else _LINE_GAP
