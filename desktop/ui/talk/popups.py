"""The speaker's boxes over a window: go to, overview, sources, keys. One at a time; on the console where there is one."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.render import theme as themes
from desktop.session.frame_cache import Frames
from desktop.session.position import Position
from desktop.session.session import Session
from desktop.session.slide_search import find
from desktop.story.citations import cited
from desktop.story.dates.parse import spoken
from desktop.ui.talk.messages import WORDS
from desktop.ui.widgets import actions, style
from desktop.ui.widgets.deck import Deck
from desktop.ui.widgets.slide_view import SlideView

if TYPE_CHECKING:
    from desktop.ui.talk.presenter import Presenter

_SHOWN: Final = 60


class Box(QWidget):
    """A panel in the middle of a window, over a veil; a click beside it closes it."""

    def __init__(self, host: QWidget, name: str) -> None:
        super().__init__(host)
        self.setObjectName("box")
        self.name = name
        self.panel = QFrame(self)
        self.panel.setObjectName("panel")
        self.setStyleSheet(style.sheet())
        self.setGeometry(host.rect())

    def fit(self, size: QSize) -> None:
        """Give the panel a size, as far as there is room."""
        width = min(size.width(), self.width() - 40)
        height = min(size.height(), self.height() - 40)
        self.panel.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def wanted(self) -> QSize:
        """Return how large the panel would like to be."""
        return QSize(760, 520)

    def resizeEvent(self, _event: object) -> None:
        """Keep the panel in the middle."""
        self.fit(self.wanted())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 150))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close, and let nothing through."""
        event.accept()
        self.leave()

    def leave(self) -> None:
        """Close, and give the keys back to the window."""
        host = self.parentWidget()
        self.hide()
        self.setObjectName("")
        self.deleteLater()
        if host is not None:
            host.setFocus()


class _Keys(QObject):
    """Takes the keys of a box before the window's shortcuts do."""

    def __init__(self, box: Box) -> None:
        super().__init__(box)
        self._box = box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with Esc; whatever else is typed belongs to what has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._box.leave()
            return True
        return super().eventFilter(watched, event)


