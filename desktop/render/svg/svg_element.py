"""An element of an SVG that passed the filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from desktop.fast_dataclass import dataclass


class SvgError(Exception):
    """Refuses an SVG; `reason` says why in one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class SvgCost:
    """Counts the elements, vertices and levels of drawing an element once."""

    drawn: int
    vertices: int
    depth: int


@dataclass(slots=True)
class SvgElement:
    """Holds an element with its allowed attributes."""

    name: str
    attributes: dict[str, str]
    references: list[str]
    properties: set[str]
    paints: list[tuple[str, str]]
    """Each property that refers to an element, and the element's id."""
    children: list[SvgElement | str] = field(default_factory=list)
    cost: SvgCost | None = None

    def elements(self) -> Iterator[SvgElement]:
        """Yield the child elements."""
        return (child for child in self.children if isinstance(child, SvgElement))


def write_element(element: SvgElement, parts: list[str]) -> None:
    """Append an element as XML to `parts`."""
    parts.append(f"<{element.name}")
    parts.extend(f' {name}="{_escape(value)}"' for name, value in element.attributes.items())
    if not element.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in element.children:
        if isinstance(child, SvgElement):
            write_element(child, parts)
        else:
            parts.append(_escape(child))
    parts.append(f"</{element.name}>")


def _escape(text: str) -> str:
    """Return `text` escaped for XML, without loading `html` for it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
