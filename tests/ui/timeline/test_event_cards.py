"""The card of an event that is asked for while the camera flies: it comes at the end, or not at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.story.dates.calendar import seconds_from_civil
from desktop.timeline.camera import window_between
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import hover, plot, timeline, wheel, zone

NEAR = window_between(seconds_from_civil(2013), seconds_from_civil(2019))
ELSEWHERE = window_between(seconds_from_civil(2010), seconds_from_civil(2018))
FAR = window_between(seconds_from_civil(1999), seconds_from_civil(2020))


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    made = timeline(qtbot)
    made.fly_to(FAR, animate=False)
    made.camera.set_reduced_motion(False)
    return made


@pytest.fixture
def shown(view) -> list[bool]:
    """Return what is noted after each flight: whether a card is visible."""
    noted: list[bool] = []
    view.camera.came_to_rest.connect(lambda: noted.append(view.cards.is_visible))
    return noted


def fly_and_ask(view, name: str = "quota") -> None:
    view.fly_to(NEAR)
    assert view.camera.is_moving
    view.cards.show(name)
    assert not view.cards.is_visible


def test_a_card_asked_for_during_a_flight_comes_when_the_camera_stands_still(view, qtbot, shown):
    fly_and_ask(view)
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown == [True]


def test_it_does_not_come_once_the_pointer_has_left(view, qtbot, shown):
    fly_and_ask(view)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown == [False]


def test_it_does_not_come_once_the_pointer_has_gone_from_an_event_to_an_empty_place(view, qtbot, shown):
    hover(view, zone(view, "event", "quota"))
    assert view.state.hovered_id == "quota"
    fly_and_ask(view)
    hover(view, plot(view, 0.1))
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown == [False]


def test_after_a_flight_that_was_interrupted_no_later_flight_brings_it(view, qtbot, shown):
    fly_and_ask(view)
    wheel(view, plot(view, 0.5), 1)
    assert not view.camera.is_moving
    view.fly_to(FAR)
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown == [False]


def test_another_flight_begun_meanwhile_does_not_bring_it(view, qtbot, shown):
    fly_and_ask(view)
    view.fly_to(ELSEWHERE)
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown == [False]
