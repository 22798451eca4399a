"""The layouts of text and pictures: title, statement, quote, image, closing."""

from __future__ import annotations

from dataclasses import replace

from desktop.i18n import language as language_of
from desktop.render import theme as themes
from desktop.render.frame import WIDTH, Font, Polyline, TextRun
from desktop.render.layouts.page import CONTENT_RIGHT, CONTENT_WIDTH, MESSAGES, SlidePage, text_height
from desktop.render.text import break_text, cap_height, measure_text
from desktop.render.theme import MARGIN, TYPE_SCALE
from desktop.story.model import EMPTY_TEXT

_RIGHT_IMAGE_LEFT = 1000.0
"""The left edge of a picture on the right."""


def size_for_length(text: str, sizes: tuple[tuple[int, float], ...], default: float) -> float:
    """Return the size of a text by its length: ((most characters, size), …), else `default`."""
    for max_length, size in sizes:
        if len(text) <= max_length:
            return size
    return default


def _background_image(page: SlidePage) -> bool:
    """Draw the picture on the right over the full height, and the vertical sign."""
    has_image = page.add_image(page.slide.image, 900, 0, WIDTH - 900, page.height, part="image")
    vertical_title = page.localized(page.slide.mark)
    if vertical_title:
        _vertical_title(page, vertical_title)
    return has_image


def _vertical_title(page: SlidePage, text: str) -> None:
    """Draw a sign from top to bottom at the right edge, like a Chinese title."""
    font = Font("han", 60.0)
    color = page.theme.gold
    line_height = 86.0
    y = page.height - 130.0 - line_height * (len(text) - 1)
    step = page.step_of("image")
    for index, character in enumerate(text):
        width = measure_text(character, font)
        page.items.append(TextRun(1682 - width / 2, y + line_height * index, character, font, color, width, step=step))


def _text_width(page: SlidePage) -> float:
    """Return the width of text: half of the slide beside a picture, else most of it."""
    return 820.0 if page.has_image(page.slide.image) else 1480.0


def title(page: SlidePage) -> None:
    """Lay out the opening: kicker, title, subtitle, a gold rule, and the note."""
    _background_image(page)
    width = 880.0 if page.has_image(page.slide.image) else 1480.0
    text = page.slide.title or page.story.title
    subtitle = page.slide.subtitle or page.story.subtitle
    y = page.top + 0.06 * (page.height - 1080.0) + 30
    kicker = page.localized(page.slide.kicker)
    if kicker:
        page.add_text(
            kicker.upper(),
            themes.kicker_font(),
            page.theme.gold,
            MARGIN,
            y,
            width,
            40,
            part="kicker",
            path=page.slide.kicker.path_for(page.language),
        )
    words = page.localized(text)
    font = themes.display_font(size_for_length(words, ((14, 150.0), (30, 125.0), (60, 104.0)), 86.0))
    y = page.add_text(
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
        strong_color=page.accent_color,
    )
    y = page.add_text(
        subtitle,
        themes.display_font(50, italic=True),
        page.theme.paper,
        MARGIN,
        y + 86,
        width,
        220,
        part="subtitle",
        leading=1.3,
        balance=True,
    )
    page.add_text(
        page.slide.text,
        themes.body_font(29),
        page.theme.muted,
        MARGIN,
        y + 60,
        width - 60,
        150,
        part="text",
        block_markdown=True,
    )
    rule_y = page.height - 180.0
    page.items.append(Polyline((MARGIN, rule_y, MARGIN + 120, rule_y), page.theme.gold, 2.0))
    note_text = page.localized(page.slide.note) or _story_summary(page)
    page.add_text(note_text, themes.body_font(24), page.theme.muted, MARGIN, rule_y + 48, width, 40, part="note")


