"""A film of the timeline flies from one date to another, rises to see all of its way, and is the same each time."""

from __future__ import annotations

import hashlib
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.output.film import encode
from desktop.output.film.flight import flight_windows, write_flight
from desktop.output.selection import ExportError
from desktop.story.load.load import load_text
from desktop.story.model import Story
from desktop.timeline.camera import window_between

pytestmark = pytest.mark.usefixtures("painter_ready")
TEXT = """format = 1
[story]
title = "Cinema"
languages = ["en"]
[track.a]
title = "Films"
[event.first]
date = 1895-12-28
title = "First"
track = "a"
[event.last]
date = 2015-01-11
title = "Last"
track = "a"
"""


@pytest.fixture
def story() -> Story:
    result = load_text(TEXT)
    assert result.story is not None, result.problems
    return result.story


def test_the_camera_goes_one_way_and_rises_to_see_all_of_it() -> None:
    way = window_between(0, 600_000)
    windows = flight_windows(way, 300)
    assert len(windows) == 300
    assert windows[0].start + windows[0].offset == pytest.approx(0)
    assert windows[-1] == way
    rising = next(number for number, one in enumerate(windows) if one.span > windows[0].span * 1.001)
    starts = [one.start + one.offset for one in windows[:rising]]
    assert all(one <= after + 1e-6 for one, after in pairwise(starts))
    assert starts[-1] + windows[0].span == pytest.approx(600_000)
    assert all(one.span <= after.span * 1.000001 for one, after in pairwise(windows[rising:]))


def test_the_same_story_makes_the_same_pictures(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode.shutil, "which", lambda name: None)
    hashes = []
    for name in ("a", "b"):
        with pytest.raises(ExportError, match="ffmpeg"):
            write_flight(story, tmp_path / name / "flight.gif", size=(321, 181), start="1900", end="2010", seconds=4)
        files = sorted((tmp_path / name / "flight-frames").iterdir())
        hashes.append([(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files])
    assert hashes[0] == hashes[1]
    pictures = {digest for name, digest in hashes[0] if name.endswith(".png")}
    assert len(pictures) == len(hashes[0]) - 2  # what stands still is one picture, and nothing is written twice
    assert 20 < len(pictures) < 40


@pytest.mark.parametrize(("start", "end"), [("2010", "1900"), ("soon", ""), ("", "2010-13")])
def test_what_is_no_way_is_told_and_nothing_is_written(story: Story, tmp_path: Path, start: str, end: str) -> None:
    with pytest.raises(ExportError):
        write_flight(story, tmp_path / "flight.mp4", start=start, end=end)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")
def test_a_stopped_flight_leaves_nothing(story: Story, tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_flight(story, tmp_path / "flight.gif", size=(320, 180), progress=lambda done, total: done < 4)
    assert list(tmp_path.iterdir()) == []
