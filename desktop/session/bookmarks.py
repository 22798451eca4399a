"""Find the bookmarks of a story's timeline, and go to one."""

from __future__ import annotations

from dataclasses import replace

from desktop.output.export_dates import window_of_date
from desktop.session.session import Session
from desktop.session.slide_search import match_score
from desktop.story.model import Bookmark, Story
from desktop.story.normalize import normalize
from desktop.timeline.camera import TimeWindow, story_window


def find_bookmarks(story: Story, query: str, language: str) -> list[Bookmark]:
    """Return the bookmarks whose title matches, all for "", best first."""
    folded = normalize(query.strip())
    if not folded:
        return list(story.bookmarks)
    scored = [(match_score(folded, normalize(one.title.get(language) or one.id)), one) for one in story.bookmarks]
    return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def bookmark_window(bookmark: Bookmark, story: Story) -> TimeWindow:
    """Return the window of time of a bookmark."""
    return window_of_date(bookmark.window, story_window(story))


def go_to_bookmark(session: Session, bookmark: Bookmark) -> None:
    """Show a bookmark: over the slide in a talk, or below."""
    talk = session.talk
    if not talk.presenting:
        session.bookmark_requested.emit(bookmark)
        return
    talk.set_timeline_visible(True)
    talk.set_camera(bookmark_window(bookmark, session.story))
    talk.set_marks(replace(talk.marks, as_of=bookmark.as_of))
