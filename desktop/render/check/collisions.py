"""Finds texts that lie on each other, on marks and on edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.render.background_color import ground_at, item_fill
from desktop.render.check.finding import Finding, finding, shortened
from desktop.render.check.seen_items import TOLERANCE, SeenMark, SeenText
from desktop.render.colors import contrast, fill_at, over, parse_color
from desktop.render.frame import Ellipse, Frame, Image, Item, MarkBatch, Polyline, RadialGradient, Rectangle, TextRun
from desktop.render.glyph_bounds import (
    Box,
    edge_meets,
    glyph_boxes,
    intersection,
    is_inside,
    item_boxes,
    overlap,
    shrunk,
    sides,
    stands_in,
    text_box,
)
from desktop.render.picture_tone import has_edges

_VISIBLE_EDGE: Final = 1.25  # the contrast from which an edge is seen; the grid of a timeline has 1.2
_THIN: Final = 8.0
_HAIRLINE: Final = 2.0
_HIDING_ALPHA: Final = 0.7
_HIGHEST_BAR: Final = 2.2  # in sizes of the text in it; what is higher is a card
_LEAST_OPACITY: Final = 0.3  # of a picture whose edge is seen


def find_overlaps(frame: Frame, texts: list[SeenText]) -> Iterator[Finding]:
    """Yield the pairs of texts that meet, swept from top to bottom."""
    for position, first in enumerate(texts):
        left, _, right, bottom = first.box
        for second in texts[position + 1 :]:
            if second.box[1] >= bottom - TOLERANCE:
                break
            if second.box[0] < right - TOLERANCE and second.box[2] > left + TOLERANCE:
                depth = _text_overlap(first.run, second.run)
                if depth > TOLERANCE:
                    below, above = sorted((first, second), key=lambda text: text.index)
                    yield finding("overlap", frame, below.run, below.box, shortened(above.run.text), depth)


def _text_overlap(run: TextRun, other: TextRun) -> float:
    """Return how deep letters of two runs overlap, in canvas pixels.

    Neighbours on one line may lean over each other by an eighth of their size, as italics do.
    """
    allowed = 0.125 * max(run.font.size, other.font.size) if run.y == other.y else 0.0
    if allowed and min(run.x + run.width, other.x + other.width) - max(run.x, other.x) <= allowed:
        return 0.0
    area = intersection(text_box(run), text_box(other))
    mine = [box for box in glyph_boxes(run) if overlap(box, area)]
    others = [box for box in glyph_boxes(other) if overlap(box, area)]
    return max((overlap(box, other_box) for box in mine for other_box in others), default=0.0)


# -- texts on marks ------------------------------------------------------------------------------------------------------


def find_struck(frame: Frame, texts: list[SeenText], near: dict[int, list[SeenMark]]) -> Iterator[Finding]:
    """Yield the texts that a line or an edge runs through."""
    for text in texts:
        names = {_mark_name(item, item_box) for item, item_box in _striking(frame, text, near[text.index])}
        if names:
            name = next(known for known in ("line", "mark", "picture", "grid") if known in names)
            yield finding("struck", frame, text.run, text.box, name)


def _striking(frame: Frame, text: SeenText, near: list[SeenMark]) -> Iterator[tuple[Item, Box]]:
    """Yield the marks that run through a text, or hide it."""
    box = shrunk(text.box, TOLERANCE)
    for index, item, item_box, _ in near:
        if isinstance(item, Image):
            if _meets_picture(frame, text, index, item, item_box):
                yield item, item_box
            continue
        on_top = index > text.index and overlap(box, item_box) > 0 and _hides(item)
        if not on_top and not edge_meets(item, item_box, box):
            continue
        # A rule may pass between a text's descenders, and a curve by the corners of its box; a card's edge may not.
        is_card = isinstance(item, Rectangle | MarkBatch) and min(sides(item_box)) > _THIN
        is_bar = sides(item_box)[1] <= _HIGHEST_BAR * text.run.font.size
        if is_card and is_bar and not on_top and stands_in(text.run, text.box, item_box):
            continue
        if not (on_top or is_card) and not any(
            edge_meets(item, item_box, shrunk(glyph, TOLERANCE))
            for glyph in glyph_boxes(text.run)
            if min(sides(glyph)) > 2 * TOLERANCE
        ):
            continue
        if on_top or (_is_visible(frame, item, item_box, text.box) and not _is_hidden(frame, index, text, item_box)):
            yield item, item_box


def _meets_picture(frame: Frame, text: SeenText, index: int, picture: Image, box: Box) -> bool:
    """Return whether letters lie below a picture, or across its edge.

    What a picture shows around a figure without a ground is no edge.
    """
    meeting = [glyph for glyph in glyph_boxes(text.run) if overlap(glyph, box) > TOLERANCE]
    if not meeting or picture.opacity < _LEAST_OPACITY or not has_edges(picture.file, picture.folder, picture.version):
        return False
    if index > text.index:
        return True
    return not is_inside(text.box, box, TOLERANCE) and not _is_hidden(frame, index, text, box)


def _mark_name(item: Item, box: Box) -> str:
    if isinstance(item, Image):
        return "picture"
    is_grid = isinstance(item, MarkBatch) and min(sides(box)) <= _HAIRLINE
    return "line" if isinstance(item, Polyline) else "grid" if is_grid else "mark"


def _hides(item: Item) -> bool:
    """Return whether an item painted on a text hides it."""
    fill = getattr(item, "fill", None) or getattr(item, "color", None)
    return isinstance(fill, str) and parse_color(fill)[1] > 0.3 and not isinstance(item, Polyline)


def _is_visible(frame: Frame, item: Item, item_box: Box, text: Box) -> bool:
    """Return whether a mark can be seen where it meets a text."""
    fill = item_fill(item)
    if fill is None or (
        isinstance(fill, RadialGradient) and fill.stops and parse_color(fill.stops[-1].color)[1] == 0.0
    ):
        return False  # a glow has no edge
    area = intersection(item_box, text)
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    ground = ground_at(frame.background, (), x, y)
    outline = getattr(item, "stroke", "")
    seen = max(contrast(over(*fill_at(one, x, y), ground), ground) for one in (fill, outline) if one)
    return seen >= _VISIBLE_EDGE


def _is_hidden(frame: Frame, index: int, text: SeenText, item_box: Box) -> bool:
    """Return whether something hides a mark below a text."""
    if text.has_halo:
        return True
    area = intersection(item_box, text.box)
    for item in frame.items[index + 1 : text.index]:
        if isinstance(item, Rectangle | Ellipse) and item.fill is not None:
            box = next(item_boxes(item))
            alpha = fill_at(item.fill, (area[0] + area[2]) / 2, (area[1] + area[3]) / 2)[1]
            if alpha >= _HIDING_ALPHA and is_inside(area, box, TOLERANCE):
                return True
    return False
