"""Plans the words of a slide so that its chart is high.

The chart has more than half of the slide's height. To leave it that, a long title is set smaller and grows upward, a text
that is too long for some lines stands beside the chart, the ribbon is low, and sources move to the handout. On a page too
narrow for words beside the chart, the longest of them are cut in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.page.column import Column
from desktop.render.page.grid import FOOT_LINE_HEIGHT
from desktop.render.page.ribbon_place import HIGH_RIBBON, RibbonPlace
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextBlock, TextStyle, break_text, cap_height
from desktop.render.text_fit import LEAST_SENTENCE, language_style, splits_a_word
from desktop.story.localized_text import LocalizedText

PLOT_SHARE: Final = 0.55
"""The least share of the slide's height that a chart has, with its unit and its categories."""

_NOTE_GAP: Final = 28.0
GAP_BELOW_TEXT: Final = 32.0
YIELDING: Final = 8.0
"""So much of each gap above and below the chart goes to the chart where it lacks no more."""

_TEXT_WIDTH: Final = 1380.0
_MOST_NOTE_LINES: Final = 2
_NARROW_NOTE_LINES: Final = 4
_LONG: Final = 160  # letters: what has no more of them is whole while there is a way
_MOST_LINES: Final = 12  # of words that are cut: more never fit
_SPARE_ABOVE_NOTES: Final = 14.0
_RIBBON_LIFT: Final = 16.0  # of a low ribbon above the sources, where there is room
_BELOW_CATEGORIES: Final = 8.0
_NOTE_ABOVE_RIBBON: Final = 14.0  # more between a note and a low ribbon than below a chart
_NARROW_SPARES: Final = (14.0, 10.0)  # below a chart and its note, before words are cut: at the foot, at a ribbon

_TITLES: Final = (
    (72.0, 2, False), (60.0, 1, False), (50.0, 1, False),
    (60.0, 2, True), (50.0, 2, True), (50.0, 3, True), (42.0, 3, True), (35.0, 4, True),
)  # fmt: skip
_SQUARE_TITLES: Final = (
    (72.0, 2, False), (60.0, 1, False), (72.0, 2, True), (60.0, 3, True), (50.0, 3, True), (42.0, 4, True),
    (35.0, 5, True),
)  # fmt: skip
_UPRIGHT_TITLES: Final = (
    (72.0, 4, False), (60.0, 4, False), (72.0, 3, True), (60.0, 4, True), (50.0, 5, True), (42.0, 5, True),
    (35.0, 6, True),
)  # fmt: skip
"""The sizes and most lines of a title, and whether it grows upward; the first that leaves the plot its share."""

