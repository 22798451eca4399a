"""Make PySide's errors and helps, and print them.

The argument says when PySide's parts are loaded: all at once ("usual"), some later ("later"), or all before we are asked
("before").
"""

import builtins
import sys

IMPORT = builtins.__import__

if sys.argv[1] == "before":
    import PySide6.QtCore  # noqa: F401

    assert builtins.__import__.__name__ == "__feature_import__"
if sys.argv[1] != "usual":
    from desktop.cli.lazy_pyside import LaterModule, import_pyside

    import_pyside()
    assert builtins.__import__.__name__ != "__feature_import__"
if sys.argv[1] == "later":
    assert builtins.__import__ is IMPORT

from PySide6.QtCore import QObject, QPoint, QRect, Qt  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

if sys.argv[1] == "later":
    parts = [name for name, module in sys.modules.items() if type(module) is LaterModule]
    assert len(parts) >= 6, parts

for call in (
    lambda: QPoint("1", 2),
    lambda: QRect(1, 2, 3, "4"),
    lambda: QObject(3),
    lambda: QPoint(1, 2).setX("x"),
    lambda: Qt.AlignmentFlag("left"),
    lambda: QPoint(1, 2, z=3),
):
    try:
        call()
    except (TypeError, ValueError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")
for thing in (QWidget.setGeometry, QPoint, QObject.connect):
    print(thing.__doc__)
    print(getattr(thing, "__signature__", None))
