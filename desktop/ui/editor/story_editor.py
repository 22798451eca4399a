"""The editor of a session: what is typed shows on the slide, and where the cursor is, that slide shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.session.position import Position
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.assist.complete import Suggestion, complete, definition
from desktop.story.assist.fixes import fixes
from desktop.story.edit.edit import difference
from desktop.story.format.fields import DATA_SUFFIXES, IMAGE_SUFFIXES
from desktop.story.model import Path as Place
from desktop.story.problems.problem import Problem
from desktop.story.steps import step_count
from desktop.story.storage.files import names_in
from desktop.story.toml.source_map import places
from desktop.ui.editor.pane import EditorPane
from desktop.ui.editor.problems import Fix
from desktop.ui.editor.text_diff import Span

_FILES: Final = (*IMAGE_SUFFIXES, *DATA_SUFFIXES)


class StoryEditor(EditorPane):
    """The pane with the session's document in it; there is one history, the document's."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(settings, parent)
        self._session = session
        self._known: str | None = None  # the text of a moment ago, for names that completion offers
        self._step = ("", "")  # the name and the subject of the step that is being made; none for what is typed
        self._following = True
        self._path = session.path
        document = session.document
        self.set_history(document.undo, document.redo)
        self.set_completer(self._suggest)
        self.set_fixer(self._mends)
        self.edited.connect(self._show)
        self.editor.pasting.connect(lambda begun: self._begin_step("paste") if begun else self._end_step())
        self.place_changed.connect(self._follow)
        self.definition_asked.connect(self._define)
        document.wanted.connect(self.flush)
        document.changed.connect(self._changed)
        session.story_changed.connect(self._changed)
        session.story_changed.connect(self._judge)
        session.problems_changed.connect(self._judge)
        self.editor.installEventFilter(self)
        self.set_text(document.text, fresh=True)
        self._judge()

    # -- from the text to the picture ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let what is typed after somebody was elsewhere be a step of its own."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self.flush()
            self._session.document.pause()
        return super().eventFilter(watched, event)

    def _show(self, text: str) -> None:
        self._known = text
        document = self._session.document
        if any(self._step) and text != document.text:
            name, subject = self._step
            self._session.change(replace(difference(document.text, text), name=name, subject=subject))
        else:
            self._session.type(text)
            self._session.refresh()

    def replace(self, spans: Iterable[Span], label: str = "") -> None:
        """Make edits as a step of the document's history, under a name of its own, that nothing typed is added to."""
        self._begin_step("", label)
        try:
            super().replace(spans, label)
        finally:
            self._end_step()

    def _begin_step(self, name: str, subject: str = "") -> None:
        self.flush()
        self._step = (name, subject)

    def _end_step(self) -> None:
        self.flush()
        self._step = ("", "")

    def _follow(self, offset: int) -> None:
        """Show the slide where the cursor is; at an event, the slide that tells it."""
        if not self._following or not self.editor.hasFocus():
            return
        found = places(self.text())
        path = found.path_at(*found.position(offset))
        if len(path) < 2:
            return
        kind, name, story = str(path[0]), str(path[1]), self._session.story
        slide = name if kind == "slide" else story.slide_by_event.get(name, "") if kind == "event" else ""
        if slide in story.slide_index and slide != self._session.position.slide:
            self._session.go(Position(slide, step_count(story.slides[story.slide_index[slide]], story)))

    def _suggest(self, text: str, offset: int, language: str) -> Sequence[Suggestion]:
        files = names_in(self._session.story.folder, _FILES)
        return complete(text, offset, language, files=files, earlier=self._known)

    def _mends(self, problem: Problem, text: str) -> list[Fix]:
        return [
            (one.label(self._say), [(one.edit.start, one.edit.end, one.edit.replacement)])
            for one in fixes(problem, text)
        ]

    def _define(self, offset: int) -> None:
        found = definition(self.text(), offset)
        if found is not None:
            self.go_to(found)
            self.editor.setFocus()

    # -- from the picture to the text ------------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Take what was changed elsewhere: undone, dragged, saved by another program, or another story."""
        text, fresh = self._session.document.text, self._session.path != self._path
        self._path = self._session.path
        if fresh or text != self.text():
            self.set_text(text, fresh=fresh)
            self._known = text

    def _judge(self) -> None:
        self.set_problems(self._session.problems)

    def go_to_path(self, path: Place) -> None:
        """Put the cursor where something of the slide is written, and leave the keys where they are."""
        self.flush()
        found = places(self.text())
        place = found.value(path)
        # A value on one line is selected, to be written anew; a header must not be typed away.
        whole = found.node(path) is not None and place.line == place.end_line
        self._following = False
        self.go_to(place.start, place.end - place.start if whole else 0)
        self._following = True

    def go_to_line(self, line: int, column: int) -> None:
        """Put the cursor at a line, and the keys into the text."""
        self.editor.go_to_line(line, column)
        self.editor.setFocus()
