"""Find, write and remove comments for a co-author."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.remove import next_line_start
from desktop.story.localized_text import KeyPath
from desktop.story.toml.scan import Statement
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import newline_of

_COMMENT: Final = re.compile(r"^[ \t]*#[ \t]*@(?P<author>[^\s#@:,]+)[:,]?[ \t]+(?P<words>[^\r\n]*\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comment:
    """Holds a comment, its place, and the table it belongs to."""

    author: str
    words: str
    start: int
    path: KeyPath


def find_comments(text: str) -> list[Comment]:
    """Return the comments that name their author, in order."""
    if "@" not in text:
        return []
    toml_map = source_map_of(text)
    return [
        Comment(
            match["author"], match["words"], match.start(), toml_map.path_at(*toml_map.line_and_column(match.end()))
        )
        for match in _COMMENT.finditer(text)
        if not _is_in_value(toml_map, match.start())
    ]


def comments_on(text: str, slide_id: str, event_id: str = "") -> list[Comment]:
    """Return the comments on a slide, and on its event."""
    tables = {("slide", slide_id), ("event", event_id)}
    return [comment for comment in find_comments(text) if comment.path[:2] in tables]


def add_comment(text: str, path: KeyPath, author: str, words: str) -> Edit:
    """Return the edit that writes a comment above a table's header.

    Raises EditError where the table has no header of its own.
    """
    toml_map = source_map_of(text)
    statement = toml_map.find_exact(toml_map.to_index_path(path))
    if not isinstance(statement, Statement) or statement.kind == "pair":
        raise EditError("nowhere", path)
    line_start = text.rfind("\n", 0, statement.start) + 1
    line = f"# @{_author_name(author)} {' '.join(words.split())}{newline_of(text)}"
    return Edit(line_start, line_start, line, "comment")


def remove_comment(text: str, comment: Comment) -> Edit:
    """Return the edit that takes a comment's line away.

    The comment may have been found in an earlier text. Where it is gone, the edit changes nothing.
    """
    same = [one for one in find_comments(text) if (one.author, one.words) == (comment.author, comment.words)]
    if not same:
        return Edit(0, 0, "")
    found = min(same, key=lambda one: (one.path != comment.path, abs(one.start - comment.start)))
    return Edit(found.start, next_line_start(text, found.start), "", "resolve")


def _author_name(author: str) -> str:
    """Return a name as one word for use after an @."""
    return re.sub(r"[\s#@:,]+", "-", author).strip("-") or "me"


def _is_in_value(toml_map: SourceMap, offset: int) -> bool:
    """Return whether an offset is inside a string or a list."""
    starts = [statement.start for statement in toml_map.statements]
    index = bisect_right(starts, offset) - 1
    return index >= 0 and toml_map.statements[index].start < offset < toml_map.statements[index].end
