"""Tables that fold: a slide with all its parts, an event, a source, a track."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop.ui.editor.tokens import header_path

_MOST: Final = 20_000


def path_of(block: QTextBlock) -> tuple[tuple[str, ...], bool] | None:
    """Return the names of the table whose header a line is, and whether it is one of a list."""
    text = block.text()
    if text.lstrip()[:1] != "[":
        return None
    before = block.previous()
    return header_path(text, before.userState() if before.isValid() else 0)


def below(block: QTextBlock) -> QTextBlock:
    """Return the next line that is not hidden, without walking through those that are."""
    found = block.next()
    if found.isValid() and not found.isVisible():
        return block.document().findBlockByLineNumber(block.firstLineNumber() + block.lineCount())
    return found


def around(block: QTextBlock) -> QTextBlock | None:
    """Return the header of the table that a line belongs to."""
    for _ in range(_MOST):
        if not block.isValid():
            break
        if path_of(block) is not None:
            return block
        block = block.previous()
    return None


def end_of(head: QTextBlock) -> QTextBlock | None:
    """Return the last line of a table with the tables inside it, None where nothing stands below its header.

    Blank lines and comments before the next header belong to that one.
    """
    found = path_of(head)
    if found is None:
        return None
    path = found[0]
    last, block = None, head.next()
    while block.isValid():
        bare = block.text().lstrip()
        other = path_of(block) if bare[:1] == "[" else None
        if other is not None and (len(other[0]) <= len(path) or other[0][: len(path)] != path):
            break
        if bare and not (bare[0] == "#" and block.previous().userState() <= 0):
            last = block
        block = block.next()
    return last


class _Fold:
    """A folded table: its header, and the last line that it hid when it was folded. Both move with the text.

    What is written below that line later stays in view, though it belongs to the table too.
    """

    def __init__(self, head: QTextBlock, last: QTextBlock) -> None:
        self.head = QTextCursor(head)
        self.head.setKeepPositionOnInsert(True)
        self.end = QTextCursor(last)
        self.end.movePosition(QTextCursor.MoveOperation.EndOfBlock)

    def last(self) -> QTextBlock | None:
        """Return the last line to hide, None where the table is no more."""
        head, last = self.head.block(), end_of(self.head.block())
        if last is None:
            return None
        end = self.end.block()
        if last.blockNumber() > end.blockNumber():
            last = end
        return last if last.blockNumber() > head.blockNumber() else None


class Folds(QObject):
    """Which tables are folded. A change of the text keeps them, and opens what it reaches into."""

    changed = Signal()

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._folds: list[_Fold] = []
        self._revision = -1
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._again)
        document.contentsChange.connect(self._touched)

    def __bool__(self) -> bool:
        return bool(self._folds)

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the line numbers of each header that is folded and of the last line that it hides."""
        for fold in self._folds:
            last = fold.last()
            if last is not None:
                yield fold.head.block().blockNumber(), last.blockNumber()

    def folded(self, block: QTextBlock) -> bool:
        """Return whether a line is the header of a folded table."""
        below = block.next()
        return block.isVisible() and below.isValid() and not below.isVisible()

    def fold(self, block: QTextBlock) -> QTextBlock | None:
        """Fold the table around a line; of one that is folded already, the table around that. Return its header."""
        head = around(block)
        while head is not None and (not head.isVisible() or self.folded(head)):
            head = self._outer(head)
        last = end_of(head) if head is not None else None
        if head is None or last is None:
            return None
        self._folds.append(_Fold(head, last))
        self._hide(head, last)
        self._laid_out()
        return head

    def unfold(self, block: QTextBlock) -> bool:
        """Open what is folded at a line, or hides it; return whether anything was."""
        number = block.blockNumber()
        kept = []
        for fold in self._folds:
            last = fold.last()
            if last is not None and not fold.head.block().blockNumber() <= number <= last.blockNumber():
                kept.append(fold)
        opened = len(kept) < len(self._folds)
        if opened or not block.isVisible():
            self._folds = kept
            self._again()
        return opened

    def toggle(self, block: QTextBlock) -> None:
        """Fold a table by its header, or open it."""
        if not self.unfold(block):
            self.fold(block)

    def fold_all(self) -> None:
        """Fold every slide, event, source and track."""
        self._folds.clear()
        block = self._document.firstBlock()
        while block.isValid():
            path = path_of(block)
            if path is not None and (path[1] if len(path[0]) == 1 else len(path[0]) == 2 and not path[1]):
                last = end_of(block)
                if last is not None:
                    self._folds.append(_Fold(block, last))
            block = block.next()
        self._again()

    def unfold_all(self) -> None:
        """Open everything."""
        self._folds.clear()
        self._again()

    # -- the lines -----------------------------------------------------------------------------------------------------

    def _outer(self, head: QTextBlock) -> QTextBlock | None:
        """Return the header of the table that another one is inside of."""
        found = path_of(head)
        while found is not None and len(found[0]) > 1:
            above = around(head.previous())
            if above is None:
                return None
            other = path_of(above)
            if other is not None and len(other[0]) < len(found[0]) and found[0][: len(other[0])] == other[0]:
                return above
            head = above
        return None

    def _hide(self, head: QTextBlock, last: QTextBlock) -> None:
        block, end = head.next(), last.blockNumber()
        while block.isValid() and block.blockNumber() <= end:
            block.setVisible(False)
            block.setLineCount(0)
            block = block.next()

    def _again(self) -> None:
        """Show all lines, then hide those of the tables that are still there and folded."""
        block = self._document.firstBlock()
        while block.isValid():
            if not block.isVisible():
                block.setVisible(True)
                block.setLineCount(max(1, block.layout().lineCount()))
            block = block.next()
        kept, seen = [], set()
        for fold in self._folds:
            head, last = fold.head.block(), fold.last()
            if last is not None and head.blockNumber() not in seen:
                seen.add(head.blockNumber())
                kept.append(fold)
                self._hide(head, last)
        self._folds = kept
        self._laid_out()

    def _laid_out(self) -> None:
        layout = self._document.documentLayout()
        assert isinstance(layout, QPlainTextDocumentLayout)
        layout.requestUpdate()
        layout.documentSizeChanged.emit(layout.documentSize())
        self.changed.emit()

    def _touched(self, position: int, _removed: int, added: int) -> None:
        """Look at the folds again where a change reaches one."""
        revision = self._document.revision()
        if not self._folds or revision == self._revision:
            return
        self._revision = revision
        block = self._document.findBlock(position)
        last = self._document.findBlock(position + added).blockNumber()
        while block.isValid():
            if not block.isVisible() or not block.next().isVisible():
                self._later.start()
                return
            if block.blockNumber() > last:
                return
            block = block.next()
