"""Read the fields of an event as texts.

The search, the card and the files of events use them, as `EventUse` says.
"""

from __future__ import annotations

from typing import Final

from desktop.i18n import language as language_of
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.format.field import Field
from desktop.story.format.fields import EVENT
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event

SEARCHED_FIELDS: Final = tuple(field for field in EVENT.fields if field.use is not None and field.use.searched)
CARD_FIELDS: Final = tuple(field for field in EVENT.fields if field.use is not None and field.use.card)
COLUMNS: Final = tuple(field for field in EVENT.fields if field.use is not None and field.use.column)


def field_texts(event: Event, field: Field, language: str) -> tuple[str, ...]:
    """Return the texts of a field of an event.

    The field is no table. An empty field has no texts.
    """
    value = getattr(event, field.attribute_name)
    if not value:
        return ()
    if isinstance(value, LocalizedText):
        return (value.get(language),)
    if isinstance(value, EdtfDate):
        return (format_date(value, language),)
    if isinstance(value, tuple):
        return value
    return (language_of(language).format_decimal(f"{value:g}") if isinstance(value, float) else str(value),)
