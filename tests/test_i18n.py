"""Sentences in the languages of the program: plural forms, numbers, and English where a catalogue has nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import desktop
from desktop.i18n import Messages, available_languages, language, plural, supported_code

TABLE = Messages(
    {
        "slides": plural("{count} slide", "{count} slides"),
        "bare": "100 %",
        "rows": plural("{count:n} event", "{count:n} events"),
        "nowhere": "A sentence that no catalogue has",
    }
)


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 slides", "0 diapositive"),
        (1, "1 slide", "1 diapositive"),
        (2, "2 slides", "2 diapositives"),
    ],
)
def test_a_plural_is_the_language_s_own(count: int, english: str, french: str) -> None:
    assert TABLE("slides", "en", count=count) == english
    assert TABLE("slides", "fr-CA", count=count) == french


def test_a_sentence_without_values_is_left_as_it_stands() -> None:
    assert TABLE("bare", "en") == "100 %"


def test_an_unknown_sentence_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        TABLE("nothing", "en")


def test_long_numbers_are_grouped_as_the_language_does() -> None:
    assert TABLE("rows", "en", count=1_234_567) == "1,234,567 events"
    assert TABLE("rows", "fr", count=1_234_567) == "1\u202f234\u202f567 événements"


def test_a_sentence_without_a_translation_appears_in_english() -> None:
    assert TABLE("nowhere", "fr") == "A sentence that no catalogue has"


@pytest.mark.parametrize(
    ("code", "speaks"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("fr_FR.UTF-8", "fr"),
        ("FR", "fr"),
        ("de_CH.UTF-8", "de"),
        ("en_GB", "en"),
        ("tlh", "en"),
        ("", "en"),
        ("C", "en"),
    ],
)
def test_a_code_without_a_catalogue_falls_back(code: str, speaks: str) -> None:
    assert supported_code(code) == speaks
    assert language(code).code == speaks


def test_each_language_names_itself() -> None:
    names = {code: language(code).own_name for code in available_languages()}
    assert names["en"] == "English"
    assert names["fr"] == "Français"
    assert names["de"] == "Deutsch"
    assert len(set(names.values())) == len(names)


def test_a_language_needs_no_code() -> None:
    named = []
    for path in sorted(Path(desktop.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            # The word "German" in a sentence about the languages of stories is English, like any other word.
            if isinstance(node, ast.Constant) and node.value in ("de", "de_DE", "de-DE", "Deutsch"):
                named.append(f"{path}:{node.lineno}")
    assert not named


def test_a_language_writes_numbers_and_dates_its_own_way() -> None:
    english, french = language("en"), language("fr-CA")
    assert (english.format_integer(12_345), french.format_integer(12_345)) == ("12,345", "12\u202f345")
    assert (english.format_decimal("1.5"), french.format_decimal("1.5")) == ("1.5", "1,5")
    assert (english.format_day(1), french.format_day(1), french.format_day(2)) == ("1", "1er", "2")
    assert (english.month_names[4], french.month_names[4]) == ("May", "mai")
    assert (english.short_month_names[11], french.short_month_names[11]) == ("Dec", "déc.")
    assert (english.quotation_marks, french.quotation_marks) == (("“", "”"), ("«", "»"))
