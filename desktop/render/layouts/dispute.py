"""The dispute layout shows claims that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render.layouts.claim_axis import (
    AXIS_GAP,
    AXIS_HEIGHT,
    FLAT_AXIS_GAP,
    FLAT_AXIS_HEIGHT,
    LOW_AXIS_GAP,
    LOW_AXIS_HEIGHT,
    ClaimAxis,
)
from desktop.render.layouts.claim_cards import ClaimCards
from desktop.render.layouts.claim_table import ClaimTable
from desktop.render.layouts.evidence import add_neighbourhood
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.ribbon.neighbourhood import IDEAL_HEIGHT, LEAST_HEIGHT, has_neighbourhood
from desktop.story.claims import LetteredClaim, lettered_claims

_MOST_CARDS: Final = 4
_MOST_SHARE: Final = 0.8
"""The share of the free height that cards alone on a page may take with larger type."""
_BALANCE: Final = 0.45
"""The share of the height that is still free which stands above them."""
_HEADER_GAP: Final = 62.0  # from the title
_TABLE_GAP: Final = 44.0  # from the text above a table
_TIGHT_TITLE: Final = 60.0
_TIGHT_HEADER_GAP: Final = 40.0
_TIGHT_TABLE_GAP: Final = 20.0
_NEIGHBOURS_GAP: Final = 64.0
_MOST_AXIS_HEIGHT: Final = 340.0


def dispute(page: SlidePage) -> None:
    """Lay claims out on equal cards, or many as a table.

    No claim is larger than another: the slide takes no side.
    """
    claims = lettered_claims(page.content.claims)
    had_ribbon = page.ribbon
    axis = ClaimAxis(page, claims, has_ribbon=had_ribbon)
    drawn = len(page.items), len(page.zones), len(page.overflows)
    for is_tight in (False, True):
        page.ribbon = False
        top = _add_header(page, is_table=len(claims) > _MOST_CARDS, is_tight=is_tight)
        height = page.bottom - top
        column, cut = _claims_column(page, claims, axis, height, is_tight=is_tight)
        has_axis = _add_axis(page, column, axis, height) or _add_neighbours(page, column, claims, height)
        if not has_axis:
            page.ribbon = had_ribbon
            page.ribbon = had_ribbon and column.smallest_height <= page.bottom - top
        is_told = has_axis or page.ribbon or not axis.least_height
        taken = FLAT_AXIS_GAP + FLAT_AXIS_HEIGHT if has_axis else 0.0
        if is_tight or (is_told and (not cut or column.smallest_height + cut + taken <= page.bottom - top)):
            break
        # A smaller title costs less than words of the claims, or the place in time of all of them.
        del page.items[drawn[0] :], page.zones[drawn[1] :], page.overflows[drawn[2] :]
    is_alone = not (has_axis or page.ribbon) and len(claims) <= _MOST_CARDS
    column.place(top, page.bottom, align=_BALANCE if is_alone else 0.0)


def _add_header(page: SlidePage, *, is_table: bool, is_tight: bool) -> float:
    """Add the title; return the top of what stands below it.

    Above a table a long title has two lines: its rows need the height.
    """
    lines, height = (2, 170.0) if is_table else (3, 240.0)
    style = page.title_style(_TIGHT_TITLE, lines) if is_tight else page.title_style(max_lines=lines)
    width = page.grid.content_width
    y = page.add_header(page.slide.title, style, width, height, fallback_kicker=page.word("disagree"), grow_up=is_tight)
    return y + (_TIGHT_HEADER_GAP if is_tight else _HEADER_GAP)


def _claims_column(
    page: SlidePage,
    claims: Sequence[LetteredClaim],
    axis: ClaimAxis,
    height: float,
    *,
    is_tight: bool,
) -> tuple[Column, float]:
    """Return a column of all claims, and the height it may cut.

    Few stand on cards, unless a table alone leaves room for the place in time of each, or cards are too narrow for
    what is claimed.
    """
    is_few = 0 < len(claims) <= _MOST_CARDS
    columns: list[tuple[Column, float]] = []
    has_cards = False
    for is_table in (False, True) if is_few else (True,):
        column = Column(page, page.grid.margin, page.grid.content_width)
        cut = 0.0
        width = min(1400.0, column.width)
        column.add_text(page.slide.text, page.body_style(29.0), part="text", width=width)
        if is_table and claims:
            table = ClaimTable(page, claims, column.width)
            table.add_to(column, gap=_TIGHT_TABLE_GAP if is_tight else _TABLE_GAP)
            cut = table.cut_height
        elif claims:
            evidence = axis.least_height or (_NEIGHBOURS_GAP + IDEAL_HEIGHT if _has_neighbours(page, claims) else 0.0)
            free = height - column.ideal_height - evidence
            cards = _cards(page, claims, column.width, free, is_alone=not axis.is_shown)
            if cards.are_narrow:
                continue
            cards.enlarge_to(_MOST_SHARE * free)
            cards.add_to(column)
            has_cards = True
        columns.append((column, cut))
        if column.smallest_height + axis.least_height <= height:
            return column, cut
    # Side by side the first lines of cards say more than those of a table.
    return columns[0 if has_cards and not page.grid.is_narrow else -1]


def _cards(
    page: SlidePage, claims: Sequence[LetteredClaim], width: float, height: float, *, is_alone: bool
) -> ClaimCards:
    """Return the cards; four alone on a page stand two by two."""
    if is_alone and len(claims) == _MOST_CARDS and not page.grid.is_narrow:
        cards = ClaimCards(page, claims, width, 2, is_alone=True)
        if cards.height <= height and not cards.are_narrow:
            return cards
    return ClaimCards(page, claims, width, 1 if page.grid.is_narrow else len(claims), is_alone=is_alone)


def _add_axis(page: SlidePage, column: Column, axis: ClaimAxis, height: float) -> bool:
    """Add the axis of the claims; return whether there is room.

    It takes the place of the ribbon: two axes in different scales would contradict each other. What the ribbon cannot
    tell is worth smaller type.
    """
    if not axis.is_shown:
        return False
    # On a high page the letters stand higher above their axis, so that it lies nearer to the foot.
    most = min(_MOST_AXIS_HEIGHT, AXIS_HEIGHT + 0.5 * max(0.0, page.height - 1080.0))
    if column.ideal_height + AXIS_GAP + AXIS_HEIGHT <= height:
        own_height, gap = AXIS_HEIGHT, AXIS_GAP
    elif axis.is_told_by_ribbon:
        return False
    elif column.smallest_height + LOW_AXIS_GAP + LOW_AXIS_HEIGHT <= height:
        own_height, gap = LOW_AXIS_HEIGHT, LOW_AXIS_GAP
    elif column.smallest_height + FLAT_AXIS_GAP + FLAT_AXIS_HEIGHT <= height:
        own_height, gap, most = FLAT_AXIS_HEIGHT, FLAT_AXIS_GAP, FLAT_AXIS_HEIGHT
    else:
        return False
    column.add_box(
        lambda box: _draw_axis(page, axis, box), part="axis", height=own_height, gap=gap, weight=1.0, most=most
    )
    return True


def _has_neighbours(page: SlidePage, claims: Sequence[LetteredClaim]) -> bool:
    """Return whether the event may stand among its neighbours.

    Claims with dates stand on an axis or on the ribbon.
    """
    has_date = any(entry.claim.date is not None for entry in claims)
    return len(claims) <= _MOST_CARDS and not has_date and has_neighbourhood(page.story, page.slide)


def _add_neighbours(page: SlidePage, column: Column, claims: Sequence[LetteredClaim], height: float) -> bool:
    """Add the event among its neighbours, if there is room for them."""
    if not _has_neighbours(page, claims) or column.ideal_height + _NEIGHBOURS_GAP + LEAST_HEIGHT > height:
        return False
    add_neighbourhood(page, column, gap=_NEIGHBOURS_GAP)
    return True


def _draw_axis(page: SlidePage, axis: ClaimAxis, box: Box) -> None:
    with page.unmirrored(box.x, box.width):
        axis.draw(box)
