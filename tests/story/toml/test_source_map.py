"""Every path finds its place in the text, and every place its path."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop.story.ids import slide_ids
from desktop.story.toml.scan import IndexPath, parse_literal
from desktop.story.toml.source_map import SourceMap
from tests.examples import examples

STORY = """\
format = 1

[story]
title = { fr = "Le passeur", en = "The ferryman" }  # the film
languages = ["fr", "en"]

# The five that count.
[event.ipo]
date = "2014-09-19"
title.fr = "Bourse"
title.en = "Flotation"
text = { fr = \"\"\"
Deux
lignes\"\"\", en = "x" }

[[slide]]
id = "one"
layout = "dispute"
claim = [
  { says = "2014", sources = ["a"] },  # ] } not the end
  { says = "2013" },
]

# A comment about two.
[[slide]]
id = "two"
[slide.chart]
points = [{ at = 2010, value = 1.5 }, { at = 2011 }]
[[slide.item]]
title = "x"
[[slide.item]]
title = { fr = "y" }
"""


def _slice(text: str, places: SourceMap, path: Any, where: str = "value") -> str:
    place = places.value_range(path) if where == "value" else places.key_range(path)
    return text[place.start : place.end]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("format",), "format", "1"),
        (("story",), "[story]", "[story]"),
        (("story", "title", "en"), "en", '"The ferryman"'),
        (("story", "languages", 1), '"en"', '"en"'),
        (("event",), "event", "event"),
        (("event", "ipo"), "[event.ipo]", "[event.ipo]"),
        (("event", "ipo", "date"), "date", '"2014-09-19"'),
        (("event", "ipo", "title"), "title", "title"),
        (("event", "ipo", "title", "en"), "title.en", '"Flotation"'),
        (("event", "ipo", "text", "fr"), "fr", '"""\nDeux\nlignes"""'),
        (("slide", "one"), "[[slide]]", "[[slide]]"),
        (("slide", 1, "id"), "id", '"two"'),
        (("slide", "one", "claim", 1), '{ says = "2013" }', '{ says = "2013" }'),
        (("slide", "one", "claim", 1, "says"), "says", '"2013"'),
        (("slide", "one", "claim", 0, "sources", 0), '"a"', '"a"'),
        (("slide", "two", "chart"), "[slide.chart]", "[slide.chart]"),
        (("slide", "two", "chart", "points", 1, "at"), "at", "2011"),
        (("slide", "two", "item", 1, "title", "fr"), "fr", '"y"'),
    ],
)
def test_a_path_finds_its_key_and_its_value(path: Any, key: str, value: str) -> None:
    places = SourceMap(STORY)
    assert _slice(STORY, places, path, "key") == key
    assert _slice(STORY, places, path) == value
    assert places.has(path)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (("slide", "two", "layout"), "[[slide]]"),
        (("slide", "nowhere", "layout"), "slide"),
        (("slide", "two", "chart", "points", 1, "value"), "{ at = 2011 }"),
        (("slide", "two", "item", 1, "text"), "[[slide.item]]"),
        (("event", "ipo", "sources", 0), "[event.ipo]"),
        (("story", "minutes"), "[story]"),
        ((), "f"),
    ],
)
def test_what_is_not_there_is_where_it_would_be(path: Any, nearest: str) -> None:
    places = SourceMap(STORY)
    assert _slice(STORY, places, path) == nearest
    assert not path or not places.has(path)


def test_the_right_one_of_several_tables_is_found() -> None:
    places = SourceMap(STORY)
    assert (
        places.key_range(("slide", "two", "item", 1, "text")).line
        == STORY[: STORY.rindex("[[slide.item]]")].count("\n") + 1
    )
    assert places.key_range(("slide", "two")).line == STORY[: STORY.index("# A comment about two")].count("\n") + 2


def test_lines_and_columns_count_from_one_and_a_byte_order_mark_has_no_width() -> None:
    place = SourceMap("\ufeffa = 1\r\nbé = { c = 'x' }\r\n").value_range(("a",))
    assert (place.line, place.column, place.end_column) == (1, 5, 6)
    place = SourceMap("\ufeffa = 1\r\n\"bé\" = { c = 'x' }\r\n").value_range(("bé", "c"))
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 14, 2, 17)


def test_a_spot_inside_a_string_is_exact_where_it_can_be() -> None:
    places = SourceMap("date = \"2013-13\"\nother = '''2013-13'''\nthird = \"\\u0032013-13\"\n")
    assert places.locate(("date",), "value", 5).column == 14
    assert places.locate(("other",), "value", 5).column == 17
    assert places.locate(("third",), "value", 5).column == 9  # escapes shift what is shown from what is written


def test_slides_have_the_ids_that_the_loader_gives_them() -> None:
    text = (
        '[[slide]]\ntitle = "A day"\n[[slide]]\nid = "x"\n[[slide]]\nid = "x"\n[[slide]]\n[slide.title]\nfr = "Été"\n'
    )
    assert SourceMap(text).slide_ids == ("a-day", "x", "x-2", "ete")
    assert SourceMap("slide = [{ id = 'p' }, { quote = 'Q q' }]").slide_ids == ("p", "q-q")


@pytest.mark.parametrize(
    ("needle", "path"),
    [
        ("format", ("format",)),
        ("[story]", ("story",)),
        ("# the film", ("story",)),
        ("The ferryman", ("story", "title", "en")),
        ('"fr", "en"]', ("story", "languages", 0)),
        ("# The five", ("event", "ipo")),
        ("title.en", ("event", "ipo", "title")),
        ('en = "Flotation', ("event", "ipo", "title", "en")),
        ("lignes", ("event", "ipo", "text", "fr")),
        ("2013", ("slide", "one", "claim", 1, "says")),
        ("# ] }", ("slide", "one", "claim")),
        ("# A comment about two", ("slide", "two")),
        ('id = "two"', ("slide", "two", "id")),
        ("2011", ("slide", "two", "chart", "points", 1, "at")),
        ('{ fr = "y"', ("slide", "two", "item", 1, "title")),
    ],
)
def test_a_place_finds_its_path(needle: str, path: Any) -> None:
    places = SourceMap(STORY)
    offset = STORY.rindex(needle) if needle in ('"fr", "en"]', "2011", "[story]") else STORY.index(needle)
    if needle == "2013":
        offset = STORY.index('"2013"') + 2
    assert places.path_at(*places.line_and_column(offset)) == path


def test_a_place_between_slides_belongs_to_the_slide_above() -> None:
    text = '[[slide]]\nid = "a"\n\n\n[[slide]]\nid = "b"\n'
    places = SourceMap(text)
    assert [places.slide_id_at(line) for line in range(1, 7)] == ["a", "a", "a", "a", "b", "b"]
    assert places.slide_id_at(99) == "b"
    assert SourceMap("# nothing yet\n").path_at(1, 1) == ()
    assert SourceMap("").path_at(1, 1) == ()


@pytest.mark.parametrize("cut", range(0, len(STORY), 7))
def test_a_text_that_is_being_typed_never_fails_and_keeps_what_stands_above(cut: int) -> None:
    text = STORY[:cut] + '"'
    places = SourceMap(text)
    for line in range(1, text.count("\n") + 2):
        places.path_at(line, 3)
    assert places.value_range(("slide", "two", "title")).line >= 1
    if cut > STORY.index('"one"') + 5:
        assert places.key_range(("slide", "one", "id")).line == 17


def _leaves(value: Any, path: IndexPath = ()) -> Iterator[tuple[IndexPath, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))


@examples(100)
@given(data=st.data())
def test_every_value_that_the_parser_finds_is_found_where_it_is_written(
    documents: st.SearchStrategy[str], data: st.DataObject
) -> None:
    text = data.draw(documents)
    content = tomllib.loads(text.removeprefix("\ufeff"))
    places = SourceMap(text)
    slides = content.get("slide", [])
    assert places.slide_ids == tuple(slide_ids(slides) if isinstance(slides, list) else ())
    for raw, value in _leaves(content):
        if not raw:
            continue
        path = places.to_id_path(raw)
        assert places.has(path), raw
        assert places.to_index_path(path) == raw
        node = places.node(path)
        if node is None or node.kind == "table":
            continue
        snippet = text[node.start : node.end]
        assert parse_literal(snippet) == value, (raw, snippet)
        inner = places.path_at(*places.line_and_column(node.start + 1 if node.kind == "array" else node.start))
        assert inner[: len(path)] == path


@examples(100)
@given(data=st.data())
def test_no_place_of_any_text_makes_it_fail(documents: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(documents)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.sampled_from(('"', "'''", "[", "{", "=", "\\", "]", "\n[[", "x"))) + text[at:]
    places = SourceMap(text)
    for line in range(1, text.count("\n") + 3):
        for column in (1, 4, 9):
            path = places.path_at(line, column)
            place = places.value_range(path)
            assert 0 <= place.start <= place.end <= len(text)
