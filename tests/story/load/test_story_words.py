"""A story's own words for what slides say by themselves."""

from __future__ import annotations

import pytest

from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from tests.load_errors import errors

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["fr", "en"]\n[story.words]\n'


def words(lines, language="fr"):
    result = load_text(HEAD + lines)
    assert errors(result) == []
    return result.story.own_language(language)


def problems(lines):
    return [(problem.code, problem.line, problem.column) for problem in load_text(HEAD + lines).problems]


def test_a_word_holds_for_every_language():
    assert words('disagree = "Deux versions"\n').word("disagree") == "Deux versions"
    assert words('disagree = "Deux versions"\n', "en").word("disagree") == "Deux versions"


def test_a_word_of_one_language_leaves_the_others():
    lines = 'disagree = { fr = "Deux versions" }\n'
    assert words(lines).word("disagree") == "Deux versions"
    assert words(lines, "en").word("disagree") == "Sources disagree"


def test_a_counted_word_has_plural_forms():
    own = words('slides = { fr = { one = "une page", other = "{count:n} pages" } }\n')
    assert [own.word("slides", count=count) for count in (1, 2000)] == ["une page", "2\u202f000 pages"]


def test_the_words_of_dates_are_the_story_s_too():
    own = words('about = { fr = "aux environs de {date}" }\nshort_about = "±{date}"\n')
    assert format_date(parse_date("2014~"), own) == "aux environs de 2014"
    assert format_date(parse_date("2014~"), own, style="short") == "±2014"
    assert format_date(parse_date("2014?"), own) == "2014 (incertain)"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('disagre = "x"\n', [("words.unknown", 6, 1)]),
        ("disagree = 3\n", [("type.in", 6, 12)]),
        ('disagree = ""\n', [("text.empty", 6, 12)]),
        ('planned = "planned {datum}"\n', [("words.placeholder", 6, 11)]),
        ('planned = "planned {date"\n', [("words.braces", 6, 11)]),
        ('planned = "planned"\n', [("words.missing", 6, 11)]),
        ('slides = { one = "one" }\n', [("words.other", 6, 1)]),
        ('disagree = { de = "x" }\n', [("text.language.unknown", 6, 14)]),
    ],
)
def test_a_mistake_is_named_at_its_place(lines, expected):
    assert problems(lines) == expected


def test_an_unknown_word_has_a_guess():
    (problem,) = load_text(HEAD + 'disagre = "x"\n').problems
    assert dict(problem.values)["guess"] == "disagree"


def test_a_language_without_a_table_is_said_at_its_code():
    text = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["cs"]\n'
    (problem,) = load_text(text).problems
    assert (problem.code, problem.severity, problem.line, problem.column) == ("languages.wordless", "warning", 4, 14)
    assert "cs" in problem.message("en")


@pytest.mark.parametrize("code", ["fr", "pt-BR", "zh-TW", "ar-EG", "vi"])
def test_a_language_with_a_table_is_no_problem(code):
    assert load_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = ["{code}"]\n').problems == ()
