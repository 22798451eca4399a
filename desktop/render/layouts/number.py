"""The number layout shows one large number, its label and its chart."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Rectangle
from desktop.render.layouts.chart import draw_chart
from desktop.render.layouts.page import CONTENT_RIGHT, CONTENT_WIDTH, SlidePage
from desktop.render.text import cap_height, measure_text
from desktop.render.theme import MARGIN
from desktop.story.model import Figure


def number(page: SlidePage) -> None:
    """Lay out a number as large as it fits, with its label and its chart."""
    slide = page.slide
    has_right_side = slide.chart is not None or page.has_image(slide.image)
    width = 860.0 if has_right_side else CONTENT_WIDTH
    y = page.add_kicker()
    number_text = page.localized(slide.number)
    number_size = next(
        (
            candidate_size
            for candidate_size in (260.0, 216.0, 180.0, 150.0, 125.0)
            if measure_text(number_text, themes.display_font(candidate_size)) <= width
        ),
        104.0,
    )
    font = themes.display_font(number_size)
    # The number shares its left edge with the text below: the side bearing of a large figure would push it in.
    y = page.add_text(
        slide.number,
        font,
        page.theme.paper,
        MARGIN - 0.028 * number_size,
        y + 24,
        width + 20,
        300,
        part="number",
        sources=slide.sources,
    )
    y = (
        page.add_text(
            page.content.title,
            themes.body_font(42, 500),
            page.theme.paper,
            MARGIN,
            y + 84,
            min(width, 1100) - 40,
            200,
            part="title",
            leading=1.28,
        )
        if slide.title
        else y
    )
    y = page.add_text(
        slide.text,
        themes.body_font(42 if not slide.title else 35),
        page.theme.paper if not slide.title else page.theme.muted,
        MARGIN,
        y + (84 if not slide.title else 48),
        min(width, 1100) - 40,
        page.bottom - y - 80,
        part="text",
        leading=1.34,
        block_markdown=True,
        strong_color=page.accent_color,
    )
    y += 64
    for index, figure in enumerate(slide.figures):
        y = _pill(page, figure, index, y, width)
    page.add_text(
        slide.note, themes.body_font(24), page.theme.muted, MARGIN, y + 4, width - 60, 80, part="note", leading=1.35
    )
    if slide.chart is not None:
        draw_chart(page, slide.chart, 1060.0, page.top + 6, CONTENT_RIGHT - 1060.0, page.bottom - page.top - 20)
    elif has_right_side:
        page.add_image(slide.image, 1000, page.top - 40, CONTENT_RIGHT - 960, page.bottom - page.top + 60)


def _pill(page: SlidePage, figure: Figure, index: int, y: float, width: float) -> float:
    """Draw a figure in a coloured pill with its label; return the next left edge."""
    part = f"figure:{index}"
    font = themes.body_font(35, 600)
    value_text = page.localized(figure.value)
    value_width = measure_text(value_text, font)
    height = 68.0
    color = page.theme.jade
    step = page.step_of(part)
    page.items.append(Rectangle(MARGIN, y, value_width + 84, height, color, radius=height / 2, step=step))
    page.add_text(
        figure.value,
        font,
        page.theme.background,
        MARGIN + 42,
        y + (height - cap_height(font)) / 2,
        value_width + 4,
        60,
        part=part,
    )
    label_font = themes.body_font(35)
    page.add_text(
        figure.label,
        label_font,
        page.theme.muted,
        MARGIN + value_width + 84 + 28,
        y + (height - cap_height(label_font)) / 2,
        width - value_width - 150,
        60,
        part=part,
        sources=figure.sources,
    )
    return y + height + 26
