"""The few dialogs: keys, help pages, about, export. Never shown while a talk runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop import paths
from desktop.render.theme import CINEMA, Theme
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets import actions
from desktop.ui.widgets.combo_box import Choice
from desktop.ui.widgets.messages import WORDS


def show_keys(parent: QWidget, settings: Settings) -> QDialog:
    """Show every key, from the table of actions."""
    language = settings.language
    parts = []
    for heading, rows in actions.sheet(language, settings):
        lines = "".join(
            f"<tr><td width='38%' style='color:#d9a95b; padding:3px 14px 3px 0'>{_keys(keys)}</td>"
            f"<td style='padding:3px 0'>{label}</td></tr>"
            for keys, label in rows
        )
        head = f"<p style='font-weight:600; font-size:16px'>{heading}</p>"
        parts.append(f"{head}<table width='100%'>{lines}</table>")
    window, talk, loop, timeline = parts
    cell = "<td width='33%' style='padding-right:32px' valign='top'>{}</td>"
    columns = "".join(cell.format(one) for one in (window + loop, talk, timeline))
    return _page(
        parent, WORDS("keys", language), f"<table width='100%'><tr>{columns}</tr></table>", settings, (1180, 760)
    )


def _keys(keys: str) -> str:
    """Write keys so that lines break between two of them only."""
    return "&nbsp;&nbsp; ".join(key.replace(" ", "&nbsp;") for key in keys.split("  "))


def show_help(parent: QWidget, name: str, title: str, settings: Settings) -> QDialog:
    """Show a help page, in the interface's language where it is translated."""
    folder = paths.help_folder()
    own = folder / f"{name}.{settings.language}.md"
    file = own if own.is_file() else folder / f"{name}.md"
    dialog = _page(parent, title, "", settings, (860, 680))
    browser = dialog.findChild(QTextBrowser)
    if isinstance(browser, QTextBrowser):
        browser.setMarkdown(file.read_text("utf-8") if file.is_file() else file.name)
        set_in_type(browser.document())
    return dialog


def set_in_type(document: QTextDocument, theme: Theme = CINEMA) -> None:
    """Give a page of Markdown room to breathe, code a face and a ground of its own, and tables quiet lines."""
    document.setDocumentMargin(14)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        shape, level = block.blockFormat(), block.blockFormat().headingLevel()
        code = shape.hasProperty(QTextFormat.Property.BlockCodeLanguage) or shape.hasProperty(
            QTextFormat.Property.BlockCodeFence
        )
        cursor.setPosition(block.position())
        if code:
            shape.setBackground(QColor(theme.raised))
            shape.setLeftMargin(10)
        elif cursor.currentTable() is None:
            shape.setTopMargin({0: 4, 1: 4, 2: 26}.get(level, 18))
            shape.setBottomMargin(10 if level else 8)
            shape.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if code or level:
            look = QTextCharFormat()
            if code:
                look.setFontFamilies(["JetBrains Mono", "Passeur WenKai"])
                look.setForeground(QColor(theme.paper))
            else:
                look.setForeground(QColor(theme.gold if level > 1 else theme.paper))
                look.setProperty(QTextFormat.Property.FontPixelSize, {1: 30, 2: 20}.get(level, 16))
            cursor.mergeCharFormat(look)
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            place += 1
            if not code and fragment.charFormat().fontFixedPitch():
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setFontFamilies(["JetBrains Mono", "Passeur WenKai"])
                look.setForeground(QColor(theme.gold))
                cursor.mergeCharFormat(look)
        block = block.next()
    cursor.endEditBlock()
    for table in (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)):
        grid = table.format().toTableFormat()
        grid.setBorderBrush(QColor(theme.line))
        grid.setBorderCollapse(True)
        grid.setCellPadding(6)
        grid.setTopMargin(6)
        grid.setBottomMargin(12)
        table.setFormat(grid)


