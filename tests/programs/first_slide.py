"""Open the story named on the command line, paint its first slide, and fail if that imported what it can do without."""

import sys
from pathlib import Path

from desktop.cli.lazy_pyside import LaterModule, import_pyside

import_pyside()

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.ui.app.app import build_window  # noqa: E402

app = QApplication([])
window = build_window(app)
window.story_file.open(Path(sys.argv[1]))
window.show()
window.slide_view.grab()
# OpenSSL (`_hashlib`) alone takes 4 ms, the ribbon 20: an opening with a picture shows none.
not_needed = {"numpy", "pyqtgraph", "_hashlib", "desktop.story.storage.unsaved", "desktop.render.ribbon.ribbon"}
loaded = not_needed & set(sys.modules)
assert not loaded, loaded
later = [name for name, module in sys.modules.items() if type(module) is LaterModule]
assert len(later) >= 6, later  # PySide's writer of stubs and its like
