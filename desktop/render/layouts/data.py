"""Layouts that live from data: event, number, chart, dispute, timeline."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Arc, Box, Line, Linear, Stop, Zone
from desktop.render.layouts import chart as charts
from desktop.render.layouts.page import FULL, RIGHT, Page
from desktop.render.layouts.text import size_for
from desktop.render.text import cap_height, measure
from desktop.render.theme import MARGIN
from desktop.render.timeline.layout import timeline as draw_timeline, whole_window
from desktop.story.model import Figure
from desktop.timeline.camera import slide_window

_CARD_X = 1130.0
_CARD = RIGHT - _CARD_X


def event(page: Page) -> None:
    """Lay out what happened and when: the date in large, the event, and its figure or picture in a card."""
    slide, told = page.slide, page.event
    figures = slide.figures or (told.figures if told else ())
    file = slide.image or (told.image if told else "")
    beside = bool(figures) or page.has_picture(file)
    width = 900.0 if beside else 1480.0
    track = page.story.track_by_id.get(told.track) if told else None
    y = page.kicker(page.say(track.title) if track else "")
    when = slide.date or (told.when if told else None)
    if when is not None:
        words = _capital(page.date(when))
        size = size_for(words, ((12, 125.0), (18, 104.0), (30, 86.0)), 72.0)
        path = (*slide.path, "date") if slide.date else (*told.path, "date") if told else ()
        y = page.put(
            words,
            themes.display(size),
            page.theme.paper,
            MARGIN,
            y,
            width,
            240,
            part="date",
            leading=1.08,
            balance=True,
            path=path,
            kind="event" if told else "text",
        )
        y += 74
    y = page.put(
        page.text_of("title"),
        themes.body(50, 600),
        page.theme.paper,
        MARGIN,
        y,
        width - 60,
        page.bottom - y,
        part="title",
        leading=1.24,
        balance=True,
        strong=page.accent_color,
        max_lines=3,
    )
    sources = slide.sources or (told.sources if told else ())
    y = page.put(
        page.text_of("text"),
        themes.body(35),
        page.theme.muted,
        MARGIN,
        y + 58,
        width - 80,
        page.bottom - y - 58,
        part="text",
        many=True,
        cite=sources,
        strong=page.theme.paper,
        leading=1.4,
    )
    page.put(slide.note, themes.body(24), page.theme.muted, MARGIN, y + 48, width - 80, 70, part="note")
    if beside:
        _card(page, file, figures)


def _capital(text: str) -> str:
    """Begin with a capital: a date that stands alone begins a line."""
    return text[:1].upper() + text[1:]


def _card(page: Page, file: str, figures: tuple[Figure, ...]) -> None:
    """Show the event's figure on a card, or its picture, or both."""
    top, bottom = page.top - 4, page.bottom - 30
    height = bottom - top
    share = next((index for index, figure in enumerate(figures) if figure.share is not None), None)
    if not figures:
        page.picture(file, _CARD_X - 90, top - 30, _CARD + 130, height + 60)
        return
    if share is None and page.has_picture(file):
        below = 150.0
        page.picture(file, _CARD_X - 90, top - 40, _CARD + 130, height - below + 20)
        _figure_row(page, figures, _CARD_X - 60, bottom - below + 30, _CARD + 60)
        return
    if share is None:
        _figure_column(page, figures, top, height)
        return
    color = page.accent_color
    dark = themes.blend(color, page.theme.ground, 0.72)
    darker = themes.blend(color, page.theme.ground, 0.84)
    step = page.step(f"figure:{share}")
    fill = Linear(_CARD_X, top, RIGHT, bottom, (Stop(0.0, dark), Stop(1.0, darker)))
    page.items.append(Box(_CARD_X, top, _CARD, height, fill, radius=20))
    page.picture(file, _CARD_X, top, _CARD, height, fit="cover", radius=20)
    others = [index for index in range(len(figures)) if index != share]
    extra = 74.0 * len(others)
    x = _CARD_X + _CARD / 2
    y = top + (height - extra) / 2 - (8 if others else 0)
    radius = min(170.0, (height - extra - 80) / 2)
    _donut(page, figures[share], share, x, y, radius)
    line = y + radius + 78
    for index in others:
        figure = figures[index]
        words = page.say(figure.value)
        label = page.say(figure.label)
        page.put(
            f"**{words}**  {label}" if label else words,
            themes.body(29),
            themes.blend(page.theme.muted, page.theme.paper, 0.45),
            _CARD_X + 30,
            line,
            _CARD - 60,
            40,
            part=f"figure:{index}",
            align="center",
            cite=figure.sources,
            path=figure.value.path_for(page.language),
            strong=page.theme.paper,
        )
        line += 54
    page.zones.append(Zone(x - radius, y - radius, 2 * radius, 2 * radius, "chart", figures[share].path, step=step))


