"""Draws the letter of a claim."""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, TextRun
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import cap_height, measure_text
from desktop.story.claims import LetteredClaim

CHIP_RADIUS: Final = 22.0
SMALL_CHIP_RADIUS: Final = 18.0
"""The radius of letters in a table with little room."""


def chip_color(page: SlidePage, entry: LetteredClaim) -> str:
    """Return a claim's colour: its own, else that of no track."""
    return page.theme.color(entry.claim.color) if entry.claim.color else page.theme.paper


def draw_chip(
    page: SlidePage, entry: LetteredClaim, x: float, y: float, step: int, radius: float = CHIP_RADIUS
) -> None:
    """Draw a claim's letter in a ring around (x, y)."""
    font = themes.body_font(24, 600)
    color = chip_color(page, entry)
    width = measure_text(entry.letter, font)
    page.items.append(Ellipse(x, y, radius, radius, page.theme.background, color, 2.0, step=step))
    baseline = y + cap_height(font) / 2
    page.items.append(TextRun(x - width / 2, baseline, entry.letter, font, color, width, step=step))
