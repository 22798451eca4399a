"""The editor of an id, which renames it everywhere."""

from __future__ import annotations

from typing import Any

from desktop.story.assist.rename import rename_id
from desktop.story.edit.edit import Edit
from desktop.story.edit.fields import set_key
from desktop.story.localized_text import KeyPath
from desktop.ui.inspector.text_editors import WordsEditor


class IdEditor(WordsEditor):
    """Edits the id of a slide."""

    _shown_id = ""

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that renames the id, or gives one."""
        old_id = str(path[1])
        if not words or words == old_id:
            return Edit(0, 0, "")
        return rename_id(text, "slide", old_id, words) if self._shown_id else set_key(text, path, words)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the id; one that the program made up shows palely."""
        self._shown_id = value if isinstance(value, str) else ""
        super().show_value(value, str(self.context.table_path()[1]))
