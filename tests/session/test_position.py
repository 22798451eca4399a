"""Where the keys lead: pure, without a window."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from desktop.session import position as positions
from desktop.session.position import Position
from desktop.story.localized_text import LocalizedText
from desktop.story.model import ListItem, Slide, Story


def slide(name: str, steps: int = 0, backup: bool = False) -> Slide:
    items = tuple(ListItem(title=LocalizedText((("", str(number)),))) for number in range(steps))
    return Slide(name, "list", items=items, steps=(("items",),) if steps else False, backup=backup)


STORY = Story(slides=(slide("a"), slide("spare", 1, backup=True), slide("b", 2), slide("c")))


def walk(step, position: Position, count: int) -> list[tuple[str, int]]:
    found = []
    for _ in range(count):
        position = step(STORY, position)
        found.append((position.slide_id, position.step))
    return found


def test_next_is_what_the_next_press_shows_a_step_or_a_slide():
    assert walk(positions.next_position, Position("a"), 4) == [("b", 0), ("b", 1), ("b", 2), ("c", 0)]


def test_backups_come_after_the_end_and_there_it_stays():
    assert walk(positions.next_position, Position("c"), 4) == [("spare", 0), ("spare", 1), ("spare", 1), ("spare", 1)]


def test_back_returns_to_the_whole_slide():
    assert walk(positions.previous_position, Position("c"), 5) == [("b", 2), ("b", 1), ("b", 0), ("a", 0), ("a", 0)]


def test_by_slide_skips_the_steps():
    assert walk(positions.next_slide, Position("a"), 3) == [("b", 0), ("c", 0), ("spare", 0)]
    assert positions.next_slide(STORY, Position("spare")) == Position("spare", 1)
    assert positions.previous_slide(STORY, Position("b", 2)) == Position("a", 0)


def test_numbers_count_in_the_order_of_the_talk():
    assert positions.position_at_number(STORY, 2) == Position("b")
    assert positions.position_at_number(STORY, 4) == Position("spare")
    assert positions.position_at_number(STORY, 0) is None
    assert positions.position_at_number(STORY, 5) is None
    assert positions.number_of(STORY, Position("c")) == 3


def test_an_empty_story_has_a_place_too():
    empty = Story()
    for step in (positions.next_position, positions.previous_position, positions.next_slide, positions.previous_slide):
        assert step(empty, Position()) == Position()
    assert positions.last_position(empty) == Position()


def test_a_slide_inserted_above_changes_nothing():
    longer = replace(STORY, slides=(slide("new"), *STORY.slides))
    assert positions.restore_position(STORY, longer, Position("b", 1)) == Position("b", 1)


def test_a_removed_slide_gives_its_place_to_the_nearest_before_it():
    shorter = Story(slides=(slide("a"), slide("c")))
    assert positions.restore_position(STORY, shorter, Position("b", 1)) == Position("a", 0)
    assert positions.restore_position(STORY, Story(slides=(slide("c"),)), Position("b", 1)) == Position("c")


def test_a_renamed_slide_is_found_between_its_neighbours():
    renamed = Story(slides=(slide("a"), slide("spare", backup=True), slide("new", 1), slide("c")))
    assert positions.restore_position(STORY, renamed, Position("b", 2)) == Position("new", 1)
    moved = Story(slides=(slide("a"), slide("c"), slide("new")))
    assert positions.restore_position(STORY, moved, Position("b", 2)) == Position("a", 0)


def test_a_talk_ends_after_its_last_slide_and_shows_no_backup():
    end = Position("c", 0, ended=True)
    assert positions.next_in_talk(STORY, Position("b", 1)) == Position("b", 2)
    assert positions.next_in_talk(STORY, Position("c")) == end
    assert positions.next_slide_in_talk(STORY, Position("b")) == Position("c")
    assert positions.next_slide_in_talk(STORY, Position("c")) == end
    assert positions.next_in_talk(STORY, end) == positions.next_slide_in_talk(STORY, end) == end
    assert positions.previous_position(STORY, end) == positions.previous_slide(STORY, end) == Position("c")
    assert positions.next_in_talk(Story(), Position()) == Position()


def test_after_a_backup_a_talk_goes_on_where_it_was():
    assert positions.next_in_talk(STORY, Position("spare"), Position("b", 1)) == Position("spare", 1)
    assert positions.next_in_talk(STORY, Position("spare", 1), Position("b", 1)) == Position("b", 1)
    assert positions.next_in_talk(STORY, Position("spare", 1)) == Position("c", 0, ended=True)
    assert positions.next_slide_in_talk(STORY, Position("spare"), Position("b", 1)) == Position("b", 1)


def test_the_end_stays_the_end_in_another_text():
    longer = Story(slides=(*STORY.slides, slide("d", 2)))
    assert positions.restore_position(STORY, longer, Position("c", 0, ended=True)) == Position("d", 2, ended=True)


def test_a_step_that_is_gone_is_the_last_one():
    fewer = Story(slides=(slide("a"), slide("b", 1)))
    assert positions.restore_position(STORY, fewer, Position("b", 2)) == Position("b", 1)


names = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 3), st.booleans()), unique_by=lambda one: one[0])


@given(names)
def test_forward_then_back_visits_the_same_places(slides):
    story = Story(slides=tuple(slide(*one) for one in slides))
    there = [positions.first_position(story)]
    for _ in range(40):
        step = positions.next_position(story, there[-1])
        if step == there[-1]:
            break
        there.append(step)
    assert len({position.slide_id for position in there}) == max(1, len(slides))
    back = [there[-1]]
    for _ in range(len(there) - 1):
        back.append(positions.previous_position(story, back[-1]))
    assert back == there[::-1]


@given(names, names, st.data())
def test_after_any_edit_there_is_a_place_that_exists(old, new, data):
    before = Story(slides=tuple(slide(*one) for one in old))
    after = Story(slides=tuple(slide(*one) for one in new))
    places = [positions.first_position(before)]
    for _ in range(20):
        places.append(positions.next_position(before, places[-1]))
    position = positions.restore_position(before, after, data.draw(st.sampled_from(places)))
    assert (positions.slide_at(after, position) is not None) == bool(after.slides)
