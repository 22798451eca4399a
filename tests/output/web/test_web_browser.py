"""A Chromium shows the page: by keys, fingers, addresses, without a script, small, enlarged, printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> str:
    """Write the shipped story as a page; return where it is."""
    story = load_file(paths.shipped_story()).story
    assert story is not None
    file = tmp_path_factory.mktemp("web") / "talk.html"
    write_page(story, file)
    return file.as_uri()


@pytest.fixture
def browser(started: Browser) -> Iterator[Browser]:
    """Return the browser with an empty page of a desktop's size."""
    started.call("Emulation.setScriptExecutionDisabled", value=False)
    started.size(1280, 800)
    started.media(prefers_color_scheme="dark", prefers_reduced_motion="reduce")
    started.open("about:blank")
    started.requests.clear()
    started.console.clear()
    yield started
    assert started.console == []
    assert [url for url in started.requests if not url.startswith(("file:", "data:", "about:"))] == []
    assert len({url.partition("#")[0] for url in started.requests if url.startswith("file:")}) == 1


def shown(browser: Browser) -> tuple[str, str, int]:
    """Return the language, the slide and the number of its steps that are shown."""
    return tuple(
        browser.run(
            """(() => {
              const edition = document.querySelector(".edition.shown"), slide = edition.querySelector(".slide.current");
              const steps = new Set(Array.from(slide.querySelectorAll("[data-step]:not(.later)")).map(p => p.dataset.step));
              return [edition.lang, slide.dataset.slide, steps.size];
            })()"""
        )
    )


def fragment(browser: Browser) -> str:
    value: str = browser.run("decodeURIComponent(location.hash)")
    return value


def test_keys_walk_slides_and_steps_and_the_back_button_walks_back(browser: Browser, address: str) -> None:
    browser.open(address)
    assert shown(browser) == ("fr", "title", 0)
    browser.press("ArrowRight", 39)
    assert shown(browser)[1] == "shop"
    browser.open("about:blank")
    browser.open(address + "#xiami")
    assert shown(browser) == ("fr", "xiami", 0)
    browser.press(" ", 32)
    browser.press("PageDown", 34)
    assert shown(browser) == ("fr", "xiami", 2)
    assert fragment(browser) == "#xiami.2"
    browser.press("l", 76)
    assert shown(browser) == ("en", "xiami", 2)
    assert fragment(browser) == "#en&xiami.2"
    browser.press("ArrowLeft", 37)
    assert shown(browser) == ("en", "xiami", 1)
    browser.press("End", 35)
    assert shown(browser)[1] == "second-market"
    for expected in (("en", "xiami", 1), ("en", "xiami", 2), ("fr", "xiami", 2), ("fr", "xiami", 1)):
        browser.run(
            "new Promise(done => { addEventListener('popstate', () => setTimeout(done), {once: true}); history.back(); })"
        )
        assert shown(browser) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("en", ("en", "title", 0)), ("xiami.3", ("fr", "xiami", 3)), ("en&xiami.1", ("en", "xiami", 1)),
     ("xiami/claim-2", ("fr", "xiami", 3)), ("xiami.99", ("fr", "xiami", 3)), ("nothing", ("fr", "title", 0)),
     ("%E0%A4%A", ("fr", "title", 0))],
)  # fmt: skip
def test_an_address_shows_what_it_names(
    browser: Browser, address: str, name: str, expected: tuple[str, str, int]
) -> None:
    browser.open(f"{address}#{name}")
    assert shown(browser) == expected


