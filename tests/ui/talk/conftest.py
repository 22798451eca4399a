"""A talk on one screen, with its console."""

from __future__ import annotations

import pytest


@pytest.fixture
def presenter(window, qtbot):
    """Return a talk in a plain window with the console open, as for a video call."""
    window.talks.present(windowed=True)
    made = window.talks.presenter
    qtbot.waitUntil(made.console.isActiveWindow, timeout=30_000)
    yield made
    if window.talks.presenter is not None:
        window.talks.presenter.end_talk()
