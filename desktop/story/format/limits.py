"""How much of each thing a story may have: more is one problem, and what is within the limit is read.

All that is made of a story costs time in proportion to it; beyond these limits a press would wait for seconds.
"""

from __future__ import annotations

from typing import Final

MAX_TEXT_LENGTH: Final = 20_000
"""The most characters of a text on a slide."""
MAX_NOTES_LENGTH: Final = 200_000
"""The most characters of the notes of a slide."""
MAX_ENTRIES: Final = 200
"""The most entries of a list."""
MAX_POINTS: Final = 1_000
"""The most points of a chart, all series together."""
MAX_TABLES: Final = 20_000
"""The most slides, events, sources, or tracks."""
MAX_COMPARED_NAMES: Final = 10_000
"""The most names that one reading compares with unknown ones, to ask "did you mean"; each takes 30 µs."""
