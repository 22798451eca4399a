"""Folding of tables: slides with their parts, events, sources and tracks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop.session.debounce import Debounce
from desktop.ui.editor.tokens import header_path

_MAX_LINES_SCANNED: Final = 20_000


def table_header_at(block: QTextBlock) -> tuple[tuple[str, ...], bool] | None:
    """Return a header's table names and whether it is an array."""
    text = block.text()
    if text.lstrip()[:1] != "[":
        return None
    previous_block = block.previous()
    return header_path(text, previous_block.userState() if previous_block.isValid() else 0)


def next_visible_block(block: QTextBlock) -> QTextBlock:
    """Return the next visible line without iterating over hidden ones."""
    next_block = block.next()
    if next_block.isValid() and not next_block.isVisible():
        return block.document().findBlockByLineNumber(block.firstLineNumber() + block.lineCount())
    return next_block


def enclosing_header(block: QTextBlock) -> QTextBlock | None:
    """Return the header line of a line's table."""
    for _ in range(_MAX_LINES_SCANNED):
        if not block.isValid():
            break
        if table_header_at(block) is not None:
            return block
        block = block.previous()
    return None


def table_end(header: QTextBlock) -> QTextBlock | None:
    """Return a table's last line, subtables included; None if empty.

    Blank lines and comments before the next header belong to that one.
    """
    header_info = table_header_at(header)
    if header_info is None:
        return None
    path = header_info[0]
    last, block = None, header.next()
    while block.isValid():
        stripped = block.text().lstrip()
        other_header = table_header_at(block) if stripped[:1] == "[" else None
        if other_header is not None and (len(other_header[0]) <= len(path) or other_header[0][: len(path)] != path):
            break
        if stripped and not (stripped[0] == "#" and block.previous().userState() <= 0):
            last = block
        block = block.next()
    return last


class _FoldedTable:
    """A folded table: cursors at its header and its last hidden line.

    What is written below that line later stays in view, though it belongs to the table too.
    """

    def __init__(self, header: QTextBlock, last: QTextBlock) -> None:
        self.header = QTextCursor(header)
        self.header.setKeepPositionOnInsert(True)
        self.hidden_end = QTextCursor(last)
        self.hidden_end.movePosition(QTextCursor.MoveOperation.EndOfBlock)

    def last_block(self) -> QTextBlock | None:
        """Return the last line to hide, None if the table is gone."""
        header, last = self.header.block(), table_end(self.header.block())
        if last is None:
            return None
        end = self.hidden_end.block()
        if last.blockNumber() > end.blockNumber():
            last = end
        return last if last.blockNumber() > header.blockNumber() else None


class Folds(QObject):
    """The folded tables of a document; edits inside unfold them."""

    changed = Signal()

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._folded_tables: list[_FoldedTable] = []
        self._revision = -1
        self._refresh_timer = Debounce(0, self._refresh, self)
        document.contentsChange.connect(self._on_contents_changed)

    def __bool__(self) -> bool:
        return bool(self._folded_tables)

    def is_folded(self, block: QTextBlock) -> bool:
        """Return whether a line is the header of a folded table."""
        next_block = block.next()
        return block.isVisible() and next_block.isValid() and not next_block.isVisible()

    def fold(self, block: QTextBlock) -> QTextBlock | None:
        """Fold the innermost unfolded table around a line and return its header."""
        header = enclosing_header(block)
        while header is not None and (not header.isVisible() or self.is_folded(header)):
            header = self._outer_header(header)
        last = table_end(header) if header is not None else None
        if header is None or last is None:
            return None
        self._folded_tables.append(_FoldedTable(header, last))
        self._hide_lines(header, last)
        self._request_layout()
        return header

    def unfold(self, block: QTextBlock) -> bool:
        """Unfold the tables around a line; return whether any were folded."""
        number = block.blockNumber()
        still_folded = []
        for fold in self._folded_tables:
            last = fold.last_block()
            if last is not None and not fold.header.block().blockNumber() <= number <= last.blockNumber():
                still_folded.append(fold)
        opened = len(still_folded) < len(self._folded_tables)
        if opened or not block.isVisible():
            self._folded_tables = still_folded
            self._refresh()
        return opened

    def toggle(self, block: QTextBlock) -> None:
        """Fold or unfold a table by its header."""
        if not self.unfold(block):
            self.fold(block)

    def fold_all(self) -> None:
        """Fold every slide, event, source and track."""
        self._folded_tables.clear()
        block = self._document.firstBlock()
        while block.isValid():
            path = table_header_at(block)
            if path is not None and (path[1] if len(path[0]) == 1 else len(path[0]) == 2 and not path[1]):
                last = table_end(block)
                if last is not None:
                    self._folded_tables.append(_FoldedTable(block, last))
            block = block.next()
        self._refresh()

    def unfold_all(self) -> None:
        """Unfold all tables."""
        self._folded_tables.clear()
        self._refresh()

    # -- the lines -----------------------------------------------------------------------------------------------------

    def _outer_header(self, header: QTextBlock) -> QTextBlock | None:
        """Return the header of the enclosing table."""
        header_info = table_header_at(header)
        while header_info is not None and len(header_info[0]) > 1:
            outer_header = enclosing_header(header.previous())
            if outer_header is None:
                return None
            outer_info = table_header_at(outer_header)
            if (
                outer_info is not None
                and len(outer_info[0]) < len(header_info[0])
                and header_info[0][: len(outer_info[0])] == outer_info[0]
            ):
                return outer_header
            header = outer_header
        return None

    def _hide_lines(self, header: QTextBlock, last: QTextBlock) -> None:
        block, end = header.next(), last.blockNumber()
        while block.isValid() and block.blockNumber() <= end:
            block.setVisible(False)
            block.setLineCount(0)
            block = block.next()

    def _refresh(self) -> None:
        """Show all lines, then hide those of folded tables."""
        block = self._document.firstBlock()
        while block.isValid():
            if not block.isVisible():
                block.setVisible(True)
                block.setLineCount(max(1, block.layout().lineCount()))
            block = block.next()
        still_folded, seen = [], set()
        for fold in self._folded_tables:
            header, last = fold.header.block(), fold.last_block()
            if last is not None and header.blockNumber() not in seen:
                seen.add(header.blockNumber())
                still_folded.append(fold)
                self._hide_lines(header, last)
        self._folded_tables = still_folded
        self._request_layout()

    def _request_layout(self) -> None:
        layout = self._document.documentLayout()
        assert isinstance(layout, QPlainTextDocumentLayout)
        layout.requestUpdate()
        layout.documentSizeChanged.emit(layout.documentSize())
        self.changed.emit()

    def _on_contents_changed(self, position: int, _removed: int, added: int) -> None:
        """Refresh the folds if a change touches one."""
        revision = self._document.revision()
        if not self._folded_tables or revision == self._revision:
            return
        self._revision = revision
        block = self._document.findBlock(position)
        last = self._document.findBlock(position + added).blockNumber()
        while block.isValid():
            if not block.isVisible() or not block.next().isVisible():
                self._refresh_timer.start()
                return
            if block.blockNumber() > last:
                return
            block = block.next()
