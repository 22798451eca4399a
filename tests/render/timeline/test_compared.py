"""Two windows of time one above the other: one scale, one left edge, each with its own dates."""

from __future__ import annotations

import pytest

from desktop.output.outline import shown_events
from desktop.render.frame import HitZone, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_text
from desktop.story.model import Story

pytestmark = pytest.mark.usefixtures("painter_ready")


def two_crises(window: str = "1929/1939", compare: str = "2008/2018", more: str = "") -> Story:
    keys = f'window = "{window}"\n' + (f'compare = "{compare}"\n' if compare else "")
    return load_text(
        """
[story]
title = "Two crises"
languages = ["en", "fr"]
[track.markets]
title = "Markets"
[event.crash]
date = "1929-10-24"
title = "Black Thursday"
track = "markets"
[event.between]
date = "1970"
title = "Between"
track = "markets"
[event.lehman]
date = "2008-09-15"
title = "Lehman"
track = "markets"
"""
        + more
        + f'[[slide]]\nid = "pair"\nlayout = "timeline"\ntitle = "Two"\n{keys}'
    ).story


def texts(story: Story, language: str = "en", aspect: str = "16:9") -> dict[str, TextRun]:
    frame = layout(story.slides[0], story, language, aspect=aspect)
    return {item.text: item for item in frame.items if isinstance(item, TextRun)}


def plots(story: Story) -> list[HitZone]:
    frame = layout(story.slides[0], story, "en", aspect="16:9")
    return [zone for zone in frame.zones if zone.kind == "timeline"]


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "9:16"])
def test_both_windows_are_drawn_with_their_dates_below_one_another(aspect):
    found = texts(two_crises(), aspect=aspect)
    assert found["1929 – 1939"].y < found["Black Thursday"].y < found["2008 – 2018"].y < found["Lehman"].y
    assert found["year 1"].y > found["Lehman"].y
    assert "Between" not in found


def test_the_years_are_counted_in_the_language_of_the_slide():
    assert "année 1" in texts(two_crises(), "fr")


def test_both_plots_have_one_place_and_size():
    upper, lower = plots(two_crises())
    assert (upper.x, upper.width) == (lower.x, lower.width)
    assert upper.y + upper.height < lower.y


def test_a_shorter_window_is_drawn_on_the_scale_of_the_longer_one():
    found = texts(two_crises("1929/1939", "2008/2009"))
    first, second = found["1930"], found["2009"]
    assert first.x + first.width / 2 == pytest.approx(second.x + second.width / 2, abs=3.0)


def test_a_scale_of_numbers_leaves_room_in_both():
    series = (
        '[track.index]\ntitle = "Index"\n[track.index.series]\nkind = "line"\n'
        'points = [{ date = "1930", value = 5 }, { date = "2009", value = 123456 }]\n'
    )
    upper, lower = plots(two_crises(more=series))
    assert (upper.x, upper.width) == (lower.x, lower.width)


def test_without_a_second_window_there_is_one_drawing():
    assert len(plots(two_crises(compare=""))) == 1


def test_words_tell_the_events_of_both_windows():
    story = two_crises()
    assert [event.id for event in shown_events(story.slides[0], story)] == ["crash", "lehman"]
