"""In another page the page has manners: it takes nothing that is the host's, and says how high it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import paths
from desktop.output.web.write import write_page
from desktop.story.load.load import load_file
from tests.output.web.browser import Browser, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="needs Chromium"),
]
HOST = """<!doctype html><title>Host</title><body style="margin:0">
<input id="field" autofocus>
<iframe src="talk.html#{name}" style="display:block;width:900px;height:500px"></iframe>
<div style="height:4000px"></div>
<script>var heard = []; addEventListener("message", event => heard.push(event.data));</script>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:
    """Return a folder with the shipped story as a page, and two hosts of it."""
    story = load_file(paths.shipped_story()).story
    assert story is not None
    made = tmp_path_factory.mktemp("host")
    write_page(story, made / "talk.html")
    for name in ("t=", "read"):
        (made / f"{name.strip('=')}.html").write_text(HOST.format(name=name), "utf-8")
    return made


def wheel(browser: Browser) -> float:
    """Turn the wheel over the frame; return how far the host is scrolled then."""
    browser.mouse("mouseWheel", 450, 250, deltaX=0, deltaY=120)
    browser.run("new Promise(done => setTimeout(done, 400))")
    return float(browser.run("scrollY"))


def test_the_wheel_scrolls_the_host_until_somebody_clicks(started: Browser, folder: Path) -> None:
    started.size(1280, 800)
    started.open((folder / "t.html").as_uri())
    assert started.run("document.activeElement.id") == "field"
    far = wheel(started)
    assert far > 0
    started.run("scrollTo(0, 0)")
    started.click(450, 250)
    assert wheel(started) == 0


def test_the_host_is_told_the_height_of_the_article(started: Browser, folder: Path) -> None:
    started.size(1280, 800)
    started.open((folder / "read.html").as_uri())
    started.run("new Promise(done => setTimeout(done, 400))")
    heights = [
        one["passeur-height"] for one in started.run("heard") if isinstance(one, dict) and "passeur-height" in one
    ]
    assert heights
    assert heights[-1] > 2000
