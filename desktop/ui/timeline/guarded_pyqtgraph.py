"""The classes of pyqtgraph that the timeline uses, their overrides guarded."""

from __future__ import annotations

import pyqtgraph as pg
from pyqtgraph.GraphicsScene import GraphicsScene
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override


def _unchanged(_item: object, _change: object, value: object) -> object:
    return value


class GuardedScene(GraphicsScene):  # type: ignore[misc]
    """The scene, which turns Qt's mouse events into pyqtgraph's."""

    mousePressEvent = qt_override(GraphicsScene.mousePressEvent)
    mouseMoveEvent = qt_override(GraphicsScene.mouseMoveEvent)
    mouseReleaseEvent = qt_override(GraphicsScene.mouseReleaseEvent)
    mouseDoubleClickEvent = qt_override(GraphicsScene.mouseDoubleClickEvent)


class GuardedView(pg.GraphicsView):  # type: ignore[misc]
    """The view, on a guarded scene."""

    def __init__(self, parent: QWidget | None = None, *, background: str | None = "default") -> None:
        super().__init__(parent, background=background)
        central_item = self.centralWidget
        unguarded_scene = self.scene()
        unguarded_scene.removeItem(central_item)
        self.sceneObj = GuardedScene(parent=self)
        self.setScene(self.sceneObj)
        self.scene().addItem(central_item)
        unguarded_scene.deleteLater()

    paintEvent = qt_override(pg.GraphicsView.paintEvent)
    mousePressEvent = qt_override(pg.GraphicsView.mousePressEvent)
    mouseMoveEvent = qt_override(pg.GraphicsView.mouseMoveEvent)
    mouseReleaseEvent = qt_override(pg.GraphicsView.mouseReleaseEvent)
    wheelEvent = qt_override(pg.GraphicsView.wheelEvent)
    keyPressEvent = qt_override(pg.GraphicsView.keyPressEvent)
    resizeEvent = qt_override(pg.GraphicsView.resizeEvent)
    leaveEvent = qt_override(pg.GraphicsView.leaveEvent)
    dragEnterEvent = qt_override(pg.GraphicsView.dragEnterEvent)


class GuardedViewBox(pg.ViewBox):  # type: ignore[misc]
    """The axis and its mouse."""

    boundingRect = qt_override(fallback=QRectF())(pg.ViewBox.boundingRect)
    shape = qt_override(fallback=QPainterPath())(pg.ViewBox.shape)
    itemChange = qt_override(instead=_unchanged)(pg.ViewBox.itemChange)
    paint = qt_override(pg.ViewBox.paint)
    resizeEvent = qt_override(pg.ViewBox.resizeEvent)
    keyPressEvent = qt_override(pg.ViewBox.keyPressEvent)
    wheelEvent = qt_override(pg.ViewBox.wheelEvent)

    def prepareForPaint(self) -> None:
        """Leave the transform of its children to whoever asks for it.

        pyqtgraph computes it for each frame, but nothing is drawn through it here.
        """


class GuardedGraphicsObject(pg.GraphicsObject):  # type: ignore[misc]
    """An item of the scene."""

    itemChange = qt_override(instead=_unchanged)(pg.GraphicsObject.itemChange)
