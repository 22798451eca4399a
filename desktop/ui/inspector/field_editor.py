"""The base of all editors of one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.fast_dataclass import dataclass
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.format.field import Field
from desktop.story.localized_text import KeyPath


@dataclass(frozen=True, slots=True)
class KeyContext:
    """Describes the key of an editor, and the source of its text.

    `table_path` returns the path of the table around the key, as it is now. `index` is the place in the key's list.
    """

    session: Session
    settings: Settings
    field: Field
    table_path: Callable[[], KeyPath]
    index: int | None = None

    @property
    def path(self) -> KeyPath:
        """Return the path of the key or its element."""
        return self.path_in(self.table_path())

    def path_in(self, table: KeyPath) -> KeyPath:
        """Return the path of the key or its element in a table."""
        path = (*table, self.field.key)
        return path if self.index is None else (*path, self.index)

    @property
    def ui_language(self) -> str:
        """Return the language of the interface."""
        return self.settings.language


class FieldEditor(QWidget):
    """An editor that shows a key's value and emits the chosen one.

    `is_wide` puts it below its label instead of beside it.
    """

    chosen = Signal(object)  # the new value as data of TOML; None removes the key
    message_changed = Signal(str, bool)  # a line below the editor, and whether it is an error
    is_wide = False

    def __init__(self, context: KeyContext) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show a value of the text, or `inherited` for None."""
        raise NotImplementedError

    def open_part(self, path: KeyPath) -> QWidget | None:
        """Open the part below the key at a path; return its row."""
        return None

    def write_pending(self) -> None:
        """Write pending input into the text."""
