"""How claims stand beside one another: equal, lettered, with nothing lost."""

from __future__ import annotations

import pytest

from desktop.render.frame import Rectangle, TextRun, VectorPath
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.story.load.load import load_text
from tests.slide_frames import frame_of, run, tables, texts

pytestmark = pytest.mark.usefixtures("painter_ready")


def claims(count: int, text: str = "", **keys: str) -> str:
    more = "".join(f"\n{key} = {value}" for key, value in keys.items())
    rows = [f'says = "Claim {index}"\ntext = "{text or "Why"} {index}"{more}' for index in range(count)]
    return 'layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows)


def test_letters_follow_the_dates_not_the_order_in_which_claims_are_written():
    rows = ['says = "late"\ndate = "1889"', 'says = "undated"', 'says = "early"\ndate = "1850"']
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows))
    places = sorted((run(frame, says).x, says) for says in ("late", "undated", "early"))
    assert [says for _, says in places] == ["early", "late", "undated"]


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_cards_are_equal_and_no_claim_is_larger_than_another(count: int, aspect: str):
    frame = frame_of(claims(count), aspect=aspect)
    cards = [item for item in frame.items if isinstance(item, Rectangle) and item.radius == 20]
    assert len(cards) == count
    assert len({(round(card.width), round(card.height)) for card in cards}) == 1
    assert len({run(frame, f"Claim {index}").font for index in range(count)}) == 1


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [5, 6, 7, 8])
def test_many_claims_are_a_table_with_all_of_them(count: int, aspect: str):
    frame = frame_of(
        claims(count, "A sentence that says where this date comes from, and who wrote it down,"), aspect=aspect
    )
    shown = " ".join(texts(frame))
    assert all(f"Claim {index}" in shown for index in range(count))
    assert not any(isinstance(item, Rectangle) and item.radius == 20 for item in frame.items)
    assert not any(overflow.left_out for overflow in frame.overflows)


def test_a_card_is_as_high_as_its_text():
    def height(text: str) -> float:
        frame = frame_of(claims(2, text))
        return max(item.height for item in frame.items if isinstance(item, Rectangle) and item.radius == 20)

    assert height("Short") < height(
        "A sentence of several lines, long enough to be broken two times at the least, or three"
    )


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("dated", ["", 'date = "1856"'])
def test_no_card_is_higher_than_its_text_on_a_high_page_either(aspect: str, dated: str):
    rows = [f'says = "Claim {index}"\ntext = "Why {index}"\n{dated}' for index in range(2)]
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows), aspect=aspect)
    card = next(item for item in frame.items if isinstance(item, Rectangle) and item.radius == 20)
    assert card.y + card.height - run(frame, "Why 0").y == pytest.approx(44.0, abs=1.0)


def test_dated_claims_stand_on_an_axis_of_their_own_in_place_of_the_ribbon():
    rows = ['says = "early"\ndate = "1850"', 'says = "late"\ndate = "1860"']
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows))
    assert texts(frame).count("A") == texts(frame).count("B") == 2  # on the card and on the axis
    assert not any(zone.kind == "event" for zone in frame.zones)


def test_numbers_have_bars_to_scale():
    rows = ['says = "231 M$"', 'says = "77 M$"']
    frame = frame_of('layout = "dispute"\ntitle = "How much?"\n' + tables("claim", rows))
    bars = [item for item in frame.items if isinstance(item, Rectangle) and item.radius == 3]
    assert bars[1].width / bars[0].width == pytest.approx(77 / 231)


def test_claims_with_nothing_below_them_have_larger_type():
    undated = frame_of(claims(2))
    dated = frame_of(
        'layout = "dispute"\ntitle = "When?"\n'
        + tables("claim", [f'says = "Claim {index}"\ndate = "18{50 + index}"' for index in range(2)])
    )
    assert run(undated, "Claim 0").font.size > run(dated, "Claim 0").font.size


def test_a_range_has_a_bar_from_its_least_to_its_most():
    rows = ['says = "20–40 t"', 'says = "80 t"']
    frame = frame_of('layout = "dispute"\ntitle = "How much?"\n' + tables("claim", rows))
    bars = [item for item in frame.items if isinstance(item, Rectangle) and item.height == 6.0]
    widths = [bar.width for bar in bars]
    assert widths == [pytest.approx(widths[2] / 2), pytest.approx(widths[2] / 4), max(widths)]
    assert bars[0].x == bars[1].x


