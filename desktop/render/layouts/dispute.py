"""The dispute layout shows claims that disagree."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Rectangle
from desktop.render.layouts.page import CONTENT_WIDTH, SlidePage
from desktop.render.text import DEFAULT_LEADING, TextStyle, cap_height, largest_display_font, measure_text
from desktop.render.theme import MARGIN
from desktop.story.model import Claim

_CLAIM_COLORS = ("gold", "jade", "ink-blue", "vermilion")


def dispute(page: SlidePage) -> None:
    """Lay claims out side by side on equal cards.

    No card is larger than another: the slide takes no side.
    """
    slide, claims = page.slide, page.content.claims
    y = page.add_title(page.add_kicker(page.word("disagree")), CONTENT_WIDTH, 86.0)
    if page.localized(slide.text):
        style = TextStyle(themes.body_font(29), page.theme.muted, block_markdown=True)
        y = page.add_text(slide.text, style, MARGIN, y + 46, 1400, 90, part="text")
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
    """Lay out a claim's card: colour, statement, detail, and sources."""
    part = f"claim:{index}"
    step = page.step_of(part)
    color = page.theme.color(claim.color or _CLAIM_COLORS[index % len(_CLAIM_COLORS)])
    padding = 48.0 if columns < 4 else 32.0
    inner_width = width - 2 * padding
    page.items.append(
        Rectangle(x, y, width, height, themes.with_alpha(page.theme.raised, 0.92), page.theme.line, 1.5, 20, step=step)
    )
    page.items.append(Rectangle(x + padding, y + 52, 56, 6, color, radius=3, step=step))
    sizes = (72.0, 60.0, 50.0) if columns < 4 else (72.0, 60.0, 50.0, 42.0)
    font = largest_display_font(page.localized(claim.says), sizes, inner_width)
    left = x + padding
    style = TextStyle(font, page.theme.paper, leading=1.1, balance=True)
    statement_bottom = page.add_text(claim.says, style, left, y + 96, inner_width, 190, part=part)
    source_style = TextStyle(themes.body_font(24, 500), page.theme.muted)
    source_line = page.source_line(claim.sources)
    extra_lines = 1 if measure_text(source_line, source_style.font) > inner_width else 0
    source_y = y + height - 44 - cap_height(source_style.font) - extra_lines * 24 * DEFAULT_LEADING
    style = TextStyle(
        themes.body_font(35 if columns < 3 else 29),
        themes.blend(page.theme.paper, page.theme.muted, 0.25),
        strong_color=page.theme.paper,
    )
    text_y = statement_bottom + 44
    page.add_text(claim.text, style, left, text_y, inner_width, source_y - text_y - 30, part=part)
    path = (*claim.path, "sources")
    page.add_text(source_line, source_style, left, source_y, inner_width, 80, part=part, path=path)
    page.zones.insert(0, HitZone(x, y, width, height, "claim", claim.path, step=step))
