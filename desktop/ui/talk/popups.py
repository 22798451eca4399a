"""The popups of the speaker: go to, overview, sources, keys.

One is open at a time.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.bookmarks import find_bookmarks, go_to_bookmark
from desktop.session.frame_cache import FrameCache
from desktop.session.navigator import Navigator
from desktop.session.position import Position
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.slide_search import search_slides
from desktop.story.markdown import plain_text
from desktop.ui.talk.overview import OverviewPopup
from desktop.ui.talk.popup import Popup, PopupKeyFilter
from desktop.ui.talk.talk_messages import MESSAGES
from desktop.ui.widgets import actions
from desktop.ui.widgets.keys.passing_menu import PassingLineEdit, drop_scroll_menus
from desktop.ui.widgets.rich_text import plain_no_break_spaces, sources_html
from desktop.ui.widgets.sandboxed_browser import SealedBrowser
from desktop.ui.widgets.slide_view import SlideView

_MAX_RESULTS: Final = 60
_BOOKMARK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
SPEAKER_POPUPS: Final = ("sources", "keys")
"""The popups that no audience may see."""


class GoToPopup(Popup):
    """Search field for slides, with a preview that only the speaker sees."""

    def __init__(
        self, host: QWidget, session: Session, frame_cache: FrameCache, language: str, *, preview: bool
    ) -> None:
        super().__init__(host, "goto")
        self._session = session
        self._language = language
        self._start_position = session.navigator.position
        self.search_field = PassingLineEdit()
        self.search_field.setPlaceholderText(MESSAGES("goto_hint", language))
        self.result_list = QListWidget()
        self.result_list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.result_list.setUniformItemSizes(True)
        drop_scroll_menus(self.result_list)
        self.result_list.setStyleSheet("QListWidget::item { padding: 4px 6px; }")
        self.result_list.itemClicked.connect(lambda _item: self.go_to_selected())
        self.preview: SlideView | None = None
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.search_field)
        row = QHBoxLayout()
        row.addWidget(self.result_list, 3)
        if preview:
            self.preview = SlideView(session, frame_cache, _StaticSettings(), position_source=self._preview_position)  # type: ignore[arg-type]
            self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            policy = self.preview.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the list stays as wide beside a bookmark
            self.preview.setSizePolicy(policy)
            row.addWidget(self.preview, 4)
        column.addLayout(row, 1)
        self._key_filter = PopupKeyFilter(self)
        self.search_field.installEventFilter(self._key_filter)
        self.search_field.installEventFilter(self)
        self.search_field.textEdited.connect(self.update_results)
        self.result_list.currentRowChanged.connect(self._on_row_changed)
        self.update_results("")
        self.fit_panel(self.preferred_size())
        self.show()
        self.search_field.setFocus()

    def preferred_size(self) -> QSize:
        """Return the preferred size of list and preview."""
        return QSize(980 if self.preview is not None else 620, 430)

    def update_results(self, query: str) -> None:
        """List the slides that match."""
        self.result_list.clear()
        hits = search_slides(self._session.story, query, self._session.language)[:_MAX_RESULTS]
        for hit in hits:
            item = QListWidgetItem(
                f"{hit.number}   {hit.title}" + (f"   — {hit.matched_text}" if hit.matched_text else "")
            )
            item.setData(Qt.ItemDataRole.UserRole, hit.slide_id)
            self.result_list.addItem(item)
        bookmarks = find_bookmarks(self._session.story, query, self._session.language)[:_MAX_RESULTS]
        for bookmark in bookmarks:
            item = QListWidgetItem(f"⚑   {plain_text(bookmark.title.get(self._session.language)) or bookmark.id}")
            item.setData(_BOOKMARK_ROLE, bookmark.id)
            self.result_list.addItem(item)
        if not hits and not bookmarks:
            item = QListWidgetItem(MESSAGES("goto_none", self._language))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.result_list.addItem(item)
            return
        start_row = next(
            (row for row, hit in enumerate(hits) if not query and hit.slide_id == self._start_position.slide_id), 0
        )
        self.result_list.setCurrentRow(start_row)

    def _move_by_page(self, direction: int) -> None:
        row_height = max(1, self.result_list.sizeHintForRow(0))
        page = max(1, self.result_list.viewport().height() // row_height - 1)
        row = self.result_list.currentRow() + direction * page
        self.result_list.setCurrentRow(max(0, min(self.result_list.count() - 1, row)))

    def _selected_slide_id(self) -> str:
        row = self.result_list.currentRow()
        return str(self.result_list.item(row).data(Qt.ItemDataRole.UserRole) or "") if row >= 0 else ""

    def _preview_position(self, _navigator: Navigator) -> Position:
        return Position(self._selected_slide_id() or self._start_position.slide_id)

    def _on_row_changed(self, _row: int) -> None:
        if self.preview is not None:
            self.preview.setVisible(bool(self._selected_slide_id()))  # a bookmark is no slide
            self.preview.update()

    def go_to_selected(self) -> None:
        """Go to the chosen slide, or to the view of the timeline."""
        slide_id = self._selected_slide_id()
        row = self.result_list.currentRow()
        bookmark_id = self.result_list.item(row).data(_BOOKMARK_ROLE) if row >= 0 else None
        self.dismiss()
        for bookmark in self._session.story.bookmarks:
            if bookmark.id == bookmark_id:
                go_to_bookmark(self._session, bookmark)
        if slide_id:
            self._session.navigator.go_to_slide(slide_id)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows, go with Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                row = self.result_list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
                self.result_list.setCurrentRow(max(0, min(self.result_list.count() - 1, row)))
                return True
            if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self._move_by_page(1 if key == Qt.Key.Key_PageDown else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go_to_selected()
                return True
        return super().eventFilter(watched, event)


class _StaticSettings:
    """The settings that a preview asks for."""

    reduced_motion = True


class TextPopup(Popup):
    """A text to read: the slide's sources in full, or the keys."""

    def __init__(
        self, host: QWidget, popup_id: str, session: Session, make_html: Callable[[], str], size: QSize
    ) -> None:
        super().__init__(host, popup_id)
        self._preferred_size = size
        self._make_html = make_html
        self.browser = SealedBrowser()
        # It stays open while the talk goes on.
        for signal in (session.navigator.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.refresh)
        self.refresh()
        self.browser.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(26, 22, 14, 18)
        column.addWidget(self.browser)
        self.fit_panel(size)
        self.show()

    def refresh(self) -> None:
        """Show the text of the slide."""
        self.browser.setHtml(plain_no_break_spaces(self._make_html()))

    def preferred_size(self) -> QSize:
        """Return the requested size."""
        return self._preferred_size