def letters(frame) -> set[str]:
    """Return the letters that stand below the claims, on an axis or the ribbon."""
    return {text for text in "ABCDEFGH" if sum(found == text for found in texts(frame)) == 2}


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize(
    "dates", [("1801", "1855", "1860"), ("1855-03-01", "1855-03-09", "1855-04"), ("1851", "1860", "1863")]
)
def test_each_dated_claim_stands_on_an_axis(dates, aspect):
    rows = [
        f'says = "Claim {date}"\ndate = "{date}"\ntext = "A sentence or two of why, by whom and when"' for date in dates
    ]
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows), aspect=aspect)
    assert letters(frame) == set("ABC")


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("length", [1, 12])
def test_up_to_eight_dated_claims_stand_on_an_axis_whatever_they_say(count: int, length: int, aspect: str):
    text = "A sentence or two of why. " * length
    rows = [
        f'says = "Claim {number}"\ndate = "{1700 + 30 * number}"\ntext = "{text}"\nsources = ["s0", "s1", "s2"]'
        for number in range(count)
    ]
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows), aspect=aspect, sources=3)
    assert letters(frame) == set("ABCDEFGH"[:count])
    assert all(any(f"Claim {number}" in text for text in texts(frame)) for number in range(count))


def test_claims_before_and_after_the_ribbon_are_arrows_at_its_ends():
    # The events are of 1850 to 1865; one date alone has no axis of its own.
    for date, points_right in (("1300", False), ("1990", True)):
        frame = frame_of(
            f'layout = "dispute"\ntitle = "When?"\n[[slide.claim]]\nsays = "Then"\ndate = "{date}"\n'
            '[[slide.claim]]\nsays = "Never"\n'
        )
        assert letters(frame) == {"A"}
        (arrow,) = (item for item in frame.items if isinstance(item, VectorPath) and len(item.commands) == 4)
        (tail, _), (tip, _) = ((command[1], command[2]) for command in arrow.commands[:2])
        assert (tip > tail) is points_right
        assert (tip > 1800) is points_right


def test_what_is_dated_in_a_table_of_long_lists_of_sources_has_one_name_for_all():
    text, cited = "Many words of why. " * 20, ", ".join(f'"s{number}"' for number in range(12))
    rows = [
        f'says = "Claim {number}"\ndate = "{1850 + number}"\ntext = "{text}"\nsources = [{cited}]'
        for number in range(8)
    ]
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows), sources=12)
    assert texts(frame).count("Source 0 + 11") == 8
    assert texts(frame).count("1–12") == 8
    assert letters(frame) == set("ABCDEFGH")


def test_a_table_has_no_column_of_dates_that_repeats_what_is_claimed():
    rows = [f'says = "{1850 + index}"\ndate = "{1850 + index}"\ntext = "By a witness"' for index in range(6)]
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows))
    assert sum("1853" in text for text in texts(frame)) == 1


@pytest.mark.parametrize("aspect", CANVASES)
def test_between_a_long_title_and_many_claims_there_is_room_for_the_place_of_each(aspect: str):
    rows = [
        f'says = "Claim {number} of those who were there"\ntext = "{"Many words of why. " * 15}"\n'
        f'date = "{1500 + 50 * number}"\nsources = ["s0"]'
        for number in range(8)
    ]
    title, text = "Words of a long title that says what is asked. " * 3, "A sentence about what they disagree on. " * 4
    body = f'layout = "dispute"\ntitle = "{title[:120]}"\ntext = "{text}"\n' + tables("claim", rows)
    frame = frame_of(body, aspect=aspect, sources=1)
    assert letters(frame) == set("ABCDEFGH")
    assert not any(overflow.left_out for overflow in frame.overflows)


def test_one_date_alone_has_an_axis_where_there_is_no_ribbon():
    rows = ['says = "Then"\ndate = "1856"', 'says = "Never"']
    frame = frame_of('layout = "dispute"\nribbon = false\ntitle = "When?"\n' + tables("claim", rows))
    assert letters(frame) == {"A"}


