"""The titles of edits, and the reasons why one cannot be made."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages

EDIT_LABELS: Final = Messages(
    {
        # the titles of edits, which follow "Undo: "
        "edit.change": "change {subject}",
        "edit.typing": "typing",
        "edit.erasing": "erasing",
        "edit.write": "write in {subject}",
        "edit.date": "date of {subject}",
        "edit.track": "move {subject} to another track",
        "edit.delete": "delete {subject}",
        "edit.add": "add {subject}",
        "edit.hide": "hide {subject}",
        "edit.show": "show {subject}",
        "edit.fold": "fold {subject}",
        "edit.open": "open {subject}",
        "edit.insert": "add a slide",
        "edit.duplicate": "duplicate {subject}",
        "edit.move": "move {subject}",
        "edit.delete_slides": "delete {subject} slides",
        "edit.duplicate_slides": "duplicate {subject} slides",
        "edit.move_slides": "move {subject} slides",
        "edit.new_event": "new event {subject}",
        "edit.slide_of": "a slide of {subject}",
        "edit.cells": "paste cells",
        "edit.begin": "beginning of {subject}",
        "edit.end": "end of {subject}",
        "edit.claim": "date claimed for {subject}",
        "edit.paste": "paste",
        "edit.picture": "picture of {subject}",
        "edit.restore": "restore an older version",
        "edit.merge": "changes from the disk",
        "edit.minutes": "minutes of the rehearsal",
        "edit.recover": "recovered changes",
        "edit.rename": "rename to {subject}",
        "edit.comment": "comment",
        "edit.resolve": "take a comment away",
        "error.nowhere": "The text has no place for “{path}”",
        "error.table": "“{path}” is a table of its own; change the keys in it",
        "error.there": "“{path}” is already there",
        "error.slide": "There is no slide “{path}”",
        "error.required": "“{path}” cannot be empty",
        "error.number": "“{path}” is not a number",
        "error.id": "“{path}” cannot be an id: use letters, digits, - and _, and not only a number",
        "error.date.unknown": "“{path}” has no date that can be moved",
        "error.date.end": "This end of “{path}” cannot be moved",
        "error.date.ends": "“{path}” would end before it begins",
        "error.date.step": "“{path}” cannot be moved that far",
        "error.date.far": "“{path}” cannot move beyond the year 9999",
    }
)
