"""Writes elements and numbers of an SVG."""

from __future__ import annotations

import re
from html import escape
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def number(value: float) -> str:
    """Return a number with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def words(text: str) -> str:
    """Return a text for the content of an element or attribute.

    What XML forbids becomes U+FFFD. Attributes stand in double quotes, so that an apostrophe is none of them.
    """
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=False).replace('"', "&quot;")


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """Return an element; attributes of None or "" are left out.

    An underscore in a name stands for a hyphen, two for a colon. Values are escaped, the content is not.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        text = number(value) if isinstance(value, float | int) else words(value)
        parts.append(f'{key.replace("__", ":").rstrip("_").replace("_", "-")}="{text}"')
    start = " ".join(parts)
    return f"<{start}>{content}</{name}>" if content else f"<{start}/>"


def split_color(color: str) -> tuple[str, float | None]:
    """Return a colour's `#rrggbb` and opacity (None: opaque)."""
    return color[:7], int(color[7:9], 16) / 255 if len(color) == 9 else None
