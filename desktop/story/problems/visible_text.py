"""Make the text of a story safe for terminals and labels."""

from __future__ import annotations

import re
from typing import Final

# Control characters drive a terminal, bidirectional ones reverse the text after them, line and paragraph separators begin
# a line that looks like another message, and a lone surrogate cannot be encoded.
_UNSHOWN: Final = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def name_unshown_characters(text: str) -> str:
    """Return `text` with its control and bidirectional characters as U+001B."""
    return _UNSHOWN.sub(lambda character: f"U+{ord(character[0]):04X}", text)
