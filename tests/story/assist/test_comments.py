"""Comments for a co-author are lines of the text that say whose they are."""

from __future__ import annotations

import pytest

from desktop.story.assist.comments import add_comment, comments_on, find_comments, remove_comment
from desktop.story.edit.edit import EditError

TEXT = '''# @anne above all
format = 1

# Part one
# @anne Is this title right?
[[slide]]
id = "a"
layout = "title"
title = """
# @nobody in a string
"""
# @bob: shorter, please

[event.x]
title = "X"  # @bob not alone on its line
date = 1999
# @eve: when exactly?

[[slide]]
id = "b"
layout = "event"
event = "x"
sources = [
# @nobody in a list
]
'''


def test_each_says_who_what_and_where():
    found = [(comment.author, comment.words, comment.path[:2]) for comment in find_comments(TEXT)]
    assert found == [
        ("anne", "above all", ("format",)),
        ("anne", "Is this title right?", ("slide", "a")),
        ("bob", "shorter, please", ("slide", "a")),
        ("eve", "when exactly?", ("event", "x")),
    ]


def test_a_slide_has_its_own_and_those_of_its_event():
    assert [comment.author for comment in comments_on(TEXT, "a")] == ["anne", "bob"]
    assert [comment.author for comment in comments_on(TEXT, "b", "x")] == ["eve"]
    assert comments_on("# no comment", "b") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_is_written_above_the_header_and_taken_away_again(newline):
    text = TEXT.replace("\n", newline)
    edit = add_comment(text, ("slide", "b"), "Jean Ôté", "two\nlines")
    after = edit.apply(text)
    (comment, _eve) = comments_on(after, "b", "x")[::-1]
    assert (comment.author, comment.words) == ("Jean-Ôté", "two lines")
    assert f'# @Jean-Ôté two lines{newline}[[slide]]{newline}id = "b"' in after
    assert remove_comment(after, comment).apply(after) == text


def test_one_that_moved_since_it_was_found_is_taken_away_where_it_is_now():
    (comment,) = [one for one in find_comments(TEXT) if one.author == "bob"]
    for longer in ("#\n", "# a line above it\n", "x" * 40 + " = 1\n"):
        text = longer + TEXT
        assert remove_comment(text, comment).apply(text) == longer + remove_comment(TEXT, comment).apply(TEXT)
    after = remove_comment(TEXT, comment).apply(TEXT)
    assert remove_comment(after, comment).apply(after) == after


def test_of_two_that_say_the_same_the_one_on_its_slide_is_taken_away():
    text = add_comment(TEXT, ("slide", "b"), "bob", "shorter, please").apply(TEXT)
    (comment,) = [one for one in comments_on(text, "b") if one.author == "bob"]
    longer = "\n" * 400 + text
    assert remove_comment(longer, comment).apply(longer) == "\n" * 400 + TEXT


def test_a_slide_without_a_header_takes_none():
    with pytest.raises(EditError):
        add_comment('slide = [{ id = "a", layout = "title" }]\n', ("slide", "a"), "anne", "words")


def test_any_broken_text_is_searched():
    for end in range(len(TEXT)):
        find_comments(TEXT[:end])