def show_about(parent: QWidget, version: str, settings: Settings) -> QDialog:
    """Show the version and the licences."""
    notice = paths.assets() / "licences" / "third-party.md"
    dialog = _page(parent, WORDS("about_title", settings.language), "", settings, (860, 680))
    browser = dialog.findChild(QTextBrowser)
    if isinstance(browser, QTextBrowser):
        head = WORDS("about", settings.language, version=version)
        browser.setMarkdown(f"{head}\n\n---\n\n{notice.read_text('utf-8') if notice.is_file() else ''}")
    return dialog


def _page(parent: QWidget, title: str, text: str, settings: Settings, size: tuple[int, int]) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    browser = QTextBrowser()
    browser.setOpenExternalLinks(False)
    browser.setOpenLinks(False)
    browser.setHtml(text)
    close = QPushButton(WORDS("close", settings.language))
    close.clicked.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(26, 22, 26, 18)
    column.addWidget(browser)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.resize(*size)
    dialog.open()
    return dialog


class ExportDialog(QDialog):
    """Choose a format, a language and slides; write with progress; stop at a click."""

    FORMATS = (("pdf", ".pdf"), ("handout", ".pdf"), ("png", ""), ("svg", ".svg"))

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._settings = settings
        self._stopped = False
        self._running = False
        say = settings.language
        self.setWindowTitle(WORDS("export_title", say))
        self.kind = Choice()
        for name, _ in self.FORMATS:
            self.kind.addItem(WORDS(name, say), name)
        self.language = Choice()
        self.language.addItems(list(session.story.languages))
        self.language.setCurrentText(session.language)
        self.slides = QLineEdit()
        self.slides.setPlaceholderText(WORDS("slides_hint", say))
        self.steps = QCheckBox(WORDS("steps", say))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.message = QLabel()
        self.message.setObjectName("muted")
        self.message.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.write = self.buttons.addButton(WORDS("save", say) + "…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.write.setObjectName("primary")
        self.stop = self.buttons.addButton(WORDS("close", say), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(WORDS("format", say), self.kind)
        form.addRow(WORDS("language", say), self.language)
        form.addRow(WORDS("slides", say), self.slides)
        form.addRow("", self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self.buttons)
        column.addLayout(row)
        self.resize(520, 300)

    def _choose(self) -> None:
        kind = str(self.kind.currentData())
        suffix = dict(self.FORMATS)[kind]
        folder = self._session.path.parent if self._session.path else Path.home()
        name = folder / f"{folder.name or 'story'}{suffix}"
        if kind == "png":
            chosen = QFileDialog.getExistingDirectory(self, WORDS("where", self._settings.language), str(folder))
        else:
            chosen, _ = QFileDialog.getSaveFileName(
                self, WORDS("where", self._settings.language), str(name), f"*{suffix}"
            )
        if chosen:
            self.export(kind, Path(chosen))

    def export(self, kind: str, path: Path) -> None:
        """Write the story in a format to a path, with progress; what goes wrong is said here."""
        from desktop.output import pdf, png, svg
        from desktop.output.selection import ExportError

        language, slides = self.language.currentText(), self.slides.text()
        steps = "all" if self.steps.isChecked() else "final"
        self._stopped, self._running = False, True
        self.progress.show()
        self.write.setEnabled(False)
        self.stop.setText(WORDS("cancel", self._settings.language))
        try:
            story = self._session.story
            if kind == "png":
                files = png.write(story, path, language=language, slides=slides, steps=steps, progress=self._on)
            elif kind == "svg":
                files = svg.write(story, path, language=language, slides=slides, steps=steps, progress=self._on)
            else:
                files = pdf.write(
                    story,
                    path,
                    language=language,
                    slides=slides,
                    steps=steps,
                    notes=kind == "handout",
                    progress=self._on,
                )
            key = "exported_one" if len(files) == 1 else "exported"
            self.message.setText(WORDS(key, self._settings.language, name=files[0].name, count=len(files)))
        except ExportError as error:
            self.message.setText(error.message(self._settings.language))
        finally:
            self._running = False
            self.progress.hide()
            self.write.setEnabled(True)
            self.stop.setText(WORDS("close", self._settings.language))

    def _on(self, done: int, total: int) -> bool:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        QApplication.processEvents()
        return not self._stopped

    def reject(self) -> None:
        """Stop what is being written, else close."""
        if self._running:
            self._stopped = True
            return
        super().reject()
