"""Sets many claims as a table: claim, who, when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Overflow, Polyline
from desktop.render.layouts.claim_chip import CHIP_RADIUS, draw_chip
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.page.source_line import SourceLine
from desktop.render.text import TextStyle, break_text, cap_height
from desktop.render.text_fit import rung_style
from desktop.story.claims import LetteredClaim

_RUNGS: Final = 3
_LEAST: Final = 29.0
_CHIP_WIDTH: Final = 2 * CHIP_RADIUS + 28.0
_COLUMN_GAP: Final = 40.0
_MORE_HEIGHT: Final = 50.0


class ClaimTable:
    """Lays claims out in rows of one size.

    On a narrow page, who and when stand below what is claimed.
    """

    def __init__(self, page: SlidePage, claims: Sequence[LetteredClaim], width: float) -> None:
        self._page = page
        self._claims = claims
        self._is_stacked = page.grid.is_narrow
        self._dates = [page.format_date(entry.claim.date, "short") if entry.claim.date else "" for entry in claims]
        inner = width - _CHIP_WIDTH
        when = 0.2 * inner if any(self._dates) else 0.0
        who = 0.3 * inner if any(entry.claim.sources for entry in claims) else 0.0
        self._when_width = inner if self._is_stacked else when
        self._who_width = inner if self._is_stacked else who
        taken = 0.0 if self._is_stacked else sum(part + _COLUMN_GAP for part in (when, who) if part)
        self._claim_width = inner - taken
        self._source_lines = [SourceLine(page, entry.claim.sources, max(1.0, self._who_width)) for entry in claims]

    def add_to(self, column: Column) -> None:
        """Add the table to a column."""
        column.add_group(
            self._draw, self._height_at, _RUNGS, part="claims", gap=44.0, least=self._row_height(0, _RUNGS)
        )

    def _says_style(self, rung: int) -> TextStyle:
        style = TextStyle(themes.body_font(35, 600), self._page.theme.paper, leading=1.24)
        return rung_style(style, rung, _LEAST)

    def _text_style(self, rung: int) -> TextStyle:
        style = TextStyle(
            themes.body_font(29), self._page.theme.muted, leading=1.3, strong_color=self._page.theme.paper
        )
        return rung_style(style, rung, _LEAST)

    def _when_style(self) -> TextStyle:
        return TextStyle(themes.body_font(29), self._page.theme.paper, leading=1.24)

    def _padding(self, rung: int) -> float:
        return (24.0, 18.0, 13.0)[min(rung, 2)]

    def _heights(self, index: int, rung: int) -> tuple[float, float, float, float]:
        """Return the heights of a row's claim, text, sources and date."""
        claim = self._claims[index].claim
        says = break_text(self._page.localized(claim.says), self._says_style(rung), self._claim_width).height
        text = break_text(self._page.localized(claim.text), self._text_style(rung), self._claim_width).height
        when_width = max(1.0, self._when_width)
        when = break_text(self._dates[index], self._when_style(), when_width).height if self._dates[index] else 0.0
        return says, text, self._source_lines[index].height, when

    def _row_height(self, index: int, rung: int) -> float:
        says, text, who, when = self._heights(index, rung)
        gap = 22.0
        height = says + (gap + text if text else 0.0)
        if self._is_stacked:
            height += sum(gap + part for part in (who, when) if part)
        else:
            height = max(height, who, when)
        # Letters hang below the last baseline.
        return max(height, 2 * CHIP_RADIUS - 10.0) + 2 * self._padding(rung) + 6.0

    def _height_at(self, rung: int) -> float:
        return sum(self._row_height(index, rung) for index in range(len(self._claims)))

    def _draw(self, box: Box, rung: int) -> None:
        """Draw the rows that fit, and how many do not."""
        page = self._page
        total = len(self._claims)
        heights = [self._row_height(index, rung) for index in range(total)]
        shown = total
        while shown > 1 and sum(heights[:shown]) + (_MORE_HEIGHT if shown < total else 0.0) > box.height + 0.5:
            shown -= 1
        y = box.y
        for index in range(shown):
            self._draw_row(index, Box(box.x, y, box.width, heights[index]), rung)
            y += heights[index]
        if shown < total:
            more = page.word("more_items", count=total - shown)
            page.add_text(more, page.body_style(29.0), box.x + _CHIP_WIDTH, y + 16.0, box.width - _CHIP_WIDTH, 40.0)
            page.overflows.append(Overflow("claims", page.slide.path, _MORE_HEIGHT, total - shown))

    def _draw_row(self, index: int, box: Box, rung: int) -> None:
        page, entry = self._page, self._claims[index]
        claim = entry.claim
        part = f"claim:{entry.index}"
        step = page.step_of(part)
        rule = themes.with_alpha(page.theme.paper, 0.24)
        page.items.append(Polyline((box.x, box.y, box.right, box.y), rule, 1.5, step=step))
        page.zones.append(HitZone(box.x, box.y, box.width, box.height, "claim", claim.path, step=step))
        says_style, text_style = self._says_style(rung), self._text_style(rung)
        top = box.y + self._padding(rung)
        middle = top + cap_height(says_style.font) / 2
        draw_chip(page, entry, box.x + CHIP_RADIUS, max(middle, box.y + CHIP_RADIUS + 4.0), step)
        x = box.x + _CHIP_WIDTH
        room = box.bottom - top
        y = page.add_text(
            claim.says, says_style, x, top, self._claim_width, room, part=part, least=says_style.font.size
        )
        if page.localized(claim.text):
            y += 22.0
            y = page.add_text(
                claim.text, text_style, x, y, self._claim_width, box.bottom - y, part=part, least=text_style.font.size
            )
        who_x, who_y = (x, y + 22.0) if self._is_stacked else (x + self._claim_width + _COLUMN_GAP, top + 3.0)
        line = self._source_lines[index]
        line.draw(who_x, who_y, step, (*claim.path, "sources"))
        if self._dates[index]:
            when_x = x if self._is_stacked else box.right - self._when_width
            when_y = (who_y + line.height + (22.0 if line.height else 0.0)) if self._is_stacked else top
            page.add_text(
                self._dates[index], self._when_style(), when_x, when_y, self._when_width, box.bottom - when_y,
                part=part, path=(*claim.path, "date"), least=24.0,
            )  # fmt: skip
