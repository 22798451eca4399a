"""Layouts that live from words and pictures: title, statement, quote, list, image, closing."""

from __future__ import annotations

from dataclasses import replace

from desktop.render import theme as themes
from desktop.render.frame import WIDTH, Font, Line, Run
from desktop.render.layouts.page import FULL, RIGHT, WORDS, Page, height_of
from desktop.render.text import cap_height, measure, set_text
from desktop.render.theme import MARGIN, SCALE
from desktop.story.model import EMPTY

_ART_X = 1000.0
"""Where a picture on the right begins."""


def size_for(text: str, sizes: tuple[tuple[int, float], ...], last: float) -> float:
    """Return the size for a text by its length: ((most characters, size), …), else `last`."""
    for most, size in sizes:
        if len(text) <= most:
            return size
    return last


def _art(page: Page) -> bool:
    """Show the slide's picture on the right, over the full height, and its vertical sign."""
    shown = page.picture(page.slide.image, 900, 0, WIDTH - 900, page.height, part="image")
    mark = page.say(page.slide.mark)
    if mark:
        _vertical(page, mark)
    return shown


def _vertical(page: Page, text: str) -> None:
    """Set a sign from top to bottom at the right edge, as Chinese titles are."""
    font = Font("han", 60.0)
    color = page.theme.gold
    pitch = 86.0
    y = page.height - 130.0 - pitch * (len(text) - 1)
    step = page.step("image")
    for index, sign in enumerate(text):
        width = measure(sign, font)
        page.items.append(Run(1682 - width / 2, y + pitch * index, sign, font, color, width, step=step))


def _wide(page: Page) -> float:
    """Return the width for text: half of the slide beside a picture, else most of it."""
    return 820.0 if page.has_picture(page.slide.image) else 1480.0


def title(page: Page) -> None:
    """Lay out the opening: kicker, title, subtitle, a short gold rule, and what this is."""
    _art(page)
    width = 880.0 if page.has_picture(page.slide.image) else 1480.0
    text = page.slide.title or page.story.title
    subtitle = page.slide.subtitle or page.story.subtitle
    y = page.top + 0.06 * (page.height - 1080.0) + 30
    kicker = page.say(page.slide.kicker)
    if kicker:
        page.put(
            kicker.upper(),
            themes.kicker(),
            page.theme.gold,
            MARGIN,
            y,
            width,
            40,
            part="kicker",
            path=page.slide.kicker.path_for(page.language),
        )
    words = page.say(text)
    font = themes.display(size_for(words, ((14, 150.0), (30, 125.0), (60, 104.0)), 86.0))
    y = page.put(
        text,
        font,
        page.theme.paper,
        MARGIN,
        y + 130,
        width,
        0.4 * page.height,
        part="title",
        leading=1.06,
        balance=True,
        strong=page.accent_color,
    )
    y = page.put(
        subtitle,
        themes.display(50, italic=True),
        page.theme.paper,
        MARGIN,
        y + 86,
        width,
        220,
        part="subtitle",
        leading=1.3,
        balance=True,
    )
    page.put(
        page.slide.text, themes.body(29), page.theme.muted, MARGIN, y + 60, width - 60, 150, part="text", many=True
    )
    foot = page.height - 180.0
    page.items.append(Line((MARGIN, foot, MARGIN + 120, foot), page.theme.gold, 2.0))
    said = page.say(page.slide.note) or _what(page)
    page.put(said, themes.body(24), page.theme.muted, MARGIN, foot + 48, width, 40, part="note")


def _what(page: Page) -> str:
    """Say how much there is to see: slides, events, sources."""
    story = page.story
    counts = (
        ("slides", len(story.told)),
        ("events", len(story.events)),
        ("sources", len(story.sources)),
    )
    parts = [page.say(story.author)] if story.author else []
    parts += [WORDS(name, page.language, count=count) for name, count in counts if count > 1]
    return " · ".join(parts)


def statement(page: Page) -> None:
    """Lay out one sentence, large, with what explains it below."""
    if page.ribbon:
        side_art(page)
    else:
        _art(page)
    width = _wide(page)
    top = page.kicker()
    words = page.say(page.slide.title)
    size = size_for(words, ((48, 104.0), (90, 86.0)), 72.0)
    if width < 1000:
        size = SCALE[SCALE.index(size) - 1]
    body = page.say(page.slide.text)
    big, small = themes.display(size), themes.body(35)
    used = height_of(words, big, width, 1.1)
    used += 70 + height_of(body, small, min(width, 1100), many=True) if body else 0
    used += 90 if page.slide.note else 0
    # The sentence hangs a little above the middle of what is free, where the eye looks first.
    y = max(top + 20, top + (page.bottom - top - used) * 0.4)
    room = page.bottom - y
    y = page.title(y, width, size, max_lines=5, room=room)
    y = page.put(
        page.slide.text,
        small,
        page.theme.muted,
        MARGIN,
        y + 70,
        min(width, 1100),
        page.bottom - y - 70,
        part="text",
        many=True,
        strong=page.theme.paper,
        cite=page.slide.sources,
        leading=1.42,
    )
    page.put(page.slide.note, themes.body(24), page.theme.muted, MARGIN, y + 56, width, 70, part="note")


