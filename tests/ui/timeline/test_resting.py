"""Events that move to better rows while the camera rests, and what keeps them where they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from desktop.story.load.load import load_text
from desktop.timeline.camera import window_between
from tests.ui.timeline.timeline_helpers import timeline

HEAD = '[story]\ntitle = "A"\nlanguages = ["en"]\n'
TRACK = '[track.one]\ntitle = "One"\n[event.far]\ndate = "1900-01-01"\ntitle = "Far"\ntrack = "one"\n'
EVENTS = "".join(
    f'[event.e{number}]\ndate = "2014-06-{1 + number % 28:02}"\ntitle = "What happened here {number}"\ntrack = "one"\n'
    for number in range(40)
)


@pytest.fixture
def view(qtbot):
    made = timeline(qtbot)
    made.rows_at_rest._rest_timer.setInterval(3_600_000)  # the tests say when the time is over
    show(made, HEAD)
    yield made
    made.rows_at_rest.stop()


def show(view, head):
    view.set_story(load_text(f"{head}{TRACK}{EVENTS}").story, "en")
    view.fly_to(window_between(1_401_580_800, 1_404_172_800), False)


def rest(view):
    """Let the time of rest pass, and the whole search."""
    view.rows_at_rest._on_rest()
    while view.rows_at_rest._search is not None:
        view.rows_at_rest._step()


def named(view):
    return sum("What happened" in getattr(item, "text", "") for item in view.frame().items)


def test_at_rest_more_events_are_named(view):
    before = named(view)
    rest(view)
    assert named(view) > before
    assert view.state.row_shifts == {}  # with reduced motion they are there at once


def test_marks_move_there_in_one_short_motion(view, qtbot):
    view.camera.set_reduced_motion(False)
    rest(view)
    assert view.state.row_shifts
    qtbot.waitUntil(lambda: not view.state.row_shifts, timeout=30_000)
    assert view.rows_at_rest.motion_count == 1


def test_a_pan_keeps_the_rows(view):
    rest(view)
    rested = view.state.rested
    view.camera.pan_by(0.2)
    view.frame()
    assert view.state.rested is rested


def test_a_story_may_keep_its_rows(view):
    show(view, f"{HEAD}keep_rows = true\n")
    rest(view)
    assert view.state.rested is None


def test_a_setting_keeps_the_rows(view):
    view.rows_at_rest.keeps_still = lambda: True
    rest(view)
    assert view.state.rested is None


@pytest.mark.parametrize("busy", ["hover", "search", "play", "hidden"])
def test_nothing_moves_under_the_hand(view, busy):
    if busy == "hover":
        view.state.set_hovered("e1")
    elif busy == "search":
        view.finder.open()
    elif busy == "play":
        view.play.toggle()
    else:
        view.hide()
    rest(view)
    view.play.stop()
    assert view.state.rested is None


def test_a_drag_ends_a_search(view):
    view.rows_at_rest._on_rest()
    assert view.rows_at_rest._search is not None
    view.camera.pan_by(0.1)
    assert view.rows_at_rest._search is None
    assert view.state.rested is None


def test_a_hand_that_moves_on_waits_again(view):
    timer = view.rows_at_rest._rest_timer
    timer.stop()
    QTest.mouseMove(view.viewport(), QPoint(5, 5))
    view.camera.pan_by(0.1)
    assert timer.isActive()
