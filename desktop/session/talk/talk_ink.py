"""The ink of a talk: strokes over slides and the timeline.

Points are in units of the slide's canvas, 1920 wide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.render.ink import Drawing, Point, Stroke

PEN_WIDTH: Final = 7.0
ERASER_RADIUS: Final = 18.0
TIMELINE_SHEET: Final = "\0timeline"
"""The sheet of the ink over the timeline, which is no slide's and goes with the timeline's view."""


class TalkInk(QObject):
    """The strokes by sheet, with undo, and the stroke being drawn.

    A sheet is a slide, by its id, or `TIMELINE_SHEET`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: dict[str, list[tuple[Stroke, ...]]] = {}  # by sheet: all states, the last one shown
        self._aspects: dict[str, str] = {}  # by sheet: the aspect it had when it was last drawn on
        self._current_stroke: Stroke | None = None
        self._sheet = ""  # where the pen or the eraser is
        self._eraser_point: Point | None = None

    def strokes(self, sheet: str) -> tuple[Stroke, ...]:
        """Return the strokes on a sheet, with the one being drawn."""
        states = self._states.get(sheet)
        finished_strokes = states[-1] if states else ()
        if self._current_stroke is None or sheet != self._sheet:
            return finished_strokes
        return (*finished_strokes, self._current_stroke)

    @property
    def drawings(self) -> dict[str, Drawing]:
        """Return the finished strokes by slide, without slides that are clean."""
        return {
            slide_id: Drawing(states[-1], self._aspects[slide_id])
            for slide_id, states in self._states.items()
            if states and states[-1] and slide_id != TIMELINE_SHEET
        }

    def restore(self, drawings: Mapping[str, Drawing]) -> None:
        """Show the ink of an interrupted talk; it can be undone."""
        for slide_id, drawing in drawings.items():
            self._states[slide_id] = [drawing.strokes]
            self._aspects[slide_id] = drawing.aspect
        if drawings:
            self.changed.emit()

    # -- pen and eraser ------------------------------------------------------------------------------------------------

    def begin_stroke(self, sheet: str, point: Point, *, aspect: str, color: str) -> None:
        """Begin a stroke of a colour's name on a sheet.

        `aspect` is the sheet's, such as "4:3".
        """
        self.discard_stroke()
        self._aspects[sheet] = aspect
        self._sheet = sheet
        self._current_stroke = Stroke(color, PEN_WIDTH, (point,))
        self.changed.emit()

    def begin_erasing(self, sheet: str, point: Point) -> None:
        """Begin to erase on a sheet, at a point."""
        self._sheet = sheet
        self._erase_to(point)

    def extend_stroke(self, point: Point) -> None:
        """Continue the stroke, or erase up to a point."""
        if self._current_stroke is not None:
            stroke = self._current_stroke
            self._current_stroke = Stroke(stroke.color, stroke.width, (*stroke.points, point))
            self.changed.emit()
        elif self._eraser_point is not None:
            self._erase_to(point)

    def end_stroke(self) -> None:
        """End the stroke on the sheet where it began."""
        self._eraser_point = None
        if self._current_stroke is not None:
            finished_stroke, self._current_stroke = self._current_stroke, None
            self._push_state(self._sheet, (*self.strokes(self._sheet), finished_stroke))

    def discard_stroke(self) -> None:
        """Discard the stroke being drawn."""
        self._eraser_point = None
        if self._current_stroke is not None:
            self._current_stroke = None
            self.changed.emit()

    # -- whole sheets --------------------------------------------------------------------------------------------------

    def undo(self, sheet: str) -> None:
        """Undo the last change of a sheet."""
        states = self._states.get(sheet)
        if states:
            states.pop()
            self.changed.emit()

    def clear(self, sheet: str) -> None:
        """Clear a sheet; it can be undone."""
        if self.strokes(sheet):
            self.discard_stroke()
            self._push_state(sheet, ())

    def remove(self, sheet: str) -> None:
        """Remove a sheet with its history."""
        if self._sheet == sheet:
            self.discard_stroke()
        if self._states.pop(sheet, None):
            self.changed.emit()

    def remove_all(self) -> None:
        """Remove all sheets, for a new talk."""
        if self._states or self._current_stroke:
            self._current_stroke = None
            self._states.clear()
            self._aspects.clear()
            self.changed.emit()

    def _erase_to(self, point: Point) -> None:
        """Erase all strokes that the eraser passes to a point."""
        # A quick hand gives few points: what lies between two of them is passed over as well.
        start, self._eraser_point = self._eraser_point or point, point
        strokes = self.strokes(self._sheet)
        remaining = tuple(stroke for stroke in strokes if not stroke.passes_near(start, point, ERASER_RADIUS))
        if len(remaining) != len(strokes):
            self._push_state(self._sheet, remaining)

    def _push_state(self, sheet: str, strokes: tuple[Stroke, ...]) -> None:
        self._states.setdefault(sheet, []).append(strokes)
        self.changed.emit()
