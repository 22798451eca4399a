"""Leave the program while a thread of it is inside Qt: it paints drawings over and over."""

import threading

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from desktop import cli
from desktop.cli import run
from desktop.render.picture_file import svg_part

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'

app = QGuiApplication([])
begun = threading.Event()


def paint_for_ever() -> None:
    while True:
        svg_part(QSvgRenderer(QByteArray(DRAWING)), (9.0, 9.0), QRectF(0, 0, 9, 9), QSize(900, 900))
        begun.set()


for _ in range(4):
    threading.Thread(target=paint_for_ever, daemon=True).start()
begun.wait()
run.main = lambda: print("said") or 3
cli.run_process()
