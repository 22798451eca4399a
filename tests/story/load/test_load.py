"""A story is read whole: what is right arrives in the model, what is wrong is one precise line each."""

# ruff: noqa: E501  (one case, one line)

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import LoadResult, load_file, load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Slide, Story
from tests.golden_stories import load_layout
from tests.load_errors import errors

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["fr", "en"]\n'
TRACKS = '[track.music]\ntitle = "M"\n[source.a]\ntitle = "A"\n[event.x]\ndate = "2013"\ntitle = "X"\n'


def _loaded(body: str, head: str = HEAD, **options: object) -> LoadResult:
    return load_text(head + body, path="f", **options)  # type: ignore[arg-type]


def _lines(body: str, head: str = HEAD) -> list[str]:
    """Return the problems of a text as LINE:COLUMN: message (hint), lines counted from the end of the head."""
    skip = head.count("\n")
    found = []
    for problem in _loaded(body, head).problems:
        hint = problem.hint("en")
        tail = f" ({hint})" if hint else ""
        found.append(f"{problem.line - skip}:{problem.column}: {problem.message('en')}{tail}")
    return found


def _slide(body: str) -> Slide:
    loaded = _loaded(f"{TRACKS}[[slide]]\nid = 's'\nlayout = 'timeline'\n{body}")
    assert loaded.problems == (), [problem.format_line("en") for problem in loaded.problems]
    assert loaded.story is not None
    return loaded.story.slides[0]


def _story(loaded: LoadResult) -> Story:
    assert loaded.story is not None, [problem.format_line("en") for problem in loaded.problems]
    return loaded.story


# ------------------------------------------------------------------ what is right


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_without_a_problem(layout: str, stories: Path) -> None:
    loaded = load_layout(layout)
    assert [problem.format_line("en") for problem in loaded.problems] == []
    story = _story(loaded)
    assert {slide.layout for slide in story.slides} == {layout}
    assert story.folder == str(stories)
    assert errors(loaded) == []


def test_a_text_is_a_string_for_every_language_or_one_for_each() -> None:
    slide = _slide('title = "One"\ntext = { fr = "Deux", en = "Two" }\n[slide.notes]\nen = "N"\nfr = "P"')
    assert slide.title == LocalizedText((("", "One"),), ("slide", "s", "title"))
    assert slide.text.get("en") == "Two"
    assert slide.notes.path_for("fr") == ("slide", "s", "notes", "fr")


def test_everything_that_can_be_pointed_at_knows_its_path() -> None:
    slide = _slide(
        'items = ["a", { fr = "b", en = "c" }]\n'
        'figure = [{ value = "1", label = "l" }]\n'
        'chart = { series = [{ points = [{ at = 2010, value = 1.5 }, { at = "x" }] }] }\n'
        '[[slide.claim]]\nsays = "p"\n[[slide.claim]]\nsays = "q"\ndate = "2014"\n'
    )
    assert [entry.title.path for entry in slide.items] == [("slide", "s", "items", 0), ("slide", "s", "items", 1)]
    assert slide.figures[0].label.path == ("slide", "s", "figure", 0, "label")
    assert slide.chart is not None
    point = slide.chart.series[0].points[1]
    assert point.path == ("slide", "s", "chart", "series", 0, "points", 1)
    assert (point.value, point.at.get("fr")) == (None, "x")
    assert slide.claims[1].path == ("slide", "s", "claim", 1)
    assert slide.claims[1].date is not None


def test_a_chart_of_points_is_one_series_and_bars_unless_said_otherwise() -> None:
    slide = _slide("[slide.chart]\npoints = [{ at = 2010, value = 1 }, { at = 2011 }]")
    assert slide.chart is not None
    assert (slide.chart.kind, len(slide.chart.series)) == ("bars", 1)
    assert [point.at.get("") for point in slide.chart.series[0].points] == ["2010", "2011"]


def test_toml_dates_and_years_are_dates() -> None:
    story = _story(_loaded("[event.a]\ntitle = 'A'\ndate = 2014-06-05\n[event.b]\ntitle = 'B'\ndate = 1999"))
    assert [event.when.text for event in story.events] == ["2014-06-05", "1999"]


