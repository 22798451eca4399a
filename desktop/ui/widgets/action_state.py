"""The state of actions: enabled, checked, and their titles."""

from __future__ import annotations

from desktop.session.session import Session
from desktop.session.settings import Settings


def has_slides(session: Session) -> bool:
    """Return whether the story has slides."""
    return bool(session.story.slides)


def has_file(session: Session) -> bool:
    """Return whether a file is open."""
    return session.path is not None


def has_even_axis(session: Session) -> bool:
    """Return whether years are equally long on the timeline's axis."""
    from desktop.timeline.log_axis import story_axis

    return not story_axis(session.story).is_logarithmic


def is_editable(session: Session) -> bool:
    """Return whether the text can be edited."""
    return session.document.editable


def has_problems(session: Session) -> bool:
    """Return whether the text has problems."""
    return bool(session.problems)


def can_undo(session: Session) -> bool:
    """Return whether there may be an edit to undo."""
    # Without a history, text that is typed but not flushed yet may be its first edit.
    return not session.document.has_history or bool(session.document.history.done)


def can_redo(session: Session) -> bool:
    """Return whether there may be an edit to redo."""
    return not session.document.has_history or bool(session.document.history.undone)


def undo_title(session: Session, ui_language: str) -> str:
    """Return the title of the step to undo, "" while unknown."""
    document = session.document
    return document.history.undo_title(ui_language) if document.has_history else ""


def redo_title(session: Session, ui_language: str) -> str:
    """Return the title of the step to redo, "" while unknown."""
    document = session.document
    return document.history.redo_title(ui_language) if document.has_history else ""


def reduces_motion(settings: Settings) -> bool:
    """Return whether motion is reduced."""
    return settings.reduced_motion


def keeps_rows(settings: Settings) -> bool:
    """Return whether events on the timeline never change rows."""
    return settings.keeps_rows


def saves_by_itself(settings: Settings) -> bool:
    """Return whether the text is saved after each pause."""
    return settings.saves_by_itself


def sets_typography(settings: Settings) -> bool:
    """Return whether quotes and no-break spaces are set."""
    return settings.sets_typography


def checks_spelling(settings: Settings) -> bool:
    """Return whether misspelt words are marked."""
    return settings.checks_spelling


def defers_changes(settings: Settings) -> bool:
    """Return whether changes wait for the next key press during a talk."""
    return settings.defer_changes
