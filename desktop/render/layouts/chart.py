"""The chart layout shows a chart and the sentence that it proves."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.charts.draw import draw_chart
from desktop.render.page.slide_page import FOOT_LINE_HEIGHT, SlidePage
from desktop.render.text import TextStyle, break_text, cap_height
from desktop.render.text_fit import fit_text

_PLOT_SHARE = 0.55  # of the slide's height, at least, with the categories
_NOTE_GAP = 28.0
_TEXT_WIDTH = 1380.0
_MARKS_WIDTH = 80.0  # of sources behind the text, about
_TITLE_LINE_HEIGHT = 100.0
_TEXT_LINE_HEIGHT = 60.0
_MANY = 16  # more bars than this take all the height


def chart(page: SlidePage) -> None:
    """Lay out a chart over the full width, below its statement."""
    slide, grid = page.slide, page.grid
    # An upright page has height for a long title, which a low one would set in small type.
    title_lines, text_lines = (4, 4) if page.is_upright else (2, 2)
    title_height = _TITLE_LINE_HEIGHT * title_lines
    y = page.add_header(slide.title, page.title_style(72.0, title_lines), grid.content_width, title_height)
    # Without a ribbon one line of notes leaves more room than other layouts take.
    bottom = page.bottom + (FOOT_LINE_HEIGHT if not page.ribbon and page.foot_lines < 2 else 0.0)
    note = break_text(page.localized(slide.note), page.note_style(), grid.content_width)
    note_height = (
        min(note.height, cap_height(note.font) + page.note_style().leading * note.font.size) if note.runs else 0.0
    )
    bottom -= _NOTE_GAP + note_height if note.runs else 0.0
    style = TextStyle(themes.body_font(35), page.theme.muted, strong_color=page.theme.paper, max_lines=text_lines)
    room = bottom - _PLOT_SHARE * page.height - y
    text_height = min(max(room - 60.0, cap_height(style.font) + 4.0), _TEXT_LINE_HEIGHT * text_lines)
    width = min(_TEXT_WIDTH, grid.content_width)
    if fit_text(page.localized(slide.text), style, width - _MARKS_WIDTH, text_height)[1] > 0.0:
        width = grid.content_width  # long lines say more than an ellipsis
    y = page.add_text(slide.text, style, grid.margin, y + 46.0, width, text_height, part="text", sources=slide.sources)
    top = y + 44.0
    if slide.chart is not None:
        # On upright pages a chart would be a tower: it keeps a shape that can be read.
        has_rows = len(slide.chart.series[0].points) > _MANY
        height = (
            bottom - top if has_rows else min(bottom - top, max(_PLOT_SHARE * page.height, 0.8 * grid.content_width))
        )
        draw_chart(page, slide.chart, grid.margin, top, grid.content_width, height)
        bottom = top + height
    note_top = bottom + _NOTE_GAP
    page.add_text(
        slide.note, page.note_style(), grid.margin, note_top, grid.content_width, note_height + 1.0, part="note"
    )
