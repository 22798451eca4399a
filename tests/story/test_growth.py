"""What a reading costs grows with its text, not with the square of it; what grows without end is bounded.

Work is counted in calls of functions, Python's and C's, so that no clock decides.
"""

from __future__ import annotations

import sys

import pytest

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.format import limits
from desktop.story.ids import slide_ids
from desktop.story.load.load import load_text
from desktop.story.markdown import parse_blocks
from desktop.story.toml.parser import MAX_KEY_PARTS, loads
from desktop.story.toml.source_map import SourceMap
from tests.load_errors import errors

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'


def work_of(function, argument):
    """Return how many functions are called in one call."""
    count = 0

    def count_call(frame, event, arg):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        function(argument)
    finally:
        sys.setprofile(before)
    return count


def sources(count):
    return "".join(f'[source.name-{number}]\ntitle = "S"\n' for number in range(count))


def slides_citing(name, count):
    return "".join(f'[[slide]]\nid = "s{n}"\ntitle = "T"\nsources = ["{name(n)}"]\n' for n in range(count))


STORIES = {
    "bare slides": lambda n: HEAD + "[[slide]]\n" * n,
    "slides of one id": lambda n: HEAD + '[[slide]]\nid = "same"\ntitle = "T"\n' * n,
    "slides of one title": lambda n: HEAD + '[[slide]]\ntitle = "Same"\n' * n,
    "a source renamed": lambda n: HEAD + sources(n) + slides_citing(lambda _: "nearly-name", n),
    "many unknown sources": lambda n: HEAD + sources(n) + slides_citing(lambda number: f"nearly-{number}", n),
    "unknown keys": lambda n: HEAD + "".join(f"[other{number}]\nx = 1\n" for number in range(n)),
    "events": lambda n: HEAD + "".join(f'[event.e{number}]\ntitle = "E"\ndate = "2001"\n' for number in range(n)),
    "events without a date": lambda n: HEAD + "".join(f"[event.e{number}]\n" for number in range(n)),
    "a list of items": lambda n: HEAD + '[[slide]]\nid = "a"\nitems = [' + '"x",' * n + "]\n",
    "a list of wrong items": lambda n: HEAD + '[[slide]]\nid = "a"\nitems = [' + "1," * n + "]\n",
    "inline tables": lambda n: HEAD + "x = [" + "{a = 1}," * n + "]\n",
    "one inline table": lambda n: HEAD + "x = {" + ",".join(f"k{number} = 1" for number in range(n)) + "}\n",
    "escapes": lambda n: HEAD + '[[slide]]\nid = "a"\ntitle = "' + r"\u0041" * n + '"\n',
    "short dotted keys": lambda n: HEAD + "".join(f"a.b.k{number} = 1\n" for number in range(n)),
    "not TOML at its end": lambda n: HEAD + '[[slide]]\nid = "a"\n' * n + "oops",
}


@pytest.mark.parametrize("name", STORIES)
def test_reading_twice_as_much_is_at_most_two_and_a_half_times_the_work(name):
    make = STORIES[name]
    load_text(make(10))  # what is imported and compiled once
    once, twice = work_of(load_text, make(400)), work_of(load_text, make(800))
    assert twice <= 2.5 * once, (once, twice)


TEXTS = {
    "brackets": lambda n: "[" * n,
    "brackets and parentheses": lambda n: "[a](" * n,
    "emphasis": lambda n: "*a* " * n,
    "strong": lambda n: "**a** " * n,
    "stars": lambda n: "*" * n,
    "escapes": lambda n: r"\*" * n,
    "codes": lambda n: "`a` b " * n,
    "list entries": lambda n: "- a\n" * n,
    "paragraphs": lambda n: "a\n\n" * n,
}


@pytest.mark.parametrize("name", TEXTS)
def test_marks_cost_work_in_proportion_to_their_number(name):
    make = TEXTS[name]
    parse_blocks(make(10))
    once, twice = work_of(parse_blocks, make(2000)), work_of(parse_blocks, make(4000))
    assert twice <= 2.5 * max(once, 50), (once, twice)