_GAP: Final = 44.0  # from the title to the chart
_TEXT_GAP: Final = 40.0  # from the title to the text
_SIDE_COLUMNS: Final = (4, 6)  # of the grid, for a text beside the chart
_SQUARE_SIDE_COLUMNS: Final = (4, 5)
_SIDE_NOTE_GAP: Final = 44.0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Says where the words beside the title stand.

    A text stands above the chart in `size`, or beside it in so many `side_columns`. With `note_lines` it is known in how
    many lines text and note are cut.
    """

    size: float = 0.0
    most_lines: int = 0
    side_columns: int = 0
    is_note_below: bool = True
    note_lines: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Room:
    """Says what the foot of the page leaves to the chart."""

    foot_lines: int
    ribbon: RibbonPlace
    spare: float = 0.0


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """Holds an arrangement with its heights on the page."""

    arrangement: Arrangement
    room: _Room
    title: TextStyle
    grows_up: bool
    text: TextStyle
    text_top: float
    text_width: float
    top: float  # of the chart
    bottom: float
    note_gap: float  # between it and a note below it
    is_high_enough: bool  # whether the chart has its share
    is_whole: bool  # whether no word is cut

    @property
    def height(self) -> float:
        """Return the height of the chart."""
        return self.bottom - self.top


def plan_chart(page: SlidePage) -> ChartPlan:
    """Return the first plan that leaves the chart its share.

    Where there is none, it is the one with whole words and the highest chart. The page's foot and ribbon become those of
    the plan.
    """
    plans: list[ChartPlan] = []
    for plan in _plans(page):
        if plan.is_high_enough and (plan.is_whole or plan.arrangement.is_cut):
            break
        plans.append(plan)
    else:
        plan = max(plans, key=lambda plan: (plan.is_high_enough, plan.is_whole, plan.height))
    _take(page, plan.room)
    return plan


def least_height(page: SlidePage) -> float:
    """Return the least height of a chart."""
    return PLOT_SHARE * page.height


def side_column(page: SlidePage, arrangement: Arrangement) -> Column:
    """Return the column of words beside the chart."""
    width = page.grid.columns(arrangement.side_columns)[1]
    column = Column(page, page.grid.margin, width)
    column.add_text(page.slide.text, page.body_style(), part="text", sources=page.slide.sources)
    if not arrangement.is_note_below:
        lines = _kept_note_lines(page, width)
        column.add_text(page.slide.note, page.note_style(), part="note", gap=_SIDE_NOTE_GAP, least_lines=lines)
    return column


def side_bottom(page: SlidePage, chart_bottom: float) -> float:
    """Return where the words beside a chart end.

    Above a low ribbon it is where the names of the categories stand.
    """
    return chart_bottom - (_BELOW_CATEGORIES if page.ribbon_place.is_low else 0.0)


def _kept_note_lines(page: SlidePage, width: float) -> int:
    """Return how many lines of a note a long text yields to."""
    if _is_long(page, page.slide.note) or not _is_long(page, page.slide.text):
        return 1
    style = page.note_style()
    lines = break_text(page.localized(page.slide.note), style, width).line_count
    return max(1, min(lines, int(0.5 * least_height(page) / (style.leading * style.font.size))))


def _is_long(page: SlidePage, text: LocalizedText) -> bool:
    return len(page.localized(text)) > _LONG


def note_style(page: SlidePage, arrangement: Arrangement) -> TextStyle:
    """Return the style of the note below a chart."""
    return replace(page.note_style(), max_lines=arrangement.note_lines) if arrangement.is_cut else page.note_style()


def note_height(page: SlidePage, arrangement: Arrangement) -> float:
    """Return the height of the note below the chart."""
    style = page.note_style()
    most = arrangement.note_lines if arrangement.is_cut else _most_note_lines(page)
    lines = min(_note_lines(page), most)
    return cap_height(style.font) + (lines - 1) * style.leading * style.font.size if lines else 0.0


# -- what is tried -----------------------------------------------------------------------------------------------------


def _plans(page: SlidePage) -> Iterator[ChartPlan]:
    """Yield plans, the best first: each way to make room costs more."""
    rooms = list(_rooms(page))
    for arrangements in _stages(page):
        for room in rooms:
            _take(page, room)
            for arrangement in arrangements:
                for style, grows_up, title in _titles(page):
                    yield _planned(page, room, arrangement, style, grows_up, title)
    room = rooms[-1]
    _take(page, room)
    for arrangement in _cut_arrangements(page):
        for style, grows_up, title in _titles(page):
            yield _planned(page, room, arrangement, style, grows_up, title)


def _take(page: SlidePage, room: _Room) -> None:
    """Make a room the page's."""
    page.foot_lines, page.ribbon_place = room.foot_lines, room.ribbon


def _rooms(page: SlidePage) -> Iterator[_Room]:
    """Yield the rooms of the page, each larger than the one before."""
    lines = max(1, page.foot_lines)
    lowest = RibbonPlace(is_low=page.ribbon)
    yield _Room(lines, HIGH_RIBBON)
    for count in range(lines, 0, -1):
        if page.ribbon:
            yield _Room(count, RibbonPlace(is_low=True, lift=_RIBBON_LIFT))
        if page.ribbon or count < lines:
            yield _Room(count, lowest)
    if page.grid.is_narrow:
        yield _Room(1, lowest, spare=_NARROW_SPARES[page.ribbon])


def _stages(page: SlidePage) -> Iterator[tuple[Arrangement, ...]]:
    """Yield where text and note may stand, the best place first.

    A source goes to the handout rather than that a text leaves its place; on a wide page the text does.
    """
    has_text = bool(page.localized(page.slide.text).strip())
    has_note = bool(page.localized(page.slide.note).strip())
    if page.grid.is_narrow:
        yield Arrangement(35.0, 4), Arrangement(LEAST_SENTENCE)
        if not page.is_upright:
            few, many = _SQUARE_SIDE_COLUMNS
            beside = [Arrangement(side_columns=few)] if has_text else []
            if has_note:
                beside.append(Arrangement(side_columns=few, is_note_below=False))
            if has_text:
                beside.append(Arrangement(side_columns=many, is_note_below=not has_note))
            yield tuple(beside)
        return
    arrangements = [Arrangement(35.0, 2)]
    few, many = _SIDE_COLUMNS
    if has_text:
        arrangements += [Arrangement(LEAST_SENTENCE, 2), Arrangement(side_columns=few)]
    if has_note:
        arrangements.append(Arrangement(side_columns=few, is_note_below=False))
    if has_text:
        arrangements.append(Arrangement(side_columns=many, is_note_below=not has_note))
    yield tuple(arrangements)


