"""Open the story named on the command line, paint its first slide, and fail if that imported numpy or pyqtgraph."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.ui.app.app import build_window

app = QApplication([])
window = build_window(app)
window.story_file.open(Path(sys.argv[1]))
window.show()
window.slide_view.grab()
loaded = {"numpy", "pyqtgraph"} & set(sys.modules)
assert not loaded, loaded
