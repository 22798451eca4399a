"""A slide that plays through time: both windows follow, any key leads on, and the next slide is as always."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.session.session_pictures import audience_picture

STORY = """
format = 1
[story]
title = "Play"
languages = ["en"]
[track.a]
title = "A"
[track.b]
title = "B"
[event.beside]
date = "2004-05-01"
track = "b"
title = "Beside"
[event.first]
date = "2001-05-01"
track = "a"
title = "First"
[event.last]
date = "2009-05-01"
track = "a"
title = "Last"
[[slide]]
id = "before"
layout = "statement"
title = "Before"
[[slide]]
id = "played"
layout = "timeline"
title = "Played"
window = "2000/2010"
tracks = ["a"]
play = true
[[slide]]
id = "after"
layout = "statement"
title = "After"
"""


@pytest.fixture
def talk(window, qtbot, tmp_path):
    """Return a talk of this story, before the slide that plays."""
    file = tmp_path / "content.toml"
    file.write_text(STORY, "utf-8")
    window.session.open(file)
    window.talks.present(windowed=True)
    made = window.talks.presenter
    qtbot.waitUntil(made.console.isVisible, timeout=30_000)
    yield made
    made.end_talk()


def player(talk):
    return talk.console.current_slide_view.timeline_overlay.timeline_view.play


def go(talk, slide_id: str) -> None:
    talk._session.navigator.go_to_slide(slide_id)


def test_the_audience_sees_the_timeline_play_through_the_window_of_the_slide(talk):
    go(talk, "played")
    assert player(talk).is_playing
    first = audience_picture(talk._session).timeline
    assert first is not None
    player(talk).player._share = 0.5
    player(talk).player.advance()
    middle = audience_picture(talk._session).timeline
    assert first.marks.as_of.latest < middle.marks.as_of.latest
    assert middle.marks.as_of.text.startswith("2005")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_a_key_stops_it_and_the_slide_stays(talk, key):
    go(talk, "played")
    QTest.keyClick(talk.console.current_slide_view.timeline_overlay.timeline_view, key)
    assert not player(talk).is_playing
    assert (player(talk)._state.as_of_override is None) == (key == Qt.Key.Key_Escape)  # ended, not only stopped
    assert talk._session.navigator.position.slide_id == "played"
    assert talk._session.talk.timeline_visible


def test_only_the_tracks_of_the_slide_play_and_the_timeline_of_another_slide_has_all(talk):
    def tracks() -> set[str]:
        return set(talk.console.current_slide_view.timeline_overlay.timeline_view.canvas.layers().bands)

    go(talk, "played")
    assert tracks() == {"a"}
    go(talk, "after")
    talk._session.talk.set_timeline_visible(True)
    assert tracks() == {"a", "b"}


def test_the_next_slide_has_no_timeline_over_it(talk):
    go(talk, "played")
    go(talk, "after")
    assert not player(talk).is_playing
    assert not talk._session.talk.timeline_visible
    assert talk._session.talk.marks.as_of is None


def test_a_frozen_audience_window_stops_it(talk):
    go(talk, "played")
    picture = audience_picture(talk._session)
    talk._session.talk.freeze(picture)
    player(talk).player.advance()
    assert audience_picture(talk._session).timeline == picture.timeline


def test_a_timeline_that_was_open_before_stays_open(talk):
    talk._session.talk.set_timeline_visible(True)
    go(talk, "played")
    go(talk, "after")
    assert talk._session.talk.timeline_visible
