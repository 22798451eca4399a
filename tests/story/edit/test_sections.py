"""Sections stay whole while slides are moved, copied, cut and duplicated."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.edit.copy_slides import copy_slides, delete_slides, duplicate_slides, paste_slides
from desktop.story.edit.sections import move_between_sections, set_backup
from desktop.story.load.load import load_text
from desktop.story.sections import section_by_slide, sections_of
from tests.story.edit.section_outline import OPENING, deck


def outline(text: str) -> str:
    """Return the outline of a story, in the order of its text."""
    loaded = load_text(text)
    assert not loaded.problems
    words: list[str] = []
    for slide in loaded.story.slides:
        words += [f"{slide.section.get('en')}:"] if slide.section else []
        words.append(f"{slide.id}{'?' if slide.backup else ''}")
    return " ".join(words)


def moved(before: str, slide_ids: str, index: int, *, opens_section: bool = False) -> str:
    text = deck(before)
    edit = move_between_sections(text, slide_ids.split(), index, opens_section=opens_section)
    after = edit.apply(text)
    return outline(after)


@pytest.mark.parametrize(
    ("before", "slide_ids", "index", "after"),
    [
        ("x A: a b B: c d", "a", 5, "x A: b B: c d a"),  # the next slide begins the section
        ("x A: a b B: c d", "a b", 5, "x B: c d A: a b"),  # a whole section keeps its title
        ("x A: a b B: c d", "a", 1, "x a A: b B: c d"),  # out of its section, in its place
        ("x A: a b B: c d", "d", 3, "x A: a b d B: c"),  # above the first of a section is the end of the one before
        ("A: a b B: c", "c", 0, "B: c A: a b"),
        ("A: a b B: c", "c", 1, "A: a c b"),  # between the slides of another section it is none
        ("A: a b c B: d e", "d e", 1, "A: a d e b c"),
        ("A: a b? c B: d", "a", 4, "b? A: c B: d a"),  # a backup is in no section of the talk
    ],
)
def test_a_moved_slide_leaves_its_section_whole(before: str, slide_ids: str, index: int, after: str) -> None:
    assert moved(before, slide_ids, index) == after


@pytest.mark.parametrize(
    ("before", "slide_ids", "index", "after"),
    [
        ("x A: a b B: c d", "x", 1, "A: x a b B: c d"),
        ("x A: a b B: c d", "d", 3, "x A: a b B: d c"),
        ("x A: a b B: c d", "b d", 3, "x A: a B: b d c"),
        ("x A: a B: c", "a", 2, "x B: a c"),  # the only slide of a section joins the next one
        ("A: a b X: k? l?", "b", 2, "A: a b X: k? l?"),  # the talk and the backup slides share none
        ("A: a B: b c k?", "k", 1, "A: a k? B: b c"),
        ("A: a B: b C: c d", "a b", 2, "A: a B: b C: c d"),  # more than one section: they stay whole
        ("x A: a", "x", 2, "A: a x"),  # no slide is there whose section could be begun
    ],
)
def test_a_slide_can_be_moved_to_the_beginning_of_a_section(
    before: str, slide_ids: str, index: int, after: str
) -> None:
    assert moved(before, slide_ids, index, opens_section=True) == after


def test_a_section_whose_first_slide_is_deleted_begins_with_the_next() -> None:
    text = deck("x A: a b B: c")
    assert outline(delete_slides(text, ["a"]).apply(text)) == "x A: b B: c"
    assert outline(delete_slides(text, ["a", "b"]).apply(text)) == "x B: c"
    assert outline(delete_slides(text, ["c"]).apply(text)) == "x A: a b"


def test_the_copy_of_a_first_slide_stays_in_its_section() -> None:
    text = deck("A: a b")
    edit, copies = duplicate_slides(text, ["a"])
    assert copies == ("a-2",)
    assert outline(edit.apply(text)) == "A: a a-2 b"


def test_copied_slides_have_the_title_of_a_section_only_as_a_whole() -> None:
    text = deck("A: a b B: c")
    for copied, after in (("a", "x a"), ("a b", "x A: a b"), ("b c", "x b B: c")):
        target = deck("x")
        edit, _ = paste_slides(target, 1, copy_slides(text, copied.split()))
        assert outline(edit.apply(target)) == after


def test_a_pasted_section_parts_no_other() -> None:
    text = deck("A: a b B: c")
    copied = copy_slides(text, ["c"])
    assert outline(paste_slides(text, 1, copied)[0].apply(text)) == "A: a c-2 b B: c"
    assert outline(paste_slides(text, 2, copied)[0].apply(text)) == "A: a b B: c-2 B: c"


def test_a_slide_kept_for_questions_leaves_its_section_behind() -> None:
    text = deck("Z: z A: a b k?")
    kept = set_backup(text, "a", True).apply(text)
    assert outline(kept) == "Z: z a? A: b k?"
    assert [section.slide_ids for section in sections_of(load_text(kept).story)] == [("z",), ("b",)]
    assert outline(set_backup(text, "z", True).apply(text)) == "Z: z? A: a b k?"


def test_a_section_without_words_is_none() -> None:
    text = deck("A: a b c").replace('text = "b"', 'text = "b"\nsection = " "')
    assert [section.slide_ids for section in sections_of(load_text(text).story)] == [("a", "b", "c")]
    after = load_text(delete_slides(text, ["a"]).apply(text)).story
    assert [(section.title.get("en"), section.slide_ids) for section in sections_of(after)] == [("A", ("b", "c"))]


@pytest.mark.parametrize("written", ['section = { en = "A", fr = "Le A" }', 'section.en = "A"\nsection.fr = "Le A"'])
def test_a_title_in_two_languages_is_passed_on_whole(written: str) -> None:
    languages = OPENING.replace('["en"]', '["en", "fr"]')
    slide = '\n[[slide]]\nid = "{0}"\nlayout = "statement"\ntext = "{0}"\n{1}\n'
    text = languages + slide.format("a", written) + slide.format("b", "")
    after = load_text(delete_slides(text, ["a"]).apply(text)).story
    assert [title for _, title in after.slides[0].section.values] == ["A", "Le A"]


def test_slides_written_in_a_list_have_sections_too() -> None:
    text = (
        'format = 1\nslide = [{ id = "a", layout = "statement", text = "a", section = "A" }, '
        '{ id = "b", layout = "statement", text = "b" }, { id = "c", layout = "statement", text = "c" }]\n'
        + OPENING.removeprefix("format = 1\n")
    )
    assert outline(move_between_sections(text, ["a"], 3).apply(text)) == "A: b c a"


def test_a_section_goes_on_to_the_next_that_begins() -> None:
    story = load_text(deck("x A: a b? c B: d C: e?")).story
    assert [(section.title.get("en"), section.slide_ids) for section in sections_of(story)] == [
        ("A", ("a", "c")),
        ("B", ("d",)),
        ("C", ("e",)),
    ]
    assert {slide_id: section.id for slide_id, section in section_by_slide(story).items()} == {
        "a": "a", "c": "a", "d": "d", "e": "e"
    }  # fmt: skip


@given(data=st.data())
def test_no_title_of_a_section_is_lost_by_moving_slides_out_of_it(data: st.DataObject) -> None:
    """All that may go is the title of a section that is put whole between the slides of another."""
    count = data.draw(st.integers(1, 7))
    begins = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    backups = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    words = [
        f"{f'T{number}: ' if begin else ''}s{number}{'?' if backup else ''}"
        for number, (begin, backup) in enumerate(zip(begins, backups, strict=True))
    ]
    text = deck(" ".join(words))
    before = sections_of(load_text(text).story)
    chosen = data.draw(st.lists(st.sampled_from([f"s{number}" for number in range(count)]), min_size=1, unique=True))
    opens = data.draw(st.booleans())
    after = move_between_sections(text, chosen, data.draw(st.integers(0, count)), opens_section=opens).apply(text)
    titles = {section.title.get("en") for section in sections_of(load_text(after).story)}
    kept = {section.title.get("en") for section in before if not set(section.slide_ids) <= set(chosen)}
    assert kept <= titles <= {section.title.get("en") for section in before}
