"""What a careful editor would ask of a story, each thing with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_file, load_text
from desktop.story.load.locate_problems import issues_to_problems

HEAD = """format = 1
[story]
title = "T"
languages = ["en"]
as_of = "2015-01-12"
[source.a]
title = "A"
"""
USED = "[event.used]\ndate='2010'\ntitle='U'\nsources=['a']\n"


def _found(body: str, head: str = HEAD + USED) -> list[str]:
    """Return what is found as LINE: CODE message, lines counted from the end of the head."""
    loaded = load_text(head + body, path="f")
    assert loaded.story is not None
    assert [problem.format_line("en") for problem in loaded.problems] == []
    skip = head.count("\n")
    problems = issues_to_problems(editorial_issues(loaded.story), loaded.text, "f")
    assert all(problem.severity == "warning" and problem.message("fr") for problem in problems)
    return [f"{problem.line - skip}: {problem.message('en')}" for problem in problems]


def test_a_careful_story_has_nothing_to_ask(stories: Path) -> None:
    loaded = load_file(stories / "layouts.toml")
    assert loaded.story is not None
    assert [
        problem.format_line("en") for problem in issues_to_problems(editorial_issues(loaded.story), loaded.text, "f")
    ] == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[event.x]\ndate='2013'\ntitle='X'", ["1: There is no source for this event"]),
        (
            "[event.x]\ndate='2013'\ntitle='X'\nsources=['a']\nleads_to=['y']\n"
            "[event.y]\ndate='2012'\ntitle='Y'\nsources=['a']",
            ["5: “x” leads to “y”, which comes before it"],
        ),
        (
            "[event.x]\ndate='2013'\ntitle='X'\nsources=['a']\nleads_to=['y']\n"
            "[event.y]\ndate='2012/2014'\ntitle='Y'\nsources=['a']",
            [],
        ),
        (
            "[event.x]\ndate='2013'\ntitle='X'\nsources=['a']\nknown_from='2012-05'",
            ["5: “x” is known from 2012-05, before it happened (2013)"],
        ),
        ("[event.x]\ndate='2013'\ntitle='X'\nsources=['a']\nknown_from='2012-05'\nstatus='reported'", []),
        (
            "[event.x]\ndate='2014-12'\ntitle='X'\nsources=['a']\nstatus='planned'",
            ["5: “x” is still planned, and its date had passed on 2015-01-12"],
        ),
        ("[event.x]\ndate='2015-01'\ntitle='X'\nsources=['a']\nstatus='planned'", []),
        (
            "[event.x]\ndate='2014'\ntitle='X'\nsources=['a']\nstatus='planned'\nbecame='happened'\nbecame_from='2016'",
            [],
        ),
        (
            "[event.x]\ndate='2017'\ntitle='X'\nsources=['a']\nstatus='planned'\nknown_from='2016'\n"
            "became='happened'\nbecame_from='2015'",
            ["8: “x” became something else before it was known (2016)"],
        ),
        (
            "[event.x]\ndate='2013'\ntitle='X'\nsources=['a']\nstatus='disputed'",
            ["5: “x” is disputed, but has no claims"],
        ),
        (
            "[event.x]\ndate='2013'\ntitle='X'\nsources=['a']\nstatus='disputed'\n[[slide]]\nid='s'\n"
            "layout='dispute'\nevent='x'\nclaim=[{ says='1', sources=['a'] }, { says='2', sources=['a'] }]",
            [],
        ),
        (
            "[[slide]]\nid='s'\nlayout='event'\nevent='used'\ndate='2012'",
            ["5: The slide gives 2012, and its event “used” gives 2010"],
        ),
        ("[[slide]]\nid='s'\nlayout='event'\nevent='used'\ndate='2010-05'", []),
        ("[[slide]]\nid='s'\nlayout='number'\nnumber='1'", ["4: There is no source for this number"]),
        ("[[slide]]\nid='s'\nlayout='number'\nnumber='1'\nevent='used'", []),
        (
            "[[slide]]\nid='s'\nlayout='quote'\nquote='q'",
            ["4: There is no source for this quote", "4: The text does not say whose words these are"],
        ),
        (
            "[[slide]]\nid='s'\nlayout='dispute'\nclaim=[{ says='1', sources=['a'] },\n { says='2' }]",
            ["5: There is no source for this claim"],
        ),
        (
            "[[slide]]\nid='s'\nlayout='chart'\n[slide.chart]\npoints=[{ at=1, value=1 }, { at=2, value=2 }]",
            ["4: There is no source for this chart"],
        ),
        (
            "[[slide]]\nid='s'\nlayout='chart'\n[slide.chart]\npoints=[{ at=1, value=1, sources=['a'] },\n"
            "{ at=2, value=2 }, { at=3 }]",
            ["6: There is no source for this value"],
        ),
        (
            "[[slide]]\nid='s'\nlayout='list'\n[[slide.item]]\ntitle='t'\nfigure='5'",
            ["6: There is no source for this figure"],
        ),
        (
            "[[slide]]\nid='s'\nlayout='statement'\ntitle='t'\nby='b'\nitem=[{ title='i' }]\nmark='m'",
            [
                "5: A slide with the layout “statement” does not show “by”",
                "6: A slide with the layout “statement” does not show “item”",
                "7: A slide with the layout “statement” does not show “mark”",
            ],
        ),
        ("[[slide]]\nid='s'\nlayout='quote'\ntitle='t'\nquote='q'\nby='b'\nsources=['a']", []),
        (
            "[[slide]]\nid='s'\nlayout='list'\nitems=['t']\nsteps=['items', 'note']",
            ["5: The slide has no “note” to reveal"],
        ),
        (
            "[[slide]]\nid='s'\nlayout='chart'\n[slide.chart]\nkind='bars'\n"
            + "".join(
                "[[slide.chart.series]]\npoints=["
                + ",".join(f"{{ at={at}, value=1, sources=['a'] }}" for at in range(first, 42, 2))
                + "]\n"
                for first in (0, 1)
            ),
            ["4: This chart has 42 bars; more than 40 look alike"],
        ),
    ],
)
def test_what_is_asked_has_its_line(body: str, found: list[str]) -> None:
    assert _found(body) == found


def test_a_source_that_nothing_rests_on_is_named() -> None:
    assert _found("", HEAD) == ["-1: The source “a” is never cited"]
    for cited in (
        "[event.x]\ndate='2013'\ntitle='X'\nsources=['a']",
        "[event.x]\ndate='2013'\ntitle='X'\nclaim=[{ says='1', sources=['a'] }]",
        "[[slide]]\nid='s'\nlayout='chart'\nchart={ points=[{ at=1, value=1, sources=['a'] }] }",
        "[[slide]]\nid='s'\nlayout='statement'\ntitle='t'\nsources=['a']",
    ):
        assert _found(cited, HEAD) == []


def test_a_picture_needs_a_description(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>")
    text = f"{HEAD}{USED}[[slide]]\nid='s'\nlayout='image'\nimage='a.svg'"
    loaded = load_text(text, folder=tmp_path)
    assert loaded.story is not None
    assert [issue.code for issue in editorial_issues(loaded.story)] == ["check.alt"]
    described = load_text(f"{text}\nalt='A'", folder=tmp_path).story
    assert described is not None
    assert editorial_issues(described) == ()


@pytest.mark.parametrize(
    ("total", "slides", "asked"),
    [
        (3, ("1", "2"), False),
        (5, ("1", "2"), True),
        (5, ("1", None), False),
        (2, ("3", None), True),
        (1, ("1", "9b"), False),
    ],
)
def test_the_minutes_add_up(total: int, slides: tuple[str | None, ...], asked: bool) -> None:
    body = "".join(
        f"[[slide]]\nid='s{number}'\nlayout='statement'\ntitle='t'\n"
        + (f"minutes={minutes.rstrip('b')}\n" if minutes else "")
        + ("backup=true\n" if minutes and minutes.endswith("b") else "")
        for number, minutes in enumerate(slides)
    )
    head = HEAD.replace("[source", f"minutes = {total}\n[source") + USED
    found = _found(body, head)
    assert bool(found) == asked
    if asked:
        assert found[0].endswith(f"minutes together, and the story {total}")


LOG = """format = 1
[story]
title = "T"
languages = ["en"]
axis = "log"
{now}
[track.many]
title = "Many"
{track}
[event.used]
date = "2010"
title = "U"
track = "many"
sources = ["a"]
[source.a]
title = "A"
[[slide]]
id = "s"
layout = "timeline"
title = "T"
{slide}
window = "1990/2000"
"""


@pytest.mark.parametrize(
    ("now", "track", "slide", "found"),
    [
        ("", "", 'axis = "log"', []),
        ("", 'data = "many.csv"', 'axis = "log"', [("check.axis.now", 5)]),
        ('axis_now = "2000"', 'data = "many.csv"', 'axis = "log"', []),
        ("", "", 'axis = "log"\ncompare = "2000/2010"', [("check.axis.compared", 21)]),
        ("", "", 'compare = "2000/2010"', [("check.axis.compared", 21)]),
        ("", "", 'axis = "linear"\ncompare = "2000/2010"', []),
    ],
)
def test_a_logarithmic_axis_says_what_it_counts_to_and_where_it_stays_even(tmp_path, now, track, slide, found) -> None:
    (tmp_path / "many.csv").write_text("date,title\n2014,A\n", "utf-8")
    loaded = load_text(LOG.format(now=now, track=track, slide=slide), path="f", folder=tmp_path)
    assert loaded.story is not None
    problems = issues_to_problems(editorial_issues(loaded.story), loaded.text, "f")
    assert [(problem.code, problem.line) for problem in problems if problem.code.startswith("check.axis")] == found
    assert all(problem.message("fr") != problem.message("en") for problem in problems)
