"""Finds texts of a finished Frame that collide or cannot be read.

Layouts keep these things from happening; this proves it, for any layout, script and theme. Nothing of a frame ever goes away
as its steps are shown, so what lies apart in the whole frame lies apart at every step. The cost is about that of looking at
each item once: texts meet only what shares a stripe of the canvas with them, and letters are measured only where boxes meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.render.background_color import ground_at, item_fill
from desktop.render.colors import background_extremes, contrast, fill_at, over, parse_color
from desktop.render.frame import (
    Ellipse,
    Font,
    Frame,
    Image,
    Item,
    MarkBatch,
    Polyline,
    PopClip,
    PushClip,
    RadialGradient,
    Rectangle,
    TextRun,
)
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
from desktop.render.glyph_coverage import missing_characters, stand_in_face
from desktop.story.localized_text import KeyPath

FindingKind = Literal["overlap", "struck", "outside", "small", "contrast", "glyph"]

TOLERANCE: Final = 2.0
"""The canvas pixels by which texts may overlap."""
SMALLEST_SIZE: Final = 24.0
"""The smallest size of a text on a slide, in canvas pixels."""
LARGE_SIZE: Final = 32.0
"""The size from which WCAG 2 asks for less contrast."""
_STRIPE: Final = 64.0
_VISIBLE_EDGE: Final = 1.25  # the contrast from which an edge is seen; the grid of a timeline has 1.2
_THIN: Final = 8.0
_HAIRLINE: Final = 2.0
_HIDING_ALPHA: Final = 0.7
_HALO_OFFSET: Final = 8.0
_MANY_MARKS: Final = 4_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Describes one thing that is wrong with a Frame.

    `path` says where the text is written. `other` is the text it lies on, what strikes it ("line", "mark", or "grid" for a
    hairline of an axis), or the letters that no shipped face has; `face` is the one that stands in, "" for none. `amount`
    is the overlap or the size in canvas pixels, or the contrast ratio, of which `needed` is the least.
    """

    kind: FindingKind
    path: KeyPath
    text: str
    other: str = ""
    amount: float = 0.0
    box: Box = (0.0, 0.0, 0.0, 0.0)
    needed: float = 0.0
    face: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """Holds a run with its box and its place among the items."""

    index: int
    run: TextRun
    box: Box
    has_halo: bool


def check_frame(frame: Frame, *, smallest_size: float = SMALLEST_SIZE) -> tuple[Finding, ...]:
    """Return what is wrong with a frame; needs a QGuiApplication.

    A text is named once for each kind of finding and each text it lies on.
    """
    texts, marks, clipped = _collect(frame)
    stripes = _by_stripe(marks)
    near = {text.index: _marks_near(stripes, text.box) for text in texts}
    found = [
        *clipped,
        *_find_overlaps(frame, texts),
        *_find_struck(frame, texts, near),
        *_find_outside(frame, texts),
        *_find_small(frame, texts, smallest_size),
        *_find_faint(frame, texts, near),
        *_find_foreign(frame, texts),
    ]
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        other = finding.other if finding.kind == "overlap" else finding.face
        unique.setdefault((finding.kind, finding.path, other), finding)
    return tuple(unique.values())


_Mark = tuple[int, Item, Box]


def _collect(frame: Frame) -> tuple[list[_Text], list[_Mark], list[Finding]]:
    """Return the visible texts and marks, and the texts cut off."""
    texts: list[tuple[int, TextRun, Box]] = []
    marks: list[_Mark] = []
    clipped: list[Finding] = []
    clips: list[Box] = []
    for index, item in enumerate(frame.items):
        if type(item) is TextRun:
            if not item.text.strip():
                continue
            box = text_box(item)
            if clips:
                seen = intersection(box, clips[-1])
                if seen[0] >= seen[2] or seen[1] >= seen[3]:
                    continue
                if not is_inside(box, clips[-1], TOLERANCE) and _leaves(item, clips[-1]):
                    clipped.append(_finding("outside", frame, item, box))
                box = seen
            texts.append((index, item, box))
        elif type(item) is PushClip:
            clip = (item.x, item.y, item.x + item.width, item.y + item.height)
            clips.append(intersection(clip, clips[-1]) if clips else clip)
        elif type(item) is PopClip:
            if clips:
                clips.pop()
        elif not (type(item) is MarkBatch and len(item.coordinates) > _MANY_MARKS):
            for box in item_boxes(item):
                seen = intersection(box, clips[-1]) if clips else box
                if seen[0] < seen[2] and seen[1] < seen[3]:
                    marks.append((index, item, box))
    return _without_halos(texts), marks, clipped


