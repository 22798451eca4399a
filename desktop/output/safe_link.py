"""Decides which links of a story are written into a document."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = ("http", "https", "mailto")


def is_safe_link(url: str) -> bool:
    """Return whether a link leads to the web or to mail.

    All others, such as `javascript:` and `file:`, could act on the reader's machine. No address has a control sign:
    `urlsplit` leaves them out.
    """
    try:
        return url.strip().isprintable() and urlsplit(url.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False
