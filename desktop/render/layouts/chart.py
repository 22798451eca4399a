"""The chart layout shows a chart and the sentence that it proves."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.charts.draw import draw_chart
from desktop.render.page.slide_page import FOOT_LINE_HEIGHT, SlidePage
from desktop.render.text import TextStyle, break_text, cap_height
from desktop.render.text_fit import fit_text, language_style
from desktop.story.aligned_chart import place_count

_PLOT_SHARE = 0.55  # of the slide's height, at least, with the categories
_NOTE_GAP = 28.0
_TEXT_WIDTH = 1380.0
_MARKS_WIDTH = 80.0  # of sources behind the text, about
_TITLE_LINE_HEIGHT = 100.0
_TITLES = ((72.0, 2), (60.0, 1), (50.0, 1), (50.0, 2))
_UPRIGHT_TITLES = ((72.0, 4), (60.0, 4), (50.0, 4))
"""The sizes and most lines of a title, the first that leaves the plot its share."""
_TEXT_GAP = 40.0  # from the title to the text
_GAP_BELOW_TEXT = 32.0
_GAP = 44.0  # from the title to the chart
_SPARE_ABOVE_NOTES = 14.0
_TEXT_LINE_HEIGHT = 60.0
_MANY = 16  # more bars than this take all the height


def chart(page: SlidePage) -> None:
    """Lay out a chart over the full width, below its statement."""
    slide, grid = page.slide, page.grid
    # Without a ribbon one line of notes leaves more room than other layouts take, and two some of it.
    spare = 0.0 if page.ribbon else FOOT_LINE_HEIGHT if page.foot_lines < 2 else _SPARE_ABOVE_NOTES
    bottom = page.bottom + spare
    note = break_text(page.localized(slide.note), page.note_style(), grid.content_width)
    note_height = (
        min(note.height, cap_height(note.font) + page.note_style().leading * note.font.size) if note.runs else 0.0
    )
    bottom -= _NOTE_GAP + note_height if note.runs else 0.0
    title_style = _title_style(page, bottom)
    y = page.add_header(slide.title, title_style, grid.content_width, _TITLE_LINE_HEIGHT * title_style.max_lines)
    style = _text_style(page)
    room = bottom - _PLOT_SHARE * page.height - y
    text_height = min(
        max(room - _TEXT_GAP - _GAP_BELOW_TEXT, cap_height(style.font) + 4.0), _TEXT_LINE_HEIGHT * style.max_lines
    )
    width = min(_TEXT_WIDTH, grid.content_width)
    if fit_text(page.localized(slide.text), style, width - _MARKS_WIDTH, text_height)[1] > 0.0:
        width = grid.content_width  # long lines say more than an ellipsis
    top = y + _GAP
    if page.localized(slide.text).strip():
        text_top = y + _TEXT_GAP
        y = page.add_text(
            slide.text, style, grid.margin, text_top, width, text_height, part="text", sources=slide.sources
        )
        top = y + _GAP_BELOW_TEXT
    if slide.chart is not None:
        # On upright pages a chart would be a tower: it keeps a shape that can be read.
        has_rows = place_count(slide.chart) > _MANY
        height = (
            bottom - top if has_rows else min(bottom - top, max(_PLOT_SHARE * page.height, 0.8 * grid.content_width))
        )
        draw_chart(page, slide.chart, grid.margin, top, grid.content_width, height)
        bottom = top + height
    note_top = bottom + _NOTE_GAP
    page.add_text(
        slide.note, page.note_style(), grid.margin, note_top, grid.content_width, note_height + 1.0, part="note"
    )


def _text_style(page: SlidePage) -> TextStyle:
    lines = 4 if page.is_upright else 2
    return TextStyle(themes.body_font(35), page.theme.muted, strong_color=page.theme.paper, max_lines=lines)


def _title_style(page: SlidePage, bottom: float) -> TextStyle:
    """Return the largest title that leaves the plot its share.

    An upright page has height for several lines. The others set a long title smaller, on one line if it fits there.
    """
    words, width = page.localized(page.slide.title), page.grid.content_width
    below = _GAP
    text = page.localized(page.slide.text)
    if text.strip():
        text_style = _text_style(page)
        lines = min(break_text(text, text_style, width).line_count, text_style.max_lines)
        text_height = cap_height(text_style.font) + (lines - 1) * text_style.leading * text_style.font.size
        below = _TEXT_GAP + text_height + _GAP_BELOW_TEXT
    style = page.title_style()
    for size, lines in _UPRIGHT_TITLES if page.is_upright else _TITLES:
        style = page.title_style(size, lines)
        block = break_text(words, language_style(style, page.language), width)
        further_lines = block.height - cap_height(block.font) if block.runs else 0.0
        plot_height = bottom - (page.grid.title_baseline + further_lines + below)
        if block.line_count <= lines and plot_height >= _PLOT_SHARE * page.height:
            return style
    return style
