"""A chart keeps more than half of its slide, whatever its title, text, note and sources say."""

from __future__ import annotations

from itertools import product

import pytest

from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES, grid_for
from desktop.render.page.ribbon_place import HEIGHT_ABOVE, HEIGHT_BELOW, HIGH_RIBBON, RibbonPlace
from desktop.story.chart import CHART_KINDS, Chart, Point, Series
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import EMPTY_TEXT, LocalizedText
from desktop.story.model import Event, Slide, Source, Story

pytestmark = pytest.mark.usefixtures("painter_ready")

WORDS = 3 * (
    "The canal was closed for six days, and a tenth of the trade of the whole world had to wait at both of its ends until "
    "tugs could pull the ship off the bank of sand, where the wind had driven her. "
)
SHARE = 0.55 - 1e-6  # of the height, at least


def said(text: str) -> LocalizedText:
    return LocalizedText((("", text),)) if text else EMPTY_TEXT


def words(length: int) -> LocalizedText:
    return said(WORDS[:length].strip())


EVENT = Event("e", parse_date("2021-03-23"), said("Ever Given"))


def chart_of(kind: str) -> Chart:
    names = ("Asia", "Europe", "Africa", "America")
    points = tuple(Point(LocalizedText((("", name),)), float(number)) for number, name in enumerate(names, 3))
    return Chart(kind, (Series(points),), unit=words(12))


def drawn(kind: str, title: int, text: int, note: int, aspect: str, source_count: int = 0, **more) -> Frame:
    sources = tuple(Source(f"s{number}", words(20)) for number in range(source_count))
    slide = Slide(
        "s", "chart", title=words(title), text=words(text), note=words(note), chart=chart_of(kind),
        sources=tuple(source.id for source in sources), **more,
    )  # fmt: skip
    return layout(slide, Story(slides=(slide,), sources=sources, events=(EVENT,)), "en", aspect=aspect)


def share(frame: Frame) -> float:
    (zone,) = [zone for zone in frame.zones if zone.kind == "chart"]
    return zone.height / frame.height


def cut_parts(frame: Frame) -> set[str]:
    """Return what is cut: sources are named in the handout."""
    return {overflow.element for overflow in frame.overflows} - {"sources"}


def faults(frame: Frame) -> list[str]:
    return [finding.text for finding in check_frame(frame) if finding.kind in ("overlap", "outside", "small", "struck")]


@pytest.mark.parametrize("ribbon", [None, True])
@pytest.mark.parametrize("kind", CHART_KINDS)
@pytest.mark.parametrize("aspect", CANVASES)
def test_a_chart_keeps_its_share_of_the_height_and_no_short_text_is_cut(
    kind: str, aspect: str, ribbon: bool | None
) -> None:
    for title, text, note in product((1, 70, 120), (0, 160, 400), (0, 70, 200)):
        frame = drawn(kind, title, text, note, aspect, source_count=3, event="e", ribbon=ribbon)
        assert share(frame) >= SHARE, (title, text, note)
        if text <= 160 or aspect != "9:16":
            assert not cut_parts(frame), (title, text, note)
        else:
            assert cut_parts(frame) <= {"text", "note"}, (title, text, note)
            assert "note" not in cut_parts(frame) or note > 160, (title, text, note)


@pytest.mark.parametrize("aspect", CANVASES)
def test_what_is_cut_on_an_upright_page_ends_in_an_ellipsis(aspect: str) -> None:
    frame = drawn("bars", 120, 400, 200, aspect, source_count=20, event="e", ribbon=True)
    runs = [item.text for item in frame.items if isinstance(item, TextRun) and item.font.size == 29.0]
    assert sum(run.endswith("…") for run in runs) == len(cut_parts(frame))
    assert bool(cut_parts(frame)) is (aspect == "9:16")


@pytest.mark.parametrize("ribbon", [None, True])
@pytest.mark.parametrize("aspect", CANVASES)
def test_twenty_sources_leave_a_chart_its_share_and_say_what_is_in_the_handout(
    aspect: str, ribbon: bool | None
) -> None:
    for text, note in product((0, 100, 400), (0, 200)):
        frame = drawn("bars", 120, text, note, aspect, source_count=20, event="e", ribbon=ribbon)
        assert share(frame) >= SHARE
        assert not faults(frame)
        (left_out,) = [overflow.left_out for overflow in frame.overflows if overflow.element == "sources"]
        assert f"+ {left_out}, see handout" in [item.text for item in frame.items if isinstance(item, TextRun)]


