"""Slides are moved, copied and added with their comments, and the rest stays where it is."""

from __future__ import annotations

import re
import tomllib

import pytest

from desktop.story.edit.edit import EditError, delete
from desktop.story.edit.slides import insert_slide, unique_id
from desktop.story.toml.source_map import source_map_of
from tests.story.edit.edit_helpers import STORY, after, duplicate_slide, move_slide


def ids(text: str) -> tuple[str, ...]:
    return source_map_of(text).slide_ids


def test_a_slide_moves_with_its_comments_and_leaves_the_gaps() -> None:
    done = after(move_slide(STORY, "one", 2))
    assert ids(done) == ("two", "three", "one")
    assert done.endswith("# below one")
    assert done.index("part one") < done.index("# The first slide.")
    assert sorted(done.splitlines()) == sorted(STORY.splitlines())
    assert after(move_slide(done, "one", 0), done) == STORY
    assert move_slide(STORY, "one", 0).apply(STORY) == STORY
    assert ids(after(move_slide(STORY, "three", -5))) == ("three", "one", "two")
    with pytest.raises(EditError):
        move_slide(STORY, "nobody", 0)


def test_a_copy_has_an_id_of_its_own_and_the_rest_is_alike() -> None:
    done = after(duplicate_slide(STORY, "one"))
    assert ids(done) == ("one", "one-2", "two", "three")
    slides = tomllib.loads(done)["slide"]
    assert {**slides[0], "id": "one-2"} == slides[1]
    again = after(duplicate_slide(done, "one-2"), done)
    assert ids(again) == ("one", "one-2", "one-3", "two", "three")
    last = after(duplicate_slide(STORY, "three"))
    assert ids(last) == ("one", "two", "three", "three-2")
    assert unique_id(STORY, "one-7") == "one-2"


def test_a_slide_without_an_id_can_be_moved_and_copied() -> None:
    text = '[[slide]]\ntitle = "A day"\n\n[[slide]]\ntitle = "B day"\n'
    assert after(move_slide(text, "a-day", 1), text) == '[[slide]]\ntitle = "B day"\n\n[[slide]]\ntitle = "A day"\n'
    done = after(duplicate_slide(text, "a-day"), text)
    assert [slide.get("id") for slide in tomllib.loads(done)["slide"]] == [None, "a-day-2", None]


@pytest.mark.parametrize("index", [0, 1, 2, 3, 99])
def test_a_slide_is_put_where_it_is_wanted(index: int) -> None:
    for slide in ('[[slide]]\nid = "new"\nlayout = "timeline"\n', {"id": "new", "layout": "timeline"}):
        done = after(insert_slide(STORY, index, slide))
        assert ids(done)[min(index, 3)] == "new"
        assert all(line in done for line in STORY.splitlines())
        assert re.search(r'\n\n(# The first slide\.\n)?\[\[slide\]\]\nid = "new"', done) or index == 0


def test_the_first_slide_of_a_story_comes_after_everything() -> None:
    assert after(insert_slide("format = 1", 0, {"id": "a"}), "format = 1") == 'format = 1\n\n[[slide]]\nid = "a"\n'
    assert after(insert_slide("", 0, {"id": "a"}), "") == '[[slide]]\nid = "a"\n'


def test_a_new_slide_has_tables_where_they_read_best() -> None:
    slide = {
        "id": "n",
        "claim": [{"says": "a"}, {"says": "b"}],
        "chart": {"kind": "line"},
        "items": [{"fr": "x"}],
        "minutes": 2,
    }
    done = after(insert_slide("", 0, slide), "")
    assert done == (
        '[[slide]]\nid = "n"\nitems = [{ fr = "x" }]\nminutes = 2\n'
        '[[slide.claim]]\nsays = "a"\n[[slide.claim]]\nsays = "b"\n[slide.chart]\nkind = "line"\n'
    )


def test_slides_in_one_list_are_arranged_in_it() -> None:
    text = 'slide = [{ id = "a" }, { id = "b" },\n  { id = "c" }]\n'
    assert after(move_slide(text, "c", 0), text) == 'slide = [{ id = "c" }, { id = "a" },\n  { id = "b" }]\n'
    assert ids(after(duplicate_slide(text, "b"), text)) == ("a", "b", "b-2", "c")
    assert ids(after(insert_slide(text, 9, {"id": "d"}), text)) == ("a", "b", "c", "d")
    assert ids(after(insert_slide(text, 0, '[[slide]]\nid = "d"'), text)) == ("d", "a", "b", "c")
    assert ids(after(delete(text, ("slide", "b")), text)) == ("a", "c")
