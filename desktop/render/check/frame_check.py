"""Finds texts of a finished Frame that collide or cannot be read.

Layouts keep these things from happening; this proves it, for any layout, script and theme. Nothing of a frame ever goes away
as its steps are shown, so what lies apart in the whole frame lies apart at every step. The cost is about that of looking at
each item once: texts meet only what shares a stripe of the canvas with them, and letters are measured only where boxes meet.
"""

from __future__ import annotations

from typing import Final

from desktop.render.check.collisions import find_overlaps, find_struck
from desktop.render.check.finding import Finding
from desktop.render.check.legibility import find_faint, find_foreign, find_outside, find_small
from desktop.render.check.seen_items import by_stripe, collect_items, marks_near
from desktop.render.frame import Frame

SMALLEST_SIZE: Final = 24.0
"""The smallest size of a text on a slide, in canvas pixels."""


def check_frame(frame: Frame, *, smallest_size: float = SMALLEST_SIZE) -> tuple[Finding, ...]:
    """Return what is wrong with a frame; needs a QGuiApplication.

    A text is named once for each kind of finding and each text it lies on.
    """
    texts, marks, clipped = collect_items(frame)
    stripes = by_stripe(marks)
    near = {text.index: marks_near(stripes, text.box) for text in texts}
    found = [
        *clipped,
        *find_overlaps(frame, texts),
        *find_struck(frame, texts, near),
        *find_outside(frame, texts),
        *find_small(frame, texts, smallest_size),
        *find_faint(frame, texts, near),
        *find_foreign(frame, texts),
    ]
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        other = finding.other if finding.kind == "overlap" else finding.face
        unique.setdefault((finding.kind, finding.path, other), finding)
    return tuple(unique.values())
