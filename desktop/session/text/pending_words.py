"""Writes the words of a field into the text once left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.session.text.document import Document
from desktop.session.text.recovery import PendingInput
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.merge import merge
from desktop.story.edit.texts import find_string
from desktop.story.localized_text import KeyPath

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
            base_edit = self._make_edit(self._base, self._key_path, words)
            self._document.merge_in(self._base, base_edit.apply(self._base), self._name)
        elif edit.start != edit.end or edit.replacement:
            self._document.apply_edit(replace(edit, name=self._name))

    def add_to(self, pending: PendingInput, words: str) -> None:
        """Add words to the text that is kept against a crash."""
        try:
            edit = self._edit_of(words, pending.text)
            if edit is not None:
                pending.text = edit.apply(pending.text)
            else:
                changed = self._make_edit(self._base, self._key_path, words).apply(self._base)
                pending.text = merge(self._base, changed, pending.text).text
        except EditError:
            return  # the words go to the clipboard when the field is left

    def _edit_of(self, words: str, text: str) -> Edit | None:
        """Return the edit that writes words, None if uncertain where."""
        key_path = self._path_in(text)
        return self._make_edit(text, key_path, words) if key_path is not None else None

    def _path_in(self, text: str) -> KeyPath | None:
        """Return the place in a changed text, None if uncertain."""
        return self._key_path if text == self._base else find_string(text, self._base, self._key_path)
