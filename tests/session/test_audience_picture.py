"""What the room sees is one pure function of a talk's state: no window is needed to know it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.render.ink import Stroke
from desktop.session import audience_picture as pictures
from desktop.session.audience_picture import (
    AudiencePicture,
    Light,
    TimelineMarks,
    VisibleState,
    audience_picture,
    differences,
    speaker_picture,
)
from desktop.session.position import Position
from desktop.session.session_pictures import audience_picture as audience_sees, toggle_freeze, visible_state
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import EMPTY_STORY, Event, Slide, Story
from desktop.timeline.camera import TimeWindow
from tests.reloading import reload_file

EVENTS = tuple(
    Event(name, parse_date(date), LocalizedText((("en", name),)))
    for name, date in (("one", "2001"), ("two", "2002"), ("three", "2003"))
)
STORY = Story(languages=("en",), slides=(Slide("a", "event", event="one"), Slide("b", "event")), events=EVENTS)
WINDOW = TimeWindow(0, 1000.0)
LIVE = AudiencePicture(STORY, Position("a"), "en")


def full_picture() -> AudiencePicture:
    """Return a picture with everything on it."""
    timeline = pictures.timeline_picture(LIVE, WINDOW, None, TimelineMarks(hovered_id="two"), {})
    return replace(
        LIVE, timeline=timeline, strokes=(Stroke("gold", 7.0, ((1.0, 1.0),)),), light=Light("laser", (5.0, 5.0))
    )


@pytest.mark.parametrize("blank", ["black", "white"])
def test_a_blank_covers_everything(blank):
    seen = audience_picture(VisibleState(full_picture(), blank=blank))
    assert (seen.blank, seen.timeline, seen.strokes, seen.light) == (blank, None, (), None)
    assert speaker_picture(VisibleState(full_picture(), blank=blank)) == full_picture()


def test_a_freeze_holds_everything():
    frozen = full_picture()
    moved = AudiencePicture(EMPTY_STORY, Position("b", 3), "fr", light=Light("spotlight", (9.0, 9.0)))
    assert audience_picture(VisibleState(moved, frozen=frozen)) == frozen
    assert audience_picture(VisibleState(moved, blank="white", frozen=frozen)).blank == "white"


def test_after_the_last_slide_the_audience_sees_black():
    ended = VisibleState(replace(full_picture(), position=Position("b", 0, ended=True)))
    assert audience_picture(ended).blank == "black"
    assert audience_picture(ended).timeline is None
    assert differences(ended) == ("ended",)


def test_a_notice_is_for_a_speaker_without_a_console():
    assert audience_picture(VisibleState(LIVE, notice="Esc again")).notice == "Esc again"
    assert audience_picture(VisibleState(LIVE, notice="Esc again", has_console=True)).notice == ""


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (VisibleState(LIVE), ()),
        (VisibleState(LIVE, blank="black"), ("black",)),
        (VisibleState(LIVE, blank="white", frozen=LIVE), ("white", "frozen")),
        (VisibleState(LIVE, has_audience=False), ("unseen",)),
    ],
)
def test_the_console_names_each_difference(state, expected):
    assert differences(state) == expected
    assert set(expected) <= set(pictures.CONSOLE_DIFFERENCES)


def test_without_a_difference_both_pictures_are_the_same():
    state = VisibleState(full_picture(), has_console=True)
    assert audience_picture(state) == speaker_picture(state)


def test_the_timeline_selects_the_chosen_event_else_the_slides():
    def selected(marks: TimelineMarks, position: Position = LIVE.position) -> str:
        return pictures.timeline_picture(replace(LIVE, position=position), WINDOW, None, marks, {}).selected_id

    assert selected(TimelineMarks()) == "one"
    assert selected(TimelineMarks(chosen_id="three")) == "three"
    assert selected(TimelineMarks(), Position("b")) == ""


def test_marks_on_events_that_the_text_lost_are_not_shown():
    marks = TimelineMarks(None, True, ("one", "gone"), "gone", frozenset(), None, "gone", "gone")
    shown = pictures.timeline_picture(LIVE, WINDOW, None, marks, {}).marks
    assert shown == TimelineMarks(breaks_enabled=True)


def test_a_frozen_talk_keeps_slide_language_timeline_and_ink_whatever_the_speaker_does(session, file):
    session.open(file, slide_id="event")
    session.talk.set_presenting(True)
    talk = session.talk
    talk.set_timeline_visible(True)
    talk.set_marks(TimelineMarks(breaks_enabled=True))
    toggle_freeze(session)
    seen = audience_sees(session)
    session.next_language()
    session.navigator.next_slide()
    talk.set_camera(WINDOW)
    talk.set_marks(TimelineMarks())
    talk.select_tool("laser")
    talk.set_pointer((5.0, 5.0))
    talk.set_timeline_visible(False)
    file.write_text(file.read_text("utf-8").replace("Le maire", "La mairesse"), "utf-8")
    reload_file(session)
    assert audience_sees(session) == seen
    toggle_freeze(session)
    assert audience_sees(session) == visible_state(session).live
