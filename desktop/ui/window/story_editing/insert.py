"""The Insert menu: slides, events, tracks, eras, sources, pictures, charts.

Each is one edit of the text, and its id makes itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.story_edits import StoryEdits
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import Edit, diff, set_value
from desktop.story.edit.new_tables import add_named_table, localized
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.layouts import LAYOUTS
from desktop.timeline.axis_windows import window_text
from desktop.timeline.camera import TimeWindow
from desktop.timeline.log_axis import story_axis
from desktop.ui.window.slide_editing.slide_edit import SlideEditing
from desktop.ui.window.story_editing.slide_commands import SlideCommands

_MOST_HIGHLIGHTED: Final = 40  # events that a search found; beyond, nothing would stand out
MESSAGES: Final = Messages(
    {
        "picture": "Choose a picture",
        "pictures": "Pictures ({suffixes})",
        "picture_slow": "“{name}” is still being copied. It is shown when it is there.",
    }
)


class Inserting(QObject):
    """Controller that adds parts to the story, by dialogs.

    `dialog_parent` returns the window that they belong to.
    """

    refused = Signal(str)
    bookmarked = Signal(str)  # the title of a bookmark that was added

    def __init__(
        self,
        session: Session,
        settings: Settings,
        edits: StoryEdits,
        slides: SlideCommands,
        slide_editing: SlideEditing,
        dialog_parent: Callable[[], QWidget],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._edits = edits
        self._slides = slides
        self._slide_editing = slide_editing
        self.dialog_parent = dialog_parent

    def by_action(self) -> Mapping[str, Callable[[], object]]:
        """Return the function of each action by its id."""
        return {
            "insert_slide": self.choose_layout,
            "insert_event": self.ask_event,
            "insert_track": self.ask_track,
            "insert_era": self.ask_era,
            "insert_source": self.ask_source,
            "insert_picture": self.ask_picture,
            "insert_chart": lambda: self.insert_slide("chart"),
        }

    @property
    def _current_id(self) -> str:
        return self._session.navigator.position.slide_id

    # -- slides --------------------------------------------------------------------------------------------------------

    def choose_layout(self, after_slide_id: str | None = None) -> None:
        """Show the layouts; add a slide of the chosen one."""
        if not self._session.document.editable:
            return
        from desktop.ui.dialogs.new_slide import NewSlideDialog

        dialog = NewSlideDialog(
            self.dialog_parent(),
            self._session,
            self._settings.language,
            self._slides.next_event_id,
            self._slides.next_image_file,
        )
        dialog.layout_chosen.connect(lambda layout: self.insert_slide(layout, after_slide_id))
        dialog.open()

    def insert_slide(self, layout: str, after_slide_id: str | None = None) -> None:
        """Add a slide after another one, and write on it.

        What it needs and the story lacks, an event or a picture, is asked for.
        """
        if layout == "event" and not self._slides.next_event_id:
            self.ask_event(with_slide=True)
            return
        if layout == "image" and not self._slides.next_image_file:
            self.ask_picture(on_new_slide=True)
            return
        if self._slides.add(self._current_id if after_slide_id is None else after_slide_id, layout):
            self.write_first_text()

    def insert_view(
        self,
        time_window: TimeWindow,
        as_of: EdtfDate | None = None,
        found_ids: tuple[str, ...] = (),
        compared: TimeWindow | None = None,
    ) -> None:
        """Add a slide of the timeline that shows a window of time.

        It is told at the date of knowledge that is shown, and highlights what a search found. A second window that is
        compared stands below.
        """
        window = window_text(time_window, story_axis(self._session.story))
        values: dict[str, object] = {"window": window}
        if compared is not None:
            values["compare"] = window_text(compared, story_axis(self._session.story))
        if as_of is not None:
            values["as_of"] = as_of.text
        if 0 < len(found_ids) <= _MOST_HIGHLIGHTED:
            values["highlight"] = list(found_ids)
        if self._slides.add(self._current_id, "timeline", values=values):
            self.write_first_text()

    def insert_bookmark(self, time_window: TimeWindow, as_of: EdtfDate | None) -> None:
        """Add a bookmark of a view, named by its dates."""
        window = window_text(time_window, story_axis(self._session.story))
        words = format_date(parse_date(window), self._session.own_language, style="short")
        values = {"title": self._localized(words), "window": window} | ({"as_of": as_of.text} if as_of else {})
        if self._add_table("bookmark", words, values):
            self.bookmarked.emit(words)

    def write_first_text(self) -> None:
        """Open the first text of the shown slide for writing."""
        QTimer.singleShot(0, self, self._write_first_text)

    def _write_first_text(self) -> None:
        slide, frame = self._session.navigator.slide, self._slide_editing.view.frame()
        if slide is None or frame is None:
            return
        for key in ("quote", "title"):
            for zone in frame.zones:
                if zone.kind == "text" and zone.path[:3] == (*slide.path, key):
                    self._slide_editing.edit_text_at(zone)
                    return

    # -- events, tracks, sources ---------------------------------------------------------------------------------------

    def ask_event(self, date: str = "", *, with_slide: bool = False) -> None:
        """Ask for an event and add it."""
        if not self._session.document.editable:
            return
        from desktop.ui.dialogs.add_dialogs import NewEventDialog

        session = self._session
        dialog = NewEventDialog(self.dialog_parent(), session.story, session.language, self._settings.language, date)
        dialog.slide_box.setChecked(with_slide)

        def add() -> None:
            event_id = self.add_event(
                dialog.title_field.text().strip(), dialog.date_field.date, str(dialog.track_box.currentData() or "")
            )
            if event_id and dialog.slide_box.isChecked():
                self.make_slide_of_event(event_id)

        dialog.accepted.connect(add)
        dialog.open()

    def add_event(self, title: str, date: str, track_id: str) -> str:
        """Add an event; return its id, "" where it was refused."""
        values = {"date": date, "title": self._localized(title), "track": track_id}
        return self._add_table("event", title, values)

    def make_slide_of_event(self, event_id: str) -> None:
        """Add a slide of an event, after the shown one."""
        self._slides.add(self._current_id, "event", event_id=event_id)

    def ask_track(self) -> None:
        """Ask for a track and add it."""
        if not self._session.document.editable:
            return
        from desktop.ui.dialogs.add_dialogs import NewTrackDialog

        dialog = NewTrackDialog(self.dialog_parent(), self._session.story, self._settings.language)

        def add() -> None:
            title = dialog.title_field.text().strip()
            values = {"title": self._localized(title), "color": dialog.color_box.currentData()}
            self._add_table("track", title, values)

        dialog.accepted.connect(add)
        dialog.open()

    def ask_era(self) -> None:
        """Ask for an era, as long as the slide, and add it."""
        if not self._session.document.editable:
            return
        from desktop.ui.dialogs.add_dialogs import NewEraDialog

        session = self._session
        date = window_text(session.slide_time_window, story_axis(session.story))
        dialog = NewEraDialog(self.dialog_parent(), session.story, session.language, self._settings.language, date)

        def add() -> None:
            values = {
                "title": self._localized(dialog.title_field.text().strip()),
                "date": dialog.date_field.date,
                "color": dialog.color_box.currentData(),
                "track": dialog.track_box.currentData(),
            }
            self._add_table("era", dialog.title_field.text().strip(), values)

        dialog.accepted.connect(add)
        dialog.open()

    def ask_source(self, pasted: str = "") -> None:
        """Ask for a source, add it, and cite it on the slide."""
        if not self._session.document.editable:
            return
        from desktop.ui.dialogs.add_dialogs import NewSourceDialog

        slide = self._session.navigator.slide
        dialog = NewSourceDialog(self.dialog_parent(), self._settings.language, pasted, can_cite=slide is not None)

        def add() -> None:
            source = dialog.source
            values = {
                "publisher": source.publisher,
                "title": source.title,
                "author": source.author,
                "date": source.date,
                "url": source.url,
            }
            cited_by = slide.id if slide is not None and dialog.cite_box.isChecked() else ""
            self._add_source(source.publisher or source.title or source.url, values, cited_by)

        dialog.accepted.connect(add)
        dialog.open()

    def _add_source(self, name: str, values: Mapping[str, object], cited_by: str) -> None:
        """Add a source, cited by a slide, in one step."""

        def make(text: str) -> Edit:
            edit, source_id = add_named_table(text, "source", name, values)
            slide = next((one for one in self._session.story.slides if one.id == cited_by), None)
            if slide is None:
                return edit
            after = edit.apply(text)
            cited = (*slide.sources, source_id)
            after = set_value(after, (*slide.path, "sources"), list(cited)).apply(after)
            whole = diff(text, after)
            return Edit(whole.start, whole.end, whole.replacement, edit.name, edit.subject)

        self._edits.apply(make)

    def _add_table(self, table_name: str, name: str, values: Mapping[str, object]) -> str:
        table_id = ""

        def make(text: str) -> Edit:
            nonlocal table_id
            edit, table_id = add_named_table(text, table_name, name, values)
            return Edit(edit.start, edit.end, edit.replacement, edit.name, name)

        return table_id if self._edits.apply(make) else ""

    def _localized(self, words: str) -> object:
        return localized(words, self._session.language, self._session.story.languages)

    # -- pictures ------------------------------------------------------------------------------------------------------

    def ask_picture(self, *, on_new_slide: bool = False) -> None:
        """Ask for a picture and show it on the slide."""
        if not self._session.document.editable:
            return
        ui_language = self._settings.language
        suffixes = " ".join(f"*{suffix}" for suffix in sorted(IMAGE_SUFFIXES))
        file_name, _ = QFileDialog.getOpenFileName(
            self.dialog_parent(),
            MESSAGES("picture", ui_language),
            str(self._session.path.parent if self._session.path else Path.home()),
            MESSAGES("pictures", ui_language, suffixes=suffixes),
        )
        if file_name:
            self.place_picture(Path(file_name), on_new_slide=on_new_slide)

    def place_picture(self, file: Path | QImage, name: str = "", *, on_new_slide: bool = False) -> None:
        """Show a picture on the slide, else on a new one.

        An image is written as a PNG file of the given name.
        """
        slide = self._session.navigator.slide
        layout = LAYOUTS.get(slide.layout) if slide is not None else None
        if layout is not None and "image" in layout.displays and not on_new_slide:
            self._slide_editing.drop_picture(file, name)
            return
        self._slide_editing.about_to_import_picture.emit()
        if not self._session.document.editable:
            return
        self._session.picture_importer.add(
            file,
            name or (file.name if isinstance(file, Path) else ""),
            partial(self._add_picture_slide, self._current_id),
            self._slide_editing.refuse_picture,
        )

    def report_slow_picture(self, name: str) -> None:
        """Report that a picture is still being copied."""
        self.refused.emit(MESSAGES("picture_slow", self._settings.language, name=name))

    def _add_picture_slide(self, after_slide_id: str, image_file: str) -> None:
        if self._slides.add(after_slide_id, "image", image_file=image_file):
            self.write_first_text()
