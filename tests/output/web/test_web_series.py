"""What the page is given to draw of a series."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from desktop.output.web.series_data import series_shapes
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.render.timeline.series.band_series import series_by_track
from desktop.story.load.load import load_text
from desktop.timeline.axis_breaks import NO_BREAKS


@pytest.mark.parametrize("count", [1000, 3000])
def test_a_recording_by_the_millisecond_is_drawn_by_less_than_a_second(tmp_path: Path, count: int) -> None:
    rows = [f"2026-03-01T09:10:{one // 1000:02d}.{one % 1000:03d},{math.sin(one)}" for one in range(1, count + 1)]
    (tmp_path / "n.csv").write_text("\n".join(["date,value", *rows]) + "\n", "utf-8")
    story = load_text('[track.n]\ndata = "n.csv"\n[track.n.series]\n', folder=tmp_path).story
    assert story is not None
    aggregated, errors = read_event_files(story, "en")
    assert not errors
    series = series_by_track(story, "en", (), None, NO_BREAKS, aggregated)["n"]
    shapes = series_shapes(series)
    drawn = shapes["points"] or shapes["bars"]
    assert isinstance(drawn, list)
    assert len(drawn) > 500
    if shapes["bars"]:
        assert max(end - start for start, end, *_ in drawn) < 0.01
