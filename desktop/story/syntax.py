"""Say what is wrong with a text that is not TOML, better than the parser can."""

from __future__ import annotations

import re

from desktop.story.read import Unreadable


def explain(text: str, body: str, error: ValueError) -> Unreadable:
    """Return the problem behind a parser's error."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line, column = (int(found[1]), int(found[2])) if found else (body.count("\n") + 1, 1)
    reason = re.sub(r" \(at .*\)$", "", str(error))
    return Unreadable("syntax", line, column, text=text, reason=reason)
