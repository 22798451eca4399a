"""The dialogs of the Help menu: keys, help pages, about."""

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
    QDialog,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop import paths
from desktop.render.theme import CINEMA, Theme
from desktop.session.settings import Settings
from desktop.ui.widgets import actions
from desktop.ui.widgets.sealed_browser import SealedBrowser
from desktop.ui.widgets.shared_messages import MESSAGES


def show_shortcut_list(parent: QWidget, settings: Settings) -> QDialog:
    """Show the list of keys, from the table of actions."""
    ui_language = settings.language
    section_htmls = []
    for heading, rows in actions.shortcut_list(ui_language, settings):
        rows_html = "".join(
            f"<tr><td width='38%' style='color:{CINEMA.gold}; padding:3px 14px 3px 0'>{_keys_html(keys)}</td>"
            f"<td style='padding:3px 0'>{label}</td></tr>"
            for keys, label in rows
        )
        heading_html = f"<p style='font-weight:600; font-size:16px'>{heading}</p>"
        section_htmls.append(f"{heading_html}<table width='100%'>{rows_html}</table>")
    window, talk, loop, timeline, editor = section_htmls
    cell_template = "<td width='33%' style='padding-right:32px' valign='top'>{}</td>"
    columns = "".join(cell_template.format(one) for one in (window + loop, talk, timeline + editor))
    return _browser_dialog(
        parent, MESSAGES("keys", ui_language), f"<table width='100%'><tr>{columns}</tr></table>", settings, (1180, 760)
    )


def _keys_html(keys: str) -> str:
    """Return keys as HTML whose lines break only between two keys."""
    return "&nbsp;&nbsp; ".join(key.replace(" ", "&nbsp;") for key in keys.split("  "))


def show_help(parent: QWidget, page_name: str, title: str, settings: Settings) -> QDialog:
    """Show a help page, in the interface's language if it is translated."""
    folder = paths.help_folder()
    translated_file = folder / f"{page_name}.{settings.language}.md"
    file = translated_file if translated_file.is_file() else folder / f"{page_name}.md"
    dialog = _browser_dialog(parent, title, "", settings, (860, 680))
    browser = dialog.findChild(QTextBrowser)
    if isinstance(browser, QTextBrowser):
        browser.setMarkdown(file.read_text("utf-8") if file.is_file() else file.name)
        style_document(browser.document())
    return dialog


def style_document(document: QTextDocument, theme: Theme = CINEMA) -> None:
    """Set margins, fonts and colours of a Markdown page."""
    document.setDocumentMargin(14)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        block_format, heading_level = block.blockFormat(), block.blockFormat().headingLevel()
        is_code = block_format.hasProperty(QTextFormat.Property.BlockCodeLanguage) or block_format.hasProperty(
            QTextFormat.Property.BlockCodeFence
        )
        cursor.setPosition(block.position())
        if is_code:
            block_format.setBackground(QColor(theme.raised))
            block_format.setLeftMargin(10)
        elif cursor.currentTable() is None:
            block_format.setTopMargin({0: 4, 1: 4, 2: 26}.get(heading_level, 18))
            block_format.setBottomMargin(10 if heading_level else 8)
            block_format.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block_format)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if is_code or heading_level:
            char_format = QTextCharFormat()
            if is_code:
                char_format.setFontFamilies(["JetBrains Mono", "Passeur WenKai"])
                char_format.setForeground(QColor(theme.paper))
            else:
                char_format.setForeground(QColor(theme.gold if heading_level > 1 else theme.paper))
                char_format.setProperty(QTextFormat.Property.FontPixelSize, {1: 30, 2: 20}.get(heading_level, 16))
            cursor.mergeCharFormat(char_format)
        fragment_iterator = block.begin()
        while not fragment_iterator.atEnd():
            fragment = fragment_iterator.fragment()
            fragment_iterator += 1
            if not is_code and fragment.charFormat().fontFixedPitch():
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                char_format = QTextCharFormat()
                char_format.setFontFamilies(["JetBrains Mono", "Passeur WenKai"])
                char_format.setForeground(QColor(theme.gold))
                cursor.mergeCharFormat(char_format)
        block = block.next()
    cursor.endEditBlock()
    for table in (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)):
        table_format = table.format().toTableFormat()
        table_format.setBorderBrush(QColor(theme.line))
        table_format.setBorderCollapse(True)
        table_format.setCellPadding(6)
        table_format.setTopMargin(6)
        table_format.setBottomMargin(12)
        table.setFormat(table_format)


def show_about(parent: QWidget, version: str, log_path: Path, settings: Settings) -> QDialog:
    """Show the version, the place of the log, and the licences."""
    notice = paths.assets() / "licences" / "third-party.md"
    dialog = _browser_dialog(parent, MESSAGES("about_title", settings.language), "", settings, (860, 680))
    browser = dialog.findChild(QTextBrowser)
    if isinstance(browser, QTextBrowser):
        head = MESSAGES("about", settings.language, version=version)
        log_place = MESSAGES("log_place", settings.language, path=f"`{log_path}`")
        browser.setMarkdown(f"{head}\n\n{log_place}\n\n---\n\n{notice.read_text('utf-8') if notice.is_file() else ''}")
    return dialog


def _browser_dialog(parent: QWidget, title: str, html: str, settings: Settings, size: tuple[int, int]) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    browser = SealedBrowser()
    browser.setHtml(html)
    close = QPushButton(MESSAGES("close", settings.language))
    close.clicked.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(26, 22, 26, 18)
    column.addWidget(browser)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.resize(*size)
    dialog.open()
    return dialog
