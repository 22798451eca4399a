"""The timeline of the page goes as near as that of the application: to a hundredth of a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.output.web.write import write_page
from desktop.story.load.load import load_file
from tests.output.web.browser import Browser, chromium
from tests.output.web.test_web_timeline import next_fragment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="needs Chromium"),
]


def test_the_page_goes_as_near_as_a_hundredth_of_a_second(browser: Browser, tmp_path: Path, qapp: object) -> None:
    """Moments within a second lie apart there, and their dates say so."""
    slide = '[[slide]]\nid = "a"\nlayout = "timeline"\n'
    moments = "".join(
        f'[event.e{part}]\ndate = "2025-03-04T02:11:06.{part}"\ntitle = "At {part}"\n' for part in (250, 310)
    )
    (tmp_path / "content.toml").write_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n' + moments + slide, "utf-8"
    )
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    write_page(story, tmp_path / "talk.html")
    browser.open((tmp_path / "talk.html").as_uri() + "#t=2025-03-04T02:11:06.200/2025-03-04T02:11:06.399")
    browser.settled()
    for _ in range(12):
        browser.mouse("mouseWheel", 640, 300, deltaX=0, deltaY=-480)
    nearer = next_fragment(browser, "#t=2025-03-04T02:11:06.200/2025-03-04T02:11:06.399")
    first, last = nearer.split("=")[1].split("/")
    assert first[:19] == last[:19] == "2025-03-04T02:11:06"
    assert 8 <= int(last[20:]) - int(first[20:]) <= 10


def test_no_number_lies_below_the_words_at_the_pointer(browser: Browser, tmp_path: Path, qapp: object) -> None:
    points = "".join(f'{{ date = "2025-03-04T02:11:06.{part}", value = 7 }},\n' for part in range(100, 1000, 40))
    (tmp_path / "content.toml").write_text(
        f"""format = 1
        [story]\ntitle = "T"\nlanguages = ["en"]\n[track.t]\ntitle = "T"\n[track.t.series]\npoints = [\n{points}]
        [event.e]\ntrack = "t"\ntitle = "E"\ndate = "2025-03-04T02:11:06.500"
        [[slide]]\nid = "a"\nlayout = "timeline"\n""",
        "utf-8",
    )
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    write_page(story, tmp_path / "talk.html")
    browser.open((tmp_path / "talk.html").as_uri() + "#t=2025-03-04T02:11:06.000/2025-03-04T02:11:06.999")
    browser.settled()
    browser.run(
        """void (() => {
            var write = CanvasRenderingContext2D.prototype.fillText;
            window.said = [];
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                window.said.push(text);
                write.call(this, text, x, y);
            };
        })()"""
    )

    def numbers_at(x: float) -> int:
        browser.run("void (window.said = [])")
        browser.mouse("mouseMoved", x, 300)
        browser.settled()
        browser.settled()
        texts: list[str] = browser.run("window.said")
        return texts.count("7")

    outside, on_plot = numbers_at(130.0), numbers_at(700.0)
    assert outside > 10
    assert on_plot <= outside - 2, "its words cover the numbers of some points"
