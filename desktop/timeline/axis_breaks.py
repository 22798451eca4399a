"""An axis that folds empty years: where nothing happens for long, time is squeezed into a narrow crease that shows.

A folded axis has seconds of its own: everything is moved onto it once, and windows, rows and marks never know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.model import Story
from desktop.timeline.camera import Window, event_extent, window
from desktop.timeline.date_shapes import Form

_LONG: Final = 0.12  # a gap is folded where it takes more than this share of the whole
_CREASE: Final = 0.03  # and then takes this share of what is left


@dataclass(frozen=True, slots=True)
class Crease:
    """One fold: real seconds from `start` to `end` take `kept` seconds of the axis, from `at` on."""

    start: int
    end: int
    at: int
    kept: int

    @property
    def saved(self) -> int:
        """Return how many seconds the axis is shorter after it."""
        return (self.end - self.start) - self.kept


@dataclass(frozen=True, slots=True)
class Fold:
    """All the creases of an axis, in time; none is the plain axis."""

    creases: tuple[Crease, ...] = ()

    def place(self, instant: int) -> int:
        """Return where a real second lies on the axis."""
        moved = 0
        for crease in self.creases:
            if instant <= crease.start:
                break
            if instant < crease.end:
                inside = instant - crease.start
                return crease.at + inside * crease.kept // (crease.end - crease.start)
            moved += crease.saved
        return instant - moved

    def instant(self, place: int) -> int:
        """Return the real second at a place of the axis."""
        moved = 0
        for crease in self.creases:
            if place <= crease.at:
                break
            if place < crease.at + crease.kept:
                # Rounded up, where `place` rounds down: there and back again leads to the same place.
                return crease.start - (crease.at - place) * (crease.end - crease.start) // crease.kept
            moved += crease.saved
        return place + moved

    def folded(self, view: Window) -> Window:
        """Return a window of real time as one of the axis."""
        start, end = self.place(view.start), self.place(view.end)
        return _moved(view, start, end)

    def unfolded(self, view: Window) -> Window:
        """Return a window of the axis as one of real time."""
        start, end = self.instant(view.start), self.instant(view.end)
        return _moved(view, start, end)

    def form(self, form: Form) -> Form:
        """Return a form moved onto the axis."""
        if not self.creases:
            return form
        return replace(
            form,
            start=self.place(form.start),
            sure_start=self.place(form.sure_start),
            sure_end=self.place(form.sure_end),
            end=self.place(form.end),
            centre=self.place(form.centre),
            parts=tuple(self.form(part) for part in form.parts),
        )

    def stretches(self, view: Window) -> list[tuple[int, int, int]]:
        """Return the unfolded stretches in a window of the axis: (from, to, how much later real time is)."""
        found = []
        begin, moved = view.start - 1, 0
        for crease in self.creases:
            if crease.at > begin:
                found.append((begin, min(crease.at, view.end + 1), moved))
            moved += crease.saved
            begin = max(begin, crease.at + crease.kept)
        found.append((begin, view.end + 1, moved))
        return [one for one in found if one[1] > one[0] and one[0] <= view.end]


def _moved(view: Window, start: int, end: int) -> Window:
    """Return a window with its first and last whole second moved; parts of a second stay as they are."""
    grown = (end - start) - (view.end - view.start)
    return Window(start, view.span, view.offset) if grown == 0 else window(start, view.offset, view.span + grown)


PLAIN: Final = Fold()


def fold_of(extents: Iterable[tuple[int, int]]) -> Fold:
    """Return the axis that folds what is empty for long between stretches of time (first, last second)."""
    ordered = sorted(extents)
    if len(ordered) < 3:
        return PLAIN
    first, last = ordered[0][0], max(end for _, end in ordered)
    gaps = []
    reached = ordered[0][1]
    for start, end in ordered[1:]:
        if start - reached > _LONG * (last - first):
            gaps.append((reached, start))
        reached = max(reached, end)
    left = (last - first) - sum(end - start for start, end in gaps)
    # Air on both sides of a crease: what happens at its brink must not look as if it happened in it.
    air = max(1, round(0.02 * left))
    kept = max(1, round(_CREASE * left))
    creases: list[Crease] = []
    saved = 0
    for start, end in gaps:
        begin, stop = start + air, end - air
        if stop - begin > 2 * kept:
            creases.append(Crease(begin, stop, begin - saved, kept))
            saved += creases[-1].saved
    return Fold(tuple(creases))


def story_fold(story: Story) -> Fold:
    """Return the axis that folds a story's empty years."""
    return fold_of(one for one in map(event_extent, story.events) if one)
