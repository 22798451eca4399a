"""A hand that changes dates, for tests: a story of dates written in many ways, on a window with the keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.timeline.edit_handles import handles_of
from tests.ui.timeline.timeline_helpers import mouse

STORY = """# Kept as it is.
format = 1

[story]
title = { fr = "Essai", en = "Trial" }
languages = ["en", "fr"]
as_of = "2030"

[track.films]
title = "Films"
[track.rules]
title = "Rules"
[track.songs]
title = "Songs"

[event.day]          # a comment
date   = '2014-06-05'   # and another
title = "A day"
track = "films"

[event]
inline = { track = "rules", title = "In braces", date = "2014-03/2014-06-25" }
dotted.date = 2014-08-10
dotted.title = "Dotted"
dotted.track = "films"
timed = { date = 2014-07-01 10:30:00.5Z, title = "A time" , track = "rules" }

[event.month]
title = "A month"
date = "2014-02~"
track = "films"

[event.nobody]
title = "Who knows"
date = "XXXX/2014-10-01"

[event.disputed]
title = "Disputed"
date = "2014"
status = "disputed"
track = "rules"
  [[event.disputed.claim]]
  says = "May"
  date = "2014-05"
  [[event.disputed.claim]]
  says = "A day in April"
  date = "2014-04-03"
  [[event.disputed.claim]]
  says = "The same day"
  date = "2014-04-03"   # says another

"""
NAMES = ("day", "inline", "dotted", "timed", "month", "nobody", "disputed")
STORY += "\n".join(
    f'[[slide]]\nid = "{name}"\nlayout = "event"\nevent = "{name}"\ntitle = "{name}"\nwindow = "2014-01/2014-12"\n'
    for name in NAMES
)


def written(folder: Path, story: bytes = STORY.encode()) -> Path:
    """Return the story as a file."""
    made = folder / "content.toml"
    made.write_bytes(story)
    return made


def at_hand(window):
    """Return the timeline of a window, large enough to aim at, with the keys."""
    view = window.workbench.timeline_pane.create_timeline()
    window.workbench.row_splitter.setSizes([300, 460])
    window.workbench.timeline_pane.timeline.setFocus()
    QApplication.processEvents()
    return view


def go(window, name: str) -> None:
    window.session.navigator.go_to_slide(name)
    QApplication.processEvents()


def place(view, name: str, part: str = "whole", number: int = 0) -> QPoint:
    """Return where to take hold of an event: its middle, or an end."""
    grip = handles_of(view.canvas, name)[number]
    when = grip.date
    at = {"whole": when.midpoint, "start": when.start_min, "end": when.end_max}[part]
    return QPoint(round(view.canvas.x_of(at)), round(grip.y))


def days(view, count: float) -> QPoint:
    """Return the way that so many days are on the screen."""
    return QPoint(round(view.canvas.x_of(round(count * 86400)) - view.canvas.x_of(0)), 0)


def pull(view, start: QPoint, end: QPoint) -> None:
    """Press and drag, and do not let go yet."""
    mouse(view, QEvent.Type.MouseButtonPress, start)
    for number in range(1, 9):
        QTest.qWait(12)
        mouse(view, QEvent.Type.MouseMove, start + (end - start) * number / 8)


def label_texts(preview) -> tuple[str, ...]:
    """Return the lines beside the pointer."""
    is_shown = preview._target is not None and preview.isVisible()
    return tuple(text for text, _, _ in preview._label_lines()) if is_shown else ()


def let_go(view, at: QPoint) -> None:
    mouse(view, QEvent.Type.MouseButtonRelease, at, down=False)
    QApplication.processEvents()


def lane(view, track: str) -> int:
    return round(view.canvas.track_rects()[track].center().y())


def date(window, name: str) -> str:
    return window.session.story.event_by_id[name].when.text
