"""The dispute layout shows claims that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Font, HitZone, Overflow, Rectangle
from desktop.render.layouts.claim_axis import AXIS_GAP, AXIS_HEIGHT, LOW_AXIS_GAP, LOW_AXIS_HEIGHT, ClaimAxis
from desktop.render.layouts.claim_chip import CHIP_RADIUS, chip_color, draw_chip
from desktop.render.layouts.claim_table import ClaimTable
from desktop.render.layouts.figure_values import claimed_ranges
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.page.source_line import SourceLine
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import common_font, rung_style, splits_a_word
from desktop.render.theme import step_up
from desktop.story.claims import LetteredClaim, lettered_claims

_MOST_CARDS: Final = 4
_GAP: Final = 40.0
_SAYS_SIZES: Final = (86.0, 72.0, 60.0, 50.0, 42.0, 35.0, 29.0)
_TEXT_LEAST: Final = 29.0
_BAR_GAP: Final = 34.0
"""The height of a bar to scale below a number, with the gap above it."""
_RUNGS: Final = 5
_HIGH_PAGE: Final = 1300.0
_MOST_GROWTH: Final = 1.2
"""The height of a card on a high page, in heights that its text needs."""
_MOST_AXIS_HEIGHT: Final = 340.0
_LEAST_SAYS: Final = 42.0
"""The least size of statements, unless words are wider than their cards."""


def dispute(page: SlidePage) -> None:
    """Lay claims out on equal cards, or many as a table.

    No claim is larger than another: the slide takes no side.
    """
    slide, grid = page.slide, page.grid
    claims = lettered_claims(page.content.claims)
    y = page.add_header(
        slide.title, page.title_style(), grid.content_width, 240.0, fallback_kicker=page.word("disagree")
    )
    column = Column(page, grid.margin, grid.content_width)
    column.add_text(slide.text, page.body_style(29.0), part="text", width=min(1400.0, grid.content_width))
    top = y + 62.0
    axis = ClaimAxis(page, claims)
    cards = None
    if 0 < len(claims) <= _MOST_CARDS:
        cards = _Cards(page, claims, grid.content_width, is_alone=not axis.is_shown)
    if cards and cards.have_room(page.bottom - top - column.ideal_height):
        cards.add_to(column)
    elif claims:
        ClaimTable(page, claims, grid.content_width).add_to(column)
    _add_axis(page, column, axis, top, cards)
    column.place(top, page.bottom)


def _add_axis(page: SlidePage, column: Column, axis: ClaimAxis, top: float, cards: _Cards | None) -> None:
    """Add the axis of the claims, if there is room.

    It takes the place of the ribbon: two of them in different scales would contradict each other. So does what the claims
    say, where there is much of it.
    """
    if column.ideal_height > page.bottom - top:
        page.ribbon = False
        return
    if not axis.is_shown:
        return
    had_ribbon = page.ribbon
    page.ribbon = False
    free = page.bottom - top - column.ideal_height
    if free < AXIS_GAP + AXIS_HEIGHT and cards is not None and not axis.is_told_by_ribbon:
        # What the ribbon cannot tell is worth a lower axis, or smaller cards.
        height, gap = LOW_AXIS_HEIGHT, LOW_AXIS_GAP
        free += cards.most_saving
    else:
        height, gap = AXIS_HEIGHT, AXIS_GAP
    if free >= gap + height:
        # On a high page the letters stand higher above their axis, so that it lies nearer to the foot.
        most = min(_MOST_AXIS_HEIGHT, AXIS_HEIGHT + 0.5 * max(0.0, page.height - 1080.0))
        column.add_box(
            lambda box: _draw_axis(page, axis, box), part="axis", height=height, gap=gap, weight=1.0, most=most
        )
    else:
        page.ribbon = had_ribbon and axis.is_on_ribbon  # without one of the letters it would tell too little


def _draw_axis(page: SlidePage, axis: ClaimAxis, box: Box) -> None:
    with page.unmirrored(box.x, box.width):
        axis.draw(box)


class _Cards:
    """Lays claims out on cards of one size.

    Without an axis of their own below, they have larger type where there is room.
    """

    def __init__(self, page: SlidePage, claims: Sequence[LetteredClaim], width: float, *, is_alone: bool) -> None:
        self._page = page
        self._is_alone = is_alone
        self._claims = claims
        self._columns = 1 if page.grid.is_narrow else len(claims)
        self._rows = -(-len(claims) // self._columns)
        self._width = (width - _GAP * (self._columns - 1)) / self._columns
        self._padding = 48.0 if self._columns < 4 and self._rows < 4 else 32.0
        self._inner_width = self._width - 2 * self._padding
        self._says_styles: dict[int, TextStyle] = {}
        self._card_heights: dict[int, float] = {}
        self._lengths = claimed_ranges([page.localized(entry.claim.says) for entry in claims], page.own_language)
        self._source_lines = [SourceLine(page, entry.claim.sources, self._inner_width) for entry in claims]

    def have_room(self, height: float) -> bool:
        """Return whether a height holds all claims whole.

        Side by side they are cut in any case.
        """
        return self._rows == 1 or self._height_at(_RUNGS) <= height

    @property
    def most_saving(self) -> float:
        """Return how much lower the cards are with the smallest type."""
        return max(0.0, self._height_at(0) - self._height_at(_RUNGS))

    def add_to(self, column: Column) -> None:
        """Add the cards to a column."""
        # On a high page little text would leave most of it empty: there the cards take more than they need.
        most = _MOST_GROWTH * self._height_at(0) if self._page.height > _HIGH_PAGE else 0.0
        column.add_group(
            self._draw, self._height_at, _RUNGS, part="claims", gap=56.0, least=self._least_height(),
            weight=1.0 if most else 0.0, most=most,
        )  # fmt: skip

    def _says_style(self, rung: int) -> TextStyle:
        """Return the style of the statements on a rung."""
        if rung not in self._says_styles:
            self._says_styles[rung] = self._make_says_style(rung)
        return self._says_styles[rung]

    def _make_says_style(self, rung: int) -> TextStyle:
        texts = [self._page.localized(entry.claim.says) for entry in self._claims]
        fonts = [themes.display_font(size) for size in _SAYS_SIZES]
        font = common_font(texts, fonts[:4] if self._is_alone else fonts[1:4], self._inner_width)
        words_fit = [font for font in fonts if not any(splits_a_word(text, font, self._inner_width) for text in texts)]
        if any(measure_text(text, font) > self._inner_width for text in texts):
            font = words_fit[0] if words_fit else fonts[-1]
            font = min(font, fonts[2], key=_size)
        smaller = fonts[min(fonts.index(font) + rung, len(fonts) - 1)]
        font = max(smaller, min(font, fonts[_SAYS_SIZES.index(_LEAST_SAYS)], key=_size), key=_size)
        return TextStyle(font, self._page.theme.paper, leading=1.1, balance=True, language=self._page.language)

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
        style = TextStyle(
            font, color, strong_color=self._page.theme.paper, language=self._page.language, balance=self._is_alone
        )
        return rung_style(style, rung, _TEXT_LEAST)

    def _parts(self, index: int, rung: int) -> tuple[float, float, float]:
        """Return the heights of statement, text and sources of a card."""
        claim = self._claims[index].claim
        says = break_text(self._page.localized(claim.says), self._says_style(rung), self._inner_width).height
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
            heights = [part for part in self._parts(index, rung) if part > 0.0]
            height = max(height, sum(heights) + gap * max(0, len(heights) - 1))
        chip = 2 * CHIP_RADIUS + 30.0 if self._columns > 1 else 0.0
        return height + chip + 2 * self._padding_y(rung)

    def _least_height(self) -> float:
        """Return the height with a statement of one line, and no text."""
        chip = 2 * CHIP_RADIUS + 30.0 if self._columns > 1 else 0.0
        says = cap_height(self._says_style(_RUNGS).font) + max(
            (_BAR_GAP for length in self._lengths if length is not None), default=0.0
        )
        sources = max(line.height for line in self._source_lines)
        gap = self._gap(_RUNGS) if sources else 0.0
        return self._rows * (chip + says + gap + sources + 2 * self._padding_y(_RUNGS)) + _GAP * (self._rows - 1)

    def _gap(self, rung: int) -> float:
        return 40.0 if rung == 0 else 30.0

    def _padding_y(self, rung: int) -> float:
        return 44.0 if rung == 0 and self._rows < 3 else 30.0

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
        page.items.append(Rectangle(box.x, box.y, box.width, box.height, fill, page.theme.line, 1.5, 20, step=step))
        page.zones.append(HitZone(box.x, box.y, box.width, box.height, "claim", claim.path, step=step))
        inner = box.inset(self._padding, self._padding_y(rung))
        x, width = inner.x, inner.width
        if self._columns > 1:
            draw_chip(page, entry, inner.x + CHIP_RADIUS, inner.y + CHIP_RADIUS, step)
            y = inner.y + 2 * CHIP_RADIUS + 30.0
        else:
            draw_chip(page, entry, inner.right - CHIP_RADIUS, inner.y + CHIP_RADIUS, step)
            y, width = inner.y, inner.width - 3 * CHIP_RADIUS
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
