"""A reader of the page folds groups, shortens empty time, and sees numbers and causes on the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.output import subset_fonts
from desktop.output.web.write import write_page
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story
from tests.output.web.browser import Browser, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="needs Chromium"),
    pytest.mark.usefixtures("qapp"),
]
STORIES = Path(__file__).parents[2] / "stories" / "timelines"


@pytest.fixture
def browser(started: Browser) -> Iterator[Browser]:
    started.size(1280, 800)
    started.media(prefers_reduced_motion="reduce", prefers_color_scheme="dark")
    started.open("about:blank")
    started.console.clear()
    yield started
    assert started.console == []


def story_of(text: str) -> Story:
    story = load_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "s"\nlayout = "title"\n' + text
    ).story
    assert story is not None
    return story


def opened(browser: Browser, story: Story | None, folder: Path, fragment: str) -> None:
    assert story is not None
    write_page(story, folder / "talk.html")
    go_to(browser, folder, fragment)


def go_to(browser: Browser, folder: Path, fragment: str) -> None:
    browser.open("about:blank")
    browser.open((folder / "talk.html").as_uri() + fragment)
    browser.run("document.fonts.ready.then(() => 1)")
    browser.settled()


def pixels(browser: Browser, color: str, top: float = 0.0, bottom: float = 1.0) -> int:
    """Return how many pixels of the drawn timeline are about of a colour (`r, g, b`), between two shares of its height."""
    count: int = browser.run(
        f"""(canvas => {{
            const [first, last] = [{top}, {bottom}].map(share => Math.round(share * canvas.height));
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
            copy.drawImage(canvas, 0, 0);
            const data = copy.getImageData(0, first, canvas.width, last - first).data;
            const wanted = [{color}];
            let count = 0;
            for (let i = 0; i < data.length; i += 4) {{
                if (data[i + 3] > 150 && wanted.every((one, at) => Math.abs(data[i + at] - one) < 14)) count += 1;
            }}
            return count;
        }})(document.querySelector(".edition.shown canvas"))"""
    )
    return count


def color_of(browser: Browser, name: str) -> str:
    """Return a colour of the page as `r, g, b`."""
    text: str = browser.run(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()")
    return ", ".join(str(int(text[at : at + 2], 16)) for at in (1, 3, 5))


def test_a_click_on_its_heading_folds_a_group_and_opens_it_again(browser: Browser, tmp_path: Path) -> None:
    opened(browser, load_file(STORIES / "groups.toml").story, tmp_path, "#t=")
    vermilion = color_of(browser, "vermilion")
    before = pixels(browser, vermilion)
    _click_names(browser, lambda: pixels(browser, vermilion) < before / 3)
    _click_names(browser, lambda: pixels(browser, vermilion) > before * 0.9)
    assert browser.run("document.querySelector('.edition.shown .card').hidden")


def _click_names(browser: Browser, is_done: Callable[[], bool]) -> None:
    """Click from top to bottom on the column of names, until something has happened."""
    left, top = browser.run(
        "(b => [b.left, b.top])(document.querySelector('.edition.shown canvas').getBoundingClientRect())"
    )
    for y in range(4, 160, 8):
        browser.click(left + 60, top + y)
        browser.settled()
        if is_done():
            return
    raise AssertionError("nothing happened")


def test_numbers_come_with_the_date_of_knowledge(browser: Browser, tmp_path: Path) -> None:
    story = story_of(
        '[track.a]\ntitle = "A"\ncolor = "jade"\n[track.a.series]\nkind = "bars"\n'
        f"points = [{', '.join(f'{{ date = {year}, value = {year - 1996} }}' for year in range(2001, 2008))}]\n"
        '[event.e]\ndate = "2001"\ntitle = "E"\n'
    )
    opened(browser, story, tmp_path, "#t=2000/2008")
    jade = color_of(browser, "jade")
    whole = pixels(browser, jade)
    assert whole > 300
    go_to(browser, tmp_path, "#t=2000/2008&as-of=2004-01-01")
    assert 20 < pixels(browser, jade) < 0.8 * whole


def test_the_cause_of_what_is_chosen_has_an_arrow_to_it(browser: Browser, tmp_path: Path) -> None:
    story = story_of(
        '[track.one]\ntitle = "One"\ncolor = "vermilion"\n[track.two]\ntitle = "Two"\ncolor = "jade"\n'
        '[track.three]\ntitle = "Three"\ncolor = "jade"\n'
        '[event.a]\ndate = "2001-05-05"\ntitle = "A"\ntrack = "one"\nleads_to = ["c"]\n'
        '[event.b]\ndate = "2009-05-05"\ntitle = "B"\ntrack = "two"\n'
        '[event.c]\ndate = "2004-05-05"\ntitle = "C"\ntrack = "three"\n'
    )
    opened(browser, story, tmp_path, "#event=b&t=2000/2010")
    vermilion = color_of(browser, "vermilion")
    middle = (0.4, 0.5)  # of the height: the second track
    assert pixels(browser, vermilion, *middle) == 0
    go_to(browser, tmp_path, "#event=c&t=2000/2010")
    assert pixels(browser, vermilion, *middle) > 20


def test_empty_time_is_shortened_and_the_window_stays_where_it_is(browser: Browser, tmp_path: Path) -> None:
    events = "".join(
        f'[event.e{year}]\ndate = "{year}"\ntitle = "In {year}"\n' for year in (1004, 1007, 1010, 1990, 1993, 1996)
    )
    opened(browser, story_of(events), tmp_path, "#t=")
    browser.run("document.querySelector('.edition.shown [data-do=shorten]').click()")
    browser.settled()
    assert (
        browser.run("document.querySelector('.edition.shown [data-do=shorten]').getAttribute('aria-pressed')") == "true"
    )
    assert pixels(browser, color_of(browser, "gold"), 0.8, 0.95) > 30  # the words of what is left out
    browser.run("document.querySelector('.edition.shown [data-do=closer]').click()")
    browser.run(
        "new Promise(done => (function look() { location.hash.length > 3 ? done() : requestAnimationFrame(look); })())"
    )
    first, last = browser.run("decodeURIComponent(location.hash)").removeprefix("#t=").split("/")
    assert 970 < int(first) < 1004
    assert 1996 < int(last) < 2030


def test_a_story_without_empty_time_has_no_button_for_it(browser: Browser, tmp_path: Path) -> None:
    opened(browser, story_of('[event.a]\ndate = "2001"\ntitle = "A"\n'), tmp_path, "#t=")
    assert browser.run("document.querySelector('[data-do=shorten]')") is None


def test_rows_keep_their_height_on_a_small_screen_which_scrolls(browser: Browser, tmp_path: Path) -> None:
    browser.size(360, 640, mobile=True)
    tracks = "".join(f'[track.t{number}]\ntitle = "Track {number}"\n' for number in range(14))
    events = "".join(
        f'[event.e{number}]\ndate = "20{number:02}"\ntitle = "Event {number}"\ntrack = "t{number % 14}"\n'
        for number in range(42)
    )
    opened(browser, story_of(tracks + events), tmp_path, "#t=")
    stage = "document.querySelector('.edition.shown .stage')"
    assert browser.run(f"{stage}.scrollHeight > {stage}.clientHeight + 100")


def test_keys_fold_a_group_and_its_button_says_so(browser: Browser, tmp_path: Path) -> None:
    opened(browser, load_file(STORIES / "groups.toml").story, tmp_path, "#t=")
    vermilion = color_of(browser, "vermilion")
    before = pixels(browser, vermilion)
    browser.run("document.querySelector('.edition.shown .fold').focus()")
    browser.press(" ", 32)
    browser.settled()
    assert pixels(browser, vermilion) < before / 3
    assert browser.run("document.activeElement.getAttribute('aria-expanded')") == "false"
    assert browser.run("document.activeElement.getAttribute('aria-label')") == "The plant"
    browser.press("Enter", 13)
    browser.settled()
    assert pixels(browser, vermilion) > before * 0.9
    assert browser.run("document.activeElement.getAttribute('aria-expanded')") == "true"


def test_the_pointer_marks_the_number_of_its_time(browser: Browser, tmp_path: Path) -> None:
    story = story_of(
        '[track.a]\ntitle = "A"\ncolor = "jade"\n[track.a.series]\nkind = "steps"\n'
        "points = [{ date = 2001, value = 3 }, { date = 2006, value = 5 }]\n"
        '[event.e]\ndate = "2001"\ntitle = "E"\n'
    )
    opened(browser, story, tmp_path, "#t=2000/2008")
    raised = color_of(browser, "raised")
    left, top, width, height = browser.run(
        "(b => [b.left, b.top, b.width, b.height])(document.querySelector('.edition.shown canvas').getBoundingClientRect())"
    )
    assert pixels(browser, raised) < 40
    browser.mouse("mouseMoved", left + 0.6 * width, top + 0.4 * height)
    browser.settled()
    browser.settled()
    assert pixels(browser, raised) > 400
    browser.mouse("mouseMoved", left + 0.6 * width, 2)
    browser.settled()
    browser.settled()
    assert pixels(browser, raised) < 40


def test_the_faces_of_a_page_of_very_many_letters_load(browser, tmp_path, monkeypatch):
    monkeypatch.setattr(subset_fonts, "_MANY_LETTERS", 10)
    opened(browser, story_of('text = "Réservé à la Ligue Ⴀႎ ქართ Ω Ж"\n'), tmp_path, "")
    faces = browser.run("Promise.all([...document.fonts].map(one => one.load().then(() => 1, () => 0)))")
    assert len(faces) > 2
    assert all(faces)