def _donut(page: Page, figure: Figure, index: int, x: float, y: float, radius: float) -> None:
    """Draw a share as a part of a ring, with its value in the middle."""
    step = page.step(f"figure:{index}")
    share = max(0.0, min(1.0, figure.share or 0.0))
    thick = radius * 0.25
    rest = themes.with_alpha(page.theme.ground, 0.55)
    page.items.append(Arc(x, y, radius - thick / 2, thick, 360.0 * share, 360.0 * (1 - share), rest, step))
    page.items.append(Arc(x, y, radius - thick / 2, thick, 0.0, 360.0 * share, page.accent_color, step))
    words = page.say(figure.value)
    inner = 2 * (radius - thick) - 30
    spare = 44.0 if figure.sources else 0.0  # for the note number behind it
    size = next(
        (one for one in (86.0, 72.0, 60.0, 50.0, 42.0, 35.0) if measure(words, themes.display(one)) + spare <= inner),
        35.0,
    )
    font = themes.display(size)
    label = page.say(figure.label)
    up = 22.0 if label else 0.0
    page.put(
        figure.value,
        font,
        page.theme.paper,
        x - inner / 2,
        y - cap_height(font) / 2 - up,
        inner,
        100,
        part=f"figure:{index}",
        align="center",
        cite=figure.sources,
    )
    if label:
        page.put(
            figure.label,
            themes.body(24),
            page.theme.paper,
            x - inner / 2,
            y + cap_height(font) / 2 + 18,
            inner,
            60,
            part=f"figure:{index}",
            align="center",
            leading=1.15,
        )


def _figure_column(page: Page, figures: tuple[Figure, ...], top: float, height: float) -> None:
    """Stack figures on the right, each with a rule above it."""
    pitch = min(height / len(figures), 230.0)
    y = top + (height - pitch * len(figures)) * 0.3
    for index, figure in enumerate(figures):
        part = f"figure:{index}"
        page.items.append(Line((_CARD_X, y, RIGHT, y), page.theme.line, 1.5, step=page.step(part)))
        words = page.say(figure.value)
        size = next(
            (one for one in (104.0, 86.0, 72.0, 60.0, 50.0) if measure(words, themes.display(one)) <= _CARD - 40), 50.0
        )
        font = themes.display(size if pitch > 180 else min(size, 72.0))
        base = page.put(
            figure.value, font, page.theme.paper, _CARD_X, y + 40, _CARD, pitch, part=part, cite=figure.sources
        )
        page.put(
            figure.label, themes.body(29), page.theme.muted, _CARD_X, base + 34, _CARD, y + pitch - base - 40, part=part
        )
        y += pitch


def _figure_row(page: Page, figures: tuple[Figure, ...], x: float, y: float, width: float) -> None:
    """Set figures side by side under a picture."""
    each = width / len(figures)
    for index, figure in enumerate(figures):
        part = f"figure:{index}"
        left = x + index * each
        if index:
            page.items.append(Line((left - 20, y - 4, left - 20, y + 96), page.theme.line, 1.5, step=page.step(part)))
        font = themes.display(60)
        base = page.put(figure.value, font, page.theme.paper, left, y, each - 40, 80, part=part, cite=figure.sources)
        page.put(
            figure.label, themes.body(24), page.theme.muted, left, base + 28, each - 40, 60, part=part, leading=1.3
        )


