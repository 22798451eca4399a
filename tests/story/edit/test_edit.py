"""An edit changes what it names and nothing else, and can be taken back byte for byte."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import event, example, given, strategies as st

from desktop.story.edit.edit import Edit, EditError, add_table, delete, diff, set_date, set_text, set_value
from desktop.story.edit.slides import insert_slide, unique_id
from desktop.story.load.load import load_text
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import encode_value
from tests.examples import examples
from tests.story.edit.edit_helpers import STORY, after, changed, duplicate_slide, inverse, move_slide

# ------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("slide", "one", "title"), "Uno", 'title = "One"', 'title = "Uno"'),
        (("story", "title", "fr"), 'Le "pont"', '"Le pont"', '"Le \\"pont\\""'),
        (("event", "opening", "title", "fr"), "L’été", "'Ouverture'", "'L’été'"),
        (("event", "opening", "title", "fr"), "L'été", "'Ouverture'", '"L\'été"'),
        (("event", "opening", "title", "de"), "Öffnung", "'Opening'", "'Opening'\ntitle.de = \"Öffnung\""),
        (("event", "opening", "sources", 0), "x", '"gazette"', '"x"'),
        (("event", "opening", "sources", 2), "x", '"register"', '"register",\n  "x"'),
        (("slide", "one", "claim", 1, "says"), "c", '"b"', '"c"'),
        (("slide", "one", "claim", 1, "text"), "t", 'says = "b"', 'says = "b"\n  text = "t"'),
        (("slide", "one", "minutes"), 2.0, 'title = "One"', 'title = "One"\nminutes = 2'),
        (("slide", "two", "chart", "points", 1, "value"), 2.5, "{ at = 2011 }", "{ at = 2011, value = 2.5 }"),
        (("slide", "two", "chart", "points", 2), {"at": 2012}, "{ at = 2011 }", "{ at = 2011 }, { at = 2012 }"),
        (("slide", "two", "notes", "fr"), "n", "at = 2011 }] }", 'at = 2011 }] }\nnotes = { fr = "n" }'),
        (("slide", "three", "text"), "Few\nlines", "\nMany\nlines", "\nFew\nlines"),
        (("slide", "three", "text"), "One line", "\nMany\nlines", "\nOne line"),
        (("slide", "three", "text"), 'A """ and \\', "\nMany\nlines", '\nA ""\\" and \\\\'),
        (("story", "as_of"), "1890", '["fr", "en"]', '["fr", "en"]\nas_of = "1890"'),
        (("format",), 2, "format = 1", "format = 2"),
    ],
)  # fmt: skip
def test_a_value_is_changed_or_added_in_its_place(path: Any, value: object, old: str, new: str) -> None:
    changed(set_value(STORY, path, value), old, new)


def test_tables_are_added_on_the_way() -> None:
    done = after(set_value(STORY, ("source", "gazette", "title"), "La Gazette"))
    assert done == STORY.replace("# The first slide.", '[source.gazette]\ntitle = "La Gazette"\n\n# The first slide.')
    done = after(add_table(done, "source", "register", {"title": "R", "date": "1888"}), done)
    assert 'title = "La Gazette"\n\n[source.register]\ntitle = "R"\ndate = "1888"\n\n# The first' in done
    assert after(set_value("", ("story", "title"), "T"), "") == '[story]\ntitle = "T"\n'
    assert after(set_value("", ("format",), 1), "") == "format = 1\n"
    done = after(
        set_value("[[event.x.claim]]\nsays = 1\n", ("event", "x", "title"), "T"), "[[event.x.claim]]\nsays = 1\n"
    )
    assert tomllib.loads(done) == {"event": {"x": {"title": "T", "claim": [{"says": 1}]}}}


@pytest.mark.parametrize(
    "path", [("slide", "nobody", "title"), ("slide", "one", "title", "fr"), ("slide", "one", "claim", 7, "says"), ()]
)
def test_what_has_no_place_is_refused_in_both_languages(path: Any) -> None:
    with pytest.raises(EditError) as error:
        set_value(STORY, path, "x")
    assert error.value.message("fr") != error.value.message("en")


