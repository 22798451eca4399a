"""The event layout shows a date, an event and its evidence."""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.layouts.evidence import draw_evidence, has_evidence
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, measure_text
from desktop.render.text_fit import splits_a_word

_DATE_SIZES: Final = (125.0, 104.0, 86.0, 72.0)
_LONE_DATE_SIZES: Final = (216.0, 180.0, 150.0, 125.0, 104.0, 86.0)


def event(page: SlidePage) -> None:
    """Lay out a large date and its event, beside its evidence."""
    grid = page.grid
    has_right_side = has_evidence(page)
    width = grid.text_width if has_right_side else grid.content_width
    content = page.content
    track = page.story.track_by_id.get(content.event.track) if content.event else None
    words = _capitalize(page.format_date(content.date)) if content.date is not None else ""
    header_bottom = page.add_header(
        words,
        _date_style(page, words, width, _DATE_SIZES if has_right_side else _LONE_DATE_SIZES),
        width,
        240.0,
        fallback_kicker=page.localized(track.title) if track else "",
        part="date",
        path=content.date_path,
        zone_kind="event" if content.event else "text",
        grow_up=True,
    )
    column = Column(page, grid.margin, width if grid.is_narrow or has_right_side else 0.7 * width)
    style = TextStyle(
        themes.body_font(50, 600), page.theme.paper, leading=1.24, balance=True, strong_color=page.accent_color
    )
    column.add_text(content.title, style, part="title", least=35.0, least_lines=2)
    column.add_text(content.text, page.body_style(), part="text", gap=56.0, sources=content.sources)
    column.add_text(page.slide.note, page.note_style(), part="note", gap=44.0, least=24.0)
    top = header_bottom + 72.0
    if has_right_side and grid.is_narrow:
        column.add_box(
            lambda box: draw_evidence(page, box), part="evidence", gap=64.0, weight=1.0,
            height=0.4 * (page.bottom - top), least=0.3 * (page.bottom - top),
        )  # fmt: skip
    column.place(top, page.bottom)
    if has_right_side and not grid.is_narrow:
        x, right_width = grid.right_column
        evidence_top = grid.title_baseline - 150.0
        draw_evidence(page, Box(x, evidence_top, right_width, page.bottom - 20.0 - evidence_top))


def _date_style(page: SlidePage, words: str, width: float, sizes: tuple[float, ...]) -> TextStyle:
    """Return the largest style in which the date fits one line.

    A date that fits in none has two.
    """
    fonts = [themes.display_font(size) for size in sizes]
    font = next((font for font in fonts if measure_text(words, font) <= width), None)
    if font is None:
        font = next((font for font in fonts[1:] if not splits_a_word(words, font, width)), fonts[-1])
    return TextStyle(font, page.theme.paper, leading=1.08, balance=True, max_lines=2)


def _capitalize(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]
