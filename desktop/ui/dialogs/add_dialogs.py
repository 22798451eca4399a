"""The dialogs that ask for an event, track, era or source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.i18n import Messages
from desktop.render import theme as themes
from desktop.story.assist.pasted_source import SourceFields, read_source
from desktop.story.model import COLORS, Story
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.widgets.combo_box import ComboBox
from desktop.ui.widgets.date_field import DateField

MESSAGES: Final = Messages(
    {
        "event": "New event",
        "track": "New track",
        "era": "New era",
        "source": "New source",
        "add": "Add",
        "title": "Title",
        "date": "Date",
        "on_track": "Track",
        "no_track": "no track",
        "all_tracks": "all tracks",
        "behind": "Behind",
        "with_slide": "Make a slide of it",
        "color": "Colour",
        "pasted": "Link, DOI or BibTeX",
        "pasted_hint": "Paste it here to fill the fields below. Nothing is fetched from the network.",
        "publisher": "Publisher",
        "author": "Author",
        "url": "Address",
        "cite": "Cite it on this slide",
        "needs_title": "A title is missing",
        "needs_date": "A date is missing, or cannot be read",
        "needs_source": "At least a publisher, a title or an address is needed",
        "color.vermilion": "Vermilion",
        "color.gold": "Gold",
        "color.jade": "Jade",
        "color.ink-blue": "Ink blue",
        "color.paper": "Paper",
        "color.muted": "Muted",
    }
)


class NewEventDialog(FormDialog):
    """Dialog for title, date and track of an event."""

    def __init__(self, parent: QWidget, story: Story, language: str, ui_language: str, date: str = "") -> None:
        super().__init__(parent, MESSAGES("event", ui_language), MESSAGES("add", ui_language), ui_language)
        self.title_field = QLineEdit()
        self.date_field = DateField(ui_language, date)
        self.track_box = ComboBox()
        for track in story.tracks:
            self.track_box.addItem(_swatch(track.color, story), track.title.get(language) or track.id, track.id)
        self.track_box.addItem(MESSAGES("no_track", ui_language), "")
        self.slide_box = QCheckBox(MESSAGES("with_slide", ui_language))
        self.form.addRow(MESSAGES("title", ui_language), self.title_field)
        self.form.addRow(MESSAGES("date", ui_language), self.date_field)
        self.form.addRow(MESSAGES("on_track", ui_language), self.track_box)
        self.form.addRow("", self.slide_box)
        self.title_field.setFocus()

    def find_problem(self) -> str:
        """Return what is missing, "" for nothing."""
        if not self.title_field.text().strip():
            return MESSAGES("needs_title", self.ui_language)
        return "" if self.date_field.date else MESSAGES("needs_date", self.ui_language)


class NewTrackDialog(FormDialog):
    """Dialog for title and colour of a track."""

    def __init__(self, parent: QWidget, story: Story, ui_language: str) -> None:
        super().__init__(parent, MESSAGES("track", ui_language), MESSAGES("add", ui_language), ui_language)
        self.title_field = QLineEdit()
        self.color_box = _color_box(story, {track.color for track in story.tracks}, ui_language)
        self.form.addRow(MESSAGES("title", ui_language), self.title_field)
        self.form.addRow(MESSAGES("color", ui_language), self.color_box)
        self.title_field.setFocus()

    def find_problem(self) -> str:
        """Return what is missing, "" for nothing."""
        return "" if self.title_field.text().strip() else MESSAGES("needs_title", self.ui_language)


class NewEraDialog(FormDialog):
    """Dialog for title, date, colour and track of an era."""

    def __init__(self, parent: QWidget, story: Story, language: str, ui_language: str, date: str) -> None:
        super().__init__(parent, MESSAGES("era", ui_language), MESSAGES("add", ui_language), ui_language)
        self.title_field = QLineEdit()
        self.date_field = DateField(ui_language, date)
        self.color_box = _color_box(story, {era.color for era in story.eras}, ui_language)
        self.track_box = ComboBox()
        self.track_box.addItem(MESSAGES("all_tracks", ui_language), "")
        for track in story.tracks:
            self.track_box.addItem(_swatch(track.color, story), track.title.get(language) or track.id, track.id)
        self.form.addRow(MESSAGES("title", ui_language), self.title_field)
        self.form.addRow(MESSAGES("date", ui_language), self.date_field)
        self.form.addRow(MESSAGES("color", ui_language), self.color_box)
        self.form.addRow(MESSAGES("behind", ui_language), self.track_box)
        self.title_field.setFocus()

    def find_problem(self) -> str:
        """Return what is missing, "" for nothing."""
        if not self.title_field.text().strip():
            return MESSAGES("needs_title", self.ui_language)
        return "" if self.date_field.date else MESSAGES("needs_date", self.ui_language)


class NewSourceDialog(FormDialog):
    """Dialog for a source, filled from pasted text."""

    def __init__(self, parent: QWidget, ui_language: str, pasted: str = "", *, can_cite: bool = True) -> None:
        super().__init__(parent, MESSAGES("source", ui_language), MESSAGES("add", ui_language), ui_language)
        self.pasted_field = QPlainTextEdit()
        self.pasted_field.setPlaceholderText(MESSAGES("pasted_hint", ui_language))
        self.pasted_field.setTabChangesFocus(True)
        self.pasted_field.setFixedHeight(72)
        self.fields = {name: QLineEdit() for name in ("publisher", "title", "author", "url")}
        self.date_field = DateField(ui_language)
        self.cite_box = QCheckBox(MESSAGES("cite", ui_language))
        self.cite_box.setChecked(can_cite)
        self.cite_box.setVisible(can_cite)
        self.form.addRow(MESSAGES("pasted", ui_language), self.pasted_field)
        for name, field in self.fields.items():
            self.form.addRow(MESSAGES(name, ui_language), field)
        self.form.addRow(MESSAGES("date", ui_language), self.date_field)
        self.form.addRow("", self.cite_box)
        self.pasted_field.textChanged.connect(self._read_pasted)
        self.pasted_field.setPlainText(pasted)
        self.fields["title" if pasted else "publisher"].setFocus()
        if not pasted:
            self.pasted_field.setFocus()

    @property
    def source(self) -> SourceFields:
        """Return the values of the fields."""
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        return SourceFields(**texts, date=self.date_field.date)

    def _read_pasted(self) -> None:
        """Fill the fields from the pasted text."""
        source = read_source(self.pasted_field.toPlainText())
        if source is None:
            return
        for name, field in self.fields.items():
            if getattr(source, name):
                field.setText(getattr(source, name))
        if source.date:
            self.date_field.set_date(source.date)

    def find_problem(self) -> str:
        """Return what is missing or wrong, "" for nothing."""
        source = self.source
        if self.date_field.line.text().strip() and not source.date:
            return MESSAGES("needs_date", self.ui_language)
        return "" if source.publisher or source.title or source.url else MESSAGES("needs_source", self.ui_language)


def _color_box(story: Story, used: Collection[str], ui_language: str) -> ComboBox:
    """Return a list of the theme's colours, at the first unused one."""
    box = ComboBox()
    for color in COLORS:
        box.addItem(_swatch(color, story), MESSAGES(f"color.{color}", ui_language), color)
    box.setCurrentIndex(next((number for number, one in enumerate(COLORS) if one not in used), 0))
    return box


def _swatch(color: str, story: Story) -> QIcon:
    """Return a colour of the story's theme as an icon."""
    pixmap = QPixmap(QSize(28, 28))
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(QColor(themes.theme(story.theme).color(color)))
    return QIcon(pixmap)
