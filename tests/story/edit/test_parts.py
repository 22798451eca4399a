"""Keys and parts as forms write them: what a control changes, and that nothing else moves."""

from __future__ import annotations

import tomllib
from random import Random

import pytest

from desktop.story.assist.rename import find_uses, id_at, rename_id, uses_by_id
from desktop.story.edit.edit import EditError, delete
from desktop.story.edit.fields import data_at, set_date_key, set_key, write_text
from desktop.story.edit.parts import add_part, move_part, new_part, part_count, remove_parts
from desktop.story.format.fields import TABLES_BY_NAME
from tests.story.edit.edit_helpers import STORY, after, changed, inverse

LANGUAGES = ("fr", "en")


def test_data_is_what_the_text_says_however_it_is_written():
    assert data_at(STORY, ("event", "opening", "title")) == {"fr": "Ouverture", "en": "Opening"}
    assert data_at(STORY, ("slide", "one", "claim", 1)) == {"says": "b"}
    assert data_at(STORY, ("slide", "two", "chart", "points", 0)) == {"at": 2010, "value": 1}
    assert data_at(STORY, ("story", "languages")) == ["fr", "en"]
    assert data_at(STORY, ("slide", "none")) is None


def test_a_slide_can_be_read_while_another_one_is_broken():
    broken = STORY.replace('id = "two"', 'id = "two')
    assert data_at(broken, ("slide", "one"))["title"] == "One"


def test_a_key_of_one_slide_is_read_from_a_header_of_its_own():
    text = '[[slide]]\nid = "a"\n[[slide]]\nid = "b"\n[slide.chart]\nkind = "line"\n[[slide.chart.points]]\nat = 1\n'
    assert data_at(text, ("slide", "b", "chart", "kind")) == "line"
    assert data_at(text, ("slide", "b", "chart", "points")) == [{"at": 1}]
    assert data_at(text, ("slide", "a", "chart")) is None


def test_an_empty_value_takes_its_key_away():
    text = after(set_key(STORY, ("event", "opening", "sources"), []))
    assert "sources" not in data_at(text, ("event", "opening"))
    assert "date" not in data_at(after(set_date_key(STORY, ("event", "opening", "date"), "")), ("event", "opening"))


def test_a_text_without_words_goes_and_leaves_the_other_language():
    text = after(write_text(STORY, ("event", "opening", "title"), "fr", "", LANGUAGES))
    assert data_at(text, ("event", "opening", "title")) == {"en": "Opening"}
    text = after(write_text(text, ("event", "opening", "title"), "en", "", LANGUAGES), text)
    assert "title" not in data_at(text, ("event", "opening"))
    text = after(write_text(STORY, ("slide", "one", "title"), "fr", "", LANGUAGES))
    assert data_at(text, ("slide", "one", "title")) == {"en": "One"}


def test_a_part_is_added_after_the_last_of_its_list():
    text = after(add_part(STORY, ("slide", "one", "claim"), {"says": "c"}))
    assert text == STORY.replace(
        'says = "b"\n# below one\n', 'says = "b"\n# below one\n\n  [[slide.claim]]\n  says = "c"\n'
    )
    text = after(add_part(STORY, ("slide", "two", "chart", "points"), {"at": 2012}))
    assert data_at(text, ("slide", "two", "chart", "points"))[2] == {"at": 2012}


@pytest.mark.parametrize(
    "path", [("slide", "one", "figure"), ("event", "opening", "figure"), ("slide", "three", "item")]
)
def test_a_first_part_gets_a_header_of_its_owner(path):
    text = after(add_part(STORY, path, {"value": "1"}))
    assert data_at(text, path) == [{"value": "1"}]
    header = f"[[{'.'.join(part for part in path if part not in ('one', 'three'))}]]"
    assert header in text


