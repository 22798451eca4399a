"""Names without room on one line, which take two or three where rows are left over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from desktop.render.timeline.bands.row_lines import break_names, lines_wanted
from desktop.timeline.label_box import LabelBox, Placement
from desktop.timeline.rows import pack_rows

BOUNDS = (0, 1000)


def point(name: str, at: int, label: float, *, weight: float = 1.0) -> LabelBox:
    """Return a point whose title is so wide on one line, a half on two and a third on three."""
    return LabelBox(name, at, at, 5.0, 5.0, label, weight, wrapped_px=label / 2, thrice_px=label / 3)


def packed(boxes: list[LabelBox], rows: int, spare: int) -> dict[str, Placement]:
    return break_names(boxes, on_one_line(boxes, rows), 1.0, BOUNDS, spare)


def on_one_line(boxes: list[LabelBox], rows: int) -> dict[str, Placement]:
    short = [replace(box, wrapped_px=0.0, thrice_px=0.0) for box in boxes]
    return pack_rows(short, 1.0, rows, bounds=BOUNDS)


def test_a_name_that_would_be_cut_is_whole_on_two_lines():
    boxes = [point("long", 400, 700.0)]
    assert packed(boxes, 1, 0)["long"].is_cut
    assert packed(boxes, 1, 1)["long"] == Placement(0, "right", wrapped=2, row_count=2)


def test_the_marks_of_a_higher_row_stand_in_its_middle_and_rows_below_move_down():
    boxes = [point("long", 400, 700.0, weight=3.0), point("left", 50, 0.0), point("below", 400, 100.0)]
    places = packed(boxes, 2, 1)
    assert (places["long"].row, places["long"].row_count, places["left"].row_count) == (0, 2, 2)
    assert (places["below"].row, places["below"].row_count) == (2, 1)


def test_the_weightiest_names_have_the_spare_rows():
    boxes = [point("first", 400, 700.0), point("second", 410, 700.0, weight=2.0)]
    places = packed(boxes, 2, 1)
    assert places["second"].wrapped == 2
    assert places["first"].is_cut


def test_a_name_with_no_room_on_one_line_stands_on_more_between_its_neighbours():
    # 300 pixels between the two; on one line nothing of the name would fit
    boxes = [point("before", 100, 0.0, weight=3.0), point("none", 500, 590.0), point("after", 880, 0.0, weight=3.0)]
    assert packed(boxes, 1, 0)["none"].side == "none"
    assert packed(boxes, 1, 1)["none"].wrapped == 2


@given(
    st.lists(st.tuples(st.integers(0, 1000), st.floats(20, 1500), st.integers(1, 3)), min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(0, 6),
)
@settings(max_examples=60)
def test_no_two_names_touch_none_is_lost_and_no_more_rows_are_taken(points, rows, spare):
    boxes = [point(str(number), at, label, weight=weight) for number, (at, label, weight) in enumerate(points)]
    before = on_one_line(boxes, rows)
    after = break_names(boxes, before, 1.0, BOUNDS, spare)
    assert after.keys() == before.keys()
    assert {name for name, place in before.items() if place.side != "none"} <= {
        name for name, place in after.items() if place.side != "none"
    }
    assert all(place.row + place.row_count <= rows + spare for place in after.values())
    assert all(place.wrapped <= place.row_count for place in after.values())
    by_id = {box.id: box for box in boxes}
    ranges = [(place, by_id[name].occupied_range(place, 1.0)) for name, place in after.items() if not place.is_cut]
    for place, (start, end) in ranges:
        for other, (first, last) in ranges:
            if other is not place and other.row == place.row:
                assert end <= first or last <= start
    if spare >= lines_wanted(boxes, before, 1.0, BOUNDS):
        assert after == break_names(boxes, before, 1.0, BOUNDS, 100)
