"""Has Qt itself call an override of a living object, by the event, the view or the model that leads to it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    QStringListModel,
    Qt,
    QThread,
    QUrl,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QFocusEvent,
    QInputMethodEvent,
    QMouseEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QGraphicsItem,
    QGraphicsScene,
    QListView,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from tests.qt_overrides import Override

_STORY = Path(__file__).resolve().parent.parent / "stories" / "layouts.toml"
_LEFT, _NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_POINTER_KINDS = {
    "mousePressEvent": QEvent.Type.MouseButtonPress,
    "mouseMoveEvent": QEvent.Type.MouseMove,
    "mouseReleaseEvent": QEvent.Type.MouseButtonRelease,
    "mouseDoubleClickEvent": QEvent.Type.MouseButtonDblClick,
}


def living(owner: type) -> list[Any]:
    """Return objects of a class that are still there in Qt: the two newest, and two others that are seen."""
    found = [thing for thing in gc.get_objects() if isinstance(thing, owner) and isValid(thing)]
    found.reverse()
    seen = [thing for thing in found[2:] if isinstance(thing, QWidget) and thing.isVisible()]
    return [*found[:2], *seen[:2]]


def reach(override: Override) -> bool:
    """Have Qt call an override; return whether there was an object to call it on."""
    if issubclass(override.owner, QThread):
        thread = override.owner.__new__(override.owner)  # it fails before it needs anything
        QThread.__init__(thread)
        thread.start()
        return thread.wait(5000)
    things = living(override.owner) or ([override.owner()] if issubclass(override.owner, QTextDocument) else [])
    for thing in things:
        _reach(thing, override.name)
        QCoreApplication.processEvents()
    return bool(things)


def _reach(thing: Any, name: str) -> None:
    if isinstance(thing, QAbstractItemModel):
        # C++ asks the model by its virtual methods, whatever they answer.
        thing.itemData(thing.index(0, 0))
        thing.hasIndex(0, 0)
    elif isinstance(thing, QAbstractItemDelegate):
        _reach_delegate(thing)
    elif isinstance(thing, QTextDocument):
        thing.resource(2, QUrl("picture.png"))
    elif isinstance(thing, QGraphicsScene):
        _reach_pointer(thing.views()[0], 0)
    elif isinstance(thing, QGraphicsItem):
        _reach_item(thing)
    elif name == "eventFilter":
        watched = QWidget()
        watched.installEventFilter(thing)
        QCoreApplication.sendEvent(watched, QEvent(QEvent.Type.User))
        watched.removeEventFilter(thing)
    elif isinstance(thing, QWidget):
        _reach_widget(thing, name)
    elif isinstance(thing, QObject):
        QCoreApplication.sendEvent(thing, QEvent(QEvent.Type.User))


def _reach_delegate(delegate: QAbstractItemDelegate) -> None:
    view = QListView()
    view.setModel(QStringListModel(["row"]))
    view.setItemDelegate(delegate)
    view.sizeHintForRow(0)
    view.resize(200, 100)
    # Rows without a height are not painted.
    view.setGridSize(view.size() / 2)
    view.grab()
    view.setItemDelegate(None)  # type: ignore[arg-type]


def _reach_item(item: QGraphicsItem) -> None:
    item.setZValue(item.zValue() + 1)
    item.setZValue(item.zValue() - 1)
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsFocusable)
    item.setSelected(True)
    scene = item.scene()
    if scene is None:
        return
    view = scene.views()[0]
    scene.items(QPointF(5, 5))
    item.update()
    view.viewport().repaint()
    item.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A)
    for delta in (0, 60):
        _reach_pointer(view, delta)
    if isinstance(item, QObject) and hasattr(item, "resize"):
        size = item.size()
        item.resize(size.width() + 1, size.height())
        item.resize(size)


def _reach_pointer(view: Any, delta: int) -> None:
    """Press, move by `delta`, release, double-click and wheel on an event of a timeline."""
    target = view.viewport()
    zones = [zone for zone in view.canvas.frame().zones if zone.kind == "event"]
    middle = QPoint(round(zones[0].x + 3), round(zones[0].y + zones[0].height / 2)) if zones else target.rect().center()
    _send_mouse(target, QEvent.Type.MouseMove, middle, buttons=Qt.MouseButton.NoButton)
    _send_mouse(target, QEvent.Type.MouseButtonPress, middle)
    for share in (0.5, 1.0):
        _send_mouse(target, QEvent.Type.MouseMove, middle + QPoint(round(delta * share), 0))
        QTest.qWait(25)  # pyqtgraph takes no more than a hundred moves a second
    _send_mouse(target, QEvent.Type.MouseButtonRelease, middle + QPoint(delta, 0), buttons=Qt.MouseButton.NoButton)
    _send_mouse(target, QEvent.Type.MouseButtonDblClick, middle)
    _send_mouse(target, QEvent.Type.MouseButtonRelease, middle, buttons=Qt.MouseButton.NoButton)
    _send_wheel(target)


def _send_mouse(target: QWidget, kind: QEvent.Type, at: QPoint, *, buttons: Qt.MouseButton = _LEFT) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else _LEFT
    QCoreApplication.sendEvent(
        target, QMouseEvent(kind, QPointF(at), QPointF(target.mapToGlobal(at)), button, buttons, _NO_KEYS)
    )


def _send_wheel(target: QWidget) -> None:
    at = QPointF(target.rect().center())
    QCoreApplication.sendEvent(
        target,
        QWheelEvent(
            at, target.mapToGlobal(at), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton, _NO_KEYS,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def _reach_widget(widget: QWidget, name: str) -> None:
    target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    middle = target.rect().center()
    if name in _POINTER_KINDS:
        _send_mouse(target, _POINTER_KINDS[name], middle)
        return
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(_STORY))])
    ways: dict[str, Callable[[], object]] = {
        "paintEvent": lambda: target.repaint() if target.isVisible() else target.grab(),
        "sizeHint": lambda: _adjust_and_restore(widget),
        "resizeEvent": lambda: _resize_and_restore(widget),
        "showEvent": lambda: _hide_and_show(widget),
        "hideEvent": lambda: _hide_and_show(widget),
        "closeEvent": lambda: _close_and_show(widget),
        "keyPressEvent": lambda: QTest.keyClick(widget, Qt.Key.Key_Shift),
        "wheelEvent": lambda: _send_wheel(target),
        "leaveEvent": lambda: QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Leave)),
        "enterEvent": lambda: QCoreApplication.sendEvent(
            widget, QEnterEvent(QPointF(middle), QPointF(middle), QPointF(middle))
        ),
        "focusOutEvent": lambda: QCoreApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut)),
        "focusNextPrevChild": lambda: QTest.keyClick(widget, Qt.Key.Key_Tab),
        "inputMethodEvent": lambda: QCoreApplication.sendEvent(widget, QInputMethodEvent("", [])),
        "contextMenuEvent": lambda: QCoreApplication.sendEvent(
            target, QContextMenuEvent(QContextMenuEvent.Reason.Other, middle, middle)
        ),
        "viewportEvent": lambda: QCoreApplication.sendEvent(target, QEvent(QEvent.Type.ToolTipChange)),
        "dragEnterEvent": lambda: _drop(target, mime),
        "dropEvent": lambda: _drop(target, mime),
        "showPopup": lambda: _send_mouse(target, QEvent.Type.MouseButtonPress, middle),
        "done": lambda: QTest.keyClick(widget, Qt.Key.Key_Escape) if isinstance(widget, QDialog) else None,
        "reject": lambda: QTest.keyClick(widget, Qt.Key.Key_Escape) if isinstance(widget, QDialog) else None,
    }
    if isinstance(widget, QPlainTextEdit):
        ways["createMimeDataFromSelection"] = lambda: (widget.selectAll(), widget.copy())
        ways["insertFromMimeData"] = lambda: (QApplication.clipboard().setText("x"), widget.paste())
        ways["canInsertFromMimeData"] = lambda: (QApplication.clipboard().setText("x"), widget.canPaste())
    if isinstance(widget, QTextBrowser):
        ways["loadResource"] = lambda: widget.document().resource(2, QUrl("picture.png"))
    ways.get(name, lambda: QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.User)))()


def _drop(target: QWidget, mime: QMimeData) -> None:
    """Drag into a widget, and drop there."""
    middle = target.rect().center()
    QCoreApplication.sendEvent(target, QDragEnterEvent(middle, Qt.DropAction.CopyAction, mime, _LEFT, _NO_KEYS))
    drop = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, mime, _LEFT, _NO_KEYS)
    QCoreApplication.sendEvent(target, drop)
    area = target.parentWidget()
    if isinstance(area, QListView):
        area.viewportEvent(drop)  # a list whose rows are moved takes nothing else, and Qt would not ask it


def _adjust_and_restore(widget: QWidget) -> None:
    size = widget.size()
    widget.adjustSize()
    widget.resize(size)


def _resize_and_restore(widget: QWidget) -> None:
    size = widget.size()
    widget.resize(size.width() + 1, size.height())
    widget.resize(size)


def _hide_and_show(widget: QWidget) -> None:
    widget.hide()
    widget.show()


def _close_and_show(widget: QWidget) -> None:
    widget.close()
    with suppress(RuntimeError):  # it may be gone
        widget.show()
