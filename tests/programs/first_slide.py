"""Open the story named on the command line, paint its first slide, and fail if that imported what it can do without."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.ui.app.app import build_window

app = QApplication([])
window = build_window(app)
window.story_file.open(Path(sys.argv[1]))
window.show()
window.slide_view.grab()
# OpenSSL (`_hashlib`) alone takes 4 ms, the ribbon 20: an opening with a picture shows none.
not_needed = {"numpy", "pyqtgraph", "_hashlib", "desktop.story.storage.unsaved", "desktop.render.ribbon.ribbon"}
loaded = not_needed & set(sys.modules)
assert not loaded, loaded
