"""Drop signs of a text that a file may not hold."""

from __future__ import annotations

import re
from typing import Final

_NO_TEXT: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Controls, halves of pairs and what is no sign: XML forbids most, and no format needs any."""
_OVERRIDES: Final = "\u202a-\u202e"
"""Marks that turn the order of all that follows, to the paragraph's end."""
_ISOLATES: Final = "\u2066-\u2069"
"""Marks around a name whose order is its own.

Where one is missing, they turn the rest of the line as well.
"""

_NOT_IN_TEXT: Final = re.compile(f"[{_NO_TEXT}{_OVERRIDES}{_ISOLATES}]")
_NOT_IN_DRAWING: Final = re.compile(f"[{_NO_TEXT}]")
_NOT_IN_SLIDES: Final = re.compile(f"[{_NO_TEXT}{_OVERRIDES}]")


def clean_text(text: str) -> str:
    """Return a text for a file of text or a web page.

    What is forbidden becomes U+FFFD. No mark may turn the cells, keys or tags that follow on its line.
    """
    return _NOT_IN_TEXT.sub("\ufffd", text)


def clean_drawing(text: str) -> str:
    """Return a text for a drawing, which looks as the slide does.

    What is forbidden becomes U+FFFD. Each line is an element of its own, beyond which no mark turns anything.
    """
    return _NOT_IN_DRAWING.sub("\ufffd", text)


def clean_slides(text: str) -> str:
    """Return a text for slides that are edited further.

    What is forbidden is left out: it would be typed over. A paragraph ends each isolate.
    """
    return _NOT_IN_SLIDES.sub("", text)