@pytest.mark.parametrize("aspect", CANVASES)
def test_no_claim_is_cut_where_its_table_has_room(aspect: str):
    rows = [f'says = "Claim {number}"\ntext = "{"Many words of why. " * 16}Last"' for number in range(3)]
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows), aspect=aspect)
    assert frame.overflows == ()
    assert sum(text.endswith("Last") for text in texts(frame)) == 3


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
def test_a_claim_that_would_be_a_column_of_short_lines_stands_in_a_table(aspect: str):
    long = "Three point eight million, by the council, against what it had decided on the third of March"
    for says, is_table in (("Three", False), (long, True)):
        rows = [f'says = "{says}"', 'says = "Two"', 'says = "One"', 'says = "None"']
        frame = frame_of('layout = "dispute"\ntitle = "How much?"\n' + tables("claim", rows), aspect=aspect)
        assert any(isinstance(item, Rectangle) and item.radius == 20 for item in frame.items) is not is_table


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_cards_with_nothing_below_them_stand_in_the_middle_of_the_page_below_the_title(count: int, aspect: str):
    frame = frame_of(claims(count), aspect=aspect)
    cards = [item for item in frame.items if isinstance(item, Rectangle) and item.radius == 20]
    above = min(card.y for card in cards) - run(frame, "When?").y
    below = frame.height - 150.0 - max(card.y + card.height for card in cards)
    assert above == pytest.approx(below, abs=80.0)
    assert above + below < 0.45 * frame.height


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
def test_four_short_claims_alone_stand_two_by_two(aspect: str):
    frame = frame_of('layout = "dispute"\ntitle = "Who?"\n' + tables("claim", ['says = "Somebody"'] * 4), aspect=aspect)
    cards = [item for item in frame.items if isinstance(item, Rectangle) and item.radius == 20]
    assert len({card.x for card in cards}) == len({card.y for card in cards}) == 2


@pytest.mark.parametrize("aspect", CANVASES)
def test_claims_without_dates_on_an_event_leave_room_for_its_neighbours(aspect: str):
    body = 'layout = "dispute"\nevent = "e1856"\ntitle = "Who?"\n' + tables("claim", ['says = "He"', 'says = "She"'])
    assert {"In 1853", "In 1856", "In 1859"} <= set(texts(frame_of(body, aspect=aspect)))


def test_a_table_does_not_say_the_dates_twice_that_are_what_is_claimed():
    years = ("2033", "2035", "2036–2039", "2040", "2041")
    rows = [f'says = "{year}"\ndate = "{year.replace("–", "/")}"' for year in years]
    shown = texts(frame_of('layout = "dispute"\ntitle = "When?"\nribbon = false\n' + tables("claim", rows)))
    assert [text.replace(" ", "") for text in shown].count("2036–2039") == 1


@pytest.mark.parametrize("aspect", CANVASES)
def test_lines_of_languages_read_from_the_right_are_measured_as_they_are_drawn(aspect: str):
    says = ("של המדינה", "של כל מי שגר לאורכו של הנהר הזה", "של הדגים")
    rows = [f'says = "{one}"\ntext = "תושבי העמק {index}"' for index, one in enumerate(says)]
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["he"]\n[[slide]]\nid = "a"\nlayout = "dispute"\ntitle = "מים"\n'
    )
    story = load_text(text + tables("claim", rows)).story
    assert story is not None
    frame = layout(story.slides[0], story, "he", aspect=aspect)
    assert frame.overflows == ()


def test_a_title_of_two_lines_is_set_smaller_before_words_of_claims_are_cut():
    rows = [
        f'says = "{70 - index} 000"\ntext = "It is the law of 2010 on the larger town, and has been met in three years."\n'
        f'date = "18{50 + 3 * index}"\nsources = ["s{index}"]'
        for index in range(4)
    ]
    title = "How many homes has the town to build a year, and who has counted them?"
    body = f'layout = "dispute"\ntitle = "{title}"\ntext = "All of them begin with one census."\nwindow = "1850/1870"\n'
    frame = frame_of(body + tables("claim", rows), sources=4)
    assert frame.overflows == ()
    assert letters(frame) == set("ABCD")


def test_a_long_text_of_a_table_takes_the_place_of_sources_that_its_claim_has_not():
    long = "a sentence that is too long for its column of the table, and not for the row"
    rows = [f'says = "Claim {index}"\ntext = "{long}"\ndate = "{1850 + index}"' for index in range(8)]
    rows[0] += '\nsources = ["s0"]'
    frame = frame_of('layout = "dispute"\ntitle = "When?"\n' + tables("claim", rows), sources=1)
    assert [overflow.element for overflow in frame.overflows] == ["claim:0"]
    date = run(frame, "1851")
    ends = [item.x + item.width for item in frame.items if isinstance(item, TextRun) and item.text.endswith("the row")]
    assert len(ends) == 7
    assert max(ends) < date.x
