"""The chart layout shows a chart and the sentence that it proves.

The chart has more than half of the slide's height. What stands above it is planned to leave it that: a long title is set
smaller and grows upward, a text that is too long for a line or two stands beside the chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.charts.draw import draw_chart
from desktop.render.page.column import Column
from desktop.render.page.slide_page import FOOT_LINE_HEIGHT, RIBBON_HEIGHT, SlidePage
from desktop.render.text import TextBlock, TextStyle, break_text, cap_height
from desktop.render.text_fit import LEAST_SENTENCE, language_style, splits_a_word
from desktop.story.aligned_chart import place_count

_PLOT_SHARE: Final = 0.55  # of the slide's height, at least, with the categories
_NARROW_SHARES: Final = (
    0.55,
    0.5,
    0.45,
)  # a page without room beside the chart gives words some of it before they are cut
_NOTE_GAP: Final = 28.0
_MOST_NOTE_LINES: Final = 2
_NARROW_NOTE_LINES: Final = 4
_TEXT_WIDTH: Final = 1380.0
_SPARE_ABOVE_NOTES: Final = 14.0
_MANY: Final = 16  # more bars than this take all the height

_TITLES: Final = (
    (72.0, 2, False), (60.0, 1, False), (50.0, 1, False),
    (60.0, 2, True), (50.0, 2, True), (50.0, 3, True), (42.0, 3, True), (35.0, 4, True),
)  # fmt: skip
_UPRIGHT_TITLES: Final = (
    (72.0, 4, False), (60.0, 4, False), (50.0, 4, False), (50.0, 5, True), (42.0, 5, True), (35.0, 5, True),
)  # fmt: skip
"""The sizes and most lines of a title, and whether it grows upward; the first that leaves the plot its share."""
_TITLE_LINE_HEIGHT: Final = 100.0

_GAP: Final = 44.0  # from the title to the chart
_TEXT_GAP: Final = 40.0  # from the title to the text
_GAP_BELOW_TEXT: Final = 32.0
_YIELDING: Final = 8.0  # so much of the gap above the chart
_SIDE_COLUMNS: Final = (4, 6)  # of the grid, for a text beside the chart
_SIDE_GAP: Final = 56.0
_SIDE_NOTE_GAP: Final = 44.0


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Says where the words beside the title stand.

    A text stands above the chart in `size`, or beside it in so many `side_columns`.
    """

    size: float = 0.0
    most_lines: int = 0
    side_columns: int = 0
    is_note_below: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """Holds an arrangement with its heights on the page."""

    arrangement: _Arrangement
    title: TextStyle
    grows_up: bool
    text: TextStyle
    text_top: float
    text_width: float
    top: float  # of the chart
    bottom: float
    is_whole: bool  # whether no word is cut

    @property
    def height(self) -> float:
        """Return the height of the chart."""
        return self.bottom - self.top


def chart(page: SlidePage) -> None:
    """Lay out a chart with its statement, text and note."""
    slide, grid = page.slide, page.grid
    if page.ribbon and (slide.ribbon is None and page.story.ribbon == "auto"):
        page.ribbon = False  # the chart needs its height, and has an axis of its own
    plan = _plan(page)
    page.add_header(
        slide.title, plan.title, grid.content_width, _TITLE_LINE_HEIGHT * plan.title.max_lines, grow_up=plan.grows_up
    )
    arrangement = plan.arrangement
    x, width = grid.margin, grid.content_width
    if arrangement.side_columns:
        column = _side_column(page, arrangement)
        column.place(plan.top, plan.bottom)
        x = grid.margin + column.width + _SIDE_GAP
        width = grid.right - x
    elif page.localized(slide.text).strip():
        room = max(plan.top - _GAP_BELOW_TEXT + _YIELDING - plan.text_top, cap_height(plan.text.font) + 4.0)
        page.add_text(
            slide.text, plan.text, grid.margin, plan.text_top, plan.text_width, room, part="text", sources=slide.sources
        )
    bottom = plan.bottom
    if slide.chart is not None:
        height = plan.height
        if place_count(slide.chart) <= _MANY:  # on upright pages it keeps a shape that can be read, and is no tower
            height = min(height, max(_PLOT_SHARE * page.height, 0.8 * width))
        draw_chart(page, slide.chart, x, plan.top, width, height)
        bottom = plan.top + height
    if arrangement.is_note_below:
        height = _note_height(page) + 1.0
        page.add_text(
            slide.note, page.note_style(), grid.margin, bottom + _NOTE_GAP, grid.content_width, height, part="note"
        )


def _plan(page: SlidePage) -> _Plan:
    """Return the first plan that leaves the chart its share.

    Where there is none, it is the one with whole words and the highest chart.
    """
    plans = []
    for arrangement in _arrangements(page):
        for style, grows_up, title in _titles(page):
            plan = _planned(page, arrangement, style, grows_up, title)
            if plan.is_whole and plan.height >= _least_height(page, _PLOT_SHARE):
                return plan
            plans.append(plan)
    for share in _NARROW_SHARES if page.grid.is_narrow else ():
        for plan in plans:
            if plan.is_whole and plan.height >= _least_height(page, share):
                return plan
    return max(plans, key=lambda plan: (plan.height >= _least_height(page, _PLOT_SHARE), plan.is_whole, plan.height))


