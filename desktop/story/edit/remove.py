"""Find the ranges of text to cut for a deletion.

A deletion removes a key, a list element or a table, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from desktop.story.toml.scan import IndexPath, ValueNode
from desktop.story.toml.source_map import SourceMap

Span = tuple[int, int]


def line_end(text: str, offset: int) -> int:
    """Return the offset where a line ends, before its line break."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line_start(text: str, offset: int) -> int:
    """Return the offset of the next line, or of the text's end."""
    return text.find("\n", offset) + 1 or len(text)


def statement_runs(toml_map: SourceMap, index_path: IndexPath) -> list[Span]:
    """Return the runs of adjoining statements at and below a path.

    Each run is a pair of statement indexes (first, last).
    """
    statements, depth = toml_map.statements, len(index_path)
    numbers = toml_map.statement_numbers_by_table.get(index_path[:2], ()) if depth > 1 else range(len(statements))
    indexes = [number for number in numbers if statements[number].path[:depth] == index_path]
    if not indexes:
        return []
    breaks = [number for number, (one, other) in enumerate(pairwise(indexes), 1) if other != one + 1]
    edges = [0, *breaks, len(indexes)]
    return [(indexes[start], indexes[end - 1]) for start, end in pairwise(edges)]


def block_end(toml_map: SourceMap, last_index: int) -> int:
    """Return the end of the last line of a run of statements.

    Comments directly below the last statement belong to the run.
    """
    text = toml_map.text
    limit = toml_map.leading_comment_start(last_index + 1) if last_index + 1 < len(toml_map.statements) else len(text)
    end = line_end(text, toml_map.statements[last_index].end)
    while (line_start := next_line_start(text, end)) < limit:
        stop = line_end(text, line_start)
        if not text[line_start:stop].lstrip().startswith("#"):
            break
        end = stop
    return end


def ranges_of_table(toml_map: SourceMap, index_path: IndexPath) -> list[Span]:
    """Return the ranges of whole lines that a path occupies.

    A key has its lines, a table also its comments. Blank lines below a table are cut with it where there are some
    above. A comment below that is a heading stays, and no comment is left directly above a table that it does not
    belong to.
    """
    return ranges_of_tables(toml_map, (index_path,))


def ranges_of_tables(toml_map: SourceMap, index_paths: Iterable[IndexPath]) -> list[Span]:
    """Return the ranges of whole lines that paths occupy.

    The paths are in the order of the text. What is cut is as if they were cut one after the other.
    """
    text, statements = toml_map.text, toml_map.statements
    ranges: list[Span] = []
    line_above = ""
    for index_path in index_paths:
        for first, last in statement_runs(toml_map, index_path):
            if statements[first].kind == "pair":
                start, end = statements[first].start, next_line_start(text, statements[last].end)
                line_above = _line_above(text, start, ranges, line_above)
            else:
                start, stop = toml_map.leading_comment_start(first), block_end(toml_map, last)
                line_above, end = _line_above(text, start, ranges, line_above), next_line_start(text, stop)
                line_below = text[end : line_end(text, end)].strip()
                if not line_above:
                    while end < len(text) and not text[end : line_end(text, end)].strip():
                        end = next_line_start(text, end)
                elif line_below and line_above[0] == "#":
                    end = stop
            ranges.append((start, end))
    return ranges


def _line_above(text: str, start: int, cuts: Sequence[Span], above_last_cut: str) -> str:
    """Return the line above an offset, after cuts above it."""
    cut_end = cuts[-1][1] if cuts else 0
    if cuts and start == cut_end:
        return above_last_cut
    stop = text.rfind("\n", cut_end, start)
    return text[max(text.rfind("\n", 0, stop) + 1, cut_end) : stop].strip() if stop >= 0 else ""


def entry_spans(node: ValueNode) -> list[Span]:
    """Return the spans of the entries of a list or inline table."""
    spans: list[Span] = []
    for item in node.items.values():
        if item.implicit:
            spans += entry_spans(item)
        else:
            spans.append((item.entry_start if item.entry_start >= 0 else item.start, item.end))
    return sorted(spans)


def find_comma(text: str, start: int, end: int) -> int:
    """Return the offset of the comma between two entries.

    Commas in comments do not count; −1 if there is none.
    """
    offset = start
    while offset < end:
        if text[offset] == "#":
            offset = line_end(text, offset)
        elif text[offset] == ",":
            return offset
        offset += 1
    return -1


def ranges_of_entry(text: str, node: ValueNode, target: Span) -> list[Span]:
    """Return the ranges to cut for an entry, with one comma."""
    spans = entry_spans(node)
    index = spans.index(target)
    limit = spans[index + 1][0] if index + 1 < len(spans) else node.end - 1
    return _ranges_in_list(text, node.start, spans[index - 1][1] if index else -1, target, limit)


def without_elements(text: str, array: ValueNode, numbers: Collection[int]) -> str:
    """Return the text without elements of a list.

    It is as if they were cut one after the other.
    """
    spans = entry_spans(array)
    pieces, offset = [text[: array.start]], array.start
    between = ""  # what is left since the last element that stays, or since the bracket
    is_first = True
    for number, (start, end) in enumerate(spans):
        if number not in numbers:
            pieces += [between, text[offset:end]]
            between, offset, is_first = "", end, False
            continue
        limit = spans[number + 1][0] if number + 1 < len(spans) else array.end - 1
        head = between + text[offset:start]
        around = head + text[start : limit + 1]  # with the sign that follows: is there more on the line?
        target = (len(head), len(head) + end - start)
        ranges = _ranges_in_list(around, 0, -1 if is_first else 0, target, len(around) - 1)
        for begin, stop in reversed(ranges):
            around = around[:begin] + around[stop:]
        between, offset = around[:-1], limit
    return "".join([*pieces, between, text[offset:]])


def _ranges_in_list(text: str, list_start: int, previous_end: int, target: Span, limit: int) -> list[Span]:
    """Return the ranges to cut for an element of a list.

    `previous_end` is where the element before it ends, −1 for the first; `limit` is where the next begins, or the end.
    """
    start, end = target
    comma = find_comma(text, end, limit)
    line_start = text.rfind("\n", 0, start) + 1
    cut_end = (comma if comma >= 0 else end - 1) + 1
    rest = text[cut_end : line_end(text, cut_end)].strip()
    if line_start > list_start and not text[line_start:start].strip() and (not rest or rest.startswith("#")):
        return [(line_start, next_line_start(text, cut_end))]  # alone on its line; a list may keep the comma before it
    if comma >= 0:
        while cut_end < limit and text[cut_end] in " \t":
            cut_end += 1
        return [(start, cut_end)]
    if previous_end < 0:
        return [(start, end)]
    previous_comma = find_comma(text, previous_end, start)
    if text[previous_comma + 1 : start].strip():
        return [(previous_comma, previous_comma + 1), (start, end)]
    return [(previous_comma, end)]
