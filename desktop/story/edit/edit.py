"""Change one thing in the text of a story, and nothing else.

Every change is one `Edit`: a stretch of the text and what takes its place. All else (comments, order, quotes,
spacing, line ends, byte order mark) stays byte for byte because it is never touched, and undoing is the inverse edit.

Why not tomlkit, which the design named: measured on one core, it parses the 520 KB of a 500-slide story in 750 ms and
writes it in 90 ms, where a visual edit may take 120 ms in all; it gives no positions, so that what it changed would
have to be found by comparing texts; and an editor needs a small edit, not a new file. The scanner that finds places for
problems (`scan`, 30 ms for the same file) finds them for edits too. `tomllib` remains the judge of what is TOML: tests
let it read the result of every edit.

Paths are those of the model, slides by id. Offsets count characters as Python does; QTextDocument counts UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.story.edit.remove import comma_after, entries, entry_cuts, line_end, table_cuts
from desktop.story.model import Path
from desktop.story.problems.messages import EDITS
from desktop.story.toml.scan import Node, RawPath, Statement, literal, node_of
from desktop.story.toml.source_map import Places, places
from desktop.story.toml.write import newline_of, write_date, write_key, write_value

_words: Final = Words(EDITS)


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `replacement` in place of text[start:end].

    `name` and `subject` say what that does; without a name, the subject says it whole, in whatever language it is.
    """

    start: int
    end: int
    replacement: str
    name: str = "change"
    subject: str = ""

    def apply(self, text: str) -> str:
        """Return the text with the edit done."""
        return text[: self.start] + self.replacement + text[self.end :]

    def inverse(self, text: str) -> Edit:
        """Return the edit that takes back this one, made for `text`."""
        return replace(self, end=self.start + len(self.replacement), replacement=text[self.start : self.end])

    def title(self, language: str) -> str:
        """Say what the edit does, as it follows "Undo: "."""
        return _words(f"edit.{self.name}", language).format(subject=self.subject).strip() if self.name else self.subject


class EditError(ValueError):
    """The text has no place for such a change; `message` says why."""

    def __init__(self, code: str, path: Path = ()) -> None:
        super().__init__(f"{code}: {'.'.join(map(str, path))}")
        self.code = code
        self.path = path

    def message(self, language: str) -> str:
        """Say why the text cannot be changed in this way."""
        return _words(f"error.{self.code}", language).format(path=".".join(map(str, self.path)))


# ---------------------------------------------------------------------------- values


def set_value(text: str, path: Path, value: object, name: str = "change") -> Edit:
    """Return the edit that makes the value at `path` this one, adding the key, and tables on the way, where need be.

    Raises EditError where the path leads through something that is no table, or names a table in brackets.
    """
    found = places(text)
    raw = found.raw(path)
    if not raw or (raw[0] == "slide" and len(raw) > 1 and isinstance(raw[1], str)):
        raise EditError("nowhere", path)
    there = found.find(raw)
    subject = subject_of(text, path)
    newline = newline_of(text)
    if isinstance(there, Node) and not there.implied:
        old = text[there.start : there.end]
        return Edit(there.start, there.end, write_value(value, old, newline), name, subject)
    if there is not None:
        raise EditError("table", path)
    return replace(_add(found, raw, value, newline), name=name, subject=subject)


def set_text(text: str, path: Path, language: str, value: str, languages: Iterable[str]) -> Edit:
    """Return the edit that makes the text at `path` say `value` in one language.

    A plain string, which is for every language, becomes a table that keeps it for the others.
    """
    names = tuple(languages)
    found = places(text)
    there = found.find(found.raw(path))
    if isinstance(there, Node) and there.kind == "string" and language and len(names) > 1:
        old = literal(text[there.start : there.end])
        both = {name: value if name == language else old for name in names}
        return set_value(text, path, both, "write")
    if there is None:
        return set_value(text, path, {language: value} if language and len(names) > 1 else value, "write")
    single = isinstance(there, Node) and there.kind == "string"
    return set_value(text, path if single else (*path, language), value, "write")


def set_date(text: str, path: Path, date: str) -> Edit:
    """Return the edit that makes the date at `path` this one (EDTF), written as the old one was."""
    found = places(text)
    there = found.find(found.raw(path))
    if isinstance(there, Node):
        old = text[there.start : there.end]
        return Edit(there.start, there.end, write_date(date, old, newline_of(text)), "date", subject_of(text, path))
    return set_value(text, path, date, "date")