def _cut_arrangements(page: SlidePage) -> Iterator[Arrangement]:
    """Yield arrangements with cut words, beside the chart if they can.

    Above and below it they have fewer and fewer lines. What has more of them loses the next one: it can spare it. What is
    not long is cut only where nothing else is left.
    """
    words = page.localized(page.slide.text)
    has_note = bool(page.localized(page.slide.note).strip())
    if not page.is_upright and (words.strip() or has_note):
        columns = (_SQUARE_SIDE_COLUMNS if page.grid.is_narrow else _SIDE_COLUMNS)[1 if words.strip() else 0]
        yield Arrangement(side_columns=columns, is_note_below=not has_note, is_cut=True)
    if not page.grid.is_narrow:
        return
    style = TextStyle(themes.body_font(LEAST_SENTENCE), page.theme.muted)
    text_lines = min(_MOST_LINES, _text_above(page, words, style, 0)[1].line_count) if words.strip() else 0
    note_lines = min(_MOST_LINES, _note_lines(page))
    is_text_long, is_note_long = _is_long(page, page.slide.text), _is_long(page, page.slide.note)
    while True:
        yield Arrangement(LEAST_SENTENCE, text_lines, note_lines=note_lines, is_cut=True)
        if max(text_lines, note_lines) <= 1:
            return
        text_yields = text_lines > 1, is_text_long, text_lines
        note_yields = note_lines > 1, is_note_long, note_lines
        if note_yields >= text_yields:
            note_lines -= 1
        else:
            text_lines -= 1


def _titles(page: SlidePage) -> Iterator[tuple[TextStyle, bool, TextBlock]]:
    """Yield the styles in which all of the title can be read."""
    words, width = page.localized(page.slide.title), page.grid.content_width
    sizes = _UPRIGHT_TITLES if page.is_upright else _SQUARE_TITLES if page.grid.is_narrow else _TITLES
    for size, lines, grows_up in sizes:
        style = language_style(page.title_style(size, lines), page.language)
        block = break_text(words, style, width)
        is_last = (size, lines, grows_up) == sizes[-1]
        if is_last or (block.line_count <= lines and not splits_a_word(words, style.font, width)):
            yield style, grows_up, block


def _planned(
    page: SlidePage, room: _Room, arrangement: Arrangement, title: TextStyle, grows_up: bool, block: TextBlock
) -> ChartPlan:
    """Return the heights of an arrangement below a title."""
    grid = page.grid
    bottom = content_bottom = _bottom(page) + room.spare
    is_whole = not arrangement.is_cut
    if arrangement.is_note_below and page.localized(page.slide.note).strip():
        bottom -= _NOTE_GAP + note_height(page, arrangement) + (_NOTE_ABOVE_RIBBON if page.ribbon_place.is_low else 0.0)
        is_whole = is_whole and _note_lines(page) <= _most_note_lines(page)
    y = page.header_top(block, grow_up=grows_up) + block.height
    top, text_top, width = y + _GAP, y + _TEXT_GAP, grid.content_width
    style = TextStyle(
        themes.body_font(arrangement.size or LEAST_SENTENCE), page.theme.muted, strong_color=page.theme.paper
    )
    words = page.localized(page.slide.text)
    if not arrangement.side_columns and words.strip():
        width, text = _text_above(page, words, style, arrangement.most_lines)
        height = text.height
        if arrangement.most_lines and text.line_count > arrangement.most_lines:
            is_whole = False
            if arrangement.is_cut:
                style = replace(style, max_lines=arrangement.most_lines)
                height = cap_height(style.font) + (arrangement.most_lines - 1) * _leading(page, style)
        top = text_top + height + GAP_BELOW_TEXT
    note_gap = _NOTE_GAP
    missing = least_height(page) - (bottom - top)
    if YIELDING < missing <= 2 * YIELDING and bottom < content_bottom and not grid.is_narrow:
        bottom, note_gap, missing = bottom + YIELDING, note_gap - YIELDING, missing - YIELDING
    if 0.0 < missing <= YIELDING:
        top -= missing
    if arrangement.side_columns:
        is_whole = is_whole and side_column(page, arrangement).smallest_height <= side_bottom(page, bottom) - top
    is_high_enough = missing <= YIELDING
    return ChartPlan(
        arrangement, room, title, grows_up, style, text_top, width, top, bottom, note_gap, is_high_enough, is_whole
    )


def _bottom(page: SlidePage) -> float:
    """Return where the chart and its note end."""
    if page.ribbon:
        return page.bottom
    # Without a ribbon one line of notes leaves more room than other layouts take, and two some of it.
    return page.bottom + (FOOT_LINE_HEIGHT if page.foot_lines < 2 else _SPARE_ABOVE_NOTES)


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


def _leading(page: SlidePage, style: TextStyle) -> float:
    style = language_style(style, page.language)
    return style.leading * style.font.size


def _note_lines(page: SlidePage) -> int:
    return break_text(page.localized(page.slide.note), page.note_style(), page.grid.content_width).line_count


def _most_note_lines(page: SlidePage) -> int:
    return _NARROW_NOTE_LINES if page.grid.is_narrow else _MOST_NOTE_LINES
