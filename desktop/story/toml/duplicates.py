"""Find keys and tables that a TOML text defines twice.

`tomli` reports a duplicate after it has read on, so its position is not that of the duplicate.
"""

from __future__ import annotations

import re
from typing import NoReturn

from desktop.story.toml.scan import IndexPath, Statement, scan
from desktop.story.toml.toml_errors import TomlSyntaxError, line_and_column


def find_duplicate(text: str, reason: str, limit: int) -> None:
    """Raise TomlSyntaxError for the first key or table defined twice.

    A key that clashes with a table counts too. `limit` is the offset where the parser stopped, `reason` its message.
    """
    seen: dict[IndexPath, Statement] = {}
    for statement in scan(text):
        first = seen.get(statement.path)
        if first is not None:
            names = [part for part in statement.path if isinstance(part, str)]
            if first.kind != statement.kind:
                _raise_duplicate("syntax.clash", names, first, statement, text)
            if first.kind == "pair":
                _raise_duplicate("syntax.key.twice", names[-1:], first, statement, text)
            _raise_duplicate("syntax.table.twice", names, first, statement, text)
        if statement.end >= limit:
            _find_duplicate_inline_key(text, reason, statement)
            for earlier in seen.values():
                shorter, longer = sorted((statement, earlier), key=lambda one: len(_table_path(one)))
                table_path = _table_path(shorter)
                is_conflict = shorter.kind == "pair" or (
                    table_path == _table_path(longer) and shorter.kind != longer.kind
                )
                if is_conflict and _table_path(longer)[: len(table_path)] == table_path:
                    _raise_duplicate(
                        "syntax.clash", [part for part in table_path if isinstance(part, str)], earlier, statement, text
                    )
            return
        seen[statement.path] = statement


def _table_path(statement: Statement) -> IndexPath:
    return statement.path[:-1] if statement.kind == "array" else statement.path


def _find_duplicate_inline_key(text: str, reason: str, statement: Statement) -> None:
    """Raise TomlSyntaxError for a key that an inline table has twice."""
    key_match = re.search(r"Duplicate inline table key '(.*)'", reason)
    spans = (
        [
            match.span(1)
            for match in re.finditer(
                rf"[{{,]\s*({re.escape(key_match[1])})\s*=", text[statement.value_start : statement.end]
            )
        ]
        if key_match
        else []
    )
    if key_match and len(spans) > 1:
        start = statement.value_start + spans[1][0]
        line = line_and_column(text, statement.value_start + spans[0][0])[0]
        raise TomlSyntaxError(
            "syntax.key.twice", start, start + len(key_match[1]), {"name": key_match[1], "line": line}
        )


def _raise_duplicate(code: str, names: list[str], first: Statement, second: Statement, text: str) -> NoReturn:
    line = line_and_column(text, first.key_start)[0]
    raise TomlSyntaxError(code, second.key_start, second.key_end, {"name": ".".join(names), "line": line})
