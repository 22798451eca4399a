"""Each field of an event is read, explained, searched, shown and carried by a column, or says that it is not."""

from __future__ import annotations

import dataclasses

import pytest

from desktop.story.dates.parse import parse_date
from desktop.story.format.event_fields import field_texts
from desktop.story.format.field import CARD_LINES, Field
from desktop.story.format.fields import EVENT
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event
from desktop.timeline.data.columns import COLUMN_KINDS

FIELDS = {field.attribute_name: field for field in EVENT.fields}


@pytest.mark.parametrize("attribute", [one.name for one in dataclasses.fields(Event) if one.name != "id"])
def test_each_attribute_of_an_event_is_a_field_of_the_format(attribute: str):
    assert attribute in FIELDS, f"Event.{attribute} is in story/model.py, but not in EVENT of story/format/fields.py"


@pytest.mark.parametrize("field", EVENT.fields, ids=lambda field: field.key)
def test_each_field_of_an_event_is_in_the_model_and_says_where_it_is_used(field: Field):
    key = field.key
    attributes = [one.name for one in dataclasses.fields(Event)]
    assert field.attribute_name in attributes, f"{key} is in story/format/fields.py, but not in Event of story/model.py"
    assert field.use is not None, f"{key} lacks use=EventUse(searched=…, card=…, column=…) in story/format/fields.py"
    assert field.use.card is None or field.use.card in CARD_LINES, f"the card has no line {field.use.card!r} for {key}"
    assert not field.use.column or field.kind in COLUMN_KINDS, (
        f"timeline/data/columns.py reads no column of the kind {field.kind!r}: {key} needs a reader, or column=False"
    )


def test_a_field_says_its_texts_whatever_its_kind():
    event = Event(
        "mood",
        parse_date("2000-05-20"),
        title=LocalizedText((("en", "In the Mood"), ("fr", "L’humeur"))),
        people=("Tony Leung", "Maggie Cheung"),
        image="mood.png",
        weight=2.0,
    )
    texts = {name: field_texts(event, field, "fr") for name, field in FIELDS.items() if field.kind != "tables"}
    assert texts["title"] == ("L’humeur",)
    assert texts["people"] == ("Tony Leung", "Maggie Cheung")
    assert texts["image"] == ("mood.png",)
    assert texts["weight"] == ("2",)
    assert texts["when"] == ("20 mai 2000",)
    assert texts["text"] == texts["known_from"] == ()
