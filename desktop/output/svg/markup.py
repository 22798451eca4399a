"""Writes elements and numbers of an SVG."""

from __future__ import annotations

from desktop.output.file_signs import clean_drawing
from desktop.output.xml_element import escape_xml, xml_element


def number(value: float) -> str:
    """Return a number with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def words(text: str) -> str:
    """Return a text for the content of an element or attribute.

    What XML forbids becomes U+FFFD.
    """
    return escape_xml(clean_drawing(text))


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """Return an element; attributes of None or "" are left out.

    An underscore in a name stands for a hyphen, two for a colon. Values are escaped, the content is not.
    """
    written = [
        (
            key.replace("__", ":").rstrip("_").replace("_", "-"),
            number(value) if isinstance(value, float | int) else words(value),
        )
        for key, value in attributes.items()
        if value is not None and value != ""
    ]
    return xml_element(name, content, written)


def split_color(color: str) -> tuple[str, float | None]:
    """Return a colour's `#rrggbb` and opacity (None: opaque)."""
    return color[:7], int(color[7:9], 16) / 255 if len(color) == 9 else None
