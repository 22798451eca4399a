"""Rows: nothing overlaps, the weighty come first, and neither panning nor zooming in moves anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import example, given, strategies as st

from desktop.render.timeline.bands.row_counts import PackedBoxes, allocate_rows
from desktop.timeline.row_ranges import drop_labels
from desktop.timeline.rows import LabelBox, Placement, coarsest_scale, octave, pack_rows

HOUR = 3600


@st.composite
def many(draw):
    count = draw(st.integers(0, 40))
    pieces = []
    for number in range(count):
        start = draw(st.integers(-50_000, 50_000)) * HOUR
        length = draw(st.sampled_from((0, 0, 0, 24, 700, 20_000))) * HOUR
        label = draw(st.floats(10.0, 300.0))
        pieces.append(
            LabelBox(f"e{number}", start, start + length, 6.0, 6.0, label, draw(st.sampled_from((1.0, 2.0, 3.0))), 40.0)
        )
    return pieces


def stretch(piece: LabelBox, place: Placement, scale: float) -> tuple[float, float]:
    label = 0.0 if place.side == "none" else piece.label_px + (piece.date_width() if place.shows_date else 0.0)
    left = piece.before_px + (label if place.side == "left" else 0.0)
    right = piece.after_px + (label if place.side == "right" else 0.0)
    return piece.start - left * scale, piece.end + right * scale


def assert_apart(pieces, places, scale):
    by_row: dict[int, list[tuple[float, float]]] = {}
    for piece in pieces:
        if piece.id in places:
            by_row.setdefault(places[piece.id].row, []).append(stretch(piece, places[piece.id], scale))
    for taken in by_row.values():
        taken.sort()
        for one, two in pairwise(taken):
            assert one[1] <= two[0]


@given(many(), st.floats(1.0, 1e6), st.integers(1, 6))
def test_nothing_in_a_row_overlaps(pieces, scale, rows):
    places = pack_rows(pieces, scale, rows)
    assert all(0 <= place.row < rows for place in places.values())
    assert_apart(pieces, places, scale)


@given(many(), st.floats(1.0, 1e6), st.integers(0, 6))
def test_that_a_box_will_find_no_row_is_known_before_all_are_packed(pieces, scale, rows):
    asked, packed = PackedBoxes(pieces, scale, None), PackedBoxes(pieces, scale, None)
    assert asked.overflows(rows) == (len(packed.in_rows(rows)) < len(pieces))


@given(many(), st.floats(10.0, 1e5), st.integers(1, 6), st.integers(1, 12))
def test_closer_octaves_keep_rows_and_sides_and_only_add_labels(pieces, scale, rows, depth):
    known = pack_rows(pieces, scale, rows)
    for _ in range(depth):
        scale /= 2
        closer = pack_rows(pieces, scale, rows, coarser=known)
        assert_apart(pieces, closer, scale)
        for name, place in known.items():
            assert closer[name].row == place.row
            if place.side != "none":
                assert closer[name].side == place.side
                assert closer[name].shows_date >= place.shows_date
        known = closer


@given(many(), st.floats(10.0, 1e5), st.integers(1, 6))
def test_farther_out_rows_stay_and_labels_only_go(pieces, scale, rows):
    near = pack_rows(pieces, scale, rows)
    far = drop_labels(pieces, 2 * scale, rows, near)
    assert far.keys() == near.keys()
    labelled = [piece for piece in pieces if piece.id in far and far[piece.id].side != "none"]
    for one in labelled:
        start, end = stretch(one, far[one.id], 2 * scale)
        for two in pieces:
            if two.id != one.id and two.id in far and far[two.id].row == far[one.id].row:
                first, last = stretch(two, far[two.id], 2 * scale)
                mark_first, mark_last = one.mark_range(2 * scale)
                on_mark = last <= mark_first or mark_last <= first
                assert not on_mark or last <= start or end <= first
    for name, place in far.items():
        assert place.row == near[name].row
        assert place.side in (near[name].side, "none")
        assert place.shows_date <= near[name].shows_date


@given(many(), st.floats(10.0, 1e5))
def test_labels_stay_inside_the_bounds(pieces, scale):
    bounds = (-40_000 * HOUR, 40_000 * HOUR)
    places = pack_rows(pieces, scale, 4, bounds=bounds)
    for piece in pieces:
        place = places.get(piece.id)
        if place is None or place.side == "none":
            continue
        first, last = stretch(piece, place, scale)
        assert place.side == "right" or first >= bounds[0] - 1
        assert place.side == "left" or last <= bounds[1] + 1


def test_the_weightiest_has_its_label_where_there_is_room_for_one():
    pieces = [LabelBox("light", 0, 0, 5, 5, 100, 1.0), LabelBox("heavy", 10, 10, 5, 5, 100, 3.0)]
    places = pack_rows(pieces, 1.0, 1)
    assert places["heavy"].side == "right"
    assert places.get("light") is None or places["light"].side == "left"


def test_only_the_dates_of_marks_with_a_label_are_measured():
    measured = []

    def box(name, start, weight):
        return LabelBox(name, start, start, 5, 5, 100, weight, lambda: measured.append(name) or 40.0)

    places = pack_rows([box("named", 0, 3.0), box("hidden", 2, 1.0)], 1.0, 1)
    assert places == {"named": Placement(0, "right", shows_date=True)}
    assert set(measured) == {"named"}


def test_a_label_turns_left_where_its_right_is_taken():
    pieces = [
        LabelBox("one", 0, 0, 5, 5, 100, 3.0),
        LabelBox("two", 60, 60, 5, 5, 40, 1.0),
        LabelBox("before", -40, -40, 5, 5, 60, 1.0),
    ]
    places = pack_rows(pieces, 1.0, 1)
    assert places["one"] == Placement(0, "right", shows_date=True)
    assert places["before"].side == "left"


def test_octaves_are_counted_from_the_whole_story():
    assert octave(100.0, 100.0) == 0
    assert octave(50.01, 100.0) == 0
    assert octave(49.9, 100.0) == -1
    assert octave(101.0, 100.0) == 1
    assert coarsest_scale(-1, 100.0) == 50.0


@given(st.floats(1e-3, 1e12), st.floats(1e-3, 1e12))
def test_no_scale_is_coarser_than_its_octave(scale, base):
    assert scale <= coarsest_scale(octave(scale, base), base) * (1 + 1e-5)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(1, 40))
def test_rows_are_shared_and_each_track_has_one(needed, room):
    given_rows = allocate_rows(needed, room)
    assert all(1 <= given <= need for given, need in zip(given_rows, needed, strict=True))
    assert sum(given_rows) <= max(room, len(needed))
    if sum(needed) <= room:
        assert given_rows == needed


@given(many(), st.floats(1.0, 1e6), st.integers(1, 6), st.integers(0, 3))
def test_bars_may_share_their_doubt_but_no_label_stands_on_it(pieces, scale, rows, farther):
    doubtful = [
        replace(
            piece, is_span=True, doubt_before=(piece.end - piece.start) // 3, doubt_after=(piece.end - piece.start) // 4
        )
        if piece.end > piece.start
        else piece
        for piece in pieces
    ]
    places = pack_rows(doubtful, scale, rows)
    if farther:
        scale *= 2**farther
        places = drop_labels(doubtful, scale, rows, places)
    for one in doubtful:
        place = places.get(one.id)
        if place is None or place.side not in ("left", "right"):
            continue
        first, last = one.drawn_range(scale)
        start, end = one.occupied_range(place, scale)
        label = (last, end) if place.side == "right" else (start, first)
        assert label[0] < label[1]
        for two in doubtful:
            if two is not one and two.id in places and places[two.id].row == place.row:
                other = two.drawn_range(scale)
                assert other[1] <= label[0] or label[1] <= other[0]


@st.composite
def doubtful_bars(draw):
    bars = []
    for number in range(draw(st.integers(1, 12))):
        start, length = draw(st.integers(-40, 40)) * 10, draw(st.integers(4, 30)) * 10
        before, after = draw(st.sampled_from((0, 20, 60))), draw(st.sampled_from((0, 20, 60)))
        inner = (
            (start - before, start + length + after)
            if draw(st.booleans())
            else (start + before, start + length - after)
        )
        bars.append(
            LabelBox(
                f"e{number}", start, start + length, 0.0, 0.0, draw(st.floats(20.0, 200.0)), is_span=True,
                inside_px=draw(st.floats(20.0, 200.0)), inner_start=inner[0], inner_end=inner[1],
                doubt_before=before, doubt_after=after,
            )
        )  # fmt: skip
    return bars


def bar_with_doubt(name, start, length, after):
    inner = start, start + length - after
    return LabelBox(
        name, start, start + length, 0.0, 0.0, 20.0, is_span=True, inside_px=20.0, inner_start=inner[0],
        inner_end=inner[1], doubt_after=after,
    )  # fmt: skip


@example([bar_with_doubt("e0", 60, 80, 0), bar_with_doubt("e1", -20, 40, 0), bar_with_doubt("e2", 20, 40, 20)], 1, 2.0)
@given(doubtful_bars(), st.integers(1, 5), st.floats(0.3, 2.0))
def test_no_bar_is_drawn_over_the_name_inside_another(bars, rows, scale):
    coarser = pack_rows(bars, 2 * scale, rows)
    for places, its_scale in ((coarser, 2 * scale), (pack_rows(bars, scale, rows, coarser=coarser), scale)):
        for one in bars:
            if one.id not in places or places[one.id].side != "inside":
                continue
            for other in bars:
                if other is not one and other.id in places and places[other.id].row == places[one.id].row:
                    first, last = other.drawn_range(its_scale)
                    assert last <= one.inner_start or first >= one.inner_end
