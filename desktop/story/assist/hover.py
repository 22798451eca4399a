"""Explain a key, id or date of the text."""

from __future__ import annotations

from desktop.i18n import translate
from desktop.story.assist.cursor import cursor_context, field_definition, table_definition
from desktop.story.assist.ids_in_text import titled_ids
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.layouts import LAYOUTS


def help_at(text: str, offset: int, language: str, title_language: str = "") -> str:
    """Return the explanation of the text at an offset, or "".

    Titles are in `title_language`, if it is given.
    """
    context = cursor_context(text, offset)
    word = text[context.start : context.end]
    if context.where == "key":
        table = table_definition(context.path)
        field = next((one for one in table.fields if one.key == word.strip()), None) if table is not None else None
        return f"{field.key}: {translate(field.help, language)}" if field is not None else ""
    if context.where != "value":
        return ""
    field = field_definition(context.path)
    if field is None:
        return ""
    if field.refers_to:
        title = dict(titled_ids(text, field.refers_to, title_language or language)).get(word, "")
        return f"{word}: {title}" if title else ""
    if field.kind == "date":
        try:
            return format_date(parse_date(int(word) if word.isdecimal() and len(word) == 4 else word), language)
        except DateError as error:
            return error.message(language)
    if field.key == "layout" and word in LAYOUTS:
        return f"{translate(LAYOUTS[word].label, language)}: {translate(LAYOUTS[word].help, language)}"
    return translate(field.help, language)
