"""Find the key or the table that a TOML text has twice, which a parser only notices when it is too late to say where."""

from __future__ import annotations

import re
from typing import NoReturn

from desktop.story.problems.problem import Value
from desktop.story.toml.read import line_and_column
from desktop.story.toml.scan import RawPath, Statement, scan


class Mistake(Exception):
    """The first thing that is wrong, with its span."""

    def __init__(self, code: str, start: int, end: int, values: dict[str, Value]) -> None:
        super().__init__(code)
        self.code, self.start, self.end, self.values = code, start, end, values


def find_twice(text: str, reason: str, limit: int) -> None:
    """Find the key or table that is there twice, or that something else by the same name stands in the way of."""
    seen: dict[RawPath, Statement] = {}
    for statement in scan(text):
        first = seen.get(statement.path)
        if first is not None:
            names = [part for part in statement.path if isinstance(part, str)]
            if first.kind != statement.kind:
                _raise_twice("syntax.clash", names, first, statement, text)
            if first.kind == "pair":
                _raise_twice("syntax.key.twice", names[-1:], first, statement, text)
            _raise_twice("syntax.table.twice", names, first, statement, text)
        if statement.end >= limit:
            _same_inside(text, reason, statement)
            for other in seen.values():
                shorter, longer = sorted((statement, other), key=lambda one: len(_base(one)))
                base = _base(shorter)
                clash = shorter.kind == "pair" or (base == _base(longer) and shorter.kind != longer.kind)
                if clash and _base(longer)[: len(base)] == base:
                    _raise_twice(
                        "syntax.clash", [part for part in base if isinstance(part, str)], other, statement, text
                    )
            return
        seen[statement.path] = statement


def _base(statement: Statement) -> RawPath:
    return statement.path[:-1] if statement.kind == "array" else statement.path


def _same_inside(text: str, reason: str, statement: Statement) -> None:
    """Find the key that is twice in a table in braces."""
    found = re.search(r"Duplicate inline table key '(.*)'", reason)
    spans = (
        [
            match.span(1)
            for match in re.finditer(
                rf"[{{,]\s*({re.escape(found[1])})\s*=", text[statement.value_start : statement.end]
            )
        ]
        if found
        else []
    )
    if found and len(spans) > 1:
        start = statement.value_start + spans[1][0]
        line = line_and_column(text, statement.value_start + spans[0][0])[0]
        raise Mistake("syntax.key.twice", start, start + len(found[1]), {"name": found[1], "line": line})


def _raise_twice(code: str, names: list[str], first: Statement, second: Statement, text: str) -> NoReturn:
    line = line_and_column(text, first.key_start)[0]
    raise Mistake(code, second.key_start, second.key_end, {"name": ".".join(names), "line": line})
