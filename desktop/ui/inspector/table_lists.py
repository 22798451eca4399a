"""The lists of all tracks, eras, bookmarks and sources with their uses."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.session.bookmarks import go_to_bookmark
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.assist.ids_in_text import titled_ids
from desktop.story.assist.rename import rename_id, uses_by_id
from desktop.story.edit.edit import add_table, delete
from desktop.story.edit.fields import data_at
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.ids import id_from_text
from desktop.story.localized_text import KeyPath
from desktop.story.slide_title import slide_title
from desktop.timeline.axis_windows import window_text
from desktop.timeline.log_axis import story_axis
from desktop.ui.inspector.editor_for_field import make_editor
from desktop.ui.inspector.form_host import FormHost
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.inspector.table_form import TableForm, plain_groups
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import PlainLabel, elided, plain_tooltip, without_mnemonic

_MAX_USES: Final = 6


class TableBox(QFrame):
    """A track, era or source with its uses and its form."""

    def __init__(self, table_list: TableList, table_id: str) -> None:
        super().__init__()
        self.setObjectName("part")
        self._table_list = table_list
        self.table_id = table_id
        self.form: TableForm | None = None
        ui_language = table_list.settings.language
        self.head = QPushButton()
        self.head.setObjectName("part_head")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head.toggled.connect(self._toggle)
        self.count_label = PlainLabel()
        self.count_label.setObjectName("key")
        row = QHBoxLayout()
        row.addWidget(self.head, 1)
        row.addWidget(self.count_label)
        self.view_button = QPushButton("→")
        self.view_button.setObjectName("small")
        self.view_button.setToolTip(plain_tooltip(MESSAGES("show_view", ui_language)))
        self.view_button.setAccessibleName(MESSAGES("show_view", ui_language))
        self.view_button.clicked.connect(lambda: table_list.show_view(self.table_id))
        self.view_button.setVisible(table_list.has_views)
        row.addWidget(self.view_button)
        self.body = QWidget()
        self.body_column = QVBoxLayout(self.body)
        self.body_column.setContentsMargins(0, 0, 0, 0)
        self.body_column.setSpacing(8)
        self.uses = QVBoxLayout()
        self.uses.setSpacing(1)
        self.body_column.addLayout(self.uses)
        id_row = QHBoxLayout()
        id_label = PlainLabel(MESSAGES("id", ui_language))
        id_label.setObjectName("key")
        self.id_field = QLineEdit(table_id)
        self.id_field.setToolTip(MESSAGES("rename_hint", ui_language))
        self.id_field.editingFinished.connect(self._rename)
        self._keys = FieldKeys(self)
        self._keys.watch(self.id_field)
        self.remove_button = QPushButton(MESSAGES("remove", ui_language))
        self.remove_button.setObjectName("small")
        self.remove_button.clicked.connect(lambda: table_list.remove(self.table_id))
        id_row.addWidget(id_label)
        id_row.addWidget(self.id_field, 1)
        id_row.addWidget(self.remove_button)
        self.body_column.addLayout(id_row)
        self.body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.body)

    def _toggle(self, is_open: bool) -> None:
        if is_open and self.form is None:
            self.form = self._table_list.make_form(self)
            self.body_column.insertWidget(0, self.form)
        self.body.setVisible(is_open)
        self._table_list.refresh()

    def _rename(self) -> None:
        new_id = self.id_field.text().strip()
        if new_id and new_id != self.table_id:
            self._table_list.rename(self, new_id)
        self.id_field.setText(self.table_id)

    def show_uses(self, title: str, uses: list[tuple[str, str]]) -> None:
        """Show the title and the uses, pairs of slide id and words."""
        ui_language = self._table_list.settings.language
        metrics = self.head.fontMetrics()
        sign = "▾" if self.head.isChecked() else "▸"
        shown = elided(title, metrics, 170)
        self.head.setText(f"{sign}  {without_mnemonic(shown)}")
        self.head.setToolTip(plain_tooltip(title))
        is_unused = not uses and self._table_list.is_referred
        self.count_label.setText(MESSAGES("unused", ui_language) if is_unused else str(len(uses) or ""))
        self.count_label.setProperty("alarm", is_unused)
        if not self.head.isChecked():
            return
        while (item := self.uses.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for slide_id, words in uses[:_MAX_USES]:
            button = QPushButton(without_mnemonic(elided(f"→ {words}", metrics, 220)))
            button.setObjectName("link")
            button.setEnabled(bool(slide_id))
            button.setToolTip(plain_tooltip(words))
            button.clicked.connect(partial(self._table_list.host.slide_requested.emit, slide_id))
            self.uses.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if self.form is not None:
            self.form.refresh()


class TableList(QWidget):
    """A list of all tables of a kind, each with its form."""

    def __init__(self, session: Session, settings: Settings, host: FormHost, table_name: str) -> None:
        super().__init__()
        self._session = session
        self.settings = settings
        self.host = host
        self._table_name = table_name
        self.is_referred = any(
            field.refers_to == table_name for table in TABLES_BY_NAME.values() for field in table.fields
        )
        self.has_views = table_name == "bookmark"
        self.boxes: dict[str, TableBox] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.add_button = QPushButton()
        self.add_button.setObjectName("small")
        self.add_button.clicked.connect(self.add)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reload the list of tables with the uses of each."""
        titles = self._titles()
        self.add_button.setText(f"+ {MESSAGES(f'add_{self._table_name}', self.settings.language)}")
        for table_id in [one for one in self.boxes if one not in titles]:
            box = self.boxes.pop(table_id)
            box.hide()
            box.deleteLater()
        uses = uses_by_id(self._session.document.text, self._table_name)
        for number, (table_id, title) in enumerate(titles.items()):
            box = self.boxes.get(table_id) or TableBox(self, table_id)
            self.boxes[table_id] = box
            if self.column.indexOf(box) != number:
                self.column.insertWidget(number, box)
            box.show_uses(title, self._users(uses.get(table_id, [])))

    def _titles(self) -> dict[str, str]:
        story, language = self._session.story, self._session.language
        if self._table_name == "track":
            return {track.id: track.title.get(language) or track.id for track in story.tracks}
        if self._table_name == "group":
            return {group.id: group.title.get(language) or group.id for group in story.groups}
        if self._table_name in ("era", "bookmark"):  # from the text: the story has none without a date
            texts = dict(titled_ids(self._session.document.text, self._table_name, language))
            return {key: words or key for key, words in texts.items()}
        titles = {}
        for source in story.sources:
            words = (source.publisher.get(language), source.title.get(language))
            titles[source.id] = " · ".join(filter(None, words)) or source.id
        return titles

    def _users(self, paths: list[KeyPath]) -> list[tuple[str, str]]:
        """Return who refers to a table: (slide to show, words), each once."""
        story, language = self._session.story, self._session.language
        users: dict[tuple[str, str], None] = {}
        for path in paths:
            if path[0] == "slide" and str(path[1]) in story.slide_index:
                slide = story.slides[story.slide_index[str(path[1])]]
                users[slide.id, slide_title(story, slide, language)] = None
            elif path[0] == "track" and str(path[1]) in story.track_by_id:
                track = story.track_by_id[str(path[1])]
                users["", track.title.get(language) or track.id] = None
            elif path[0] == "event" and str(path[1]) in story.event_by_id:
                event = story.event_by_id[str(path[1])]
                users[story.slide_id_by_event.get(event.id, ""), event.title.get(language) or event.id] = None
        return list(users)

    def make_form(self, box: TableBox) -> TableForm:
        """Return the form of a table."""
        table = TABLES_BY_NAME[self._table_name]
        groups = plain_groups(table.fields)
        return TableForm(
            self._session,
            self.settings,
            table,
            lambda: (self._table_name, box.table_id),
            self.host,
            groups,
            make_editor,
        )

    def write_pending(self) -> None:
        """Write pending input into the text."""
        for box in self.boxes.values():
            if box.form is not None:
                box.form.write_pending()

    # -- changes -------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a table with a made-up id, and open its form."""
        table_id = self._new_id()
        values = {"title": MESSAGES(f"new_{self._table_name}", self._session.language)}
        if self._table_name in ("era", "bookmark"):
            window = self._session.slide_time_window
            key = "date" if self._table_name == "era" else "window"
            values[key] = window_text(window, story_axis(self._session.story))
        if self.host.apply(lambda text: add_table(text, self._table_name, table_id, values)):
            self.refresh()
            if table_id in self.boxes:
                self.boxes[table_id].head.setChecked(True)

    def _new_id(self) -> str:
        text, number = self._session.document.text, 1
        base = id_from_text(MESSAGES(f"new_{self._table_name}", self._session.language)) or self._table_name
        while data_at(text, (self._table_name, f"{base}-{number}" if number > 1 else base)) is not None:
            number += 1
        return f"{base}-{number}" if number > 1 else base

    def remove(self, table_id: str) -> None:
        """Remove a table; references to it become problems."""
        self.host.apply(lambda text: delete(text, (self._table_name, table_id)))

    def show_view(self, bookmark_id: str) -> None:
        """Show the view of a bookmark on the timeline."""
        for bookmark in self._session.story.bookmarks:
            if bookmark.id == bookmark_id:
                go_to_bookmark(self._session, bookmark)

    def rename(self, box: TableBox, new_id: str) -> None:
        """Rename the id of a table at each of its uses."""
        old_id = box.table_id
        box.table_id = new_id
        self.boxes = {new_id if one == old_id else one: kept for one, kept in self.boxes.items()}
        if not self.host.apply(lambda text: rename_id(text, self._table_name, old_id, new_id)):
            box.table_id = old_id
            self.boxes = {old_id if one == new_id else one: kept for one, kept in self.boxes.items()}
        self.refresh()
