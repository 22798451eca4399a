"""Writes the numbers of a chart, with their places in its workbook."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.output.pptx.markup import element, words
from desktop.output.pptx.workbook import Cell


def numbers(address: str, values: Iterable[Cell], form: str = "General") -> str:
    """Return numbers with the cells that hold them."""
    known = list(values)
    points = "".join(
        element("c:pt", element("c:v", repr(float(value))), idx=index)
        for index, value in enumerate(known)
        if value is not None
    )
    cache = element("c:numCache", element("c:formatCode", form), element("c:ptCount", val=len(known)), points)
    return element("c:numRef", element("c:f", address), cache)


def strings(address: str, names: Iterable[Cell]) -> str:
    """Return names with the cells that hold them."""
    known = list(names)
    points = "".join(element("c:pt", element("c:v", words(str(name))), idx=index) for index, name in enumerate(known))
    cache = element("c:strCache", element("c:ptCount", val=len(known)), points)
    return element("c:strRef", element("c:f", address), cache)
