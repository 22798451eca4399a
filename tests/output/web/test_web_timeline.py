"""The timeline of the page counts time as the application does, and answers wheel, fingers, keys and addresses."""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.i18n import story_language
from desktop.output.web.axis_words import axis_levels, axis_words
from desktop.output.web.page import part
from desktop.output.web.write import write_page
from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.deep_time import counts_ages
from desktop.story.load.load import load_file
from desktop.timeline.camera import TimeWindow, flight, zoom_at
from desktop.timeline.units import (
    BY_STEP,
    LEVELS,
    TickLevel,
    heading_label,
    precise_tick_instants,
    tick_instants,
    tick_label,
)
from tests.output.web.browser import Browser, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="needs Chromium"),
]


@pytest.fixture(scope="module")
def program(started: Browser) -> Browser:
    """Return a browser that has the functions of axis and camera at hand."""
    started.open("about:blank")
    source = "\n".join(part(f"{name}.js") for name in ("address", "axis", "camera", "even_axis"))
    started.call("Runtime.evaluate", expression=source)
    return started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> str:
    """Write the shipped story as a page; return where it is."""
    story = load_file(paths.shipped_story()).story
    assert story is not None
    file = tmp_path_factory.mktemp("web") / "talk.html"
    write_page(story, file)
    return file.as_uri()


SHOWN_LEVELS = LEVELS[:48]


# -- the same time -------------------------------------------------------------------------------------------------------


def test_the_calendar_is_the_application_s(program: Browser) -> None:
    chance = random.Random(3)
    instants = [chance.randrange(-(10**exponent), 10**exponent) for exponent in (6, 9, 11, 13, 15) for _ in range(60)]
    found = program.run(
        f"{json.dumps(instants)}.map(civilFromSeconds).map(at => [at.year, at.month, at.day, at.hour, at.minute])"
    )
    assert found == [list(civil_from_seconds(instant)[:5]) for instant in instants]


@pytest.mark.parametrize("level", SHOWN_LEVELS, ids=lambda one: f"{one.unit}-{one.step}")
def test_ticks_stand_where_those_of_the_application_stand(program: Browser, level: TickLevel) -> None:
    chance = random.Random(level.step)
    data = json.dumps([one for one in axis_levels() if (one["unit"], one["step"]) == (level.unit, level.step)])
    for begin in (seconds_from_civil(2013, 5, 17), seconds_from_civil(-44, 3, 15), seconds_from_civil(-2, 1, 1)):
        first = begin + chance.randrange(10**6)
        last = first + max(1, int(level.min_seconds * 25))
        found = program.run(f"tickInstants({data}[0], {first}, {last}, {{deep: [-1e5, 1e5], present: 0}})")
        assert sorted(set(found)) == pytest.approx(sorted(precise_tick_instants(level, first, last)), rel=0, abs=1e-6)


