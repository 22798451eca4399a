"""The text layouts: title, statement, quote, image and closing."""

from __future__ import annotations

from dataclasses import replace

from desktop.i18n import language as language_of
from desktop.render import theme as themes
from desktop.render.frame import WIDTH, Font, Polyline, TextRun
from desktop.render.layouts.page import CONTENT_RIGHT, CONTENT_WIDTH, SlidePage
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.theme import MARGIN, TYPE_SCALE

_RIGHT_IMAGE_LEFT = 1000.0
"""The left edge of a picture on the right."""


def size_for_length(text: str, sizes: tuple[tuple[int, float], ...], default: float) -> float:
    """Return the font size for a text's length.

    `sizes` holds (most characters, size), growing; a longer text gets `default`.
    """
    for max_length, size in sizes:
        if len(text) <= max_length:
            return size
    return default


def _background_image(page: SlidePage) -> bool:
    """Draw the picture over the right half, and the vertical title.

    Returns whether there is a picture.
    """
    has_image = page.add_image(page.slide.image, 900, 0, WIDTH - 900, page.height, part="image")
    vertical_title = page.localized(page.slide.mark)
    if vertical_title:
        _vertical_title(page, vertical_title)
    return has_image


def _vertical_title(page: SlidePage, text: str) -> None:
    """Draw a text downwards at the right edge, like Chinese titles."""
    font = Font("han", 60.0)
    color = page.theme.gold
    line_height = 86.0
    y = page.height - 130.0 - line_height * (len(text) - 1)
    step = page.step_of("image")
    for index, character in enumerate(text):
        width = measure_text(character, font)
        page.items.append(TextRun(1682 - width / 2, y + line_height * index, character, font, color, width, step=step))


def _text_width(page: SlidePage) -> float:
    """Return the width of text, smaller beside a picture."""
    return 820.0 if page.has_image(page.slide.image) else 1480.0


def title(page: SlidePage) -> None:
    """Lay out the opening: kicker, title, subtitle, rule and note."""
    _background_image(page)
    width = 880.0 if page.has_image(page.slide.image) else 1480.0
    text = page.slide.title or page.story.title
    subtitle = page.slide.subtitle or page.story.subtitle
    y = page.top + 0.06 * (page.height - 1080.0) + 30
    kicker = page.localized(page.slide.kicker)
    if kicker:
        style = TextStyle(themes.kicker_font(), page.theme.gold)
        path = page.slide.kicker.path_for(page.language)
        page.add_text(kicker.upper(), style, MARGIN, y, width, 40, part="kicker", path=path)
    size = size_for_length(page.localized(text), ((14, 150.0), (30, 125.0), (60, 104.0)), 86.0)
    style = TextStyle(
        themes.display_font(size), page.theme.paper, leading=1.06, balance=True, strong_color=page.accent_color
    )
    y = page.add_text(text, style, MARGIN, y + 130, width, 0.4 * page.height, part="title")
    style = TextStyle(themes.display_font(50, italic=True), page.theme.paper, leading=1.3, balance=True)
    y = page.add_text(subtitle, style, MARGIN, y + 86, width, 220, part="subtitle")
    style = TextStyle(themes.body_font(29), page.theme.muted, block_markdown=True)
    page.add_text(page.slide.text, style, MARGIN, y + 60, width - 60, 150, part="text")
    page.add_note(_gold_rule(page) + 48, width, 40, fallback=_story_summary(page))


def _gold_rule(page: SlidePage) -> float:
    """Draw a short gold rule above the note; return its y."""
    y = page.height - 180.0
    page.items.append(Polyline((MARGIN, y, MARGIN + 120, y), page.theme.gold, 2.0))
    return y


