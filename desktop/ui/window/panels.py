"""What stands beside the slide: its sources in full, its notes; and the list of problems."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.citations import cited
from desktop.story.dates.parse import spoken
from desktop.story.speaker_notes import whole
from desktop.ui.widgets.messages import WORDS
from desktop.ui.widgets.style import unbroken


class SidePanel(QFrame):
    """Sources and notes of the slide shown."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._session = session
        self._settings = settings
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._open)
        self.page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 8, 10)
        column.addWidget(self.page)
        self.setMinimumWidth(180)
        for signal in (session.position_settled, session.story_changed, session.language_changed):
            signal.connect(self.refresh)

    def refresh(self) -> None:
        """Write the slide's sources and notes."""
        theme = themes.theme(self._session.story.theme)
        slide, story, language = self._session.slide, self._session.story, self._session.language
        say = self._settings.language
        head = f"color:{theme.gold}; font-size:12px; font-weight:600; letter-spacing:2px"
        out = [f"<p style='{head}'>{WORDS('sources', say)}</p>"]
        names = cited(slide, story) if slide else ()
        for number, name in enumerate(names, 1):
            source = story.source_by_id[name]
            publisher = html.escape(source.publisher.get(language) or name)
            lines = [f"<span style='color:{theme.paper}; font-weight:600'>{publisher}</span>"]
            title = html.escape(source.title.get(language))
            if title:
                link = source.url.startswith(("https://", "http://"))
                said = (
                    f"<a href='{html.escape(source.url, quote=True)}' style='color:{theme.gold}'>{title}</a>"
                    if link
                    else title
                )
                lines.append(f"<span style='color:{theme.paper}'>{said}</span>")
            if source.date is not None:
                lines.append(f"<span style='color:{theme.muted}'>{html.escape(spoken(source.date, language))}</span>")
            out.append(
                f"<p style='margin:0 0 11px 0'><span style='color:{theme.muted}'>{number}</span>&nbsp; {'<br>'.join(lines)}</p>"
            )
        if not names:
            out.append(f"<p style='color:{theme.muted}'>{WORDS('no_sources', say)}</p>")
        out.append(f"<p style='{head}; margin-top:22px'>{WORDS('notes', say)}</p>")
        notes = slide.notes.get(language) if slide else ""
        out.append(
            markdown_html(whole(notes)) if notes else f"<p style='color:{theme.muted}'>{WORDS('no_notes', say)}</p>"
        )
        self.page.setHtml(unbroken(f"<body style='color:{theme.paper}; font-size:14px'>{''.join(out)}</body>"))

    def _open(self, url: QUrl) -> None:
        """Open a source in the system's browser: the only thing that ever leaves the machine, and only at a click."""
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)


def markdown_html(text: str) -> str:
    """Return Markdown as Qt's rich text; HTML in it stays text, pictures are never loaded."""
    document = QTextDocument()
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    page = document.toHtml()
    body = page[page.index("<body") :]
    # Markdown can still ask for a picture; notes show none, so none is ever loaded.
    return re.sub(r"<img[^>]*>", "", body[body.index(">") + 1 : body.rindex("</body>")])


class ProblemList(QFrame):
    """What is wrong with the text, a line each, with its place; a double click asks for that place."""

    place_chosen = Signal(int, int)
    slide_chosen = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._session = session
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        self.heading = QLabel()
        self.heading.setObjectName("heading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.setMaximumHeight(210)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        self.list.itemActivated.connect(self._chosen)
        self.list.itemClicked.connect(self._clicked)
        session.problems_changed.connect(self.refresh)

    def refresh(self) -> None:
        """List the problems."""
        language = self._settings.language
        self.heading.setText(WORDS("problems", language))
        self.list.clear()
        for problem in self._session.problems:
            hint = problem.hint(language)
            text = f"{problem.line}:{problem.column}   {problem.message(language)}"
            item = QListWidgetItem(f"{text}\n{hint}" if hint else text)
            item.setData(Qt.ItemDataRole.UserRole, (problem.line, problem.column, problem.path))
            self.list.addItem(item)

    def _clicked(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)[2]
        if len(path) > 1 and path[0] == "slide":
            self.slide_chosen.emit(str(path[1]))

    def _chosen(self, item: QListWidgetItem) -> None:
        line, column, _ = item.data(Qt.ItemDataRole.UserRole)
        self.place_chosen.emit(line, column)


class Placeholder(QWidget):
    """What stands where the slide would be while there is none: how to begin, or that the file waits to be mended."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setStyleSheet("font-family:'Fraunces Display'; font-size:38px; color:#f3eadd;")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setWordWrap(True)
        self.text = QLabel()
        self.text.setObjectName("muted")
        self.text.setStyleSheet("font-size:16px; color:#a79889;")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(self.title)
        column.addSpacing(14)
        column.addWidget(self.text)
        column.addStretch(4)

    def say(self, title: str, text: str) -> None:
        """Show a sentence and what to do."""
        self.title.setText(title)
        self.text.setText(text)
