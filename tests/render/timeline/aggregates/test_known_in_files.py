"""A date of knowledge counts in the columns of a long file what was known then, and nothing else."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.render.timeline.bands.file_bands import AGGREGATE_ABOVE
from desktop.render.timeline.geometry import full_axis_window
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.timeline.camera import zoom_at

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = """format = 1
[story]
title = "T"
languages = ["en"]
{axis}
[group.g]
title = "G"
{folded}
[track.a]
title = "A"
group = "g"
data = "a.csv"
[track.b]
title = "B"
"""
COUNT = 2 * AGGREGATE_ABOVE
SECRET = 3  # every third event was known long after
TOLD = 1990


def counted_at(tmp_path, as_of, *, moving_camera, folded="", axis="", zoom=1.0):
    """Return how many events are shown or counted, with those beside the window."""
    rows = [
        f"{1900 + 100 * n / COUNT:.0f},Event {n},{'' if n % SECRET else TOLD},{'planned' if n % 100 == 1 else ''}"
        for n in range(COUNT)
    ]
    (tmp_path / "a.csv").write_text("date,title,known_from,status\n" + "\n".join(rows) + "\n")
    file = tmp_path / "content.toml"
    file.write_text(HEAD.format(folded=folded, axis=axis))
    story = load_file(file).story
    aggregated, errors = read_event_files(story, "en")
    assert not errors
    spec = TimelineSpec(
        story, zoom_at(full_axis_window(story, aggregated=aggregated), 0.5, zoom), (16.0, 8.0, 1248.0, 444.0),
        themes.CINEMA, "en", aggregated=aggregated, moving_camera=moving_camera, as_of=parse_date(as_of) if as_of else None,
        show_overview=False,
    )  # fmt: skip
    zones = layers(spec).zones
    return sum(zone.count if isinstance(zone, ClusterZone) else zone.kind == "event" for zone in zones)


def known_by(year):
    return sum(
        (year >= TOLD) if n % SECRET == 0 else n % 100 == 1 or round(1900 + 100 * n / COUNT) <= year
        for n in range(COUNT)
    )


@pytest.mark.parametrize("moving_camera", [False, True])
@pytest.mark.parametrize("folded", ["", "folded = true"])
@pytest.mark.parametrize("axis", ["", 'axis = "log"\nnow = "2026"'])
@pytest.mark.parametrize("year", [1930, 1989, 1990, 2014])
def test_each_known_event_is_counted_once_and_no_other(tmp_path, year, moving_camera, folded, axis):
    counted = counted_at(tmp_path, str(year), moving_camera=moving_camera, folded=folded, axis=axis)
    assert counted == known_by(year)


def test_all_are_counted_without_a_date_of_knowledge(tmp_path):
    assert counted_at(tmp_path, "", moving_camera=True) == COUNT
