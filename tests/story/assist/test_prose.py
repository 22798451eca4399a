"""The words to be spelt are those of texts, each in its language."""

from __future__ import annotations

from desktop.story.assist.prose import prose_words

TEXT = '''
format = 1
[story]
title = { fr = "Le pont", en = "The bridge" }
languages = ["fr", "en"]
[event.opening]
date = "1889"
title = "Same everywhere"
[[slide]]
id = "sildee"
layout = "list"
notes.fr = """
Voir **ceci**, `code`, [le lien](https://example.org/page) et anne@example.org.
L’été à Guangzhou : Wong vient."""
items = ["Shop", { en = "pay\\nment" }]
sources = ["sourcee"]
'''


def found(text: str, *languages: str, start: int = 0) -> list[tuple[str, str]]:
    return [(word.language, word.word) for word in prose_words(text, start, len(text), languages)]


def test_ids_dates_addresses_code_and_names_are_left_out() -> None:
    words = found(TEXT, "fr", "en")
    assert words == [
        *(("fr", word) for word in ("Le", "pont")),
        *(("en", word) for word in ("The", "bridge")),
        *(("fr", word) for word in ("Voir", "ceci", "le", "lien", "et", "L’été", "vient")),
        *(("en", word) for word in ("pay", "ment")),
    ]


def test_a_text_without_a_language_is_that_of_a_story_in_one() -> None:
    assert ("en", "everywhere") in found(TEXT, "en")
    assert ("en", "everywhere") not in found(TEXT, "en", "fr")


def test_nouns_with_capitals_are_words_in_german() -> None:
    text = '[[slide]]\ntext = { de = "Die Brücke", en = "The Bridge" }\n'
    assert found(text, "de", "en") == [("de", "Die"), ("de", "Brücke"), ("en", "The")]


def test_a_word_has_its_place() -> None:
    for word in prose_words(TEXT, 0, len(TEXT), ("fr", "en")):
        assert TEXT[word.start : word.end] == word.word


def test_only_what_overlaps_the_span_is_read() -> None:
    at = TEXT.index("items")
    assert found(TEXT, "fr", "en", start=at) == [("en", "pay"), ("en", "ment")]


def test_any_broken_text_is_read() -> None:
    for end in range(0, len(TEXT), 3):
        found(TEXT[:end], "fr", "en")
