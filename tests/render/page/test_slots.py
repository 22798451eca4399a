"""How a column shares its height: every slot its place, none beyond the column, free height by weight."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.render.page.slots import Slot, solve


def fixed(name: str, height: float, **how: float) -> Slot:
    return Slot(name, lambda rung: height, **how)


def smaller(name: str, *heights: float, **how: float) -> Slot:
    """Return a slot with a height for each rung."""
    return Slot(name, lambda rung: heights[min(rung, len(heights) - 1)], **how)


def test_slots_stand_below_one_another_with_their_gaps():
    places = solve([fixed("title", 100), fixed("text", 50, gap=30), fixed("note", 20, gap=10)], 500).places
    assert [(place.top, place.height) for place in places] == [(0, 100), (130, 50), (190, 20)]


def test_the_smallest_weight_gives_no_more_than_there_is():
    solution = solve([fixed("chart", 1, weight=5e-324), fixed("text", 0.25, weight=5e-324)], 1.5)
    assert sum(place.height for place in solution.places) <= 1.5


def test_a_missing_part_takes_neither_height_nor_gap():
    title, text, note = solve(
        [fixed("title", 0, gap=40), fixed("text", 50, gap=30), fixed("note", 20, gap=10)], 500
    ).places
    assert title.height == 0
    assert text.top == 0
    assert note.top == 60


def test_free_height_goes_to_the_slots_with_a_weight():
    solution = solve([fixed("text", 100), fixed("chart", 100, weight=3), fixed("notes", 100, weight=1)], 500)
    assert [place.height for place in solution.places] == [100, 250, 150]
    assert solution.free == 0


def test_what_a_full_slot_leaves_goes_to_the_others():
    solution = solve([fixed("chart", 100, weight=1, most=120), fixed("picture", 100, weight=1)], 500)
    assert [place.height for place in solution.places] == [120, 380]


def test_all_slots_go_down_the_ladder_together_until_they_fit():
    solution = solve([smaller("title", 90, 80, 70), smaller("text", 300, 200, 100)], 280, rungs=3)
    assert solution.rung == 1
    assert [place.height for place in solution.places] == [80, 200]
    assert not any(place.is_cut for place in solution.places)


def test_below_the_last_rung_the_last_slot_is_cut_first():
    title, text = solve([smaller("title", 90, 80, least=40), smaller("text", 300, 200, least=60)], 180, rungs=2).places
    assert (title.height, title.is_cut) == (80, False)
    assert (text.height, text.is_cut) == (100, True)


def test_where_not_even_the_least_fits_the_last_slot_is_left_out():
    title, text = solve([fixed("title", 90, least=80), fixed("text", 300, gap=20, least=60)], 100).places
    assert title.height == 80
    assert (text.height, text.is_cut) == (0, True)


heights = st.floats(0, 2000)
slots = st.lists(
    st.tuples(heights, st.floats(0, 1), st.floats(0, 100), st.floats(0, 3), st.floats(0.2, 1)), min_size=1, max_size=9
)


@given(slots=slots, height=st.floats(1, 3500), rungs=st.integers(1, 6))
def test_whatever_is_asked_no_two_slots_touch_and_none_leaves_the_column(slots, height, rungs):
    asked = [
        Slot(str(index), lambda rung, most=most, fall=fall: most * fall**rung, gap, least * most, weight)
        for index, (most, least, gap, weight, fall) in enumerate(slots)
    ]
    solution = solve(asked, height, rungs)
    bottom = 0.0
    for slot, place in zip(asked, solution.places, strict=True):
        assert place.top >= bottom - 1e-6
        assert place.height >= 0
        assert place.height >= slot.height_at(solution.rung) - 0.5 or place.is_cut
        bottom = place.bottom
    assert bottom <= height + 1e-6
    assert solution.free == pytest.approx(max(0.0, height - bottom), abs=1e-6)
    if solution.rung:
        above = [slot.height_at(solution.rung - 1) for slot in asked]
        assert sum(above) + sum(slot.gap for slot in asked) > height
