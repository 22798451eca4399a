"""Collects what is seen of a frame: its texts and its marks."""

from __future__ import annotations

from itertools import chain
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.check.finding import Finding, finding
from desktop.render.frame import Font, Frame, Item, MarkBatch, PopClip, PushClip, TextRun
from desktop.render.glyph_bounds import Box, glyph_boxes, intersection, is_inside, item_boxes, text_box

TOLERANCE: Final = 2.0
"""The canvas pixels by which texts may overlap."""
_STRIPE: Final = 64.0
_HALO_OFFSET: Final = 8.0
_MANY_MARKS: Final = 4_000


@dataclass(frozen=True, slots=True)
class SeenText:
    """Holds a run with its box and its place among the items."""

    index: int
    run: TextRun
    box: Box
    has_halo: bool


SeenMark = tuple[int, Item, Box, Box]
"""A mark's place in the frame, the mark, its box, and what clips leave of it."""


def collect_items(frame: Frame) -> tuple[list[SeenText], list[SeenMark], list[Finding]]:
    """Return the visible texts and marks, and the texts cut off."""
    texts: list[tuple[int, TextRun, Box]] = []
    marks: list[SeenMark] = []
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
                if not is_inside(box, clips[-1], TOLERANCE) and leaves(item, clips[-1]):
                    clipped.append(finding("outside", frame, item, box))
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
                    marks.append((index, item, box, seen))
    return _without_halos(texts), marks, clipped


def leaves(run: TextRun, box: Box) -> bool:
    """Return whether a letter of a run leaves a box."""
    return any(not is_inside(glyph, box, TOLERANCE) for glyph in glyph_boxes(run))


def _without_halos(texts: list[tuple[int, TextRun, Box]]) -> list[SeenText]:
    """Return each text once: its copies around it are a halo."""
    by_text: dict[tuple[str, Font], list[tuple[int, TextRun, Box]]] = {}
    for entry in texts:
        by_text.setdefault((entry[1].text, entry[1].font), []).append(entry)
    kept: list[SeenText] = []
    for copies in by_text.values():
        for number, (index, run, box) in enumerate(copies):
            near = [
                position
                for position, (_, other, _) in enumerate(copies)
                if abs(other.x - run.x) <= _HALO_OFFSET and abs(other.y - run.y) <= _HALO_OFFSET
            ]
            if number == near[-1]:
                kept.append(SeenText(index, run, box, len(near) > 1))
    return sorted(kept, key=lambda text: text.box[1])


def by_stripe(marks: list[SeenMark]) -> dict[int, list[SeenMark]]:
    """Return the marks by the stripes of the canvas that they touch."""
    stripes: dict[int, list[SeenMark]] = {}
    for mark in marks:
        for stripe in range(int(mark[3][1] // _STRIPE), int(mark[3][3] // _STRIPE) + 1):
            stripes.setdefault(stripe, []).append(mark)
    return stripes


def marks_near(stripes: dict[int, list[SeenMark]], box: Box) -> list[SeenMark]:
    """Return the marks that meet a box, in painting order."""
    first, last = int(box[1] // _STRIPE), int(box[3] // _STRIPE)
    near = stripes.get(first, []) if first == last else chain(*(stripes.get(one, []) for one in range(first, last + 1)))
    met = [
        mark
        for mark in near
        if mark[3][0] < box[2] and mark[3][2] > box[0] and mark[3][1] < box[3] and mark[3][3] > box[1]
    ]
    return met if first == last else sorted(dict.fromkeys(met), key=lambda mark: mark[0])
