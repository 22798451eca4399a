"""Words written on the slide: each kind of key as it is written, empty words gone, the next part begun."""

from __future__ import annotations

import pytest

from desktop.story.assist.words_edit import part_after, part_path, words_at, write_on_slide, write_words
from desktop.story.edit.edit import EditError
from desktop.story.edit.fields import data_at
from tests.story.edit.edit_helpers import inverse

TEXT = """\
[story]
languages = ["fr", "en"]

[event.opening]
date = 1889-05-12
title = { fr = "Ouverture", en = "Opening" }
[[event.opening.figure]]
value = "62 %"
label = "par la ville"

[[slide]]
id = "list"
layout = "list"
items = ["Un", { fr = "Deux", en = "Two" }]

[[slide]]
id = "chart"
layout = "chart"
[slide.chart]
points = [{ at = 2010, value = 1.5 }, { at = 2011 }]
[[slide.item]]
title = "Seul"
[[slide.item]]
title = "Avec"
text = "un texte"
"""
LANGUAGES = ("fr", "en")


def written(path, words, text=TEXT, languages=LANGUAGES) -> str:
    return write_words(text, path, "fr", words, languages).apply(text)


def test_a_date_a_number_and_a_year_stay_what_they_are():
    assert "date = 1889-06-01\n" in written(("event", "opening", "date"), "1889-06-01")
    assert 'date = "1889~"' in written(("event", "opening", "date"), "1889~")
    assert "at = 2012, value = 1.5" in written(("slide", "chart", "chart", "points", 0, "at"), "2012")
    assert "value = 2.5" in written(("slide", "chart", "chart", "points", 0, "value"), "2,5")
    with pytest.raises(EditError, match="number"):
        written(("slide", "chart", "chart", "points", 0, "value"), "viel")
    with pytest.raises(EditError, match="number"):
        written(("slide", "chart", "chart", "points", 0, "value"), "inf")


def test_words_take_the_place_of_a_year_in_one_language_and_in_several():
    path = ("slide", "chart", "chart", "points", 1, "at")
    assert 'at = { fr = "Avant", en = "2011" }' in written(path, "Avant")
    assert 'at = "Avant"' in written(path, "Avant", TEXT.replace('"fr", "en"', '"fr"'), ("fr",))


def test_words_are_read_as_they_are_written():
    assert words_at(TEXT, ("event", "opening", "date")) == "1889-05-12"
    assert words_at(TEXT, ("slide", "chart", "chart", "points", 0, "at")) == "2010"
    assert words_at(TEXT, ("slide", "list", "items", 1, "en")) == "Two"
    for path in (("slide", "chart", "layout"), ("slide", "list", "items"), ("event", "opening", "title")):
        assert words_at(TEXT, path) is None


def test_a_part_goes_with_the_words_that_it_must_have():
    text = written(("event", "opening", "figure", 0, "value"), "", languages=("fr",))
    assert "figure" not in data_at(text, ("event", "opening"))
    text = written(
        ("slide", "chart", "item", 0, "title"), "", TEXT.replace('title = "Seul"', 'title = { fr = "Seul" }')
    )
    assert data_at(text, ("slide", "chart", "item")) == [{"title": "Avec", "text": "un texte"}]
    text = written(("slide", "chart", "item", 1, "text"), "", TEXT.replace('text = "un texte"', 'text = { fr = "t" }'))
    assert data_at(text, ("slide", "chart", "item", 1)) == {"title": "Avec"}
    assert data_at(written(("slide", "list", "items", 0), ""), ("slide", "list", "items")) == [
        {"fr": "Deux", "en": "Two"}
    ]


def test_a_title_that_must_be_is_not_taken_away():
    alone = TEXT.replace('{ fr = "Ouverture", en = "Opening" }', '{ fr = "Ouverture" }')
    with pytest.raises(EditError, match="required"):
        written(("event", "opening", "title", "fr"), "", alone)


@pytest.mark.parametrize(
    ("path", "new"),
    [
        (("slide", "list", "items", 0), ("slide", "list", "items", 1)),
        (("slide", "list", "items", 1, "en"), ("slide", "list", "items", 2)),
        (("slide", "chart", "item", 0, "title"), ("slide", "chart", "item", 1)),
        (("event", "opening", "figure", 0, "label"), ("event", "opening", "figure", 1)),
    ],
)
def test_the_next_part_comes_after_this_one_and_moves_no_other(path, new):
    edit, new_path = part_after(TEXT, path, "fr", LANGUAGES)
    text = edit.apply(TEXT)
    assert new_path == new
    before, after = data_at(TEXT, new[:-1]), data_at(text, new[:-1])
    assert after[: new[-1]] + after[new[-1] + 1 :] == before
    assert "…" in str(after[new[-1]])
    assert inverse(edit, TEXT).apply(text) == TEXT


def test_what_is_in_no_list_has_no_next_part():
    assert part_after(TEXT, ("event", "opening", "title", "fr"), "fr", LANGUAGES) is None
    assert part_path(("slide", "list", "items", 1, "en")) == ("slide", "list", "items", 1)


def test_the_story_is_called_what_its_title_slide_says_while_both_have_one_title():
    slides = ('id = "t"\nlayout = "title"\n', 'id = "s"\nlayout = "list"\n')
    text = '[story]\ntitle = "A"\n' + "".join(f'[[slide]]\n{slide}title = "A"\n' for slide in slides)
    edit = write_on_slide(text, ("slide", "t", "title"), "fr", "Neu", ("fr",))
    after = edit.apply(text)
    assert (data_at(after, ("story", "title")), data_at(after, ("slide", "t", "title"))) == ("Neu", "Neu")
    assert edit.name == "write"
    other = write_on_slide(text, ("slide", "s", "title"), "fr", "Neu", ("fr",)).apply(text)
    assert data_at(other, ("story", "title")) == "A"
    apart = text.replace('title = "A"', 'title = "B"', 1)
    assert (
        data_at(write_on_slide(apart, ("slide", "t", "title"), "fr", "Neu", ("fr",)).apply(apart), ("story", "title"))
        == "B"
    )


def test_both_titles_are_one_in_each_language():
    text = '[story]\ntitle = { fr = "A", en = "B" }\n[[slide]]\nid = "t"\nlayout = "title"\ntitle = { fr = "A", en = "Other" }\n'
    after = write_on_slide(text, ("slide", "t", "title", "fr"), "fr", "Neu", ("fr", "en")).apply(text)
    assert data_at(after, ("story", "title")) == {"fr": "Neu", "en": "B"}
    after = write_on_slide(text, ("slide", "t", "title", "en"), "en", "New", ("fr", "en")).apply(text)
    assert data_at(after, ("story", "title")) == {"fr": "A", "en": "B"}
