"""The editor's reading of TOML, a line at a time, and its counting of characters; without a window."""

from __future__ import annotations

import pytest
from hypothesis import example, given, strategies as st

from desktop.ui.editor.qt_text import from_qt, offset_at_utf16, to_qt, utf16_offset
from desktop.ui.editor.tokens import context_at, header_path, state_after, tokenize, without_strings
from tests.examples import examples

LINE = st.text(alphabet="ab1 =\"'#[]{},.\\\t-é😀", max_size=24)
STATE = st.sampled_from([0, 1, 2, 4, 8])


def named(line: str, state: int = 0) -> list[tuple[str, str]]:
    return [(line[start:end], kind) for start, end, kind in tokenize(line, state)[0]]


def walk(text: str) -> list[int]:
    states, state = [], 0
    for line in text.split("\n"):
        state = state_after(line, state)
        states.append(state)
    return states


def test_each_part_of_a_line_is_known_for_what_it_is():
    assert named('sources = ["a#b", 2] # why') == [
        ("sources", "key"), ("=", "sign"), ("[", "sign"), ('"a#b"', "string"), (",", "sign"), ("2", "number"),
        ("]", "sign"), ("# why", "comment"),
    ]  # fmt: skip
    assert named("[[slide.claim]]") == [("[[", "bracket"), ("slide.claim", "header"), ("]]", "bracket")]
    assert ("true", "flag") in named("plain = true")
    assert ("2014-05-01", "date") in named("day = 2014-05-01")
    assert ('"a key"', "key") in named('"a key" = 1')


@pytest.mark.parametrize("date", ["2014", "2014-05", "2013-01/2014~", "2017-02?", "201X", "2014/..", "../2014-05-01"])
def test_a_string_that_is_a_date_looks_like_one(date):
    assert (f'"{date}"', "date") in named(f'date = "{date}"')


@pytest.mark.parametrize("words", ["", "..", "x2014", "2014 and more", "a"])
def test_other_strings_do_not_look_like_dates(words):
    assert (f'"{words}"', "string") in named(f'date = "{words}"')


def test_marks_in_a_string_are_told_apart_from_its_words():
    assert [kind for words, kind in named('a = "**b** `c` [d](e)"') if words in ("**", "`", "](e)")] == ["mark"] * 4
    assert not [kind for _, kind in named("a = 1 # **b**") if kind == "mark"]


def test_long_strings_and_lists_go_on_over_lines():
    assert walk('a = """one\n two # no comment\n three"""\nb = 1') == [1, 1, 0, 0]
    assert walk("a = '''\n'\n'''") == [2, 2, 0]
    assert walk('a = [\n  "x", # ]\n  [1]\n]\nb = 2') == [4, 4, 4, 0, 0]
    assert walk('a = """x\\"""y"""') == [0]


def test_what_is_left_open_ends_at_the_next_key_or_header():
    assert walk("a = [\nb = 2\nc = 3") == [4, 0, 0]
    assert walk("a = [\n[event.x]\n") == [4, 0, 0]
    assert named("[true]", 4)[0] == ("[", "sign")


@given(LINE, STATE)
@example("[1[", 0)
@examples(1500)
def test_the_quick_way_to_the_state_of_a_line_finds_the_same_as_the_long_one(line, state):
    assert state_after(line, state) == tokenize(line, state)[1]


@given(LINE, STATE)
def test_tokens_lie_in_the_line_and_bare_keeps_its_length(line, state):
    for start, end, _ in tokenize(line, state)[0]:
        assert 0 <= start < end <= len(line)
    assert len(without_strings(line, state)) == len(line)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('a = "', '"'), ('a = "b"', ""), ('a = "b\\"', '"'), ("a = 'b", "'"), ("# it's", "#"), ('a = """b', '"""'),
        ('a = """b"""', ""), ('a = ""', ""), ("a = 1", ""), ('a = "#', '"'), ("a = 'b'  ", ""), ('a = "2014', '"'),
    ],
)  # fmt: skip
def test_where_a_column_stands(line, where):
    assert context_at(line, len(line), 0) == where


@given(LINE, STATE, st.integers(0, 24))
@example("[", 0, 1)
@example("[event.", 0, 7)
def test_every_column_stands_somewhere(line, state, column):
    assert context_at(line, min(column, len(line)), state) in ("", "#", '"', "'", '"""', "'''")


def test_a_column_in_a_long_string_of_lines_above():
    assert context_at("words", 3, 1) == '"""'
    assert context_at('end""" ', 7, 1) == ""


def test_headers_have_names():
    assert header_path("[event.x]", 0) == (("event", "x"), False)
    assert header_path('  [[slide."a b"]] # c', 0) == (("slide", "a b"), True)
    assert header_path("[event.x]", 1) is None
    assert header_path("a = [1]", 0) is None
    assert header_path("[", 0) is None


@given(st.text(max_size=40), st.integers(0, 40))
def test_offsets_survive_the_way_to_qt_and_back(text, offset):
    offset = min(offset, len(text))
    assert offset_at_utf16(text, utf16_offset(text, offset)) == offset


def test_every_character_survives_the_way_to_qt_and_back():
    text = "a\u00a0b\u2028c\u2029d\n😀\u202f!"
    assert from_qt(to_qt(text).replace("\n", "\u2029")) == text
