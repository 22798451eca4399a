"""Add, copy and reorder slides in the text of a story.

A slide is the text from the comment above its header to the end of its last key. What is between two slides (blank
lines, a heading in a comment, tables of events) stays where it is when slides change places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.story.edit.edit import (
    Edit,
    EditError,
    blank_line_before_append,
    combine_replacements,
    describe_target,
    fill_empty_array,
)
from desktop.story.edit.remove import block_end, entry_spans, line_end, next_line_start, statement_runs
from desktop.story.toml.parser import loads
from desktop.story.toml.scan import ValueNode
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import encode_key, encode_value, newline_of

Span = tuple[int, int]


def move_slides(text: str, slide_ids: Collection[str], index: int) -> Edit:
    """Return the edit that moves slides before the one at an index.

    They keep their order. Raises EditError if no slide has one of the ids.
    """
    toml_map = source_map_of(text)
    spans, moved = slide_spans(toml_map), sorted({_slide_index(toml_map, slide_id) for slide_id in slide_ids})
    index = max(0, min(index, len(spans)))
    leaving = set(moved)
    others = [at for at in range(len(spans)) if at not in leaving]
    place = sum(at < index for at in others)
    order = [*others[:place], *moved, *others[place:]]
    changes = [
        (*spans[at], _separate_from_header(text[slice(*spans[source])], text, spans[at][1]))
        for at, source in _moved_stretch(order)
    ]
    name, subject = "move", str(len(moved))
    if len(moved) == 1:
        subject = describe_target(text, ("slide", toml_map.slide_ids[moved[0]]))
    else:
        name = "move_slides"
    return replace(combine_replacements(text, changes), name=name, subject=subject)


def _moved_stretch(order: Sequence[int]) -> list[tuple[int, int]]:
    """Return (place, old place) from the first to the last that changed."""
    changed = [at for at, source in enumerate(order) if at != source]
    return [(at, order[at]) for at in range(changed[0], changed[-1] + 1)] if changed else []


def insert_slide(text: str, index: int, slide: str | Mapping[str, object]) -> Edit:
    """Return the edit that inserts a new slide at an index.

    `slide` is a table [[slide]] as TOML text, or a mapping of its keys. No slide may have its id yet.
    """
    return insert_slides(text, index, (slide,))


def insert_slides(text: str, index: int, slides: Sequence[str | Mapping[str, object]]) -> Edit:
    """Return the edit that inserts new slides at an index.

    It is as if they were inserted one after the other, each below the last.
    """
    toml_map = source_map_of(text)
    newline = newline_of(text)
    spans = slide_spans(toml_map)
    index = max(0, min(index, len(spans)))
    array = toml_map.find_exact(("slide",))
    if isinstance(array, ValueNode):
        contents = [loads(slide)["slide"][0] if isinstance(slide, str) else slide for slide in slides]
        return _insert_elements(text, array, index, ", ".join(encode_value(one, "", newline) for one in contents))
    blocks = [_slide_block(slide, newline) for slide in slides]
    if not spans:
        end = len(text)
        all_blocks = (newline * 2).join(blocks)
        return Edit(end, end, f"{blank_line_before_append(text, newline)}{all_blocks}{newline}", "insert")
    gap = _blank_lines_between(text, spans, index) or newline * 2
    pieces: list[str] = []
    if index < len(spans):
        for block in blocks:
            # The next slide stands between this one and the blank lines below it.
            gap = _gap_below(block, gap, newline)
            pieces += [block, gap]
        return Edit(spans[index][0], spans[index][0], "".join(pieces), "insert")
    end = spans[-1][1]
    above = text[spans[-1][0] : end]
    for block in blocks:
        pieces += [_gap_below(above, gap, newline), block]
        above = block
    if _header_follows(text, end) and any(_ends_in_comment(block) for block in blocks):
        pieces.append(newline)
    return Edit(end, end, "".join(pieces), "insert")


def _slide_block(slide: str | Mapping[str, object], newline: str) -> str:
    """Return the table [[slide]] of a new slide."""
    if isinstance(slide, str):
        return slide.strip("\r\n").replace("\r\n", "\n").replace("\n", newline)
    return slide_to_toml(slide, newline)


def _gap_below(block: str, gap: str, newline: str) -> str:
    """Return the line ends below a slide.

    Without a blank line, a comment at its end would belong to what follows.
    """
    return gap + newline if gap == newline and _ends_in_comment(block) else gap


def slide_texts(text: str, slide_ids: Iterable[str]) -> list[str]:
    """Return slides as they are written, each as tables [[slide]].

    Raises EditError if no slide has one of the ids.
    """
    toml_map = source_map_of(text)
    indexes = [_slide_index(toml_map, slide_id) for slide_id in slide_ids]
    newline = newline_of(text)
    array = toml_map.find_exact(("slide",))
    if isinstance(array, ValueNode):
        spans = entry_spans(array)
        elements = [text[slice(*spans[index])] for index in indexes]
        return [slide_to_toml(loads(f"slide = [{element}]")["slide"][0], newline) for element in elements]
    return [
        (newline * 2).join(text[start:end] for start, end in _ranges_of_slide(toml_map, index)) for index in indexes
    ]


def unique_id(text: str, base: str) -> str:
    """Return an unused slide id: the base with a number."""
    return UnusedIds(source_map_of(text).slide_ids).number(base)


class UnusedIds:
    """Finds ids for new slides, one after the other."""

    def __init__(self, used_ids: Iterable[str]) -> None:
        self._used = set(used_ids)
        self._next_numbers: dict[str, int] = {}

    def keep(self, slide_id: str) -> str:
        """Use an id, or one with a number if it is taken."""
        if slide_id in self._used:
            return self.number(slide_id)
        self._used.add(slide_id)
        return slide_id

    def number(self, base: str) -> str:
        """Use an unused id: the base with a number."""
        stem, dash, tail = base.rpartition("-")
        base = stem if dash and tail.isdecimal() and stem else base
        number = self._next_numbers.get(base, 2)
        while f"{base}-{number}" in self._used:
            number += 1
        self._next_numbers[base] = number + 1
        self._used.add(f"{base}-{number}")
        return f"{base}-{number}"


def slide_spans(toml_map: SourceMap) -> list[Span]:
    """Return the span of each slide, in order."""
    array = toml_map.find_exact(("slide",))
    if isinstance(array, ValueNode):
        return entry_spans(array)
    # One pass for all slides: looking through all statements for each takes seconds for 1,000 of them.
    statement_spans: dict[int, Span] = {}
    for number, statement in enumerate(toml_map.statements):
        if len(statement.path) > 1 and statement.path[0] == "slide" and isinstance(index := statement.path[1], int):
            statement_spans[index] = (statement_spans.get(index, (number, number))[0], number)
    return [
        (toml_map.leading_comment_start(first), block_end(toml_map, last))
        for first, last in (statement_spans[index] for index in range(len(toml_map.slide_ids)))
    ]


def _ranges_of_slide(toml_map: SourceMap, index: int) -> list[Span]:
    """Return the ranges of text that belong to one slide alone."""
    spans = []
    for first, last in statement_runs(toml_map, ("slide", index)):
        spans.append((toml_map.leading_comment_start(first), block_end(toml_map, last)))
    return spans


def _separate_from_header(block: str, text: str, end: int) -> str:
    """Return the block of a slide, separated from a following header.

    Without a blank line, a comment at the end of the block would belong to that header.
    """
    return block + newline_of(text) if _header_follows(text, end) and _ends_in_comment(block) else block


def _header_follows(text: str, end: int) -> bool:
    """Return whether a header or its comment is in the next line."""
    following_line = next_line_start(text, end)
    return bool(text[following_line : line_end(text, following_line)].strip())


def _ends_in_comment(text: str) -> bool:
    return text.rpartition("\n")[2].lstrip().startswith("#")


def _slide_index(toml_map: SourceMap, slide_id: str) -> int:
    index = toml_map.index_by_slide.get(slide_id)
    if index is None:
        raise EditError("slide", (slide_id,))
    return index


def _blank_lines_between(text: str, spans: list[Span], index: int) -> str:
    """Return the blank lines between the slides around an index."""
    for candidate in (index - 1, index, 0):
        if 0 <= candidate < len(spans) - 1:
            gap = text[spans[candidate][1] : spans[candidate + 1][0]]
            if not gap.strip() and "\n" in gap:
                return gap
    return ""


def _insert_elements(text: str, array: ValueNode, index: int, elements: str) -> Edit:
    """Return the edit that inserts elements, with commas, into a list."""
    spans = entry_spans(array)
    if index >= len(spans):
        if not spans:
            return replace(fill_empty_array(text, array, elements), name="insert")
        return Edit(spans[-1][1], spans[-1][1], f", {elements}", "insert")
    return Edit(spans[index][0], spans[index][0], f"{elements}, ", "insert")


def slide_to_toml(slide: Mapping[str, Any], newline: str) -> str:
    """Return a slide as TOML text.

    Lists of tables and the chart become tables of their own, everything else stays a key. `items` stays a key too.
    """
    lines, tables = ["[[slide]]"], []
    for key, value in slide.items():
        if (
            isinstance(value, (list, tuple))
            and value
            and all(isinstance(entry, Mapping) for entry in value)
            and key != "items"
        ):
            for entry in value:
                tables += [f"[[slide.{encode_key(key)}]]", *_table_to_pairs(entry, newline)]
        elif key == "chart" and isinstance(value, Mapping):
            tables += ["[slide.chart]", *_table_to_pairs(value, newline)]
        else:
            lines += _table_to_pairs({key: value}, newline)
    return newline.join([*lines, *tables])


def _table_to_pairs(table: Mapping[str, Any], newline: str) -> list[str]:
    return [f"{encode_key(key)} = {encode_value(value, '', newline)}" for key, value in table.items()]
