"""Reading the files of data tracks beside the window: one thread, stopped at once, nothing read twice."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from desktop.render import images
from desktop.session.event_file_loader import DataLoader
from desktop.story.dates.parse import parse_date
from desktop.story.model import Event, Source, Story, Track
from desktop.timeline.log_axis import LogAxis, story_axis


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text("date,title\n2014-06-05,Signed\n2013,Bought\n")
    (tmp_path / "b.csv").write_text("date,title\n2015,Shown\n")
    (tmp_path / "bad.csv").write_text("date,title\n\n2014-13,Wrong\n")
    (tmp_path / "big.csv").write_text("date,title\n" + "2014-06-05,Words that fill the file\n" * 600_000)
    return tmp_path


@pytest.fixture
def loading(qtbot):
    made = DataLoader()
    yield made
    made.shut_down()


def story_of(folder: Path, *names: str, sources: tuple[str, ...] = ()) -> Story:
    tracks = tuple(Track(name, data=f"{name}.csv") for name in names)
    return Story(tracks=(Track("own"), *tracks), sources=tuple(map(Source, sources)), folder=str(folder))


def failures(loading: DataLoader, language: str = "fr") -> dict[str, str]:
    return {track: error.message(language) for track, error in loading.errors.items()}


class Heard:
    """What the signals said, in order."""

    def __init__(self, loading: DataLoader) -> None:
        self.ready: list[dict] = []
        self.failed: list[tuple[str, str]] = []
        self.progress: list[tuple[str, float]] = []
        loading.ready.connect(self.ready.append)
        loading.failed.connect(lambda track, message: self.failed.append((track, message)))
        loading.progress.connect(lambda track, share: self.progress.append((track, share)))


def rewrite(file, text: str) -> None:
    """Write a file anew, and read its version as the session does when it hears of it."""
    file.write_text(text)
    os.utime(file, ns=(1, 1))
    images.read_file_version(str(file))


def test_every_data_track_becomes_a_crowd(qtbot, loading, folder):
    heard = Heard(loading)
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a", "b"), "fr")
        assert loading.running
    assert not loading.running
    assert {name: len(crowd) for name, crowd in loading.aggregated.items()} == {"a": 2, "b": 1}
    assert [loading.aggregated["a"].make_mark(number).title for number in (0, 1)] == ["Bought", "Signed"]
    assert loading.find_event("b#1").title.get("fr") == "Shown"
    assert loading.find_event("b#2") is None
    assert heard.progress[-1] == ("b", 1.0)
    assert heard.failed == []


def test_nothing_is_read_twice(qtbot, loading, folder):
    heard = Heard(loading)
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a"), "fr")
    before = loading.aggregated["a"]
    loading.load(story_of(folder, "a"), "fr")
    assert not loading.running
    assert len(heard.ready) == 1
    loading.load(story_of(folder, "a"), "en")
    assert not loading.running
    assert len(heard.ready) == 2
    assert heard.ready[1]["a"].index is before.index
    assert heard.ready[1]["a"].make_mark(0).language == "en"
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a", "b"), "en")
    assert {track for track, _ in heard.progress[1:]} == {"a", "b"}
    assert loading.aggregated["a"].index is before.index


def test_a_file_that_changed_is_read_again(qtbot, loading, folder):
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a"), "fr")
    rewrite(folder / "a.csv", "date,title\n2016,Later\n")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a"), "fr")
    assert len(loading.aggregated["a"]) == 1


def test_a_track_that_is_gone_takes_its_crowd_along(qtbot, loading, folder):
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a", "b"), "fr")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "b"), "fr")
    assert list(loading.aggregated) == ["b"]


def test_a_broken_file_is_told_and_the_others_are_there(qtbot, loading, folder):
    heard = Heard(loading)
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "bad", "a", "none"), "fr")
    assert list(loading.aggregated) == ["a"]
    assert [track for track, _ in heard.failed] == ["bad", "none"]
    assert heard.failed[0][1].startswith("bad.csv, ligne 3, colonne «\u00a0date\u00a0»\u00a0: le mois 13 n’existe pas")
    assert failures(loading) == dict(heard.failed)
    # It is not tried again before it is mended.
    loading.load(story_of(folder, "bad", "a", "none"), "fr")
    assert not loading.running
    rewrite(folder / "bad.csv", "date,title\n2014,Fine\n")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "bad", "a", "none"), "fr")
    assert sorted(loading.aggregated) == ["a", "bad"]
    assert list(failures(loading)) == ["none"]


def test_it_can_be_stopped_at_once(qtbot, loading, folder):
    heard = Heard(loading)
    loading.load(story_of(folder, "a", "big"), "fr")
    qtbot.waitUntil(lambda: any(track == "big" for track, _ in heard.progress), timeout=30_000)
    loading.cancel()
    assert not loading.running
    assert [list(one) for one in heard.ready] == [["a"]]
    loading.shut_down()
    said = len(heard.progress)
    qtbot.wait(50)
    assert (len(heard.progress), len(heard.ready)) == (said, 1)


def test_another_story_takes_over(qtbot, loading, folder):
    heard = Heard(loading)
    loading.load(story_of(folder, "big"), "fr")
    qtbot.waitUntil(lambda: heard.progress != [], timeout=30_000)
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a"), "fr")
    assert list(loading.aggregated) == ["a"]
    assert len(heard.ready) == 1


def test_what_is_read_is_told_though_an_older_reading_ends_at_the_same_time(qtbot, loading, folder):
    heard = Heard(loading)
    loading.load(story_of(folder, "big"), "fr")
    qtbot.waitUntil(lambda: heard.progress != [], timeout=30_000)
    # Both have ended, the older one first, before anything that they said is heard.
    older = loading.findChild(QThread)
    older.stop_event.set()
    assert older.wait(20_000)
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a"), "fr")
        assert all(thread.wait(20_000) for thread in loading.findChildren(QThread))
    assert [list(one) for one in heard.ready] == [["a"]]


def test_events_read_before_their_file_changed_do_not_stand_for_one_that_cannot_be_read(qtbot, loading, folder):
    loading.load(story_of(folder, "a"), "fr")
    assert loading.findChild(QThread).wait(20_000)  # they are read, and their signal is on its way
    rewrite(folder / "a.csv", "date,title\n2014-13,Wrong\n")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a"), "fr")
    assert list(failures(loading)) == ["a"]
    assert not loading.aggregated


def test_a_source_that_goes_is_missed(qtbot, loading, folder):
    (folder / "a.csv").write_text("date,sources\n2014,paper;radio\n")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a", sources=("paper", "radio")), "en")
    assert failures(loading) == {}
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "a", sources=("radio",)), "en")
    assert "the story has no source “paper”" in failures(loading, "en")["a"]


def test_what_was_stopped_stays_so_until_somebody_asks(qtbot, loading, folder):
    story = story_of(folder, "big")
    loading.load(story, "fr")
    loading.cancel()
    assert loading.cancelled
    loading.load(story, "fr")  # as after any edit of the text
    assert not loading.running
    with qtbot.waitSignal(loading.ready, timeout=20_000):
        loading.resume(story, "fr")
    assert not loading.cancelled
    assert len(loading.aggregated["big"]) == 600_000


def test_a_stopped_file_that_changes_is_read(qtbot, loading, folder):
    loading.load(story_of(folder, "big"), "fr")
    loading.cancel()
    rewrite(folder / "big.csv", "date,title\n2016,Later\n")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "big"), "fr")
    assert len(loading.aggregated["big"]) == 1


def test_events_lie_on_a_changed_axis_at_once_also_where_reading_was_cancelled(qtbot, loading, folder):
    stories = [
        replace(story_of(folder, "a", "b"), axis="log", axis_now=parse_date(year)) for year in ("2020", "2021", "2022")
    ]
    axes = [story_axis(story) for story in stories]
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(stories[0], "fr")
    track = loading.aggregated["a"]
    for story, axis in zip(stories, axes, strict=True):
        loading.load(story, "fr")
        assert not loading.running, "nothing is to be read"
        loading.cancel()
        assert isinstance(axis, LogAxis)
        placed = loading.aggregated["a"].on_axis(axis)
        assert placed.time_axis == axis
        assert [int(placed.index.starts[number]) for number in range(len(track))] == [
            int(axis.places_of(track.index.starts[number])) for number in range(len(track))
        ]


def test_files_that_are_read_one_after_the_other_share_one_zone(qtbot, loading, folder):
    (folder / "utc.csv").write_text("date,title\n2014-03-05T10:00Z,Sent\n")
    (folder / "tokyo.csv").write_text("date,title\n2014-03-05T19:00+09:00,Received\n")

    def starts(story: Story) -> dict[str, int]:
        with qtbot.waitSignal(loading.ready, timeout=30_000):
            loading.load(story, "en")
        assert not loading.running
        return {name: int(crowd.index.starts[0]) for name, crowd in loading.aggregated.items()}

    ten, nineteen = 1_394_013_600, 1_394_046_000
    assert starts(story_of(folder, "tokyo")) == {"tokyo": nineteen}
    assert starts(story_of(folder, "tokyo", "utc")) == {"tokyo": nineteen, "utc": nineteen}
    assert starts(story_of(folder, "utc", "tokyo")) == {"utc": ten, "tokyo": ten}
    assert starts(story_of(folder, "tokyo")) == {"tokyo": nineteen}
    noted = Event("e", parse_date("2014-01-01T10:00Z"))
    story = replace(story_of(folder, "tokyo"), events=(noted,))
    assert starts(story) == {"tokyo": ten}
    loading.load(story, "en")
    assert not loading.running  # nothing is read twice


def test_a_file_that_was_to_move_to_another_zone_can_be_cancelled(qtbot, loading, folder):
    (folder / "tokyo.csv").write_text("date,title\n2014-03-05T19:00+09:00,Received\n")
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.load(story_of(folder, "tokyo"), "en")
    story = replace(story_of(folder, "tokyo"), events=(Event("e", parse_date("2014-01-01T10:00Z")),))
    loading.load(story, "en")
    assert loading.running
    loading.cancel()
    loading.load(story, "en")
    assert loading.cancelled
    assert not loading.running
    assert list(loading.aggregated) == ["tokyo"]
    with qtbot.waitSignal(loading.ready, timeout=30_000):
        loading.resume(story, "en")
    assert int(loading.aggregated["tokyo"].index.starts[0]) == 1_394_013_600
