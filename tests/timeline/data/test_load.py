"""The events of a track from a file: every date is read as the parser reads it, every value comes back."""

from __future__ import annotations

import json
import math
import threading
from pathlib import Path

import numpy as np
import pyarrow
import pytest
from hypothesis import given, strategies as st
from pyarrow import parquet

from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.story.model import Story, Track
from desktop.story.track_series import TrackSeries
from desktop.timeline.camera import date_extent
from desktop.timeline.data import combine, load, text_tables
from desktop.timeline.data.columns import number_column
from desktop.timeline.data.dates.date_column import EMPTY_WORDS
from desktop.timeline.data.dates.read_dates import read_dates
from desktop.timeline.data.load import Cancelled, DataError, load_tracks, read_events
from desktop.timeline.data.string_column import Texts
from tests.examples import examples
from tests.timeline.data.event_file_helpers import all_of, notes, parquet_file

ROWS = [
    {"date": "2014-06-05", "title": "Signed", "text": "In Beijing.", "status": "happened", "weight": "3"},
    {"date": "2013-01/2014~", "title": "Bought", "text": "", "status": "disputed", "weight": ""},
    {"date": "-0043-03-15", "title": "Killed, they say", "text": "", "status": "", "weight": "1.5"},
    {"date": "2014", "title": "", "text": "", "status": "planned", "weight": "1"},
    {"date": "1969-12-31T23:59:59", "title": "The last second", "text": "", "status": "", "weight": "1"},
]


def csv_of(rows, separator=",") -> str:
    def cell(given: object) -> str:
        value = str(given)
        return f'"{value}"' if separator in value or "\n" in value else value

    lines = [separator.join(rows[0])]
    return "\n".join([*lines, *(separator.join(cell(value) for value in row.values()) for row in rows)]) + "\n"


def in_three_kinds(write, rows) -> dict[str, Path]:
    lines = "".join(json.dumps({key: value for key, value in row.items() if value}) + "\n" for row in rows)
    table = write(b"", "events.parquet")
    parquet.write_table(pyarrow.table({key: [row[key] for row in rows] for key in rows[0]}), table)
    return {"csv": write(csv_of(rows)), "jsonl": write(lines, "events.jsonl"), "parquet": table}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_events_come_in_order_of_time_with_all_that_is_said_of_them(write, kind):
    rows = [{**row, "weight": float(row["weight"] or 1)} for row in ROWS] if kind != "csv" else ROWS
    found = read_events(in_three_kinds(write, rows)[kind], Track("cinema"))
    events = all_of(found)
    assert [event.when.text for event in events] == [
        "-0043-03-15", "1969-12-31T23:59:59", "2013-01/2014~", "2014", "2014-06-05",
    ]  # fmt: skip
    assert [event.title.get("fr") for event in events] == [
        "Killed, they say",
        "The last second",
        "Bought",
        "",
        "Signed",
    ]
    assert [event.status for event in events] == ["happened", "happened", "disputed", "planned", "happened"]
    assert [event.weight for event in events] == [1.5, 1.0, 1.0, 1.0, 3.0]
    assert [event.id for event in events] == ["cinema#3", "cinema#5", "cinema#2", "cinema#4", "cinema#1"]
    assert events[-1].text.get("en") == "In Beijing."
    assert all(found.find_event(event.id) == event for event in events)
    assert found.find_event("cinema#6") is found.find_event("other#1") is found.find_event("signed") is None
    assert all(event.track == "cinema" for event in events)
    for number, event in enumerate(events):
        start, end = date_extent(event.when)
        assert (found.index.starts[number], found.index.ends[number]) == (start, end)
        assert found.index.original_number(number) == number


def test_columns_are_named_by_the_track_or_alike(write):
    file = write("Quand;Nom;Poids\n2014;A;2\n2013;B;1\n")
    found = read_events(file, Track("t", columns=(("date", "Quand"), ("title", "Nom"), ("weight", "Poids"))))
    assert [event.title.get("") for event in all_of(found)] == ["B", "A"]
    assert read_events(write("DATE,Title\n2014,A\n"), Track("t")).event(0).title.get("") == "A"


def test_events_are_found_by_words_whatever_their_case_and_accents(write):
    file = write(
        "date,title,text\n2016,Le Passeur,\n2014,Événement à Pékin,Alibaba\n2013,evenement,ÀLIBABA à Pekin\n2012,100 %,a.b\n"
    )
    found = read_events(file, Track("t"))

    def titles(words: str) -> list[str]:
        return [found.event(int(number)).title.get("") for number in found.search(words)]

    assert titles("EVENEMENT") == ["evenement", "Événement à Pékin"]
    assert titles("pékin alibaba") == ["evenement", "Événement à Pékin"]
    assert titles("passeur") == ["Le Passeur"]
    assert titles("a.b") == titles("%") == ["100 %"]
    assert titles("") == titles("nothing") == titles("passeur pékin") == []
    assert read_events(write("date\n2014\n"), Track("t")).search("2014").tolist() == []


