"""Writes the words of a field into the text once left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.session.text.document import Document
from desktop.session.text.recovery import PendingInput
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.fields import data_at
from desktop.story.edit.merge import WHOLE_FILE, MergeResult, merge
from desktop.story.edit.texts import find_string, string_at
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import is_toml
from desktop.story.toml.source_map import source_map_of

MakeEdit = Callable[[str, KeyPath, str], Edit]
"""Makes the edit of a text that writes words at a path."""


class PendingWords:
    """The place where a field writes, as it was at first.

    The file may change meanwhile: the place may move, or have other words, which is a conflict.
    """

    def __init__(
        self,
        document: Document,
        key_path: KeyPath,
        make_edit: MakeEdit,
        name: str = "write",
        *,
        base: str | None = None,
    ) -> None:
        """Begin with the text as it is, or an earlier `base`."""
        self._document = document
        self._opening = document.opening
        self._base = document.text if base is None else base
        self._key_path = key_path
        self._make_edit = make_edit
        self._name = name
        self.written_path: KeyPath | None = None  # where the words were written, if that is certain

    @property
    def key_path(self) -> KeyPath:
        """Return the place as it was at first."""
        return self._key_path

    @property
    def is_open(self) -> bool:
        """Return whether the story is still open, under whatever name."""
        return self._document.opening is self._opening

    @property
    def is_settled(self) -> bool:
        """Return whether the text is the one in which the field began."""
        return self.is_open and self._document.text == self._base

    def write(self, words: str) -> None:
        """Write words as an undo step; raise EditError without a place."""
        self._document.flush_input()
        text = self._document.text
        self.written_path = self._path_in(text)
        edit = self._edit_of(words, text)
        if edit is None:  # another program has changed the place meanwhile
            mine = self._written_in_base(words)
            if _hides_broken_text(merge(self._base, mine, text)):
                raise EditError("nowhere", self._key_path)  # nobody could choose for these words alone
            self._document.merge_in(self._base, mine, self._name)
        elif edit.start != edit.end or edit.replacement:
            self._document.apply_edit(replace(edit, name=self._name))

    def add_to(self, pending: PendingInput, words: str) -> None:
        """Add words to the text that is kept against a crash."""
        try:
            edit = self._edit_of(words, pending.text)
            if edit is not None:
                pending.text = edit.apply(pending.text)
            else:
                result = merge(self._base, self._written_in_base(words), pending.text)
                pending.text = with_comment(pending.text, words) if _hides_broken_text(result) else result.text
        except EditError:  # the window may be closed, or end, before the field is left
            pending.text = with_comment(pending.text, words)

    def _edit_of(self, words: str, text: str) -> Edit | None:
        """Return the edit that writes words, None if uncertain where."""
        key_path = self._path_in(text)
        return self._make_edit(text, key_path, words) if key_path is not None else None

    def _written_in_base(self, words: str) -> str:
        """Return the text as it was at first, with the words."""
        return self._make_edit(self._base, self._key_path, words).apply(self._base)

    def _path_in(self, text: str) -> KeyPath | None:
        """Return the place in a changed text, None if uncertain."""
        if text == self._base:
            return self._key_path
        return find_string(text, self._base, self._key_path) or self._empty_path_in(text)

    def _empty_path_in(self, text: str) -> KeyPath | None:
        """Return the place if there is still nothing written."""
        path, base = self._key_path, self._base
        table = path[:1] if path[0] == "story" else path[:2]
        toml_map = source_map_of(text)
        has_table = toml_map.find_exact(toml_map.to_index_path(table)) is not None
        has_place = has_table and not any(isinstance(part, int) for part in path)
        is_empty = string_at(base, path) is None and data_at(text, path) == data_at(base, path)
        return path if has_place and is_empty else None


def _hides_broken_text(result: MergeResult) -> bool:
    """Return whether a merge puts words in a broken text's place."""
    is_about_all = any(conflict.path == WHOLE_FILE for conflict in result.conflicts)
    return is_about_all and not is_toml(result.inputs[2])


def with_comment(text: str, words: str) -> str:
    """Return a text with words in comments at its end."""
    lines = "".join(f"# {line}\n" for line in words.splitlines())
    return text.rstrip("\n") + "\n" + lines
