"""The web page: its size, and in Chromium its first slide and its timeline of 10,000 events, beside vis-timeline.

Chromium is looked for on the system; vis-timeline in the folder that `PASSEUR_VIS` names, as npm unpacks it (the file is
`standalone/umd/vis-timeline-graph2d.min.js`). Without them the size alone is measured.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from many_events import VIS_FILE, story_text, vis_page
from measure import Result, Row, p95, size
from PySide6.QtGui import QGuiApplication

from desktop import paths
from desktop.output.web.page import script
from desktop.output.web.write import write_page
from desktop.story.load.load import load_file
from tests.output.web.browser import Browser, chromium

EVENTS = size(10_000, 50)
STEPS = size(40, 2)
_SHOWN = """
(function look() {
  const painted = () => requestAnimationFrame(() => { window.shownAt = performance.now(); });
  requestAnimationFrame(document.querySelector("%s") ? painted : look);
})();
"""


@contextmanager
def pages() -> Iterator[tuple[Path, Path, Path]]:
    """Yield the shipped story as a page, that of many events, and that of vis-timeline."""
    app = QGuiApplication.instance() or QGuiApplication(["bench"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content.toml").write_text(story_text(EVENTS), "utf-8")
        files = folder / "talk.html", folder / "many.html", folder / "vis.html"
        for source, file in ((paths.shipped_story(), files[0]), (folder / "content.toml", files[1])):
            story = load_file(source).story
            assert story is not None
            assert story.events
            write_page(story, file)
        files[2].write_text(vis_page(EVENTS) if VIS_FILE.is_file() else "", "utf-8")
        yield files
    del app


def _script_size(is_logarithmic: bool) -> float:
    return len(script(is_logarithmic=is_logarithmic).encode("utf-8")) / 1024


def shown_after(browser: Browser, file: Path, selector: str, fragment: str = "") -> float:
    """Return the milliseconds from asking for a page until an element is painted."""
    identifier = browser.call("Page.addScriptToEvaluateOnNewDocument", source=_SHOWN % selector)["identifier"]
    browser.open("about:blank")
    browser.open(file.as_uri() + fragment)
    found = browser.run(
        "new Promise(done => (function look() { window.shownAt ? done(window.shownAt) : requestAnimationFrame(look); })())"
    )
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)
    return float(found)


def frame_costs(browser: Browser) -> list[float]:
    """Zoom by the wheel; return the milliseconds of the page's thread for each step."""

    def busy() -> float:
        metrics: list[dict[str, Any]] = browser.call("Performance.getMetrics")["metrics"]
        return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    browser.call("Performance.enable")
    costs = []
    for step in range(STEPS):
        before = busy()
        direction = -1 if step < STEPS / 2 else 1
        browser.mouse("mouseWheel", 640, 300, deltaX=0, deltaY=120 * direction)
        browser.settled()
        costs.append(busy() - before)
    return costs


def web(runs: int) -> list[Result]:
    """Measure the page, beside vis-timeline where that is at hand."""
    with pages() as (talk, many, vis):
        data = talk.read_bytes()
        results = [
            Result("web page of the shipped story", "KB", [len(data) / 1000], bound=900),
            Result("web page, compressed", "KB", [len(gzip.compress(data)) / 1000], bound=450),
            Result("its script, with the longer axis", "KB", [max(map(_script_size, (False, True)))], bound=60),
        ]
        if chromium() is None:
            return results
        browser = Browser()
        try:
            browser.size(1280, 800)
            has_vis = VIS_FILE.is_file()
            first = [shown_after(browser, talk, ".slide.current") for _ in range(runs)]
            opened = [shown_after(browser, many, ".edition.shown .stage", "#t=") for _ in range(runs)]
            costs = frame_costs(browser)
            vis_first = [shown_after(browser, vis, ".vis-item") for _ in range(min(runs, 3))] if has_vis else []
            vis_costs = frame_costs(browser) if has_vis else []
        finally:
            browser.close()
    bound = 0.2 if has_vis else None
    return [
        *results,
        Result("first slide in Chromium", "ms", first, vis_first, bound),
        Result(f"timeline of {EVENTS:,} events opens", "ms", opened, vis_first),
        Result(f"a step of the wheel over {EVENTS:,} events, p95", "ms", costs, vis_costs, bound, p95),
    ]


ROWS = [Row("web", web, 5)]
