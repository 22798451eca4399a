"""What to cut out of a text for a key, an element or a table to be gone, and nothing else."""

from __future__ import annotations

from itertools import pairwise

from desktop.story.toml.scan import Node, RawPath
from desktop.story.toml.source_map import Places

Span = tuple[int, int]


def line_end(text: str, offset: int) -> int:
    """Return the end of the line, without its line end."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """Return the start of the next line, or the end of the text."""
    return text.find("\n", offset) + 1 or len(text)


def runs(found: Places, raw: RawPath) -> list[Span]:
    """Return the numbers of the statements at and below a path, as (first, last) of those that stand together."""
    own = [number for number, one in enumerate(found.statements) if one.path[: len(raw)] == raw]
    if not own:
        return []
    breaks = [number for number, (one, other) in enumerate(pairwise(own), 1) if other != one + 1]
    edges = [0, *breaks, len(own)]
    return [(own[start], own[end - 1]) for start, end in pairwise(edges)]


def own_end(found: Places, last: int) -> int:
    """Return the end of the last line that belongs to a run of statements: comments right below do."""
    text = found.text
    limit = found.comment_start(last + 1) if last + 1 < len(found.statements) else len(text)
    end = line_end(text, found.statements[last].end)
    while (line := next_line(text, end)) < limit:
        stop = line_end(text, line)
        if not text[line:stop].lstrip().startswith("#"):
            break
        end = stop
    return end


def table_cuts(found: Places, raw: RawPath) -> list[Span]:
    """Return the stretches of whole lines that a path stands in: keys with their lines, tables with their comments.

    Blank lines below a table go with it where there are some above. A heading in a comment that follows stays, and no
    comment comes to stand right at a table that it did not belong to.
    """
    text, statements = found.text, found.statements
    cuts = []
    for first, last in runs(found, raw):
        if statements[first].kind == "pair":
            cuts.append((statements[first].start, next_line(text, statements[last].end)))
        else:
            start, stop = found.comment_start(first), own_end(found, last)
            above, end = (
                text[:start].rstrip("\r").rpartition("\n")[0].rpartition("\n")[2].strip(),
                next_line(text, stop),
            )
            below = text[end : line_end(text, end)].strip()
            if not above:
                while end < len(text) and not text[end : line_end(text, end)].strip():
                    end = next_line(text, end)
            elif below and above[0] == "#":
                end = stop
            cuts.append((start, end))
    return cuts


def entries(node: Node) -> list[Span]:
    """Return the spans of what stands between the commas of a list or a table in braces, in order."""
    spans: list[Span] = []
    for item in node.items.values():
        if item.implied:
            spans += entries(item)
        else:
            spans.append((item.entry if item.entry >= 0 else item.start, item.end))
    return sorted(spans)


def comma_after(text: str, start: int, end: int) -> int:
    """Return where the comma between two entries is, comments passed over; -1 where there is none."""
    at = start
    while at < end:
        if text[at] == "#":
            at = line_end(text, at)
        elif text[at] == ",":
            return at
        at += 1
    return -1


def entry_cuts(text: str, node: Node, target: Span) -> list[Span]:
    """Return what to cut for an entry of a list or of a table in braces to be gone, with the one comma too many."""
    spans = entries(node)
    number = spans.index(target)
    start, end = target
    limit = spans[number + 1][0] if number + 1 < len(spans) else node.end - 1
    comma = comma_after(text, end, limit)
    line = text.rfind("\n", 0, start) + 1
    after = (comma if comma >= 0 else end - 1) + 1
    rest = text[after : line_end(text, after)].strip()
    if line > node.start and not text[line:start].strip() and (not rest or rest.startswith("#")):
        return [(line, next_line(text, after))]  # alone on its line; a list may keep the comma before it
    if comma >= 0:
        while after < limit and text[after] in " \t":
            after += 1
        return [(start, after)]
    if number == 0:
        return [(start, end)]
    before = comma_after(text, spans[number - 1][1], start)
    if text[before + 1 : start].strip():
        return [(before, before + 1), (start, end)]
    return [(before, end)]
