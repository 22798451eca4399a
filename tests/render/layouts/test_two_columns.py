"""Long prose on a wide page: two columns before anything is cut."""

from __future__ import annotations

import pytest

from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame, TextRun
from desktop.render.text_fit import LEAST_SENTENCE
from tests.slide_frames import frame_of

pytestmark = pytest.mark.usefixtures("painter_ready")
SLIDES = {
    "statement": 'layout = "statement"\ntitle = "It rests on many"',
    "closing": 'layout = "closing"\ntitle = "And then?"',
    "number": 'layout = "number"\nnumber = "4.8 bn"',
    "event": 'layout = "event"\nevent = "e1856"',
}


def words(count: int) -> str:
    return " ".join(f"word{index}" for index in range(count)) + "."


def body(frame: Frame) -> list[TextRun]:
    """Return the runs of the text in their order."""
    return [item for item in frame.items if isinstance(item, TextRun) and item.text.startswith("word")]


def columns(frame: Frame) -> list[float]:
    return sorted({round(run.x) for run in body(frame)})


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
@pytest.mark.parametrize("layout", SLIDES)
def test_a_long_text_stands_whole_in_two_columns_of_about_equal_length(layout: str, aspect: str) -> None:
    text = words(100 if layout == "event" else 170)
    frame = frame_of(f'{SLIDES[layout]}\ntext = "{text}"', aspect=aspect)
    left, right = columns(frame)
    first, second = ([run for run in body(frame) if round(run.x) == x] for x in (left, right))
    assert body(frame) == first + second
    assert " ".join(run.text.strip() for run in body(frame)) == text
    assert len(first) - len(second) in (0, 1)
    assert first[0].y == second[0].y
    assert max(run.x + run.width for run in first) < right
    assert min(run.font.size for run in body(frame)) >= LEAST_SENTENCE
    assert not frame.overflows
    assert not check_frame(frame)


@pytest.mark.parametrize("layout", SLIDES)
def test_a_short_text_has_one_column(layout: str) -> None:
    assert len(columns(frame_of(f'{SLIDES[layout]}\ntext = "{words(24)}"'))) == 1


@pytest.mark.parametrize("aspect", ["1:1", "9:16"])
@pytest.mark.parametrize("layout", SLIDES)
def test_a_narrow_page_has_one_column(layout: str, aspect: str) -> None:
    assert len(columns(frame_of(f'{SLIDES[layout]}\ntext = "{words(100)}"', aspect=aspect))) == 1


def test_what_two_columns_do_not_hold_is_cut_and_told() -> None:
    frame = frame_of(f'{SLIDES["statement"]}\ntext = "{words(600)}"')
    assert len(columns(frame)) == 2
    assert body(frame)[-1].text.endswith("…")
    assert [overflow.element for overflow in frame.overflows] == ["text"]
    assert not check_frame(frame)


def test_the_words_of_a_long_text_take_the_place_of_the_neighbours() -> None:
    short = frame_of(f'{SLIDES["event"]}\ntext = "{words(20)}"')
    long = frame_of(f'{SLIDES["event"]}\ntext = "{words(110)}"')
    assert any(item.text == "In 1853" for item in short.items if isinstance(item, TextRun))
    assert not any(item.text == "In 1853" for item in long.items if isinstance(item, TextRun))
    assert not long.overflows


def test_a_text_that_must_be_smaller_gets_longer_lines_before_it_is_parted_or_cut() -> None:
    column_right = 120.0 + 0.7 * 1680.0
    few, more = (frame_of(f'{SLIDES["event"]}\ntext = "{words(count)}"') for count in (20, 50))
    assert max(run.x + run.width for run in body(few)) <= column_right
    assert max(run.x + run.width for run in body(more)) > column_right
    assert len(columns(more)) == 1
    assert min(run.font.size for run in body(more)) == LEAST_SENTENCE
    assert more.overflows == ()
