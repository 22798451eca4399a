"""Plans the lines of a list: columns, sizes and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Font
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextBlock, TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import common_font, ladder, language_style, splits_a_word
from desktop.story.model import ListItem

_MOST_IN_ONE_COLUMN: Final = 6

COLUMN_GAP: Final = 80.0

LEAD_GAP: Final = 44.0
"""The gap between the figures and the heads."""

SPARE_BELOW: Final = 10.0
"""What the last row may take of the margin below, so that rows side by side are equal."""

_FIGURE_GAP: Final = 38.0
"""The gap between a figure and the head below it."""

_MOST_STACKED_FIGURE: Final = 86.0

_HEAD_GAP: Final = 26.0
_HEAD_GAP_SHARE: Final = 0.6
"""The gap between a head and the capitals of the text below it, as a share of the head's size."""


@dataclass(frozen=True, slots=True)
class Scale:
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


_LARGE_SCALE: Final = Scale(104.0, 50.0, 42.0, 48.0)
"""The sizes of a list of up to `MOST_LARGE` lines."""

MOST_LARGE: Final = 3
_FEW_SCALES: Final = (
    (3, Scale(125.0, 60.0, 42.0, 52.0)),
    (1, Scale(150.0, 72.0, 50.0, 56.0)),
    (1, Scale(180.0, 104.0, 60.0, 56.0)),
)
"""The sizes of a list of so many lines at most, from small to large."""
_MOST_HEAD_LINES_OF_FEW: Final = 2

