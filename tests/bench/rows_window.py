"""From process start to the whole window painted, timeline included, beside a bare window that reads the same file."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from big import story
from many_events import VIS_FILE, story_text, vis_page
from measure import Result, Row, in_turn
from rows_web import shown_after
from startup import bare, passeur

from tests.output.web.browser import Browser, chromium


def whole_window(events: int) -> Callable[[int], list[Result]]:
    """Return the measurement of a story of 200 slides and so many events."""

    def measure(runs: int) -> list[Result]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "content.toml"
            file.write_text(story(200, events=events), "utf-8")
            values, floors = in_turn(
                runs,
                lambda: passeur("open", str(file), mark="timeline_painted"),
                lambda: bare(1280, 800, str(file)),
            )
        return [Result(f"whole-window {events:,} events", "ms", values, floors, 2.5)]

    return measure


def beside_vis_timeline(events: int, bound: float) -> Callable[[int], list[Result]]:
    """Return the measurement of a window beside vis-timeline's page with the same events, both from process start."""

    def measure(runs: int) -> list[Result]:
        name = f"whole window beside vis-timeline's page, {events:,} events"
        with tempfile.TemporaryDirectory() as folder:
            file, page = Path(folder) / "content.toml", Path(folder) / "vis.html"
            file.write_text(story_text(events), "utf-8")
            if not VIS_FILE.is_file() or chromium() is None:
                return [Result(name, "ms", [passeur("open", str(file), mark="timeline_painted")])]
            page.write_text(vis_page(events), "utf-8")
            values, floors = in_turn(
                runs, lambda: passeur("open", str(file), mark="timeline_painted"), lambda: page_shown(page)
            )
        return [Result(name, "ms", values, floors, bound)]

    return measure


def page_shown(page: Path) -> float:
    """Return the milliseconds from a browser's start until it has painted the items of a page."""
    began = time.time()
    browser = Browser()
    try:
        browser.size(1280, 800)
        after = shown_after(browser, page, ".vis-item")
        opened: float = browser.run("performance.timeOrigin")
    finally:
        browser.close()
    return opened + after - began * 1000


ROWS = [
    Row("whole-window 1,000 events", whole_window(1_000), 7, smoke=False),
    Row("whole-window 10,000 events", whole_window(10_000), 3, smoke=False),
    Row("vis-timeline 1,000 events", beside_vis_timeline(1_000, 0.5), 5, smoke=False),
    Row("vis-timeline 10,000 events", beside_vis_timeline(10_000, 0.25), 3, smoke=False),
]
