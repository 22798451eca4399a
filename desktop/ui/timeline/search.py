"""The search box over the timeline: type, narrow by track, status and source, walk from match to match with Enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from desktop.i18n import Words
from desktop.render import theme as themes
from desktop.render.timeline.aggregates import Crowd
from desktop.story.dates.parse import When
from desktop.story.model import NO_STORY, Story
from desktop.timeline.event_search import STATUSES, Finder, Only, cited
from desktop.timeline.index import Index
from desktop.timeline.matches import Matches, Numbers
from desktop.ui.timeline.card import plain

WORDS: Final = Words(
    {
        "find": ("Find events", "Chercher des événements"),
        "track": ("Track", "Piste"),
        "status": ("Status", "Statut"),
        "source": ("Source", "Source"),
        "all": ("All", "Tout"),
        "others": ("Other", "Autres"),
        "happened": ("Happened", "Arrivé"),
        "planned": ("Planned", "Prévu"),
        "disputed": ("Disputed", "Contesté"),
        "reported": ("Reported", "Selon la presse"),
        "none": ("none", "aucun"),
        "count": ("{count:n} event{count:s}", "{count:n} événement{count:s}"),
        "place": ("{place:n} of {count:n}", "{place:n} sur {count:n}"),
        "next": ("Next (Enter)", "Suivant (Entrée)"),
        "previous": ("Previous (Shift+Enter)", "Précédent (Maj+Entrée)"),
        "close": ("Close (Esc)", "Fermer (Échap)"),
    }
)
_PAUSE_MS: Final = 60  # thousands of events are not searched for every key of a word typed in haste
_LISTED: Final = 40
_MANY: Final = 1_000_000
_TAKEN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F3)


class Search(QFrame):
    """A slim box in the corner of the timeline."""

    found = Signal(object, bool)  # the `Matches`; whether anything was asked for
    walked = Signal(object)  # the `Match` to show
    closed = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("timeline-search")
        self._story: Story = NO_STORY
        self._language = "en"
        self._as_of: When | None = None
        self._finder = Finder(NO_STORY, "en")
        self._crowds: Mapping[str, Crowd] = {}
        self._matches = Matches()
        self._place = -1
        self._dressed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(190)
        self.count = QLabel()
        self.count.setMinimumWidth(86)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.filters = {name: self._filter(name) for name in ("track", "status", "source")}
        self.previous, self.next, self.shut = (self._button(sign) for sign in ("↑", "↓", "×"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 6, 5)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        for widget in (*self.filters.values(), self.previous, self.next, self.shut):
            row.addWidget(widget)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.previous.clicked.connect(lambda: self.walk(-1))
        self.next.clicked.connect(lambda: self.walk(1))
        self.shut.clicked.connect(self.close_box)
        self.hide()

    def _button(self, sign: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _filter(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # -- what is searched ----------------------------------------------------------------------------------------------

    def set_story(self, story: Story, language: str) -> None:
        """Search another story; what was typed and chosen stays as far as it is there."""
        self._story, self._language = story, language
        self._finder = Finder(story, language)
        self._dressed = False
        if self.isVisible():
            self._dress()
            self.look()

    def _dress(self) -> None:
        """Take the story's colours, language, tracks, statuses and sources: once, when the box is wanted."""
        if self._dressed:
            return
        self._dressed = True
        story, language = self._story, self._language
        theme = themes.theme(story.theme)
        self.setStyleSheet(
            f"#timeline-search {{ background: {theme.raised}; border: 1px solid {theme.line}; border-radius: 8px; }}"
            f" #timeline-search QLineEdit {{ background: {theme.ground}; color: {theme.paper}; border: 1px solid {theme.line};"
            " border-radius: 5px; padding: 3px 7px; }"
            f" #timeline-search QLabel {{ color: {theme.muted}; }}"
            f" #timeline-search QToolButton {{ color: {theme.paper}; background: transparent; border: none; padding: 3px 7px;"
            " border-radius: 5px; }"
            f" #timeline-search QToolButton:hover, #timeline-search QToolButton:focus {{ background: {theme.line}; }}"
            f' #timeline-search QToolButton[chosen="true"] {{ color: {theme.gold}; }}'
            " #timeline-search QToolButton::menu-indicator { image: none; width: 0px; }"
        )
        self.line.setPlaceholderText(WORDS("find", language))
        self.line.setAccessibleName(WORDS("find", language))
        for widget, key in ((self.previous, "previous"), (self.next, "next"), (self.shut, "close")):
            widget.setToolTip(WORDS(key, language))
            widget.setAccessibleName(WORDS(key, language))
        self._fill()

    def set_crowds(self, crowds: Mapping[str, Crowd]) -> None:
        """Search the events of tracks that were read from files as well."""
        self._crowds = crowds
        # What is typed in haste is not looked for in millions of events at each key.
        self._pause.setInterval(_PAUSE_MS if sum(map(len, crowds.values())) < _MANY else 4 * _PAUSE_MS)
        self._dressed = False
        if self.isVisible():
            self._dress()
            self.look()

    def _fill(self) -> None:
        """Offer the tracks, statuses and sources that events have."""
        story, language = self._story, self._language
        used = {event.track if event.track in story.track_by_id else "" for event in story.events} | set(self._crowds)
        tracks = [(track.id, track.title.get(language) or track.id) for track in story.tracks if track.id in used]
        if "" in used and tracks:
            tracks.append(("", WORDS("others", language)))
        now = {event.status for event in story.events} | {event.became for event in story.events}
        statuses: list[tuple[str, str]] = [(name, WORDS(name, language)) for name in STATUSES if name in now]
        times: dict[str, int] = {}
        for event in story.events:
            for name in cited(event):
                times[name] = times.get(name, 0) + 1
        often = sorted((name for name in times if name in story.source_by_id), key=lambda name: (-times[name], name))
        sources = [(name, self._source(name)) for name in often[:_LISTED]]
        for key, offered in (("track", tracks), ("status", statuses), ("source", sources)):
            self._offer(self.filters[key], key, offered)

    def _source(self, name: str) -> str:
        source = self._story.source_by_id[name]
        said = " · ".join(
            part for part in (source.publisher.get(self._language), plain(source.title.get(self._language))) if part
        )
        return said if len(said) <= 64 else said[:62].rstrip() + "…"

    def _offer(self, button: QToolButton, key: str, offered: list[tuple[str, str]]) -> None:
        menu = button.menu()
        assert menu is not None
        chosen = self._chosen(key)
        menu.clear()
        everything = menu.addAction(WORDS("all", self._language))
        everything.triggered.connect(lambda: self._drop(key))
        menu.addSeparator()
        for name, label in offered:
            action = QAction(label.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(name in chosen)
            action.setData(name)
            action.toggled.connect(self._narrowed)
            menu.addAction(action)
        button.setVisible(len(offered) > 1)
        self._name(key)

    def _chosen(self, key: str) -> frozenset[str]:
        menu = self.filters[key].menu()
        assert menu is not None
        return frozenset(action.data() for action in menu.actions() if action.isCheckable() and action.isChecked())

    def _drop(self, key: str) -> None:
        menu = self.filters[key].menu()
        assert menu is not None
        for action in menu.actions():
            if action.isChecked():
                with QSignalBlocker(action):
                    action.setChecked(False)
        self._narrowed()

    def _narrowed(self) -> None:
        for key in self.filters:
            self._name(key)
        self.look()

    def _name(self, key: str) -> None:
        """Write on a filter what it is, and of how many it lets through."""
        button, count = self.filters[key], len(self._chosen(key))
        button.setText(f"{WORDS(key, self._language)}{f' {count}' if count else ''} ▾")
        button.setAccessibleName(WORDS(key, self._language))
        if button.property("chosen") != ("true" if count else "false"):
            button.setProperty("chosen", "true" if count else "false")
            button.style().unpolish(button)
            button.style().polish(button)

    @property
    def only(self) -> Only:
        """Return what the search is narrowed to."""
        return Only(self._chosen("track"), self._chosen("status"), self._chosen("source"))

    # -- searching -----------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Search now."""
        self._pause.stop()
        before = self._matches[self._place] if 0 <= self._place < len(self._matches) else None
        words, only = self.line.text(), self.only
        asked = bool(words.strip()) or bool(only)
        self._matches = (
            Matches(self._finder.starts(words, only, self._as_of), self._in_crowds(words.strip(), only))
            if asked
            else Matches()
        )
        self._place = self._matches.place_of(before)
        self._tell(asked)
        self.found.emit(self._matches, asked)

    def _in_crowds(self, words: str, only: Only) -> dict[str, tuple[Index, Numbers]]:
        """Return what is found in the tracks that were read from files; of statuses and sources only the story knows."""
        found: dict[str, tuple[Index, Numbers]] = {}
        for track, crowd in self._crowds.items():
            if not len(crowd) or only.statuses or only.sources or (only.tracks and track not in only.tracks):
                continue
            if not words:
                numbers = np.arange(len(crowd), dtype=np.uint32)
            elif crowd.search is not None:
                numbers = crowd.search(words)
            else:
                continue
            now = self._as_of.latest if self._as_of is not None else None
            # Numbers are in order of time: what had not begun yet nobody could find.
            known = len(crowd) if now is None else crowd.index.within(int(crowd.index.starts[0]), now)[1]
            found[track] = (crowd.index, numbers[: int(np.searchsorted(numbers, known))])
        return found

    def _tell(self, asked: bool = True) -> None:
        count = len(self._matches)
        if not asked:
            words = ""
        elif not count:
            words = WORDS("none", self._language)
        elif self._place >= 0:
            words = WORDS("place", self._language, place=self._place + 1, count=count)
        else:
            words = WORDS("count", self._language, count=count)
        self.count.setText(words)

    def walk(self, by: int) -> None:
        """Go to the next match, or the one before; after the last comes the first."""
        if self._pause.isActive():
            self.look()
        if not self._matches:
            return
        self._place = (0 if by > 0 else -1) if self._place < 0 else self._place + by
        self._place %= len(self._matches)
        self._tell()
        self.walked.emit(self._matches[self._place])

    # -- opening and closing -------------------------------------------------------------------------------------------

    def open_box(self, as_of: When | None) -> None:
        """Show the box, ready to type; only what is known at a date of knowledge is found."""
        self._as_of = as_of
        self._dress()
        self.show()
        self.place()
        self.raise_()
        self.line.setFocus()
        self.line.selectAll()
        self.look()

    def close_box(self) -> None:
        """Put the box away; what was typed waits for the next time."""
        self._pause.stop()
        self.hide()
        self.closed.emit()

    def know(self, as_of: When | None) -> None:
        """Search what was known at another date."""
        if as_of != self._as_of:
            self._as_of = as_of
            if self.isVisible():
                self.look()

    def has_focus(self) -> bool:
        """Return whether one types here."""
        return any(child.hasFocus() for child in self.findChildren(QWidget))

    def place(self) -> None:
        """Stand in the upper right corner of the timeline."""
        view = self.parentWidget()
        if view is not None:
            self.adjustSize()
            width = min(self.sizeHint().width(), view.width() - 16)
            self.resize(width, self.sizeHint().height())
            self.move(QPoint(view.width() - width - 12, 6))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with Enter and the arrows, close with Esc: before the window's shortcuts have them."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _TAKEN:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _TAKEN:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or event.key() == Qt.Key.Key_Up
            if event.key() == Qt.Key.Key_Escape:
                self.close_box()
            else:
                self.walk(-1 if back else 1)
            return True
        return super().eventFilter(watched, event)