def test_a_table_in_brackets_is_not_replaced_whole() -> None:
    with pytest.raises(EditError):
        set_value(STORY, ("event", "opening"), {"title": "x"})
    with pytest.raises(EditError):
        add_table(STORY, "event", "opening", {})


def test_writing_in_one_language_keeps_the_others() -> None:
    both = ("fr", "en")
    changed(set_text(STORY, ("slide", "one", "title"), "fr", "Un", both), '"One"', '{ fr = "Un", en = "One" }')
    changed(set_text(STORY, ("slide", "one", "title"), "", "Un", both), '"One"', '"Un"')
    changed(set_text(STORY, ("slide", "one", "title"), "en", "Uno", ("en",)), '"One"', '"Uno"')
    changed(set_text(STORY, ("story", "title"), "en", "A bridge", both), '"The bridge"', '"A bridge"')
    changed(set_text(STORY, ("event", "opening", "title"), "en", "Open", both), "'Opening'", "'Open'")
    done = after(set_text(STORY, ("slide", "two", "title"), "en", "T", both))
    assert 'title = { en = "T" }' in done


def test_a_date_is_written_as_it_was() -> None:
    changed(set_date(STORY, ("event", "opening", "date"), "1888~"), '"1889-05"', '"1888~"')
    for old, date, new in (
        ("1889-05-12", "1890-01-02", "1890-01-02"),
        ("1889-05-12", "1890-01", '"1890-01"'),
        ("1889", "1890", "1890"),
        ("'1889'", "1890", "'1890'"),
        ("1889", "0090", '"0090"'),
        ('"""1889"""', "1890", '"""1890"""'),
    ):
        text = f"[event.x]\ndate = {old} # c\n"
        assert after(set_date(text, ("event", "x", "date"), date), text) == f"[event.x]\ndate = {new} # c\n"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("slide", "one", "title"), 'title = "One"\n', ""),
        (("event", "opening", "date"), 'date   = "1889-05"  # the month is sure\n', ""),
        (("event", "opening", "title", "fr"), "title.fr = 'Ouverture'\n", ""),
        (("event", "opening", "title"), "title.fr = 'Ouverture'\ntitle.en = 'Opening'\n", ""),
        (("event", "opening", "sources", 0), '  "gazette",  # page 3\n', ""),
        (("event", "opening", "sources", 1), '  "register"\n', ""),
        (("story", "languages", 0), '"fr", ', ""),
        (("story", "languages", 1), ', "en"]', "]"),
        (("story", "title", "en"), ', en = "The bridge"', ""),
        (("slide", "one", "claim", 0), '  # indented\n  [[slide.claim]]\n  says = "a"\n', ""),
        (("slide", "two", "chart", "kind"), 'kind = "bars", ', ""),
        (("slide", "two", "chart", "points", 1), ", { at = 2011 }", ""),
        (("slide", "three", "text"), 'text = """\nMany\nlines"""', ""),
        (("slide", "two"), STORY[STORY.index('[[slide]]\nid = "two"') : STORY.index('[[slide]]\nid = "three"')], ""),
        (("nothing",), "format", "format"),
    ],
)
def test_what_is_deleted_is_gone_and_the_rest_is_there(path: Any, old: str, new: str) -> None:
    changed(delete(STORY, path), old, new)


def test_a_deleted_slide_takes_its_comment_and_leaves_the_heading() -> None:
    done = after(delete(STORY, ("slide", "one")))
    assert "# The first slide." not in done
    assert "part one" in done
    assert load_text(done).story is not None


def test_a_heading_between_two_slides_outlives_both() -> None:
    text = '[[slide]]\nid = "a"\n# of a\n\n# ---- part two\n\n[[slide]]\nid = "b"\n'
    without_a = after(delete(text, ("slide", "a")), text)
    assert without_a == '# ---- part two\n\n[[slide]]\nid = "b"\n'
    assert after(delete(text, ("slide", "b")), text) == '[[slide]]\nid = "a"\n# of a\n\n# ---- part two\n\n'
    text = '[[slide]]\nid = "a"\n# of b\n[[slide]]\nid = "b"\n[[slide]]\nid = "c"\n'
    assert "# of b" not in after(delete(text, ("slide", "b")), text)