def test_two_columns_make_an_interval(write):
    file = write(
        "date,end,title\n2014-03,2014-06,A\n2014~,2015-02-03,B\n2013,,C\n-0044,0100,D\n2014-01-01,2014-01-01,E\n"
    )
    found = read_events(file, Track("t"))
    assert [event.when.text for event in all_of(found)] == [
        "-0044/0100", "2013", "2014~/2015-02-03", "2014-01-01/2014-01-01", "2014-03/2014-06",
    ]  # fmt: skip
    for number, event in enumerate(all_of(found)):
        assert (found.index.starts[number], found.index.ends[number]) == date_extent(event.when)


def test_two_columns_of_many_doubtful_dates_make_intervals(write):
    file = write("date,end,title\n" + "".join(f"{1900 + row}~,{1910 + row}?,A\n" for row in range(30)))
    found = read_events(file, Track("t"))
    assert [event.when.text for event in all_of(found)] == [f"{1900 + row}~/{1910 + row}?" for row in range(30)]


def test_ids_people_and_sources_are_read(write):
    file = write(
        "id,date,title,people,sources,known_from\nxiami,2014,A,Wong Kar-wai; Tony Leung,a;b,2014-02\n,2015,B,,,\n"
    )
    found = read_events(file, Track("t"), sources={"a", "b"})
    event = found.find_event("xiami")
    assert event == found.event(0)
    assert (event.people, event.sources) == (("Wong Kar-wai", "Tony Leung"), ("a", "b"))
    assert event.known_from == parse_date("2014-02")
    assert found.event(1).id == "t#2"
    assert (
        "row 2, column “sources”: the story has no source “b”" in notes(read_events(file, Track("t"), sources={"a"}))[0]
    )


def test_numbers_days_and_moments_of_parquet_are_dates(tmp_path):
    def texts(values, kind=None, unit="") -> list[str]:
        file = tmp_path / "a.parquet"
        parquet.write_table(pyarrow.table({"date": pyarrow.array(values, kind)}), file)
        return [event.when.text for event in all_of(read_events(file, Track("t", unit=unit)))]

    assert texts([2014, -44, 20_000], unit="years") == ["-0044", "2014", "Y20000"]
    assert texts([2014.0, None, float("nan")]) == ["2014"]
    with pytest.raises(DataError, match=r"“2014\.5” is not a date"):
        texts([2014.5])
    assert texts([16_226, -1], pyarrow.date32()) == ["1969-12-31", "2014-06-05"]
    # Files hold days as midnights; but a midnight among other moments is a moment.
    assert texts([1_401_926_400, 86_400], pyarrow.timestamp("s")) == ["1970-01-02", "2014-06-05"]
    assert texts([1_401_926_400, 1_401_926_401], pyarrow.timestamp("s")) == [
        "2014-06-05T00:00:00",
        "2014-06-05T00:00:01",
    ]
    assert texts([1_401_926_401_250], pyarrow.timestamp("ms")) == ["2014-06-05T00:00:01.250"]
    assert texts([1_401_926_401], pyarrow.timestamp("s", "+08:00")) == ["2014-06-05T00:00:01Z"]
    assert texts(["2014", "2013"], pyarrow.dictionary(pyarrow.int8(), pyarrow.string())) == ["2013", "2014"]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffdate,title\n2014,A\n",
        "date,title\r\n2014,A\r\n",
        '"date","title"\n"2014","A"\n',
        "date ; title\n 2014 ; A \n",
        "date\ttitle\n2014\tA",
    ],
)
def test_csv_comes_in_many_ways(write, text):
    event = read_events(write(text), Track("t")).event(0)
    assert (event.when.text, event.title.get("")) == ("2014", "A")


@pytest.mark.parametrize("series", [None, TrackSeries()])
def test_a_file_without_rows_is_told_plainly(write, series):
    with pytest.raises(DataError, match=r"^events\.csv: the file names its columns, but has no rows$"):
        read_events(write("date,low,high\n"), Track("t", series=series))


def test_an_interval_in_one_cell_has_no_other_end(write):
    found = read_events(write("date,end\n2014-03/2015,\n2014/2015,2016\n2014,2016\n2014,2015/2016\n"), Track("t"))
    assert [event.when.text for event in all_of(found)] == ["2014/2016", "2014-03/2015"]
    [note] = found.notes
    assert note.values["count"] == 2


