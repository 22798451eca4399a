"""The search box over the timeline, with filters.

It narrows by track, status and source; Enter walks from match to match.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop.i18n import Messages, plural
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.markdown import plain_text
from desktop.story.model import EMPTY_STORY, Story
from desktop.timeline.event_search import STATUSES, EventFilter, EventSearch, event_source_ids
from desktop.timeline.matches import Matches
from desktop.timeline.track_lines import drawn_tracks
from desktop.ui.timeline.file_search import FileSearch
from desktop.ui.widgets.keys.passing_menu import PassingLineEdit, PassingMenu
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages(
    {
        "find": "Find events",
        "track": "Track",
        "status": "Status",
        "source": "Source",
        "all": "All",
        "others": "Other",
        "happened": "Happened",
        "planned": "Planned",
        "disputed": "Disputed",
        "reported": "Reported",
        "none": "none",
        "count": plural("{count:n} event", "{count:n} events"),
        "place": "{place:n} of {count:n}",
        "next": "Next (Enter)",
        "previous": "Previous (Shift+Enter)",
        "close": "Close (Esc)",
    }
)
_SEARCH_DELAY_MS: Final = 60  # thousands of events are not searched for every key of a word typed in haste
_MAX_SOURCES: Final = 40
_SLOW_SEARCH_ABOVE: Final = 1_000_000
_HANDLED_KEYS: Final = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_F3,
)


class SearchBox(QFrame):
    """A slim box in the corner of the timeline."""

    results_changed = Signal(object, bool)  # the `Matches`; whether there is a query or a filter
    match_selected = Signal(object)  # the `Match` to show
    closed = Signal()

    def __init__(self, view: QWidget, track_ids: Callable[[], tuple[str, ...]] = lambda: ()) -> None:
        super().__init__(view)
        self.setObjectName("timeline-search")
        self._story: Story = EMPTY_STORY
        self._language = "en"
        self._chosen_ui_language = ""
        self._as_of: EdtfDate | None = None
        self._track_ids: Callable[[], tuple[str, ...]] = track_ids  # the tracks that alone are drawn, all if empty
        self._event_search = EventSearch(EMPTY_STORY, "en")
        self._aggregated: Mapping[str, AggregatedTrack] = {}
        self._file_search = FileSearch(self)
        self._file_search.found.connect(self._show_matches)
        self._matches = Matches()
        self._match_index = -1
        self._theme_applied = False
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_SEARCH_DELAY_MS)
        self._search_timer.timeout.connect(self.run_search)
        self.query_field = PassingLineEdit()
        self.query_field.setClearButtonEnabled(True)
        self.query_field.setMinimumWidth(190)
        self.count_label = PlainLabel()
        self.count_label.setMinimumWidth(86)
        self.count_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.filter_buttons = {key: self._create_filter_button(key) for key in ("track", "status", "source")}
        self.previous_button, self.next_button, self.close_button = (
            self._create_button(symbol) for symbol in ("↑", "↓", "×")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 6, 5)
        row.setSpacing(4)
        row.addWidget(self.query_field, 1)
        row.addWidget(self.count_label)
        for widget in (*self.filter_buttons.values(), self.previous_button, self.next_button, self.close_button):
            row.addWidget(widget)
        self.query_field.installEventFilter(self)
        self.query_field.textChanged.connect(lambda _text: self._search_timer.start())
        self.previous_button.clicked.connect(lambda: self.step(-1))
        self.next_button.clicked.connect(lambda: self.step(1))
        self.close_button.clicked.connect(self.close_box)
        self.hide()

    def _create_button(self, symbol: str) -> QToolButton:
        button = QToolButton()
        button.setText(symbol)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _create_filter_button(self, key: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(key)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(PassingMenu(button))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # -- what is searched ----------------------------------------------------------------------------------------------

    @property
    def ui_language(self) -> str:
        """Return the language of the labels: in a talk the story's."""
        return self._chosen_ui_language or self._language

    def set_ui_language(self, ui_language: str) -> None:
        """Label the box in the interface's language."""
        self._chosen_ui_language = ui_language
        self._theme_applied = False
        if self.isVisible():
            self._apply_theme()
            self.run_search()

    def set_story(self, story: Story, language: str) -> None:
        """Search another story; keep query and filters where they fit."""
        self._story, self._language = story, language
        self._event_search = EventSearch(story, language)
        self._theme_applied = False
        if self.isVisible():
            self._apply_theme()
            self.run_search()

    def _apply_theme(self) -> None:
        """Apply the story's colours, tracks, statuses and sources once.

        The box needs them when it is first shown.
        """
        if self._theme_applied:
            return
        self._theme_applied = True
        story = self._story
        theme = themes.theme(story.theme)
        self.setStyleSheet(
            f"#timeline-search {{ background: {theme.raised}; border: 1px solid {theme.line}; border-radius: 8px; }}"
            f" #timeline-search QLineEdit {{ background: {theme.background}; color: {theme.paper};"
            f" border: 1px solid {theme.line};"
            " border-radius: 5px; padding: 3px 7px; }"
            f" #timeline-search QLabel {{ color: {theme.muted}; }}"
            f" #timeline-search QToolButton {{ color: {theme.paper}; background: transparent; border: none; padding: 3px 7px;"
            " border-radius: 5px; }"
            f" #timeline-search QToolButton:hover, #timeline-search QToolButton:focus {{ background: {theme.line}; }}"
            f' #timeline-search QToolButton[chosen="true"] {{ color: {theme.gold}; }}'
            " #timeline-search QToolButton::menu-indicator { image: none; width: 0px; }"
        )
        self.query_field.setPlaceholderText(MESSAGES("find", self.ui_language))
        self.query_field.setAccessibleName(MESSAGES("find", self.ui_language))
        for widget, key in (
            (self.previous_button, "previous"),
            (self.next_button, "next"),
            (self.close_button, "close"),
        ):
            widget.setToolTip(MESSAGES(key, self.ui_language))
            widget.setAccessibleName(MESSAGES(key, self.ui_language))
        self._fill_filters()

    def set_aggregated_tracks(self, aggregated: Mapping[str, AggregatedTrack]) -> None:
        """Search the events of tracks that were read from files as well."""
        self._aggregated = aggregated
        # Fast typing does not search millions of events at each key.
        self._search_timer.setInterval(
            _SEARCH_DELAY_MS if sum(map(len, aggregated.values())) < _SLOW_SEARCH_ABOVE else 4 * _SEARCH_DELAY_MS
        )
        self._theme_applied = False
        if self.isVisible():
            self._apply_theme()
            self.run_search()

    def _fill_filters(self) -> None:
        """Offer the tracks, statuses and sources that events have."""
        story, language = self._story, self._language
        used_track_ids = set(map(story.drawn_track, story.events))
        used_track_ids = (used_track_ids | set(self._aggregated)) & drawn_tracks(story, self._track_ids())
        tracks = [
            (track.id, track.title.get(language) or track.id) for track in story.tracks if track.id in used_track_ids
        ]
        if "" in used_track_ids and tracks:
            tracks.append(("", MESSAGES("others", self.ui_language)))
        used_statuses = {event.status for event in story.events} | {event.became for event in story.events}
        statuses: list[tuple[str, str]] = [
            (status, MESSAGES(status, self.ui_language)) for status in STATUSES if status in used_statuses
        ]
        citation_counts: dict[str, int] = {}
        for event in story.events:
            for name in event_source_ids(event):
                citation_counts[name] = citation_counts.get(name, 0) + 1
        ids_by_frequency = sorted(
            (name for name in citation_counts if name in story.source_by_id),
            key=lambda name: (-citation_counts[name], name),
        )
        sources = [(name, self._source_label(name)) for name in ids_by_frequency[:_MAX_SOURCES]]
        for key, choices in (("track", tracks), ("status", statuses), ("source", sources)):
            self._fill_menu(self.filter_buttons[key], key, choices)

    def _source_label(self, source_id: str) -> str:
        source = self._story.source_by_id[source_id]
        label = " · ".join(
            part
            for part in (source.publisher.get(self._language), plain_text(source.title.get(self._language)))
            if part
        )
        return label if len(label) <= 64 else label[:62].rstrip() + "…"

    def _fill_menu(self, button: QToolButton, key: str, choices: list[tuple[str, str]]) -> None:
        menu = button.menu()
        assert menu is not None
        checked_ids = self._checked_ids(key)
        menu.clear()
        show_all_action = menu.addAction(MESSAGES("all", self.ui_language))
        show_all_action.triggered.connect(lambda: self._clear_filter(key))
        menu.addSeparator()
        for choice_id, label in choices:
            action = QAction(label.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(choice_id in checked_ids)
            action.setData(choice_id)
            action.toggled.connect(self._on_filter_changed)
            menu.addAction(action)
        button.setVisible(len(choices) > 1)
        self._update_filter_button(key)

    def _checked_ids(self, key: str) -> frozenset[str]:
        menu = self.filter_buttons[key].menu()
        assert menu is not None
        return frozenset(action.data() for action in menu.actions() if action.isCheckable() and action.isChecked())

    def _clear_filter(self, key: str) -> None:
        menu = self.filter_buttons[key].menu()
        assert menu is not None
        for action in menu.actions():
            if action.isChecked():
                with QSignalBlocker(action):
                    action.setChecked(False)
        self._on_filter_changed()

    def _on_filter_changed(self) -> None:
        for key in self.filter_buttons:
            self._update_filter_button(key)
        self.run_search()

    def _update_filter_button(self, key: str) -> None:
        """Set the label of a filter, with its number of checked choices."""
        button, count = self.filter_buttons[key], len(self._checked_ids(key))
        button.setText(f"{MESSAGES(key, self.ui_language)}{f' {count}' if count else ''} ▾")
        button.setAccessibleName(MESSAGES(key, self.ui_language))
        if button.property("chosen") != ("true" if count else "false"):
            button.setProperty("chosen", "true" if count else "false")
            button.style().unpolish(button)
            button.style().polish(button)

    @property
    def active_filter(self) -> EventFilter:
        """Return what the search is narrowed to."""
        return EventFilter(self._checked_ids("track"), self._checked_ids("status"), self._checked_ids("source"))

    # -- searching -----------------------------------------------------------------------------------------------------

    def run_search(self) -> None:
        """Search now; large files are searched beside the window."""
        self._search_timer.stop()
        query, active_filter = self.query_field.text(), self.active_filter
        if not query.strip() and not active_filter:
            self._file_search.cancel()
            self._show_matches(Matches(), has_query=False)
            return
        drawn = drawn_tracks(self._story, self._track_ids())
        listed = self._event_search.find_with_starts(query, active_filter, self._as_of, drawn)
        files = {track_id: file for track_id, file in self._aggregated.items() if track_id in drawn}
        matches = self._file_search.search(files, query.strip(), active_filter, self._as_of, listed)
        self._show_matches(Matches(listed) if matches is None else matches)
        if matches is None:
            self.count_label.setText("…")

    def _show_matches(self, matches: Matches, *, has_query: bool = True) -> None:
        """Take new matches over, and stay at the one that was chosen."""
        previous_match = self._matches[self._match_index] if 0 <= self._match_index < len(self._matches) else None
        self._matches = matches
        self._match_index = matches.position_of(previous_match)
        self._update_count(has_query)
        self.results_changed.emit(matches, has_query)

    def _update_count(self, has_query: bool = True) -> None:
        count = len(self._matches)
        if not has_query:
            text = ""
        elif not count:
            text = MESSAGES("none", self.ui_language)
        elif self._match_index >= 0:
            text = MESSAGES("place", self.ui_language, place=self._match_index + 1, count=count)
        else:
            text = MESSAGES("count", self.ui_language, count=count)
        if text != self.count_label.text():
            self.count_label.setText(text)
            self.move_to_corner()

    def step(self, direction: int) -> None:
        """Go to the next or previous match, with wrap-around."""
        if self._search_timer.isActive():
            self.run_search()
        if not self._matches:
            return
        self._match_index = (0 if direction > 0 else -1) if self._match_index < 0 else self._match_index + direction
        self._match_index %= len(self._matches)
        self._update_count()
        self.match_selected.emit(self._matches[self._match_index])

    # -- opening and closing -------------------------------------------------------------------------------------------

    def open_box(self, as_of: EdtfDate | None) -> None:
        """Show the box and give it the focus.

        With a date of knowledge, only what was known then is found.
        """
        self._as_of = as_of
        self._apply_theme()
        self.show()
        self.move_to_corner()
        self.raise_()
        self.query_field.setFocus()
        self.query_field.selectAll()
        self.run_search()

    def close_box(self) -> None:
        """Close the box, and keep the query for next time."""
        self._search_timer.stop()
        self._file_search.cancel()
        self.hide()
        self.closed.emit()

    def set_as_of(self, as_of: EdtfDate | None) -> None:
        """Search what was known at another date."""
        if as_of != self._as_of:
            self._as_of = as_of
            if self.isVisible():
                self.run_search()

    def has_focus(self) -> bool:
        """Return whether one types here."""
        return any(child.hasFocus() for child in self.findChildren(QWidget))

    def move_to_corner(self) -> None:
        """Move the box to the timeline's upper right corner."""
        view = self.parentWidget()
        if view is not None:
            self.adjustSize()
            width = min(self.sizeHint().width(), view.width() - 16)
            self.resize(width, self.sizeHint().height())
            self.move(QPoint(view.width() - width - 12, 6))

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter, arrows and Esc before the window's shortcuts."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _HANDLED_KEYS:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _HANDLED_KEYS:
            backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or event.key() == Qt.Key.Key_Up
            if event.key() == Qt.Key.Key_Escape:
                self.close_box()
            else:
                self.step(-1 if backwards else 1)
            return True
        return super().eventFilter(watched, event)
