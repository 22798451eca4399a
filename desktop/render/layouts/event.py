"""The event layout shows a date, an event and its figures."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import GradientStop, HitZone, LinearGradient, Polyline, Rectangle, RingSegment
from desktop.render.layouts.page import CONTENT_RIGHT, SlidePage
from desktop.render.layouts.text import size_for_length
from desktop.render.text import TextStyle, cap_height, largest_display_font
from desktop.render.theme import MARGIN
from desktop.story.model import Figure

_CARD_LEFT = 1130.0
_CARD_WIDTH = CONTENT_RIGHT - _CARD_LEFT


def event(page: SlidePage) -> None:
    """Lay out a large date and its event.

    Figures or a picture stand in a card on the right.
    """
    content = page.content
    has_card = bool(content.figures) or page.has_image(content.image)
    width = 900.0 if has_card else 1480.0
    track = page.story.track_by_id.get(content.event.track) if content.event else None
    y = page.add_kicker(page.localized(track.title) if track else "")
    if content.date is not None:
        words = _capitalize(page.format_date(content.date))
        size = size_for_length(words, ((12, 125.0), (18, 104.0), (30, 86.0)), 72.0)
        style = TextStyle(themes.display_font(size), page.theme.paper, leading=1.08, balance=True)
        zone_kind = "event" if content.event else "text"
        y = page.add_text(words, style, MARGIN, y, width, 240, part="date", path=content.date_path, zone_kind=zone_kind)
        y += 74
    style = TextStyle(
        themes.body_font(50, 600),
        page.theme.paper,
        leading=1.24,
        balance=True,
        strong_color=page.accent_color,
        max_lines=3,
    )
    y = page.add_text(content.title, style, MARGIN, y, width - 60, page.bottom - y, part="title")
    style = TextStyle(
        themes.body_font(35), page.theme.muted, leading=1.4, strong_color=page.theme.paper, block_markdown=True
    )
    y = page.add_text(
        content.text, style, MARGIN, y + 58, width - 80, page.bottom - y - 58, part="text", sources=content.sources
    )
    page.add_note(y + 48, width - 80, 70)
    if has_card:
        _card(page, content.image, content.figures)


def _capitalize(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _card(page: SlidePage, file: str, figures: tuple[Figure, ...]) -> None:
    """Draw a card with figures, a picture, or both."""
    top, bottom = page.top - 4, page.bottom - 30
    height = bottom - top
    ring_index = next((index for index, figure in enumerate(figures) if figure.share is not None), None)
    if not figures:
        page.add_image(file, _CARD_LEFT - 90, top - 30, _CARD_WIDTH + 130, height + 60)
        return
    if ring_index is None and page.has_image(file):
        figure_row_height = 150.0
        page.add_image(file, _CARD_LEFT - 90, top - 40, _CARD_WIDTH + 130, height - figure_row_height + 20)
        _figure_row(page, figures, _CARD_LEFT - 60, bottom - figure_row_height + 30, _CARD_WIDTH + 60)
        return
    if ring_index is None:
        _figure_column(page, figures, top, height)
        return
    color = page.accent_color
    dark = themes.blend(color, page.theme.background, 0.72)
    darker = themes.blend(color, page.theme.background, 0.84)
    step = page.step_of(f"figure:{ring_index}")
    fill = LinearGradient(_CARD_LEFT, top, CONTENT_RIGHT, bottom, (GradientStop(0.0, dark), GradientStop(1.0, darker)))
    page.items.append(Rectangle(_CARD_LEFT, top, _CARD_WIDTH, height, fill, radius=20))
    page.add_image(file, _CARD_LEFT, top, _CARD_WIDTH, height, fit="cover", radius=20)
    other_indexes = [index for index in range(len(figures)) if index != ring_index]
    others_height = 74.0 * len(other_indexes)
    x = _CARD_LEFT + _CARD_WIDTH / 2
    y = top + (height - others_height) / 2 - (8 if other_indexes else 0)
    radius = min(170.0, (height - others_height - 80) / 2)
    _donut(page, figures[ring_index], ring_index, x, y, radius)
    line_y = y + radius + 78
    style = TextStyle(
        themes.body_font(29),
        themes.blend(page.theme.muted, page.theme.paper, 0.45),
        align="center",
        strong_color=page.theme.paper,
    )
    for index in other_indexes:
        figure = figures[index]
        value_text = page.localized(figure.value)
        label = page.localized(figure.label)
        page.add_text(
            f"**{value_text}**  {label}" if label else value_text,
            style,
            _CARD_LEFT + 30,
            line_y,
            _CARD_WIDTH - 60,
            40,
            part=f"figure:{index}",
            sources=figure.sources,
            path=figure.value.path_for(page.language),
        )
        line_y += 54
    page.zones.append(
        HitZone(x - radius, y - radius, 2 * radius, 2 * radius, "chart", figures[ring_index].path, step=step)
    )


def _donut(page: SlidePage, figure: Figure, index: int, x: float, y: float, radius: float) -> None:
    """Draw a share as a ring with its value inside."""
    step = page.step_of(f"figure:{index}")
    fraction = max(0.0, min(1.0, figure.share or 0.0))
    thickness = radius * 0.25
    rest_color = themes.with_alpha(page.theme.background, 0.55)
    page.items.append(
        RingSegment(x, y, radius - thickness / 2, thickness, 360.0 * fraction, 360.0 * (1 - fraction), rest_color, step)
    )
    page.items.append(
        RingSegment(x, y, radius - thickness / 2, thickness, 0.0, 360.0 * fraction, page.accent_color, step)
    )
    inner_width = 2 * (radius - thickness) - 30
    note_width = 44.0 if figure.sources else 0.0  # room for the note number
    font = largest_display_font(
        page.localized(figure.value), (86.0, 72.0, 60.0, 50.0, 42.0, 35.0), inner_width - note_width
    )
    part = f"figure:{index}"
    style = TextStyle(font, page.theme.paper, align="center")
    half_height = cap_height(font) / 2
    has_label = bool(page.localized(figure.label))
    value_y = y - half_height - (22.0 if has_label else 0.0)
    left = x - inner_width / 2
    page.add_text(figure.value, style, left, value_y, inner_width, 100, part=part, sources=figure.sources)
    if has_label:
        style = TextStyle(themes.body_font(24), page.theme.paper, leading=1.15, align="center")
        page.add_text(figure.label, style, left, y + half_height + 18, inner_width, 60, part=part)


def _figure_column(page: SlidePage, figures: tuple[Figure, ...], top: float, height: float) -> None:
    """Draw figures below one another, each under a rule."""
    row_height = min(height / len(figures), 230.0)
    y = top + (height - row_height * len(figures)) * 0.3
    for index, figure in enumerate(figures):
        part = f"figure:{index}"
        page.items.append(Polyline((_CARD_LEFT, y, CONTENT_RIGHT, y), page.theme.line, 1.5, step=page.step_of(part)))
        sizes = (104.0, 86.0, 72.0, 60.0, 50.0) if row_height > 180 else (72.0, 60.0, 50.0)
        font = largest_display_font(page.localized(figure.value), sizes, _CARD_WIDTH - 40)
        style = TextStyle(font, page.theme.paper)
        baseline = page.add_text(
            figure.value, style, _CARD_LEFT, y + 40, _CARD_WIDTH, row_height, part=part, sources=figure.sources
        )
        style = TextStyle(themes.body_font(29), page.theme.muted)
        page.add_text(
            figure.label, style, _CARD_LEFT, baseline + 34, _CARD_WIDTH, y + row_height - baseline - 40, part=part
        )
        y += row_height


def _figure_row(page: SlidePage, figures: tuple[Figure, ...], x: float, y: float, width: float) -> None:
    """Draw figures side by side under a picture."""
    column_width = width / len(figures)
    for index, figure in enumerate(figures):
        part = f"figure:{index}"
        left = x + index * column_width
        if index:
            page.items.append(
                Polyline((left - 20, y - 4, left - 20, y + 96), page.theme.line, 1.5, step=page.step_of(part))
            )
        style = TextStyle(themes.display_font(60), page.theme.paper)
        baseline = page.add_text(figure.value, style, left, y, column_width - 40, 80, part=part, sources=figure.sources)
        style = TextStyle(themes.body_font(24), page.theme.muted, leading=1.3)
        page.add_text(figure.label, style, left, baseline + 28, column_width - 40, 60, part=part)
