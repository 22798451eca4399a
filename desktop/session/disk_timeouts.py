"""Define how long the event loop waits for the disk."""

from __future__ import annotations

from typing import Final

ACTION_S: Final = 0.1
"""Most disks have answered by then, and what was asked for is there at once; no key waits for the others."""
OPENING_S: Final = 0.3
"""Most disks have answered by then; a slow one does not hold the window when a story is opened."""
LOOK_S: Final = 0.5
"""Whoever asks for what was just written waits so long, and then takes what is there."""
END_S: Final = 5.0
"""Another file, or the end of the program, waits so long for what is still to be written."""
SAVE_S: Final = 10.0
"""A save is waited for so long before a story is left."""