def test_steps_are_a_flag_or_groups_of_parts() -> None:
    assert _slide("steps = true").steps is True
    assert _slide('steps = ["text", ["highlight:0", "sources"], "item:2"]').steps == (
        ("text",),
        ("highlight:0", "sources"),
        ("item:2",),
    )


def test_the_ribbon_is_a_flag_or_auto() -> None:
    assert [_slide(f"ribbon = {value}").ribbon for value in ("true", "false", "'auto'")] == [True, False, "auto"]
    assert _slide("").ribbon is None
    assert _lines("ribbon = 'sometimes'\n") == ["1:10: “sometimes” is not a ribbon (write auto)"]
    assert _lines("ribbon = 1\n") == [
        "1:10: “ribbon” should be true or false, or a word in quotation marks, and this is a number (write ribbon = false)"
    ]


def test_the_focus_of_a_picture_is_two_percentages() -> None:
    assert _slide('focus = "40% 30%"').focus == (0.4, 0.3)
    assert _slide('focus = "12.5 % 100%"').focus == (0.125, 1.0)
    for wrong in ('"40%"', '"101% 30%"', '"40 30"', '"left top"'):
        (line,) = _lines(f"{TRACKS}[[slide]]\nid = 's'\nlayout = 'title'\nfocus = {wrong}\n")
        assert "is not a place in a picture (write two percentages" in line


def test_a_chart_has_a_line_and_a_band_of_values() -> None:
    chart = _slide(
        "chart = { points = [{ at = 1, value = 2 }], line = { at = 50, says = 'half' }, band = { from = 1, to = 2 } }"
    ).chart
    assert chart is not None
    assert chart.line is not None
    assert (chart.line.at, chart.line.says.get("en")) == (50.0, "half")
    assert chart.band is not None
    assert (chart.band.start, chart.band.end) == (1.0, 2.0)
    assert chart.band.path == ("slide", "s", "chart", "band")
    (line,) = _lines(
        f"{TRACKS}[[slide]]\nid = 's'\nlayout = 'chart'\nchart = {{ points = [{{ at = 1 }}], band = {{ from = 1 }} }}\n"
    )
    assert "“to”" in line


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = HEAD + TRACKS + "[[slide]]\nid = 's'\nlayout = 'timeline'\nnotes = '''a\nb'''\n"
    plain = load_text(text)
    assert load_text(text.replace("\n", "\r\n")).story == plain.story
    assert load_text("\ufeff" + text).story == plain.story
    assert load_text(text.encode("utf-8-sig")).story == plain.story
    assert errors(plain) == []


def test_an_empty_text_is_an_empty_story() -> None:
    for text in ("", "  \n", "\ufeff", "# only a comment\n"):
        loaded = load_text(text)
        assert _story(loaded).slides == ()
        assert [problem.code for problem in loaded.problems] == ["file.empty"]


def test_equal_stories_hash_alike() -> None:
    story = _story(_loaded(TRACKS))
    assert hash(story.events[0]) == hash(_story(_loaded(TRACKS)).events[0])