@pytest.mark.slow
@pytest.mark.parametrize("ribbon", [None, True])
@pytest.mark.parametrize("aspect", CANVASES)
def test_no_combination_of_words_and_sources_makes_a_chart_low(aspect: str, ribbon: bool | None) -> None:
    lengths = (1, 40, 70, 120), (0, 40, 100, 160, 400), (0, 70, 200), (0, 3, 20)
    for kind, title, text, note, sources in product(CHART_KINDS, *lengths):
        frame = drawn(kind, title, text, note, aspect, source_count=sources, event="e", ribbon=ribbon)
        assert share(frame) >= SHARE, (kind, title, text, note, sources)
        assert not faults(frame), (kind, title, text, note, sources)
        assert "title" not in cut_parts(frame), (kind, title, text, note, sources)
        assert text == 400 or not cut_parts(frame), (kind, title, text, note, sources)


@pytest.mark.parametrize(
    "word", [100 * "W", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte" + 30 * "n"]
)
@pytest.mark.parametrize("aspect", CANVASES)
def test_a_word_of_a_hundred_letters_neither_touches_the_chart_nor_makes_it_low(aspect: str, word: str) -> None:
    for text, note in product(("", word, f"{word} {word}"), ("", word)):
        slide = Slide(
            "s", "chart", title=said(word), text=said(text), note=said(note), chart=chart_of("bars"), event="e",
            ribbon=True,
        )  # fmt: skip
        frame = layout(slide, Story(slides=(slide,), events=(EVENT,)), "en", aspect=aspect)
        assert share(frame) >= SHARE
        assert not faults(frame)
        assert "title" not in cut_parts(frame)


def test_the_ribbon_stands_as_on_other_slides_where_the_chart_leaves_it_room() -> None:
    def names(frame: Frame) -> list[TextRun]:
        event = EVENT.title.get("en")
        return [item for item in frame.items if isinstance(item, TextRun) and item.text == event and item.y > 600]

    other = drawn("bars", 40, 0, 0, "4:3", event="e", ribbon=True)
    wide = drawn("bars", 40, 0, 0, "16:9", event="e", ribbon=True)
    line, low_line = HIGH_RIBBON.line_y(1440.0, 1), RibbonPlace(is_low=True).line_y(1080.0, 1)
    assert low_line > HIGH_RIBBON.line_y(1080.0, 1)
    assert other.ribbon == (line - HEIGHT_ABOVE, line + HEIGHT_BELOW)
    assert wide.ribbon is not None
    assert wide.ribbon[1] == low_line + HEIGHT_BELOW
    ((high,), (low,)) = names(other), names(wide)
    assert high.y < line
    assert low.y > low_line  # among the labels, so that the chart has the height


@pytest.mark.parametrize("aspect", ["16:9", "16:10"])
def test_the_last_line_of_a_long_title_stands_where_that_of_a_short_one_does(aspect: str) -> None:
    def last_baseline(title: int) -> float:
        runs = [item for item in drawn("bars", title, 60, 0, aspect).items if isinstance(item, TextRun)]
        return max(run.y for run in runs if run.font.family == "display")

    assert len({last_baseline(title) for title in (1, 30, 60, 90, 120)}) == 1


@pytest.mark.parametrize("ribbon", [None, True])
@pytest.mark.parametrize("aspect", CANVASES)
def test_the_first_or_the_last_line_of_a_title_stands_where_titles_do(aspect: str, ribbon: bool | None) -> None:
    for title, text in product((1, 60, 120), (0, 160, 400)):
        frame = drawn("bars", title, text, 200, aspect, source_count=20, event="e", ribbon=ribbon)
        baselines = {item.y for item in frame.items if isinstance(item, TextRun) and item.font.family == "display"}
        assert grid_for(aspect).title_baseline in (pytest.approx(min(baselines)), pytest.approx(max(baselines)))


@pytest.mark.parametrize("aspect", CANVASES)
def test_a_short_note_stands_below_a_chart_that_has_the_whole_width(aspect: str) -> None:
    frame = drawn("bars", 40, 0, 40, aspect, source_count=20)
    (zone,) = [zone for zone in frame.zones if zone.kind == "chart"]
    assert zone.width == grid_for(aspect).content_width
    assert not faults(frame)
