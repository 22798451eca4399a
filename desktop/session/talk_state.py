"""The state of a talk beside its position: clock, blank, tools, ink, timeline.

Points are in units of the slide's canvas, 1920 wide, so that every window shows the same whatever its size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.render.ink import Drawing, Point, Stroke
from desktop.session.position import Position
from desktop.session.talk_clock import TalkClock
from desktop.story.dates.edtf_date import EdtfDate

if TYPE_CHECKING:
    from desktop.timeline.camera import TimeWindow

TOOLS: Final = ("laser", "pen", "eraser", "spotlight", "magnifier")
INK_COLORS: Final = ("vermilion", "gold", "jade", "ink-blue", "paper")
PEN_WIDTH: Final = 7.0
ERASER_RADIUS: Final = 18.0


class TalkState(QObject):
    """Clock, blank, frozen slide, tool, pointer, ink by slide, and timeline overlay."""

    changed = Signal()  # blank, freeze, tool, or whether the timeline is there
    pointer_moved = Signal()  # the pointer moved
    ink_changed = Signal()
    camera_changed = Signal()
    presenting_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Final = TalkClock(self)
        self._presenting = False
        self._blank = ""
        self._frozen: Position | None = None
        self._tool = ""
        self._color = INK_COLORS[0]
        self._pointer: Point | None = None
        self._ink_states: dict[str, list[tuple[Stroke, ...]]] = {}  # by slide: all states, the last one shown
        self._ink_aspects: dict[str, str] = {}  # by slide: the aspect it had when it was last drawn on
        self._current_stroke: Stroke | None = None
        self._timeline_visible = False
        self._camera: TimeWindow | None = None
        self._as_of: EdtfDate | None = None

    # -- begin and end -------------------------------------------------------------------------------------------------

    @property
    def presenting(self) -> bool:
        """Return whether a talk is running."""
        return self._presenting

    def set_presenting(self, presenting: bool) -> None:
        """Begin or end a talk, with the slide visible."""
        if presenting != self._presenting:
            self._presenting = presenting
            self.reset()
            self.presenting_changed.emit()

    # -- blank and freeze ----------------------------------------------------------------------------------------------

    @property
    def blank(self) -> str:
        """Return "black" or "white" while the screen is blank, else ""."""
        return self._blank

    def set_blank(self, blank: str) -> None:
        """Blank the screen in black or white; the same again shows the slide."""
        new_blank = "" if blank == self._blank else blank
        if new_blank != self._blank:
            self._blank = new_blank
            self.changed.emit()

    @property
    def frozen(self) -> Position | None:
        """Return the frozen position of the audience, None while it follows."""
        return self._frozen

    def freeze(self, position: Position | None) -> None:
        """Freeze the audience at a position, or let it follow again."""
        if position != self._frozen:
            self._frozen = position
            self.changed.emit()

    # -- tools ---------------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> str:
        """Return the active tool, one of `TOOLS`, or ""."""
        return self._tool

    def select_tool(self, tool: str) -> None:
        """Select a tool; the same again deselects it."""
        new_tool = "" if tool == self._tool else tool
        if new_tool != self._tool:
            self._discard_stroke()
            self._tool = new_tool
            self.changed.emit()

    @property
    def color(self) -> str:
        """Return the pen's colour."""
        return self._color

    def set_color(self, color: str) -> None:
        """Choose the pen's colour, and take the pen."""
        if color in INK_COLORS:
            self._color = color
            if self._tool != "pen":
                self.select_tool("pen")
            else:
                self.changed.emit()

    def next_color(self) -> None:
        """Take the pen's next colour."""
        self.set_color(INK_COLORS[(INK_COLORS.index(self._color) + 1) % len(INK_COLORS)])

    @property
    def pointer(self) -> Point | None:
        """Return the position of the pointer, None while it is hidden."""
        return self._pointer

    def set_pointer(self, point: Point | None) -> None:
        """Move the pointer."""
        if point != self._pointer:
            self._pointer = point
            self.pointer_moved.emit()

    # -- ink -----------------------------------------------------------------------------------------------------------

    def strokes(self, slide_id: str) -> tuple[Stroke, ...]:
        """Return the strokes on a slide, with the one being drawn."""
        states = self._ink_states.get(slide_id)
        finished_strokes = states[-1] if states else ()
        return (*finished_strokes, self._current_stroke) if self._current_stroke is not None else finished_strokes

    @property
    def drawings(self) -> dict[str, Drawing]:
        """Return the finished strokes by slide, without slides that are clean."""
        return {
            slide_id: Drawing(states[-1], self._ink_aspects[slide_id])
            for slide_id, states in self._ink_states.items()
            if states and states[-1]
        }

    def begin_stroke(self, slide_id: str, point: Point, aspect: str) -> None:
        """Begin a stroke on a slide of an aspect, or begin to erase."""
        self.set_pointer(point)
        if self._tool == "pen":
            self._ink_aspects[slide_id] = aspect
            self._current_stroke = Stroke(self._color, PEN_WIDTH, (point,))
            self.ink_changed.emit()
        elif self._tool == "eraser":
            self._erase(slide_id, point)

    def extend_stroke(self, slide_id: str, point: Point) -> None:
        """Continue a stroke, or erase."""
        self.set_pointer(point)
        if self._current_stroke is not None:
            self._current_stroke = Stroke(
                self._current_stroke.color, self._current_stroke.width, (*self._current_stroke.points, point)
            )
            self.ink_changed.emit()
        elif self._tool == "eraser":
            self._erase(slide_id, point)

    def end_stroke(self, slide_id: str) -> None:
        """End the stroke."""
        if self._current_stroke is not None:
            finished_stroke, self._current_stroke = self._current_stroke, None
            self._push_ink_state(slide_id, (*self.strokes(slide_id), finished_stroke))

    def undo_stroke(self, slide_id: str) -> None:
        """Undo the last change of the ink."""
        states = self._ink_states.get(slide_id)
        if states:
            states.pop()
            self.ink_changed.emit()

    def clear_strokes(self, slide_id: str) -> None:
        """Clear the ink of a slide; it can be undone."""
        if self.strokes(slide_id):
            self._current_stroke = None
            self._push_ink_state(slide_id, ())

    def clear_all_ink(self) -> None:
        """Delete all ink, for a new talk."""
        if self._ink_states or self._current_stroke:
            self._current_stroke = None
            self._ink_states.clear()
            self._ink_aspects.clear()
            self.ink_changed.emit()

    def _erase(self, slide_id: str, point: Point) -> None:
        remaining = tuple(stroke for stroke in self.strokes(slide_id) if not stroke.passes_near(point, ERASER_RADIUS))
        if len(remaining) != len(self.strokes(slide_id)):
            self._push_ink_state(slide_id, remaining)

    def _push_ink_state(self, slide_id: str, strokes: tuple[Stroke, ...]) -> None:
        self._ink_states.setdefault(slide_id, []).append(strokes)
        self.ink_changed.emit()

    def _discard_stroke(self) -> None:
        if self._current_stroke is not None:
            self._current_stroke = None
            self.ink_changed.emit()

    # -- timeline overlay -----------------------------------------------------------------------------------

    @property
    def timeline_visible(self) -> bool:
        """Return whether the timeline lies over the slide."""
        return self._timeline_visible

    def set_timeline_visible(self, visible: bool) -> None:
        """Show or hide the timeline over the slide."""
        if visible != self._timeline_visible:
            self._timeline_visible = visible
            self._camera = None
            self.changed.emit()

    @property
    def camera(self) -> TimeWindow | None:
        """Return the camera moved by hand over the slide, None before."""
        return self._camera

    def set_camera(self, time_window: TimeWindow | None) -> None:
        """Move the camera of the timeline overlay; None follows the slide again."""
        if time_window != self._camera:
            self._camera = time_window
            self.camera_changed.emit()

    @property
    def as_of(self) -> EdtfDate | None:
        """Return the date of knowledge chosen by hand, None for the slide's own."""
        return self._as_of

    def set_as_of(self, when: EdtfDate | None) -> None:
        """Choose the date of knowledge."""
        if when != self._as_of:
            self._as_of = when
            self.camera_changed.emit()

    def reset(self) -> None:
        """Reset all but the ink, for the begin or end of a talk."""
        self._discard_stroke()
        self._blank, self._frozen, self._tool, self._timeline_visible = "", None, "", False
        self._pointer = self._camera = self._as_of = None
        self.changed.emit()
        self.pointer_moved.emit()
