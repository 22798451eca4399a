"""What a key is called elsewhere leads to the key that is meant."""

from __future__ import annotations

import pytest

from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.format.other_names import OTHER_NAMES, usual_key

SLIDE = tuple(field.key for field in TABLES_BY_NAME["slide"].fields)


def test_each_other_name_means_a_key_that_a_table_has() -> None:
    keys = {field.key for table in TABLES_BY_NAME.values() for field in table.fields}
    assert {key for meant in OTHER_NAMES.values() for key in meant} <= keys


@pytest.mark.parametrize(
    ("name", "given", "key"),
    [
        ("body", (), "text"),
        ("description", ("text",), "note"),
        ("description", ("text", "note"), ""),
        ("bullets", (), "items"),
        ("Speaker-Notes", (), "notes"),
        ("zebra", (), ""),
    ],
)
def test_the_likeliest_key_that_is_not_given_is_meant(name: str, given: tuple[str, ...], key: str) -> None:
    assert usual_key(name, SLIDE, given) == key


def test_a_key_that_a_table_has_is_no_other_name_in_it() -> None:
    assert usual_key("label", ("label", "value"), ("label",)) == ""
