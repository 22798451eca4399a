"""Stands for the module of Qt that pyqtgraph names, with the one class that it derives from."""

from PySide6.QtWidgets import QWidget  # noqa: TID251 — nothing makes one


class QOpenGLWidget(QWidget):
    """Stands for a widget that nothing here makes."""
