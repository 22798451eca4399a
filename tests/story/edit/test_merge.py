"""Two versions become one where each changed its own tables; where both changed one, a person chooses."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, event, given, strategies as st

from desktop.story.edit.edit import EditError, add_table, delete, set_value
from desktop.story.edit.merge import TABLE_ORDER, TOP_LEVEL_KEYS, WHOLE_FILE, Conflict, merge
from desktop.story.edit.slides import insert_slide, slide_texts
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of
from tests.examples import examples
from tests.story.edit.edit_helpers import move_slide

BASE = """\
# The story of a bridge.
format = 1

[story]
title = "The bridge"  # short
languages = ["en"]

# ------------------------------------------------ events

# opened at last
[event.opening]
date = "1889"
title = "Opening"
  [[event.opening.figure]]
  value = "3"

[event.closing]
date = "1950"
title = "Closing"

# ------------------------------------------------ slides

[[slide]]
id = "one"
layout = "statement"
title = "One"

# the second
[[slide]]
id = "two"
layout = "statement"
title = "Two"
# thought over twice

[[slide]]
id = "three"
layout = "statement"
title = "Three"
  [slide.chart]
  points = [{ at = 1 }]
"""


def clean(base: str, mine: str, theirs: str) -> str:
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    tomllib.loads(merged.text.removeprefix("\ufeff"))
    return merged.text


def test_each_side_changes_a_slide_of_its_own() -> None:
    mine, theirs = BASE.replace('"One"', '"Mine"'), BASE.replace('"Three"', '"Theirs"')
    assert clean(BASE, mine, theirs) == mine.replace('"Three"', '"Theirs"')


def test_comments_change_too_and_go_with_what_they_stand_above() -> None:
    mine = BASE.replace("# the second", "# the second of all")
    theirs = BASE.replace("# opened at last", "# opened").replace("# short", "# for now")
    both = clean(BASE, mine, theirs)
    assert both == mine.replace("# opened at last", "# opened").replace("# short", "# for now")


def test_a_comment_between_tables_is_kept_from_whoever_wrote_it() -> None:
    mine = BASE.replace("------ events", "------ what happened")
    theirs = BASE.replace("------ slides", "------ what is shown").replace('"One"', '"Theirs"')
    both = clean(BASE, mine, theirs)
    assert "what happened" in both
    assert "what is shown" in both
    added = clean(BASE, mine.replace("# ---", "# mine\n# ---", 1), BASE.replace("# ---", "# theirs\n# ---", 1))
    assert added.index("# mine") < added.index("# theirs") < added.index("[event.opening]")


def test_one_side_moves_slides_and_the_other_changes_them() -> None:
    mine = move_slide(BASE, "three", 0).apply(BASE)
    theirs = BASE.replace('"Two"', '"Theirs"')
    assert clean(BASE, mine, theirs) == mine.replace('"Two"', '"Theirs"')
    assert clean(BASE, theirs, mine) == mine.replace('"Two"', '"Theirs"')
    assert clean(BASE, BASE, mine) == mine


def test_both_add_slides_in_different_places() -> None:
    new = '[[slide]]\nid = "{0}"\nlayout = "statement"\ntitle = "{0}"'
    mine = insert_slide(BASE, 1, new.format("mine")).apply(BASE)
    theirs = insert_slide(BASE, 3, new.format("theirs")).apply(BASE)
    both = clean(BASE, mine, theirs)
    assert list(source_map_of(both).slide_ids) == ["one", "mine", "two", "three", "theirs"]
    assert '# the second\n[[slide]]\nid = "two"' in both


def test_one_deletes_what_the_other_left_alone() -> None:
    mine = delete(BASE, ("slide", "two")).apply(BASE)
    theirs = delete(BASE, ("event", "closing")).apply(BASE)
    both = clean(BASE, mine, theirs)
    assert list(source_map_of(both).slide_ids) == ["one", "three"]
    assert "closing" not in both


def test_a_new_source_of_theirs_comes_in() -> None:
    theirs = add_table(BASE, "source", "gazette", {"publisher": "La Gazette"}).apply(BASE)
    mine = BASE.replace('"Two"', '"Mine"')
    assert clean(BASE, mine, theirs) == theirs.replace('"Two"', '"Mine"')


def test_a_slide_that_both_changed_is_chosen() -> None:
    mine, theirs = BASE.replace('"Two"', '"Mine"'), BASE.replace('"Two"', '"Theirs"').replace('"One"', '"Uno"')
    merged = merge(BASE, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.id) == ("slide", "two")
    assert conflict.mine is not None
    assert conflict.mine.startswith("# the second\n[[slide]]")
    assert '"Mine"' in conflict.mine
    assert conflict.theirs == conflict.mine.replace("Mine", "Theirs")
    assert conflict.base == conflict.mine.replace("Mine", "Two")
    assert merged.resolve({}) == merged.text == mine.replace('"One"', '"Uno"')
    assert merged.resolve({conflict.path: "theirs"}) == theirs


def test_a_slide_that_one_deleted_and_the_other_changed_is_chosen() -> None:
    mine = delete(BASE, ("slide", "two")).apply(BASE)
    theirs = BASE.replace('"Two"', '"Theirs"')
    merged = merge(BASE, mine, theirs)
    (conflict,) = merged.conflicts
    assert conflict.mine is None
    assert merged.text == mine
    assert list(source_map_of(merged.resolve({("slide", "two"): "theirs"})).slide_ids) == ["one", "two", "three"]


def test_an_event_that_both_added_differently_is_chosen() -> None:
    mine, theirs = (add_table(BASE, "event", "new", {"date": d, "title": "New"}).apply(BASE) for d in ("1", "2"))
    merged = merge(BASE, mine, theirs)
    assert [(one.path, one.base) for one in merged.conflicts] == [(("event", "new"), None)]
    assert merged.resolve({("event", "new"): "theirs"}) == theirs


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    both = BASE.replace('"Two"', '"Same"')
    assert clean(BASE, both, both.replace('"One"', '"Theirs"')) == both.replace('"One"', '"Theirs"')


def test_slides_that_both_moved_differently_are_chosen() -> None:
    mine, theirs = (move_slide(BASE, name, 0).apply(BASE) for name in ("three", "two"))
    merged = merge(BASE, mine, theirs)
    (conflict,) = merged.conflicts
    assert conflict.path == TABLE_ORDER
    assert conflict.mine is not None
    assert conflict.mine.endswith("three\none\ntwo")
    assert list(source_map_of(merged.text).slide_ids) == ["three", "one", "two"]
    assert list(source_map_of(merged.resolve({TABLE_ORDER: "theirs"})).slide_ids) == ["two", "one", "three"]


def test_the_keys_at_the_top_are_a_table_too() -> None:
    mine, theirs = BASE.replace("format = 1", "format = 1 # ours"), BASE.replace("format = 1", "format = 2")
    assert [one.path for one in merge(BASE, mine, theirs).conflicts] == [TOP_LEVEL_KEYS]
    assert merge(BASE, mine, theirs).resolve({TOP_LEVEL_KEYS: "theirs"}) == theirs


BROKEN = (
    BASE.replace('"Two"', '"Two'),
    BASE + '[event.opening.more]\nx = 1\n[event]\nother.date = "1"\n[event.again]\n[[slide.claim]]\nsays = "1"\n',
    'slide = [{ id = "one" }]\n',
)


@pytest.mark.parametrize("broken", BROKEN)
def test_what_cannot_be_taken_apart_is_one_question(broken: str) -> None:
    theirs = BASE.replace("One", "Theirs").replace("Two", "Theirs").replace("Three", "Theirs").replace("1950", "1951")
    merged = merge(BASE, broken, theirs)
    kinds = [one.path for one in merged.conflicts]
    if kinds == [WHOLE_FILE]:
        assert merged.conflicts == (Conflict(WHOLE_FILE, broken, theirs, BASE),)
        assert merged.text == broken
    assert WHOLE_FILE in kinds or broken == BROKEN[1] or "slide = [" in broken
    assert merge(BASE, broken, BASE).text == broken
    assert merge(broken, broken, theirs).text == theirs


def test_a_text_in_the_middle_of_typing_is_merged_by_lines() -> None:
    mine = BASE.replace('title = "Two"', 'title = "Two and a half')
    theirs = BASE.replace('"One"', '"Theirs"').replace("1950", "1951")
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert merged.text == mine.replace('"One"', '"Theirs"').replace("1950", "1951")


def test_a_line_beside_the_one_being_typed_is_not_guessed_at() -> None:
    mine = BASE.replace('layout = "statement"\ntitle = "Two"', 'layout = "statement"\ntitle = "Tw')
    theirs = BASE.replace('layout = "statement"\ntitle = "Two"', 'layout = "title"\ntitle = "Two"')
    assert [one.path for one in merge(BASE, mine, theirs).conflicts] == [WHOLE_FILE]


def test_two_keys_of_one_slide_come_together() -> None:
    mine = BASE.replace('title = "Two"', 'title = "Mine"')
    theirs = BASE.replace('title = "Two"', 'title = "Two"\nnotes = "Theirs"')
    assert clean(BASE, mine, theirs) == BASE.replace('title = "Two"', 'title = "Mine"\nnotes = "Theirs"')
    added = BASE.replace('title = "Two"', 'title = "Two"\ncolor = "gold"')
    both = clean(BASE, added, theirs)
    assert data(both)["slide", "two"] == {**data(BASE)["slide", "two"], "color": "gold", "notes": "Theirs"}


def test_one_key_that_both_changed_stays_a_question_even_on_lines_of_their_own() -> None:
    base = BASE.replace('title = "Two"', 'title = "Two"\nitems = [\n  "a",\n  "b",\n]')
    mine, theirs = base.replace('"a"', '"A"'), base.replace('  "b",', '  "b",\n  "c",')
    assert [one.path for one in merge(base, mine, theirs).conflicts] == [("slide", "two")]


def test_all_slides_deleted_by_the_other_side_is_a_question() -> None:
    mine = BASE.replace("1950", "1951")
    theirs = BASE[: BASE.index("# ------------------------------------------------ slides")]
    assert [one.path for one in merge(BASE, mine, theirs).conflicts] == [WHOLE_FILE]
    assert merge(BASE, BASE, theirs).text == theirs


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", ["two", "three"])
def test_a_heading_typed_above_a_slide_that_the_other_deletes_is_kept(turned: bool, name: str) -> None:
    start = BASE.index("# the second" if name == "two" else '[[slide]]\nid = "three"')
    typed = BASE[:start] + "# ---- Part two ----\n\n" + BASE[start:]
    deleted = delete(BASE, ("slide", name)).apply(BASE)
    mine, theirs = (deleted, typed) if turned else (typed, deleted)
    text = clean(BASE, mine, theirs)
    assert text.count("# ---- Part two ----") == 1
    assert data(text) == data(deleted)


# ---------------------------------------------------------------------------- any changes

Change = Callable[[str], str]


def edited(name: str, side: str, what: str) -> Change:
    table = ("slide", name) if name in ("one", "two", "three") else ("event", name)

    def apply(text: str) -> str:
        match what:
            case "title":
                return set_value(text, (*table, "title"), side).apply(text)
            case "key":
                return set_value(text, (*table, "color"), side).apply(text)
            case "delete":
                return delete(text, table).apply(text)
            case "comment":
                start = source_map_of(text).key_range(table).start
                start = text.rindex("\n", 0, start) + 1
                return f"{text[:start]}# {side}{newline_of(text)}{text[start:]}"
            case "before" if table[0] == "slide":
                at = list(source_map_of(text).slide_ids).index(name)
                return insert_slide(text, at, f'[[slide]]\nid = "{side}-{name}"\nlayout = "title"').apply(text)
            case "copy" if table[0] == "slide":
                at = list(source_map_of(text).slide_ids).index(name)
                block = slide_texts(text, (name,))[0]
                path = ("slide", source_map_of(block).slide_ids[0], "id")
                return insert_slide(text, at + 1, set_value(block, path, f"{side}-{name}-2").apply(block)).apply(text)
            case _:
                return set_value(text, (*table, "sources"), [side]).apply(text)

    return apply


CHANGES = st.sampled_from(("title", "key", "delete", "comment", "before", "copy", "sources"))
NAMES = ("one", "two", "three", "opening", "closing")


def data(text: str) -> dict[Any, Any]:
    found = tomllib.loads(text.removeprefix("\ufeff"))
    slides = {("slide", one["id"]): one for one in found.get("slide", [])}
    return slides | {("event", name): one for name, one in found.get("event", {}).items()}


@examples(60)
@given(st.dictionaries(st.sampled_from(NAMES), st.tuples(st.booleans(), CHANGES)), st.booleans(), st.booleans())
def test_changes_to_different_tables_all_come_in(
    changes: dict[str, tuple[bool, str]], windows: bool, mark: bool
) -> None:
    base = ("\ufeff" if mark else "") + (BASE.replace("\n", "\r\n") if windows else BASE)
    mine = theirs = base
    for name, (ours, what) in changes.items():
        if ours:
            mine = edited(name, "mine", what)(mine)
        else:
            theirs = edited(name, "theirs", what)(theirs)
    assume(all("[[slide]]" in side for side in (mine, theirs)))  # all slides deleted is a question
    text = clean(base, mine, theirs)
    before, ours_now, others, both = data(base), data(mine), data(theirs), data(text)
    for path in set(before) | set(ours_now) | set(others):
        changed = ours_now if ours_now.get(path) != before.get(path) else others
        assert both.get(path) == changed.get(path), path
    for comment in ("# thought over twice", "# the second", "# opened at last", "# short"):
        assert (comment in text) == (comment in mine and comment in theirs)
    for side in (mine, theirs):
        for line in set(side.splitlines()) - set(base.splitlines()):
            assert line in text.splitlines()
    assert text.startswith("\ufeff") == mark
    if windows and "\n" in text:
        assert "\n" not in text.replace("\r\n", "")
    assert merge(base, theirs, mine).conflicts == ()


@examples(60)
@given(st.data())
def test_whatever_two_people_do_the_result_is_read_and_nothing_is_decided_unasked(
    documents: st.SearchStrategy[str], data: st.DataObject
) -> None:
    base = data.draw(documents)
    sides = []
    for _ in range(2):
        text = base
        for _ in range(data.draw(st.integers(0, 3))):
            slides = source_map_of(text).slide_ids
            assume(slides)
            name = data.draw(st.sampled_from(slides))
            kind = data.draw(st.sampled_from(("set", "move", "delete", "insert", "comment")))
            try:
                match kind:
                    case "set":
                        text = set_value(text, ("slide", name, "note"), data.draw(st.text("ab\n", max_size=3))).apply(
                            text
                        )
                    case "move":
                        text = move_slide(text, name, data.draw(st.integers(0, 4))).apply(text)
                    case "delete":
                        text = delete(text, ("slide", name)).apply(text)
                    case "insert":
                        text = insert_slide(text, data.draw(st.integers(0, 4)), {"id": f"new{len(sides)}"}).apply(text)
                    case _:
                        text += "\n# added"
            except EditError:
                continue
        assume(_valid(text))
        sides.append(text)
    mine, theirs = sides
    merged = merge(base, mine, theirs)
    event("conflicts: " + ",".join(sorted({one.kind for one in merged.conflicts})))
    assert _valid(merged.text)
    everything = {one.path: "theirs" for one in merged.conflicts}
    assert _valid(merged.resolve(everything))  # type: ignore[arg-type]
    for conflict in merged.conflicts:
        assert conflict.mine != conflict.theirs
    if mine == base:
        assert merged.text == theirs
    if theirs == base:
        assert merged.text == mine


def _valid(text: str) -> bool:
    try:
        tomllib.loads(text.removeprefix("\ufeff"))
    except ValueError:
        return False
    return True
