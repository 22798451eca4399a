"""What cannot be, in the chain of why: effects before causes, dates that disagree, words without a source, plans gone by."""

from __future__ import annotations

import pytest

from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_text
from desktop.story.load.locate_problems import issues_to_problems

HEAD = """format = 1
[story]
title = "T"
languages = ["en"]
as_of = "{as_of}"
[source.a]
title = "A"
[[slide]]
id = "first"
layout = "statement"
title = "T"
sources = ["a"]
"""


def asked(body: str, as_of: str = "2015-01-11") -> list[tuple[str, int]]:
    """Return (code, line of the body) of each question."""
    head = HEAD.format(as_of=as_of)
    loaded = load_text(head + body, path="f")
    assert loaded.story is not None
    assert [problem.format_line("en") for problem in loaded.problems] == []
    found = issues_to_problems(editorial_issues(loaded.story), loaded.text, "f")
    assert all(problem.message("fr") != problem.message("en") for problem in found)
    return [(problem.code, problem.line - head.count("\n")) for problem in found]


def event(name: str, date: str, *more: str) -> str:
    return "\n".join([f"[event.{name}]", f'date = "{date}"', f'title = "{name}"', 'sources = ["a"]', *more, ""])


@pytest.mark.parametrize(
    ("cause", "effect", "wrong"),
    [
        ("2014-06", "2014-05", True),
        ("2014-06", "2014-06", False),
        ("2014-06", "2014-06-01", False),
        ("2014-06-02", "2014-06-01", True),
        ("2014", "2013-12-31", True),
        ("2014~", "2013", True),
        ("201X", "2009", True),
        ("201X", "2012", False),
        ("2014/..", "2013", True),
        ("../2014", "1900", False),  # nobody says when the cause began
        ("2014", "2013/..", False),  # the effect goes on
        ("2014", "1990/2013", True),
        ("[2012,2014]", "2013", False),
        ("Y-13800000000S3", "Y-4600000000S2", False),
        ("Y-4600000000S2", "Y-13800000000S3", True),
    ],
)
def test_an_effect_before_its_cause(cause, effect, wrong):
    found = asked(event("cause", cause, 'leads_to = ["effect"]') + event("effect", effect))
    assert found == ([("check.cause", 5)] if wrong else [])


@pytest.mark.parametrize(
    ("own", "of_event", "wrong"),
    [
        ("2012", "2013", True),
        ("2013-05", "2013", False),
        ("2013", "2013-05", False),
        ("2013-06", "2013-05", True),
        ("2012/2014", "2013", False),
        ("2010/2012", "2013", True),
    ],
)
def test_a_slide_whose_own_date_is_not_its_events(own, of_event, wrong):
    body = event("it", of_event) + f'[[slide]]\nid = "s"\nlayout = "event"\nevent = "it"\ndate = "{own}"\n'
    assert asked(body) == ([("check.date", 9)] if wrong else [])


@pytest.mark.parametrize(
    ("as_of", "date", "more", "wrong"),
    [
        ("2015-01-11", "2014", (), True),
        ("2015-01-11", "2015-01-10", (), True),
        ("2015-01-11", "2015-01-11", (), False),
        ("2015-01-11", "2015", (), False),
        ("2015-01-11", "2017-02", (), False),
        ("2018", "2017-02", (), True),
        ("2015-01-11", "2014/..", (), False),
        ("2018", "2017-02", ('became = "happened"', 'became_from = "2017-02"'), False),
    ],
)
def test_a_planned_event_whose_date_has_passed(as_of, date, more, wrong):
    found = asked(event("quota", date, 'status = "planned"', *more), as_of)
    assert found == ([("check.planned", 5)] if wrong else [])


@pytest.mark.parametrize(
    ("body", "found"),
    [
        # of an event
        ('[event.x]\ndate = "2013"\ntitle = "X"\n', [("check.unsourced", 1)]),
        (event("x", "2013", "[[event.x.claim]]", 'says = "2014"'), [("check.unsourced", 5)]),
        (event("x", "2013", "[[event.x.claim]]", 'says = "2014"', 'sources = ["a"]'), []),
        (event("x", "2013", "[[event.x.figure]]", 'value = "5"'), []),  # the event says where it is from
        (
            '[event.x]\ndate = "2013"\ntitle = "X"\n[[event.x.figure]]\nvalue = "5"\n'
            '[[event.x.claim]]\nsays = "1"\nsources = ["a"]\n',
            [("check.unsourced", 4)],
        ),
        # of a slide
        (
            '[[slide]]\nid = "s"\nlayout = "event"\ndate = "2014"\ntitle = "t"\n[[slide.figure]]\nvalue = "5"\n',
            [("check.unsourced", 6)],
        ),
        (
            '[[slide]]\nid = "s"\nlayout = "event"\ndate = "2014"\ntitle = "t"\n[[slide.figure]]\nvalue = "5"\nsources = ["a"]\n',
            [],
        ),
        (
            event("x", "2013")
            + '[[slide]]\nid = "s"\nlayout = "dispute"\nevent = "x"\n[[slide.claim]]\nsays = "1"\n'
            + '[[slide.claim]]\nsays = "2"\nsources = ["a"]\n',
            [("check.unsourced", 9)],
        ),
    ],
)
def test_a_claim_or_a_figure_without_a_source(body, found):
    assert asked(body) == found


def test_files_beside_the_pictures_that_nothing_uses_are_named(tmp_path):
    art = tmp_path / "art"
    art.mkdir()
    for name in ("used.svg", "left-over.svg", "notes.txt"):
        (art / name).write_text("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", "utf-8")
    (tmp_path / "elsewhere.svg").write_text("<svg/>", "utf-8")
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
        '[[slide]]\nid = "a"\nlayout = "image"\ntitle = "A"\nimage = "art/used.svg"\nalt = "x"\n'
    )
    story = load_text(text, folder=tmp_path).story
    assert story is not None
    unused = [dict(issue.values)["name"] for issue in editorial_issues(story) if issue.code == "check.unused"]
    assert unused == ["art/left-over.svg"]


@pytest.mark.parametrize(("kind", "most"), [("bars", 40), ("line", 400), ("steps", 400), ("donut", 5)])
def test_a_chart_with_more_than_can_be_told_apart_is_asked_about(kind: str, most: int) -> None:
    def chart(count: int) -> str:
        points = ", ".join(f"{{ at = '{number}', value = 1 }}" for number in range(count))
        return f"[[slide]]\nid = 'c'\nlayout = 'chart'\nsources = ['a']\nchart = {{ kind = '{kind}', points = [{points}] }}\n"

    assert asked(chart(most)) == []
    assert [code for code, _ in asked(chart(most + 1))] == ["check.chart"]


def test_seven_series_are_asked_about() -> None:
    series = ", ".join("{ points = [{ at = 1, value = 1 }] }" for _ in range(7))
    body = f"[[slide]]\nid = 'c'\nlayout = 'chart'\nsources = ['a']\nchart = {{ kind = 'line', series = [{series}] }}\n"
    assert [code for code, _ in asked(body)] == ["check.chart"]