def side_art(page: Page) -> bool:
    """Show the picture on the right, above the ribbon."""
    return page.picture(page.slide.image, _ART_X, page.top - 40, RIGHT - _ART_X + 40, page.bottom - page.top + 60)


def quote(page: Page) -> None:
    """Lay out somebody's words, or their substance: a paraphrase never wears quotation marks."""
    slide = page.slide
    picture = side_art(page)
    width = 820.0 if picture else 1400.0
    top = page.kicker(WORDS("in_substance", page.language) if slide.paraphrase else "")
    words = page.say(slide.quote)
    size = size_for(words, ((90, 72.0), (170, 60.0), (260, 50.0)), 42.0)
    if picture:
        size = SCALE[SCALE.index(size) - 1]
    font = themes.display(size, italic=not slide.paraphrase)
    indent = 64.0
    marks = ("«", "»") if page.language.startswith("fr") else ("“", "”")
    used = height_of(words, font, width - indent, 1.25) + 130
    y = max(top + 24, top + (page.bottom - top - used) * 0.42)
    begin = y
    y = page.put(
        slide.quote,
        font,
        page.theme.paper,
        MARGIN + indent,
        y,
        width - indent,
        page.bottom - y - 110,
        part="quote",
        leading=1.25,
        strong=page.theme.gold,
        cite=slide.sources,
    )
    if slide.paraphrase:
        page.items.append(
            Line(
                (MARGIN + 4, begin - 4, MARGIN + 4, y + 12), page.accent_color, 5.0, round=True, step=page.step("quote")
            )
        )
    else:
        mark = themes.display(150)
        advance = measure(marks[0], mark)
        page.items.append(
            Run(
                MARGIN - 8,
                begin + cap_height(mark) * 0.74,
                marks[0],
                mark,
                page.accent_color,
                advance,
                step=page.step("quote"),
            )
        )
    y = page.put(
        slide.by, themes.body(35, 600), page.theme.paper, MARGIN + indent, y + 66, width - indent, 50, part="by"
    )
    y = page.put(
        slide.role,
        themes.body(29),
        page.theme.muted,
        MARGIN + indent,
        y + 26,
        width - indent,
        90,
        part="by",
        leading=1.3,
    )
    page.put(
        slide.text,
        themes.body(29),
        page.theme.muted,
        MARGIN + indent,
        y + 50,
        width - indent,
        120,
        part="text",
        many=True,
    )


def image(page: Page) -> None:
    """Lay out a picture with few words beside it; without a title it takes the whole width."""
    slide = page.slide
    words = bool(slide.title or slide.text)
    top = page.kicker() if words or slide.kicker else page.top
    if not words:
        page.picture(slide.image, MARGIN, top - 30, FULL, page.bottom - top + 10)
        page.put(slide.note, themes.body(24), page.theme.muted, MARGIN, page.bottom + 20, FULL, 60, part="note")
        return
    shown = page.picture(slide.image, 860, page.top - 40, RIGHT - 860 + 40, page.bottom - page.top + 60)
    width = 700.0 if shown else 1480.0
    size = size_for(page.say(slide.title), ((30, 86.0), (70, 72.0)), 60.0)
    y = page.title(top + 10, width, size, max_lines=5, room=0.5 * page.height)
    y = page.put(
        slide.text,
        themes.body(35),
        page.theme.muted,
        MARGIN,
        y + 62,
        width,
        page.bottom - y - 62,
        part="text",
        many=True,
        cite=slide.sources,
        strong=page.theme.paper,
        leading=1.42,
    )
    page.put(slide.note, themes.body(24), page.theme.muted, MARGIN, y + 52, width, 90, part="note")


def closing(page: Page) -> None:
    """Lay out the end: the question that stays, a rule, and what may follow."""
    _art(page)
    slide = page.slide
    width = 880.0 if page.has_picture(slide.image) else 1480.0
    top = page.kicker() + 30
    words = page.say(slide.title)
    size = size_for(words, ((26, 125.0), (56, 104.0)), 86.0)
    y = page.title(top, width, size, max_lines=6, room=0.5 * page.height)
    y = page.put(
        slide.subtitle or EMPTY,
        themes.display(42, italic=True),
        page.theme.paper,
        MARGIN,
        y + 70,
        width,
        160,
        part="subtitle",
        leading=1.3,
    )
    y = page.put(
        slide.text,
        themes.body(35),
        page.theme.muted,
        MARGIN,
        y + 66,
        width - 40,
        page.height - 220 - y,
        part="text",
        many=True,
        cite=slide.sources,
        strong=page.theme.paper,
        leading=1.42,
    )
    for index, entry in enumerate(slide.items):
        words = page.say(entry.title) or page.say(entry.text)
        font = themes.body(29)
        part = f"item:{index}"
        mark = set_text("—", font, page.theme.gold, 60)
        page.items.extend(replace(run, step=page.step(part)) for run in mark.place(MARGIN, y + 52))
        text = entry.title or entry.text
        y = page.put(text, font, page.theme.paper, MARGIN + 56, y + 52, width - 96, 90, part=part, cite=entry.sources)
    foot = page.height - 180.0
    if page.slide.note:
        page.items.append(Line((MARGIN, foot, MARGIN + 120, foot), page.theme.gold, 2.0))
        page.put(slide.note, themes.body(24), page.theme.muted, MARGIN, foot + 40, width, 40, part="note")