def test_no_comment_comes_to_stand_at_a_slide_that_it_does_not_belong_to() -> None:
    text = '[[slide]]\nid = "a"\n# of a\n\n[[slide]]\nid = "b"\n[[slide]]\nid = "c"\n'
    for edit in (delete(text, ("slide", "b")), move_slide(text, "a", 1), insert_slide(text, 1, {"id": "d"})):
        assert "# of a\n[[slide]]" not in after(edit, text)
    assert "# of a" not in after(delete(after(move_slide(text, "a", 1), text), ("slide", "a")))


def test_a_moved_slide_keeps_the_comment_at_its_foot() -> None:
    text = '[[slide]]\nid = "a"\n[[slide]]\nid = "b"\n# of b\n'
    done = after(move_slide(text, "b", 0), text)
    assert done == '[[slide]]\nid = "b"\n# of b\n\n[[slide]]\nid = "a"\n'
    assert after(move_slide(done, "b", 1), done).endswith('id = "b"\n# of b\n')


def test_a_comment_in_an_empty_list_stays() -> None:
    for edited, name in (
        (insert_slide("slide = [\n  # none yet\n]\n", 0, {"id": "a"}), "slide"),
        (set_value("slide = [\n  # none yet\n]\n", ("slide", 0), {"id": "a"}), "slide"),
    ):
        done = after(edited, "slide = [\n  # none yet\n]\n")
        assert "# none yet" in done
        assert tomllib.loads(done) == {name: [{"id": "a"}]}


def test_tables_that_stand_apart_are_deleted_where_they_stand() -> None:
    text = "[event.x]\na = 1\n[other]\nb = 2\n[event.x.more]\nc = 3\n# end\n[last]\n"
    assert after(delete(text, ("event", "x")), text) == "[other]\nb = 2\n# end\n[last]\n"
    text = "t = { a.x = 1, b = 2, a.y = 3 }\n"
    assert after(delete(text, ("t", "a")), text) == "t = { b = 2 }\n"
    assert after(delete(text, ("t", "a", "y")), text) == "t = { a.x = 1, b = 2 }\n"


def test_line_ends_and_the_byte_order_mark_are_kept() -> None:
    text = "\ufeff" + STORY.replace("\n", "\r\n")
    for edit in (
        move_slide(text, "one", 1),
        duplicate_slide(text, "one"),
        insert_slide(text, 1, {"id": "n", "text": "a\nb"}),
        set_value(text, ("slide", "one", "text"), "a\nb"),
        set_value(text, ("source", "x", "title"), "X"),
        delete(text, ("event", "opening")),
    ):
        done = after(edit, text)
        assert done.startswith("\ufeff#")
        assert "\n" not in done.replace("\r\n", "")


def test_a_date_over_two_lines_keeps_the_line_ends() -> None:
    text = '[event.x]\r\ndate = """\r\n1889"""\r\n'
    assert after(set_date(text, ("event", "x", "date"), "1890"), text) == text.replace("1889", "1890")


def test_an_edit_says_what_it_does() -> None:
    assert move_slide(STORY, "one", 1).title("en") == "move One"
    assert set_date(STORY, ("event", "opening", "date"), "1889").title("fr") == "date de Ouverture"
    assert delete(STORY, ("slide", "two")).title("en") == "delete two"


def test_the_difference_of_two_texts_is_the_least() -> None:
    assert diff("abcd", "abXd") == Edit(2, 3, "X")
    assert diff("aaa", "aa").apply("aaa") == "aa"
    assert diff("", "x").apply("") == "x"
    assert diff("same", "same").replacement == ""