def test_a_part_changes_places_with_its_comment():
    text = after(move_part(STORY, ("slide", "one", "claim", 1), -1))
    assert data_at(text, ("slide", "one", "claim")) == [{"says": "b"}, {"says": "a"}]
    assert text.index('says = "b"') < text.index("# indented") < text.index('says = "a"')
    changed(move_part(STORY, ("slide", "two", "chart", "points", 0), 1), "{ at = 2010, value = 1 }, { at = 2011 }",
            "{ at = 2011 }, { at = 2010, value = 1 }")  # fmt: skip
    assert after(move_part(STORY, ("slide", "one", "claim", 1), 1)) == STORY


def test_several_parts_go_in_one_step():
    text = after(add_part(STORY, ("slide", "two", "chart", "points"), {"at": 2012}))
    text = after(remove_parts(text, ("slide", "two", "chart", "points"), {0, 2}), text)
    assert data_at(text, ("slide", "two", "chart", "points")) == [{"at": 2011}]


@pytest.mark.parametrize("name", ["claim", "figure", "item", "series", "line", "band", "point"])
def test_a_new_part_has_all_that_its_table_requires(name):
    table = TABLES_BY_NAME[name]
    part = new_part(table)
    assert {field.key for field in table.fields if field.required} <= set(part)
    for group in table.requires_one_of:
        assert set(group) & set(part)


def test_any_row_of_new_edits_is_taken_back_byte_for_byte():
    for seed in range(60):
        chance, text, undo = Random(seed), STORY, []
        for _ in range(12):
            path = chance.choice(
                [("slide", "one", "claim"), ("slide", "two", "chart", "points"), ("event", "opening", "figure")]
            )
            count, number = part_count(text, path), chance.randrange(3)
            if not count or chance.random() < 0.4:
                edit = add_part(text, path, {"at": number} if path[-1] == "points" else {"says": f"{number}"})
                expected = count + 1
            elif chance.random() < 0.5:
                edit, expected = move_part(text, (*path, number % count), chance.choice((-1, 1))), count
            else:
                edit, expected = delete(text, (*path, number % count)), count - 1
            undo.append(inverse(edit, text))
            text = edit.apply(text)
            tomllib.loads(text)
            assert part_count(text, path) == expected, (seed, path)
        for edit in reversed(undo):
            text = edit.apply(text)
        assert text == STORY


# ---------------------------------------------------------------------------- ids

LINKED = (
    STORY.replace('layout = "statement"\ntitle', 'layout = "event"\nevent = "opening"\ntitle')
    + '\n[event.end]\ndate = "1890"\nleads_to = ["opening", "end"]\n[event."long name"]\ndate = "1891"\n'
)


def test_an_id_is_renamed_where_it_is_defined_and_used():
    text = after(rename_id(LINKED, "event", "opening", "start"), LINKED)
    assert "[event.start]" in text
    assert 'event = "start"' in text
    assert 'leads_to = ["start", "end"]' in text
    assert "opening" not in text
    assert text.replace("start", "opening") == LINKED
    assert len(find_uses(LINKED, "event", "opening")) == 3
    assert uses_by_id(LINKED, "event")["opening"] == [("slide", "one", "event"), ("event", "end", "leads_to", 0)]


def test_a_quoted_id_and_one_of_a_slide_are_renamed():
    assert "[event.short]" in after(rename_id(LINKED, "event", "long name", "short"), LINKED)
    changed(rename_id(STORY, "slide", "two", "second"), 'id = "two"', 'id = "second"')


@pytest.mark.parametrize(("new_id", "code"), [("end", "there"), ("no spaces", "id"), ("12", "id"), ("", "id")])
def test_a_name_that_is_taken_or_none_is_refused(new_id, code):
    with pytest.raises(EditError) as refused:
        rename_id(LINKED, "event", "opening", new_id)
    assert refused.value.code == code
    assert refused.value.message("fr")


def test_the_id_under_the_cursor_is_found_where_it_is_used_and_defined():
    for place in ('event = "ope', "[event.ope", 'leads_to = ["ope'):
        assert id_at(LINKED, LINKED.index(place) + len(place)) == ("event", "opening")
    assert id_at(LINKED, LINKED.index('id = "tw') + 7) == ("slide", "two")
    assert id_at(LINKED, LINKED.index("title.fr")) is None