# ------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("[[slide]]\nid='s'\nlayout='timeline'\ntitel = 'x'", ["4:1: There is no key “titel” in a slide (did you mean “title”?)"]),
        ("[[slide]]\nid='s'\nlayout='timelin'", ["3:8: “timelin” is not a layout (did you mean “timeline”?)"]),
        ("[[slide]]\nlayout='timeline'\ntitle='A day'", ["1:1: This slide has no id (write id = \"a-day\", or any name of your own)"]),
        ("[[slide]]\nid='s'\nlayout='timeline'\n[[slide]]\nid='s'\nlayout='timeline'", ["5:4: The id “s” is already that of the slide on line 5 (give one of them another)"]),
        ("[[slide]]\nid='2-3'\nlayout='timeline'", ["2:4: “2-3” cannot be an id (use letters, digits, - and _, and not only a number)"]),
        ("[[slide]]\nid='s'\nlayout='timeline'\nevent='y'\n[event.x]\ndate='2013'\ntitle='X'", ["4:7: There is no event “y” (add a table [event.y])"]),
        ("[event.xiami]\ndate='2013'\ntitle='X'\nleads_to=['xiame']", ["4:11: There is no event “xiame” (did you mean “xiami”?)"]),
        ("[event.x]\ndate='2013'\ntitle='X'\nleads_to=['x']", ["4:10: The event “x” leads to itself"]),
        ("[track.a]\ntitle='A'\ncolor='jad'", ["3:7: “jad” is not a colour (did you mean “jade”?)"]),
        ("[track.a]\ntitle='A'\ncolor='#12345'", ["3:7: “#12345” is not a colour (write vermilion, gold, jade, ink-blue, paper or muted, or #rrggbb)"]),
        ("[track.a]\ntitle={ fr='A' }", ["2:7: This text is missing in English (add en = \"…\")"]),
        ("[track.a]\ntitle={ fr='A', en=' ' }", ["2:20: This text is empty in English"]),
        ("[track.a]\ntitle={ fr='A', en='A', de='A' }", ["2:25: “de” is not one of the story’s languages (did you mean “en”?)"]),
        ("[track.a]\ntitle=''", ["2:7: This text is empty"]),
        ("[track.a]\ntitle=4.5", ['2:7: “title” should be a text, or a table with one text per language, and this is a number (write title = "4.5")']),
        ("[source.a]\nurl='https://x.org'", ["1:1: In a source, publisher, title or author must be there"]),
        ("[source.a]\ntitle='A'\nurl='javascript:1'", ["3:5: “javascript:1” is not a web address (write one that starts with https://)"]),
        ("[event.x]\ntitle='X'\nsources='a'", [
            '1:1: The key “date” is missing in an event (write date = "2013-01/2014~")',
            '3:9: “sources” should be a list of ids, and this is a text in quotation marks (write sources = ["article", "reuters"])',
        ]),
        ("[event.x]\ntitle='X'\ndate='2013'\nbecame='happened'", ["4:1: “became” says nothing without “became_from” (add became_from)"]),
        ("[[slide]]\nid='s'\nlayout='number'\nnumber='1'\nminutes=-1", ["5:9: “minutes” is -1, and must be at least 0"]),
        ("[[slide]]\nid='s'\nlayout='number'\nnumber='1'\nminutes=inf", ["5:9: “minutes” must be a number that can be drawn"]),
        ("[[slide]]\nid='s'\nlayout='number'", ["1:1: A slide with the layout “number” needs number"]),
        ("[[slide]]\nid='s'\nlayout='event'\ntitle='T'", ["1:1: A slide with the layout “event” needs event or date"]),
        ("[[slide]]\nid='s'\nlayout='dispute'\nclaim=[{ says='1' }]", ['1:1: A dispute needs at least two claims, and there is 1 (add [[slide.claim]] with says = "…")']),
        ("[event.x]\ndate='2013'\ntitle='X'\n[[slide]]\nid='s'\nlayout='dispute'\nevent='x'", [
            '4:1: A dispute needs at least two claims, and neither the slide nor the event “x” has them'
            ' (add [[slide.claim]] or [[event.x.claim]] with says = "…")',
        ]),
        ("[[slide]]\nid='s'\nlayout='list'\nitems=['a']\n[[slide.item]]\ntitle='b'", ["4:1: “item” and “items” say the same thing twice (keep one of the two)"]),
        ("[[slide]]\nid='s'\nlayout='timeline'\nsteps=['claim', ['txt'], []]", [
            "4:8: A slide has no part “claim” (did you mean “claims”?)",
            "4:18: A slide has no part “txt” (did you mean “text”?)",
            "4:26: This step reveals nothing",
        ]),
        ("[[slide]]\nid='s'\nlayout='timeline'\nwindow='2013/20'", None),
        ("[slide]\nid='s'\nlayout='timeline'", ["1:1: “slide” can be there several times, so it is written in double brackets (write [[slide]])"]),
        ("[[slide]]\nid='s'\nlayout='timeline'\n[slide.figure]\nvalue='1'", ["4:1: “figure” can be there several times, so it is written in double brackets (write [[slide.figure]])"]),
        ("[[event]]\nid='x'", ["1:3: Each event is named by its id, in single brackets (write [event.ID])"]),
        ("[event]\ntitle='x'", ["2:1: Each event is named by its id, in single brackets (write [event.ID])"]),
        ("[slides]\na=1", ["1:1: There is no key “slides” in the file (did you mean “slide”?)"]),
    ],
)  # fmt: skip
def test_each_mistake_is_one_precise_line(body: str, problems: list[str] | None) -> None:
    found = _lines(body)
    if problems is None:
        assert len(found) == 1
        assert found[0].startswith("4:")
    else:
        assert found == problems


