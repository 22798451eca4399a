"""The start page: recent stories, kinds of new ones, an example."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import paths
from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.session.background_worker import BackgroundWorker
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.load.load import LoadResult, load_file
from desktop.story.slide_title import slide_title
from desktop.story.storage.guarded_read import is_regular_file
from desktop.story.storage.new import TEMPLATES, template_file, template_help, template_title
from desktop.ui.widgets.layout_grid import slide_painter
from desktop.ui.widgets.picture_grid import GridEntry, PictureGrid
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages(
    {
        "promise": "Facts, their sources and their dates, as slides and a timeline",
        "recent": "RECENT",
        "begin": "NEW STORY",
        "open": "Open a story…",
        "import": "Import events…",
        "example": "See the example",
        "back": "Back to the story",
        "loading": "…",
        "unreadable": "cannot be read",
    }
)
_KIND_SIZE: Final = QSize(244, 137)  # four side by side where the window is 1280 wide
_RECENT_SIZE: Final = QSize(244, 137)
_MAX_RECENT: Final = 8
_COLUMN_WIDTH: Final = 1130


class StartPage(QFrame):
    """Page over the window's content; each choice emits a signal."""

    story_chosen = Signal(object)  # the Path of a story to open
    kind_chosen = Signal(str)  # the template of a new story
    open_requested = Signal()
    import_requested = Signal()

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self._covered = parent
        self._session = session
        self._settings = settings
        self._worker = BackgroundWorker(self)
        self.setObjectName("startPage")
        self.heading = PlainLabel("Passeur")
        self.heading.setObjectName("wordmark")
        self.promise_label = PlainLabel()
        self.promise_label.setObjectName("promise")
        self.promise_label.setWordWrap(True)
        self.recent_label, self.begin_label = PlainLabel(), PlainLabel()
        for label in (self.recent_label, self.begin_label):
            label.setObjectName("heading")
        self.recent_grid = _PageGrid(_RECENT_SIZE, 1)
        self.kind_grid = _PageGrid(_KIND_SIZE, 2)
        self.recent_grid.chosen.connect(lambda key: self.story_chosen.emit(Path(key)))
        self.kind_grid.chosen.connect(self.kind_chosen)
        self.open_button, self.import_button, self.example_button, self.back_button = (QPushButton() for _ in range(4))
        self.open_button.setObjectName("primary")
        self.open_button.clicked.connect(self.open_requested)
        self.import_button.clicked.connect(self.import_requested)
        self.example_button.clicked.connect(lambda: self.story_chosen.emit(paths.shipped_story()))
        self.back_button.clicked.connect(self.hide)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.heading)
        head.addWidget(self.promise_label)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addLayout(head, 1)
        for button in (self.back_button, self.example_button, self.import_button, self.open_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        page = QWidget()
        page.setMaximumWidth(_COLUMN_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 30, 32, 24)
        column.setSpacing(8)
        column.addLayout(top)
        column.addSpacing(22)
        column.addWidget(self.begin_label)
        column.addWidget(self.kind_grid)
        column.addSpacing(14)
        column.addWidget(self.recent_label)
        column.addWidget(self.recent_grid)
        column.addStretch(1)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(page, 100)
        row.addStretch(1)
        scroll_area = QScrollArea()
        scroll_area.setWidgetResizable(True)
        scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll_area.setWidget(centred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll_area)
        parent.installEventFilter(self)
        self.hide()

    def open_page(self) -> None:
        """Show the page with the recent stories."""
        ui_language = self._settings.language
        self.promise_label.setText(MESSAGES("promise", ui_language))
        self.begin_label.setText(MESSAGES("begin", ui_language))
        self.recent_label.setText(MESSAGES("recent", ui_language))
        self.open_button.setText(MESSAGES("open", ui_language))
        self.import_button.setText(MESSAGES("import", ui_language))
        self.example_button.setText(MESSAGES("example", ui_language))
        self.back_button.setText(MESSAGES("back", ui_language))
        self.back_button.setVisible(self._session.path is not None)
        self.kind_grid.set_entries([self._kind_entry(kind, ui_language) for kind in TEMPLATES])
        recent = self._settings.recent_files[:_MAX_RECENT]
        self.recent_grid.set_entries(
            [
                GridEntry(str(path), MESSAGES("loading", ui_language), _no_picture, path.parent.name, str(path))
                for path in recent
            ]
        )
        for grid in (self.recent_label, self.recent_grid):
            grid.setVisible(bool(recent))
        for path in recent:
            self._worker.submit(str(path), lambda path=path: _load_recent(path), self._show_recent)  # type: ignore[misc]
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()
        self.kind_grid.setFocus()

    def shut_down(self) -> None:
        """Drop the stories that are still to be read."""
        self._worker.shut_down()

    @staticmethod
    def _kind_entry(kind: str, ui_language: str) -> GridEntry:
        def paint(width: int, height: int, dpr: float) -> QPixmap | None:
            return _first_slide(load_file(template_file(kind, ui_language)), ui_language, width, height, dpr)

        help_text = template_help(kind, ui_language)
        return GridEntry(kind, template_title(kind, ui_language), paint, help_text, help_text)

    def _show_recent(self, read: tuple[Path, LoadResult | None]) -> None:
        """Show a recent story by title and picture."""
        path, result = read
        if result is None:
            self.recent_grid.remove_entry(str(path))
            return
        story, ui_language = result.story, self._settings.language
        if story is None or not story.slides:
            title = story.title.get(story.languages[0]) if story is not None else MESSAGES("unreadable", ui_language)
            entry = GridEntry(str(path), title or path.name, _no_picture, path.parent.name, str(path))
        else:
            language = ui_language if ui_language in story.languages else story.languages[0]
            title = story.title.get(language) or slide_title(story, story.slides[0], language)

            def paint(width: int, height: int, dpr: float) -> QPixmap | None:
                return _first_slide(result, language, width, height, dpr)

            entry = GridEntry(str(path), title, paint, path.parent.name, str(path))
        self.recent_grid.replace_entry(entry)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the story with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._session.path is not None:
            self.hide()
        else:
            super().keyPressEvent(event)


class _PageGrid(PictureGrid):
    """Grid as tall as its entries: the page scrolls, not the grid."""

    def __init__(self, picture_size: QSize, subtitle_lines: int) -> None:
        super().__init__(picture_size, subtitle_lines=subtitle_lines)
        self.setStyleSheet("QListView { margin-left: -7px; }")  # the first picture stands below its heading
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @qt_override(instead=PictureGrid.event)
    def event(self, event: QEvent) -> bool:
        """Set the height that the width requires."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            columns = max(1, (self.width() - 4) // self.cell_size.width())
            self.setFixedHeight(self.height_for(columns))
        return bool(super().event(event))


def _load_recent(path: Path) -> tuple[Path, LoadResult | None]:
    """Load a story, None if missing; this runs in a thread."""
    return path, load_file(path) if is_regular_file(path) else None


def _first_slide(result: LoadResult, language: str, width: int, height: int, dpr: float) -> QPixmap | None:
    story = result.story
    if story is None or not story.slides:
        return None
    code = language if language in story.languages else story.languages[0]
    return slide_painter(story, story.slides[0], code)(width, height, dpr)


def _no_picture(_width: int, _height: int, _dpr: float) -> QPixmap | None:
    return None