def toggle_popup(
    host: QWidget,
    popup_id: str,
    session: Session,
    frame_cache: FrameCache,
    settings: Settings,
    *,
    for_speaker_alone: bool,
) -> None:
    """Open a popup on a window, or close an open one.

    With `for_speaker_alone` the audience does not see the window; previews, sources and keys are shown only then.
    """
    open_popup = _find_open_popup(host)
    if open_popup is not None:
        open_popup.dismiss()
        if open_popup.popup_id == popup_id:
            return
    ui_language = settings.language
    if popup_id == "goto":
        GoToPopup(host, session, frame_cache, ui_language, preview=for_speaker_alone)
    elif popup_id == "overview":
        OverviewPopup(host, session, frame_cache, settings)
    elif popup_id == "sources" and for_speaker_alone:
        TextPopup(host, popup_id, session, lambda: sources_html(session, ui_language), QSize(820, 560))
    elif popup_id == "keys" and for_speaker_alone:
        theme = themes.theme(session.story.theme)
        TextPopup(host, popup_id, session, lambda: keys_html(theme, settings), QSize(760, 620))


def close_popup(host: QWidget) -> bool:
    """Close the window's popup; return whether there was one."""
    popup = _find_open_popup(host)
    if popup is not None:
        popup.dismiss()
    return popup is not None


def _find_open_popup(host: QWidget) -> Popup | None:
    children = host.findChildren(QWidget, "popup", Qt.FindChildOption.FindDirectChildrenOnly)
    return next((box for box in children if isinstance(box, Popup)), None)


def keys_html(theme: themes.Theme, settings: Settings) -> str:
    """Return the current keys of a talk as rich text."""
    _, rows = actions.shortcut_list(settings.language, settings)[1]
    half = (len(rows) + 1) // 2
    columns = []
    for part in (rows[:half], rows[half:]):
        lines = "".join(
            f"<tr><td style='color:{theme.gold}; padding:3px 16px 3px 0'>{html.escape(keys)}</td>"
            f"<td style='padding:3px 0'>{html.escape(label)}</td></tr>"
            for keys, label in part
        )
        columns.append(f"<td style='padding-right:30px' valign='top'><table>{lines}</table></td>")
    return f"<body style='font-size:15px; color:{theme.paper}'><table><tr>{''.join(columns)}</tr></table></body>"