@pytest.mark.parametrize(
    "make",
    [lambda n: "x = [\n" * n, lambda n: '"""x\n' * n, lambda n: "a.b = 1\n" * n, lambda n: "[[a.b]]\nc = 1\n" * n],
)
def test_finding_ones_way_in_a_broken_text_costs_work_in_proportion_to_it(make):
    def statements(text):
        return SourceMap(text).statements

    statements(make(10))
    assert work_of(statements, make(800)) <= 2.5 * work_of(statements, make(400))


def test_ids_of_slides_all_differ_and_cost_work_in_proportion_to_their_number():
    tables = [{}, {"id": "slide-3"}, {}, {"title": "Slide"}, {}, {"id": "slide-3"}, {"id": "slide-3-2"}]
    assert slide_ids(tables) == ["slide", "slide-3", "slide-2", "slide-4", "slide-5", "slide-3-3", "slide-3-2"]
    assert work_of(slide_ids, [{}] * 4000) <= 2.5 * work_of(slide_ids, [{}] * 2000)


def problem_of(text):
    result = load_text(text)
    assert result.story is not None
    problems = [problem for problem in result.problems if problem.severity == "error"]
    assert len(problems) == 1, problems
    return result.story, problems[0]


def test_a_list_beyond_its_limit_is_read_up_to_it_and_told_once_where_it_begins():
    entries = "".join('"x",\n' for _ in range(limits.MAX_ENTRIES + 100))
    head = f'{HEAD}[[slide]]\nid = "a"\nlayout = "list"\ntitle = "T"\nitems = [\n'
    story, problem = problem_of(f'{head}{entries}]\n[[slide]]\nid = "b"\nlayout = "statement"\ntext = "B"\n')
    assert len(story.slides[0].items) == limits.MAX_ENTRIES
    assert story.slides[1].id == "b"
    assert problem.code == "too.many"
    assert problem.line == head.count("\n") + limits.MAX_ENTRIES + 1
    assert "only the first 200 are read" in problem.message("en")


def test_a_chart_of_too_many_points_is_told_and_the_rest_of_its_slide_is_there():
    points = ", ".join('{ at = "a", value = 1 }' for _ in range(600))
    series = f'[[slide.chart.series]]\ntitle = "S"\npoints = [{points}]\n'
    story, problem = problem_of(f'{HEAD}[[slide]]\nid = "a"\nlayout = "chart"\ntitle = "T"\n{series}{series}')
    assert problem.values == (("name", "points"), ("count", 1200), ("most", 1000))
    assert story.slides[0].chart is None


def test_more_events_than_can_be_shown_are_told_and_the_first_are_there(monkeypatch):
    monkeypatch.setattr("desktop.story.load.load.MAX_TABLES", 3)
    events = "".join(f'[event.e{number}]\ntitle = "E"\ndate = "2001"\n' for number in range(5))
    story, problem = problem_of(HEAD + events)
    assert [event.id for event in story.events] == ["e0", "e1", "e2"]
    assert (problem.line, problem.value("count")) == (14, 5)
    story, problem = problem_of(
        HEAD + "".join(f'[[slide]]\nid = "s{n}"\nlayout = "statement"\ntext = "T"\n' for n in range(5))
    )
    assert len(story.slides) == 3
    assert problem.line == 5 + 3 * 4


@pytest.mark.parametrize(("key", "most"), [("title", limits.MAX_TEXT_LENGTH), ("notes", limits.MAX_NOTES_LENGTH)])
def test_a_text_longer_than_any_slide_is_told_with_its_place(key, most):
    text = f'{HEAD}[[slide]]\nid = "a"\nlayout = "statement"\ntext = "t"\n{key} = "{{}}"\n'
    _, problem = problem_of(text.format("x" * (most + 1)))
    assert (problem.code, problem.line, problem.column) == ("text.long", 9, len(key) + 4)
    assert errors(load_text(text.format("x" * most))) == []


def test_a_set_of_too_many_dates_is_no_date():
    assert format_date(parse_date("[" + ",".join(["1000"] * 100) + "]"), "en")
    with pytest.raises(DateError) as trouble:
        parse_date("[" + ",".join(["1000"] * 101) + "]")
    assert trouble.value.column == 502
    assert parse_date(trouble.value.example)
    with pytest.raises(DateError, match="at most 4000 characters"):
        parse_date("1" * 100_000)


