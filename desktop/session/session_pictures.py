"""Reads a talk's visible state and pictures from the session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.session import audience_picture as pictures
from desktop.session.audience_picture import AudiencePicture, VisibleState

if TYPE_CHECKING:
    from desktop.session.session import Session


def visible_state(session: Session) -> VisibleState:
    """Return all state that decides the pictures of audience and speaker."""
    talk, position = session.talk, session.navigator.position
    strokes = talk.ink.strokes(talk.sheet(position.slide_id))
    live = AudiencePicture(session.story, position, session.language, strokes=strokes, light=talk.light)
    if talk.timeline_visible:
        timeline = pictures.timeline_picture(
            live, session.slide_time_window, talk.camera, talk.marks, session.event_files.by_track
        )
        live = replace(live, timeline=timeline)
    return VisibleState(live, talk.blank, talk.frozen, talk.notice, talk.has_console, talk.has_audience)


def audience_picture(session: Session) -> AudiencePicture:
    """Return the audience's picture."""
    return pictures.audience_picture(visible_state(session))


def speaker_picture(session: Session) -> AudiencePicture:
    """Return the picture of the console's slide."""
    return pictures.speaker_picture(visible_state(session))


def toggle_freeze(session: Session) -> None:
    """Freeze the audience's picture, or let it follow again."""
    session.talk.freeze(None if session.talk.frozen is not None else speaker_picture(session))
