"""Texts without case, accents and ligatures."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.normalize import normalize, slug
from desktop.timeline.data.string_column import normalize_term


def test_case_accents_ligatures_and_spaces_do_not_matter():
    assert normalize("Œuvre  ÉTÉ\u202f: L’île STRASSE ß") == "oeuvre ete : l'ile strasse ss"


@given(st.text())
def test_a_normalized_text_stays_as_it_is(text):
    assert normalize(normalize(text)) == normalize(text)


@pytest.mark.parametrize("text", ["Œuvre", "ÉTÉ", "L’île", "straße", "Łódź", "ΜΥΘΟΣ", "Ærø", "plain", "電影", "ﬁn"])
def test_events_of_a_data_file_are_compared_by_the_same_rule(text):
    assert normalize_term(text) == normalize(text)


def test_names_made_of_texts_are_words_with_hyphens():
    assert slug(" Œuvre d’été: 1927! ") == "oeuvre-d-ete-1927"
    assert slug("電影") == ""
