"""What the editor says of a text: its outline, what stands under the pointer, and fixes of dates and missing keys."""

from __future__ import annotations

import pytest

from desktop.story.assist.complete import complete
from desktop.story.assist.fixes import find_fixes
from desktop.story.assist.hover import help_at
from desktop.story.assist.outline import outline
from desktop.story.load.load import load_text

TEXT = """\
format = 1
[story]
title = "Le pont"
languages = ["fr"]

[source.gazette]
publisher = "La Gazette"

[event.opening]
date = "1889-05"
title = "Ouverture"
sources = ["gazette"]

[[slide]]
id = "one"
layout = "event"
event = "opening"
"""


def test_the_outline_lists_the_tables_in_order_with_titles():
    entries = outline(TEXT, "fr")
    assert [(entry.kind, entry.id) for entry in entries] == [
        ("story", ""), ("source", "gazette"), ("event", "opening"), ("slide", "one"),
    ]  # fmt: skip
    assert "Ouverture" in entries[2].title
    assert all(TEXT[entry.offset :].startswith(("story", "source", "event", "slide", "[")) for entry in entries)
    assert outline("[[slide", "fr") == []


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("date = ", "date: "),
        ('"1889', "mai 1889"),
        ('event = "ope', "Ouverture"),
        ('layout = "ev', "Événement"),
        ('["gaz', "La Gazette"),
    ],
)
def test_what_stands_under_the_pointer_is_said(place, said):
    offset = TEXT.index(place) + (2 if place.endswith("= ") else len(place))
    assert said in help_at(TEXT, offset, "fr")


def test_nothing_is_said_of_blank_lines_and_comments():
    assert help_at(TEXT + "# a note\n", len(TEXT) + 4, "fr") == ""
    assert help_at(TEXT, TEXT.index("\n\n") + 1, "fr") == ""


def fixed(text: str, code: str) -> str:
    problem = next(one for one in load_text(text).problems if one.code == code)
    fix = find_fixes(problem, text)[0]
    after = fix.edit.apply(text)
    assert not [one for one in load_text(after).problems if one.severity == "error"]
    return after


def test_a_wrong_date_is_mended_to_what_was_meant():
    assert 'date = "1961-05-25"' in fixed(TEXT.replace("1889-05", "25 May 1961"), "date.bad")


@pytest.mark.parametrize(
    ("line", "added"), [('date = "1889-05"\n', 'date = "XXXX"'), ('title = "Ouverture"\n', 'title = ""')]
)
def test_a_missing_key_is_added_to_be_filled(line, added):
    assert added in fixed(TEXT.replace(line, ""), "key.missing")


def test_private_notes_are_offered_before_the_public_line():
    labels = [one.label for one in complete(TEXT + "not", len(TEXT) + 3, "en")]
    assert labels.index("notes") < labels.index("note")