@pytest.mark.parametrize(
    ("head", "problems"),
    [
        ("", ['1:1: The file has no table [story] (add [story] with title and languages)', "1:1: The file does not say which format it is in (write format = 1 on the first line)"]),
        ('[story]\ntitle="T"\nlanguages=["en"]\n', ["1:1: The file does not say which format it is in (write format = 1 on the first line)"]),
        ('format=2\n[story]\ntitle="T"\nlanguages=["en"]\n', ["1:8: The file is in format 2, and this version of Passeur reads format 1 (get a newer version of Passeur)"]),
        ('format="1"\n[story]\ntitle="T"\nlanguages=["en"]\n', ["1:8: “format” should be a whole number, and this is a text in quotation marks (write format = 1)"]),
        ('format=1\n[story]\ntitle="T"\nlanguages=[]\n', ['4:11: The story has no language (write languages = ["en"])']),
        ('format=1\n[story]\ntitle="T"\nlanguages="en"\n', ['4:11: “languages” should be a list of language codes, and this is a text in quotation marks (write languages = ["fr", "en"])']),
        ('format=1\n[story]\ntitle="T"\nlanguages=["english", 3]\n', [
            "4:12: “english” is not the code of a language (write a code such as fr, en or zh-Hant)",
            '4:23: In “languages”, this should be a text in quotation marks, and it is a number (write "…")',
        ]),
        ('format=1\n[story]\ntitle={fr="T"}\n', ['2:1: The key “languages” is missing in [story] (write languages = ["fr", "en"])']),
    ],
)  # fmt: skip
def test_each_mistake_at_the_top_is_one_precise_line(head: str, problems: list[str]) -> None:
    found = [
        f"{problem.line}:{problem.column}: {problem.message('en')}"
        + (f" ({problem.hint('en')})" if problem.hint("en") else "")
        for problem in load_text(head + "[track.a]\ntitle='A'").problems
    ]
    assert sorted(found) == sorted(problems)


def test_a_bad_date_is_shown_at_the_very_character() -> None:
    loaded = _loaded("[event.x]\ntitle='X'\ndate='2013-13'")
    (problem,) = loaded.problems
    assert (problem.code, problem.line, problem.column) == ("date.bad", 7, 12)
    assert problem.message("en") != problem.message("fr")
    assert _story(loaded).events == ()


def test_an_event_that_cannot_be_read_does_not_make_its_references_wrong() -> None:
    loaded = _loaded("[event.x]\ntitle='X'\ndate='soon'\n[[slide]]\nid='s'\nlayout='event'\nevent='x'")
    assert [problem.code for problem in loaded.problems] == ["date.bad"]


def test_a_slide_with_an_error_is_marked_and_the_others_are_untouched() -> None:
    good = "[[slide]]\nid='g'\nlayout='statement'\ntitle='Good'\n"
    bad = "[[slide]]\nid='b'\nlayout='statement'\ntitle='Half'\nminutes='x'\n"
    story = _story(_loaded(good + bad + good.replace("'g'", "'h'")))
    assert [(slide.id, slide.has_error) for slide in story.slides] == [("g", False), ("b", True), ("h", False)]
    assert story.slides[1].title.get("fr") == "Half"
    assert story.slides[1].minutes is None
    assert story.slides[0] == _story(_loaded(good)).slides[0]


def test_a_warning_does_not_mark_a_slide() -> None:
    story = _story(_loaded("[[slide]]\nid='g'\nlayout='statement'\ntitle={ fr='Bon' }"))
    assert not story.slides[0].has_error


def test_a_slide_without_an_id_keeps_its_name_when_one_is_inserted_above() -> None:
    one = "[[slide]]\nlayout='statement'\ntitle='A day'\n"
    before = _story(_loaded(one)).slides[0].id
    after = _story(_loaded("[[slide]]\nid='new'\nlayout='statement'\ntitle='x'\n" + one)).slides[1].id
    assert before == after == "a-day"


