"""The dispute layout shows claims that disagree."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Rectangle
from desktop.render.layouts.page import CONTENT_WIDTH, MESSAGES, SlidePage
from desktop.render.text import cap_height, measure_text
from desktop.render.theme import MARGIN
from desktop.story.model import Claim

_CLAIM_COLORS = ("gold", "jade", "ink-blue", "vermilion")


def dispute(page: SlidePage) -> None:
    """Lay the claims out side by side and all alike: the slide takes no side."""
    slide, claims = page.slide, page.content.claims
    y = page.add_title(page.add_kicker(MESSAGES("disagree", page.language)), CONTENT_WIDTH, 86.0)
    if page.localized(slide.text):
        y = page.add_text(
            slide.text,
            themes.body_font(29),
            page.theme.muted,
            MARGIN,
            y + 46,
            1400,
            90,
            part="text",
            block_markdown=True,
        )
    if not claims:
        return
    rows = 2 if len(claims) > 4 else 1
    columns = -(-len(claims) // rows)
    gap = 40.0
    top = y + 66
    width = (CONTENT_WIDTH - gap * (columns - 1)) / columns
    height = min((page.bottom + 4 - top - gap * (rows - 1)) / rows, 0.44 * page.height)
    for index, claim in enumerate(claims):
        row, column = divmod(index, columns)
        _claim_card(
            page, claim, index, MARGIN + column * (width + gap), top + row * (height + gap), width, height, columns
        )


def _claim_card(
    page: SlidePage, claim: Claim, index: int, x: float, y: float, width: float, height: float, columns: int
) -> None:
    """Lay out the card of a claim: colour, statement, detail, and who claims it."""
    part = f"claim:{index}"
    step = page.step_of(part)
    color = page.theme.color(claim.color or _CLAIM_COLORS[index % len(_CLAIM_COLORS)])
    padding = 48.0 if columns < 4 else 32.0
    inner_width = width - 2 * padding
    page.items.append(
        Rectangle(x, y, width, height, themes.with_alpha(page.theme.raised, 0.92), page.theme.line, 1.5, 20, step=step)
    )
    page.items.append(Rectangle(x + padding, y + 52, 56, 6, color, radius=3, step=step))
    words = page.localized(claim.says)
    statement_size = next(
        (
            candidate_size
            for candidate_size in (72.0, 60.0, 50.0)
            if measure_text(words, themes.display_font(candidate_size)) <= inner_width
        ),
        50.0 if columns < 4 else 42.0,
    )
    statement_bottom = page.add_text(
        claim.says,
        themes.display_font(statement_size),
        page.theme.paper,
        x + padding,
        y + 96,
        inner_width,
        190,
        part=part,
        leading=1.1,
        balance=True,
    )
    card_bottom = y + height - 44
    source_font = themes.body_font(24, 500)
    source_line = page.source_line(claim.sources)
    source_width = measure_text(source_line, source_font)
    source_lines = 2 if source_width > inner_width else 1
    source_top = card_bottom - cap_height(source_font) - (source_lines - 1) * 24 * 1.36
    page.add_text(
        claim.text,
        themes.body_font(35 if columns < 3 else 29),
        themes.blend(page.theme.paper, page.theme.muted, 0.25),
        x + padding,
        statement_bottom + 44,
        inner_width,
        source_top - statement_bottom - 44 - 30,
        part=part,
        leading=1.36,
        strong_color=page.theme.paper,
    )
    page.add_text(
        source_line,
        source_font,
        page.theme.muted,
        x + padding,
        source_top,
        inner_width,
        80,
        part=part,
        path=(*claim.path, "sources"),
    )
    page.zones.insert(0, HitZone(x, y, width, height, "claim", claim.path, step=step))
