"""Time that runs by itself on a timeline: begun, stopped, and given up where a hand takes over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.timeline.camera import zoom_at
from tests.ui.timeline.timeline_helpers import timeline

KEY = Qt.Key


@pytest.fixture
def view(qtbot):
    made = timeline(qtbot)
    yield made
    made.play.stop()


def press(view, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(view, key, modifier)


def test_p_plays_and_what_is_known_begins_at_the_left_edge(view):
    press(view, KEY.Key_P)
    assert view.play.is_playing
    assert view.state.as_of_override.latest < view.state.story.event_by_id["mood"].when.start_min


@pytest.mark.parametrize("key", [KEY.Key_P, KEY.Key_Space])
def test_a_key_stops_it_where_it_is(view, key):
    press(view, KEY.Key_P)
    shown = view.state.as_of_override
    press(view, key)
    assert not view.play.is_playing
    assert view.state.as_of_override == shown


@pytest.mark.parametrize("paused", [False, True])
def test_escape_goes_back_to_what_was_shown_before(view, paused):
    view.camera.jump_on_axis(zoom_at(view.camera.axis_window, 0.5, 0.5))
    before = view.camera.axis_window
    press(view, KEY.Key_P)
    if paused:  # a pause is no new beginning
        press(view, KEY.Key_Space, KEY.Key_P)
    view.play.player._share = 0.5
    view.play.player.advance()
    assert view.state.as_of_override is not None
    press(view, KEY.Key_Escape)
    assert not view.play.is_playing
    assert view.state.as_of_override is None
    assert view.camera.target == before


def test_escape_keeps_the_date_of_knowledge_that_was_chosen_before(view):
    chosen = view.state.story.event_by_id["mood"].when
    view.state.override_as_of(chosen)
    press(view, KEY.Key_P, KEY.Key_Escape)
    assert view.state.as_of_override == chosen


def test_space_is_no_key_of_a_timeline_that_stands_still(view):
    event_taken = view.keys._can_execute("stop")
    assert not event_taken


def test_a_hand_on_the_camera_ends_it(view):
    press(view, KEY.Key_P)
    view.camera.jump_on_axis(zoom_at(view.camera.axis_window, 0.5, 0.5))
    before = view.camera.axis_window
    view.play.player.advance()
    assert not view.play.is_playing
    assert view.camera.axis_window == before


def test_another_date_of_knowledge_ends_it(view):
    press(view, KEY.Key_P)
    view.state.override_as_of(None)
    view.play.player.advance()
    assert not view.play.is_playing
    assert view.state.as_of_override is None


def test_a_hidden_timeline_stops(view):
    press(view, KEY.Key_P)
    view.hide()
    assert not view.play.is_playing


def test_at_the_end_all_is_known_again(view):
    press(view, KEY.Key_P)
    view.play.player._share = 1.0
    view.play.player.advance()
    assert not view.play.is_playing
    assert view.state.as_of_override is None


def test_speed_and_loop_have_keys_while_it_plays(view):
    press(view, KEY.Key_P)
    press(view, KEY.Key_P, KEY.Key_L, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert (view.play.player.speed, view.play.player.loops) == (2.0, True)
