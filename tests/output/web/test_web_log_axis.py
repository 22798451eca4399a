"""The logarithmic axis of the page is the application's: instants lie where it has them, and the same ticks have labels."""

from __future__ import annotations

import json
import random

import pytest

from desktop.output.web.axis_words import axis_levels, axis_words, log_axis_words
from desktop.output.web.page import part
from desktop.story.dates.calendar import seconds_from_civil
from desktop.timeline.axis_ticks import axis_ticks
from desktop.timeline.camera import window_between
from desktop.timeline.log_axis import E_FOLD, LogAxis
from tests.output.web.browser import Browser, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="needs Chromium"),
]

LOG_AXIS = LogAxis(seconds_from_civil(2000), 3600)


@pytest.fixture(scope="module")
def log_program(started: Browser) -> Browser:
    """Return a browser that has the functions of the logarithmic axis at hand."""
    started.open("about:blank")
    source = "\n".join(part(f"{name}.js") for name in ("address", "axis", "camera", "log_axis"))
    data = {"log": {"now": LOG_AXIS.now, "least": LOG_AXIS.least, "fold": E_FOLD}, "levels": axis_levels()}
    source += f"\nvar story = {json.dumps(data)}, levels = story.levels;"
    source += f"\nvar words = {json.dumps(axis_words('en') | log_axis_words(LOG_AXIS.now, 'en'))};"
    started.call("Runtime.evaluate", expression=source)
    return started


def test_instants_lie_where_the_application_s_logarithmic_axis_has_them(log_program: Browser) -> None:
    chance = random.Random(5)
    instants = [
        LOG_AXIS.now + chance.randrange(-(10**power), 10**power) for power in (3, 6, 9, 12, 15, 17) for _ in range(9)
    ]
    found = log_program.run(
        f"{json.dumps(instants)}.map(one => [Axis().toAxis(one), Axis().toTime(Axis().toAxis(one))])"
    )
    for (place, back), instant in zip(found, instants, strict=True):
        assert place == pytest.approx(LOG_AXIS.to_axis(instant), rel=1e-9, abs=E_FOLD / 1e6)
        assert back == pytest.approx(instant, rel=1e-9, abs=60)


@pytest.mark.parametrize(
    ("begin", "end"), [(-13_800_000_000, 2000), (-3000, 1990), (-70_000_000, -60_000_000), (1900, 2050)]
)
def test_a_logarithmic_axis_has_the_ticks_of_the_application(log_program: Browser, begin: int, end: int) -> None:
    window = LOG_AXIS.window_to_axis(window_between(seconds_from_civil(begin), seconds_from_civil(end)))
    expected = axis_ticks(
        window, 900, "en", lambda text: 7.0 * len(text), LOG_AXIS, label_gap=14, min_minor_gap=7, min_tick_gap=40
    )
    camera = json.dumps({"start": window.start, "span": window.span})
    found = log_program.run(
        f"axisTicks({camera}, 900, words, text => 7 * text.length, Axis()).major.map(one => one.text)"
    )
    assert found == [one.label for one in expected.major]