def delete(text: str, path: Path) -> Edit:
    """Return the edit that takes away what is at `path`: a key, an element of a list, or a table with all in it.

    Comments above a table go with it; an edit that changes nothing is returned where nothing is there.
    """
    found = places(text)
    raw = found.raw(path)
    subject = subject_of(text, path)
    cuts = table_cuts(found, raw)
    if cuts:
        return replace(splice(text, [(start, end, "") for start, end in cuts]), name="delete", subject=subject)
    after = text
    while isinstance(node := places(after).find(raw), Node) and (entries(node) or not node.implied):
        target = entries(node)[0] if node.implied else (node.entry if node.entry >= 0 else node.start, node.end)
        cuts = entry_cuts(after, _around(after, raw), target)
        after = splice(after, [(start, end, "") for start, end in cuts]).apply(after)
        if raw and isinstance(raw[-1], int):
            break  # the next element has moved up into the place
    return replace(difference(text, after), name="delete", subject=subject)


def add_table(text: str, name: str, key: str, values: Mapping[str, object]) -> Edit:
    """Return the edit that adds a table [name.key] after the last of its kind, else before the slides."""
    found = places(text)
    if found.find((name, key)) is not None:
        raise EditError("there", (name, key))
    newline = newline_of(text)
    if isinstance(found.find((name,)), Node):
        return set_value(text, (name, key), values, "add")
    head = f"[{name}.{write_key(key)}]"
    lines = [head, *(f"{write_key(inner)} = {write_value(value, '', newline)}" for inner, value in values.items())]
    block = newline.join(lines)
    last = max((i for i, one in enumerate(found.statements) if one.path[0] == name), default=-1)
    if last >= 0:
        at = line_end(text, found.statements[last].end)
        return Edit(at, at, f"{newline}{newline}{block}", "add", key)
    first = next((i for i, one in enumerate(found.statements) if one.kind != "pair" and one.path[0] == "slide"), -1)
    if first >= 0:
        at = found.comment_start(first)
        return Edit(at, at, f"{block}{newline}{newline}", "add", key)
    return Edit(len(text), len(text), f"{gap_at_end(text, newline)}{block}{newline}", "add", key)


# ---------------------------------------------------------------------------- what edits are made of


def splice(text: str, changes: Iterable[tuple[int, int, str]]) -> Edit:
    """Return one edit that does several, which must not overlap."""
    parts = sorted(changes, key=lambda change: change[0])
    if not parts:
        return Edit(0, 0, "")
    start, end = parts[0][0], parts[-1][1]
    pieces, at = [], start
    for begin, stop, replacement in parts:
        pieces += [text[at:begin], replacement]
        at = stop
    return Edit(start, end, "".join(pieces))


def difference(old: str, new: str) -> Edit:
    """Return the edit that makes `new` of `old`, without what they begin and end with alike."""
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    return Edit(start, len(old) - end, new[start : len(new) - end])


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def gap_at_end(text: str, newline: str) -> str:
    """Return what it takes for a blank line to stand before what is added at the end."""
    if not text.strip("\ufeff \t\r\n"):
        return ""
    if text.endswith(("\n\n", "\n\r\n")):
        return ""
    return newline if text.endswith("\n") else newline * 2


def into_empty(text: str, array: Node, element: str) -> Edit:
    """Return the edit that puts the first element into a list; a comment in it stays."""
    if text[array.start + 1 : array.end - 1].strip():
        return Edit(array.start + 1, array.start + 1, element)
    return Edit(array.start, array.end, f"[{element}]")


def subject_of(text: str, path: Path) -> str:
    """Return what a change at `path` is about, as its title says it, else its id."""
    if len(path) < 2:
        return str(path[0]) if path else ""
    found = places(text)
    raw = found.raw(path)[:2]
    title = found.find((*raw, "title"))
    if isinstance(title, Statement):
        inner = next((one for one in found.statements if one.kind == "pair" and one.path[:-1] == (*raw, "title")), None)
        title = node_of(text, inner) if inner is not None else None
    while isinstance(title, Node) and title.kind == "table" and title.items:
        title = next(iter(title.items.values()))
    said = literal(text[title.start : title.end]) if isinstance(title, Node) and title.kind == "string" else ""
    return said.strip() if isinstance(said, str) and said.strip() else str(path[1])