def _least_height(page: SlidePage, share: float) -> float:
    """Return the least height of the chart.

    A ribbon that the story asks for takes its height from the chart's.
    """
    return share * page.height - (RIBBON_HEIGHT if page.ribbon else 0.0)


def _arrangements(page: SlidePage) -> Iterator[_Arrangement]:
    """Yield where text and note may stand, the best place first."""
    has_text = bool(page.localized(page.slide.text).strip())
    has_note = bool(page.localized(page.slide.note).strip())
    if page.grid.is_narrow:
        yield _Arrangement(35.0, 4)
        yield _Arrangement(LEAST_SENTENCE)
        return
    yield _Arrangement(35.0, 2)
    if has_text:
        yield _Arrangement(LEAST_SENTENCE, 2)
        yield _Arrangement(side_columns=_SIDE_COLUMNS[0])
    if has_note:
        yield _Arrangement(side_columns=_SIDE_COLUMNS[0], is_note_below=False)
    if has_text:
        yield _Arrangement(side_columns=_SIDE_COLUMNS[1], is_note_below=not has_note)


def _titles(page: SlidePage) -> Iterator[tuple[TextStyle, bool, TextBlock]]:
    """Yield the styles in which all of the title can be read."""
    words, width = page.localized(page.slide.title), page.grid.content_width
    sizes = _UPRIGHT_TITLES if page.is_upright else _TITLES
    for size, lines, grows_up in sizes:
        style = language_style(page.title_style(size, lines), page.language)
        block = break_text(words, style, width)
        is_last = (size, lines, grows_up) == sizes[-1]
        if is_last or (block.line_count <= lines and not splits_a_word(words, style.font, width)):
            yield style, grows_up, block


def _planned(page: SlidePage, arrangement: _Arrangement, title: TextStyle, grows_up: bool, block: TextBlock) -> _Plan:
    """Return the heights of an arrangement below a title."""
    grid = page.grid
    # Without a ribbon one line of notes leaves more room than other layouts take, and two some of it.
    spare = 0.0 if page.ribbon else FOOT_LINE_HEIGHT if page.foot_lines < 2 else _SPARE_ABOVE_NOTES
    bottom = page.bottom + spare
    is_whole = True
    if arrangement.is_note_below and page.localized(page.slide.note).strip():
        bottom -= _NOTE_GAP + _note_height(page)
        is_whole = _note_lines(page) <= _most_note_lines(page)
    y = page.header_top(block, grow_up=grows_up) + block.height
    top, text_top, width = y + _GAP, y + _TEXT_GAP, grid.content_width
    style = TextStyle(
        themes.body_font(arrangement.size or LEAST_SENTENCE), page.theme.muted, strong_color=page.theme.paper
    )
    words = page.localized(page.slide.text)
    if not arrangement.side_columns and words.strip():
        width, text = _text_above(page, words, style, arrangement.most_lines)
        is_whole = is_whole and (not arrangement.most_lines or text.line_count <= arrangement.most_lines)
        top = text_top + text.height + _GAP_BELOW_TEXT
    missing = _least_height(page, _PLOT_SHARE) - (bottom - top)
    if 0.0 < missing <= _YIELDING:
        top -= missing
    if arrangement.side_columns:
        is_whole = is_whole and _side_column(page, arrangement).smallest_height <= bottom - top
    return _Plan(arrangement, title, grows_up, style, text_top, width, top, bottom, is_whole)


def _text_above(page: SlidePage, words: str, style: TextStyle, most_lines: int) -> tuple[float, TextBlock]:
    """Return width and lines of a text above the chart.

    Long lines say more than an ellipsis.
    """
    style = language_style(style, page.language)
    marks_width = page.marks_width(page.marks(page.slide.sources), style.font)
    width = min(_TEXT_WIDTH, page.grid.content_width)
    block = break_text(words, style, width - marks_width)
    if (most_lines and block.line_count > most_lines) or (width < page.grid.content_width and not most_lines):
        width = page.grid.content_width
        block = break_text(words, style, width - marks_width)
    return width, block


def _side_column(page: SlidePage, arrangement: _Arrangement) -> Column:
    """Return the column of words beside the chart."""
    width = page.grid.columns(arrangement.side_columns)[1]
    column = Column(page, page.grid.margin, width)
    column.add_text(page.slide.text, page.body_style(), part="text", sources=page.slide.sources)
    if not arrangement.is_note_below:
        column.add_text(page.slide.note, page.note_style(), part="note", gap=_SIDE_NOTE_GAP)
    return column


def _note_lines(page: SlidePage) -> int:
    return break_text(page.localized(page.slide.note), page.note_style(), page.grid.content_width).line_count


def _most_note_lines(page: SlidePage) -> int:
    return _NARROW_NOTE_LINES if page.grid.is_narrow else _MOST_NOTE_LINES


def _note_height(page: SlidePage) -> float:
    """Return the height of the note below the chart."""
    style = page.note_style()
    lines = min(_note_lines(page), _most_note_lines(page))
    return cap_height(style.font) + (lines - 1) * style.leading * style.font.size if lines else 0.0
