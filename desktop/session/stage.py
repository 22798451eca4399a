"""What the audience sees besides the slide: blank, freeze, tools, ink and the timeline. A part of the session's state.

Points are in units of the slide's canvas, 1920 wide, so that every window shows the same whatever its size.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.render.ink import Drawing, Point, Stroke
from desktop.session.position import Position
from desktop.story.dates.edtf_date import EdtfDate
from desktop.timeline.camera import TimeWindow

TOOLS: Final = ("laser", "pen", "eraser", "spotlight", "magnifier")
INK_COLORS: Final = ("vermilion", "gold", "jade", "ink-blue", "paper")
PEN_WIDTH: Final = 7.0
ERASER_RADIUS: Final = 18.0


class Stage(QObject):
    """Blank, frozen slide, tool and pointer, ink by slide, the timeline over the slide and its camera."""

    changed = Signal()  # blank, freeze, tool, or whether the timeline is there
    pointer_moved = Signal()  # the pointer moved
    ink_changed = Signal()
    camera_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blank = ""
        self._frozen: Position | None = None
        self._tool = ""
        self._color = INK_COLORS[0]
        self._pointer: Point | None = None
        self._ink_states: dict[
            str, list[tuple[Stroke, ...]]
        ] = {}  # by slide: every state it was in, the last one shown
        self._ink_aspects: dict[str, str] = {}  # by slide: the aspect it had when it was last drawn on
        self._current_stroke: Stroke | None = None
        self._timeline_visible = False
        self._camera: TimeWindow | None = None
        self._as_of: EdtfDate | None = None

    # -- blank and freeze ----------------------------------------------------------------------------------------------

    @property
    def blank(self) -> str:
        """Return "black" or "white" while the audience sees nothing else, "" otherwise."""
        return self._blank

    def set_blank(self, blank: str) -> None:
        """Show nothing but black or white; the same again shows the slide."""
        new_blank = "" if blank == self._blank else blank
        if new_blank != self._blank:
            self._blank = new_blank
            self.changed.emit()

    @property
    def frozen(self) -> Position | None:
        """Return where the audience's picture stands still while the speaker goes on, None when it follows."""
        return self._frozen

    def freeze(self, position: Position | None) -> None:
        """Hold the audience's picture at a position, or let it follow again."""
        if position != self._frozen:
            self._frozen = position
            self.changed.emit()

    # -- tools ---------------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> str:
        """Return the tool in hand, one of `TOOLS`, or ""."""
        return self._tool

    def select_tool(self, tool: str) -> None:
        """Take a tool in hand; the same again puts it away."""
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
        """Return where the tool points, None while it points nowhere."""
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
        """Begin a stroke on a slide of that aspect, or erase."""
        self.set_pointer(point)
        if self._tool == "pen":
            self._ink_aspects[slide_id] = aspect
            self._current_stroke = Stroke(self._color, PEN_WIDTH, (point,))
            self.ink_changed.emit()
        elif self._tool == "eraser":
            self._erase(slide_id, point)

    def extend_stroke(self, slide_id: str, point: Point) -> None:
        """Go on with a line, or with rubbing out."""
        self.set_pointer(point)
        if self._current_stroke is not None:
            self._current_stroke = Stroke(
                self._current_stroke.color, self._current_stroke.width, (*self._current_stroke.points, point)
            )
            self.ink_changed.emit()
        elif self._tool == "eraser":
            self._erase(slide_id, point)

    def end_stroke(self, slide_id: str) -> None:
        """End a line."""
        if self._current_stroke is not None:
            finished_stroke, self._current_stroke = self._current_stroke, None
            self._push_ink_state(slide_id, (*self.strokes(slide_id), finished_stroke))

    def undo_stroke(self, slide_id: str) -> None:
        """Take back the last line drawn or rubbed out."""
        states = self._ink_states.get(slide_id)
        if states:
            states.pop()
            self.ink_changed.emit()

    def clear_strokes(self, slide_id: str) -> None:
        """Rub out all of a slide; can be taken back."""
        if self.strokes(slide_id):
            self._current_stroke = None
            self._push_ink_state(slide_id, ())

    def clear_all_ink(self) -> None:
        """Rub out everything: a new talk begins on clean slides."""
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

    # -- the timeline over the slide -----------------------------------------------------------------------------------

    @property
    def timeline_visible(self) -> bool:
        """Return whether the timeline lies over the slide."""
        return self._timeline_visible

    def set_timeline_visible(self, visible: bool) -> None:
        """Lay the timeline over the slide, or take it away."""
        if visible != self._timeline_visible:
            self._timeline_visible = visible
            self._camera = None
            self.changed.emit()

    @property
    def camera(self) -> TimeWindow | None:
        """Return the window of time that a hand chose on the timeline over the slide, None before any did."""
        return self._camera

    def set_camera(self, time_window: TimeWindow | None) -> None:
        """Move the camera of the timeline over the slide; None lets it follow the slide again."""
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
        """Put everything away but the ink: a talk begins or ends with nothing but its slide."""
        self._discard_stroke()
        self._blank, self._frozen, self._tool, self._timeline_visible = "", None, "", False
        self._pointer = self._camera = self._as_of = None
        self.changed.emit()
        self.pointer_moved.emit()
