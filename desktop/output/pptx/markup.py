"""Writes elements and numbers of a PowerPoint file's XML."""

from __future__ import annotations

import re
from html import escape
from typing import Final

EMU_PER_UNIT: Final = 6350
"""EMU (914,400 an inch) for each pixel of the canvas: 1920 are 13⅓ inches, PowerPoint's own width."""

_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
# What XML forbids, and marks that turn the reading direction of all that follows.
_DROPPED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")

Attribute = str | int | float | None


def words(text: str) -> str:
    """Return a text for the content of an element or attribute.

    What XML forbids is dropped.
    """
    return escape(_DROPPED.sub("", text))


def element(tag: str, *content: str, **attributes: Attribute) -> str:
    """Return an element; attributes of None are left out.

    Two underscores in a name stand for a colon; numbers become whole. Values are escaped, the content is not.
    """
    parts = [tag]
    for key, value in attributes.items():
        if value is not None:
            text = words(value) if isinstance(value, str) else str(round(value))
            parts.append(f'{key.replace("__", ":").rstrip("_")}="{text}"')
    start, inner = " ".join(parts), "".join(content)
    return f"<{start}>{inner}</{tag}>" if inner else f"<{start}/>"


def document(tag: str, *content: str, namespaces: str = _NAMESPACES, **attributes: Attribute) -> str:
    """Return a whole XML document with its namespaces."""
    body = element(tag, *content, **attributes)
    head, rest = body[: len(tag) + 1], body[len(tag) + 1 :]
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head} {namespaces}{rest}'


def emu(units: float) -> int:
    """Return pixels of the canvas as EMU."""
    return round(units * EMU_PER_UNIT)


def hundredths(units: float) -> int:
    """Return pixels of the canvas as hundredths of a point."""
    return round(units * 50)


def transform(x: float, y: float, width: float, height: float, **attributes: Attribute) -> str:
    """Return the place of a shape, in pixels of the canvas."""
    left, top = emu(x), emu(y)
    # From edge to edge: two shapes that touch share a rounded edge.
    size = element("a:ext", cx=max(0, emu(x + width) - left), cy=max(0, emu(y + height) - top))
    return element("a:xfrm", element("a:off", x=left, y=top), size, **attributes)
