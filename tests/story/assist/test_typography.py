"""Quotation marks, apostrophes and no-break spaces, as each language sets them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.assist.typography import typeset


@pytest.mark.parametrize(
    ("code", "typed", "printed"),
    [
        ("fr", 'Il dit "oui" à l\'ami', "Il dit «\u00a0oui\u00a0» à l’ami"),
        ("fr", "Quoi ? Non ; si : voilà !", "Quoi\u202f? Non\u202f; si\u00a0: voilà\u202f!"),
        ("fr", "Quoi? Non!", "Quoi\u202f? Non\u202f!"),
        ("fr", "36 % de 4,8 Md$ et 10 000 €", "36\u00a0% de 4,8\u00a0Md$ et 10\u202f000\u00a0€"),
        ("fr", "« déjà »", "«\u00a0déjà\u00a0»"),
        ("fr", "à 12:30", "à 12:30"),
        ("en", 'He said "yes" to Anne\'s "no"', "He said “yes” to Anne’s “no”"),
        ("en", "Really? 36 % of 10 000", "Really? 36 % of 10 000"),
        ("de", 'Er sagte "ja"', "Er sagte „ja“"),
        ("fr", 'voir `a ? "b"` et [là](https://x.org/a?b)', 'voir `a ? "b"` et [là](https://x.org/a?b)'),
        ("fr", "https://x.org/qui?", "https://x.org/qui?"),
        ("fr", '""1', '""1'),
        ("fr", '**"fort"**', "**«\u00a0fort\u00a0»**"),
    ],
)
def test_plain_signs_become_those_of_the_language(code, typed, printed):
    assert typeset(typed, code) == printed


@given(
    st.text(alphabet="ab1 :;!?%\"'«»“”()*`[]/.\u00a0\u202f\n\\", max_size=30), st.sampled_from(["fr", "en", "de", "ja"])
)
def test_words_that_are_set_stay_as_they_are(words, code):
    once = typeset(words, code)
    assert typeset(once, code) == once


@given(st.text(max_size=40))
def test_no_letter_and_no_digit_is_lost_or_added(words):
    kept = [sign for sign in typeset(words, "fr") if sign.isalnum()]
    assert kept == [sign for sign in words if sign.isalnum()]
