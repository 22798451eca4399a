"""Keep the display awake until a line is read, then let it sleep; print what holds after each step."""

import sys

from PySide6.QtCore import QCoreApplication

from desktop.ui.talk.keep_awake import DisplayWakeLock

app = QCoreApplication([])
awake = DisplayWakeLock()
print(awake.acquire_and_wait(), awake.is_held, flush=True)
sys.stdin.readline()
awake.release()
print(awake.is_held, flush=True)
sys.stdin.readline()