@pytest.mark.parametrize(
    ("system", "step"), [("Ma", 1_000_000), ("Ma", 10_000), ("years-ago", 1_000_000), ("BC", 10**6)]
)
def test_deep_time_is_told_as_in_the_application(program: Browser, system: str, step: int) -> None:
    language = story_language("en", ((("dates", "deep_time"), system),))
    program.call("Runtime.evaluate", expression=f"var ages = {json.dumps(axis_words(language))}")
    level = BY_STEP["year", step]
    first, last = seconds_from_civil(-40 * step), seconds_from_civil(step // 10)
    unit = f"{{unit: 'year', step: {step}}}"
    instants = program.run(f"tickInstants({unit}, {first}, {last}, ages)")
    found = program.run(f"{json.dumps(instants)}.map(at => tickText({unit}, at, true, ages))")
    by_age = counts_ages(system)
    expected = [
        tick_label(level, instant, language, deep_time=True)
        for instant in tick_instants(level, first, last, by_age=by_age)
    ]
    assert found == expected


@pytest.mark.parametrize("code", ["en", "fr", "de", "ar", "zh", "ja", "hi", "ru"])
def test_labels_say_what_those_of_the_application_say(program: Browser, code: str) -> None:
    chance = random.Random(code)
    program.call("Runtime.evaluate", expression=f"var axisWords = {json.dumps(axis_words(code))}")
    units = ("second", "minute", "hour", "day", "month", "year")
    for unit, step, deep in (*((unit, 1, False) for unit in units), ("year", 10, False), ("year", 1_000_000, True)):
        spread = 4e15 if deep else 6e10
        instants = [int(chance.uniform(-spread, spread)) for _ in range(40)]
        level = BY_STEP[unit, step]
        found = program.run(
            f"{json.dumps(instants)}.map(at => tickText({{unit: '{unit}', step: {step}}}, at, {json.dumps(deep)}, axisWords))"
        )
        expected = [tick_label(level, instant, code, deep_time=deep) for instant in instants]
        if not deep or code in ("en", "de", "zh", "ja"):  # elsewhere "million" bends with its number; here it does not
            assert found == expected
    for step in (2, 50, 100, 500):
        instants = [1_700_000_000 + chance.randrange(2000) * step / 1000 for _ in range(40)]
        found = program.run(
            f"{json.dumps(instants)}.map(at => tickText({{unit: 'millisecond', step: {step}}}, at, false, axisWords))"
        )
        assert found == [tick_label(BY_STEP["millisecond", step], instant, code) for instant in instants]
    for unit in ("day", "month", "year"):
        instants = [int(chance.uniform(-6e10, 6e10)) for _ in range(60)]
        found = program.run(f"{json.dumps(instants)}.map(at => headingText('{unit}', at, axisWords))")
        assert found == [heading_label(unit, instant, code) for instant in instants]


def test_flights_and_zooms_are_those_of_the_application(program: Browser) -> None:
    chance = random.Random(5)
    for _ in range(60):
        one, two = (TimeWindow(chance.randrange(-(10**10), 10**10), 10 ** chance.uniform(4, 10)) for _ in range(2))
        t = chance.random()
        windows = ", ".join(f"{{start: {one.start}, span: {one.span}}}" for one in (one, two))
        found = program.run(f"flightAt({windows}, {t})")
        expected = flight(one, two, t)
        assert found["span"] == pytest.approx(expected.span, rel=1e-6)
        assert found["start"] == pytest.approx(expected.start + expected.offset, abs=1e-3 * expected.span + 1)
        found = program.run(f"zoomAt({{start: {one.start}, span: {one.span}}}, {t}, 0.37)")
        expected = zoom_at(one, t, 0.37)
        assert found["start"] == pytest.approx(expected.start + expected.offset, abs=1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2013", (2013, 1, 1), (2014, 1, 1)), ("2013/2015-06", (2013, 1, 1), (2015, 7, 1)),
     ("2015-01-11", (2015, 1, 11), (2015, 1, 12)), ("-0043/0014", (-43, 1, 1), (15, 1, 1)),
     ("2015-12", (2015, 12, 1), (2016, 1, 1))],
)  # fmt: skip
def test_a_window_of_an_address_is_read(
    program: Browser, text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    window = program.run(f"readWindow('{text}', Axis([]))")
    assert window == {
        "start": seconds_from_civil(*first),
        "span": seconds_from_civil(*last) - seconds_from_civil(*first),
    }


@pytest.mark.parametrize("span", [0.01, 0.4, 7.0, 59.0, 61.0, 3000.0])
def test_a_short_window_is_that_of_its_address(program: Browser, span: float) -> None:
    first = seconds_from_civil(2025, 3, 4) + 7866.25
    window = program.run(f"readWindow(writeWindow({first}, {first} + {span}, () => {span}), Axis([]))")
    unit = 0.001 if span < 60 else 1.0
    assert window["start"] == pytest.approx(first, rel=0, abs=unit)
    assert window["span"] == pytest.approx(span, rel=0, abs=2 * unit)


@pytest.mark.parametrize("text", ["", "x", "2015-13", "2016/2015", "2015//", "9" * 40])
def test_what_is_no_window_is_none(program: Browser, text: str) -> None:
    assert program.run(f"readWindow('{text}', Axis([]))") is None


# -- what a reader does --------------------------------------------------------------------------------------------------


def fragment(browser: Browser) -> str:
    value: str = browser.run("decodeURIComponent(location.hash)")
    return value


def next_fragment(browser: Browser, before: str) -> str:
    """Wait until the address is another one."""
    browser.run(
        f"""new Promise(done => (function look() {{
            if (decodeURIComponent(location.hash) !== {json.dumps(before)}) done(); else requestAnimationFrame(look);
        }})())"""
    )
    return fragment(browser)


def years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a window in an address."""
    first, last = text.split("t=")[1].split("&", maxsplit=1)[0].split("/")
    return int(first[:4]), int(last[:4])


def card(browser: Browser) -> Any:
    return browser.run(
        "(card => card.hidden ? null : card.querySelector('h3').textContent)(document.querySelector('.edition.shown .card'))"
    )


def test_the_wheel_zooms_at_the_pointer_and_back_walks_home(browser: Browser, address: str) -> None:
    browser.open(f"{address}#t=2000/2019")
    for _ in range(4):
        browser.mouse("mouseWheel", 900, 300, deltaX=0, deltaY=-240)
    nearer = next_fragment(browser, "#t=2000/2019")
    first, last = years(nearer)
    assert 2000 < first < last < 2019
    assert last - first < 6
    browser.run(
        "new Promise(done => { addEventListener('popstate', () => setTimeout(done), {once: true}); history.back(); })"
    )
    assert fragment(browser) == "#t=2000/2019"


def test_two_fingers_zoom_and_one_pans(browser: Browser, address: str) -> None:
    browser.size(900, 600, mobile=True)
    browser.open(f"{address}#t=2000/2019")
    browser.touch("touchStart", (450, 300), (550, 300))
    for step in range(1, 9):
        browser.touch("touchMove", (450 - 20 * step, 300), (550 + 20 * step, 300))
    browser.touch("touchEnd")
    nearer = next_fragment(browser, "#t=2000/2019")
    first, last = years(nearer)
    assert last - first < 10
    assert browser.run("visualViewport.scale") == 1
    browser.touch("touchStart", (300, 300))
    for step in range(1, 9):
        browser.touch("touchMove", (300 + 30 * step, 300))
    browser.touch("touchEnd")
    assert years(next_fragment(browser, nearer))[0] < first


def test_search_flies_to_what_it_finds_and_its_card_leads_to_its_slide(browser: Browser, address: str) -> None:
    browser.open(f"{address}#t=")
    browser.press("/", 191)
    for letter in "bourse":
        browser.press(letter)
    found = browser.run("Number(document.querySelector('.edition.shown .found').textContent)")
    assert 0 < found < 12
    browser.press("Enter", 13)
    assert fragment(browser).startswith("#event=")
    assert card(browser)
    browser.open("about:blank")
    browser.open(f"{address}#event=ipo")
    assert card(browser) == "Introduction en Bourse"
    browser.run("document.querySelector('.edition.shown .card .detail a[href=\"#ipo\"]').click()")
    browser.settled()
    assert browser.run("document.documentElement.dataset.view") == "deck"
    assert browser.run("document.querySelector('.slide.current').dataset.slide") == "ipo"


def test_keys_walk_the_events_and_escape_leads_back(browser: Browser, address: str) -> None:
    browser.open(f"{address}#t=")
    browser.press("ArrowDown", 40)
    first = card(browser)
    browser.press("ArrowDown", 40)
    second = card(browser)
    assert first
    assert second
    assert first != second
    browser.press("ArrowUp", 38)
    assert card(browser) == first
    browser.press("Escape", 27)
    assert card(browser) is None
    browser.press("Escape", 27)
    assert browser.run("document.documentElement.dataset.view") == "deck"


def test_a_click_on_a_mark_opens_its_card(browser: Browser, address: str) -> None:
    browser.size(590, 700)  # without a column of names, so that the whole width is time
    browser.open(f"{address}#t=2014-09-01/2014-09-30")
    browser.settled()
    box = browser.run(
        "(b => [b.left, b.top, b.width, b.height])(document.querySelector('.edition.shown canvas').getBoundingClientRect())"
    )
    # At the right are the numbers of the axes; a card lies over the marks until it is closed.
    for row, right in product(range(40, 460, 8), (30, 40, 50)):
        browser.click(box[0] + 18.5 / 30 * (box[2] - right), box[1] + row)
        if card(browser) == "Introduction en Bourse":
            break
        if card(browser):
            browser.press("Escape", 27)
    assert card(browser) == "Introduction en Bourse"
    assert "event=ipo" in fragment(browser)


def test_a_date_of_knowledge_has_an_address(browser: Browser, address: str) -> None:
    browser.open(f"{address}#as-of=2015-01-11")
    known = "document.querySelector('.edition.shown .known').textContent"
    assert browser.run(known) == "vu du 11 janv. 2015"
    browser.press("/", 191)
    for letter in "sortie":
        browser.press(letter)
    assert browser.run("document.querySelector('.edition.shown .found').textContent") == "0"
    browser.run(
        """(slider => {
          slider.value = slider.max;
          for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name));
        })(document.querySelector('.edition.shown [type=range]'))"""
    )
    assert browser.run(known) == "tout est connu"
    assert "as-of" not in fragment(browser)


def test_in_the_article_the_wheel_scrolls_until_somebody_clicks(browser: Browser, address: str) -> None:
    browser.open(f"{address}#read")
    browser.run("document.querySelector('.edition.shown .stage').scrollIntoView({block: 'start'})")
    browser.settled()
    x, y = browser.run(
        "(b => [b.left + b.width / 2, b.top + 120])(document.querySelector('.edition.shown .plot').getBoundingClientRect())"
    )
    before = browser.run("scrollY")
    browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=-120)
    browser.run(
        f"new Promise(done => (function look() {{ scrollY < {before} ? done() : requestAnimationFrame(look); }})())"
    )
    y = browser.run("document.querySelector('.edition.shown .plot').getBoundingClientRect().top") + 120
    browser.click(x, y)
    before = browser.run("scrollY")
    browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=-120)
    browser.settled()
    browser.settled()
    assert browser.run("scrollY") == before


def test_in_another_page_it_tells_its_height_and_takes_nothing(browser: Browser, address: str, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    host.write_text(
        f"""<!doctype html><input autofocus><script>var heard = [];
        addEventListener("message", event => heard.push(event.data));</script>
        <iframe src="{address}" style="width:360px;height:500px" allow="fullscreen"></iframe><div style="height:3000px"></div>""",
        "utf-8",
    )
    browser.open(host.as_uri())
    browser.run(
        "new Promise(done => (function look() { heard.length >= 4 ? done() : requestAnimationFrame(look); })())"
    )
    heard = browser.run("heard")
    heights = [one["passeur-height"] for one in heard if isinstance(one, dict) and "passeur-height" in one]
    assert heights[-1] > 3000
    assert {"sentinel": "amp", "type": "embed-size", "height": heights[-1]} in heard
    assert f"pymxPYMxpasseurxPYMxheightxPYMx{heights[-1]}" in heard
    assert browser.run("document.activeElement.tagName") == "INPUT"
    assert browser.run("history.length") <= 50


RECURRING = """format = 1
[story]
title = "Votes"
languages = ["en"]
[track.votes]
title = "Votes"
[event.vote]
date = "2000-05-01"
every = "4 years"
until = "2020"
title = "A vote"
track = "votes"
[[slide]]
id = "one"
layout = "title"
"""


def test_each_time_of_an_event_that_recurs_has_its_card(browser: Browser, tmp_path: Path, qapp: object) -> None:
    (tmp_path / "content.toml").write_text(RECURRING, "utf-8")
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    write_page(story, tmp_path / "talk.html")
    browser.open((tmp_path / "talk.html").as_uri() + "#t=")
    dates = []
    for _ in range(3):
        browser.press("ArrowDown", 40)
        assert card(browser) == "A vote"
        dates.append(browser.run("document.querySelector('.edition.shown .card .date').textContent"))
    assert [date[-4:] for date in dates] == ["2000", "2004", "2008"]
    assert fragment(browser) == "#event=vote@3"
