"""The entries of the editor's context menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from desktop.ui.editor.editor_messages import MESSAGES
from desktop.ui.editor.key_handler import Command
from desktop.ui.editor.toml_editor import TomlEditor


def add_text_actions(
    menu: QMenu,
    editor: TomlEditor,
    ui_language: str,
    history: tuple[Command, Command],
    go_to_definition: Command,
    *,
    has_own_history: bool,
) -> None:
    """Add the actions of the text to a menu."""
    undo, redo = history
    document, has_selection = editor.document(), editor.textCursor().hasSelection()
    for message_key, act, enabled in (
        ("undo", undo, not has_own_history or document.isUndoAvailable()),
        ("redo", redo, not has_own_history or document.isRedoAvailable()),
        ("", None, True),
        ("cut", editor.cut, has_selection),
        ("copy", editor.copy, has_selection),
        ("paste", editor.paste, True),
        ("select_all", editor.selectAll, True),
        ("", None, True),
        ("definition", go_to_definition, True),
        ("comment", editor.key_handler.toggle_comment, True),
        ("fold_all", editor.folds.fold_all, True),
        ("unfold_all", editor.folds.unfold_all, bool(editor.folds)),
    ):
        if act is None:
            menu.addSeparator()
            continue
        action = menu.addAction(MESSAGES(message_key, ui_language))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, act=act: act())
