"""Sentences in two languages; where there are many of a thing, the sentence says so."""

from __future__ import annotations

import pytest

from desktop.i18n import Messages

WORDS = Messages({"slides": ("{count} slide{count:s}", "{count} diapositive{count:s}"), "bare": ("100 %", "100 %")})


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 slides", "0 diapositive"),
        (1, "1 slide", "1 diapositive"),
        (2, "2 slides", "2 diapositives"),
    ],
)
def test_a_plural_is_the_language_s_own(count: int, english: str, french: str) -> None:
    assert WORDS("slides", "en", count=count) == english
    assert WORDS("slides", "fr-CA", count=count) == french


def test_a_sentence_without_values_is_left_as_it_stands() -> None:
    assert WORDS("bare", "en") == "100 %"


def test_an_unknown_sentence_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        WORDS("nothing", "en")


def test_long_numbers_are_grouped_as_the_language_does() -> None:
    words = Messages({"rows": ("{count:n} row{count:s}", "{count:n} ligne{count:s}")})
    assert words("rows", "en", count=1_234_567) == "1,234,567 rows"
    assert words("rows", "fr", count=1_234_567) == "1\u202f234\u202f567 lignes"
