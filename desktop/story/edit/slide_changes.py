"""Change the texts of many slides at once.

Each is changed by itself in a short text, so that all together take one pass over the story.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.story.edit.slides import slide_spans
from desktop.story.toml.scan import ValueNode
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of

_NEXT_HEADER: Final = "[[slide]]"


def change_slides(text: str, changes: Mapping[int, Callable[[str], str]]) -> str:
    """Return the text with changed slides, by their index.

    A change gets a text whose first slide is the one to change.
    """
    if not changes:
        return text
    toml_map = source_map_of(text)
    newline, spans = newline_of(text), slide_spans(toml_map)
    is_list = isinstance(toml_map.find_exact(("slide",)), ValueNode)
    pieces, offset = [], 0
    for index in sorted(changes):
        start, end = spans[index]
        if not is_list:  # with all that stands before the next slide: blank lines may be cut
            end = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        slide = text[start:end]
        # Empty lines say which line ends the whole text has.
        before = newline * (slide.count("\n") + 1) + ("slide = [" if is_list else "")
        after = "]" if is_list else _NEXT_HEADER if index + 1 < len(spans) else ""
        changed = changes[index](before + slide + after)
        pieces += [text[offset:start], changed[len(before) : len(changed) - len(after)]]
        offset = end
    return "".join([*pieces, text[offset:]])
