"""Keep the display awake until a line is read, then let it sleep; print what holds after each step."""

import sys

from PySide6.QtCore import QCoreApplication

from desktop.ui.talk.keep_awake import Awake

app = QCoreApplication([])
awake = Awake()
print(awake.hold(), awake.held, flush=True)
sys.stdin.readline()
awake.release()
print(awake.held, flush=True)
sys.stdin.readline()