def test_each_track_of_a_file_without_a_column_of_tracks_has_all_its_rows(write):
    file = write("date,title\n2015,B\n2014,A\n")
    tracks = [Track(name, data=file.name) for name in ("one", "two")]
    story = Story(tracks=tuple(tracks), folder=str(file.parent))
    for _, table in load_tracks(story, tracks):
        assert [table.event(number).when.text for number in range(len(table))] == ["2014", "2015"]


def test_a_series_of_a_file_keeps_the_fractions_of_its_seconds(write):
    rows = ("2026-03-01T09:10:00.250,1", "2026-03-01T09:10:00.125,2", "2026-03-01T09:10:01,3")
    series = read_events(write("date,value\n" + "\n".join(rows) + "\n"), Track("t", series=TrackSeries())).series
    begin = parse_date("2026-03-01T09:10:00").start_min
    assert [(one.start - begin, one.end - begin, one.value) for one in series.samples(begin, begin + 1)] == [
        (0.125, 0.125, 2.0),
        (0.25, 0.25, 1.0),
        (1.0, 1.0, 3.0),
    ]
    assert series.count_in(begin + 0.2, begin + 0.3) == 1


def test_seconds_that_are_all_written_with_zeros_are_whole_ones(write):
    rows = "".join(f"2026-03-01T09:10:0{second}.000,{second}\n" for second in range(5))
    track = Track("t", series=TrackSeries())
    table = read_events(write(f"date,value\n{rows}"), track)
    assert not table.index.has_fractions
    begin = parse_date("2026-03-01T09:10:00").start_min
    first = table.series.samples(begin, begin)[0]
    assert (first.start, first.end) == (begin, begin + 1)
    assert table.series.at(begin + 2.6).value == 2.0
    assert table.series.in_force(begin + 4.5).value == 4.0


@pytest.mark.parametrize("count", [2, 12])  # one by one, and by their shape
def test_an_interval_in_one_cell_begins_and_ends_within_its_seconds_as_one_in_two_does(write, count):
    moments = [f"2026-03-01T09:10:{second:02d}.{fraction}Z" for second in range(count) for fraction in ("5", "75")]
    begins, ends = moments[::2], moments[1::2]
    one = write("date\n" + "".join(f"{begin}/{end}\n" for begin, end in zip(begins, ends, strict=True)), "one.csv")
    two = write("date,end\n" + "".join(f"{begin},{end}\n" for begin, end in zip(begins, ends, strict=True)), "two.csv")
    times = [read_events(file, Track("t")).index.exact_times for file in (one, two)]
    assert np.array_equal(times[0], times[1])
    assert (times[0][1] - times[0][0]).tolist() == [0.25] * count


def test_a_series_without_a_row_in_a_shared_file_is_empty(write):
    file = write("date,track,low,high\n2014,one,1,2\n2015,one,2,4\n")
    tracks = [Track(name, data=file.name, series=TrackSeries()) for name in ("one", "two")]
    story = Story(tracks=tuple(tracks), folder=str(file.parent))
    found = {track.id: table for track, table in load_tracks(story, tracks)}
    assert [len(found[name].series) for name in ("one", "two")] == [2, 0]
    assert found["two"].series.value_extent(0, 10**10) is None
    assert np.isnan(found["two"].series.envelope(0, 100, 3).lows).all()


# -- the dates themselves ----------------------------------------------------------------------------------------------

plain = st.builds(
    lambda text, cut: text[:cut],
    st.datetimes().map(lambda one: one.replace(microsecond=0).isoformat()),
    st.sampled_from((4, 7, 10, 16, 19)),
)
near = st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}(T[0-9]{2}(:[0-9]{2}){1,2})?[~?]?", fullmatch=True)
other = st.sampled_from(
    ("2013-01/2014~", "201X", "[1667,1668]", "Y-13800000000", "../1985", "2014-06-05T20:30Z", "0000")
)


def is_date(text: str) -> bool:
    try:
        date_extent(parse_date(text))
    except ValueError:
        return False
    return True


interval = st.builds("{}/{}".format, st.one_of(plain, near), plain)


@given(st.lists(st.one_of(plain, plain, near, other, interval), max_size=40))
def test_a_column_of_dates_says_what_the_parser_says(texts):
    wanted = []
    for text in texts:
        try:
            wanted.append(date_extent(parse_date(text)))
        except ValueError as error:
            wanted.append(error)
    found = read_dates(Texts.of(texts))
    for row, right in enumerate(wanted):
        if isinstance(right, ValueError):
            assert found.faults[row]
        else:
            assert not found.faults[row]
            assert (found.starts[row], found.ends[row]) == right


