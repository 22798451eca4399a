"""The inspector shows forms for slide, event and story beside the slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.citations import source_name
from desktop.story.dates.format_date import format_date
from desktop.story.edit.fields import data_at
from desktop.story.format.field import Field
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.localized_text import KeyPath
from desktop.story.slide_content import slide_content
from desktop.ui.inspector.editor_for_field import make_editor
from desktop.ui.inspector.form_host import FormHost
from desktop.ui.inspector.groups import Groups, groups_of
from desktop.ui.inspector.inspector_style import stylesheet
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.inspector.refresh_timer import RefreshTimer
from desktop.ui.inspector.table_form import TableForm
from desktop.ui.inspector.table_lists import TableList
from desktop.ui.widgets.plain_text import PlainLabel

_MAX_FORMS: Final = 8
"""Forms that a page keeps: to build one takes some 80 ms, and a story has slides of few layouts."""
Shape = tuple[tuple[str, tuple[str, ...]], ...]
"""The headings of a form, each with its keys."""
TABS: Final = ("slide", "event", "story", "sources")


def scrolled_column() -> tuple[QScrollArea, QVBoxLayout]:
    """Return a column of widgets that scrolls up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 2, 8, 12)
    area.setWidget(body)
    return area, column


class FormPage(QWidget):
    """A page with a table's form, built when first seen."""

    def __init__(
        self, session: Session, settings: Settings, host: FormHost, table_name: str, find_path: Callable[[], KeyPath]
    ) -> None:
        super().__init__()
        self.scroll_area, self.column = scrolled_column()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroll_area)
        self._lists_below: list[TableList] = []
        self._session = session
        self._settings = settings
        self._host = host
        self._table_name = table_name
        self._find_path = find_path
        self._path: KeyPath = ()
        self._shape: Shape = ()
        self._form_by_shape: dict[Shape, TableForm] = {}  # in the order of their use
        self.form: TableForm | None = None
        self.message_label = PlainLabel()
        self.message_label.setObjectName("muted")
        self.message_label.setWordWrap(True)
        self.column.addWidget(self.message_label)
        self.column.addStretch(1)

    def add_below(self, heading: str, table_list: TableList) -> None:
        """Add a list of tables below the form."""
        self._lists_below.append(table_list)
        label = PlainLabel()
        label.setObjectName("heading")
        label.setContentsMargins(0, 14, 0, 4)
        label.setText(MESSAGES(heading, self._settings.language))
        for widget in (label, table_list):
            self.column.insertWidget(self.column.count() - 1, widget)

    def refresh(self) -> None:
        """Show the table as the text says it."""
        path = self._find_path()
        if path != self._path and self.form is not None:
            self.form.write_pending()
        self._path = path
        data = data_at(self._session.document.text, path) if path else None
        if not isinstance(data, Mapping):
            key = "unreadable" if path else "no_event" if self._table_name == "event" else "no_slide"
            self.message_label.setText(MESSAGES(key, self._settings.language))
        else:
            groups = groups_of(self._table_name, data)
            shape = tuple((heading, tuple(field.key for field in fields)) for heading, fields in groups)
            if self.form is None or shape != self._shape:
                self._show_form(shape, groups)
            assert self.form is not None
            self.form.refresh()
        for table_list in self._lists_below:
            table_list.refresh()
        self.message_label.setVisible(not isinstance(data, Mapping))
        if self.form is not None:
            self.form.setVisible(isinstance(data, Mapping))

    def _show_form(self, shape: Shape, groups: Groups) -> None:
        """Show the form of a shape; build it the first time."""
        position = self.scroll_area.verticalScrollBar().value()
        if self.form is not None:
            self.form.write_pending()
            self.form.hide()
        self._shape = shape
        self.form = self._form_by_shape.pop(shape, None)
        if self.form is None:
            self.form = self._build(groups)
        self._form_by_shape[shape] = self.form
        if len(self._form_by_shape) > _MAX_FORMS:
            self._form_by_shape.pop(next(iter(self._form_by_shape))).deleteLater()
        self.scroll_area.verticalScrollBar().setValue(position)

    def _build(self, groups: Groups) -> TableForm:
        form = TableForm(
            self._session,
            self._settings,
            TABLES_BY_NAME[self._table_name],
            lambda: self._path,
            self._host,
            groups,
            make_editor,
            self._inherited,
        )
        self.column.insertWidget(1, form)
        return form

    def clear_forms(self) -> None:
        """Build the forms anew when they are next seen, in another language."""
        if self.form is not None:
            self.form.write_pending()
        for form in self._form_by_shape.values():
            form.hide()
            form.deleteLater()
        self._form_by_shape, self._shape, self.form = {}, (), None

    def _inherited(self, field: Field) -> str:
        """Return the value that a slide inherits from its event."""
        slide, story, language = self._session.navigator.slide, self._session.story, self._session.language
        if self._table_name != "slide" or slide is None:
            return ""
        content = slide_content(slide, story)
        if content.event is None:
            return ""
        text = ""
        if field.key in ("title", "text"):
            text = getattr(content.event, field.key).get(language)
        elif field.key == "date":
            text = format_date(content.event.when, story.own_language(language))
        elif field.key == "image":
            text = content.event.image
        elif field.key == "sources" and content.event.sources:
            known = (one for one in content.event.sources if one in story.source_by_id)
            text = ", ".join(source_name(story, one, language) for one in known)
        return MESSAGES("from_event", self._settings.language, text=" ".join(text.split())) if text else ""


