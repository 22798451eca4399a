"""Change one place in the text of a story.

Every change is one `Edit`: a stretch of the text and its replacement. All else (comments, order, quotes, spacing, line
ends, byte order mark) stays byte for byte because it is never touched, and the inverse edit undoes the change.

Why not tomlkit: measured on one core, it parses the 520 KB of a 500-slide story in 750 ms and writes it in 90 ms, where
a visual edit may take 120 ms in all; it gives no positions, so that its change would have to be found by a comparison
of texts; and an editor needs a small edit, not a new file. The scanner that finds the places of problems (`scan`, 30 ms
for the same file) finds them for edits too. `tomli` decides what is TOML: tests parse the result of every edit with
it.

Paths are those of the model, slides by id. Offsets count characters as Python does; QTextDocument counts UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.fast_dataclass import dataclass
from desktop.story.edit.remove import entry_spans, find_comma, line_end, ranges_of_entry, ranges_of_table
from desktop.story.format.fields import NAMED_TABLES
from desktop.story.localized_text import KeyPath
from desktop.story.problems.edit_labels import EDIT_LABELS
from desktop.story.text_diff import common_ends
from desktop.story.toml.parser import loads
from desktop.story.toml.scan import IndexPath, Statement, ValueNode, parse_literal, parse_value
from desktop.story.toml.source_map import SourceMap, source_map_of
from desktop.story.toml.write import encode_date, encode_key, encode_value, newline_of


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces text[start:end] with `replacement`.

    `name` is the key of the edit's label and `subject` the thing that it changes. Without a name, the subject is the
    whole title, in its own language.
    """

    start: int
    end: int
    replacement: str
    name: str = "change"
    subject: str = ""

    def apply(self, text: str) -> str:
        """Return the text with the edit made."""
        return text[: self.start] + self.replacement + text[self.end :]

    def title(self, language: str) -> str:
        """Return the title of the edit, which follows "Undo: "."""
        return edit_title(self.name, self.subject, language)


def edit_title(name: str, subject: str, language: str) -> str:
    """Return the title of an edit by its name and subject."""
    return EDIT_LABELS(f"edit.{name}", language).format(subject=subject).strip() if name else subject


class EditError(ValueError):
    """Reports that a text has no place for a change.

    `message` gives the reason in a language.
    """

    def __init__(self, code: str, path: KeyPath = ()) -> None:
        super().__init__(f"{code}: {'.'.join(map(str, path))}")
        self.code = code
        self.path = path

    def message(self, language: str) -> str:
        """Return the reason why the text cannot be changed."""
        return EDIT_LABELS(f"error.{self.code}", language).format(path=".".join(map(str, self.path)))


# ---------------------------------------------------------------------------- values


def set_value(text: str, path: KeyPath, value: object, name: str = "change") -> Edit:
    """Return the edit that sets the value at `path`.

    It adds missing keys and tables. Raises EditError where the path leads through a value that is no table, or names a
    table in brackets.
    """
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(path)
    if not index_path or (index_path[0] == "slide" and len(index_path) > 1 and isinstance(index_path[1], str)):
        raise EditError("nowhere", path)
    target = toml_map.find_exact(index_path)
    subject = describe_target(text, path)
    newline = newline_of(text)
    if isinstance(target, ValueNode) and not target.implicit:
        old = text[target.start : target.end]
        return Edit(target.start, target.end, encode_value(value, old, newline), name, subject)
    if target is not None:
        raise EditError("table", path)
    return replace(_add_missing(toml_map, index_path, value, newline), name=name, subject=subject)


def set_text(text: str, path: KeyPath, language: str, value: str, languages: Iterable[str]) -> Edit:
    """Return the edit that sets the text at `path` in one language.

    A plain string, which is for every language, becomes a table that keeps it for the others.
    """
    codes = tuple(languages)
    toml_map = source_map_of(text)
    target = toml_map.find_exact(toml_map.to_index_path(path))
    is_plain_number = isinstance(target, ValueNode) and target.kind == "plain"  # the label of a chart, say
    if isinstance(target, ValueNode) and (target.kind == "string" or is_plain_number) and language and len(codes) > 1:
        old = parse_literal(text[target.start : target.end])
        texts_by_language = {name: value if name == language else str(old) for name in codes}
        return set_value(text, path, texts_by_language, "write")
    if is_plain_number:
        return set_value(text, path, value, "write")
    if target is None:
        return set_value(text, path, {language: value} if language and len(codes) > 1 else value, "write")
    is_plain_string = isinstance(target, ValueNode) and target.kind == "string"
    return set_value(text, path if is_plain_string else (*path, language), value, "write")