def _add(found: Places, raw: RawPath, value: object, newline: str) -> Edit:
    """Return the edit that adds a key, or an element at the end of a list, which is not there yet."""
    parent, key = raw[:-1], raw[-1]
    text = found.text
    there = found.find(parent) if parent else None
    if isinstance(key, int):
        if isinstance(there, Node) and there.kind == "array" and key == len(there.items):
            return _append(text, there, write_value(value, "", newline))
        raise EditError("nowhere", found.model(raw))
    if isinstance(there, Node):
        if there.kind != "table":
            raise EditError("nowhere", found.model(raw))
        return _add_inside(text, there, key, write_value(value, "", newline))
    pair = f"{write_key(key)} = {write_value(value, '', newline)}"
    if not parent:
        return _add_at_top(found, pair, newline)
    if there is None:
        if isinstance(parent[-1], int):
            raise EditError("nowhere", found.model(raw))
        if len(parent) == 2 and parent[0] in ("source", "track", "event"):
            return add_table(text, str(parent[0]), str(parent[1]), {key: value})
        if len(parent) == 1 and parent[0] != "slide":
            return Edit(
                len(text),
                len(text),
                f"{gap_at_end(text, newline)}[{write_key(str(parent[0]))}]{newline}{pair}{newline}",
            )
        return _add(found, parent, {key: value}, newline)
    if there.kind == "pair":
        return _add_dotted(found, parent, key, value, newline)
    if there.path != parent:  # only tables inside it have a header
        at = found.comment_start(found.statements.index(there))
        header = ".".join(write_key(part) for part in parent if isinstance(part, str))
        return Edit(at, at, f"[{header}]{newline}{pair}{newline}{newline}")
    return _add_below(found, there, pair, newline)


def _add_at_top(found: Places, pair: str, newline: str) -> Edit:
    """Add a key before the first header."""
    own = []
    for statement in found.statements:
        if statement.kind != "pair":
            break
        own.append(statement)
    text = found.text
    if own:
        at = line_end(text, own[-1].end)
        return Edit(at, at, newline + pair)
    at = 1 if text.startswith("\ufeff") else 0
    return Edit(at, at, pair + newline + (newline if found.statements else ""))


def _add_below(found: Places, header: Statement, pair: str, newline: str) -> Edit:
    """Add a key after the last of a header's own."""
    last = header
    for statement in found.statements[found.statements.index(header) + 1 :]:
        if statement.kind != "pair":
            break
        last = statement
    text = found.text
    indent = text[last.start : last.key_start]
    at = line_end(text, last.end)
    return Edit(at, at, newline + indent + pair)


def _add_dotted(found: Places, parent: RawPath, key: str, value: object, newline: str) -> Edit:
    """Add a key to a table that only dotted keys name, in their way."""
    text = found.text
    own = [one for one in found.statements if one.kind == "pair" and one.path[: len(parent)] == parent]
    last = own[-1]
    deeper = len(last.path) - len(parent)
    parts = found.parts(last)
    prefix = text[last.key_start : parts[-deeper - 1][2]]
    at = line_end(text, last.end)
    indent = text[last.start : last.key_start]
    return Edit(at, at, f"{newline}{indent}{prefix}.{write_key(key)} = {write_value(value, '', newline)}")


def _around(text: str, raw: RawPath) -> Node:
    """Return the list or the table in braces that a value stands in."""
    parent = raw[:-1]
    while isinstance(node := places(text).find(parent), Node) and node.implied:
        parent = parent[:-1]
    if not isinstance(node, Node):
        raise EditError("nowhere", raw)
    return node


def _add_inside(text: str, node: Node, key: str, value: str) -> Edit:
    pair = f"{write_key(key)} = {value}"
    spans = entries(node)
    if not spans:
        return Edit(node.start, node.end, f"{{ {pair} }}")
    if node.implied:
        first = min(node.items.values(), key=lambda item: item.start)
        pair = f"{text[spans[0][0] : first.key_start]}{pair}"
    at = max(end for _, end in spans)
    return Edit(at, at, f", {pair}")


def _append(text: str, node: Node, value: str) -> Edit:
    spans = entries(node)
    if not spans:
        return into_empty(text, node, value)
    last = spans[-1]
    comma = comma_after(text, last[1], node.end - 1)
    line = text.rfind("\n", 0, last[0]) + 1
    indent = text[line : last[0]]
    if line > node.start and not indent.strip():  # an element a line
        newline = newline_of(text)
        closed = text.find("\n", last[1], node.end) < 0  # the bracket is on the last line
        if comma >= 0:
            at = comma + 1 if closed else line_end(text, comma + 1)
            return Edit(at, at, f"{newline}{indent}{value},")
        at = last[1] if closed else line_end(text, last[1])
        return splice(text, [(last[1], last[1], ","), (at, at, f"{newline}{indent}{value}")])
    if comma >= 0:
        return Edit(comma + 1, comma + 1, f" {value},")
    return Edit(last[1], last[1], f", {value}")
