"""The index without NumPy: whatever is asked, it answers as the other one does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

import desktop
from desktop.render.timeline.aggregates.short_index import (
    MAX_SHORT,
    ShortIndex,
    column_rects,
    filled_columns,
    highest,
    index_of,
    sums,
)
from desktop.timeline import index as long_index
from desktop.timeline.camera import TimeWindow
from desktop.timeline.index import EventIndex
from desktop.timeline.log_axis import LogAxis

seconds = st.integers(-1000, 1000)


@st.composite
def pairs(draw):
    """Return the same events in both indexes."""
    starts = draw(st.lists(seconds, max_size=60))
    ends = [start + draw(st.integers(-5, 300)) for start in starts]
    weights = [draw(st.sampled_from((0.0, 1.0, 2.5, 1 / 3, 1e9))) for _ in starts]
    arrays = EventIndex(np.array(starts, np.int64), np.array(ends, np.int64), np.array(weights, np.float32))
    return ShortIndex(starts, ends, weights), arrays


@given(pairs(), seconds, st.integers(1, 800))
def test_it_counts_alike(pair, low, length):
    short, arrays = pair
    for ask in (
        lambda one: (len(one), one.total, one.extent),
        lambda one: (one.count_ended(low), one.count_ongoing(low), one.count_starting_from(low)),
        lambda one: one.range_starting_in(low, low + length),
        lambda one: [(int(one.starts[at]), int(one.ends[at]), one.original_number(at)) for at in range(len(one))],
    ):
        assert ask(short) == ask(arrays)


@given(pairs(), st.integers(0, 60), st.integers(0, 60), st.integers(1, 20))
def test_it_ranks_alike(pair, low, high, most):
    short, arrays = pair
    low, high = sorted((min(low, len(short)), min(high, len(short))))
    assert [short.tie_broken_weight(at) for at in range(len(short))] == [
        arrays.tie_broken_weight(at) for at in range(len(short))
    ]
    ranks = [short.tie_broken_weight(at) for at in range(low, high)]
    if len(set(ranks)) == len(ranks):
        assert short.top_by_weight(low, high, most) == arrays.top_by_weight(low, high, most)


@given(
    pairs(),
    seconds,
    st.integers(1, 64),
    st.integers(1, 5),
    seconds,
    st.integers(-10, 900),
    st.floats(0.0, 0.999),
    st.floats(1.0, 3000.0),
)
def test_its_columns_are_drawn_alike(pair, first, step, groups, low, length, offset, width):
    counts, arrays = (one.column_counts(first, step, 16 * groups, (low, low + length)) for one in pair)
    assert [counts.get(column, 0) for column in range(16 * groups)] == arrays.tolist()
    assert (highest(counts), sums(counts, 16)) == (highest(arrays), sums(arrays, 16))
    assert filled_columns(counts) == filled_columns(arrays)
    rest = first, step, TimeWindow(low, 700, offset), (12.5, width), 300.0, 80.0, highest(counts)
    assert column_rects(counts, *rest) == long_index.column_rects(arrays, *rest) == column_rects(arrays, *rest)


@given(pairs(), seconds)
def test_on_a_logarithmic_axis_it_is_the_other_one(pair, instant):
    axis = LogAxis(2000, 1)
    short, arrays = (one.on_axis(axis) for one in pair)
    place = axis.to_axis(instant)
    assert [one.count_ended(place) for one in (short, arrays)] == [arrays.count_ended(place)] * 2
    assert [int(one) for one in short.starts[: len(short)]] == [int(one) for one in arrays.starts[: len(arrays)]]


@pytest.mark.parametrize(("count", "made"), [(MAX_SHORT, ShortIndex), (MAX_SHORT + 1, EventIndex)])
def test_a_few_events_have_a_short_one(count, made):
    assert type(index_of(range(count), range(count), [1.0] * count)) is made


def test_the_first_picture_of_a_thousand_events_needs_no_numpy(tmp_path):
    events = "".join(
        f'[event.e{at}]\ndate = "{1900 + at % 100}-0{at % 9 + 1}"\ntitle = "Event {at}"\ntrack = "t{at % 2}"\n'
        for at in range(1000)
    )
    tracks = '[track.t0]\ntitle = "A"\n[track.t1]\ntitle = "B"\n'
    text = (
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{tracks}{events}[[slide]]\nid = "a"\nlayout = "title"\n'
    )
    (tmp_path / "content.toml").write_text(text, "utf-8")
    program = Path(desktop.__file__).parent.parent / "tests" / "programs" / "first_timeline.py"
    done = subprocess.run([sys.executable, str(program), str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["columns", "without", "numpy"]
