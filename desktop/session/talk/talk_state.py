"""The state of a talk beside its position.

Points are in units of the slide's canvas, 1920 wide, so that every window shows the same whatever its size.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.render.ink import Point
from desktop.session.audience_picture import AudiencePicture, Light, TimelineMarks
from desktop.session.talk.talk_clock import TalkClock
from desktop.session.talk.talk_ink import TIMELINE_SHEET, TalkInk

if TYPE_CHECKING:
    from desktop.timeline.camera import TimeWindow

LIGHTS: Final = ("laser", "spotlight", "magnifier")
RESIZED_LIGHTS: Final = ("spotlight", "magnifier")
"""The lights that the wheel makes larger or smaller."""
INK_COLORS: Final = ("vermilion", "gold", "jade", "ink-blue", "paper")


class TalkState(QObject):
    """The state of a talk: clock, ink, blank, tools, timeline marks."""

    changed = Signal()  # blank, freeze, tool, notice, or whether the timeline is there
    pointer_moved = Signal()  # the pointer moved, or the size of its light
    presenting_changed = Signal()
    timeline_changed = Signal()  # the camera or the marks of the timeline

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Final = TalkClock(self)
        self.ink: Final = TalkInk(self)
        self._presenting = False
        self._blank = ""
        self._frozen: AudiencePicture | None = None
        self._notice = ""
        self._has_console = False
        self._has_audience = True
        self._tool = ""
        self._color = INK_COLORS[0]
        self._pointer: Point | None = None
        self._light_scale = 1.0
        self._timeline_visible = False
        self._camera: TimeWindow | None = None
        self._marks = TimelineMarks()

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
        """Blank the screen; the same colour again shows the slide."""
        new_blank = "" if blank == self._blank else blank
        if new_blank != self._blank:
            self._blank = new_blank
            self.changed.emit()

    @property
    def frozen(self) -> AudiencePicture | None:
        """Return the frozen picture of the audience, None while not frozen."""
        return self._frozen

    def freeze(self, picture: AudiencePicture | None) -> None:
        """Freeze the audience's picture; None lets it follow again."""
        if picture is not self._frozen:
            self._frozen = picture
            self.changed.emit()

    # -- a speaker without a console -----------------------------------------------------------------------------------

    @property
    def notice(self) -> str:
        """Return the notice shown to a speaker without a console."""
        return self._notice

    @property
    def has_console(self) -> bool:
        """Return whether the console is shown.

        With it the slide needs no notice.
        """
        return self._has_console

    def set_notice(self, notice: str) -> None:
        """Set the notice, "" for none."""
        if notice != self._notice:
            self._notice = notice
            self.changed.emit()

    @property
    def has_audience(self) -> bool:
        """Return whether the audience's window is shown on a screen."""
        return self._has_audience

    def set_windows(self, *, console: bool, audience: bool) -> None:
        """Set which windows of the talk are shown."""
        if (console, audience) != (self._has_console, self._has_audience):
            self._has_console, self._has_audience = console, audience
            self.changed.emit()

    # -- tools ---------------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> str:
        """Return the active tool, "laser" or "pen" say, or ""."""
        return self._tool

    def select_tool(self, tool: str) -> None:
        """Select a tool; the same again deselects it."""
        new_tool = "" if tool == self._tool else tool
        if new_tool != self._tool:
            self.ink.discard_stroke()
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
        """Switch to the pen's next colour."""
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

    @property
    def light(self) -> Light | None:
        """Return the light of the tool where the pointer is, if any."""
        if self._tool not in LIGHTS or self._pointer is None:
            return None
        return Light(self._tool, self._pointer, self._light_scale if self._tool in RESIZED_LIGHTS else 1.0)

    def resize_light(self, factor: float) -> None:
        """Make spotlight and magnifier larger or smaller."""
        scale = max(0.4, min(2.5, self._light_scale * factor))
        if self._tool in RESIZED_LIGHTS and scale != self._light_scale:
            self._light_scale = scale
            self.pointer_moved.emit()

    # -- ink -----------------------------------------------------------------------------------------------------------

    def sheet(self, slide_id: str) -> str:
        """Return the topmost sheet while a slide is shown."""
        return TIMELINE_SHEET if self._timeline_visible else slide_id

    def begin_stroke(self, sheet: str, point: Point, aspect: str) -> None:
        """Begin to draw or erase on a sheet, by the tool.

        `aspect` is the sheet's, such as "4:3".
        """
        self.set_pointer(point)
        if self._tool == "pen":
            self.ink.begin_stroke(sheet, point, aspect=aspect, color=self._color)
        elif self._tool == "eraser":
            self.ink.begin_erasing(sheet, point)

    def extend_stroke(self, point: Point) -> None:
        """Continue a stroke, or erase up to a point."""
        self.set_pointer(point)
        self.ink.extend_stroke(point)

    # -- timeline overlay -----------------------------------------------------------------------------------

    @property
    def timeline_visible(self) -> bool:
        """Return whether the timeline is shown over the slide."""
        return self._timeline_visible

    def set_timeline_visible(self, visible: bool) -> None:
        """Show or hide the timeline over the slide."""
        if visible != self._timeline_visible:
            self._timeline_visible = visible
            self._move_camera(None)
            self._marks = replace(self._marks, hovered_id="", chosen_id="")
            self.changed.emit()

    @property
    def camera(self) -> TimeWindow | None:
        """Return the camera moved by hand over the slide, None before."""
        return self._camera

    def set_camera(self, time_window: TimeWindow | None) -> None:
        """Move the camera of the timeline; None follows the slide again."""
        if time_window != self._camera:
            self._move_camera(time_window)
            self.timeline_changed.emit()

    @property
    def marks(self) -> TimelineMarks:
        """Return the marks set on the timeline by hand."""
        return self._marks

    def set_marks(self, marks: TimelineMarks) -> None:
        """Set the marks: date of knowledge, breaks, ruler, search, events."""
        if marks != self._marks:
            self._marks = marks
            self.timeline_changed.emit()

    def follow_slide(self) -> None:
        """Release the camera and the chosen event for another slide."""
        self._move_camera(None)
        self._marks = replace(self._marks, hovered_id="", chosen_id="")

    def _move_camera(self, time_window: TimeWindow | None) -> None:
        # What was drawn over the timeline would now stand beside what it was drawn around.
        self.ink.remove(TIMELINE_SHEET)
        self._camera = time_window

    def reset(self) -> None:
        """Reset all but the ink, when a talk begins or ends."""
        self.ink.discard_stroke()
        self._blank = self._tool = self._notice = ""
        self._frozen = self._pointer = None
        self._has_console = self._timeline_visible = False
        self._has_audience = True
        self._light_scale = 1.0
        self._marks = TimelineMarks()
        self._move_camera(None)
        self.changed.emit()
        self.pointer_moved.emit()
