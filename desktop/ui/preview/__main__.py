"""Show a widget alone, or write a contact sheet of all.

python -m desktop.ui.preview console               the widget `console`, in its first state
python -m desktop.ui.preview console frozen        in another state
python -m desktop.ui.preview --list                the names and the states
python -m desktop.ui.preview --sheet DIR           a PNG of each widget in each state, and all of them in sheet.png

Settings and saved versions live in a temporary folder: nothing of yours is read or changed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage

from desktop import paths
from desktop.render.font_files import load_fonts
from desktop.render.painter_scope import painting
from desktop.render.theme import CINEMA
from desktop.ui.preview.previews import PREVIEWS, Preview
from desktop.ui.preview.story_window import settle, story_window
from desktop.ui.widgets import style

_THUMBNAIL: Final = (640, 400)
_COLUMNS: Final = 4
_MARGIN: Final = 24
_LINE: Final = 40


def paint_sheet(images: list[tuple[str, QImage]]) -> QImage:
    """Return all images on one sheet, each above its title."""
    width, height = _THUMBNAIL
    rows = -(-len(images) // _COLUMNS)
    sheet = QImage(
        _COLUMNS * (width + _MARGIN) + _MARGIN, rows * (height + _LINE + _MARGIN) + _MARGIN, QImage.Format.Format_RGB32
    )
    sheet.fill(QColor(CINEMA.line))
    font = QFont("Inter")
    font.setPixelSize(20)
    with painting(sheet) as painter:
        painter.setFont(font)
        painter.setPen(QColor(CINEMA.paper))
        for number, (title, image) in enumerate(images):
            x = _MARGIN + number % _COLUMNS * (width + _MARGIN)
            y = _MARGIN + number // _COLUMNS * (height + _LINE + _MARGIN)
            aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            painter.drawImage(x, y, image.scaled(width, height, aspect, smooth))
            painter.drawText(x, y + height + 28, title)
    return sheet


def write_sheet(folder: Path, previews: list[Preview], story: Path, language: str, size: tuple[int, int]) -> None:
    """Write a PNG of each preview, and `sheet.png` of all."""
    folder.mkdir(parents=True, exist_ok=True)
    images = []
    for preview in previews:
        with story_window(story if preview.story else None, language, size) as window:
            widget = preview.make(window)
            settle()
            image = widget.grab().toImage()
            image.setDevicePixelRatio(1.0)
            if widget.isWindow() and widget is not window:
                widget.close()
        image.save(str(folder / f"{preview.name}.png"))
        images.append((f"{preview.widget} · {preview.state}", image))
        print(f"{preview.name}.png  {image.width()} × {image.height()}", flush=True)
    paint_sheet(images).save(str(folder / "sheet.png"))


def show(preview: Preview, story: Path, language: str, size: tuple[int, int]) -> int:
    """Show one widget alone until it is closed."""
    app = style.application()
    app.setQuitOnLastWindowClosed(False)
    with story_window(story if preview.story else None, language, size) as window:
        widget = preview.make(window)
        if not widget.isWindow():
            shown_size = widget.size()
            widget.setParent(None)
            widget.resize(shown_size)
            window.hide()
        widget.setWindowTitle(f"{preview.widget} · {preview.state}")
        widget.show()
        widget.raise_()
        watch = QTimer(app)
        watch.timeout.connect(lambda: None if widget.isVisible() else app.quit())
        watch.start(200)
        return app.exec()


def main(arguments: list[str]) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m desktop.ui.preview", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("widget", nargs="?", help="the widget")
    parser.add_argument("state", nargs="?", help="its state; the first one if none is named")
    parser.add_argument("--list", action="store_true", help="list the widgets and their states")
    parser.add_argument("--sheet", type=Path, metavar="DIR", help="write a PNG of each and a contact sheet")
    parser.add_argument("--story", type=Path, help="another story than the shipped one")
    parser.add_argument("--language", default="", help="language of the story and of the interface")
    parser.add_argument("--size", default="1440x900", help="size of the window, such as 1024x768")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(f"{preview.widget:<12}{preview.state}" for preview in PREVIEWS))
        return 0
    chosen = [
        preview
        for preview in PREVIEWS
        if options.widget in (None, preview.widget) and options.state in (None, preview.state)
    ]
    if not chosen or (options.widget is None and options.sheet is None):
        parser.error(f"name a widget: {', '.join(dict.fromkeys(preview.widget for preview in PREVIEWS))}")
    width, _, height = options.size.partition("x")
    size = (int(width), int(height))
    with tempfile.TemporaryDirectory(prefix="passeur-preview-") as folder:
        QStandardPaths.setTestModeEnabled(True)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        style.application()
        load_fonts()
        story = options.story or paths.shipped_story()
        if options.sheet is not None:
            write_sheet(options.sheet, chosen, story, options.language, size)
            return 0
        return show(chosen[0], story, options.language, size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
