"""Paint the timeline's first picture of the story in a folder; tell whether it has columns, and whether NumPy came with it."""

import sys
from pathlib import Path

from desktop.cli.lazy_pyside import import_pyside

import_pyside()

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.session.session import Session  # noqa: E402
from desktop.ui.timeline import first_picture  # noqa: E402

app = QApplication([])
session = Session(app)
session.open(Path(sys.argv[1]) / "content.toml")
drawn = []
layers = first_picture.layers
first_picture.layers = lambda spec: drawn.append(layers(spec)) or drawn[-1]
picture = first_picture.FirstPicture(session)
picture.resize(1200, 300)
picture.grab()
columns = [item for item in drawn[0].dynamic if getattr(item, "kind", "") == "box"]
print("columns" if columns else "no columns", "with" if "numpy" in sys.modules else "without", "numpy")
session.close()