@examples(40)
@given(st.lists(st.one_of(plain, other, interval.filter(is_date)), min_size=1, max_size=30))
def test_every_event_gets_its_own_words_back(tmp_path, texts):
    texts = [*texts, "2014-03-05T10:00"]  # where all moments are midnights, they are days
    file = tmp_path / "a.csv"
    file.write_text("title,date\n" + "".join(f'"{text}","{text}"\n' for text in texts), "utf-8")
    found = read_events(file, Track("t"))
    for event in all_of(found):
        assert event.when.text == event.title.get("")


@given(
    st.lists(
        st.one_of(
            st.from_regex(r"[+-]?[0-9]{0,9}[.]?[0-9]{0,8}", fullmatch=True), st.sampled_from((" 1", "1e3", "-", "1_0"))
        ),
        max_size=30,
    )
)
def test_a_column_of_numbers_says_what_python_says(texts):
    numbers, wrong = number_column(Texts.of(texts), math.nan)
    for text, number, is_wrong in zip(texts, numbers.tolist(), wrong.tolist(), strict=True):
        try:
            expected = float(text) if text else math.nan
        except ValueError:
            assert is_wrong or text in EMPTY_WORDS
        else:
            assert not is_wrong
            assert number == expected or (math.isnan(number) and math.isnan(expected))


@pytest.mark.parametrize("number", [-2_208_988_800, -1, 0, 86_399])
def test_seconds_before_1970_are_read(write, number):
    found = read_events(write(f"date,title\n{number},A\n1700000000,B\n"), Track("t", unit="s"))
    assert int(found.index.starts[0]) == number


# -- beside the slides -------------------------------------------------------------------------------------------------


def test_progress_only_grows_and_ends_with_all(write):
    shares: list[float] = []
    file = write("date,title\n" + "2014,Some words that fill the file\n" * 400_000)
    found = read_events(file, Track("t"), progress=shares.append)
    assert len(found) == 400_000
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_it_stops_when_nobody_waits(write):
    stop = threading.Event()
    shares: list[float] = []

    def progress(share: float) -> None:
        shares.append(share)
        stop.set()

    file = write("date,title\n" + "2014,Some words that fill the file\n" * 400_000)
    with pytest.raises(Cancelled):
        read_events(file, Track("t"), progress=progress, cancel=stop)
    assert len(shares) == 1


def test_a_million_events_take_little_beyond_their_words(write):
    years = np.random.default_rng(1).integers(1000, 2020, 200_000)
    found = read_events(write("date\n" + "\n".join(f"{year}-06-05" for year in years.tolist())), Track("t"))
    assert found.bytes / len(found) <= 40


def test_a_track_may_name_only_what_is_read(tmp_path):
    (tmp_path / "events.csv").write_text("date\n2014\n")
    body = (
        'format = 1\n[story]\ntitle = "T"\n[track.t]\ntitle = "T"\ndata = "events.csv"\ncolumns = {{ {key} = "X" }}\n'
    )
    for key, fine in (("date", True), ("end", True), ("id", True), ("track", True), ("count", True), ("figure", False)):
        codes = [problem.code for problem in load_text(body.format(key=key), folder=tmp_path).problems]
        assert ("columns.unknown" not in codes) is fine


def test_a_day_of_knowledge_given_as_a_moment_is_that_day(tmp_path):
    moments = pyarrow.array([0, None, 86_400], pyarrow.timestamp("s"))
    events = read_events(parquet_file(tmp_path, date=["2001", "2002", "2003"], known_from=moments), Track("t"))
    assert [event.known_from and event.known_from.text for event in all_of(events)] == [
        "1970-01-01",
        None,
        "1970-01-02",
    ]


def test_dates_of_many_batches_lie_in_shared_arrays_and_stay_with_their_rows(write, monkeypatch):
    texts = [("1801~", "1999-05", "2014-06-05T10:00:00.5+02:00", "soon")[number % 4] for number in range(400)]
    file = write(
        "date,title,track\n" + "".join(f"{text},{number},{'tu'[number % 2]}\n" for number, text in enumerate(texts))
    )
    monkeypatch.setattr(text_tables, "_FIRST_BLOCK_BYTES", 100)
    monkeypatch.setattr(text_tables, "BLOCK_BYTES", 150)
    whole = all_of(read_events(file, Track("t")))
    monkeypatch.setattr(load, "JOINED_ROWS", 20)
    joined: list[int] = []
    monkeypatch.setattr(load, "join_dates", lambda batches: (joined.append(len(batches)), combine.join_dates(batches)))
    assert all_of(read_events(file, Track("t"))) == whole
    assert len(joined) > 10
    assert min(joined) > 1
    assert len(whole) == 200
