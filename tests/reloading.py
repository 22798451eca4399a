"""How tests have a session read its file: as it does when the file's watcher hears of a change, and until all is done."""

from __future__ import annotations

from desktop.session.session import Session
from desktop.session.text.document import Document
from desktop.story.storage.unsaved import UnsavedText


def reload_file(session: Session, *, force: bool = False) -> bool:
    """Have the file read; return whether anything that is shown changed."""
    heard: list[bool] = []

    def note() -> None:
        heard.append(True)

    signals = (session.story_changed, session.problems_changed)
    for signal in signals:
        signal.connect(note)
    session.request_reload(force=force)
    assert session.worker.wait(60)
    for signal in signals:
        signal.disconnect(note)
    return bool(heard)


def unsaved_text(document: Document) -> UnsavedText | None:
    """Claim the newest unsaved text of a crash, and wait for it."""
    found: list[UnsavedText | None] = []
    document.recovery.claim(document.text, found.append)
    assert document.recovery._worker.wait(20)
    (unsaved,) = found
    return unsaved
