"""Ranges of letters find what a regular expression finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from desktop.render.font_files import LetterRanges

RANGES = ("\u0590\u1dff", "\u3040\u30ff", "\uac00\ud7af")
BY_REGEX = re.compile("[\u0590-\u1dff\u3040-\u30ff\uac00-\ud7af]")
LETTERS = LetterRanges(*RANGES)
NEAR_THE_EDGES = [chr(ord(edge) + step) for letters in RANGES for edge in letters for step in (-1, 0, 1)]


@given(st.text(st.sampled_from(NEAR_THE_EDGES) | st.characters(exclude_categories=("Cs",))))
def test_ranges_find_and_count_what_a_regular_expression_finds(text: str) -> None:
    assert LETTERS.occur_in(text) == (BY_REGEX.search(text) is not None)
    assert LETTERS.count_in(text) == len(BY_REGEX.findall(text))


@pytest.mark.parametrize("text", ["", "plain", "L’été — «\u202fécrit\u202f»…"])
def test_a_latin_text_has_none(text: str) -> None:
    assert not LETTERS.occur_in(text)
    assert LETTERS.count_in(text) == 0