def set_date(text: str, path: KeyPath, date: str) -> Edit:
    """Return the edit that sets the EDTF date at `path`.

    The new date is quoted as the old one was.
    """
    toml_map = source_map_of(text)
    target = toml_map.find_exact(toml_map.to_index_path(path))
    if isinstance(target, ValueNode):
        old = text[target.start : target.end]
        return Edit(
            target.start, target.end, encode_date(date, old, newline_of(text)), "date", describe_target(text, path)
        )
    return set_value(text, path, date, "date")


def delete(text: str, path: KeyPath) -> Edit:
    """Return the edit that deletes the value or table at `path`.

    The comments above a table go with it. Where nothing is at the path, the edit changes nothing.
    """
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(path)
    subject = describe_target(text, path)
    ranges = ranges_of_table(toml_map, index_path)
    if ranges:
        return replace(
            combine_replacements(text, [(start, end, "") for start, end in ranges]), name="delete", subject=subject
        )
    after = text
    while isinstance(node := source_map_of(after).find_exact(index_path), ValueNode) and (
        entry_spans(node) or not node.implicit
    ):
        entry_range = (
            entry_spans(node)[0]
            if node.implicit
            else (node.entry_start if node.entry_start >= 0 else node.start, node.end)
        )
        ranges = ranges_of_entry(after, _container_of(after, index_path), entry_range)
        after = combine_replacements(after, [(start, end, "") for start, end in ranges]).apply(after)
        if index_path and isinstance(index_path[-1], int):
            break  # the next element has moved up into the place
    return replace(diff(text, after), name="delete", subject=subject)


def add_table(text: str, table_name: str, table_id: str, values: Mapping[str, object] | str) -> Edit:
    """Return the edit that adds a table [table_name.table_id].

    `values` are its keys, or the table as TOML text. It comes after the last of its kind, else before the slides. Raises
    EditError if the table exists.
    """
    toml_map = source_map_of(text)
    if toml_map.find_exact((table_name, table_id)) is not None:
        raise EditError("there", (table_name, table_id))
    newline = newline_of(text)
    if isinstance(toml_map.find_exact((table_name,)), ValueNode):
        keys = loads(values)[table_name][table_id] if isinstance(values, str) else values
        return set_value(text, (table_name, table_id), keys, "add")
    if isinstance(values, str):
        block = values
    else:
        header = f"[{table_name}.{encode_key(table_id)}]"
        lines = [f"{encode_key(inner)} = {encode_value(value, '', newline)}" for inner, value in values.items()]
        block = newline.join([header, *lines])
    last_index = max((i for i, one in enumerate(toml_map.statements) if one.path[0] == table_name), default=-1)
    if last_index >= 0:
        # A header takes all keys below it: it stands after those that are written before the first one.
        first_header = next(
            (i for i, one in enumerate(toml_map.statements) if one.kind != "pair"), len(toml_map.statements)
        )
        offset = line_end(text, toml_map.statements[max(last_index, first_header - 1)].end)
        return Edit(offset, offset, f"{newline}{newline}{block}", "add", table_id)
    first_slide_index = next(
        (i for i, one in enumerate(toml_map.statements) if one.kind != "pair" and one.path[0] == "slide"), -1
    )
    if first_slide_index >= 0:
        offset = toml_map.leading_comment_start(first_slide_index)
        return Edit(offset, offset, f"{block}{newline}{newline}", "add", table_id)
    return Edit(len(text), len(text), f"{blank_line_before_append(text, newline)}{block}{newline}", "add", table_id)


# ---------------------------------------------------------------------------- what edits are made of


