"""The layout of a few lines."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Line
from desktop.render.layouts.page import FULL, Page, height_of
from desktop.render.layouts.text import side_art
from desktop.render.text import cap_height, measure
from desktop.render.theme import MARGIN
from desktop.story.model import Entry


def listing(page: Page) -> None:
    """Lay out a few lines: each with a figure or a number of its own, divided by hairlines."""
    slide = page.slide
    picture = side_art(page)
    width = 820.0 if picture else FULL
    y = page.title(page.kicker(), width if picture else 1480.0, 72.0)
    entries = slide.items
    if not entries:
        page.put(
            slide.text,
            themes.body(35),
            page.theme.muted,
            MARGIN,
            y + 64,
            width,
            page.bottom - y,
            part="text",
            many=True,
        )
        return
    start = y + 58.0
    columns = 2 if len(entries) > 4 and not picture else 1
    rows = -(-len(entries) // columns)
    gap = 80.0
    each = (width - gap * (columns - 1)) / columns
    room = page.bottom - start + (30 if not slide.text else -70)
    pitch = min(room / rows, 236.0 if rows < 3 else 190.0)
    figures = any(entry.figure for entry in entries)
    size = 86.0 if pitch > 200 else 60.0 if pitch >= 130 else 50.0
    lead = _lead_width(page, entries, each, size) if figures else 66.0
    for index, entry in enumerate(entries):
        column, row = divmod(index, rows)
        x = MARGIN + column * (each + gap)
        _entry(page, entry, index, x, start + row * pitch, each, pitch, lead, size if figures else 0.0)
    page.put(slide.text, themes.body(29), page.theme.muted, MARGIN, start + rows * pitch + 40, width, 80, part="text")


def _lead_width(page: Page, entries: tuple[Entry, ...], each: float, size: float) -> float:
    """Return the width of the column of figures."""
    font = themes.display(size)
    widest = max(measure(page.say(entry.figure), font) for entry in entries)
    return min(widest + 76.0, 0.5 * each)


def _entry(
    page: Page, entry: Entry, index: int, x: float, y: float, width: float, pitch: float, lead: float, figure: float
) -> None:
    """Lay out one line of a list with its top rule at y; `figure` is the size of its figure, 0 for a list without."""
    part = f"item:{index}"
    step = page.step(part)
    page.items.append(Line((x, y, x + width, y), page.theme.line, 1.5, step=step))
    color = page.theme.color(entry.color, page.accent if page.accent != "vermilion" else "gold")
    head = themes.body(42 if pitch > 200 else 35, 600)
    small = themes.body(35 if pitch > 200 else 29)
    has_title = bool(entry.title)
    text = page.say(entry.text)
    tight = pitch < 130
    if tight:
        head, small = themes.smaller(head), themes.smaller(small)
    inner = width - lead
    over = 34.0 if not tight else 26.0
    body_width = inner - 10
    used = (cap_height(head) if has_title else 0) + ((30 if has_title else 0) if text else 0)
    used += height_of(text, small, body_width, 1.34) if text else 0
    top = y + max(over, (pitch - used) / 2)
    if figure:
        font = themes.display(figure)
        page.put(
            entry.figure,
            font,
            color,
            x,
            y + max(over, (pitch - cap_height(font)) / 2),
            lead - 24,
            pitch,
            part=part,
            cite=entry.sources,
        )
    else:
        font = themes.display(42)
        number = str(index + 1)
        page.put(number, font, color, x, top, lead, pitch, part=part)
    note = () if figure and entry.figure else entry.sources
    at = top
    if has_title:
        at = page.put(
            entry.title,
            head,
            page.theme.paper,
            x + lead,
            top,
            inner - 10,
            pitch,
            part=part,
            cite=() if text else note,
            kind="text",
            leading=1.25,
        )
        at += 30 if text else 0
    paint = page.theme.muted if has_title else page.theme.paper
    page.put(
        entry.text,
        small,
        paint,
        x + lead,
        at,
        body_width,
        y + pitch - at,
        part=part,
        cite=note,
        leading=1.34,
        strong=page.theme.paper,
    )
