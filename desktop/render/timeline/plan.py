"""What stands where before anything is drawn: bands, rows, the sides of labels.

One plan serves every window of an octave of zoom, so that nothing jumps while the camera moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Font, Item
from desktop.render.text import measure
from desktop.render.timeline.marks import Band, Mark
from desktop.render.timeline.metrics import Look
from desktop.render.timeline.shapes import reach
from desktop.timeline.camera import Window
from desktop.timeline.rows import Piece, Place, coarsest, octave, pack, share_rows, thin

MOST_ROWS: Final = 7
MOST_LABELS: Final = 200
CROWD_ROWS: Final = 3
CROWD_LANES: Final = 2
MODES: Final = ("two", "one")
"""How labels are set: the date below the title, or beside it as far as there is room."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of each band, how labels are set, and where each mark stands (by band, by event).

    Bands with lanes count at their foot what has no place; `lanes` are as many lines high.
    """

    mode: str
    rows: tuple[int, ...]
    places: tuple[dict[str, Place], ...]
    lanes: tuple[int, ...]


def label_widths(mark: Mark, mode: str, look: Look) -> tuple[float, float]:
    """Return how wide a label is, and what its date adds where that stands beside the title, in pixels."""
    title, date = measure(mark.title, look.title), measure(mark.date, look.date)
    return (max(title, date), 0.0) if mode == "two" else (title, look.between + date)


def shortened(text: str, font: Font, most: float) -> str:
    """Return a text that fits, cut with an ellipsis where it must be."""
    if measure(text, font) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", font) <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def piece_of(mark: Mark, mode: str, look: Look, *, labels: bool, weight: float | None = None) -> Piece:
    """Return what a mark needs of a row."""
    before, after = reach(mark.form, look.radius, look.bar)
    wide, more = label_widths(mark, mode, look) if labels else (0.0, 0.0)
    # Half of the least distance on either side, so that two neighbours keep the whole of it.
    return Piece(
        mark.id,
        mark.first,
        mark.last,
        before + look.apart / 2,
        after + look.apart / 2,
        wide + look.space if labels else 0.0,
        mark.event.weight if weight is None else weight,
        more,
    )


def _pieces(marks: Iterable[Mark], mode: str, look: Look, labels: bool) -> list[Piece]:
    """Return what each mark needs; it is the same in all octaves, and reckoned once for the last way of drawing."""
    key = (mode, look.size, labels)
    found = []
    for mark in marks:
        if mark.needs is None or mark.needs[0] != key:
            mark.needs = key, piece_of(mark, mode, look, labels=labels)
        found.append(mark.needs[1])
    return found


def pitch_of(mode: str, look: Look) -> float:
    """Return the least height of a row whose labels are set so."""
    return look.two_lines if mode == "two" else look.one_line


def bands_room(count: int, height: float, look: Look) -> float:
    """Return the height left for rows once bands have their padding and the gaps between them."""
    return height - count * 2 * look.pad - max(0, count - 1) * look.gap


def _needed(pieces: list[Piece], scale: float, bounds: tuple[int, int] | None) -> int | None:
    """Return in how few rows all pieces have their labels, None where `MOST_ROWS` are not enough."""
    for rows in range(1, MOST_ROWS + 1):
        places = pack(pieces, scale, rows, bounds=bounds)
        if len(places) == len(pieces) and all(place.side != "none" for place in places.values()):
            return rows
    return None


def place_all(
    bands: Sequence[Band],
    scale: float,
    look: Look,
    height: float,
    *,
    labels: bool = True,
    bounds: tuple[int, int] | None = None,
) -> Placed:
    """Find the richest way of setting labels for which there is room at `scale` seconds a pixel, and place everything."""
    room = bands_room(len(bands), height, look)
    crowds = [band.crowd is not None for band in bands]
    if any(crowds):
        # Crowds decide tile by tile; they get a few rows and a deep lane, what is listed beside them what it needs.
        pieces = [_pieces(band.marks, "one", look, labels) for band in bands]
        wanted = [
            CROWD_ROWS if crowd else _needed(one, scale, bounds) or MOST_ROWS
            for one, crowd in zip(pieces, crowds, strict=True)
        ]
        return _shared(pieces, wanted, scale, room, look, bounds, crowds)
    if not labels:
        pieces = [_pieces(band.marks, "one", look, False) for band in bands]
        return _shared(pieces, [MOST_ROWS] * len(bands), scale, room, look, bounds)
    # Thousands of labels never fit: the search for the fewest rows is left out, the weightiest get what there is.
    crowded = sum(len(band.marks) for band in bands) > 2 * MOST_LABELS
    for mode in MODES[-1:] if crowded else MODES:
        pieces = [_pieces(band.marks, mode, look, True) for band in bands]
        if crowded:
            break
        needed = [_needed(one, scale, bounds) for one in pieces]
        if all(rows is not None for rows in needed):
            rows = [rows or 1 for rows in needed]
            if sum(rows) * pitch_of(mode, look) <= room:
                places = tuple(pack(one, scale, n, bounds=bounds) for one, n in zip(pieces, rows, strict=True))
                return Placed(mode, tuple(rows), places, (0,) * len(bands))
    wanted = [min(MOST_ROWS, max(1, len(band.marks))) for band in bands]
    if not crowded:
        wanted = [_needed(one, scale, bounds) or MOST_ROWS for one in pieces]
    return _shared(pieces, wanted, scale, room, look, bounds)


def _shared(
    pieces: list[list[Piece]],
    wanted: list[int],
    scale: float,
    room: float,
    look: Look,
    bounds: tuple[int, int] | None,
    crowds: Sequence[bool] = (),
) -> Placed:
    """Place what there is room for: rows are shared out, the least weighty labels are left out."""
    deep = [CROWD_LANES if crowd else 0 for crowd in crowds] or [0] * len(pieces)
    lanes = list(deep)
    while True:
        left = room - look.lane * sum(lanes)
        rows = share_rows(wanted, max(len(pieces), int(left / look.one_line)))
        # Beside a crowd, what is listed has the first row to itself.
        own = [1 if number < len(crowds) and crowds[number] else n for number, n in enumerate(rows)]
        places = tuple(pack(one, scale, n, bounds=bounds) for one, n in zip(pieces, own, strict=True))
        crowded = [len(found) < len(one) for found, one in zip(places, pieces, strict=True)]
        if not any(now and not before for now, before in zip(crowded, lanes, strict=True)):
            return Placed("one", tuple(rows), places, tuple(lanes))
        # A lane takes room from the rows, which may crowd another band: at most once for each of them.
        lanes = [max(int(now), before) for now, before in zip(crowded, lanes, strict=True)]


@dataclass(slots=True)
class Plan:
    """The rows of a story for a camera that moves: decided once for the whole story, kept for each octave of zoom.

    Bands, rows and the way labels are set never change while the camera moves; closer octaves only add labels.
    """

    bands: tuple[Band, ...]
    look: Look
    height: float
    base: Placed
    scale: float  # seconds a pixel when the whole story is seen: octave 0 ends there
    labels: bool = True
    octaves: dict[int, Placed] = field(default_factory=dict)
    still: dict[object, tuple[Item, ...]] = field(
        default_factory=dict
    )  # the same for every window, by date of knowledge

    def at(self, seconds_per_pixel: float) -> Placed:
        """Return the places at a scale."""
        k = octave(seconds_per_pixel, self.scale)
        return self.octaves.get(k) or self._octave(k)

    def _make(self, k: int) -> Placed:
        if k > 0:
            # Farther out than the whole story, rows stay and labels only go.
            return self._repacked(k, self._octave(k - 1), farther=True)
        coarser = self._octave(k + 1)
        done = all(
            len(places) == len(band) and all(place.full for place in places.values())
            for band, places in zip(self.bands, coarser.places, strict=True)
        )
        return coarser if done or not self.labels else self._repacked(k, coarser, farther=False)

    def _octave(self, k: int) -> Placed:
        """Return the places of an octave, reckoning all between it and the whole story in turn."""
        step = 1 if k > 0 else -1
        for number in range(0, k + step, step):
            if number not in self.octaves:
                self.octaves[number] = self.base if number == 0 else self._make(number)
        return self.octaves[k]

    def _repacked(self, k: int, other: Placed, *, farther: bool) -> Placed:
        places = []
        for band, given, known in zip(self.bands, self.base.rows, other.places, strict=True):
            rows = 1 if band.crowd is not None else given
            pieces = _pieces(band.marks, self.base.mode, self.look, self.labels)
            if farther:
                places.append(thin(pieces, coarsest(k, self.scale), rows, known))
            else:
                places.append(pack(pieces, coarsest(k, self.scale), rows, kept=known))
        return Placed(self.base.mode, self.base.rows, tuple(places), self.base.lanes)


def moving_plan(
    bands: tuple[Band, ...], whole: Window, width: float, look: Look, height: float, *, labels: bool = True
) -> Plan:
    """Return the plan for a camera over a story whose whole window is drawn `width` pixels wide."""
    scale = whole.span / width
    # Seen whole, no label is cut off at an edge: those of the last events stand on their left, and stay there.
    base = place_all(bands, scale, look, height, labels=labels, bounds=(whole.start, whole.end))
    return Plan(bands, look, height, base, scale, labels, {0: base})


def fixed_plan(
    bands: Sequence[Band], view: Window, width: float, look: Look, height: float, *, labels: bool = True
) -> Placed:
    """Return the places for one window that never moves: only what it shows takes room, and labels stay inside."""
    first, last = view.start, view.end
    seen = [
        Band(band.track, [*(mark for mark, _, _ in band.near(first, last)), *band.fading], band.crowd) for band in bands
    ]
    return place_all(seen, view.span / width, look, height, labels=labels, bounds=(first, last))
