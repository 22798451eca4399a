"""The numbers of a file stand on the timeline as those in the text do: with all of their digits."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.load.load import load_text
from desktop.timeline.camera import window_between

pytestmark = pytest.mark.usefixtures("painter_ready")
WRITTEN = {2010: "987654321", 2011: "16777217", 2012: "1234567.89", 2013: "99999999.99", 2014: "1000000000000000"}
SERIES = '[track.a.series]\nkind = "bars"\ndecimals = 2\n'


def words(story, **more) -> list[str]:
    window = window_between(1_262_304_000, 1_420_070_400)  # 2010 to 2014
    spec = TimelineSpec(story, window, (120.0, 260.0, 1680.0, 500.0), themes.CINEMA, "en", **more)
    return [item.text for item in timeline(spec)[0] if isinstance(item, TextRun)]


def test_a_label_of_a_file_says_what_its_cell_says(tmp_path):
    (tmp_path / "s.csv").write_text("date,value\n" + "".join(f"{year},{value}\n" for year, value in WRITTEN.items()))
    points = ", ".join(f"{{ date = {year}, value = {value} }}" for year, value in WRITTEN.items())
    head = 'format = 1\n[track.a]\ntitle = "A"\n'
    in_text = load_text(f"{head}{SERIES}points = [{points}]\n").story
    in_file = load_text(f'{head}data = "s.csv"\n{SERIES}', folder=str(tmp_path)).story
    aggregated, errors = read_event_files(in_file, "en")
    assert not errors
    assert words(in_file, aggregated=aggregated) == words(in_text)
    assert "987,654,321.00" in words(in_text)
