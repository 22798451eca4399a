"""What the audience sees besides the slide: blank, freeze, tools, ink and the timeline. A part of the session's state.

Places are in units of the slide's canvas, 1920 wide, so that every window shows the same wherever the hand was.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.fast_dataclass import dataclass
from desktop.session.position import Position
from desktop.story.dates.parse import When
from desktop.timeline.camera import Window

TOOLS: Final = ("laser", "pen", "eraser", "spotlight", "magnifier")
INKS: Final = ("vermilion", "gold", "jade", "ink-blue", "paper")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line drawn: its colour's name, its width, and where it goes, in units of the canvas."""

    color: str
    width: float
    points: tuple[Point, ...]

    def near(self, point: Point, reach: float) -> bool:
        """Return whether the line passes within `reach` of a point."""
        if len(self.points) == 1:
            return _distance(point, self.points[0], self.points[0]) <= reach
        return any(_distance(point, a, b) <= reach for a, b in zip(self.points, self.points[1:], strict=False))


class Stage(QObject):
    """Blank, frozen slide, tool and pointer, ink by slide, the timeline over the slide and its camera."""

    changed = Signal()  # blank, freeze, tool, or whether the timeline is there
    pointed = Signal()  # the pointer moved
    inked = Signal()
    camera_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blank = ""
        self._frozen: Position | None = None
        self._tool = ""
        self._color = INKS[0]
        self._pointer: Point | None = None
        self._ink: dict[str, list[tuple[Stroke, ...]]] = {}  # by slide: every state it was in, the last one shown
        self._drawing: Stroke | None = None
        self._timeline = False
        self._camera: Window | None = None
        self._as_of: When | None = None

    # -- blank and freeze ----------------------------------------------------------------------------------------------

    @property
    def blank(self) -> str:
        """Return "black" or "white" while the audience sees nothing else, "" otherwise."""
        return self._blank

    def set_blank(self, blank: str) -> None:
        """Show nothing but black or white; the same again shows the slide."""
        wanted = "" if blank == self._blank else blank
        if wanted != self._blank:
            self._blank = wanted
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

    def take(self, tool: str) -> None:
        """Take a tool in hand; the same again puts it away."""
        wanted = "" if tool == self._tool else tool
        if wanted != self._tool:
            self._end_stroke()
            self._tool = wanted
            self.changed.emit()

    @property
    def color(self) -> str:
        """Return the pen's colour."""
        return self._color

    def set_color(self, color: str) -> None:
        """Choose the pen's colour, and take the pen."""
        if color in INKS:
            self._color = color
            if self._tool != "pen":
                self.take("pen")
            else:
                self.changed.emit()

    def next_color(self) -> None:
        """Take the pen's next colour."""
        self.set_color(INKS[(INKS.index(self._color) + 1) % len(INKS)])

    @property
    def pointer(self) -> Point | None:
        """Return where the tool points, None while it points nowhere."""
        return self._pointer

    def point(self, point: Point | None) -> None:
        """Move the pointer."""
        if point != self._pointer:
            self._pointer = point
            self.pointed.emit()

    # -- ink -----------------------------------------------------------------------------------------------------------

    def ink(self, slide: str) -> tuple[Stroke, ...]:
        """Return what is drawn on a slide, with the line under the pen."""
        states = self._ink.get(slide)
        kept = states[-1] if states else ()
        return (*kept, self._drawing) if self._drawing is not None else kept

    @property
    def inked_slides(self) -> tuple[str, ...]:
        """Return the slides with anything drawn on them."""
        return tuple(slide for slide, states in self._ink.items() if states and states[-1])

    def press(self, slide: str, point: Point) -> None:
        """Begin a line, or rub out."""
        self.point(point)
        if self._tool == "pen":
            self._drawing = Stroke(self._color, 7.0, (point,))
            self.inked.emit()
        elif self._tool == "eraser":
            self._erase(slide, point)

    def drag(self, slide: str, point: Point) -> None:
        """Go on with a line, or with rubbing out."""
        self.point(point)
        if self._drawing is not None:
            self._drawing = Stroke(self._drawing.color, self._drawing.width, (*self._drawing.points, point))
            self.inked.emit()
        elif self._tool == "eraser":
            self._erase(slide, point)

    def release(self, slide: str) -> None:
        """End a line."""
        if self._drawing is not None:
            drawn, self._drawing = self._drawing, None
            self._change(slide, (*self.ink(slide), drawn))

    def undo(self, slide: str) -> None:
        """Take back the last line drawn or rubbed out."""
        states = self._ink.get(slide)
        if states:
            states.pop()
            self.inked.emit()

    def clear(self, slide: str) -> None:
        """Rub out all of a slide; can be taken back."""
        if self.ink(slide):
            self._drawing = None
            self._change(slide, ())

    def forget_ink(self) -> None:
        """Rub out everything: a new talk begins on clean slides."""
        if self._ink or self._drawing:
            self._drawing = None
            self._ink.clear()
            self.inked.emit()

    def _erase(self, slide: str, point: Point) -> None:
        kept = tuple(stroke for stroke in self.ink(slide) if not stroke.near(point, 18.0))
        if len(kept) != len(self.ink(slide)):
            self._change(slide, kept)

    def _change(self, slide: str, strokes: tuple[Stroke, ...]) -> None:
        self._ink.setdefault(slide, []).append(strokes)
        self.inked.emit()

    def _end_stroke(self) -> None:
        if self._drawing is not None:
            self._drawing = None
            self.inked.emit()

    # -- the timeline over the slide -----------------------------------------------------------------------------------

    @property
    def timeline(self) -> bool:
        """Return whether the timeline lies over the slide."""
        return self._timeline

    def show_timeline(self, shown: bool) -> None:
        """Lay the timeline over the slide, or take it away."""
        if shown != self._timeline:
            self._timeline = shown
            self._camera = None
            self.changed.emit()

    @property
    def camera(self) -> Window | None:
        """Return the window of time that a hand chose on the timeline over the slide, None before any did."""
        return self._camera

    def look(self, window: Window | None) -> None:
        """Move the camera of the timeline over the slide; None lets it follow the slide again."""
        if window != self._camera:
            self._camera = window
            self.camera_changed.emit()

    @property
    def as_of(self) -> When | None:
        """Return the date of knowledge chosen by hand, None for the slide's own."""
        return self._as_of

    def know(self, when: When | None) -> None:
        """Choose the date of knowledge."""
        if when != self._as_of:
            self._as_of = when
            self.camera_changed.emit()

    def reset(self) -> None:
        """Put everything away but the ink: a talk begins or ends with nothing but its slide."""
        self._end_stroke()
        self._blank, self._frozen, self._tool, self._timeline = "", None, "", False
        self._pointer = self._camera = self._as_of = None
        self.changed.emit()
        self.pointed.emit()


def _distance(point: Point, a: Point, b: Point) -> float:
    """Return how far a point is from the stretch between two others."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2) ** 0.5)
