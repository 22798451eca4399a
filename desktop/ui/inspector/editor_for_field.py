"""Chooses the editor of a key by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.ui.inspector import choice_editors, list_editors, picture_editors, text_editors
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.form_host import FormHost
from desktop.ui.inspector.id_editor import IdEditor
from desktop.ui.inspector.parts_editor import LinesEditor, PartsEditor
from desktop.ui.inspector.points_editor import PointsEditor
from desktop.ui.inspector.text_only_key import TextOnlyEditor

EDITOR_BY_KIND: Final[Mapping[str, type[FieldEditor]]] = {
    "text": text_editors.TextEditor,
    "block": text_editors.BlockEditor,
    "label": text_editors.LabelEditor,
    "string": text_editors.WordsEditor,
    "strings": text_editors.StringsEditor,
    "id": IdEditor,
    "ref": choice_editors.ReferenceEditor,
    "refs": list_editors.ReferencesEditor,
    "date": text_editors.DateEditor,
    "number": text_editors.NumberEditor,
    "integer": text_editors.NumberEditor,
    "flag": choice_editors.FlagEditor,
    "switch": choice_editors.SwitchEditor,
    "choice": choice_editors.ChoiceEditor,
    "color": choice_editors.ColorEditor,
    "url": text_editors.WordsEditor,
    "image": picture_editors.ImageEditor,
    "focus": picture_editors.FocusEditor,
    "file": text_editors.WordsEditor,
    "languages": text_editors.StringsEditor,
    "steps": list_editors.StepsEditor,
}
"""The editor of each kind of key; another kind is edited in the text."""


def make_editor(context: KeyContext, host: FormHost) -> FieldEditor:
    """Return the editor of a key."""
    field = context.field
    if field.table == "point":
        return PointsEditor(context, host)
    if field.kind in ("tables", "table", "texts"):
        return (LinesEditor if field.kind == "texts" else PartsEditor)(context, host, make_editor)
    editor = EDITOR_BY_KIND.get(field.kind, TextOnlyEditor)(context)
    if isinstance(editor, TextOnlyEditor):
        editor.text_requested.connect(host.text_requested)
    return editor