def _leaves(run: TextRun, box: Box) -> bool:
    """Return whether a letter of a run leaves a box."""
    return any(not is_inside(glyph, box, TOLERANCE) for glyph in glyph_boxes(run))


def _without_halos(texts: list[tuple[int, TextRun, Box]]) -> list[_Text]:
    """Return each text once: its copies around it are a halo."""
    by_text: dict[tuple[str, Font], list[tuple[int, TextRun, Box]]] = {}
    for entry in texts:
        by_text.setdefault((entry[1].text, entry[1].font), []).append(entry)
    kept: list[_Text] = []
    for copies in by_text.values():
        for number, (index, run, box) in enumerate(copies):
            near = [
                position
                for position, (_, other, _) in enumerate(copies)
                if abs(other.x - run.x) <= _HALO_OFFSET and abs(other.y - run.y) <= _HALO_OFFSET
            ]
            if number == near[-1]:
                kept.append(_Text(index, run, box, len(near) > 1))
    return sorted(kept, key=lambda text: text.box[1])


def _by_stripe(marks: list[_Mark]) -> dict[int, list[_Mark]]:
    """Return the marks by the stripes of the canvas that they touch."""
    stripes: dict[int, list[_Mark]] = {}
    for mark in marks:
        for stripe in range(int(mark[2][1] // _STRIPE), int(mark[2][3] // _STRIPE) + 1):
            stripes.setdefault(stripe, []).append(mark)
    return stripes


def _marks_near(stripes: dict[int, list[_Mark]], box: Box) -> list[_Mark]:
    """Return the marks that meet a box, in painting order."""
    first, last = int(box[1] // _STRIPE), int(box[3] // _STRIPE)
    near = stripes.get(first, []) if first == last else chain(*(stripes.get(one, []) for one in range(first, last + 1)))
    met = [
        mark
        for mark in near
        if mark[2][0] < box[2] and mark[2][2] > box[0] and mark[2][1] < box[3] and mark[2][3] > box[1]
    ]
    return met if first == last else sorted(dict.fromkeys(met), key=lambda mark: mark[0])


# -- texts on each other ------------------------------------------------------------------------------------------------


def _find_overlaps(frame: Frame, texts: list[_Text]) -> Iterator[Finding]:
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
                    yield _finding("overlap", frame, below.run, below.box, _shortened(above.run.text), depth)


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


def _find_struck(frame: Frame, texts: list[_Text], near: dict[int, list[_Mark]]) -> Iterator[Finding]:
    """Yield the texts that a line or an edge runs through."""
    for text in texts:
        names = {_mark_name(item, item_box) for item, item_box in _striking(frame, text, near[text.index])}
        if names:
            name = next(known for known in ("line", "mark", "grid") if known in names)
            yield _finding("struck", frame, text.run, text.box, name)


def _striking(frame: Frame, text: _Text, near: list[_Mark]) -> Iterator[tuple[Item, Box]]:
    """Yield the marks that run through a text, or hide it."""
    box = shrunk(text.box, TOLERANCE)
    for index, item, item_box in near:
        if isinstance(item, Image):
            continue
        on_top = index > text.index and overlap(box, item_box) > 0 and _hides(item)
        if not on_top and not edge_meets(item, item_box, box):
            continue
        # A rule may pass between a text's descenders, and a curve by the corners of its box; a card's edge may not.
        is_card = isinstance(item, Rectangle | MarkBatch) and min(sides(item_box)) > _THIN
        if is_card and not on_top and stands_in(text.run, text.box, item_box):
            continue
        if not (on_top or is_card) and not any(
            edge_meets(item, item_box, shrunk(glyph, TOLERANCE))
            for glyph in glyph_boxes(text.run)
            if min(sides(glyph)) > 2 * TOLERANCE
        ):
            continue
        if on_top or (_is_visible(frame, item, item_box, text.box) and not _is_hidden(frame, index, text, item_box)):
            yield item, item_box


def _mark_name(item: Item, box: Box) -> str:
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


def _is_hidden(frame: Frame, index: int, text: _Text, item_box: Box) -> bool:
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


# -- each text alone -----------------------------------------------------------------------------------------------------


def _find_outside(frame: Frame, texts: list[_Text]) -> Iterator[Finding]:
    """Yield the texts that leave the canvas."""
    canvas = (0.0, 0.0, frame.width, frame.height)
    for text in texts:
        if not is_inside(text.box, canvas, TOLERANCE) and _leaves(text.run, canvas):
            yield _finding("outside", frame, text.run, text.box)


def _find_small(frame: Frame, texts: list[_Text], smallest_size: float) -> Iterator[Finding]:
    """Yield the texts below the smallest size."""
    for text in texts:
        if text.run.font.size < smallest_size:
            yield _finding("small", frame, text.run, text.box, amount=text.run.font.size)


def _find_faint(frame: Frame, texts: list[_Text], near: dict[int, list[_Mark]]) -> Iterator[Finding]:
    """Yield the texts that are hard to tell from their real ground."""
    extremes = background_extremes(frame.background)
    least: dict[str, float] = {}  # the contrast of each colour where the plain ground suits it worst
    for text in texts:
        run, box = text.run, text.box
        if run.color not in least:
            channels, opacity = parse_color(run.color)
            least[run.color] = min(contrast(over(channels, opacity, ground), ground) for ground in extremes)
        needed = 3.0 if run.font.size >= LARGE_SIZE else 4.5
        below = [
            (item, item_box)
            for index, item, item_box in near[text.index]
            if index < text.index and not isinstance(item, Polyline) and _is_ground(item_box, box)
        ]
        if not below and least[run.color] >= needed:
            continue
        if any(isinstance(item, Image) for item, _ in below):
            ratio = _contrast_on_picture(frame, text)
        else:
            color, alpha = parse_color(run.color)
            middle = (box[1] + box[3]) / 2
            grounds = [
                ground_at(frame.background, below, box[0] + (box[2] - box[0]) * share, middle)
                for share in (0.02, 0.25, 0.5, 0.75, 0.98)
            ]
            ratio = min(contrast(over(color, alpha, ground), ground) for ground in grounds)
        if ratio < needed - 0.005:
            yield replace(_finding("contrast", frame, run, box, amount=ratio), needed=needed)


def _is_ground(item_box: Box, box: Box) -> bool:
    """Return whether an item lies below a quarter of a text."""
    width, height = sides(intersection(item_box, box))
    return width * height >= 0.25 * (box[2] - box[0]) * (box[3] - box[1])


def _contrast_on_picture(frame: Frame, text: _Text) -> float:
    """Return the contrast of a text on what is painted below it.

    A tenth of the ground may be worse: a picture has specks.
    """
    from desktop.render.backdrop_sampling import painted_ground  # paints: not needed where no text lies on a picture

    color, alpha = parse_color(text.run.color)
    ratios = sorted(
        contrast(over(color, alpha, ground), ground) for ground in painted_ground(frame, text.index, text.box)
    )
    return ratios[len(ratios) // 10] if ratios else 21.0


def _find_foreign(frame: Frame, texts: list[_Text]) -> Iterator[Finding]:
    """Yield the texts with letters that no shipped face has."""
    for text in texts:
        letters = missing_characters(text.run.text, text.run.font)
        if letters:
            face = stand_in_face(letters, text.run.font)
            yield replace(_finding("glyph", frame, text.run, text.box, letters[:12]), face=face)


# -- findings -------------------------------------------------------------------------------------------------------------


def _finding(kind: FindingKind, frame: Frame, run: TextRun, box: Box, other: str = "", amount: float = 0.0) -> Finding:
    return Finding(kind, _path_of(frame, run), _shortened(run.text), other, amount, box)


def _path_of(frame: Frame, run: TextRun) -> KeyPath:
    """Return the path of the smallest zone around a text."""
    x, y = run.x + run.width / 2, run.y - 0.35 * run.font.size
    zones = [zone for zone in frame.zones if zone.path and zone.contains(x, y)]
    return min(zones, key=lambda zone: zone.width * zone.height).path if zones else ()


def _shortened(text: str) -> str:
    """Return the beginning of a text, as a message quotes it."""
    words = " ".join(text.split())
    return words if len(words) <= 48 else f"{words[:47].rstrip()}…"