class SourcesPage(QWidget):
    """The sources of the slide to read, or all to edit."""

    def __init__(self, settings: Settings, sources_of_slide: QWidget, table_list: TableList) -> None:
        super().__init__()
        self._settings = settings
        self._table_list = table_list
        self.buttons = (QPushButton(), QPushButton())
        self.stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(4)
        for index, button in enumerate(self.buttons):
            button.setObjectName("small")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self.show_page, index))
            row.addWidget(button)
        row.addStretch(1)
        self.stack.addWidget(sources_of_slide)
        scroll_area, column = scrolled_column()
        column.addWidget(table_list)
        column.addStretch(1)
        self.stack.addWidget(scroll_area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.buttons[0].setChecked(True)
        self.retranslate()

    def show_page(self, index: int) -> None:
        """Show the sources of the slide (0) or the story (1)."""
        self.buttons[index].setChecked(True)
        self.stack.setCurrentIndex(index)
        self.refresh()

    def refresh(self) -> None:
        """Show the sources as the text says them."""
        if self.stack.currentIndex() == 1:
            self._table_list.refresh()

    def retranslate(self) -> None:
        """Translate the buttons."""
        for button, key in zip(self.buttons, ("of_slide", "of_story"), strict=True):
            button.setText(MESSAGES(key, self._settings.language))


class Inspector(QFrame):
    """Tabs of forms, and of the lists of tracks, eras and sources."""

    def __init__(self, session: Session, settings: Settings, sources_of_slide: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setMinimumWidth(250)
        self._session = session
        self._settings = settings
        self.host = FormHost(session, settings, self)
        self.tabs = QTabBar()
        self.tabs.setObjectName("inspector_tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for name in TABS:
            self.tabs.addTab(MESSAGES(f"tab_{name}", settings.language))
        paths: dict[str, Callable[[], KeyPath]] = {
            "slide": self._slide_path,
            "event": self._event_path,
            "story": lambda: ("story",),
        }
        self.pages = {name: FormPage(session, settings, self.host, name, path) for name, path in paths.items()}
        self.table_lists = [
            TableList(session, settings, self.host, name) for name in ("track", "source", "group", "era", "bookmark")
        ]
        self.stack = QStackedWidget()
        self.sources_page = SourcesPage(settings, sources_of_slide, self.table_lists[1])
        self.pages["story"].add_below("group_tracks", self.table_lists[0])
        self.pages["story"].add_below("group_groups", self.table_lists[2])
        self.pages["story"].add_below("group_eras", self.table_lists[3])
        self.pages["story"].add_below("group_bookmarks", self.table_lists[4])
        for page in (*self.pages.values(), self.sources_page):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 4, 8)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.setStyleSheet(stylesheet(themes.CINEMA))
        self._timer = RefreshTimer(self.refresh, self)
        self.tabs.currentChanged.connect(self._show_tab)
        self._slide_id = ""
        self.event_id = ""  # of an event that is chosen apart from the slide
        session.navigator.position_settled.connect(self._refresh_soon)
        session.language_changed.connect(self._refresh_soon)
        for signal in (session.text_read, session.problems_changed):
            signal.connect(self._refresh_after_typing)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _slide_path(self) -> KeyPath:
        slide = self._session.navigator.slide
        return slide.path if slide is not None else ()

    def _event_path(self) -> KeyPath:
        # From the text: the story has no event whose date is wrong, and here it is mended.
        text, slide_path = self._session.document.text, self._slide_path()
        event_id = self.event_id or (data_at(text, (*slide_path, "event")) if slide_path else "")
        return ("event", event_id) if isinstance(event_id, str) and event_id else ()

    def show_key(self, path: KeyPath) -> None:
        """Show the editor of a key, with the parts around it open."""
        self.setVisible(True)
        if path[0] == "source":
            self.tabs.setCurrentIndex(TABS.index("sources"))
            self.sources_page.show_page(1)
            box = self.table_lists[1].boxes.get(str(path[1])) if len(path) > 1 else None
            if box is not None:
                box.head.setChecked(True)
            return
        table_name = "event" if path[0] == "event" else "slide"
        if table_name == "event" and len(path) > 1:
            self._slide_id, self.event_id = self._session.navigator.position.slide_id, str(path[1])
        self.tabs.setCurrentIndex(TABS.index(table_name))
        self.refresh()
        page = self.pages[table_name]
        row = page.form.open_key(path[2:]) if page.form is not None else None
        if row is not None:
            QTimer.singleShot(0, row, lambda: page.scroll_area.ensureWidgetVisible(row, 0, 40))

    def _refresh_soon(self) -> None:
        if self.isVisible():
            self._timer.start_soon()

    def _refresh_after_typing(self) -> None:
        if self.isVisible():
            self._timer.start_after_typing()

    def _show_tab(self, index: int) -> None:
        self.write_pending()
        self.stack.setCurrentIndex(index)
        self.refresh()

    def refresh(self) -> None:
        """Show the text in the form that is seen."""
        self._timer.stop()
        slide_id = self._session.navigator.position.slide_id
        if slide_id != self._slide_id:
            self._slide_id, self.event_id = slide_id, ""
        page = self.stack.currentWidget()
        if isinstance(page, (FormPage, SourcesPage)):
            page.refresh()

    def write_pending(self) -> None:
        """Write pending input into the text."""
        for page in self.pages.values():
            if page.form is not None:
                page.form.write_pending()
        for table_list in self.table_lists:
            table_list.write_pending()

    def retranslate(self) -> None:
        """Translate labels and forms."""
        for index, name in enumerate(TABS):
            self.tabs.setTabText(index, MESSAGES(f"tab_{name}", self._settings.language))
        for page in self.pages.values():
            page.clear_forms()
        self.sources_page.retranslate()
        self._refresh_soon()

    @qt_override
    def showEvent(self, event: QShowEvent) -> None:
        """Fill the form once the slide is on the screen."""
        super().showEvent(event)
        self._timer.start_soon()
