"""Sentences in the languages of the program: plural forms, numbers, and English where a catalogue has nothing."""

from __future__ import annotations

import ast
import re
from gettext import c2py
from pathlib import Path

import pytest

import desktop
from desktop.i18n import (
    LOCALE_FOLDER,
    Messages,
    available_languages,
    has_own_words,
    language,
    plural,
    story_language,
    supported_code,
)

TABLE = Messages(
    {
        "slides": plural("{count} slide", "{count} slides"),
        "bare": "100 %",
        "rows": plural("{count:n} event", "{count:n} events"),
        "nowhere": "A sentence that no catalogue has",
        "choice": "{names:or}: {suffixes}",
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
        source = path.read_text("utf-8")
        if re.search(r"\b(de|de_DE|Deutsch)\b", source) is None:
            continue
        for node in ast.walk(ast.parse(source)):
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
    assert (english.format_number(-1234.5, 1), french.format_number(-1234.5, 1)) == ("−1,234.5", "−1\u202f234,5")


@pytest.mark.parametrize(
    ("code", "ordinals", "quoted", "labelled", "listed"),
    [
        ("en", "1st 2nd 3rd 4th 11th 12th 13th 21st 111th", "“x”", "a: b", "a, b and c"),
        ("fr", "1er 2e 3e 4e 11e 12e 13e 21e 111e", "«\u00a0x\u00a0»", "a\u00a0: b", "a, b et c"),
        ("de", "1. 2. 3. 4. 11. 12. 13. 21. 111.", "„x“", "a: b", "a, b und c"),
    ],
)
def test_a_language_writes_ordinals_quotations_and_lists(code, ordinals, quoted, labelled, listed) -> None:
    own = language(code)
    assert " ".join(own.ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 111)) == ordinals
    assert (own.quote("x"), own.label("a", "b")) == (quoted, labelled)
    assert own.join_list(["a", "b", "c"], "and") == listed
    assert (own.join_list(["a"], "or"), own.join_list([], "or"), own.join_list(["a", "b"])) == ("a", "", "a, b")


def test_a_sentence_writes_its_numbers_in_the_signs_of_its_language() -> None:
    length = Messages({"length": "{size:.1f} MB, {minutes} min, {hour:02d}:00"})
    values = {"size": 1234.56, "minutes": 2.5, "hour": 7}
    assert length("length", "en", **values) == "1234.6 MB, 2.5 min, 07:00"
    assert length("length", "fr", **values) == "1234,6 MB, 2,5 min, 07:00"
    assert length("length", "de", **(values | {"minutes": 3.0})) == "1234,6 MB, 3 min, 07:00"


def test_a_sentence_joins_the_members_of_a_tuple() -> None:
    assert TABLE("choice", "en", names=("a", "b", "c"), suffixes=(".x", ".y")) == "a, b or c: .x, .y"


@pytest.mark.parametrize(("code", "said"), [("en", "1.5 years"), ("fr", "1.5 an"), ("de", "1.5 Jahre")])
def test_a_fraction_takes_the_plural_form_of_its_language(code: str, said: str) -> None:
    """1.5 years are said as two in English and German, and as one in French."""
    assert language(code).word("duration_years", n="1.5", count=1.5) == said


def test_a_word_of_slides_has_its_number_in_its_place() -> None:
    assert language("en").word("events", count=12_345) == "12,345 events"
    assert language("fr").word("events", count=1) == "1 événement"
    assert language("de").word("backup", number=2) == "Anhang 2"
    with pytest.raises(KeyError):
        language("en").word("nothing")


def test_a_story_says_its_own_words() -> None:
    own = story_language("fr", ((("words", "slides"), (("one", "{count} page"), ("other", "{count} pages"))),))
    assert [own.word("slides", count=count) for count in (1, 2)] == ["1 page", "2 pages"]
    assert own.word("today") == "aujourd’hui"
    assert language("fr").word("slides", count=2) == "2 diapositives"


@pytest.mark.parametrize("code", [code for code in available_languages() if code != "en"])
def test_both_files_of_a_language_have_the_same_plural_rule(code: str) -> None:
    catalogue, own = Path(LOCALE_FOLDER) / code / "LC_MESSAGES" / "passeur.po", language(code)
    rule = re.search(r"plural=(.*?);", catalogue.read_text("utf-8"))
    assert rule is not None
    in_catalogue = c2py(rule[1])
    # Whatever they are called, the same numbers share a form.
    pairs = {(own.plural_category(count), in_catalogue(count)) for count in range(1000)}
    assert len(pairs) == len({category for category, _ in pairs}) == len({index for _, index in pairs})


def test_a_language_without_a_file_has_the_dates_of_unicode() -> None:
    czech = language("cs-CZ")
    assert (czech.code, czech.month_names[5], czech.format_day(5)) == ("cs", "červen", "5")
    assert czech.word("disagree") == "Sources disagree"
    assert [has_own_words(code) for code in ("cs", "fr-CA", "zh-TW", "tlh", "en")] == [False, True, True, False, True]
    assert language("ur").is_right_to_left


@pytest.mark.parametrize(
    ("code", "small", "capital"),
    [
        ("tr", "istanbul ilk ışık", "İSTANBUL İLK IŞIK"),
        ("de", "Straße", "STRAẞE"),
        ("nl", "ijsselmeer", "IJSSELMEER"),
        ("fr", "l’été", "L’ÉTÉ"),
        ("ru", "перестройка", "ПЕРЕСТРОЙКА"),
        ("el", "Ελλάδα, ημέρα Ἑλλάς", "ΕΛΛΑΔΑ, ΗΜΕΡΑ ΕΛΛΑΣ"),
        ("ka", "საქართველო", "საქართველო"),
        ("ar", "السويس", "السويس"),
        ("zh", "摆渡人", "摆渡人"),
    ],
)
def test_capitals_are_those_of_the_language(code: str, small: str, capital: str) -> None:
    assert language(code).upper(small) == capital


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", "1 слайд, 2 слайда, 5 слайдов, 21 слайд, 112 слайдов"),
        ("pl", "1 slajd, 2 slajdy, 5 slajdów, 21 slajdów, 112 slajdów"),
        ("uk", "1 слайд, 2 слайди, 5 слайдів, 21 слайд, 112 слайдів"),
        ("ar", "شريحة واحدة, شريحتان, 5 شرائح, 21 شريحة, 112 شريحة"),
        ("he", "שקופית אחת, 2 שקופיות, 5 שקופיות, 21 שקופיות, 112 שקופיות"),
        ("pt", "1 slide, 2 slides, 5 slides, 21 slides, 112 slides"),
        ("ja", "スライド1枚, スライド2枚, スライド5枚, スライド21枚, スライド112枚"),
    ],
)
def test_a_count_takes_the_plural_form_of_unicode(code: str, said: str) -> None:
    own = language(code)
    assert ", ".join(own.word("slides", count=count) for count in (1, 2, 5, 21, 112)) == said


def test_hindi_groups_digits_by_lakhs() -> None:
    assert language("hi").format_integer(1_234_567) == "12,34,567"
    assert language("hi").format_number(-123_456.7, 1) == "−1,23,456.7"
    assert language("zh").word("duration_million", n="6600", count=6600) == "6600 万年"


@pytest.mark.parametrize(
    ("code", "text", "begun"),
    [
        ("tr", "ilk", "İlk"),
        ("fr", "été 2001", "Été 2001"),
        ("el", "άνοιξη", "Άνοιξη"),
        ("ka", "მაისი", "მაისი"),
        ("zh", "约", "约"),
    ],
)
def test_a_text_begins_with_the_capital_of_its_language(code: str, text: str, begun: str) -> None:
    assert language(code).capitalize(text) == begun
