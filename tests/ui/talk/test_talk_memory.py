"""Talk after talk without a pause leaves nothing behind: a speaker who rehearses never lets the idle work come to its end."""

from __future__ import annotations

import gc
from collections import Counter
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent

from desktop.ui.widgets.slide_view import SlideView


def hurried_talk(window) -> None:
    """Begin a talk with its console, paint each of its views at each of six slides, and end it."""
    window.talks.present(windowed=True)
    presenter = window.talks.presenter
    for _ in range(6):
        window.session.navigator.next()
        for top in (presenter.audience, presenter.console):
            for view in top.findChildren(SlideView):
                view.grab()
    presenter.end_talk()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def held() -> Counter[str]:
    """Return how many views and waiting calls of views there are."""
    gc.collect()
    found: Counter[str] = Counter()
    for thing in gc.get_objects():
        if isinstance(thing, SlideView):
            found["views"] += 1
        elif isinstance(thing, partial) and isinstance(getattr(thing.func, "__self__", None), SlideView):
            found["calls"] += 1
    return found


def test_talk_after_talk_keeps_no_view_of_those_before(window):
    window.slide_view._frame_cache._idle_timer.setInterval(3_600_000)  # keys come faster than idle time
    hurried_talk(window)
    after_one = held()
    for _ in range(4):
        hurried_talk(window)
    assert held() == after_one