# ------------------------------------------------------------------ any text at all


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _paths(one, (*path, key))


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _pruned(value: Any) -> Any:
    """Return data without empty tables, which come and go with what implies them."""
    if isinstance(value, dict):
        inner = {key: _pruned(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one not in ({}, [])}
    return [_pruned(one) for one in value] if isinstance(value, list) else value


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_NEW = st.one_of(
    _TEXTS,
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(_TEXTS, max_size=3),
    st.dictionaries(_TEXTS, st.integers(), max_size=3),
)


@examples(200)
@example(value='"""', like='"""x"""', crlf=False)
@example(value='a\n""""', like="", crlf=True)
@given(
    value=_NEW,
    like=st.sampled_from(["", '"x"', "'x'", '"""\nx"""', '"""x"""', "'''x'''", "'''\r\nx'''", "1.0"]),
    crlf=st.booleans(),
)
def test_what_is_written_is_read_back(value: Any, like: str, crlf: bool) -> None:
    written = encode_value(value, like, "\r\n" if crlf else "\n")
    read = tomllib.loads(f"x = {written}")["x"]
    expected = value.replace("\r\n", "\n") if isinstance(value, str) else value
    assert read == expected or _normal(read) == _normal(value)


def _normal(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _normal(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_normal(one) for one in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@examples(100)
@given(data=st.data())
def test_any_sequence_of_edits_touches_only_what_it_names_and_can_be_undone(
    documents: st.SearchStrategy[str], data: st.DataObject
) -> None:
    first = text = data.draw(documents)
    undo: list[Edit] = []
    for step in range(data.draw(st.integers(1, 4))):
        before = tomllib.loads(text.removeprefix("\ufeff"))
        expected = copy.deepcopy(before)
        found = source_map_of(text)
        slides = found.slide_ids
        kind = data.draw(st.sampled_from(("set", "delete", "add", "move", "duplicate", "insert")))
        every = list(_paths(before))
        if kind in ("set", "delete", "add") and every:
            raw = data.draw(st.sampled_from(every))
            path = found.to_id_path(raw)
            if kind == "set":
                value = _normal(data.draw(_NEW))
                node = found.node(path)
                if node is None or node.implicit:
                    continue
                edit = set_value(text, path, value)
                assert (edit.start, edit.end) == (node.start, node.end)
                _at(expected, raw[:-1])[raw[-1]] = value
            elif kind == "add":
                if not isinstance(_at(before, raw), dict):
                    continue
                edit = set_value(text, (*path, f"new-{step}"), "v")
                assert edit.start == edit.end or found.node(path) is not None
                _at(expected, raw)[f"new-{step}"] = "v"
            else:
                edit = delete(text, path)
                del _at(expected, raw[:-1])[raw[-1]]
        elif slides:
            slide = data.draw(st.sampled_from(slides))
            number = slides.index(slide)
            if kind == "move":
                index = data.draw(st.integers(0, len(slides) - 1))
                edit = move_slide(text, slide, index)
                expected["slide"].insert(index, expected["slide"].pop(number))
                moved = edit.apply(text)
                # A comment at a slide's foot is kept off the header that follows by an empty line, nothing else is new.
                assert [sign for sign in sorted(moved) if sign not in "\r\n"] == [
                    sign for sign in sorted(text) if sign not in "\r\n"
                ]
                assert 0 <= moved.count("\n") - text.count("\n") <= text.count("#")
            elif kind == "duplicate":
                edit = duplicate_slide(text, slide)
                new_id = unique_id(text, slide)
                expected["slide"].insert(number + 1, {**copy.deepcopy(expected["slide"][number]), "id": new_id})
            else:
                edit = insert_slide(text, number, {"id": "fresh"})
                expected["slide"].insert(number, {"id": "fresh"})
        else:
            continue
        event(kind)
        undo.append(inverse(edit, text))
        text = edit.apply(text)
        after = tomllib.loads(text.removeprefix("\ufeff"))
        assert _pruned(after) == _pruned(expected), (kind, edit)
        assert ("\r\n" in first and "\n" in text.replace("\r\n", "")) is False
    for edit in reversed(undo):
        text = edit.apply(text)
    assert text == first
