"""A hand on the timeline for tests: a story of five events in a real window, and real mouse, wheel and key events."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.ui.timeline.view import TimelineView

_MOVE_MS = 12  # pyqtgraph sees no more than a hundred moves a second


def say(text: str) -> LocalizedText:
    return LocalizedText((("en", text),))


STORY = Story(
    tracks=(Track("films", say("Films"), "vermilion"), Track("rules", say("Rules"), "gold")),
    events=(
        Event("mood", parse_date("2000-05-20"), say("In the Mood for Love"), track="films"),
        Event("takeover", parse_date("2014-06-05"), say("Takeover"), track="films", leads_to=("announced",)),
        Event("announced", parse_date("2015-01-11"), say("Announced"), track="films", leads_to=("release",)),
        Event("release", parse_date("2016-12-23"), say("Release"), track="films"),
        Event("quota", parse_date("2017-02"), say("End of the quotas?"), track="rules", status="planned",
              known_from=parse_date("2014-11-05"), became="happened"),
    ),
    as_of=parse_date("2015-01-11"),
)  # fmt: skip


def timeline(qtbot) -> TimelineView:
    """Return a timeline in a window of its own, with the keys."""
    made = TimelineView(reduced_motion=True)
    qtbot.addWidget(made)
    made.resize(1280, 320)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    made.set_story(STORY, "en")
    made.setFocus()
    return made


# -- the hand ----------------------------------------------------------------------------------------------------------


def zone(view: TimelineView, kind: str, name: str = "") -> QPoint:
    found = next(one for one in view.frame().zones if one.kind == kind and name in ("", one.id))
    return QPoint(round(found.x + found.width / 2), round(found.y + found.height / 2))


def plot(view: TimelineView, share: float) -> QPoint:
    """Return a place of the plot where nothing else is: on its axis."""
    found = view.canvas.plot_rect
    return QPoint(round(found.x() + share * found.width()), round(found.bottom() - 6))


def wheel(view: TimelineView, at: QPoint, turns: int, held=Qt.KeyboardModifier.NoModifier, *, sideways=False) -> None:
    delta = QPoint(120 * turns, 0) if sideways else QPoint(0, 120 * turns)
    event = QWheelEvent(
        QPointF(at), view.viewport().mapToGlobal(QPointF(at)), QPoint(), delta, Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def mouse(view, kind, at, button=Qt.MouseButton.LeftButton, held=Qt.KeyboardModifier.NoModifier, *, down=True) -> None:
    buttons = button if down else Qt.MouseButton.NoButton
    place = QPointF(at)
    pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(kind, place, view.viewport().mapToGlobal(place), pressed, buttons, held)
    )


def hover(view: TimelineView, at: QPoint) -> None:
    QTest.qWait(_MOVE_MS)
    mouse(view, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
    QApplication.processEvents()


def drag(
    view, start: QPoint, end: QPoint, button=Qt.MouseButton.LeftButton, held=Qt.KeyboardModifier.NoModifier
) -> None:
    mouse(view, QEvent.Type.MouseButtonPress, start, button, held)
    for number in range(1, 9):
        at = start + (end - start) * number / 8
        QTest.qWait(_MOVE_MS)
        mouse(view, QEvent.Type.MouseMove, at, button, held)
    mouse(view, QEvent.Type.MouseButtonRelease, end, button, held, down=False)
    QApplication.processEvents()


def double(view: TimelineView, at: QPoint) -> None:
    """Click twice, as a window system tells it."""
    mouse(view, QEvent.Type.MouseButtonPress, at)
    mouse(view, QEvent.Type.MouseButtonRelease, at, down=False)
    mouse(view, QEvent.Type.MouseButtonDblClick, at)
    mouse(view, QEvent.Type.MouseButtonRelease, at, down=False)
    QApplication.processEvents()


def seen(view: TimelineView) -> set[str]:
    return {one.id for one in view.frame().zones if one.kind == "event"}


def instant(view: TimelineView, at: QPoint) -> int:
    found = view.canvas.plot_rect
    return view.time_window.instant_at((at.x() - found.x()) / found.width())[0]
