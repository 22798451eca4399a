"""Columns of dates are read as the parser reads each, without asking it for all."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.story.model import Track
from desktop.timeline.data import string_column
from desktop.timeline.data.dates import read_dates as dates
from desktop.timeline.data.dates.date_column import EMPTY, FAR, NO_DATE, NO_ZONE, DateColumn, is_no_date
from desktop.timeline.data.dates.irregular_texts import IrregularTexts, JoinedTexts
from desktop.timeline.data.dates.read_dates import read_dates
from desktop.timeline.data.dates.shaped_dates import parse_extent
from desktop.timeline.data.load import read_events
from desktop.timeline.data.string_column import Texts, number_equal
from desktop.timeline.date_shapes import fractions_of
from tests.examples import TRIES_ALL
from tests.timeline.data.event_file_helpers import all_of
from tests.timeline.data.random_dates import filled, random_shape

KNOWN = (
    "{y}~", "{y}?", "{y}%", "-{y}~", "{y}-{m:02d}~", "{y}-{m:02d}-{d:02d}?", "?{y}-~{m:02d}-{d:02d}", "{y}-{m:02d}-~{d:02d}",
    "{c}X", "{h}XX", "{c}X~", "{y}-XX", "{y}-{m:02d}-XX", "{y}-XX-XX", "{y}/..", "../{y}-{m:02d}", "{y}-{m:02d}-{d:02d}/",
    "/{y}~", "{y}~/{z}?", "{y}?/{z}-{m:02d}-{d:02d}~", "[{y},{z}]", "{{{y}..{z}}}", "[{y}-{m:02d}, {z}]", "[..{y}]", "[{y}..]",
    "{y}-21", "{y}-32~", "{y}-24/{z}-21", "{y}S2", "-{y}S1", "Y{y}00000", "Y-{y}E6", "Y-{y}00000S3", "Y{z}E3/Y{z}E4",
    "{y}-XX-{d:02d}", "{c}X-{m:02d}", "{c}X-{m:02d}-{d:02d}", "{h}X7", "{y}-1X-{d:02d}", "{y}-{m:02d}-0X", "{y}-X{u}-2X",
    "{y}-{m:02d}-{d:02d}T10:11/..", "{y}-{m:02d}-{d:02d}T10:11:12Z/{z}-{m:02d}-{d:02d}T10:11:12+02:00", "-{y}-{m:02d}",
    "{y}-{m:02d}/{z}-{m:02d}-{d:02d}", "-{h}XX", "{y}-{m:02d}-{d:02d}T10:11:12.{c}Z/{y}-{m:02d}-{d:02d}T10:11:{s}.{u}5Z",
    "{y}-{m:02d}-{d:02d}T10:11:12.{c}{c}{c}{c}/{z}", "{y}/{z}-{m:02d}-{d:02d}T10:11:12.{c}", "../{y}-{m:02d}-{d:02d}T10:11:12.5",
    "{y}-{m:02d}-{d:02d}T10:11:12.5/..", "[{y}-{m:02d}-{d:02d}T10:11:12.5]",
)  # fmt: skip
FORMS = (*KNOWN, "{z}-{m:02d}~/{y}", "{y}-{m:02d}-{d:02d}T10:11~", "{y}~~", "{y}/{z}/{y}", "{y}-{m}~", "spring {y}")
LENIENT = re.compile(
    r"(?P<year>\d{4})(?P<dash>[-/.])(?P<month>\d\d)(?:(?P=dash)(?P<day>\d\d)(?P<clock>[Tt ]\d\d:.*)?)?", re.ASCII
)


def written(form: str, rng: random.Random) -> str:
    """Return a text of a form; a few have a month or a day that no year has."""
    year = rng.randint(1000, 2090)
    values = {"y": year, "z": year + rng.randint(0, 90), "c": year // 10, "h": year // 100, "u": year % 3}
    values["s"] = rng.randint(11, 14)
    return form.format(
        m=rng.randint(0 if rng.random() < 0.1 else 1, 13 if rng.random() < 0.1 else 12), d=rng.randint(1, 31), **values
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_column_is_read_as_each_of_its_texts(seed: int) -> None:
    rng = random.Random(seed)
    texts = [written(rng.choice(FORMS), rng) for _ in range(3000)]
    column = read_dates(Texts.of(texts))
    for row, text in enumerate(texts):
        extent = parse_extent(text)
        if isinstance(extent, tuple):
            assert (column.starts[row], column.ends[row]) == extent, text
            assert not column.faults[row]
            assert parse_extent(column.text(row)) == extent
            assert column.text(row) == text
            assert fractions_in(column, row) == pytest.approx(fractions_of(parse_date(text)), abs=1e-9), text
        else:
            assert column.faults[row], text


def fractions_in(column: DateColumn, row: int) -> tuple[float, ...]:
    """Return the fractions of seconds at which a date of a column begins and ends."""
    arrays = column.fractions, column.end_fractions
    return tuple(0.0 if one is None else int(one[row]) * 1e-9 for one in arrays)


def expected(text: str) -> tuple[int, int] | int:
    """Return the extent of a text of a cell as the parser reads it, or the fault."""
    extent = parse_extent(text)
    match = LENIENT.fullmatch(text)
    if isinstance(extent, DateError) and match and not (match["day"] is None and int(match["month"]) > 12):
        day, clock = match["day"], match["clock"] or ""  # written as files may write it: a season has a hyphen
        plain = "-".join(part for part in (match["year"], match["month"], day) if part)
        extent = parse_extent(plain + clock.upper().replace(" ", "T"))
    if isinstance(extent, tuple):
        return extent
    return EMPTY if is_no_date(text) else FAR if extent is None else NO_DATE


@pytest.mark.parametrize("seed", range(60 if TRIES_ALL else 3))
def test_of_any_forms_at_random_all_are_read_as_the_parser_reads_them_and_the_bad_ones_are_told(seed: int) -> None:
    rng = random.Random(seed)
    texts = [filled(shape, rng).strip() for shape in (random_shape(rng) for _ in range(120)) for _ in range(12)]
    rng.shuffle(texts)
    column = read_dates(Texts.of(texts))
    for row, text in enumerate(texts):
        wanted = expected(text) if text else EMPTY
        if isinstance(wanted, int):
            assert column.faults[row] == wanted, text
            continue
        assert not column.faults[row], text
        if column.zones is None or column.zones[row] == NO_ZONE:
            assert (column.starts[row], column.ends[row]) == wanted, text
        written_again = column.text(row)
        assert written_again == text or parse_extent(written_again) == wanted, text


def test_bad_rows_are_listed_by_their_numbers_whatever_stands_between_them(write) -> None:
    rng = random.Random(9)
    texts = [filled(shape, rng).strip() for shape in (random_shape(rng) for _ in range(40)) for _ in range(20)]
    texts += [f"{rng.randint(1900, 2020)}-01-05" for _ in range(1000)]
    rng.shuffle(texts)
    bad = [row for row, text in enumerate(texts, 2) if not text or isinstance(expected(text), int)]
    assert len(bad) > 40
    lines = "".join(f'"{text}",{row}\n' for row, text in enumerate(texts, 2))
    table = read_events(write(f"date,title\n{lines}"), Track("t"))
    [note] = table.notes
    assert (note.values["count"], note.values["total"]) == (len(bad), len(texts))
    assert [fault.row for fault in note.values["first"]] == bad[:3]
    assert {int(event.title.get("")) for event in all_of(table)} == set(range(2, len(texts) + 2)) - set(bad)


@pytest.mark.parametrize("form", KNOWN)
def test_of_a_known_form_the_parser_reads_a_few(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(form)
    texts = [text for text in (written(form, rng) for _ in range(1200)) if isinstance(parse_extent(text), tuple)][:500]
    assert len(texts) == 500
    alone: list[int] = []
    monkeypatch.setattr(dates, "read_rest", lambda _texts, rows, _form, _dates: alone.extend(rows.tolist()))
    read_dates(Texts.of(texts))
    assert not alone


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ("[{y}..{z}]", "[1999..1901]"),
        ("{{1800,{y}..{z}}}", "{1800,1999..1901}"),
        ("{y}~/{z}?", "1999~/1901?"),
        ("{y}-06-05/{z}-06-05", "1999-06-05/1999-06-04"),
        ("{y}-06-05~/{z}-06-05", "1999-06-05~/1999-06-04"),
    ],
)
def test_one_that_ends_before_it_begins_is_told_among_many_right_ones(form: str, wrong: str) -> None:
    texts = [form.format(y=1900 + row, z=2000 + row % 50) for row in range(60)]
    texts[22] = wrong
    column = read_dates(Texts.of(texts))
    assert np.flatnonzero(column.faults).tolist() == [22]
    assert not isinstance(parse_extent(wrong), tuple)
    assert (column.starts[21], column.ends[21]) == parse_extent(texts[21])


def test_a_leap_day_of_unknown_years_is_read_among_days_that_each_year_has() -> None:
    texts = [f"{1900 + row}"[:3] + f"X-02-{1 + row % 28:02d}" for row in range(60)]
    texts[22], texts[31], texts[33] = "198X-02-29", "200X-02-29", "190X-02-30"
    column = read_dates(Texts.of(texts))
    for row, text in enumerate(texts[:33]):
        assert (column.starts[row], column.ends[row]) == parse_extent(text), text
    assert np.flatnonzero(column.faults).tolist() == [33]


def test_texts_that_are_mixed_to_one_number_are_not_taken_for_equal() -> None:
    multiplier, half, limit = int(string_column._MIXER), 32, 1 << 64
    first, other, second = 1, 2, 77
    numbers = [one * multiplier % limit for one in (first, other)]
    after = [number ^ number >> half for number in numbers]
    colliding = (after[0] + second - after[1]) % limit  # beside `other` it is mixed as `second` is beside `first`
    words = np.array([[first, second], [other, colliding], [first, second], [other, second]], np.uint64)
    firsts, kinds = number_equal(words.view(np.uint8))
    assert words[firsts][kinds].tolist() == words.tolist()
    assert len(firsts) == 3


def test_a_year_whose_significant_digits_reach_beyond_the_calendar_is_too_far_among_many_that_do_not() -> None:
    texts = [f"Y-{10_000 + row}E3S1" for row in range(60)]
    texts[22] = "Y-12561E7S1"
    column = read_dates(Texts.of(texts))
    assert np.flatnonzero(column.faults).tolist() == [22]
    assert column.faults[22] == FAR


def test_of_members_side_by_side_a_later_one_may_come_first() -> None:
    texts = [f"[{1900 + row},{1800 + row}]" for row in range(60)]
    column = read_dates(Texts.of(texts))
    assert [(column.starts[row], column.ends[row]) for row in range(60)] == [parse_extent(text) for text in texts]


def test_texts_stay_with_their_rows_when_rows_are_left_out_and_batches_joined() -> None:
    irregular = IrregularTexts()
    irregular.add(np.array([1, 4, 6]), Texts.of(["1984~", "1985~", "1986~"]))
    irregular[3] = "spring"
    kept = irregular.kept(np.array([True, True, False, True, False, True, True]))
    assert {row: kept.get(row) for row in range(5)} == {0: None, 1: "1984~", 2: "spring", 3: None, 4: "1986~"}
    assert len(kept) == 3
    joined = JoinedTexts([(0, irregular), (10, kept)])
    assert [joined[row] for row in (1, 3, 4, 6, 11, 12, 14)] == [
        "1984~", "spring", "1985~", "1986~", "1984~", "spring", "1986~"
    ]  # fmt: skip
    assert 13 not in joined
    with pytest.raises(KeyError):
        joined[13]
    assert DateColumn.blank(3).irregular.get(0) is None


def test_of_joined_batches_a_text_is_found_by_one_search_however_many_there_are() -> None:
    rng = random.Random(5)
    batches, wanted = [], {}
    for number in range(20):
        batch, first_row = IrregularTexts(), 1000 * number
        rows = rng.sample(range(1000), 600)
        for start in range(0, 600, 100):
            column = sorted(rows[start : start + 100])
            texts = [f"{number}:{row}~" for row in column]
            batch.add(np.array(column), Texts.of(texts))
            wanted |= {first_row + row: text for row, text in zip(column, texts, strict=True)}
        batch[rows[0]] = wanted[first_row + rows[0]] = "written anew"  # it counts, not that of the column
        batches.append((first_row, batch))
    joined = JoinedTexts(batches)
    assert {row: text for row in range(20_100) if (text := joined.get(row)) is not None} == wanted
    counted = CountedRows(joined._rows)
    joined._rows = counted  # type: ignore[assignment]
    assert joined.get(max(wanted)) == wanted[max(wanted)]
    assert counted.searches == [np.dtype(np.uint32)]  # of the type of the rows, which are not copied
    assert len(JoinedTexts([])) == 0
    assert JoinedTexts([]).get(0) is None


class CountedRows:
    """Notes the types of what is searched in an array."""

    def __init__(self, rows: np.ndarray) -> None:
        self.rows = rows
        self.searches: list[np.dtype] = []

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> int:
        return int(self.rows[place])

    def searchsorted(self, row: np.generic) -> np.intp:
        self.searches.append(row.dtype)
        return self.rows.searchsorted(row)