_SCALES: Final = (
    Scale(86.0, 42.0, 35.0, 40.0),
    Scale(60.0, 35.0, 29.0, 34.0),
    Scale(50.0, 35.0, 29.0, 26.0),
    Scale(42.0, 29.0, 29.0, 20.0),
    Scale(35.0, 29.0, 29.0, 14.0),
    Scale(35.0, 29.0, 29.0, 14.0, most_lines=2),
    Scale(35.0, 29.0, 29.0, 12.0, most_lines=1),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Holds the broken texts of a row, and its height.

    `rise` is how far a figure reaches above the first line, or how high it stands with the gap below it.
    """

    head: TextBlock
    text: TextBlock
    rise: float
    height: float


@dataclass(frozen=True, slots=True)
class ListPlan:
    """Holds how a list is set: columns, sizes and rows."""

    columns: int
    scale: Scale
    lead_font: Font
    column_width: float
    lead_width: float
    rows: tuple[Row, ...]
    shown: int
    is_stacked: bool = False  # whether figures stand above their heads

    @property
    def level_height(self) -> float:
        """Return the height of rows that are equal side by side."""
        needs = [row.height + 2 * self.scale.padding for row in self.rows]
        return sum(max(needs[at :: self.rows_a_column]) for at in range(self.rows_a_column))

    def shows_all(self, total: int) -> bool:
        """Return whether so many rows are shown, with all words."""
        return self.shown == total and not self.scale.most_lines

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


def plan_list(page: SlidePage, entries: Sequence[ListItem], box: Box, *, may_part: bool, is_alone: bool) -> ListPlan:
    """Return the largest setting in which all rows fit.

    Where none does, rows are left out from the end. Those that are not alone leave height to a picture below them.
    """
    one_column = [(1, scale) for scale in _SCALES]
    if len(entries) <= MOST_LARGE and is_alone:
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
    first: ListPlan | None = None
    for columns, scale in settings:
        if first is not None and (first.scale.head, first.scale.text) != (scale.head, scale.text):
            break
        plan = _measure(page, entries, box.width, columns, scale)
        most_lines = _MOST_HEAD_LINES_OF_FEW + (2 if page.is_upright else 0)
        if plan.is_of_few and any(row.head.line_count > most_lines for row in plan.rows):
            continue
        if _fits(plan, box.height) and (scale is _SCALES[-1] or not has_narrow_words(page, entries, plan)):
            # Less air is better than rows beside one another at different heights.
            if columns == 1 or scale.most_lines or plan.level_height <= box.height + SPARE_BELOW:
                return first if first is not None and scale.most_lines else plan
            first = first or plan
    if first is not None:
        return first
    for shown in range(len(entries) - 1, 0, -1):
        shorter = replace(plan, rows=plan.rows[:shown], shown=shown)
        # The line "+ 3 more" stands below the last row.
        if _fits(shorter, box.height - 50.0):
            return shorter
    return replace(plan, columns=1, rows=plan.rows[:1], shown=1)


def _fits(plan: ListPlan, height: float) -> bool:
    return all(plan.heights(column) <= height for column in range(plan.columns))


def has_narrow_words(page: SlidePage, entries: Sequence[ListItem], plan: ListPlan) -> bool:
    """Return whether a word of a head is wider than its column."""
    font = themes.body_font(plan.scale.head, 600)
    width = plan.column_width - plan.lead_width
    return any(splits_a_word(page.localized(entry.title), font, width) for entry in entries)


def _measure(page: SlidePage, entries: Sequence[ListItem], width: float, columns: int, scale: Scale) -> ListPlan:
    """Break the texts of all rows in a setting."""
    column_width = (width - COLUMN_GAP * (columns - 1)) / columns
    lead_font, lead_width = _lead(page, entries, column_width, scale)
    is_stacked = _is_stacked(page, entries, lead_font, scale)
    if is_stacked:
        figures = [page.localized(entry.figure) for entry in entries]
        size = max(scale.head, min(scale.figure, _MOST_STACKED_FIGURE))
        lead_font, lead_width = common_font(figures, ladder(themes.display_font(size)), column_width), 0.0
    head_style, text_style = list_styles(page, scale)
    rows = []
    for entry in entries:
        head, text = page.localized(entry.title), page.localized(entry.text)
        body_width = column_width - lead_width - page.marks_width(page.marks(entry.sources), text_style.font)
        head_block = break_text(head, parting(head, head_style, body_width), body_width)
        text_block = break_text(text, parting(text, text_style, body_width), body_width)
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
            rows.append(Row(head_block, text_block, lead_height + gap, height + lead_height + gap))
        elif height > 0.0:
            # The figure and the first line share a baseline.
            rise = max(0.0, lead_height - cap_height((head_style if head else text_style).font))
            rows.append(Row(head_block, text_block, rise, height + rise))
        else:
            rows.append(Row(head_block, text_block, 0.0, lead_height))
    return ListPlan(columns, scale, lead_font, column_width, lead_width, tuple(rows), len(entries), is_stacked)


def _is_stacked(page: SlidePage, entries: Sequence[ListItem], lead_font: Font, scale: Scale) -> bool:
    """Return whether figures beside their heads would be smaller than these.

    On an upright page they stand above them.
    """
    has_figures = any(page.localized(entry.figure) for entry in entries)
    return has_figures and page.height > page.grid.width and lead_font.size < scale.head


def parting(text: str, style: TextStyle, width: float) -> TextStyle:
    """Return a style with hyphens where a word is too wide."""
    return replace(style, hyphenate=True) if splits_a_word(text, style.font, width) else style


def list_styles(page: SlidePage, scale: Scale) -> tuple[TextStyle, TextStyle]:
    """Return the styles of heads and texts."""
    head = TextStyle(themes.body_font(scale.head, 600), page.theme.paper, leading=1.25)
    text = TextStyle(
        themes.body_font(scale.text),
        page.theme.muted,
        leading=1.32,
        strong_color=page.theme.paper,
        max_lines=scale.most_lines,
    )
    return language_style(head, page.language), language_style(text, page.language)


def _lead(page: SlidePage, entries: Sequence[ListItem], column_width: float, scale: Scale) -> tuple[Font, float]:
    """Return the font of figures, or of numbers, and their column's width."""
    figures = [page.localized(entry.figure) for entry in entries]
    if len(entries) == 1 and not any(figures):
        return themes.display_font(min(42.0, scale.head + 7.0)), 0.0
    if not any(figures):
        font = themes.display_font(min(42.0, scale.head + 7.0))
        return font, measure_text("12", themes.display_font(42.0)) + 28.0
    most_width = 0.42 * column_width
    font = common_font(figures, ladder(themes.display_font(scale.figure)), most_width - LEAD_GAP)
    widest = max(measure_text(figure, font) for figure in figures)
    return font, min(widest + LEAD_GAP, most_width)
