"""Define the limits for the size of a story.

An excess is one problem, and what is within the limit is read. The cost of showing a story grows with its size: beyond
these limits a key press would wait for seconds.
"""

from __future__ import annotations

from typing import Final

MAX_TEXT_LENGTH: Final = 20_000
"""The limit for the characters of a text on a slide."""
MAX_NOTES_LENGTH: Final = 200_000
"""The limit for the characters of the notes of a slide."""
MAX_ENTRIES: Final = 200
"""The limit for the entries of a list."""
MAX_LANGUAGES: Final = 60
"""The limit for the languages of a story: each new slide has its example texts in all of them."""
MAX_POINTS: Final = 1_000
"""The limit for the points of a chart, all series together."""
MAX_BARS: Final = 40
"""The most bars of a chart that can be told apart; more are drawn, and warned of."""
MAX_LINE_POINTS: Final = 400
"""The most points of a line that can be told apart."""
MAX_SERIES: Final = 6
"""The most series that can be told apart."""
MAX_SHARES: Final = 5
"""The most parts of a ring; the smallest of more are drawn as one."""
LARGEST_NUMBER: Final = 1e30
"""The limit for a number, up or down: all its digits are written beside a mark."""
SMALLEST_NUMBER: Final = 1e-30
"""The limit for a number beside zero: a scale divides by what lies between two."""
MAX_TABLES: Final = 20_000
"""The limit for the slides, and likewise for events, sources and tracks."""
MAX_COMPARED_NAMES: Final = 10_000
"""The limit for the names compared with unknown ones while a story is loaded, to suggest one; each takes 30 µs."""
MAX_PROBLEMS: Final = 1_000
"""The most errors, and the most warnings, that are listed: nobody mends more before reading again."""
