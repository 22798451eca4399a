"""How many rows a track asks for."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.render.timeline.bands.row_counts import fewest_rows, least_rows, span_depth
from desktop.timeline.label_box import LabelBox


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 80))
def test_the_fewest_rows_that_are_enough_are_found_in_a_few_trials(least: int, most: int, needed: int) -> None:
    tried: list[int] = []

    def is_enough(rows: int) -> bool:
        tried.append(rows)
        return rows >= needed

    found = fewest_rows(least, most, is_enough)
    assert found == max(least, min(needed, most))
    assert len(tried) <= 14


def span(start: int, end: int) -> LabelBox:
    return LabelBox(f"{start}-{end}", start, end, 0.0, 0.0, 40.0, is_span=True)


@pytest.mark.parametrize(
    ("spans", "depth"),
    [((), 0), (((0, 10), (10, 20), (20, 30)), 1), (((0, 11), (10, 20)), 2), (((0, 30), (5, 9), (9, 20), (20, 30)), 2)],
)
def test_a_bar_that_begins_where_another_ends_needs_no_row_beside_it(spans, depth: int) -> None:
    assert span_depth([span(*one) for one in spans]) == depth


def point(at: int) -> LabelBox:
    return LabelBox(f"at {at}", at, at, 1.0, 1.0, 40.0)


@pytest.mark.parametrize(("at", "rows"), [(-50, 2), (100, 2), (250, 3), (900, 2)])
def test_a_point_needs_a_row_of_its_own_only_where_it_lies_on_bars(at: int, rows: int) -> None:
    assert least_rows([span(0, 300), span(200, 500), span(500, 800), point(at)], 1.0) == rows
