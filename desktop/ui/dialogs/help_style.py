"""The look of the Markdown pages of the help."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from desktop.render.theme import CINEMA, Theme


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
        table_format.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        table_format.setBorderCollapse(True)
        table_format.setCellPadding(6)
        table_format.setTopMargin(6)
        table_format.setBottomMargin(12)
        table.setFormat(table_format)
