"""The list layout shows lines with figures or numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Font, Overflow, Polyline, Rectangle
from desktop.render.layouts.figure_values import magnitudes
from desktop.render.layouts.poster import side_picture_box, text_width
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextBlock, TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import common_font, fit_text, ladder, splits_a_word
from desktop.story.localized_text import LocalizedText
from desktop.story.model import ListItem

_MOST_IN_ONE_COLUMN: Final = 6
_LEAST_WIDTH_OF_TWO: Final = 1200.0
"""The least width that two columns share."""

_COLUMN_GAP: Final = 80.0
_PICTURE_GAP: Final = 40.0
_LEAST_PICTURE_SHARE: Final = 0.36
"""The share of the height below the title that a picture below the lines takes at least."""
_PICTURE_SHARE: Final = 0.75
"""The share of the free height that a picture below the lines takes."""
_MOST_ROW_HEIGHT: Final = 0.2
"""The most height of a row, as a share of the page: with few rows, some height stays free."""

_LEAD_GAP: Final = 44.0
"""The gap between the figures and the heads."""

_FIGURE_GAP: Final = 38.0
"""The gap between a figure and the head below it."""

_MOST_STACKED_FIGURE: Final = 86.0

_HEAD_GAP: Final = 26.0
_HEAD_GAP_SHARE: Final = 0.6
"""The gap between a head and the capitals of the text below it, as a share of the head's size."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Holds the sizes that all rows share on one rung."""

    figure: float
    head: float
    text: float
    padding: float
    most_lines: int = 0  # of a text; 0 for any number

    @property
    def head_gap(self) -> float:
        """Return the gap below a head, which holds its descenders."""
        return max(_HEAD_GAP, _HEAD_GAP_SHARE * self.head)


_LARGE_SCALE: Final = _Scale(104.0, 50.0, 42.0, 48.0)
"""The sizes of a list of up to `_MOST_LARGE` lines."""

_MOST_LARGE: Final = 3
_FEW_SCALES: Final = (
    (3, _Scale(125.0, 60.0, 42.0, 52.0)),
    (1, _Scale(150.0, 72.0, 50.0, 56.0)),
    (1, _Scale(180.0, 104.0, 60.0, 56.0)),
)
"""The sizes of a list of so many lines at most, from small to large."""
_MOST_HEAD_LINES_OF_FEW: Final = 2

