"""Print the schema, and fail if that imported Qt, numpy or pyqtgraph."""

import sys

from desktop import cli

cli.main(["schema"])
loaded = [name for name in sys.modules if name.startswith(("PySide6", "numpy", "pyqtgraph"))]
assert not loaded, loaded