def combine_replacements(text: str, replacements: Iterable[tuple[int, int, str]]) -> Edit:
    """Return one edit that makes several replacements, which must not overlap."""
    ordered = sorted(replacements, key=lambda change: change[0])
    if not ordered:
        return Edit(0, 0, "")
    start, end = ordered[0][0], ordered[-1][1]
    pieces, offset = [], start
    for begin, stop, replacement in ordered:
        pieces += [text[offset:begin], replacement]
        offset = stop
    return Edit(start, end, "".join(pieces))


def diff(old: str, new: str) -> Edit:
    """Return the smallest single edit that turns `old` into `new`."""
    prefix_length, suffix_length = common_ends(old, new)
    return Edit(prefix_length, len(old) - suffix_length, new[prefix_length : len(new) - suffix_length])


def blank_line_before_append(text: str, newline: str) -> str:
    """Return the line ends that make a blank line before appended text."""
    if not text.strip("\ufeff \t\r\n"):
        return ""
    if text.endswith(("\n\n", "\n\r\n")):
        return ""
    return newline if text.endswith("\n") else newline * 2


def fill_empty_array(text: str, array: ValueNode, element: str) -> Edit:
    """Return the edit that puts the first element into a list.

    A comment in the list stays.
    """
    if text[array.start + 1 : array.end - 1].strip():
        return Edit(array.start + 1, array.start + 1, element)
    return Edit(array.start, array.end, f"[{element}]")


def describe_target(text: str, path: KeyPath) -> str:
    """Return the title or id of the table at `path`."""
    if len(path) < 2:
        return str(path[0]) if path else ""
    toml_map = source_map_of(text)
    index_path = toml_map.to_index_path(path)[:2]
    title = toml_map.find_exact((*index_path, "title"))
    if isinstance(title, Statement):
        title_pair = next(
            (one for one in toml_map.statements if one.kind == "pair" and one.path[:-1] == (*index_path, "title")), None
        )
        title = parse_value(text, title_pair) if title_pair is not None else None
    while isinstance(title, ValueNode) and title.kind == "table" and title.items:
        title = next(iter(title.items.values()))
    title_text = (
        parse_literal(text[title.start : title.end]) if isinstance(title, ValueNode) and title.kind == "string" else ""
    )
    return title_text.strip() if isinstance(title_text, str) and title_text.strip() else str(path[1])


def _add_missing(toml_map: SourceMap, index_path: IndexPath, value: object, newline: str) -> Edit:
    """Return the edit that adds an absent key or list element.

    An element can only be added at the end of its list.
    """
    parent, key = index_path[:-1], index_path[-1]
    text = toml_map.text
    parent_item = toml_map.find_exact(parent) if parent else None
    if isinstance(key, int):
        if isinstance(parent_item, ValueNode) and parent_item.kind == "array" and key == len(parent_item.items):
            return _append_element(text, parent_item, encode_value(value, "", newline))
        raise EditError("nowhere", toml_map.to_id_path(index_path))
    if isinstance(parent_item, ValueNode):
        if parent_item.kind != "table":
            raise EditError("nowhere", toml_map.to_id_path(index_path))
        return _add_to_inline_table(text, parent_item, key, encode_value(value, "", newline))
    pair = f"{encode_key(key)} = {encode_value(value, '', newline)}"
    if not parent:
        return _add_at_top(toml_map, pair, newline)
    if parent_item is None:
        if isinstance(parent[-1], int):
            raise EditError("nowhere", toml_map.to_id_path(index_path))
        if len(parent) == 2 and parent[0] in NAMED_TABLES:
            return add_table(text, str(parent[0]), str(parent[1]), {key: value})
        if len(parent) == 1 and parent[0] != "slide":
            return Edit(
                len(text),
                len(text),
                f"{blank_line_before_append(text, newline)}[{encode_key(str(parent[0]))}]{newline}{pair}{newline}",
            )
        return _add_missing(toml_map, parent, {key: value}, newline)
    if parent_item.kind == "pair":
        return _add_dotted(toml_map, parent, key, value, newline)
    if parent_item.path != parent:  # only tables inside it have a header
        offset = toml_map.leading_comment_start(toml_map.statements.index(parent_item))
        header = ".".join(encode_key(part) for part in parent if isinstance(part, str))
        return Edit(offset, offset, f"[{header}]{newline}{pair}{newline}{newline}")
    return _add_under_header(toml_map, parent_item, pair, newline)


