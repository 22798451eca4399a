"""Draws the foot of a slide: source notes and page number."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import HitZone, Overflow, TextRun
from desktop.render.page.citation_markers import wrap_widths
from desktop.render.page.grid import FOOT_BASELINE, FOOT_LINE_HEIGHT
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, break_text, measure_text
from desktop.render.text_fit import cut_block
from desktop.story.model import Source
from desktop.story.story_cache import StoryCache

_FONT = themes.body_font(24)
_NUMBER_FONT = themes.body_font(24, 500)
_NUMBER_GAP = 8.0
_NOTE_GAP = 32.0


@dataclass(frozen=True, slots=True)
class FootPlan:
    """Holds the source notes that fit, line by line.

    `left_out` counts those that do not; their place takes a note that says so.
    """

    notes: tuple[str, ...]
    lines: tuple[tuple[int, ...], ...]
    left_out: int


def plan_foot(page: SlidePage, page_number: str, most_lines: int = 0) -> FootPlan:
    """Return the notes in their longest form that fits.

    A wide page has room for two lines, for three beside a picture; a square one for three, an upright one for five. A
    layout may leave fewer: `most_lines`, if not 0.
    """
    count = len(page.source_ids)
    is_beside_picture = page.foot_right < 0.6 * page.grid.width
    if not most_lines:
        most_lines = 5 if page.grid.height > page.grid.width else 3 if page.grid.is_narrow or is_beside_picture else 2
    line_width = page.foot_right - page.grid.margin - measure_text(page_number, _FONT) - 60.0
    sources = [page.story.source_by_id[source_id] for source_id in page.source_ids]
    for is_long in (True, False):
        notes = [
            _shortened(_note(page, source, is_long=is_long), line_width, number)
            for number, source in enumerate(sources, 1)
        ]
        lines = wrap_widths([_width(number, note) for number, note in enumerate(notes, 1)], line_width, _NOTE_GAP)
        if len(lines) <= most_lines:
            return FootPlan(tuple(notes), tuple(map(tuple, lines)), 0)
    for shown in range(count - 1, -1, -1):
        more = page.word("see_handout", count=count - shown)
        widths = [_width(number, note) for number, note in enumerate(notes[:shown], 1)] + [measure_text(more, _FONT)]
        lines = wrap_widths(widths, line_width, _NOTE_GAP)
        if len(lines) <= most_lines:
            break
    return FootPlan((*notes[:shown], more), tuple(map(tuple, lines)), count - shown)


_notes: Final[StoryCache[tuple[str, str, bool], str]] = StoryCache(2048)
"""The notes of a story's sources: many slides cite the same ones."""


def _note(page: SlidePage, source: Source, *, is_long: bool) -> str:
    """Return author and year, else publisher and date."""
    key = (page.language, source.id, is_long)
    return _notes.get(page.story, key) or _notes.put(page.story, key, _new_note(page, source, is_long=is_long))


def _new_note(page: SlidePage, source: Source, *, is_long: bool) -> str:
    author = page.localized(source.author)
    name = author or page.localized(source.publisher) or page.localized(source.title) or source.id
    if source.date is None or not is_long:
        return name
    comma = page.own_language.convention("text", "comma")
    year = source.date.fields[0] if source.date.kind == "date" and source.date.fields else ""
    if author and year.isdecimal() and not year.startswith("0"):  # years before 1000 and before Christ need their words
        return f"{name}{comma}{page.own_language.format_decimal(year)}"
    return f"{name}{comma}{page.format_date(source.date, 'short')}"


@lru_cache(maxsize=1024)
def _width(number: int, note: str) -> float:
    return measure_text(str(number), _NUMBER_FONT) + _NUMBER_GAP + measure_text(note, _FONT)


def _shortened(note: str, line_width: float, number: int) -> str:
    """Return a note that is not wider than a line."""
    if _width(number, note) <= line_width:
        return note
    width = line_width - measure_text(str(number), _NUMBER_FONT) - _NUMBER_GAP
    block = cut_block(break_text(note, TextStyle(_FONT, ""), 1e6), 1e6, width)
    return block.runs[0].text if block.runs else ""


def draw_foot(page: SlidePage, plan: FootPlan, page_number: str) -> None:
    """Draw the source notes and the page number.

    A note appears with the first part that cites it.
    """
    color = page.theme.muted
    baseline = page.height - FOOT_BASELINE
    width = measure_text(page_number, _FONT)
    page.items.append(TextRun(page.foot_right - width, baseline, page_number, _FONT, color, width))
    if plan.left_out:
        page.overflows.append(Overflow("sources", page.slide.path, FOOT_LINE_HEIGHT, plan.left_out))
    y = baseline - FOOT_LINE_HEIGHT * (len(plan.lines) - 1)
    for line in plan.lines:
        x = page.grid.margin
        for index in line:
            note = plan.notes[index]
            if index < len(page.source_ids) - plan.left_out:
                x = _draw_note(page, index, note, x, y)
            else:
                steps = [_step_of_note(page, source_id) for source_id in page.source_ids[index:]]
                page.items.append(TextRun(x, y, note, _FONT, color, measure_text(note, _FONT), step=min(steps)))
        y += FOOT_LINE_HEIGHT


def _step_of_note(page: SlidePage, source_id: str) -> int:
    """Return the step at which a source's note appears."""
    return page.steps_by_part.get("sources", page.step_of_source.get(source_id, 0))


def _draw_note(page: SlidePage, index: int, note: str, x: float, y: float) -> float:
    """Draw a source's number and note; return the next x."""
    source_id = page.source_ids[index]
    step = _step_of_note(page, source_id)
    number = str(index + 1)
    number_width = measure_text(number, _NUMBER_FONT)
    note_width = measure_text(note, _FONT)
    note_x = x + number_width + _NUMBER_GAP
    page.items.append(TextRun(x, y, number, _NUMBER_FONT, page.mark_color, number_width, step=step))
    page.items.append(TextRun(note_x, y, note, _FONT, page.theme.muted, note_width, step=step))
    source = page.story.source_by_id[source_id]
    width = note_x + note_width - x
    page.zones.append(HitZone(x - 4, y - 24, width + 8, 32, "source", source.path, source.id, step))
    return x + width + _NOTE_GAP
