"""The messages of the editor."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, in_context, plural

MESSAGES: Final = Messages(
    {
        "find": "Find",
        "replace": "Replace by",
        "case": "Match upper and lower case",
        "word": "Whole words",
        "regex": "Regular expression",
        "next": "Next (F3)",
        "previous": "Previous (Shift+F3)",
        "close": "Close (Esc)",
        "one": "Replace",
        "all": "Replace all",
        "count": "{here} of {all}",
        "many": "{all} found",
        "none": "Nothing found",
        "wrong": "Not a pattern",
        "too_slow": "Takes too long",
        "replaced": "{all} replaced",
        "replace_label": "replace “{words}”",
        "complete_label": "complete",
        "place": "Line {line}, column {column}",
        "characters": plural("{count} character", "{count} characters"),
        "words": plural("{count} word", "{count} words"),
        "wrap": "Wrap long lines (Alt+Z)",
        "size": "Size: back to the usual one (Ctrl+0)",
        "fold_all": "Fold all",
        "unfold_all": "Unfold all",
        "no_problems": "No problems",
        "error": plural("{count} error", "{count} errors"),
        "warning": plural("{count} warning", "{count} warnings"),
        "problems_tip": "Go to the next problem (F8)",
        "no_fix": "No simple fix here",
        "undo": "Undo",
        "redo": "Redo",
        "cut": "Cut",
        "copy": "Copy",
        "paste": "Paste",
        "select_all": "Select all",
        "definition": "Go to the definition",
        "comment": "Comment",
        "text": "The text of the story",
        "list": "Problems",
        "kind.table": "table",
        "kind.key": "key",
        "kind.layout": "layout",
        "kind.value": "value",
        "kind.source": "source",
        "kind.track": in_context("kind of a suggestion", "track"),
        "kind.event": "event",
        "kind.color": "colour",
        "kind.file": "file",
        "kind.language": "language",
        "kind.part": "part",
        "kind.text": "text",
    }
)  # fmt: skip