def _add_at_top(toml_map: SourceMap, pair: str, newline: str) -> Edit:
    """Return the edit that adds a key before the first header."""
    top_pairs = []
    for statement in toml_map.statements:
        if statement.kind != "pair":
            break
        top_pairs.append(statement)
    text = toml_map.text
    if top_pairs:
        offset = line_end(text, top_pairs[-1].end)
        return Edit(offset, offset, newline + pair)
    offset = 1 if text.startswith("\ufeff") else 0
    return Edit(offset, offset, pair + newline + (newline if toml_map.statements else ""))


def _add_under_header(toml_map: SourceMap, header: Statement, pair: str, newline: str) -> Edit:
    """Return the edit that adds a key after a header's last key."""
    last = header
    for statement in toml_map.statements[toml_map.statements.index(header) + 1 :]:
        if statement.kind != "pair":
            break
        last = statement
    text = toml_map.text
    indent = text[last.start : last.key_start]
    offset = line_end(text, last.end)
    return Edit(offset, offset, newline + indent + pair)


def _add_dotted(toml_map: SourceMap, parent: IndexPath, key: str, value: object, newline: str) -> Edit:
    """Return the edit that adds a key written with dots.

    Its table has no header: only dotted keys name it.
    """
    text = toml_map.text
    siblings = [one for one in toml_map.statements if one.kind == "pair" and one.path[: len(parent)] == parent]
    last = siblings[-1]
    depth_below = len(last.path) - len(parent)
    parts = toml_map.key_parts_of(last)
    prefix = text[last.key_start : parts[-depth_below - 1][2]]
    offset = line_end(text, last.end)
    indent = text[last.start : last.key_start]
    return Edit(offset, offset, f"{newline}{indent}{prefix}.{encode_key(key)} = {encode_value(value, '', newline)}")


def _container_of(text: str, index_path: IndexPath) -> ValueNode:
    """Return the list or inline table that holds a value."""
    parent = index_path[:-1]
    while isinstance(node := source_map_of(text).find_exact(parent), ValueNode) and node.implicit:
        parent = parent[:-1]
    if not isinstance(node, ValueNode):
        raise EditError("nowhere", index_path)
    return node


def _add_to_inline_table(text: str, node: ValueNode, key: str, value: str) -> Edit:
    pair = f"{encode_key(key)} = {value}"
    spans = entry_spans(node)
    if not spans:
        return Edit(node.start, node.end, f"{{ {pair} }}")
    if node.implicit:
        first_item = min(node.items.values(), key=lambda item: item.start)
        pair = f"{text[spans[0][0] : first_item.key_start]}{pair}"
    offset = max(end for _, end in spans)
    return Edit(offset, offset, f", {pair}")


def _append_element(text: str, node: ValueNode, value: str) -> Edit:
    spans = entry_spans(node)
    if not spans:
        return fill_empty_array(text, node, value)
    last = spans[-1]
    comma = find_comma(text, last[1], node.end - 1)
    line_start = text.rfind("\n", 0, last[0]) + 1
    indent = text[line_start : last[0]]
    if line_start > node.start and not indent.strip():  # each element has its own line
        newline = newline_of(text)
        bracket_on_last_line = text.find("\n", last[1], node.end) < 0
        if comma >= 0:
            offset = comma + 1 if bracket_on_last_line else line_end(text, comma + 1)
            return Edit(offset, offset, f"{newline}{indent}{value},")
        offset = last[1] if bracket_on_last_line else line_end(text, last[1])
        return combine_replacements(text, [(last[1], last[1], ","), (offset, offset, f"{newline}{indent}{value}")])
    if comma >= 0:
        return Edit(comma + 1, comma + 1, f" {value},")
    return Edit(last[1], last[1], f", {value}")
