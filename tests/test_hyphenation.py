"""Where words are parted, and where they never are."""

from __future__ import annotations

import pytest

from desktop.i18n.hyphenation import SOFT_HYPHEN, hyphenate, with_soft_hyphens
from desktop.render.frame import Font
from desktop.render.text import TextStyle, break_text

pyphen = pytest.importorskip("pyphen")


def parted(word: str, language: str) -> str:
    return with_soft_hyphens(word, language).replace(SOFT_HYPHEN, "-")


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("de", "Tierseuchenbekämpfung", "Tier-seu-chen-be-kämp-fung"),
        ("de-CH", "Kompromissvorschläge", "Kom-pro-miss-vor-schläge"),
        ("en", "internationalization", "inter-na-tion-al-iza-tion"),
        ("fr", "développement", "déve-lop-pe-ment"),
        ("es", "extraordinariamente", "extra-or-di-na-ria-mente"),
        ("it", "straordinariamente", "straor-di-na-ria-mente"),
        ("nl", "aansprakelijkheidsverzekering", "aan-spra-ke-lijk-heids-ver-ze-ke-ring"),
        ("pt-BR", "desenvolvimento", "desen-vol-vi-mento"),
        ("ru", "достопримечательность", "досто-при-ме-ча-тель-ность"),
    ],
)
def test_a_word_is_parted_as_its_language_does(language: str, word: str, expected: str) -> None:
    assert parted(word, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Schwarzenegger"),  # a name
        ("fr", "Villeneuve-Loubet"),
        ("ru", "Достоевский"),
        ("de", "Göttingen"),  # too short to need it
        ("de", "NATO-INTERVENTION"),
        ("en", "https://example.org/international"),
        ("en", "university@example.org"),
        ("en", "example.organization"),
        ("ja", "インターナショナル"),
        ("ar", "المسؤوليات"),
        ("tlh", "internationalization"),
    ],
)
def test_names_addresses_and_languages_without_hyphens_stay_whole(language: str, text: str) -> None:
    assert with_soft_hyphens(text, language) == text


@pytest.mark.parametrize("language", ["de_DE", "fr", "en_US", "es", "it_IT", "nl_NL", "pl_PL", "sv", "ru_RU"])
def test_the_patterns_are_read_as_pyphen_reads_them(language: str) -> None:
    words = {
        "de": "bekanntmachungen verantwortungen zusammenarbeit",
        "ru": "ответственность международный",
    }.get(language[:2], "extraordinario administration verantwoordelijk internationale")
    dictionary = pyphen.Pyphen(lang=language, left=3, right=3)
    for word in words.split():
        assert hyphenate(word, language.replace("_", "-")) == tuple(map(int, dictionary.positions(word)))


@pytest.mark.usefixtures("painter_ready")
def test_a_line_ends_with_a_hyphen_that_is_seen_and_keeps_every_letter() -> None:
    text = "Das Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz der Tierseuchenbekämpfung"
    style = TextStyle(Font("body", 35), "#ffffff", language="de", hyphenate=True)
    block = break_text(text, style, 300)
    lines = [run.text for run in block.runs]
    assert block.width <= 300
    assert lines[1] == "tikettierungsüber-"
    assert not any(SOFT_HYPHEN in line for line in lines)
    joined = "".join(line[:-1] if line.endswith("-") else f"{line} " for line in lines).strip()
    assert joined == text
