"""Events made, renamed, copied and deleted on the timeline.

Each is one edit of the text, in the document's one history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QMessageBox

from desktop.i18n import Messages, plural
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.dates.date_from_instant import pointed_span
from desktop.story.dates.format_date import format_date
from desktop.story.dates.julian import in_calendar, julian_second
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import Edit, EditError, set_text
from desktop.story.edit.event_edits import copy_event, delete_event
from desktop.story.edit.new_tables import add_named_table, localized
from desktop.story.markdown import plain_text
from desktop.story.occurrences import event_of_occurrence
from desktop.timeline.track_lines import FOLDED, track_lines
from desktop.ui.timeline.authoring.span_preview import SpanPreview
from desktop.ui.timeline.view import TimelineView
from desktop.ui.widgets.plain_text import plain_message_box
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES
from desktop.ui.widgets.title_field import TitleField

MESSAGES: Final = Messages(
    {
        "what": "What happened?",
        "new": "New event here…",
        "span": "New span: hold Ctrl and drag",
        "rename": "Change the title…",
        "text": "Show its text",
        "slide": "Make a slide of it",
        "show_slide": "Go to its slide",
        "copy": "Copy",
        "delete": "Delete",
        "ask": plural(
            "{count} slide tells “{title}”. It is deleted too.", "{count} slides tell “{title}”. They are deleted too."
        ),
    }
)
_AIM: Final = 4.0  # pixels that a hand can tell apart


class TimelineEventAuthor(QObject):
    """Makes and changes the events of one timeline by pointer and menu."""

    slide_requested = Signal(str)  # the event to tell on a new slide
    text_requested = Signal(object)  # the key path to show in the text
    edit_refused = Signal(str)

    def __init__(self, view: TimelineView, session: Session, settings: Settings, can_edit: Callable[[], bool]) -> None:
        super().__init__(view)
        self._view = view
        self._canvas = view.canvas
        self._session = session
        self._settings = settings
        self._can_edit = can_edit
        self.add_hidden_tracks: Callable[[QMenu], object] = lambda _menu: None  # to the menu of an empty place
        self._span_start: QPointF | None = None
        self.field: TitleField | None = None
        self.span_preview = SpanPreview(view.viewport())
        session.document.flush_requested.connect(self._write_words)
        view.time_window_changed.connect(self.commit_field)

    # -- making --------------------------------------------------------------------------------------------------------

    def create_at(self, point: QPointF) -> bool:
        """Ask for the title of an event where the pointer is."""
        if not self._canvas.plot_rect.contains(point) or not self._can_edit():
            return False
        self._ask_title(point, self._date_at(point.x(), point.x()), self._track_at(point))
        return True

    def _date_at(self, x: float, other_x: float) -> str:
        """Return the date between two places, as the story writes it."""
        instants = [self._canvas.instant_at(one) for one in (x, other_x)]
        resolutions = [self._resolution(one) for one in (x, other_x)]
        date = pointed_span(*instants, *resolutions)
        if not in_calendar(parse_date(date), "", self._session.story.calendar).calendar:
            return date
        return pointed_span(*map(julian_second, instants), *resolutions)

    def _resolution(self, x: float) -> float:
        return self._canvas.seconds_per_pixel(x) * _AIM

    def can_draw_span(self, point: QPointF) -> bool:
        """Return whether a span can be drawn from a place."""
        return self._canvas.plot_rect.contains(point) and self._can_edit()

    def draw_span(self, event: Any) -> None:
        """Draw a span while dragged, then ask for its title."""
        if event.isStart():
            self._span_start = QPointF(event.buttonDownScenePos())
        start, end = self._span_start, QPointF(event.scenePos())
        if start is None:
            return
        date = self._date_at(start.x(), end.x())
        if event.isFinish():
            self.cancel_span()
            self._ask_title(QPointF((start.x() + end.x()) / 2, start.y()), date, self._track_at(start))
        else:
            self.span_preview.show_span(start, end, self._date_words(date))

    def cancel_span(self) -> bool:
        """Stop drawing a span; return whether there was one."""
        was_drawing, self._span_start = self._span_start is not None, None
        self.span_preview.hide()
        return was_drawing

    def _date_words(self, date: str) -> str:
        when = in_calendar(parse_date(date), "", self._session.story.calendar)
        words = format_date(when, self._session.own_language)
        return words[:1].upper() + words[1:]

    def _track_at(self, point: QPointF) -> str:
        """Return the track whose band is nearest to a place.

        A folded group stands for its first track; the band of events of no track is "".
        """
        bands = self._canvas.track_rects()
        line_id = min(bands, key=lambda track: abs(bands[track].center().y() - point.y()), default="")
        state = self._view.state
        lines = track_lines(state.story, state.track_ids, state.folded_groups) if line_id.startswith(FOLDED) else ()
        return next((line.members[0] for line in lines if line.track.id == line_id), line_id)

    def _ask_title(self, point: QPointF, date: str, track_id: str) -> None:
        track = self._session.story.track_by_id.get(track_id)
        heading = self._date_words(date)
        if track is not None:
            heading += f"  ·  {track.title.get(self._session.language) or track.id}"
        self._open_field(point, heading).committed.connect(lambda title: self._add(title, date, track_id))

    def _open_field(self, point: QPointF, heading: str, title: str = "") -> TitleField:
        self.commit_field()
        self._view.cards.hide()
        ui_language = self._settings.language
        placeholder = MESSAGES("what", ui_language)
        viewport = self._view.viewport()
        field = TitleField(viewport, point, heading, ui_language, title, placeholder=placeholder)
        field.closed.connect(self._on_field_closed)
        self.field = field
        field.begin()
        return field

    def commit_field(self, _time_window: object = None) -> None:
        """Write the title in the open field, if any."""
        if self.field is not None:
            self.field.commit()

    def _write_words(self) -> None:
        """Write what is typed; an empty field stays open."""
        if self.field is not None and self.field.line.text().strip():
            self.field.commit()

    def _on_field_closed(self) -> None:
        field, self.field = self.field, None
        if field is not None and field.line.hasFocus():
            self._view.setFocus()

    def _add(self, title: str, date: str, track_id: str) -> None:
        session = self._session
        values = {"date": date, "title": localized(title, session.language, session.story.languages), "track": track_id}

        def make(text: str) -> Edit:
            edit, _ = add_named_table(text, "event", title, values)
            return replace(edit, subject=title)

        self._apply(make)

    # -- changing ------------------------------------------------------------------------------------------------------

    def rename(self, event_id: str, mark_id: str = "") -> bool:
        """Put an event's title into writing; return whether it can be.

        The field opens at its mark, or at that of an occurrence.
        """
        event, zone = self._session.story.event_by_id.get(event_id), self._canvas.event_zone(mark_id or event_id)
        if event is None or zone is None or not self._can_edit():
            return False
        session = self._session
        point = QPointF(zone.x + zone.width / 2, zone.y + zone.height / 2)
        field = self._open_field(
            point, format_date(event.when, session.own_language), event.title.get(session.language)
        )
        path = (*event.path, "title")
        field.committed.connect(
            lambda title: self._apply(
                lambda text: set_text(text, path, session.language, title, session.story.languages)
            )
        )
        return True

    def delete(self, event_id: str) -> bool:
        """Delete an event; ask first if slides tell it."""
        event = self._session.story.event_by_id.get(event_id)
        if event is None or not self._can_edit():
            return False
        count = sum(slide.event == event_id for slide in self._session.story.slides)
        if count and not self._confirm(plain_text(event.title.get(self._session.language)) or event_id, count):
            return True
        self._apply(lambda text: delete_event(text, event_id))
        return True

    def _confirm(self, title: str, count: int) -> bool:
        """Ask whether to delete an event with its slides."""
        ui_language = self._settings.language
        box = plain_message_box(self._view, MESSAGES("ask", ui_language, count=count, title=title))
        delete_button = box.addButton(MESSAGES("delete", ui_language), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(COMMON_MESSAGES("cancel", ui_language), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is delete_button

    def copy(self, event_id: str) -> bool:
        """Copy an event as text; return whether it can be."""
        if event_id not in self._session.story.event_by_id or not self._can_edit():
            return False
        self._session.document.flush_input()
        QGuiApplication.clipboard().setText(copy_event(self._session.document.text, event_id))
        return True

    def _apply(self, make_edit: Callable[[str], Edit]) -> None:
        """Make an edit of the current text, or say why not."""
        document = self._session.document
        document.flush_input()
        try:
            document.apply_edit(make_edit(document.text))
        except EditError as error:
            self.edit_refused.emit(error.message(self._settings.language))

    def execute(self, command: str, event_id: str) -> bool:
        """Execute a key's command on an event; return whether it did."""
        if command == "new_event":
            return self.create_at(self._canvas.plot_rect.center())
        return {"rename": self.rename, "delete": self.delete, "copy": self.copy}[command](event_id)

    def can_execute(self, command: str, event_id: str) -> bool:
        """Return whether a key's command has something to do."""
        return (command == "new_event" or event_id in self._session.story.event_by_id) and self._can_edit()

    # -- the menu ------------------------------------------------------------------------------------------------------

    def show_menu(self, event_id: str, point: QPointF, screen_point: QPoint) -> None:
        """Show the menu of an event, or of an empty place."""
        if self._can_edit():
            self.build_menu(event_id, point).popup(screen_point)

    def build_menu(self, event_id: str, point: QPointF) -> QMenu:
        """Return the menu of an event; "" for an empty place.

        An occurrence has that of its event, but is not deleted: all of them would go.
        """
        ui_language, story = self._settings.language, self._session.story
        mark_id, event_id = event_id, event_of_occurrence(event_id)
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(key: str, function: Callable[[], object]) -> None:
            menu.addAction(MESSAGES(key, ui_language)).triggered.connect(lambda _checked=False: function())

        event = story.event_by_id.get(event_id)
        if event is None:
            add("new", lambda: self.create_at(point))
            menu.addAction(MESSAGES("span", ui_language)).setEnabled(False)
            menu.addSeparator()
            self.add_hidden_tracks(menu)
            return menu
        slide_id = story.slide_id_by_event.get(event_id)
        if slide_id:
            add("show_slide", lambda: self._session.navigator.go_to_slide(slide_id))
        add("slide", lambda: self.slide_requested.emit(event_id))
        menu.addSeparator()
        add("rename", lambda: self.rename(event_id, mark_id))
        add("text", lambda: self.text_requested.emit(event.path))
        add("copy", lambda: self.copy(event_id))
        if mark_id == event_id:
            menu.addSeparator()
            add("delete", lambda: self.delete(event_id))
        return menu