def _story_summary(page: SlidePage) -> str:
    """Return the author and the counts of slides, events and sources."""
    story = page.story
    counts = (
        ("slides", len(story.main_slides)),
        ("events", len(story.events)),
        ("sources", len(story.sources)),
    )
    parts = [page.localized(story.author)] if story.author else []
    parts += [MESSAGES(message_key, page.language, count=count) for message_key, count in counts if count > 1]
    return " · ".join(parts)


def statement(page: SlidePage) -> None:
    """Lay out a large sentence with its explanation below."""
    if page.ribbon:
        right_image(page)
    else:
        _background_image(page)
    width = _text_width(page)
    top = page.add_kicker()
    words = page.localized(page.slide.title)
    size = size_for_length(words, ((48, 104.0), (90, 86.0)), 72.0)
    if width < 1000:
        size = TYPE_SCALE[TYPE_SCALE.index(size) - 1]
    text = page.localized(page.slide.text)
    title_font, text_font = themes.display_font(size), themes.body_font(35)
    content_height = text_height(words, title_font, width, 1.1)
    content_height += 70 + text_height(text, text_font, min(width, 1100), block_markdown=True) if text else 0
    content_height += 90 if page.slide.note else 0
    # The sentence stands a little above the middle of the free space, where the eye looks first.
    y = max(top + 20, top + (page.bottom - top - content_height) * 0.4)
    available_height = page.bottom - y
    y = page.add_title(y, width, size, max_lines=5, max_height=available_height)
    y = page.add_text(
        page.slide.text,
        text_font,
        page.theme.muted,
        MARGIN,
        y + 70,
        min(width, 1100),
        page.bottom - y - 70,
        part="text",
        block_markdown=True,
        strong_color=page.theme.paper,
        sources=page.slide.sources,
        leading=1.42,
    )
    page.add_text(page.slide.note, themes.body_font(24), page.theme.muted, MARGIN, y + 56, width, 70, part="note")


def right_image(page: SlidePage) -> bool:
    """Draw the picture on the right, above the ribbon."""
    return page.add_image(
        page.slide.image,
        _RIGHT_IMAGE_LEFT,
        page.top - 40,
        CONTENT_RIGHT - _RIGHT_IMAGE_LEFT + 40,
        page.bottom - page.top + 60,
    )


def quote(page: SlidePage) -> None:
    """Lay out a quote; a paraphrase has no quotation marks."""
    slide = page.slide
    has_image = right_image(page)
    width = 820.0 if has_image else 1400.0
    top = page.add_kicker(MESSAGES("in_substance", page.language) if slide.paraphrase else "")
    words = page.localized(slide.quote)
    size = size_for_length(words, ((90, 72.0), (170, 60.0), (260, 50.0)), 42.0)
    if has_image:
        size = TYPE_SCALE[TYPE_SCALE.index(size) - 1]
    font = themes.display_font(size, italic=not slide.paraphrase)
    indent = 64.0
    quotation_marks = language_of(page.language).quotation_marks
    content_height = text_height(words, font, width - indent, 1.25) + 130
    y = max(top + 24, top + (page.bottom - top - content_height) * 0.42)
    quote_top = y
    y = page.add_text(
        slide.quote,
        font,
        page.theme.paper,
        MARGIN + indent,
        y,
        width - indent,
        page.bottom - y - 110,
        part="quote",
        leading=1.25,
        strong_color=page.theme.gold,
        sources=slide.sources,
    )
    if slide.paraphrase:
        page.items.append(
            Polyline(
                (MARGIN + 4, quote_top - 4, MARGIN + 4, y + 12),
                page.accent_color,
                5.0,
                rounded=True,
                step=page.step_of("quote"),
            )
        )
    else:
        mark_font = themes.display_font(150)
        advance = measure_text(quotation_marks[0], mark_font)
        page.items.append(
            TextRun(
                MARGIN - 8,
                quote_top + cap_height(mark_font) * 0.74,
                quotation_marks[0],
                mark_font,
                page.accent_color,
                advance,
                step=page.step_of("quote"),
            )
        )
    y = page.add_text(
        slide.by, themes.body_font(35, 600), page.theme.paper, MARGIN + indent, y + 66, width - indent, 50, part="by"
    )
    y = page.add_text(
        slide.role,
        themes.body_font(29),
        page.theme.muted,
        MARGIN + indent,
        y + 26,
        width - indent,
        90,
        part="by",
        leading=1.3,
    )
    page.add_text(
        slide.text,
        themes.body_font(29),
        page.theme.muted,
        MARGIN + indent,
        y + 50,
        width - indent,
        120,
        part="text",
        block_markdown=True,
    )


