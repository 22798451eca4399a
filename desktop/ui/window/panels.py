"""The panels beside the slide: sources and notes, problems, placeholder."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.citations import slide_source_ids, source_name
from desktop.story.dates.format_date import format_date
from desktop.story.speaker_notes import without_step_marks
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.rich_text import markdown_html, plain_no_break_spaces
from desktop.ui.widgets.sandboxed_browser import SealedBrowser, open_link
from desktop.ui.widgets.shared_messages import MESSAGES

if TYPE_CHECKING:
    from desktop.ui.widgets.layout_grid import LayoutGrid


class SidePanel(QFrame):
    """The sources and notes of the shown slide, to read."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.browser = SealedBrowser()
        self.browser.anchorClicked.connect(open_link)
        self.browser.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 4, 0)
        column.addWidget(self.browser)
        self.setMinimumWidth(180)
        for signal in (session.navigator.position_settled, session.story_changed, session.language_changed):
            signal.connect(self.refresh)

    def refresh(self) -> None:
        """Write the slide's sources and notes."""
        theme = themes.theme(self._session.story.theme)
        slide, story, language = self._session.navigator.slide, self._session.story, self._session.language
        ui_language = self._settings.language
        heading_style = f"color:{theme.gold}; font-size:12px; font-weight:600; letter-spacing:2px"
        html_parts = [f"<p style='{heading_style}'>{MESSAGES('sources', ui_language)}</p>"]
        source_ids = slide_source_ids(slide, story) if slide else ()
        for number, source_id in enumerate(source_ids, 1):
            source = story.source_by_id[source_id]
            name = html.escape(source_name(story, source_id, language))
            lines = [f"<span style='color:{theme.paper}; font-weight:600'>{name}</span>"]
            title = html.escape(source.title.get(language))
            if title:
                is_link = source.url.startswith(("https://", "http://"))
                title_html = (
                    f"<a href='{html.escape(source.url, quote=True)}' style='color:{theme.gold}'>{title}</a>"
                    if is_link
                    else title
                )
                lines.append(f"<span style='color:{theme.paper}'>{title_html}</span>")
            if source.date is not None:
                lines.append(
                    f"<span style='color:{theme.muted}'>{html.escape(format_date(source.date, language))}</span>"
                )
            html_parts.append(
                f"<p style='margin:0 0 11px 0'><span style='color:{theme.muted}'>{number}</span>&nbsp; {'<br>'.join(lines)}</p>"
            )
        if not source_ids:
            html_parts.append(f"<p style='color:{theme.muted}'>{MESSAGES('no_sources', ui_language)}</p>")
        html_parts.append(f"<p style='{heading_style}; margin-top:22px'>{MESSAGES('notes', ui_language)}</p>")
        notes = slide.notes.get(language) if slide else ""
        html_parts.append(
            markdown_html(without_step_marks(notes))
            if notes
            else f"<p style='color:{theme.muted}'>{MESSAGES('no_notes', ui_language)}</p>"
        )
        self.browser.setHtml(
            plain_no_break_spaces(f"<body style='color:{theme.paper}; font-size:14px'>{''.join(html_parts)}</body>")
        )


class SideContainer(QWidget):
    """Holds the inspector, which is built when it is first seen."""

    def __init__(self, build: Callable[[], QWidget]) -> None:
        super().__init__()
        self._build = build
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 12, 8)

    def set_content(self, content: QWidget) -> None:
        """Show a widget."""
        self._column.addWidget(content)

    @qt_override
    def showEvent(self, event: QShowEvent) -> None:
        """Build the panel when it is first shown."""
        super().showEvent(event)
        self._build()


class ProblemList(QFrame):
    """List of the problems; a double click emits a problem's location."""

    location_chosen = Signal(int, int)
    slide_chosen = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._session = session
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        self.heading = PlainLabel()
        self.heading.setObjectName("heading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.setMaximumHeight(210)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        self.list.itemActivated.connect(self._on_item_activated)
        self.list.itemClicked.connect(self._on_item_clicked)
        self._is_stale = True
        session.problems_changed.connect(self.refresh)

    @qt_override
    def showEvent(self, event: QShowEvent) -> None:
        """List the problems found while the list was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """List the problems, once the list is seen."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        ui_language = self._settings.language
        self.heading.setText(MESSAGES("problems", ui_language))
        self.list.clear()
        for problem in self._session.problems:
            hint = problem.hint(ui_language)
            text = f"{problem.line}:{problem.column}   {problem.message(ui_language)}"
            item = QListWidgetItem(f"{text}\n{hint}" if hint else text)
            item.setData(Qt.ItemDataRole.UserRole, (problem.line, problem.column, problem.path))
            self.list.addItem(item)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)[2]
        if len(path) > 1 and path[0] == "slide":
            self.slide_chosen.emit(str(path[1]))

    def _on_item_activated(self, item: QListWidgetItem) -> None:
        line, column, _ = item.data(Qt.ItemDataRole.UserRole)
        self.location_chosen.emit(line, column)


class Placeholder(QWidget):
    """Placeholder shown while the story has no slide or cannot be read.

    An empty story offers the layouts of its first slide.
    """

    layout_chosen = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._offered_for: tuple[object, ...] = ()
        self.grid: LayoutGrid | None = None
        self.title_label = PlainLabel()
        self.title_label.setStyleSheet(f"font-family:'Passeur Display'; font-size:38px; color:{themes.CINEMA.paper};")
        self.title_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title_label.setWordWrap(True)
        self.text_label = PlainLabel()
        self.text_label.setObjectName("muted")
        self.text_label.setStyleSheet(f"font-size:16px; color:{themes.CINEMA.muted};")
        self.text_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text_label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(self.title_label)
        column.addSpacing(14)
        column.addWidget(self.text_label)
        column.addStretch(4)
        self._column = column

    def refresh(self) -> None:
        """Explain why there is no slide; offer the first one."""
        session, ui_language = self._session, self._settings.language
        reason = "unreadable" if session.is_unreadable else "empty"
        self.title_label.setText(MESSAGES(f"{reason}_title", ui_language))
        self.text_label.setText(MESSAGES(f"{reason}_text", ui_language))
        story = session.story
        offered_for = (story.languages, session.language, story.theme, story.aspect, ui_language, story.events)
        can_begin = session.path is not None and not session.is_unreadable and not story.slides
        if not can_begin or offered_for != self._offered_for:
            self._offered_for = ()
            if self.grid is not None:
                self.grid.deleteLater()
                self.grid = None
        if can_begin and self.grid is None:
            from desktop.ui.widgets.layout_grid import LayoutGrid

            self._offered_for = offered_for
            event_id = next((event.id for event in story.events), "")
            self.grid = LayoutGrid(story, session.language, ui_language, event_id)
            self.grid.chosen.connect(self.layout_chosen)
            self._column.insertWidget(self._column.count() - 1, self.grid, 20)