_SCALES: Final = (
    _Scale(86.0, 42.0, 35.0, 40.0),
    _Scale(60.0, 35.0, 29.0, 34.0),
    _Scale(50.0, 35.0, 29.0, 26.0),
    _Scale(42.0, 29.0, 29.0, 20.0),
    _Scale(35.0, 29.0, 29.0, 14.0),
    _Scale(35.0, 29.0, 29.0, 14.0, most_lines=2),
    _Scale(35.0, 29.0, 29.0, 12.0, most_lines=1),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """Holds the broken texts of a row, and its height.

    `rise` is how far a figure reaches above the first line, or how high it stands with the gap below it.
    """

    head: TextBlock
    text: TextBlock
    rise: float
    height: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """Holds how a list is set: columns, sizes and rows."""

    columns: int
    scale: _Scale
    lead_font: Font
    column_width: float
    lead_width: float
    rows: tuple[_Row, ...]
    shown: int
    is_stacked: bool = False  # whether figures stand above their heads

    @property
    def is_of_few(self) -> bool:
        """Return whether its sizes are those of few lines."""
        return any(self.scale is scale for _, scale in _FEW_SCALES)

    @property
    def rows_a_column(self) -> int:
        """Return the most rows of a column."""
        return -(-self.shown // self.columns)

    def heights(self, column: int) -> float:
        """Return the height of the rows of a column, with their padding."""
        first = column * self.rows_a_column
        return sum(row.height + 2 * self.scale.padding for row in self.rows[first : first + self.rows_a_column])

    @property
    def height(self) -> float:
        """Return the height of the longest column."""
        return max(map(self.heights, range(self.columns)))


def list_(page: SlidePage) -> None:
    """Lay out lines between rules.

    Each begins with a figure or its number.
    """
    slide, grid = page.slide, page.grid
    has_picture = page.has_image(slide.image)
    is_beside = has_picture and not grid.is_narrow
    width = text_width(page, is_beside, 1.0)
    y = page.add_header(slide.title, page.title_style(72.0), width if is_beside else 0.9 * width)
    bottom = page.bottom - 10.0
    if is_beside:
        page.add_image(slide.image, *side_picture_box(page).bounds)
    elif has_picture:
        picture_height = _LEAST_PICTURE_SHARE * (bottom - y)
        bottom -= picture_height + _PICTURE_GAP
    style = page.body_style(29.0 if slide.items else 35.0)
    words = page.localized(slide.text)
    if not slide.items:
        page.add_text(slide.text, style, grid.margin, y + 64.0, width, bottom - y - 64.0, part="text")
        if has_picture and not is_beside:
            page.add_image(slide.image, grid.margin, bottom + _PICTURE_GAP, grid.content_width, picture_height)
        return
    text_height = fit_text(words, style, width, 0.2 * (bottom - y))[0].height if words else 0.0
    items_bottom = bottom - (text_height + 58.0 if words else 0.0)
    box = Box(grid.margin, y + 52.0, width, items_bottom - y - 52.0)
    plan = _plan(page, slide.items, box, may_part=width >= _LEAST_WIDTH_OF_TWO, is_alone=is_beside or not has_picture)
    if has_picture and not is_beside:
        # The picture takes what a few short lines leave free: spread over the page, they would leave it the least.
        lift = _PICTURE_SHARE * max(0.0, box.height - plan.height) if plan.shown == len(slide.items) else 0.0
        box = replace(box, height=box.height - lift)
        bottom -= lift
        picture_height += lift
        page.add_image(slide.image, grid.margin, bottom + _PICTURE_GAP, grid.content_width, picture_height)
    if words:
        top = bottom - text_height - 14.0
        page.add_text(slide.text, style, grid.margin, top, width, text_height + 1.0, part="text", sources=slide.sources)
    _draw(page, plan, box)


def _plan(page: SlidePage, entries: Sequence[ListItem], box: Box, *, may_part: bool, is_alone: bool) -> _Plan:
    """Return the largest setting in which all rows fit.

    Where none does, rows are left out from the end. Those that are not alone leave height to a picture below them.
    """
    one_column = [(1, scale) for scale in _SCALES]
    if len(entries) <= _MOST_LARGE and is_alone:
        one_column.insert(0, (1, _LARGE_SCALE))
        for most, scale in _FEW_SCALES:
            if len(entries) <= most:
                one_column.insert(0, (1, scale))
    two_columns = [(2, scale) for scale in _SCALES[1:]]
    if not may_part or len(entries) < 3:
        settings = one_column
    elif len(entries) > _MOST_IN_ONE_COLUMN:
        settings = two_columns
    else:
        settings = [*one_column[:-3], *two_columns, *one_column[-3:]]
    plan = _measure(page, entries, box.width, *settings[0])
    for columns, scale in settings:
        plan = _measure(page, entries, box.width, columns, scale)
        most_lines = _MOST_HEAD_LINES_OF_FEW + (2 if page.is_upright else 0)
        if plan.is_of_few and any(row.head.line_count > most_lines for row in plan.rows):
            continue
        if _fits(plan, box.height) and (scale is _SCALES[-1] or not _has_narrow_words(page, entries, plan)):
            return plan
    for shown in range(len(entries) - 1, 0, -1):
        shorter = replace(plan, rows=plan.rows[:shown], shown=shown)
        # The line "+ 3 more" stands below the last row.
        if _fits(shorter, box.height - 50.0):
            return shorter
    return replace(plan, columns=1, rows=plan.rows[:1], shown=1)


def _fits(plan: _Plan, height: float) -> bool:
    return all(plan.heights(column) <= height for column in range(plan.columns))


def _has_narrow_words(page: SlidePage, entries: Sequence[ListItem], plan: _Plan) -> bool:
    """Return whether a word of a head is wider than its column."""
    font = themes.body_font(plan.scale.head, 600)
    width = plan.column_width - plan.lead_width
    return any(splits_a_word(page.localized(entry.title), font, width) for entry in entries)


def _measure(page: SlidePage, entries: Sequence[ListItem], width: float, columns: int, scale: _Scale) -> _Plan:
    """Break the texts of all rows in a setting."""
    column_width = (width - _COLUMN_GAP * (columns - 1)) / columns
    lead_font, lead_width = _lead(page, entries, column_width, scale)
    is_stacked = _is_stacked(page, entries, lead_font, scale)
    if is_stacked:
        figures = [page.localized(entry.figure) for entry in entries]
        size = max(scale.head, min(scale.figure, _MOST_STACKED_FIGURE))
        lead_font, lead_width = common_font(figures, ladder(themes.display_font(size)), column_width), 0.0
    head_style, text_style = _styles(page, scale)
    rows = []
    for entry in entries:
        head, text = page.localized(entry.title), page.localized(entry.text)
        body_width = column_width - lead_width - page.marks_width(page.marks(entry.sources), text_style.font)
        head_block = break_text(head, _parting(head, head_style, body_width), body_width)
        text_block = break_text(text, _parting(text, text_style, body_width), body_width)
        text_height = text_block.height
        if scale.most_lines:
            text_height = min(
                text_height,
                cap_height(text_style.font) + (scale.most_lines - 1) * text_style.font.size * text_style.leading,
            )
        height = head_block.height + text_height + (scale.head_gap if head and text else 0.0)
        lead_height = cap_height(lead_font)
        if is_stacked and page.localized(entry.figure):
            gap = _FIGURE_GAP if height > 0.0 else 0.0
            rows.append(_Row(head_block, text_block, lead_height + gap, height + lead_height + gap))
        elif height > 0.0:
            # The figure and the first line share a baseline.
            rise = max(0.0, lead_height - cap_height((head_style if head else text_style).font))
            rows.append(_Row(head_block, text_block, rise, height + rise))
        else:
            rows.append(_Row(head_block, text_block, 0.0, lead_height))
    return _Plan(columns, scale, lead_font, column_width, lead_width, tuple(rows), len(entries), is_stacked)


def _is_stacked(page: SlidePage, entries: Sequence[ListItem], lead_font: Font, scale: _Scale) -> bool:
    """Return whether figures beside their heads would be smaller than these.

    On an upright page they stand above them.
    """
    has_figures = any(page.localized(entry.figure) for entry in entries)
    return has_figures and page.height > page.grid.width and lead_font.size < scale.head


def _parting(text: str, style: TextStyle, width: float) -> TextStyle:
    """Return a style with hyphens where a word is too wide."""
    return replace(style, hyphenate=True) if splits_a_word(text, style.font, width) else style


def _styles(page: SlidePage, scale: _Scale) -> tuple[TextStyle, TextStyle]:
    """Return the styles of heads and texts."""
    head = TextStyle(themes.body_font(scale.head, 600), page.theme.paper, leading=1.25, language=page.language)
    text = TextStyle(
        themes.body_font(scale.text),
        page.theme.muted,
        leading=1.32,
        strong_color=page.theme.paper,
        max_lines=scale.most_lines,
        language=page.language,
    )
    return head, text


def _lead(page: SlidePage, entries: Sequence[ListItem], column_width: float, scale: _Scale) -> tuple[Font, float]:
    """Return the font of figures, or of numbers, and their column's width."""
    figures = [page.localized(entry.figure) for entry in entries]
    if len(entries) == 1 and not any(figures):
        return themes.display_font(min(42.0, scale.head + 7.0)), 0.0
    if not any(figures):
        font = themes.display_font(min(42.0, scale.head + 7.0))
        return font, measure_text("12", themes.display_font(42.0)) + 28.0
    most_width = 0.42 * column_width
    font = common_font(figures, ladder(themes.display_font(scale.figure)), most_width - _LEAD_GAP)
    widest = max(measure_text(figure, font) for figure in figures)
    return font, min(widest + _LEAD_GAP, most_width)


def _draw(page: SlidePage, plan: _Plan, box: Box) -> None:
    """Draw the rows, and a line that counts those left out."""
    entries = page.slide.items
    total = len(entries)
    spare_height = box.height - (50.0 if plan.shown < total else 0.0)
    needs = _row_needs(plan, spare_height)
    lengths = magnitudes(["" if entry.total else page.localized(entry.figure) for entry in entries], page.own_language)
    bottom = box.y
    starts = range(0, plan.rows_a_column * plan.columns, plan.rows_a_column)
    for column, first in enumerate(starts):
        rows = plan.rows[first : first + plan.rows_a_column]
        needed = needs[first : first + plan.rows_a_column]
        extra = (
            max(0.0, spare_height - max(sum(needs[at : at + plan.rows_a_column]) for at in starts)) / plan.rows_a_column
        )
        y = box.y
        for offset, (row, need) in enumerate(zip(rows, needed, strict=True)):
            # Two or three lines share the page.
            most = max(270.0, _MOST_ROW_HEIGHT * page.height) if total > _MOST_LARGE else spare_height
            height = max(need, min(need + extra, most))
            index = first + offset
            place = Box(box.x + column * (plan.column_width + _COLUMN_GAP), y, plan.column_width, height)
            _draw_row(page, entries[index], index, plan, row, place, lengths[index])
            y += height
        bottom = max(bottom, y)
    if plan.shown < total:
        text = page.word("more_items", count=total - plan.shown)
        page.add_text(text, page.more_style(), box.x, bottom + 20.0, box.width, 40.0)
        page.overflows.append(Overflow("items", page.slide.path, 50.0, total - plan.shown))


def _row_needs(plan: _Plan, height: float) -> list[float]:
    """Return the heights of all rows with their padding.

    Rows beside one another begin at one height, where the page has room for that.
    """
    needs = [row.height + 2 * plan.scale.padding for row in plan.rows]
    count = plan.rows_a_column
    level = [max(needs[at % count :: count]) for at in range(len(needs))]
    return level if sum(level[:count]) <= height else needs


def _draw_row(
    page: SlidePage, entry: ListItem, index: int, plan: _Plan, row: _Row, box: Box, length: float | None
) -> None:
    """Draw a row below its rule: figure, head and text.

    Figures end at one x and stand on the baseline of the heads. `length` (0 to 1) draws a bar to scale on the rule. A total
    stands below a strong rule.
    """
    part = f"item:{index}"
    step = page.step_of(part)
    color = page.theme.color(entry.color, page.figure_accent)
    scale = plan.scale
    body_x, body_width = box.x + plan.lead_width, box.width - plan.lead_width
    rule_color = themes.with_alpha(page.theme.paper, 0.85 if entry.total else 0.24)
    rule_width = 3.0 if entry.total else 1.5
    # Rules stand before their rows: the slide does not open empty.
    page.items.append(Polyline((box.x, box.y, box.right, box.y), rule_color, rule_width))
    if length is not None:
        page.items.append(
            Rectangle(body_x, box.y - 2.0, max(4.0, length * body_width), 4.0, color, radius=2, step=step)
        )
    head_style, text_style = _styles(page, scale)
    figure = page.localized(entry.figure)
    lead_font = plan.lead_font
    first_cap = cap_height(head_style.font if row.head.line_count else text_style.font)
    has_body = bool(row.head.line_count or row.text.line_count)
    content_top = box.y - 2.0 + (box.height - row.height) / 2
    body_top = content_top + row.rise
    is_above = plan.is_stacked or not has_body
    lead_top = content_top if is_above else body_top + first_cap - cap_height(lead_font)
    lead_width = box.width if plan.is_stacked else plan.lead_width - (_LEAD_GAP if figure else 0.0)
    has_figures = any(page.localized(other.figure) for other in page.slide.items)
    if figure or not (has_figures or entry.total or len(page.slide.items) == 1):
        style = TextStyle(lead_font, color, align="right" if figure and not plan.is_stacked else "left", max_lines=1)
        lead: LocalizedText | str = entry.figure if figure else str(index + 1)
        page.add_text(lead, style, box.x, lead_top, lead_width, 200.0, part=part, least=29.0)
    y = body_top
    has_text = row.text.line_count > 0
    # As it was measured: other lines would not have its height.
    own_width = body_width - page.marks_width(page.marks(entry.sources), text_style.font)
    head_style = _parting(page.localized(entry.title), head_style, own_width)
    text_style = _parting(page.localized(entry.text), text_style, own_width)
    if row.head.line_count:
        y = page.add_text(
            entry.title, head_style, body_x, y, own_width if has_text else body_width, box.bottom - y, part=part,
            least=scale.head, sources=() if has_text else entry.sources,
        )  # fmt: skip
        y += scale.head_gap
    if not row.head.line_count:
        text_style = replace(text_style, color=page.theme.paper)
    page.add_text(
        entry.text,
        text_style,
        body_x,
        y,
        body_width,
        box.bottom - y,
        part=part,
        least=scale.text,
        sources=entry.sources,
    )
