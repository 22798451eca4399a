"""Lay out the slide of a small story named on the command line, and fail if that imported numpy or pyqtgraph."""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop.render.font_files import load_fonts
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_file

app = QGuiApplication([])
load_fonts()
story = load_file(Path(sys.argv[1])).story
assert layout(story.slides[0], story, "fr").items
loaded = {"numpy", "pyqtgraph"} & set(sys.modules)
assert not loaded, loaded