def test_an_address_typed_into_the_open_page_is_followed(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.run(
        "new Promise(done => { addEventListener('hashchange', () => setTimeout(done)); location.hash = 'en&ipo'; })"
    )
    assert shown(browser) == ("en", "ipo", 0)


def test_a_swipe_and_a_tap_move_on(browser: Browser, address: str) -> None:
    browser.size(900, 500, mobile=True)
    browser.open(address)
    browser.touch("touchStart", (700, 200))
    browser.touch("touchMove", (500, 205))
    browser.touch("touchEnd")
    browser.settled()
    assert shown(browser)[1] == "shop"
    browser.touch("touchStart", (200, 200))
    browser.touch("touchMove", (400, 205))
    browser.touch("touchEnd")
    browser.settled()
    assert shown(browser)[1] == "title"


def test_a_pinch_enlarges_the_slide_and_moves_no_slide(browser: Browser, address: str) -> None:
    browser.size(900, 500, mobile=True)
    browser.open(address)
    browser.touch("touchStart", (400, 220), (500, 220))
    for step in range(1, 8):
        browser.touch("touchMove", (400 - 15 * step, 220), (500 + 15 * step, 220))
    browser.touch("touchEnd")
    browser.settled()
    assert browser.run("visualViewport.scale") > 1.5
    assert shown(browser)[1] == "title"


def test_notes_come_on_demand(browser: Browser, address: str) -> None:
    browser.open(address + "#shop")
    panel = "document.querySelector('.edition.shown .panel')"
    assert browser.run(f"{panel}.hidden") is True
    browser.press("n", 78)
    assert browser.run(f"{panel}.hidden") is False
    assert browser.run(f"{panel}.textContent.trim().length") > 20
    assert browser.run(f"getComputedStyle({panel}).display") == "block"


def test_nothing_takes_the_focus_on_load(browser: Browser, address: str) -> None:
    browser.open(address)
    assert browser.run("document.activeElement === document.body") is True


def test_colours_follow_the_reader_and_the_button(browser: Browser, address: str) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    drawn = "getComputedStyle(document.querySelector('.current .s rect')).fill"
    browser.open(address)
    assert browser.run(ground) == browser.run(drawn) == "rgb(18, 13, 12)"
    browser.media(prefers_color_scheme="light")
    assert browser.run(ground) == browser.run(drawn) == "rgb(255, 255, 255)"
    browser.press("c", 67)
    assert browser.run(ground) == browser.run(drawn) == "rgb(18, 13, 12)"


@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("enlarged", [1.0, 2.0])
def test_the_article_never_scrolls_sideways(browser: Browser, address: str, width: int, enlarged: float) -> None:
    browser.size(width, 700)
    browser.open(f"{address}#read")
    browser.run(f"document.documentElement.style.fontSize = '{106.25 * enlarged}%'")
    browser.settled()
    assert browser.run("document.documentElement.scrollWidth") <= width
    too_wide = """Array.from(document.querySelectorAll(".edition.shown :is(p, li, h1, h2, td, th, button)"))
        .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1).length"""
    assert browser.run(too_wide) == 0


def test_a_narrow_screen_reads_downwards(browser: Browser, address: str) -> None:
    browser.size(320, 640, mobile=True)
    browser.open(f"{address}#xiami")
    browser.settled()
    assert browser.run("document.documentElement.dataset.view") == "read"
    assert abs(browser.run("document.getElementById('xiami').getBoundingClientRect().top")) < 120
    sizes = browser.run(
        """Array.from(document.querySelectorAll(".edition.shown .bar button"))
            .filter(one => one.getClientRects().length).map(one => Math.min(one.offsetWidth, one.offsetHeight))"""
    )
    assert min(sizes) >= 44


def test_without_a_script_it_is_an_article_in_the_language_of_the_address(browser: Browser, address: str) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    for name, seen in (("", "fr"), ("#en", "en"), ("#en&xiami", "en"), ("#xiami", "fr")):
        browser.open("about:blank")
        browser.open(address + name)
        tree = browser.call("Accessibility.getFullAXTree")["nodes"]
        titles = {node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "heading"}
        assert ("Timeline" in titles) is (seen == "en")
        assert ("Chronologie" in titles) is (seen == "fr")
        assert not [node for node in tree if node.get("role", {}).get("value") == "button"]


def test_paper_has_every_slide_and_no_button(browser: Browser, address: str, tmp_path: Path) -> None:
    from base64 import b64decode

    from pypdf import PdfReader

    browser.open(f"{address}#ipo")
    data = browser.call("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)["data"]
    file = tmp_path / "paper.pdf"
    file.write_bytes(b64decode(data))
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    said = " ".join(text.split())
    for words in ("Naissance d", "Chronologie", "Sources", "Quand Alibaba a-t-il acheté Xiami"):
        assert words in said
    assert "Partager" not in said


def axe_program() -> str | None:
    """Return the checker of accessibility: a newer file that is named, or the one that is installed."""
    named = os.environ.get("PASSEUR_AXE")
    if named:
        return Path(named).read_text("utf-8")
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        return None
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("name", ["", "xiami.3", "read", "en&t="])
@pytest.mark.parametrize("colors", ["dark", "light"])
def test_a_checker_of_accessibility_finds_nothing(browser: Browser, address: str, name: str, colors: str) -> None:
    axe = axe_program()
    if axe is None:
        pytest.skip("needs axe-core (pip install axe-core-python)")
    browser.media(prefers_color_scheme=colors, prefers_reduced_motion="reduce")
    browser.open(f"{address}#{name}")
    browser.call("Runtime.evaluate", expression=axe)
    found = browser.run(
        """axe.run(document, {resultTypes: ["violations"]}).then(result => result.violations.map(
            one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" | ")))"""
    )
    assert found == []
