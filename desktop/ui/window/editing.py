"""The three ways to change the text in a window: typing beside the slide, writing on it, and arranging the deck.

Whatever is done, what was typed a moment before is told first: it is a step of its own, and nothing of it is lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from desktop.story.model import Path as Place
from desktop.story.storage.save import SaveError, why
from desktop.ui.widgets import actions
from desktop.ui.widgets.messages import WORDS
from desktop.ui.window.deck_edit import DeckEditing
from desktop.ui.window.slide_edit import Pointing

if TYPE_CHECKING:
    from desktop.ui.editor.story_editor import StoryEditor
    from desktop.ui.window.workbench import Workbench


class Editing(QObject):
    """What edits the story of one workbench. The editor is made when it is first wanted."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        window = bench.window_
        self._bench = bench
        self._session = bench.session
        self.editor: StoryEditor | None = None
        self._side_shown = True  # before the editor took its place
        self.pointing = Pointing(bench.slide, bench.session, bench.settings.language)
        self.pointing.refused.connect(window.tell)
        self.pointing.picture_coming.connect(self._own_copy)
        self.arranging = DeckEditing(bench.deck, bench.session, bench.settings, window.tell)
        window.installEventFilter(self)

    # -- nothing is lost -----------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Take up what is being written on the slide, and what was typed a moment ago."""
        self.pointing.finish()
        self._session.document.settle()

    def first_settled(self, act: Callable[[], object]) -> Callable[[], None]:
        """Return what does the same after everything that is being written is taken up."""

        def done() -> None:
            self.settle()
            act()

        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take up everything before the window asks whether there is something to save."""
        if event.type() == QEvent.Type.Close:
            self.settle()
        return super().eventFilter(watched, event)

    def _own_copy(self) -> None:
        self._bench.offers.own_copy()  # made after this

    # -- another file --------------------------------------------------------------------------------------------------

    def ask_save_as(self) -> None:
        """Ask for another file, and go on in it."""
        from PySide6.QtWidgets import QFileDialog

        path, say = self._session.path, self._bench.settings.language
        if path is None or not self._session.document.editable:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._bench, actions.BY_ID["save_as"].label(say), str(path), WORDS("stories", say)
        )
        if chosen:
            self.save_as(Path(chosen if Path(chosen).suffix else f"{chosen}.toml"))

    def save_as(self, path: Path) -> None:
        """Write the text to another file, with the pictures that it shows, and go on in that one; or say why not."""
        session, window = self._session, self._bench.window_
        old = session.path
        if old is None or path.absolute() == old:
            window.save()
            return
        try:
            session.document.save_copy(path)
            for name in session.story.pictures:
                picture, target = old.parent / name, path.parent / name
                if picture.is_file() and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(picture, target)
        except SaveError as error:
            window.tell(error.message(self._bench.settings.language))
            return
        except OSError as error:
            window.tell(f"{error.filename}: {why(error, self._bench.settings.language)}")
        session.document.drop()
        window.open(path, slide=session.position.slide, language=session.language)

    # -- the text beside the slide -------------------------------------------------------------------------------------

    def make_editor(self) -> StoryEditor:
        """Return the editor, made when it is first wanted."""
        if self.editor is None:
            from desktop.ui.editor.story_editor import StoryEditor

            bench = self._bench
            self.editor = StoryEditor(self._session, bench.settings)
            self.editor.save_asked.connect(bench.window_.save)
            self.editor.hide()
            bench.columns.insertWidget(1, self.editor)
            bench.columns.setStretchFactor(1, 1)
            self.pointing.place_chosen.connect(self._point)
        return self.editor

    @property
    def shown(self) -> bool:
        """Return whether the text is beside the slide."""
        return self.editor is not None and self.editor.isVisible()

    def toggle(self) -> None:
        """Show the text beside the slide, or put it away."""
        editor, bench = self.make_editor(), self._bench
        if self.shown:
            editor.hide()
            bench.deck.show()
            bench.side_box.setVisible(self._side_shown)
            bench.slide.setFocus()
            bench.refresh()
            return
        bench.offers.own_copy()
        if not self._session.document.editable:
            return
        whole = sum(bench.columns.sizes())
        # Text and slide are what counts now; sources and notes come back with F7.
        self._side_shown = bench.side_box.isVisible()
        bench.side_box.hide()
        editor.show()
        bench.refresh()
        bench.columns.setSizes([min(190, whole // 6), round(whole * 0.44), round(whole * 0.4), 0])
        slide = self._session.slide
        if slide is not None:
            editor.go_to_path(slide.path)
        editor.editor.setFocus()

    def edit_line(self, line: int, column: int) -> None:
        """Show a line of the text in the editor."""
        if not self.shown:
            self.toggle()
        if self.editor is not None and self.shown:
            self.editor.go_to_line(line, column)

    def next_problem(self, way: int) -> None:
        """Go to the next problem in the text, or the one before."""
        if not self._session.problems:
            return
        if not self.shown:
            self.toggle()
        if self.editor is not None:
            self.editor.next_problem(way)
            self.editor.editor.setFocus()

    def _point(self, path: Place) -> None:
        if self.editor is not None and self.shown:
            self.editor.go_to_path(path)

    def speak(self, language: str) -> None:
        """Speak another language; text, cursor, folds and history stay."""
        self.pointing.say = language
        if self.editor is not None:
            self.editor.speak(language)
