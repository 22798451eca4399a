"""The published schema judges stories as the loader does, as far as a schema can."""

from __future__ import annotations

import datetime
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from jsonschema import Draft4Validator, Draft7Validator

from desktop.story.format.field import Field, Table
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.format.schema import json_schema
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_text
from tests.examples import examples

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["fr", "en"]\n'
SLIDE = "[[slide]]\nid = 's'\nlayout = 'statement'\ntitle = 't'\n"


def _plain(value: Any) -> Any:
    """Return TOML data as JSON would hold it; editors see TOML's dates as strings."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def _errors(text: str) -> list[str]:
    return [error.message for error in Draft7Validator(json_schema()).iter_errors(_plain(tomllib.loads(text)))]


def _loads(text: str) -> bool:
    return not [problem for problem in load_text(text).problems if problem.severity == "error"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_a_schema_of_the_draft_it_names_and_of_the_oldest_that_editors_read(language: str) -> None:
    found = json_schema(language)
    Draft7Validator.check_schema(found)
    Draft4Validator.check_schema({key: value for key, value in found.items() if key != "$schema"})
    assert json.loads(json.dumps(found)) == found


def test_the_two_languages_differ_only_in_their_descriptions() -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: bare(inner)
                for key, inner in value.items()
                if not (key == "description" and isinstance(inner, str))
            }
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    assert json_schema("en") != json_schema("fr")
    assert bare(json_schema("en")) == bare(json_schema("fr"))


def test_good_stories_are_valid(stories: Path, root: Path) -> None:
    for path in (*stories.glob("*.toml"), root / "content.toml"):
        text = path.read_text(encoding="utf-8")
        assert _errors(text) == [], path


@pytest.mark.parametrize(
    "body",
    [
        "other = 1",
        "[slides]\na = 1",
        "[[event]]\ntitle = 'x'",
        "[event.x]\ntitle = 'x'",
        "[event.x]\ntitle = 'x'\ndate = true",
        "[event.x]\ntitle = 'x'\ndate = '2013'\nstatus = 'maybe'",
        "[event.x]\ntitle = 3\ndate = '2013'",
        "[event.x]\ntitle = { fr = 3 }\ndate = '2013'",
        "[event.x]\ntitle = { french = 'x' }\ndate = '2013'",
        "[event.x]\ntitle = 'x'\ndate = '2013'\nsources = 'a'",
        "[source.x]\nurl = 'https://x.org'",
        "[source.x]\ntitle = 'x'\nurl = 'ftp://x.org'",
        "[track.x]\ntitle = 'x'\ncolor = 'blue'",
        "[track.x]\ntitle = 'x'\ncolor = '#12'",
        f"{SLIDE}titel = 'x'",
        f"{SLIDE}minutes = -1",
        f"{SLIDE}minutes = '1'",
        f"{SLIDE}backup = 'yes'",
        f"{SLIDE}image = 'x.exe'",
        f"{SLIDE}image = '/etc/x.png'",
        f"{SLIDE}steps = ['claim']",
        f"{SLIDE}steps = [[]]",
        f"{SLIDE}figure = [{{ value = '1', share = 2 }}]",
        f"{SLIDE}figure = {{ value = '1' }}",
        f"{SLIDE}chart = {{ kind = 'pie', points = [] }}",
        f"{SLIDE}chart = {{ kind = 'bars' }}",
        f"{SLIDE}chart = {{ decimals = 1.5, points = [] }}",
        "[[slide]]\nid = '2-3'\nlayout = 'timeline'",
        "[[slide]]\nid = 's'",
        "[[slide]]\nid = 's'\nlayout = 'number'",
        "[[slide]]\nid = 's'\nlayout = 'event'\ntitle = 't'",
        "[[slide]]\nid = 's'\nlayout = 'dispute'\nclaim = [{ says = '1' }]",
        "[[slide]]\nid = 's'\nlayout = 'dispute'",
        "[[slide]]\nid = 's'\nlayout = 'list'",
    ],
)
def test_broken_stories_are_not(body: str) -> None:
    root_key = body.startswith("other")
    text = f"{body}\n{HEAD}" if root_key else HEAD + body
    assert not _loads(text)
    assert _errors(text), body


def test_a_slide_may_be_without_an_id_which_the_reader_only_warns_of() -> None:
    text = f"{HEAD}[[slide]]\nlayout = 'timeline'"
    assert [problem.severity for problem in load_text(text).problems] == ["warning"]
    assert not _errors(text)


@pytest.mark.parametrize(
    "body",
    [
        "[event.x]\ntitle = 'x'\ndate = 2013-05-01",
        "[event.x]\ntitle = 'x'\ndate = 1999",
        "[[slide]]\nid = 's'\nlayout = 'dispute'\nclaim = [{ says = '1' }, { says = '2' }]",
        "[[slide]]\nid = 's'\nlayout = 'event'\ndate = '2013'\ntitle = 't'",
        "[[slide]]\nid = 's'\nlayout = 'list'\nitems = ['a', { fr = 'b', en = 'c' }]",
        f"{SLIDE}steps = ['items', ['text', 'claim:0']]",
        f"{SLIDE}chart = {{ points = [{{ at = 2010, value = 1 }}, {{ at = 'x' }}] }}",
        f"{SLIDE}chart = {{ points = [{{ at = {{ fr = 'y', en = 'z' }} }}] }}",
        f"{SLIDE}as_of = '2013?'\nwindow = '2013/..'",
        "[track.x]\ntitle = 'x'\ncolor = '#12aBcD'",
    ],
)
def test_what_the_loader_takes_the_schema_takes(body: str) -> None:
    assert _loads(HEAD + body)
    assert _errors(HEAD + body) == []


@pytest.mark.parametrize(
    ("table", "field"),
    [(table, field) for table in TABLES_BY_NAME.values() for field in table.fields if field.example],
    ids=lambda value: value.name if isinstance(value, Table) else value.key,
)
def test_every_example_is_right(table: Table, field: Field) -> None:
    value = tomllib.loads(f"{field.key} = {field.example}")[field.key]
    found = json_schema()
    place = found if table.name == "root" else found["definitions"][table.name]
    part = {**place["properties"][field.key], "definitions": found["definitions"]}
    assert [error.message for error in Draft7Validator(part).iter_errors(_plain(value))] == []


_VALUE = st.one_of(
    st.sampled_from(
        ['"x"', "3", "-1", "0.5", "true", '["a"]', '{ fr = "x", en = "y" }', '"2013"', '"music"', "[[]]", "{}"]
    )
)


@pytest.mark.parametrize(
    "name", ["a", "été-2014", "x_1", "摆渡人", "2014-a", "-a", "a b", "a:0", "12", "3-4", "a,b", "", "a/b"]
)
def test_ids_are_judged_alike(name: str) -> None:
    text = f"{HEAD}[[slide]]\nid = '{name}'\nlayout = 'statement'\ntitle = 't'"
    assert (_errors(text) == []) == _loads(text)


@examples(150)
@given(data=st.data())
def test_what_the_schema_refuses_the_loader_refuses(data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from(sorted(LAYOUTS)))
    fields = data.draw(
        st.lists(st.sampled_from(TABLES_BY_NAME["slide"].fields[2:]), max_size=6, unique_by=lambda field: field.key)
    )
    lines = [f"{field.key} = {data.draw(_VALUE)}" for field in fields]
    text = f"{HEAD}[[slide]]\nid = 's'\nlayout = '{layout}'\n" + "\n".join(lines)
    if _errors(text):
        assert load_text(text).problems, text