def image(page: SlidePage) -> None:
    """Lay out a picture beside a short text, or over the width without a title."""
    slide = page.slide
    has_text = bool(slide.title or slide.text)
    top = page.add_kicker() if has_text or slide.kicker else page.top
    if not has_text:
        page.add_image(slide.image, MARGIN, top - 30, CONTENT_WIDTH, page.bottom - top + 10)
        page.add_text(
            slide.note, themes.body_font(24), page.theme.muted, MARGIN, page.bottom + 20, CONTENT_WIDTH, 60, part="note"
        )
        return
    has_image = page.add_image(slide.image, 860, page.top - 40, CONTENT_RIGHT - 860 + 40, page.bottom - page.top + 60)
    width = 700.0 if has_image else 1480.0
    size = size_for_length(page.localized(slide.title), ((30, 86.0), (70, 72.0)), 60.0)
    y = page.add_title(top + 10, width, size, max_lines=5, max_height=0.5 * page.height)
    y = page.add_text(
        slide.text,
        themes.body_font(35),
        page.theme.muted,
        MARGIN,
        y + 62,
        width,
        page.bottom - y - 62,
        part="text",
        block_markdown=True,
        sources=slide.sources,
        strong_color=page.theme.paper,
        leading=1.42,
    )
    page.add_text(slide.note, themes.body_font(24), page.theme.muted, MARGIN, y + 52, width, 90, part="note")


def closing(page: SlidePage) -> None:
    """Lay out the closing: a question, a rule, and the outlook."""
    _background_image(page)
    slide = page.slide
    width = 880.0 if page.has_image(slide.image) else 1480.0
    top = page.add_kicker() + 30
    words = page.localized(slide.title)
    size = size_for_length(words, ((26, 125.0), (56, 104.0)), 86.0)
    y = page.add_title(top, width, size, max_lines=6, max_height=0.5 * page.height)
    y = page.add_text(
        slide.subtitle or EMPTY_TEXT,
        themes.display_font(42, italic=True),
        page.theme.paper,
        MARGIN,
        y + 70,
        width,
        160,
        part="subtitle",
        leading=1.3,
    )
    y = page.add_text(
        slide.text,
        themes.body_font(35),
        page.theme.muted,
        MARGIN,
        y + 66,
        width - 40,
        page.height - 220 - y,
        part="text",
        block_markdown=True,
        sources=slide.sources,
        strong_color=page.theme.paper,
        leading=1.42,
    )
    for index, list_item in enumerate(slide.items):
        words = page.localized(list_item.title) or page.localized(list_item.text)
        font = themes.body_font(29)
        part = f"item:{index}"
        dash = break_text("—", font, page.theme.gold, 60)
        page.items.extend(replace(run, step=page.step_of(part)) for run in dash.runs_at(MARGIN, y + 52))
        text = list_item.title or list_item.text
        y = page.add_text(
            text, font, page.theme.paper, MARGIN + 56, y + 52, width - 96, 90, part=part, sources=list_item.sources
        )
    rule_y = page.height - 180.0
    if page.slide.note:
        page.items.append(Polyline((MARGIN, rule_y, MARGIN + 120, rule_y), page.theme.gold, 2.0))
        page.add_text(slide.note, themes.body_font(24), page.theme.muted, MARGIN, rule_y + 40, width, 40, part="note")
