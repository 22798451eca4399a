"""Text of a story as a terminal or a label may show it."""

from __future__ import annotations

import re
from typing import Final

# Control signs drive a terminal, bidirectional ones turn what follows, line and paragraph separators begin a line that
# looks like another message, and half a pair of surrogates cannot be written at all.
_UNSHOWN: Final = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def name_unshown_characters(text: str) -> str:
    """Return `text` with each control or bidirectional character named, such as U+001B."""
    return _UNSHOWN.sub(lambda character: f"U+{ord(character[0]):04X}", text)
