"""The number layout shows one large number, its label and its chart."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Rectangle
from desktop.render.layouts.chart import draw_chart
from desktop.render.layouts.page import CONTENT_RIGHT, CONTENT_WIDTH, SlidePage
from desktop.render.text import TextStyle, cap_height, largest_display_font, measure_text
from desktop.render.theme import MARGIN
from desktop.story.model import Figure


def number(page: SlidePage) -> None:
    """Lay out one number, its label and its chart.

    The number is as large as fits.
    """
    slide = page.slide
    has_right_side = slide.chart is not None or page.has_image(slide.image)
    width = 860.0 if has_right_side else CONTENT_WIDTH
    y = page.add_kicker()
    font = largest_display_font(page.localized(slide.number), (260.0, 216.0, 180.0, 150.0, 125.0, 104.0), width)
    style = TextStyle(font, page.theme.paper)
    # The side bearing of a large digit would set the number to the right of the text below it.
    x = MARGIN - 0.028 * font.size
    y = page.add_text(slide.number, style, x, y + 24, width + 20, 300, part="number", sources=slide.sources)
    text_width = min(width, 1100) - 40
    if slide.title:
        style = TextStyle(themes.body_font(42, 500), page.theme.paper, leading=1.28)
        y = page.add_text(page.content.title, style, MARGIN, y + 84, text_width, 200, part="title")
    style = TextStyle(
        themes.body_font(35 if slide.title else 42),
        page.theme.muted if slide.title else page.theme.paper,
        leading=1.34,
        strong_color=page.accent_color,
        block_markdown=True,
    )
    text_y = y + (48 if slide.title else 84)
    y = page.add_text(slide.text, style, MARGIN, text_y, text_width, page.bottom - y - 80, part="text")
    y += 64
    for index, figure in enumerate(slide.figures):
        y = _pill(page, figure, index, y, width)
    style = TextStyle(themes.body_font(24), page.theme.muted, leading=1.35)
    page.add_text(slide.note, style, MARGIN, y + 4, width - 60, 80, part="note")
    if slide.chart is not None:
        draw_chart(page, slide.chart, 1060.0, page.top + 6, CONTENT_RIGHT - 1060.0, page.bottom - page.top - 20)
    elif has_right_side:
        page.add_image(slide.image, 1000, page.top - 40, CONTENT_RIGHT - 960, page.bottom - page.top + 60)


def _pill(page: SlidePage, figure: Figure, index: int, y: float, width: float) -> float:
    """Draw a figure in a pill; return the next pill's y."""
    part = f"figure:{index}"
    value_style = TextStyle(themes.body_font(35, 600), page.theme.background)
    label_style = TextStyle(themes.body_font(35), page.theme.muted)
    value_width = measure_text(page.localized(figure.value), value_style.font)
    height = 68.0
    pill_width = value_width + 84
    step = page.step_of(part)
    page.items.append(Rectangle(MARGIN, y, pill_width, height, page.theme.jade, radius=height / 2, step=step))
    value_y = y + (height - cap_height(value_style.font)) / 2
    page.add_text(figure.value, value_style, MARGIN + 42, value_y, value_width + 4, 60, part=part)
    label_x, label_width = MARGIN + pill_width + 28, width - value_width - 150
    label_y = y + (height - cap_height(label_style.font)) / 2
    page.add_text(figure.label, label_style, label_x, label_y, label_width, 60, part=part, sources=figure.sources)
    return y + height + 26