def _story_summary(page: SlidePage) -> str:
    """Return the author and the counts of slides, events and sources."""
    story = page.story
    counts = (
        ("slides", len(story.main_slides)),
        ("events", len(story.events)),
        ("sources", len(story.sources)),
    )
    parts = [page.localized(story.author)] if story.author else []
    parts += [page.word(message_key, count=count) for message_key, count in counts if count > 1]
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
    title_style = TextStyle(themes.display_font(size), page.theme.paper, leading=1.1)
    content_height = break_text(words, title_style, width).height
    text = page.localized(page.slide.text)
    if text:
        text_style = TextStyle(themes.body_font(35), page.theme.muted, block_markdown=True)
        content_height += 70 + break_text(text, text_style, min(width, 1100)).height
    content_height += 90 if page.slide.note else 0
    # 40% of the free height above a sentence look like the middle; at 50% it seems too low.
    y = max(top + 20, top + (page.bottom - top - content_height) * 0.4)
    y = page.add_title(y, width, size, max_lines=5, max_height=page.bottom - y)
    y = page.add_body(y + 70, min(width, 1100), page.bottom - y - 70)
    page.add_note(y + 56, width, 70)


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
    """Lay out a quote with its author.

    A paraphrase has a bar in place of quotation marks.
    """
    slide = page.slide
    has_image = right_image(page)
    width = 820.0 if has_image else 1400.0
    top = page.add_kicker(page.word("in_substance") if slide.paraphrase else "")
    words = page.localized(slide.quote)
    size = size_for_length(words, ((90, 72.0), (170, 60.0), (260, 50.0)), 42.0)
    if has_image:
        size = TYPE_SCALE[TYPE_SCALE.index(size) - 1]
    style = TextStyle(
        themes.display_font(size, italic=not slide.paraphrase),
        page.theme.paper,
        leading=1.25,
        strong_color=page.theme.gold,
    )
    indent = 64.0
    quotation_marks = language_of(page.language).quotation_marks
    content_height = break_text(words, style, width - indent).height + 130
    y = max(top + 24, top + (page.bottom - top - content_height) * 0.42)
    quote_top = y
    x, text_width = MARGIN + indent, width - indent
    y = page.add_text(slide.quote, style, x, y, text_width, page.bottom - y - 110, part="quote", sources=slide.sources)
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
        slide.by, TextStyle(themes.body_font(35, 600), page.theme.paper), x, y + 66, text_width, 50, part="by"
    )
    role_style = TextStyle(themes.body_font(29), page.theme.muted, leading=1.3)
    y = page.add_text(slide.role, role_style, x, y + 26, text_width, 90, part="by")
    text_style = TextStyle(themes.body_font(29), page.theme.muted, block_markdown=True)
    page.add_text(slide.text, text_style, x, y + 50, text_width, 120, part="text")


def image(page: SlidePage) -> None:
    """Lay out a picture beside a short text.

    Without a text it takes the whole width.
    """
    slide = page.slide
    has_text = bool(slide.title or slide.text)
    top = page.add_kicker() if has_text or slide.kicker else page.top
    if not has_text:
        page.add_image(slide.image, MARGIN, top - 30, CONTENT_WIDTH, page.bottom - top + 10)
        page.add_note(page.bottom + 20, CONTENT_WIDTH, 60)
        return
    has_image = page.add_image(slide.image, 860, page.top - 40, CONTENT_RIGHT - 860 + 40, page.bottom - page.top + 60)
    width = 700.0 if has_image else 1480.0
    size = size_for_length(page.localized(slide.title), ((30, 86.0), (70, 72.0)), 60.0)
    y = page.add_title(top + 10, width, size, max_lines=5, max_height=0.5 * page.height)
    y = page.add_body(y + 62, width, page.bottom - y - 62)
    page.add_note(y + 52, width, 90)


def closing(page: SlidePage) -> None:
    """Lay out the closing: a question, an outlook, and the note."""
    _background_image(page)
    slide = page.slide
    width = 880.0 if page.has_image(slide.image) else 1480.0
    top = page.add_kicker() + 30
    words = page.localized(slide.title)
    size = size_for_length(words, ((26, 125.0), (56, 104.0)), 86.0)
    y = page.add_title(top, width, size, max_lines=6, max_height=0.5 * page.height)
    style = TextStyle(themes.display_font(42, italic=True), page.theme.paper, leading=1.3)
    y = page.add_text(slide.subtitle, style, MARGIN, y + 70, width, 160, part="subtitle")
    y = page.add_body(y + 66, width - 40, page.height - 220 - y)
    style = TextStyle(themes.body_font(29), page.theme.paper)
    dash = break_text("—", replace(style, color=page.theme.gold), 60)
    for index, list_item in enumerate(slide.items):
        part = f"item:{index}"
        page.items.extend(dash.runs_at(MARGIN, y + 52, page.step_of(part)))
        text = list_item.title or list_item.text
        y = page.add_text(text, style, MARGIN + 56, y + 52, width - 96, 90, part=part, sources=list_item.sources)
    if slide.note:
        page.add_note(_gold_rule(page) + 40, width, 40)
