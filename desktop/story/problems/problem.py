"""Define a problem of a story, with its place in the text."""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.localized_text import KeyPath
from desktop.story.problems.issue import MessageValue, Severity
from desktop.story.problems.visible_text import name_unshown_characters


@dataclass(frozen=True, slots=True)
class Problem:
    """Describes a problem and its range in the text.

    Lines and columns count from 1; the end is exclusive.
    """

    severity: Severity
    code: str
    path: KeyPath = ()
    file: str = ""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    values: tuple[tuple[str, MessageValue], ...] = ()

    def message(self, language: str) -> str:
        """Return the message, one sentence without a full stop."""
        from desktop.story.problems.formatting import format_message  # not imported for a story without problems

        return format_message(self.code, dict(self.values), language)

    def hint(self, language: str) -> str:
        """Return the hint, or ""."""
        from desktop.story.problems.formatting import format_hint

        return format_hint(self.code, dict(self.values), language)

    def format_line(self, language: str) -> str:
        """Return the problem as `FILE:LINE:COLUMN: SEVERITY: message (hint)`.

        Editors and build tools read this form.
        """
        hint = self.hint(language)
        tail = f" ({hint})" if hint else ""
        file = name_unshown_characters(self.file)
        return f"{file}:{self.line}:{self.column}: {self.severity}: {self.message(language)}{tail}"

    def value(self, key: str, default: MessageValue = "") -> MessageValue:
        """Return one of the values, for quick fixes."""
        return dict(self.values).get(key, default)
