"""Editing of sections: begin, name, fold, move and remove them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtWidgets import QMenu

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.text.pending_words import PendingWords
from desktop.session.text.recovery import PendingInput
from desktop.story.sections import Section
from desktop.ui.widgets.deck.deck import Deck
from desktop.ui.widgets.title_field import TitleField
from desktop.ui.window.story_editing.slide_commands import SlideCommands

MESSAGES: Final = Messages(
    {
        "heading": "Section",
        "placeholder": "Its title",
        "rename": "Rename the section…",
        "fold": "Fold",
        "unfold": "Unfold",
        "fold_all": "Fold all sections",
        "unfold_all": "Unfold all sections",
        "up": "Move the section up",
        "down": "Move the section down",
        "remove": "Remove the title, keep the slides",
        "delete": "Delete the section with its slides",
    }
)


class SectionEditing(QObject):
    """Controller for the sections of the deck."""

    def __init__(self, deck: Deck, session: Session, settings: Settings, commands: SlideCommands) -> None:
        super().__init__(deck)
        self._deck = deck
        self._session = session
        self._settings = settings
        self._commands = commands
        self.field: TitleField | None = None
        self._place: PendingWords | None = None  # where the title is written
        session.document.input_requested.connect(self._add_pending_input)

    # -- titles --------------------------------------------------------------------------------------------------------

    def ask_title(self, slide_id: str) -> None:
        """Ask for the title of the section that a slide begins.

        A slide that begins none begins one when the title is written.
        """
        row = self._deck.deck_model.row_of(slide_id)
        if row < 0 or not self._session.document.editable:
            return
        self.commit_field()
        self._deck.show()
        section = self._deck.deck_model.section_at(row)
        rect = self._deck.heading_rect(section) if section else self._deck.visualRect(self._deck.deck_model.index(row))
        viewport, ui_language = self._deck.viewport(), self._settings.language
        place = QPointF(rect.center().x(), max(0, rect.top()) + (rect.height() if section else 0))
        self.field = field = TitleField(
            viewport,
            place,
            MESSAGES("heading", ui_language),
            ui_language,
            self._commands.title_of_section(slide_id, self._session.language),
            placeholder=MESSAGES("placeholder", ui_language),
        )
        self._place = section_place = self._commands.place_of_section(slide_id, self._session.language)
        field.committed.connect(lambda title: self._commands.write_words(section_place, title))
        field.line.textEdited.connect(self._session.document.recovery.note_input)
        field.closed.connect(self._on_field_closed)
        field.begin()

    def commit_field(self) -> None:
        """Write the title that is being typed."""
        if self.field is not None:
            self.field.commit()

    def _add_pending_input(self, pending: PendingInput) -> None:
        title = self.field.new_title if self.field is not None else ""
        if title and self._place is not None and self._place.is_open:
            self._place.add_to(pending, title)

    def _on_field_closed(self) -> None:
        field, self.field = self.field, None
        if field is not None and field.line.hasFocus():
            self._deck.setFocus()

    # -- moving --------------------------------------------------------------------------------------------------------

    def boundary_rows(self, section: Section) -> list[int]:
        """Return the rows before which a section may be placed.

        Others begin there, or it is their end.
        """
        model = self._deck.deck_model
        row = model.row_of(section.id)
        is_backup = section.slides[0].backup
        main_count = len(self._session.story.main_slides)
        first, end = (main_count, model.rowCount()) if is_backup else (0, main_count)
        rows = {model.row_of(other.id) for other in model.sections if other.slides[0].backup == is_backup}
        return sorted(one for one in rows | {row, end} if first <= one <= end)

    def whole_sections(self, slide_ids: tuple[str, ...]) -> tuple[Section, ...]:
        """Return the sections of which slides are all, and neighbours."""
        chosen = set(slide_ids)
        sections = tuple(one for one in self._deck.deck_model.sections if chosen.issuperset(one.slide_ids))
        ids = [slide_id for section in sections for slide_id in section.slide_ids]
        rows = [self._deck.deck_model.row_of(slide_id) for slide_id in ids]
        is_one_kind = len({section.slides[0].backup for section in sections}) == 1
        return sections if is_one_kind and set(ids) == chosen and rows == [*range(rows[0], rows[-1] + 1)] else ()

    def row_beside(self, sections: Sequence[Section], direction: int) -> int | None:
        """Return the row before which they move by one place.

        `sections` follow one another.
        """
        model = self._deck.deck_model
        first, end = model.row_of(sections[0].id), model.row_of(sections[-1].slides[-1].id) + 1
        rows = self.boundary_rows(sections[0])
        beside = [row for row in rows if row > end] if direction > 0 else [row for row in rows if row < first][::-1]
        return beside[0] if beside else None

    # -- folding -------------------------------------------------------------------------------------------------------

    def toggle_fold(self, section: Section) -> None:
        """Hide the slides of a section, or show them."""
        self._deck.set_folded((section.id,), is_folded=not self._deck.is_folded(section.id))

    def fold_all(self, *, is_folded: bool) -> None:
        """Hide or show the slides of all sections."""
        self._deck.set_folded([one.id for one in self._deck.deck_model.sections], is_folded=is_folded)

    # -- the menu ------------------------------------------------------------------------------------------------------

    def build_menu(self, section: Section, move: Callable[[Section, int], None]) -> QMenu:
        """Return the menu of a section; `move(section, direction)` moves it."""
        menu = QMenu(self._deck)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ui_language = self._settings.language

        def add(key: str, function: object, *, is_enabled: bool = True) -> None:
            action = menu.addAction(MESSAGES(key, ui_language))
            action.setEnabled(is_enabled)
            action.triggered.connect(function)

        is_editable = self._session.document.editable
        add("rename", lambda: self.ask_title(section.id), is_enabled=is_editable)
        menu.addSeparator()
        add("unfold" if self._deck.is_folded(section.id) else "fold", lambda: self.toggle_fold(section))
        add("fold_all", lambda: self.fold_all(is_folded=True))
        add("unfold_all", lambda: self.fold_all(is_folded=False))
        menu.addSeparator()
        for key, direction in (("up", -1), ("down", 1)):
            can_move = is_editable and self.row_beside((section,), direction) is not None
            add(key, lambda _checked=False, by=direction: move(section, by), is_enabled=can_move)
        menu.addSeparator()
        add("remove", lambda: self._commands.remove_section(section.id), is_enabled=is_editable)
        add("delete", lambda: self._commands.delete(section.slide_ids), is_enabled=is_editable)
        return menu