def test_a_key_of_more_parts_than_any_story_needs_is_told_where_it_stands():
    deepest = ".".join(["a"] * MAX_KEY_PARTS)
    assert loads(f"{deepest} = 1")
    for line in (f"{deepest}.b = 1", f"x = {{ {deepest}.b = 1 }}", f"[{deepest}.b]", f"[[ {deepest}.b ]]"):
        problem = load_text(HEAD + line).problems[0]
        assert (problem.code, problem.line, problem.column) == ("file.deep", 5, line.index("a") + 1), line
    prose = "and so on, " + "a.b " * 200
    assert errors(load_text(f'{HEAD}[[slide]]\nid = "a"\nlayout = "statement"\ntext = "{prose}"')) == []


LONG = ("0x" + "f" * 4000, "0o" + "7" * 4000, "0b" + "1" * 9000, "9" * 400, "-" + "9" * 400, "1e999", "nan")


@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize(
    "line",
    [
        "format = {}",
        "[story]\nminutes = {}",
        "[story]\ntitle = {}",
        '[event.a]\ntitle = "E"\nweight = {}',
        '[event.a]\ntitle = "E"\ndate = {}',
        '[[slide]]\nid = "a"\nlayout = "chart"\n[[slide.chart.points]]\nat = {}\nvalue = 1',
        '[[slide]]\nid = "a"\nlayout = "chart"\n[[slide.chart.points]]\nat = "a"\nvalue = {}',
        '[[slide]]\nid = "a"\nlayout = "chart"\n[slide.chart]\ndecimals = {}\npoints = [{{ at = "a", value = 1 }}]',
        "unknown = [{{ a = {} }}]",
    ],
)
def test_a_number_of_any_length_is_a_problem_with_its_place(number, line):
    result = load_text(line.format(number))
    wrong_line = 1 + next(index for index, part in enumerate(line.split("\n")) if "{}" in part)
    assert any(problem.line == wrong_line for problem in result.problems)
    for problem in result.problems:
        for language in ("en", "fr"):
            assert problem.format_line(language)


def test_what_is_quoted_in_a_sentence_is_cut():
    result = load_text(f'{HEAD}[[slide]]\nid = "a"\ntext = "t"\nlayout = "{"x" * 100_000}"\n')
    assert len(result.problems[0].format_line("en")) < 3000


def test_no_more_problems_are_listed_than_can_be_read():
    result = load_text(HEAD + "".join(f"k{index} = 1\n" for index in range(3 * limits.MAX_PROBLEMS)))
    assert len(result.problems) == limits.MAX_PROBLEMS + 1
    assert result.problems[-1].code == "too.many.problems"
    assert str(2 * limits.MAX_PROBLEMS) in result.problems[-1].message("en")


def test_the_first_error_is_listed_behind_any_number_of_warnings():
    slides = "".join(f'[[slide]]\nid = "s{index}"\n' for index in range(2 * limits.MAX_PROBLEMS))
    result = load_text(f"{HEAD}{slides}[event.a]\ndate = 1\n")
    assert any(problem.severity == "error" for problem in result.problems)


def test_the_languages_of_a_story_are_bounded_and_told_once():
    codes = [f"{one}{two}" for one in "bcdfgh" for two in "abcdefghijkl"]
    listed = ", ".join(f'"{code}"' for code in codes)
    story = f'format = 1\n[story]\ntitle = "T"\nlanguages = [{listed}]\n'
    result = load_text(f'{story}[[slide]]\nid = "a"\nlayout = "statement"\ntext = "A"\n')
    assert result.story is not None
    assert result.story.languages == tuple(codes[: limits.MAX_LANGUAGES])
    errors = [problem for problem in result.problems if problem.severity == "error"]
    assert [problem.code for problem in errors] == ["too.many"]


def test_a_story_without_one_good_language_has_no_more_of_them():
    listed = ", ".join(f'"x{number}"' for number in range(500))
    result = load_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = [{listed}]\n')
    assert result.story is not None
    assert len(result.story.languages) == limits.MAX_LANGUAGES


def test_the_place_of_a_key_is_found_without_reading_its_value():
    text = f"{HEAD}x = [{'1, ' * 2000}]\n"
    toml_map = SourceMap(text)
    assert toml_map.locate(("story", "x"), "key").start == text.index("x = [")
    assert next(one for one in toml_map.statements if one.path[-1] == "x").node is None
    assert toml_map.locate(("story", "x"), "value").start == text.index("[1, ")