def number(page: Page) -> None:
    """Lay out one number as large as it goes, with what it counts and the chart that it stands in."""
    slide = page.slide
    beside = slide.chart is not None or page.has_picture(slide.image)
    width = 860.0 if beside else FULL
    y = page.kicker()
    words = page.say(slide.number)
    natural = next(
        (one for one in (260.0, 216.0, 180.0, 150.0, 125.0) if measure(words, themes.display(one)) <= width), 104.0
    )
    font = themes.display(natural)
    # The number shares its left edge with the text below: the side bearing of a large figure would push it in.
    y = page.put(
        slide.number,
        font,
        page.theme.paper,
        MARGIN - 0.028 * natural,
        y + 24,
        width + 20,
        300,
        part="number",
        cite=slide.sources,
    )
    y = (
        page.put(
            page.text_of("title"),
            themes.body(42, 500),
            page.theme.paper,
            MARGIN,
            y + 84,
            min(width, 1100) - 40,
            200,
            part="title",
            leading=1.28,
        )
        if slide.title
        else y
    )
    y = page.put(
        slide.text,
        themes.body(42 if not slide.title else 35),
        page.theme.paper if not slide.title else page.theme.muted,
        MARGIN,
        y + (84 if not slide.title else 48),
        min(width, 1100) - 40,
        page.bottom - y - 80,
        part="text",
        leading=1.34,
        many=True,
        strong=page.accent_color,
    )
    y += 64
    for index, figure in enumerate(slide.figures):
        y = _pill(page, figure, index, y, width)
    page.put(slide.note, themes.body(24), page.theme.muted, MARGIN, y + 4, width - 60, 80, part="note", leading=1.35)
    if slide.chart is not None:
        charts.draw(page, slide.chart, 1060.0, page.top + 6, RIGHT - 1060.0, page.bottom - page.top - 20)
    elif beside:
        page.picture(slide.image, 1000, page.top - 40, RIGHT - 960, page.bottom - page.top + 60)


def _pill(page: Page, figure: Figure, index: int, y: float, width: float) -> float:
    """Set a small figure in a coloured pill, its label beside it; return where the next begins."""
    part = f"figure:{index}"
    font = themes.body(35, 600)
    words = page.say(figure.value)
    inner = measure(words, font)
    height = 68.0
    color = page.theme.jade
    step = page.step(part)
    page.items.append(Box(MARGIN, y, inner + 84, height, color, radius=height / 2, step=step))
    page.put(
        figure.value,
        font,
        page.theme.ground,
        MARGIN + 42,
        y + (height - cap_height(font)) / 2,
        inner + 4,
        60,
        part=part,
    )
    small = themes.body(35)
    page.put(
        figure.label,
        small,
        page.theme.muted,
        MARGIN + inner + 84 + 28,
        y + (height - cap_height(small)) / 2,
        width - inner - 150,
        60,
        part=part,
        cite=figure.sources,
    )
    return y + height + 26


def chart(page: Page) -> None:
    """Lay out a chart over the width, with the sentence that it proves above it."""
    slide = page.slide
    y = page.title(page.kicker(), 1480.0, 72.0)
    y = page.put(
        slide.text,
        themes.body(35),
        page.theme.muted,
        MARGIN,
        y + 48,
        1380.0,
        120,
        part="text",
        cite=slide.sources,
        strong=page.theme.paper,
    )
    if slide.chart is not None:
        charts.draw(page, slide.chart, MARGIN, y + 56, FULL, page.bottom - y - 60)
    page.put(slide.note, themes.body(24), page.theme.muted, MARGIN, page.bottom + 24, FULL, 40, part="note")


def timeline(page: Page) -> None:
    """Lay out a window of the timeline, the same drawing as in the window, with the camera fixed."""
    slide = page.slide
    y = page.title(page.kicker(), FULL, 72.0, max_lines=1)
    y = page.put(
        slide.text, themes.body(29), page.theme.muted, MARGIN, y + 44, 1400, 80, part="text", cite=slide.sources
    )
    top = y + 52
    steps = {name: page.step(f"highlight:{index}") for index, name in enumerate(slide.highlight)}
    items, zones = draw_timeline(
        page.story,
        slide_window(page.story, slide, whole_window(page.story, crowds=page.crowds) if page.crowds else None),
        (MARGIN, top, FULL, page.height - 118 - top),
        page.theme,
        page.language,
        tracks=slide.tracks,
        highlight=slide.highlight,
        as_of=slide.as_of,
        crowds=page.crowds,
        steps={name: step for name, step in steps.items() if step},
    )
    page.items.extend(items)
    page.zones.extend(zones)
