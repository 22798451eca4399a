"""A runtime hook of the built program: it comes before PyInstaller's own, which imports all of PySide."""

import sys

if sys.platform != "win32":  # there PyInstaller's hook must first say where the libraries are
    from desktop.cli.lazy_pyside import import_pyside

    import_pyside()