def test_everything_is_reported_at_once_and_in_order() -> None:
    loaded = _loaded("[track.a]\ncolour='jade'\n[[slide]]\nid='s'\nlayout='x'\nminutes='x'\nfoo=1\n")
    assert [problem.line for problem in loaded.problems] == sorted(problem.line for problem in loaded.problems)
    assert {problem.code for problem in loaded.problems} == {"key.unknown", "choice", "type", "key.missing"}
    assert errors(loaded)


@pytest.mark.parametrize(
    "body",
    [
        "slide = 3",
        "slide = [1, 'x']",
        "event = 'x'",
        "event = { x = 1 }",
        "story2 = []",
        "[[slide]]\nclaim = 4\nchart = []\nfigure = [[]]",
    ],
)
def test_values_of_the_wrong_shape_are_problems_and_nothing_worse(body: str) -> None:
    loaded = load_text("format = 1\n" + body + '\n[story]\ntitle="T"\nlanguages=["en"]')
    assert loaded.story is None or loaded.problems
    for problem in loaded.problems:
        assert problem.message("fr")
        assert problem.message("en")


# ------------------------------------------------------------------ files


def test_pictures_stay_inside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "moon.svg").write_text("<svg/>")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "dir.png").mkdir()

    def codes(name: str) -> list[tuple[str, str]]:
        body = f"[[slide]]\nid='s'\nlayout='image'\nalt='a'\nimage={name}"
        return [(problem.code, str(problem.value("guess"))) for problem in _loaded(body, folder=folder).problems]

    assert codes("'moon.svg'") == []
    assert codes("'./sub/../moon.svg'") == []
    assert codes("'mon.svg'") == [("path.missing", "moon.svg")]
    assert codes("'moon'") == [("path.suffix", "moon.svg")]
    assert codes("'../secret.png'") == [("path.outside", "")]
    assert codes("'link.png'") == [("path.outside", "")]
    assert codes("'loop.png'") == [("path.missing", "")]
    assert codes("'dir.png'") == [("path.folder", "")]
    assert codes("'/etc/x.png'") == [("path.absolute", "")]
    assert codes("'C:\\x.png'") == [("path.absolute", "")]
    assert codes("'a\\b.png'") == [("path.backslash", "")]
    assert codes("'https://x.org/a.png'") == [("path.url", "")]
    assert codes('"a\\u0000.png"') == [("path.missing", "")]
    assert codes(f"'{'x' * 5000}.png'") == [("path.missing", "")]


def test_a_file_that_cannot_be_had_is_one_line(tmp_path: Path) -> None:
    assert [problem.code for problem in load_file(tmp_path / "no.toml").problems] == ["file.missing"]
    assert [problem.code for problem in load_file(tmp_path).problems] == ["file.folder"]
    assert [problem.code for problem in load_file("/dev/null").problems] == ["file.special"]
    assert load_file(tmp_path / "a" / "b").story is None
    assert [problem.code for problem in load_file("a\0b").problems] == ["file.unreadable"]


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "content.toml"
    path.write_text("format = 1")

    def refuse(name: object, *_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(name))

    monkeypatch.setattr(os, "open", refuse)
    (problem,) = load_file(path).problems
    assert problem.format_line("en") == f"{path}:1:1: error: The file cannot be read: access was refused"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "content.toml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 51_000_000)
    (problem,) = load_file(path).problems
    assert problem.message("en") == "The file has 51 MB; a story may have 50 at most"


def test_bytes_that_are_not_utf_8_have_a_place() -> None:
    loaded = load_text('format = 1\n# ça\ntitle = "'.encode() + b'\xe9t\xe9"', path="f")
    (problem,) = loaded.problems
    assert loaded.story is None
    assert problem.format_line("en") == (
        "f:3:10: error: Byte 26 (0xE9) is not UTF-8 (save the file as UTF-8; in Windows-1252 this byte would be “é”)"
    )
    assert load_text("format = 1".encode("utf-16")).problems[0].code == "file.utf16"


def test_a_story_without_a_folder_has_no_files() -> None:
    assert _lines("[[slide]]\nid='s'\nlayout='image'\nimage='pyproject.toml.svg'")[0].startswith(
        "4:7: There is no file"
    )
