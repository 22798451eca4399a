"""How many rows a track asks for."""

from __future__ import annotations

from hypothesis import given, strategies as st

from desktop.render.timeline.bands.row_counts import fewest_rows


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 80))
def test_the_fewest_rows_that_are_enough_are_found_in_a_few_trials(least: int, most: int, needed: int) -> None:
    tried: list[int] = []

    def is_enough(rows: int) -> bool:
        tried.append(rows)
        return rows >= needed

    found = fewest_rows(least, most, is_enough)
    assert found == max(least, min(needed, most))
    assert len(tried) <= 14
