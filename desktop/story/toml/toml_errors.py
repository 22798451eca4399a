"""Define the errors of reading a TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.story.problems.issue import MessageValue


class UnreadableFileError(Exception):
    """Reports a file that cannot be read or is not TOML.

    It holds the code of a message, the values in it, and a line and columns that count from 1.
    """

    def __init__(
        self,
        code: str,
        values: Mapping[str, MessageValue] = MappingProxyType({}),
        line: int = 1,
        column: int = 1,
        end_column: int = 0,
        text: str = "",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.end_column = end_column or column + 1
        self.text = text
        self.values = tuple(values.items())


class TomlSyntaxError(Exception):
    """Reports the first syntax error of a text, with its span."""

    def __init__(self, code: str, start: int, end: int, values: dict[str, MessageValue]) -> None:
        super().__init__(code)
        self.code, self.start, self.end, self.values = code, start, end, values


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, from 1, of an offset.

    A byte order mark has no width.
    """
    start = text.rfind("\n", 0, offset) + 1
    column = offset - start + 1
    if start == 0 and text.startswith("\ufeff") and column > 1:
        column -= 1
    return text.count("\n", 0, offset) + 1, column
