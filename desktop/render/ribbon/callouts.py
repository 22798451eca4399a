"""Draws names of events and letters of claims at the ribbon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Ellipse, HitZone, Item, Rectangle, TextRun, VectorPath
from desktop.render.page.label_overlap import spread
from desktop.render.page.shorten import shorten
from desktop.render.ribbon.axis_line import AxisLine
from desktop.render.ribbon.leader_line import pole
from desktop.render.text import TextBlock, TextStyle, cap_height, measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.story.claims import claim_letters
from desktop.story.localized_text import KeyPath
from desktop.story.model import Claim, Slide, Story
from desktop.story.reveal_steps import reveal_steps
from desktop.timeline.date_shapes import shape_of

_FONT: Final = themes.body_font(24, 500)
_LETTER_FONT: Final = themes.body_font(24, 600)
LABEL_DROP: Final = 41.0  # from the line of the axis to the baseline of what stands below it
LOW_LABEL_DROP: Final = 38.0  # the same of a low ribbon
_BASELINE: Final = 46.0  # of the names, above the line of the axis
_CHIP_RADIUS: Final = 18.0
_GAP: Final = 22.0
_LOW_GAP: Final = 44.0  # without poles, names are told apart by their distance
_MAX_NAME: Final = 520.0
_MAX_LONE_NAME: Final = 900.0
_LEAST_NAME: Final = 140.0
_FOOT_RADIUS: Final = 6.0
_LEAST_SPAN: Final = 20.0  # of a claimed time that is drawn with its length


@dataclass(frozen=True, slots=True)
class Tag:
    """Holds a name or a letter at a place on the axis."""

    anchor_x: float
    width: float
    color: str
    path: KeyPath
    event_id: str = ""
    name: TextBlock | None = None
    letter: str = ""
    mark_top: float = 0.0  # of its mark, above the axis
    step: int = 0


def name_tags(
    marks: Sequence[tuple[EventMark, float, float, str]], theme: Theme, room: float, *, is_low: bool = False
) -> list[Tag]:
    """Return the names of events as tags.

    Each mark has its x, its top above the axis, and its colour. `room` is the width for all of them; names too many for
    it are left out.
    """
    most = _MAX_LONE_NAME if len(marks) == 1 else _MAX_NAME
    width = min(most, (room - (_LOW_GAP if is_low else _GAP) * len(marks)) / max(1, len(marks)))
    if width < _LEAST_NAME:
        return []
    tags = []
    for mark, x, top, color in marks:
        words = mark.event.title.get(mark.language) or mark.event.id
        if not words:
            continue
        block = shorten(words, TextStyle(_FONT, themes.readable(color, theme)), width, 1)
        tags.append(Tag(x, block.width, color, mark.event.path, mark.event.id, block, mark_top=top))
    return tags


def claim_x(claim: Claim, axis: AxisLine) -> float | None:
    """Return where a claim's letter points, or None without a date."""
    if claim.date is None:
        return None
    shape = shape_of(claim.date)
    return axis.x_of_instant((shape.start + shape.end) // 2)


def claim_tags(claims: Sequence[Claim], axis: AxisLine, theme: Theme, steps: Sequence[int]) -> list[Tag]:
    """Return the letters of all claims with a date as tags.

    A date before or after all of the axis has its letter at its end.
    """
    tags = []
    for claim, letter, step in zip(claims, claim_letters(claims), steps, strict=True):
        x = claim_x(claim, axis)
        if x is not None:
            x = min(max(x, axis.x), axis.right)
            tags.append(Tag(x, 2 * _CHIP_RADIUS, theme.paper, claim.path, "", None, letter, _FOOT_RADIUS, step))
    return tags


def claim_feet(claims: Sequence[Claim], axis: AxisLine, theme: Theme, steps: Sequence[int]) -> list[Item]:
    """Return the claimed dates as dots, and bars for long ones.

    Of one that goes beyond the axis there is what is on it, and an arrow where its middle is beyond.
    """
    items: list[Item] = []
    for claim, step in zip(claims, steps, strict=True):
        if claim.date is None:
            continue
        shape = shape_of(claim.date)
        middle = axis.x_of_instant((shape.start + shape.end) // 2)
        first = max(axis.x, axis.x_of_instant(shape.start))
        last = min(axis.right, axis.x_of_instant(shape.end))
        if last - first > _LEAST_SPAN:
            color = themes.with_alpha(theme.paper, 0.5)
            items.append(Rectangle(first, axis.y - 4, last - first, 8, color, radius=4, step=step))
        if not axis.x <= middle <= axis.right:
            items += _arrow(axis, theme, step, points_right=middle > axis.right)
            continue
        x = (first + last) / 2
        items.append(Ellipse(x, axis.y, _FOOT_RADIUS + 2, _FOOT_RADIUS + 2, theme.background, step=step))
        items.append(Ellipse(x, axis.y, _FOOT_RADIUS, _FOOT_RADIUS, theme.paper, step=step))
    return items


def _arrow(axis: AxisLine, theme: Theme, step: int, *, points_right: bool) -> list[Item]:
    """Return an arrow that points beyond an end of the axis."""
    x, side = (axis.right, 1.0) if points_right else (axis.x, -1.0)
    tip, tail = x + side * 1.6 * _FOOT_RADIUS, x - side * 0.8 * _FOOT_RADIUS
    corners = (("M", tail, axis.y - 1.3 * _FOOT_RADIUS), ("L", tip, axis.y), ("L", tail, axis.y + 1.3 * _FOOT_RADIUS))
    return [VectorPath((*corners, ("Z",)), theme.paper, theme.background, 2.0, step=step)]


def claim_steps(story: Story, slide: Slide, claims: Sequence[Claim]) -> list[int]:
    """Return the key press at which each claim appears."""
    steps_by_part = reveal_steps(slide, story) if claims else {}
    return [steps_by_part.get(f"claim:{index}", 0) for index in range(len(claims))]


def place_tags(tags: Sequence[Tag], axis: AxisLine, *, is_low: bool = False) -> list[tuple[Tag, float]]:
    """Return tags with their left edges, no two touching."""
    tags = sorted(tags, key=lambda tag: tag.anchor_x)
    wanted = [tag.anchor_x - tag.width / 2 for tag in tags]
    lefts = spread(wanted, [tag.width for tag in tags], axis.x, axis.right, _LOW_GAP if is_low else _GAP)
    return list(zip(tags, lefts, strict=True))


def draw_tags(
    placed: Sequence[tuple[Tag, float]], axis: AxisLine, theme: Theme, *, is_low: bool = False
) -> tuple[list[Item], list[Item], list[HitZone]]:
    """Return poles, tags and hit zones, above or below the axis."""
    poles: list[Item] = []
    items: list[Item] = []
    zones: list[HitZone] = []
    middle = axis.y + (LOW_LABEL_DROP if is_low else -_BASELINE) - cap_height(_FONT) / 2
    for tag, left in placed:
        reach = _CHIP_RADIUS if tag.letter else cap_height(_FONT) / 2 + (5.0 if is_low else 9.0)
        foot, mark_edge = (middle - reach, axis.y + tag.mark_top) if is_low else (middle + reach, axis.y - tag.mark_top)
        # The pole of a name ends under it, not beside it.
        x = left + tag.width / 2 if tag.letter else min(max(tag.anchor_x, left + 4), left + tag.width - 4)
        color = themes.blend(tag.color, theme.background, 0.3)
        poles.append(pole(tag.anchor_x, mark_edge, x, foot, foot, color, tag.step))
        if tag.letter:
            items += _chip(tag, left + _CHIP_RADIUS, middle, theme)
        elif tag.name is not None:
            items += tag.name.runs_at(left, middle - cap_height(_FONT) / 2, tag.step)
        kind = "claim" if tag.letter else "event" if tag.event_id else "text"
        zones.append(HitZone(left - 4, middle - 22, tag.width + 8, 44, kind, tag.path, tag.event_id, tag.step))
    return poles, items, zones


def _chip(tag: Tag, x: float, y: float, theme: Theme) -> list[Item]:
    width = measure_text(tag.letter, _LETTER_FONT)
    baseline = y + cap_height(_LETTER_FONT) / 2
    return [
        Ellipse(x, y, _CHIP_RADIUS, _CHIP_RADIUS, theme.raised, theme.paper, 2.0, step=tag.step),
        TextRun(x - width / 2, baseline, tag.letter, _LETTER_FONT, theme.paper, width, step=tag.step),
    ]
