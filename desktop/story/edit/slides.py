"""Add, copy and reorder slides in the text of a story.

A slide is what stands from the comment above its header to the end of its last key. What is between two slides (blank
lines, a heading in a comment, tables of events) stays where it is when slides change places.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.story.edit.edit import Edit, EditError, gap_at_end, into_empty, set_value, splice, subject_of
from desktop.story.edit.remove import entries, line_end, next_line, own_end, runs
from desktop.story.toml.scan import Node
from desktop.story.toml.source_map import Places, places
from desktop.story.toml.write import newline_of, write_key, write_value

Span = tuple[int, int]


def move_slide(text: str, slide: str, index: int) -> Edit:
    """Return the edit that puts a slide at another place among the slides; EditError where there is no such slide."""
    found = places(text)
    spans, number = slide_spans(found), _number(found, slide)
    index = max(0, min(index, len(spans) - 1))
    first, last = min(number, index), max(number, index)
    order = [*range(number), *range(number + 1, len(spans))]
    order.insert(index, number)
    changes = [
        (*spans[at], _apart(text[slice(*spans[order[at]])], text, spans[at][1]))
        for at in range(first, last + 1)
        if first != last
    ]
    return replace(splice(text, changes), name="move", subject=subject_of(text, ("slide", slide)))


def insert_slide(text: str, index: int, slide: str | Mapping[str, object]) -> Edit:
    """Return the edit that puts a new slide at a place among the slides.

    `slide` is a table [[slide]] as TOML text, or its keys. Its id must be one that is not there yet.
    """
    found = places(text)
    newline = newline_of(text)
    spans = slide_spans(found)
    index = max(0, min(index, len(spans)))
    array = found.find(("slide",))
    if isinstance(array, Node):
        content = tomllib.loads(slide)["slide"][0] if isinstance(slide, str) else slide
        return _insert_element(text, array, index, write_value(content, "", newline))
    block = _block(slide, newline) if isinstance(slide, Mapping) else slide.strip("\r\n").replace("\r\n", "\n")
    block = block.replace("\n", newline) if isinstance(slide, str) else block
    if not spans:
        end = len(text)
        return Edit(end, end, f"{gap_at_end(text, newline)}{block}{newline}", "insert")
    gap = _gap(text, spans, index) or newline * 2
    above = block if index < len(spans) else text[: spans[-1][1]]
    if gap == newline and _ends_in_comment(above):
        gap += newline
    if index < len(spans):
        return Edit(spans[index][0], spans[index][0], block + gap, "insert")
    return Edit(spans[-1][1], spans[-1][1], gap + block, "insert")


def duplicate_slide(text: str, slide: str, new_id: str = "") -> Edit:
    """Return the edit that puts a copy of a slide after it, under an id of its own."""
    found = places(text)
    number = _number(found, slide)
    new_id = new_id or free_id(text, slide)
    subject = subject_of(text, ("slide", slide))
    newline = newline_of(text)
    array = found.find(("slide",))
    if isinstance(array, Node):
        start, end = entries(array)[number]
        alone = f"slide = [{text[start:end]}]"
        copy = set_value(alone, ("slide", places(alone).slides[0], "id"), new_id).apply(alone)[9:-1]
        return replace(_insert_element(text, array, number + 1, copy), name="duplicate", subject=subject)
    pieces = [text[start:end] for start, end in _own_spans(found, number)]
    copy = (newline * 2).join(pieces)
    copy = set_value(copy, ("slide", places(copy).slides[0], "id"), new_id).apply(copy)
    return replace(insert_slide(text, number + 1, copy), name="duplicate", subject=subject)


def free_id(text: str, base: str) -> str:
    """Return an id that no slide has yet: the base with a number."""
    taken = set(places(text).slides)
    stem, dash, tail = base.rpartition("-")
    base = stem if dash and tail.isdecimal() and stem else base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def slide_spans(found: Places) -> list[Span]:
    """Return where each slide is, in order."""
    array = found.find(("slide",))
    if isinstance(array, Node):
        return entries(array)
    spans = []
    for number in range(len(found.slides)):
        own = _own_spans(found, number)
        spans.append((own[0][0], own[-1][1]))
    return spans


def _own_spans(found: Places, number: int) -> list[Span]:
    """Return the stretches of the text that belong to one slide and to nothing else."""
    spans = []
    for first, last in runs(found, ("slide", number)):
        spans.append((found.comment_start(first), own_end(found, last)))
    return spans


def _apart(block: str, text: str, end: int) -> str:
    """Return a block for a place that ends at an offset; its last comment must not come to stand right at a header."""
    after = next_line(text, end)
    close = bool(text[after : line_end(text, after)].strip())
    return block + newline_of(text) if close and _ends_in_comment(block) else block


def _ends_in_comment(text: str) -> bool:
    return text.rpartition("\n")[2].lstrip().startswith("#")


def _number(found: Places, slide: str) -> int:
    if slide not in found.slides:
        raise EditError("slide", (slide,))
    return found.slides.index(slide)


def _gap(text: str, spans: list[Span], index: int) -> str:
    """Return the blank lines that stand between the slides around a place."""
    for one in (index - 1, index, 0):
        if 0 <= one < len(spans) - 1:
            gap = text[spans[one][1] : spans[one + 1][0]]
            if not gap.strip() and "\n" in gap:
                return gap
    return ""


def _insert_element(text: str, array: Node, index: int, element: str) -> Edit:
    spans = entries(array)
    if index >= len(spans):
        if not spans:
            return replace(into_empty(text, array, element), name="insert")
        return Edit(spans[-1][1], spans[-1][1], f", {element}", "insert")
    return Edit(spans[index][0], spans[index][0], f"{element}, ", "insert")


def _block(slide: Mapping[str, Any], newline: str) -> str:
    """Return a slide as a table: lists of tables and the chart as tables of their own, the rest as keys."""
    lines, tables = ["[[slide]]"], []
    for key, value in slide.items():
        if (
            isinstance(value, (list, tuple))
            and value
            and all(isinstance(entry, Mapping) for entry in value)
            and key != "items"
        ):
            for entry in value:
                tables += [f"[[slide.{write_key(key)}]]", *_pairs(entry, newline)]
        elif key == "chart" and isinstance(value, Mapping):
            tables += ["[slide.chart]", *_pairs(value, newline)]
        else:
            lines += _pairs({key: value}, newline)
    return newline.join([*lines, *tables])


def _pairs(table: Mapping[str, Any], newline: str) -> list[str]:
    return [f"{write_key(key)} = {write_value(value, '', newline)}" for key, value in table.items()]
