"""A quick fix makes its problem go away, and nothing else go wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop import paths
from desktop.story.assist.fixes import Fix, find_fixes
from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_text
from desktop.story.load.locate_problems import issues_to_problems
from desktop.story.problems.problem import Problem
from tests.examples import examples

HEAD = """\
format = 1

[story]
title = { fr = "Le pont", en = "The bridge" }
languages = ["fr", "en"]
minutes = 3

[source.gazette]
publisher = "La Gazette"

[track.works]
title = { fr = "Travaux", en = "Works" }
color = "gold"

[event.opening]
date = "1889"
track = "works"
title = { fr = "Ouverture", en = "Opening" }
sources = ["gazette"]

"""
SLIDE = '[[slide]]\nid = "a"\nlayout = "event"\nevent = "opening"\nminutes = 3\n'
STORY = HEAD + SLIDE


def problems(text: str) -> list[Problem]:
    loaded = load_text(text)
    found = list(loaded.problems)
    if loaded.story is not None:
        found += issues_to_problems(editorial_issues(loaded.story), text, "content.toml")
    return found


def only(text: str, code: str) -> list[Fix]:
    """Return the fixes of the one problem of a kind, after making sure that each of them mends it."""
    (problem,) = [one for one in problems(text) if one.code == code]
    before = {(one.code, one.path) for one in problems(text) if one.severity == "error"}
    found = find_fixes(problem, text)
    for fix in found:
        after = problems(fix.edit.apply(text))
        assert code not in [one.code for one in after if one.path == problem.path or not problem.path], fix
        new = {(one.code, one.path) for one in after if one.severity == "error"} - before
        assert not new or not problem.path, (fix, new)
        assert fix.label("fr")
        assert fix.label("en")
    return found


def mended(text: str, code: str, number: int = 0) -> str:
    return only(text, code)[number].edit.apply(text)


def test_the_story_of_these_tests_has_no_problem() -> None:
    assert problems(STORY) == []


# ---------------------------------------------------------------------------- did you mean


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('titel = "x"', 'title = "x"'),
        ('"titel" = "x" # why', 'title = "x" # why'),
        ('colour = "jade"', 'color = "jade"'),
        (
            '[[slide.figur]]\nvalue = "1"\nsources = ["gazette"]\n[[slide.figur]]\nvalue = "2"\nsources = ["gazette"]',
            '[[slide.figure]]\nvalue = "1"\nsources = ["gazette"]\n[[slide.figure]]\nvalue = "2"\nsources = ["gazette"]',
        ),
        ('body = "x"', 'text = "x"'),  # and not `by`, which is nearer
        ('Speaker-Notes = "x"', 'notes = "x"'),
        ('figure = [{ valeu = "1", sources = ["gazette"] }]', 'figure = [{ value = "1", sources = ["gazette"] }]'),
    ],
)
def test_a_key_gets_the_name_that_was_meant(wrong: str, right: str) -> None:
    assert mended(STORY + wrong, "key.unknown") == STORY + right


def test_a_table_gets_the_name_that_was_meant_in_every_header() -> None:
    text = (
        STORY.replace("[event.opening]", "[evnt.opening]")
        + '[evnt.x]\ndate = "1890"\ntitle = "x"\nsources = ["gazette"]\n'
    )
    right = text.replace("evnt", "event")
    assert mended(text, "key.unknown") == right


def test_a_key_is_not_renamed_to_one_that_is_there() -> None:
    assert only(STORY + 'title = "a"\ntitel = "b"\n', "key.unknown") == []


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ('layout = "evnt"', 'layout = "event"', "choice"),
        ("layout = 'evnt'", "layout = 'event'", "choice"),
        ('event = "openin"', 'event = "opening"', "ref.unknown"),
        ('event = "opening"\ncolor = "jad"', 'event = "opening"\ncolor = "jade"', "color"),
        ('event = "opening"\nsteps = ["titel"]', 'event = "opening"\nsteps = ["title"]', "steps.unknown"),
        ('event = "opening"\nsources = ["gazete"]', 'event = "opening"\nsources = ["gazette"]', "ref.unknown"),
    ],
)
def test_a_value_becomes_the_one_that_was_meant(wrong: str, right: str, code: str) -> None:
    for line in ('layout = "event"', 'event = "opening"'):
        if right.startswith(line):
            assert mended(STORY.replace(line, wrong), code) == STORY.replace(line, right)


def test_a_language_that_is_nearly_one_of_the_story() -> None:
    text = STORY + 'title = { fra = "a", en = "b" }\n'
    assert mended(text, "text.language.unknown") == STORY + 'title = { fr = "a", en = "b" }\n'


def test_backslashes_become_slashes(tmp_path: object) -> None:
    text = STORY + "image = 'a\\b.svg'\nalt = \"x\"\n"
    (problem,) = [one for one in problems(text) if one.code == "path.backslash"]
    assert find_fixes(problem, text)[0].edit.apply(text) == STORY + "image = 'a/b.svg'\nalt = \"x\"\n"


# ---------------------------------------------------------------------------- what is missing


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('title = { fr = "Un" }', 'title = { fr = "Un", en = "[fr] Un" }'),
        ('title = { en = "One" }', 'title = { en = "One", fr = "[en] One" }'),
        ('title.fr = "Un"', 'title.fr = "Un"\ntitle.en = "[fr] Un"'),
        ('[slide.title]\nfr = "Un"', '[slide.title]\nfr = "Un"\nen = "[fr] Un"'),
        (
            '[[slide.figure]]\nsources = ["gazette"]\nvalue = { fr = "1" }',
            '[[slide.figure]]\nsources = ["gazette"]\nvalue = { fr = "1", en = "[fr] 1" }',
        ),
    ],
)
def test_a_missing_language_is_copied_with_a_mark(wrong: str, right: str) -> None:
    assert mended(STORY + wrong, "text.language.missing") == STORY + right
    assert only(STORY + wrong, "text.language.missing")[0].label("en").startswith("Copy the text from")


def test_a_missing_source_is_added_after_the_last() -> None:
    text = STORY + 'sources = ["le-monde"]\n'
    after = mended(text, "ref.unknown")
    assert '[source.gazette]\npublisher = "La Gazette"\n\n[source.le-monde]\npublisher = "Le monde"\n\n[track' in after
    assert problems(after) == []
    assert only(text, "ref.unknown")[0].label("fr") == "Ajouter la source «\u00a0le-monde\u00a0»"


def test_a_missing_track_gets_a_colour_of_its_own_and_a_missing_event_an_uncertain_date() -> None:
    after = mended(STORY.replace('track = "works"', 'track = "people"'), "ref.unknown")
    assert '[track.people]\ntitle = "People"\ncolor = "vermilion"' in after
    after = mended(STORY.replace('event = "opening"', 'event = "the-flood"'), "ref.unknown")
    assert '[event.the-flood]\ndate = "1889?"\ntitle = "The flood"' in after


def test_a_near_name_comes_before_a_new_table() -> None:
    found = only(STORY + 'sources = ["gazet"]\n', "ref.unknown")
    assert [fix.label("en") for fix in found] == ["Write “gazette”", "Add the source “gazet”"]


def test_the_format_the_languages_the_layout_and_the_id() -> None:
    assert mended(STORY.replace("format = 1\n", ""), "format.missing").startswith("format = 1\n")
    assert 'languages = ["fr", "en"]' in mended(STORY.replace('languages = ["fr", "en"]\n', ""), "key.missing")
    assert mended(STORY.replace('layout = "event"\n', ""), "key.missing").count('layout = "event"') == 1
    after = mended(STORY.replace('id = "a"\n', ""), "id.missing")
    assert '[[slide]]\nid = "opening"\nlayout' in after


# ---------------------------------------------------------------------------- what is there twice, or not as it should be


def test_a_slide_with_the_id_of_another_gets_one_of_its_own() -> None:
    after = mended(STORY + "\n" + SLIDE.replace("minutes = 3", "minutes = 0"), "id.twice")
    assert [line for line in after.splitlines() if line.startswith("id")] == ['id = "a"', 'id = "a-2"']


def test_other_plain_mistakes() -> None:
    assert mended(STORY.replace('id = "a"', 'id = "Ça va"'), "id.bad") == STORY.replace('id = "a"', 'id = "ca-va"')
    twice = STORY.replace('sources = ["gazette"]', 'sources = ["gazette", "gazette"]')
    assert mended(twice, "ref.twice") == STORY
    itself = STORY.replace('track = "works"', 'track = "works"\nleads_to = ["opening"]')
    assert mended(itself, "ref.self") == STORY.replace('track = "works"', 'track = "works"\nleads_to = []')
    unused = STORY.replace("[track.works]", '[source.other]\npublisher = "x"\n\n[track.works]')
    assert mended(unused, "check.uncited") == STORY
    assert mended(STORY.replace("minutes = 3\n\n", "minutes = 9\n\n"), "check.minutes") == STORY
    single = STORY + '[slide.figure]\nvalue = "1"\nsources = ["gazette"]\n'
    assert mended(single, "double.brackets") == single.replace("[slide.figure]", "[[slide.figure]]")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('sources = "gazette"', 'sources = ["gazette"]'),
        ('backup = "true"', "backup = true"),
        ('minutes = "3"', "minutes = 3"),
        ("kicker = 12", 'kicker = "12"'),
        ('color = ["jade"]', 'color = "jade"'),
    ],
)
def test_a_value_of_the_wrong_type(wrong: str, right: str) -> None:
    base = STORY.replace("minutes = 3\n", "") if "minutes" in wrong else STORY
    assert mended(base + wrong, "type") == base + right


# ---------------------------------------------------------------------------- what is not TOML


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("title = The bridge", 'title = "The bridge"', "syntax.quotes"),
        ("title = “The bridge”", 'title = "The bridge"', "syntax.smart"),
        ("title = « Le pont »", 'title = "Le pont"', "syntax.smart"),
        ('title: "x"', 'title = "x"', "syntax.colon"),
        ("backup = oui", "backup = true", "syntax.flag"),
        ("minutes = 1,5", "minutes = 1.5", "syntax.decimal"),
        ('title = "The bridge', 'title = "The bridge"', "syntax.string"),
        ('title = "an 11" screen"', 'title = "an 11\\" screen"', "syntax.inner"),
        ('title = { fr = "a", en = "b", }', 'title = { fr = "a", en = "b" }', "syntax.table.comma"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_toml_becomes_it(wrong: str, right: str, code: str, mark: str, newline: str) -> None:
    base = mark + (STORY.replace("minutes = 3\n", "") if "minutes" in wrong else STORY).replace("\n", newline)
    assert mended(base + wrong + newline, code) == base + right + newline


def test_a_source_is_not_deleted_while_what_cites_it_cannot_be_read() -> None:
    text = STORY.replace('date = "1889"', 'date = "18899-"')
    assert [one.code for one in problems(text) if one.code == "check.uncited"] == ["check.uncited"]
    assert only(text, "check.uncited") == []


def test_what_is_not_plain_gets_no_fix() -> None:
    for more in ('date = "yesterday"', "title = [", 'layout = "zzz"'):
        text = STORY.replace('layout = "event"\n', "") + more if "layout" in more else STORY + more
        assert [find_fixes(problem, text) for problem in problems(text) if problem.severity == "error"] == [[]]


@examples(150)
@given(st.data())
def test_no_text_breaks_it(documents: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(documents)
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(('"', "[", "}", "=", "“", ",", "\n"))) + text[at:]
    for problem in problems(text):
        for fix in find_fixes(problem, text):
            fix.edit.apply(text)


@examples(120)
@given(st.data())
def test_a_slip_of_the_pen_anywhere_is_mended_without_a_new_error(data: st.DataObject) -> None:
    """One sign of a whole story is lost, doubled or exchanged: each fix offered ends its problem and brings no error."""
    text = (paths.assets() / "new" / "project" / "content.fr.toml").read_text("utf-8").replace("  [[", "[[")
    start = text.index("[story]")
    at = data.draw(st.integers(start, len(text) - 1))
    sign = data.draw(st.sampled_from(("", text[at] * 2, "x", '"')))
    broken = text[:at] + sign + text[at + 1 :]
    found = [one for one in problems(broken) if not one.code.startswith("path")]
    errors = sum(one.severity == "error" for one in found)
    for problem in found:
        for fix in find_fixes(problem, broken):
            after = [one for one in problems(fix.edit.apply(broken)) if not one.code.startswith("path")]
            if problem.path:
                assert (problem.code, problem.path, problem.values) not in [
                    (one.code, one.path, one.values) for one in after
                ], fix
                assert sum(one.severity == "error" for one in after) <= errors, fix
            else:
                assert (problem.code, problem.line, problem.column) not in [
                    (one.code, one.line, one.column) for one in after
                ], fix


def test_a_source_of_the_numbers_on_a_track_is_cited() -> None:
    series = '[track.price]\ntitle = "Price"\n[track.price.series]\n'
    for cited in (
        'sources = ["gazette"]\npoints = [{ date = 2010, value = 1 }]\n',
        'points = [{ date = 2010, value = 1, sources = ["gazette"] }]\n',
    ):
        text = (
            'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[source.gazette]\npublisher = "G"\n' + series + cited
        )
        assert [one.code for one in problems(text)] == []
