"""The window of the text says that a talk is running, and leads back to it."""

from __future__ import annotations

import pytest


@pytest.fixture
def presenting(window):
    """Return the window while a talk is running."""
    window.talks.begin(windowed=True)
    yield window
    window.talks.end()


def bar_of(window):
    return window.workbench.notifications.bars.get("talk")


def test_nothing_is_said_while_no_talk_is_running(window):
    window._talk_reminder.note_focus(window.windowHandle())
    assert bar_of(window) is None


def test_who_comes_to_the_window_during_a_talk_is_led_back(presenting):
    reminder = presenting._talk_reminder
    reminder.note_focus(presenting.talks.presenter.audience.windowHandle())
    assert bar_of(presenting) is None
    reminder.note_focus(presenting.windowHandle())
    bar = bar_of(presenting)
    assert bar is not None
    reminder.note_focus(presenting.windowHandle())
    assert bar_of(presenting) is bar
    asked = []
    reminder._go_back = lambda: asked.append(True)
    bar.buttons[0].click()
    assert asked == [True]


def test_the_reminder_goes_with_the_talk(presenting):
    presenting._talk_reminder.note_focus(presenting.windowHandle())
    presenting.talks.end()
    assert bar_of(presenting) is None


def test_the_key_that_begins_a_talk_goes_back_to_the_running_one(presenting):
    presenter, slide_id = presenting.talks.presenter, "event"
    presenting.session.navigator.go_to_slide(slide_id)
    presenting.talks.begin()
    assert presenting.talks.presenter is presenter
    assert presenting.session.navigator.position.slide_id == slide_id
