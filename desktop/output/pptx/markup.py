"""Writes elements and numbers of a PowerPoint file's XML."""

from __future__ import annotations

from typing import Final

from desktop.output.file_signs import clean_slides
from desktop.output.xml_element import escape_xml, xml_element

EMU_PER_UNIT: Final = 6350
"""EMU (914,400 an inch) for each pixel of the canvas: 1920 are 13⅓ inches, PowerPoint's own width."""

_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

Attribute = str | int | float | None


def words(text: str) -> str:
    """Return a text for the content of an element or attribute.

    What XML forbids is dropped.
    """
    return escape_xml(clean_slides(text))


def element(tag: str, *content: str, **attributes: Attribute) -> str:
    """Return an element; attributes of None are left out.

    Two underscores in a name stand for a colon; numbers become whole. Values are escaped, the content is not.
    """
    written = [
        (key.replace("__", ":").rstrip("_"), words(value) if isinstance(value, str) else str(round(value)))
        for key, value in attributes.items()
        if value is not None
    ]
    return xml_element(tag, "".join(content), written)


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
