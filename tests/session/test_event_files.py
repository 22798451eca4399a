"""What stands in files is drawn wherever the timeline is: below the slide, on its slides, and over them in a talk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QThread

from desktop.render.frame import TextRun
from desktop.session.session_pictures import speaker_picture
from desktop.story.dates.parse import parse_date
from desktop.ui.talk.timeline_overlay import TimelineOverlay

STORY = """format = 1
[story]
title = "Many"
languages = ["fr", "en"]
[track.all]
title = "All"
data = "events.csv"
[[slide]]
id = "whole"
layout = "timeline"
title = "All of them"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [f"{year}-05-01,Shown {year}" for year in range(1960, 2010, 5)]
    (tmp_path / "events.csv").write_text("\n".join(["date,title", *rows]), "utf-8")
    made = tmp_path / "content.toml"
    made.write_text(STORY, "utf-8")
    return made


@pytest.fixture
def pane(qtbot, window):
    """Return the timeline's pane once the file is read."""
    pane = window.workbench.timeline_pane
    pane.create_timeline()
    window.session.event_files.start()
    qtbot.waitUntil(lambda: bool(window.session.event_files.by_track), timeout=30_000)
    yield pane
    window.session.event_files.shut_down()


def texts_of(frame) -> set[str]:
    return {item.text for item in frame.items if isinstance(item, TextRun)}


def shown(window) -> set[str]:
    return texts_of(window.slide_view.frame())


def test_the_slide_shows_the_file_once_it_is_read(window, pane):
    assert {"Shown 1960", "Shown 2005"} <= shown(window)
    assert pane.timeline.frame().items


def test_a_file_that_is_saved_alone_is_read_again(qtbot, window, pane, file):
    data = file.parent / "events.csv"
    data.write_text(data.read_text("utf-8").replace("Shown 1985", "Written later"), "utf-8")
    window.session.request_reload()
    qtbot.waitUntil(lambda: "Written later" in shown(window), timeout=10_000)


def test_without_a_pane_the_events_are_still_on_the_slide(qtbot, window):
    window.session.event_files.start()
    qtbot.waitUntil(lambda: bool(window.session.event_files.by_track), timeout=30_000)
    assert window.workbench.timeline_pane.timeline is None
    assert {"Shown 1960", "Shown 2005"} <= shown(window)
    window.session.event_files.shut_down()


def test_a_pane_that_comes_after_the_reading_shows_the_events(qtbot, window):
    window.session.event_files.start()
    qtbot.waitUntil(lambda: bool(window.session.event_files.by_track), timeout=30_000)
    timeline = window.workbench.timeline_pane.create_timeline()
    # Before it is laid out the pane has the size of nothing.
    qtbot.waitUntil(lambda: any(text.startswith("Shown ") for text in texts_of(timeline.frame())), timeout=30_000)
    window.session.event_files.shut_down()


def test_no_file_is_read_before_the_start(window):
    window.workbench.timeline_pane.create_timeline()
    window.session.reparse()
    assert window.session.event_files.findChildren(QThread) == []


def test_the_slide_s_own_view_is_the_whole_file(window, pane):
    first, last = window.session.slide_time_window.start, window.session.slide_time_window.end
    assert first < -300_000_000 < 1_100_000_000 < last


def test_the_timeline_over_the_slide_shows_it_too(qtbot, window, pane):
    over = TimelineOverlay(window.session, window.settings, window, lambda: speaker_picture(window.session))
    over.place(QRect(0, 0, 900, 500))
    window.session.talk.set_timeline_visible(True)
    assert over.timeline_view is not None
    assert "Shown 1960" in {item.text for item in over.timeline_view.frame().items if isinstance(item, TextRun)}
    over.close()


def test_on_a_logarithmic_axis_they_fill_pane_and_slide_and_keep_their_years(qtbot, window, pane, file):
    file.write_text(STORY.replace('"fr", "en"]', '"fr", "en"]\naxis = "log"\naxis_now = "2010"'), "utf-8")
    window.story_file.open(file)
    qtbot.waitUntil(lambda: "Shown 1960" in shown(window), timeout=30_000)
    pane.timeline.show_all()
    canvas = pane.timeline.canvas
    seconds = [parse_date(year).midpoint for year in (1960, 1990, 2005)]
    first, middle, last = (canvas.x_of(second) for second in seconds)
    assert canvas.plot_rect.left() < first
    assert last < canvas.plot_rect.right()
    assert middle - first < last - middle  # thirty years take less than the last fifteen
    assert [canvas.instant_at(x) for x in (first, middle, last)] == pytest.approx(seconds, abs=86_400)


def test_another_story_leaves_none_of_it(qtbot, window, pane, stories):
    window.story_file.open(stories / "layouts.toml")
    qtbot.waitUntil(lambda: not window.session.event_files.by_track, timeout=30_000)


def test_reading_can_be_stopped_from_the_window_and_begun_again(qtbot, window, tmp_path):
    rows = "2014-05-01,Shown\n" * 900_000
    (tmp_path / "events.csv").write_text("date,title\n" + rows, "utf-8")
    bench = window.workbench
    window.file_watch.watch(None)  # else a changed file is read again by itself, before the click or after it
    window.session.event_files.start()
    qtbot.waitUntil(bench.status.loading_button.isVisible, timeout=30_000)
    qtbot.mouseClick(bench.status.loading_button, Qt.MouseButton.LeftButton)
    assert window.session.event_files.cancelled
    assert not window.session.event_files.by_track
    assert bench.status.loading_button.isVisible()
    (tmp_path / "events.csv").write_text("date,title\n2014-05-01,Shown\n", "utf-8")
    qtbot.mouseClick(bench.status.loading_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.session.event_files.by_track), timeout=30_000)
    qtbot.waitUntil(lambda: not bench.status.loading_button.isVisible(), timeout=30_000)
    window.session.event_files.shut_down()
