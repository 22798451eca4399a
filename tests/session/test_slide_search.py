"""Finding a slide by what one remembers of it."""

from __future__ import annotations

import pytest

from desktop.session.slide_search import match_score, search_slides
from desktop.story.load.load import load_text
from desktop.story.normalize import normalize

STORY = load_text(
    """
format = 1
[story]
title = "T"
languages = ["en", "fr"]
[track.sport]
title = { en = "Sport", fr = "Le sport d’équipe" }
[source.reuters]
publisher = "Reuters"
title = "Club takes a partner"
[event.club]
date = "2014-06-05"
title = "Half of Guangzhou Évergrande"
track = "sport"
people = ["Jack Ma"]
sources = ["reuters"]
[[slide]]
id = "start"
layout = "statement"
title = "It begins"
text = { en = "A long way from the **ferryman** of Hangzhou to the screen, and back again in the end", fr = "Le passeur" }
notes = "Nobody reads this."
[[slide]]
id = "club"
layout = "event"
event = "club"
[[slide]]
id = "late"
layout = "statement"
title = "Later on"
[[slide]]
id = "spare"
layout = "statement"
title = "A spare"
backup = true
"""
).story


def names(query: str) -> list[str]:
    assert STORY is not None
    return [hit.slide_id for hit in search_slides(STORY, query, "en")]


@pytest.mark.parametrize(
    ("query", "slide"),
    [
        ("2", "club"),
        ("evergrande", "club"),
        ("ÉVERG", "club"),
        ("5 june", "club"),
        ("2014-06", "club"),
        ("jack", "club"),
        ("reuters", "club"),
        ("late", "late"),
        ("spare", "spare"),
        ("gzevg", "club"),
        ("hangzhou", "start"),
        ("passeur", "start"),
        ("sport", "club"),
        ("équipe", "club"),
    ],
)
def test_the_slide_meant_comes_first(query, slide):
    assert names(query)[0] == slide


def test_nothing_asked_lists_the_talk_in_order_and_nonsense_finds_nothing():
    assert names("  ") == ["start", "club", "late", "spare"]
    assert names("qqqq") == []


def test_a_word_of_a_long_text_is_shown_with_what_stands_around_it():
    hit = search_slides(STORY, "hangzhou", "en")[0]
    assert "ferryman of Hangzhou" in hit.matched_text
    assert len(hit.matched_text) < 64
    assert names("nobody") == []


def test_a_hit_says_what_was_meant():
    assert STORY is not None
    hit = search_slides(STORY, "reuters", "en")[0]
    assert (hit.number, hit.matched_text) == (2, "Reuters")


def test_a_beginning_fits_better_than_a_middle_and_letters_in_order_least():
    text = normalize("Évergrande and more")
    assert (
        match_score("evergrande", text)
        > match_score("more", text)
        > match_score("grande", text)
        > match_score("egd", text)
        > 0
    )
    assert match_score("xyz", text) == 0
