"""Find the ranges of text to cut for a deletion.

A deletion removes a key, a list element or a table, and nothing else.
"""

from __future__ import annotations

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
    indexes = [number for number, one in enumerate(toml_map.statements) if one.path[: len(index_path)] == index_path]
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
    text, statements = toml_map.text, toml_map.statements
    ranges = []
    for first, last in statement_runs(toml_map, index_path):
        if statements[first].kind == "pair":
            ranges.append((statements[first].start, next_line_start(text, statements[last].end)))
        else:
            start, stop = toml_map.leading_comment_start(first), block_end(toml_map, last)
            line_above, end = (
                text[:start].rstrip("\r").rpartition("\n")[0].rpartition("\n")[2].strip(),
                next_line_start(text, stop),
            )
            line_below = text[end : line_end(text, end)].strip()
            if not line_above:
                while end < len(text) and not text[end : line_end(text, end)].strip():
                    end = next_line_start(text, end)
            elif line_below and line_above[0] == "#":
                end = stop
            ranges.append((start, end))
    return ranges


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
    start, end = target
    limit = spans[index + 1][0] if index + 1 < len(spans) else node.end - 1
    comma = find_comma(text, end, limit)
    line_start = text.rfind("\n", 0, start) + 1
    cut_end = (comma if comma >= 0 else end - 1) + 1
    rest = text[cut_end : line_end(text, cut_end)].strip()
    if line_start > node.start and not text[line_start:start].strip() and (not rest or rest.startswith("#")):
        return [(line_start, next_line_start(text, cut_end))]  # alone on its line; a list may keep the comma before it
    if comma >= 0:
        while cut_end < limit and text[cut_end] in " \t":
            cut_end += 1
        return [(start, cut_end)]
    if index == 0:
        return [(start, end)]
    previous_comma = find_comma(text, spans[index - 1][1], start)
    if text[previous_comma + 1 : start].strip():
        return [(previous_comma, previous_comma + 1), (start, end)]
    return [(previous_comma, end)]
