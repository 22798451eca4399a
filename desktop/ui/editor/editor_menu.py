"""The entries of the context menus of texts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPlainTextEdit

from desktop.ui.editor.editor_messages import MESSAGES
from desktop.ui.editor.key_handler import Command
from desktop.ui.editor.toml_editor import TomlEditor

_Entry = tuple[str, Command, bool]
"""The key of a message, what is done, and whether it can be."""


def add_text_actions(
    menu: QMenu,
    editor: TomlEditor,
    ui_language: str,
    history: tuple[Command, Command],
    go_to_definition: Command,
    *,
    has_own_history: bool,
) -> None:
    """Add the actions of the text editor to a menu."""
    add_field_actions(menu, editor, ui_language, None if has_own_history else history)
    menu.addSeparator()
    _add(
        menu,
        ui_language,
        (
            ("definition", go_to_definition, True),
            ("comment", editor.key_handler.toggle_comment, True),
            ("fold_all", editor.folds.fold_all, True),
            ("unfold_all", editor.folds.unfold_all, bool(editor.folds)),
        ),
    )


def add_field_actions(
    menu: QMenu, field: QPlainTextEdit, ui_language: str, history: tuple[Command, Command] | None = None
) -> None:
    """Add the usual commands of a text to a menu.

    `history` undoes and redoes in place of the field's own.
    """
    document, has_selection = field.document(), field.textCursor().hasSelection()
    undo, redo = history or (field.undo, field.redo)
    _add(
        menu,
        ui_language,
        (
            ("undo", undo, history is not None or document.isUndoAvailable()),
            ("redo", redo, history is not None or document.isRedoAvailable()),
        ),
    )
    menu.addSeparator()
    _add(
        menu,
        ui_language,
        (
            ("cut", field.cut, has_selection),
            ("copy", field.copy, has_selection),
            ("paste", field.paste, True),
            ("select_all", field.selectAll, True),
        ),
    )


def _add(menu: QMenu, ui_language: str, entries: Sequence[_Entry]) -> None:
    for message_key, act, enabled in entries:
        action = menu.addAction(MESSAGES(message_key, ui_language))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, act=act: act())