class GoTo(Box):
    """One line to find a slide by whatever one remembers; its preview is seen before anybody else sees the slide."""

    def __init__(self, host: QWidget, session: Session, frames: Frames, language: str, *, preview: bool) -> None:
        super().__init__(host, "goto")
        self._session = session
        self._language = language
        self._here = session.position
        self.line = QLineEdit()
        self.line.setPlaceholderText(WORDS("goto_hint", language))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _item: self.choose())
        self.preview: SlideView | None = None
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addWidget(self.list, 3)
        if preview:
            self.preview = SlideView(session, frames, _Still(), shows=self._previewed)  # type: ignore[arg-type]
            self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(self.preview, 4)
        column.addLayout(row, 1)
        self._keys = _Keys(self)
        self.line.installEventFilter(self._keys)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self.search)
        self.list.currentRowChanged.connect(self._changed)
        self.search("")
        self.fit(self.wanted())
        self.show()
        self.line.setFocus()

    def wanted(self) -> QSize:
        """Ask for room for the list and the preview."""
        return QSize(980 if self.preview is not None else 620, 430)

    def search(self, text: str) -> None:
        """List what fits."""
        self.list.clear()
        hits = find(self._session.story, text, self._session.language)[:_SHOWN]
        for hit in hits:
            item = QListWidgetItem(f"{hit.number}   {hit.title}" + (f"   — {hit.why}" if hit.why else ""))
            item.setData(Qt.ItemDataRole.UserRole, hit.slide)
            self.list.addItem(item)
        if not hits:
            item = QListWidgetItem(WORDS("goto_none", self._language))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
            return
        here = next((row for row, hit in enumerate(hits) if not text and hit.slide == self._here.slide), 0)
        self.list.setCurrentRow(here)

    def _chosen(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(Qt.ItemDataRole.UserRole) or "") if row >= 0 else ""

    def _previewed(self, _session: Session) -> Position:
        return Position(self._chosen() or self._here.slide)

    def _changed(self, _row: int) -> None:
        if self.preview is not None:
            self.preview.update()

    def choose(self) -> None:
        """Go there."""
        name = self._chosen()
        self.leave()
        if name:
            self._session.go_to_slide(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows, go with Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                row = self.list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
        return super().eventFilter(watched, event)


class _Still:
    """The settings that a preview asks for."""

    reduced_motion = True


class Grid(Deck):
    """All slides as a grid."""

    def __init__(self, session: Session, frames: Frames) -> None:
        super().__init__(session, frames)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        self.setWordWrap(False)

    def columns(self) -> int:
        """Return how many slides stand in a row."""
        return max(2, min(6, self.viewport().width() // 270))

    def cell(self) -> int:
        """Return how wide a slide's cell is."""
        return max(120, (self.viewport().width() - 8) // self.columns() - 8)


class Overview(Box):
    """All slides at a glance; arrows and Enter, or a click, go to one."""

    def __init__(self, host: QWidget, session: Session, frames: Frames) -> None:
        super().__init__(host, "overview")
        self._session = session
        self.grid = Grid(session, frames)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 16, 8, 12)
        column.addWidget(self.grid)
        self.grid.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = _Keys(self)
        self.grid.installEventFilter(self._keys)
        self.grid.installEventFilter(self)
        self.grid.clicked.connect(self._clicked)
        self.fit(self.wanted())
        self.show()
        row = self.grid.deck_model.row_of(session.position.slide)
        if row >= 0:
            self.grid.setCurrentIndex(self.grid.deck_model.index(row))
            self.grid.scrollTo(self.grid.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.grid.setFocus()

    def wanted(self) -> QSize:
        """Ask for nearly everything."""
        return self.size() - QSize(48, 48)

    def _clicked(self, _index: QModelIndex) -> None:
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with Enter, close with the key that opened it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                name = self.grid.deck_model.id_at(self.grid.currentIndex().row())
                self.leave()
                self._session.go_to_slide(name)
                return True
            if event.key() == Qt.Key.Key_O:
                self.leave()
                return True
        return super().eventFilter(watched, event)


class Page(Box):
    """A text to read: the slide's sources in full, or the keys."""

    def __init__(self, host: QWidget, name: str, text: str, size: QSize) -> None:
        super().__init__(host, name)
        self._wanted = size
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setHtml(style.unbroken(text))
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(26, 22, 14, 18)
        column.addWidget(self.page)
        self.fit(size)
        self.show()

    def wanted(self) -> QSize:
        """Return the size asked for."""
        return self._wanted


def toggle(presenter: Presenter, frames: Frames, name: str) -> None:
    """Open a box on the speaker's window, or close it where it is open."""
    host = presenter.front
    opened = _open_box(host)
    if opened is not None:
        opened.leave()
        if opened.name == name:
            return
    session, language = presenter.session, presenter.settings.language
    if name == "goto":
        GoTo(host, session, frames, language, preview=host is presenter.console)
    elif name == "overview":
        Overview(host, session, frames)
    elif name == "sources":
        # In full and with disputes: for the speaker alone, so not over the slide.
        if host is presenter.console:
            Page(host, name, sources_html(session, language), QSize(820, 560))
    elif name == "keys" and host is presenter.console:
        Page(host, name, keys_html(presenter, language), QSize(760, 620))


def close(host: QWidget) -> bool:
    """Close the box that is open on a window and return whether there was one."""
    box = _open_box(host)
    if box is not None:
        box.leave()
    return box is not None


def _open_box(host: QWidget) -> Box | None:
    found = host.findChildren(QWidget, "box", Qt.FindChildOption.FindDirectChildrenOnly)
    return next((box for box in found if isinstance(box, Box)), None)


def sources_html(session: Session, say: str) -> str:
    """Return the slide's sources in full and its disputes, with dates, as rich text."""
    story, slide, language = session.story, session.slide, session.language
    theme = themes.theme(story.theme)
    head = f"color:{theme.gold}; font-size:13px; font-weight:600; letter-spacing:2px"
    out = [f"<p style='{head}'>{WORDS('sources', say)}</p>"]
    names = cited(slide, story) if slide else ()
    for number, name in enumerate(names, 1):
        source = story.source_by_id[name]
        said = spoken(source.date, language) if source.date else ""
        lines = [
            f"<b>{number}&nbsp; {html.escape(source.publisher.get(language) or name)}</b>",
            html.escape(source.title.get(language)),
            f"<span style='color:{theme.muted}'>{html.escape(said)}</span>",
            f"<span style='color:{theme.muted}; font-size:13px'>{html.escape(source.url)}</span>",
        ]
        out.append(f"<p style='margin:0 0 12px 0'>{'<br>'.join(line for line in lines if line)}</p>")
    if not names:
        out.append(f"<p style='color:{theme.muted}'>{WORDS('no_sources', say)}</p>")
    event = story.event_of(slide) if slide else None
    claims = (slide.claims if slide else ()) or (event.claims if event else ())
    if claims:
        out.append(f"<p style='{head}; margin-top:18px'>{WORDS('disputes', say)}</p>")
        for claim in claims:
            date = spoken(claim.date, language) if claim.date else ""
            who = ", ".join(
                story.source_by_id[name].publisher.get(language) for name in claim.sources if name in story.source_by_id
            )
            lines = [f"<b>{html.escape(claim.says.get(language) or date)}</b>", html.escape(claim.text.get(language))]
            lines.append(
                f"<span style='color:{theme.muted}'>{html.escape(' · '.join(one for one in (date, who) if one))}</span>"
            )
            out.append(f"<p style='margin:0 0 12px 0'>{'<br>'.join(line for line in lines if line)}</p>")
    return f"<body style='font-size:17px; color:{theme.paper}'>{''.join(out)}</body>"


def keys_html(presenter: Presenter, language: str) -> str:
    """Return the keys of a talk as they are set, as rich text."""
    theme = themes.theme(presenter.session.story.theme)
    _, rows = actions.sheet(language, presenter.settings)[1]
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
