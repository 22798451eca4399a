"""The list layout shows a few lines with figures or numbers."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Polyline
from desktop.render.layouts.page import CONTENT_WIDTH, SlidePage
from desktop.render.layouts.text import right_image
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.theme import MARGIN
from desktop.story.model import ListItem


def list_(page: SlidePage) -> None:
    """Lay out lines between rules.

    Each begins with a figure or its number.
    """
    slide = page.slide
    has_image = right_image(page)
    width = 820.0 if has_image else CONTENT_WIDTH
    y = page.add_title(page.add_kicker(), width if has_image else 1480.0, 72.0)
    list_items = slide.items
    if not list_items:
        style = TextStyle(themes.body_font(35), page.theme.muted, block_markdown=True)
        page.add_text(slide.text, style, MARGIN, y + 64, width, page.bottom - y, part="text")
        return
    start = y + 58.0
    columns = 2 if len(list_items) > 4 and not has_image else 1
    rows = -(-len(list_items) // columns)
    gap = 80.0
    column_width = (width - gap * (columns - 1)) / columns
    available_height = page.bottom - start + (30 if not slide.text else -70)
    row_height = min(available_height / rows, 236.0 if rows < 3 else 190.0)
    has_figures = any(list_item.figure for list_item in list_items)
    figure_size = 86.0 if row_height > 200 else 60.0 if row_height >= 130 else 50.0
    lead_width = _lead_width(page, list_items, column_width, figure_size) if has_figures else 66.0
    for index, entry in enumerate(list_items):
        column, row = divmod(index, rows)
        x = MARGIN + column * (column_width + gap)
        _list_item(
            page,
            entry,
            index,
            x,
            start + row * row_height,
            column_width,
            row_height,
            lead_width,
            figure_size if has_figures else 0.0,
        )
    style = TextStyle(themes.body_font(29), page.theme.muted)
    page.add_text(slide.text, style, MARGIN, start + rows * row_height + 40, width, 80, part="text")


def _lead_width(page: SlidePage, list_items: tuple[ListItem, ...], column_width: float, figure_size: float) -> float:
    """Return the width of the column of figures."""
    font = themes.display_font(figure_size)
    widest = max(measure_text(page.localized(list_item.figure), font) for list_item in list_items)
    return min(widest + 76.0, 0.5 * column_width)


def _list_item(
    page: SlidePage,
    list_item: ListItem,
    index: int,
    x: float,
    y: float,
    width: float,
    row_height: float,
    lead_width: float,
    figure_size: float,
) -> None:
    """Lay out one line of a list with its rule at `y`.

    `figure_size` is 0 for a list without figures.
    """
    part = f"item:{index}"
    step = page.step_of(part)
    page.items.append(Polyline((x, y, x + width, y), page.theme.line, 1.5, step=step))
    color = page.theme.color(list_item.color, page.figure_accent)
    title_font = themes.body_font(42 if row_height > 200 else 35, 600)
    text_font = themes.body_font(35 if row_height > 200 else 29)
    has_title = bool(list_item.title)
    text = page.localized(list_item.text)
    tight = row_height < 130
    if tight:
        title_font, text_font = themes.step_down(title_font), themes.step_down(text_font)
    text_color = page.theme.muted if has_title else page.theme.paper
    text_style = TextStyle(text_font, text_color, leading=1.34, strong_color=page.theme.paper)
    body_x, body_width = x + lead_width, width - lead_width - 10
    min_padding = 34.0 if not tight else 26.0
    content_height = (cap_height(title_font) if has_title else 0) + ((30 if has_title else 0) if text else 0)
    content_height += break_text(text, text_style, body_width).height if text else 0
    top = y + max(min_padding, (row_height - content_height) / 2)
    if figure_size:
        figure_style = TextStyle(themes.display_font(figure_size), color)
        figure_y = y + max(min_padding, (row_height - cap_height(figure_style.font)) / 2)
        page.add_text(
            list_item.figure,
            figure_style,
            x,
            figure_y,
            lead_width - 24,
            row_height,
            part=part,
            sources=list_item.sources,
        )
    else:
        number_style = TextStyle(themes.display_font(42), color)
        page.add_text(str(index + 1), number_style, x, top, lead_width, row_height, part=part)
    note_sources = () if figure_size and list_item.figure else list_item.sources
    text_y = top
    if has_title:
        title_style = TextStyle(title_font, page.theme.paper, leading=1.25)
        title_sources = () if text else note_sources
        text_y = page.add_text(
            list_item.title, title_style, body_x, top, body_width, row_height, part=part, sources=title_sources
        )
        text_y += 30 if text else 0
    page.add_text(
        list_item.text,
        text_style,
        body_x,
        text_y,
        body_width,
        y + row_height - text_y,
        part=part,
        sources=note_sources,
    )
