"""The events of a track from a file: every date is read as the parser reads it, and every fault has its row and column."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pyarrow
import pytest
from hypothesis import given, settings, strategies as st
from pyarrow import parquet

from desktop.render.timeline.event_files import read_event_files
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.story.model import Source, Story, Track
from desktop.timeline.camera import date_extent
from desktop.timeline.data.dates import read_date_texts
from desktop.timeline.data.load import Cancelled, DataError, load_events, read_events

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


@pytest.fixture
def write(tmp_path: Path):
    def put(text: str | bytes, name: str = "events.csv") -> Path:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return put


def all_of(found) -> list:
    return [found.event(number) for number in range(len(found))]


def fails(file: Path, **columns: str) -> DataError:
    with pytest.raises(DataError) as caught:
        read_events(file, Track("t", columns=tuple(columns.items())))
    assert caught.value.message("fr") != caught.value.message("en")
    return caught.value


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
    with pytest.raises(DataError, match="row 2, column “sources”: the story has no source “b”"):
        read_events(file, Track("t"), sources={"a"})


def test_numbers_days_and_moments_of_parquet_are_dates(tmp_path):
    def texts(values, kind=None) -> list[str]:
        file = tmp_path / "a.parquet"
        parquet.write_table(pyarrow.table({"date": pyarrow.array(values, kind)}), file)
        return [event.when.text for event in all_of(read_events(file, Track("t")))]

    assert texts([2014, -44, 20_000]) == ["-0044", "2014", "Y20000"]
    assert texts([2014.0]) == ["2014"]
    for values, said in (
        ([2014.5], "“2014.5” is not a date"),
        ([2014.0, None, float("nan")], "row 2, column “date”: the date is"),
    ):
        with pytest.raises(DataError, match=said):
            texts(values)
    assert texts([16_226, -1], pyarrow.date32()) == ["1969-12-31", "2014-06-05"]
    assert texts([1_401_926_400, 1_401_926_401], pyarrow.timestamp("s")) == ["2014-06-05", "2014-06-05T00:00:01"]
    # Just before midnight in Beijing it is the afternoon of the same day in Greenwich, and the day is that of Beijing.
    assert texts([1_401_983_999], pyarrow.timestamp("s", "+08:00")) == ["2014-06-05T23:59:59"]
    assert texts(["2014", "2013"], pyarrow.dictionary(pyarrow.int8(), pyarrow.string())) == ["2013", "2014"]


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        (
            "date,title\n2014,A\n2014-13-01,B\n2014-14,C\n",
            3,
            "date",
            "there is no month 13: from 01 to 12; for example 2014-12",
        ),
        ("date,title\n2014,A\n\n\n05/06/2014,B\n", 5, "date", "year first, then month, then day: 2014-06-05"),
        ('date,title\n2014,"two\nlines"\n2014-02-30,B\n', 3, "date", "for example 2014-02-28"),
        ("date,title\n2014,A\n,B\n", 3, "date", "the date is missing; for example 2014-06-05"),
        ("date,title\nY999999999999,A\n", 2, "date", "too far away"),
        (
            "date,end\n2014,2015\n2014,2013\n",
            3,
            "end",
            "the end, 2013, is before the beginning, 2014; for example 2013/2014",
        ),
        ("date,end\n2014~,2013\n", 2, "end", "the end, 2013, is before the beginning, 2014~"),
        ("date,weight\n2014,1\n2014,heavy\n", 3, "weight", "“heavy” is not a number; for example 1.5"),
        ("date,weight\n2014,nan\n", 2, "weight", "“nan” is not a number"),
        (
            "date,status\n2014,happened\n2014,hapened\n",
            3,
            "status",
            "“hapened” is not a status; it may be happened, planned",
        ),
        ("date,known_from\n2014,soon\n", 2, "known_from", "“soon” is not a date"),
        ("date,title\n2014,A\n2014,B,C\n", 3, "", "there are 3 cells where the first row has 2"),
        (b"date,title\n2014,A\n2014,\xe9t\xe9\n", 3, "", "not UTF-8"),
        ("", 1, "", "the first row must name the columns"),
        ("Jour,Nom\n2014,A\n", 1, "", 'columns = { date = "Jour" }'),
    ],
)
def test_what_is_wrong_has_its_row_and_column(write, text, row, column, said):
    error = fails(write(text))
    assert (error.row, error.column) == (row, column)
    assert said in error.message("en")
    assert str(error).startswith("events.csv")


def test_the_first_of_many_faults_is_named_however_far_down(write):
    rows = [f"{1000 + number % 1000}-06-05,A{'a' * 60}" for number in range(200_000)]
    rows[150_000] = "2014-06-31,A"
    error = fails(write("date,title\n" + "\n".join(rows)))
    assert (error.row, error.column) == (150_002, "date")
    assert error.message("en").startswith("events.csv, row 150,002, column “date”: there is no day 31")
    assert error.message("fr").startswith("events.csv, ligne 150\u202f002, colonne « date »\u00a0: ")


def test_a_column_that_is_not_there_is_named_with_those_that_are(write):
    error = fails(write("Date,Title\n2014,A\n"), date="Dates")
    assert error.message("en") == "events.csv, column “Dates”: there is no such column; the file has Date, Title"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"date": "2014", "title": ', "row 3: this is not a JSON object"),
        ('{"date": {"year": 2014}}', 'row 3, column “date”: {"year": 2014} is not a text, which the column has above'),
        (
            '{"date": 2014}',
            "row 3, column “date”: 2014 is not a text, which the column has above; dates and texts stand in",
        ),
        ("[2014]", "row 3: this is not a JSON object"),
    ],
)
def test_a_broken_line_of_json_is_named(write, line, said):
    # Beyond the lines that are looked at for the names of the columns it is the library that stumbles.
    for before in (1, 1500):
        lines = ['{"date": "2013", "title": "A"}'] * before + [""] + [line]
        error = fails(write("\n".join(lines) + "\n", "a.jsonl"))
        assert said.replace("row 3", f"row {before + 2:,}") in error.message("en")


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


def test_a_number_that_no_machine_holds_is_told(write):
    error = fails(write('{"date": 99999999999999999999}\n', "a.jsonl"))
    assert (error.row, error.column, error.code) == (1, "date", "other")


def test_a_file_that_is_no_parquet_is_refused(write):
    assert "a.parquet: the file cannot be read" in fails(write("date\n2014\n", "a.parquet")).message("en")


def test_a_file_without_rows_has_no_events(write):
    found = read_events(write("date,title\n"), Track("t"))
    assert len(found) == 0
    assert found.index.extent == (0, 0)


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


@given(st.lists(st.one_of(plain, plain, near, other), max_size=40))
def test_a_column_of_dates_says_what_the_parser_says(texts):
    wanted = []
    for text in texts:
        try:
            wanted.append(date_extent(parse_date(text)))
        except ValueError as error:
            wanted.append(error)
    data = np.frombuffer("".join(texts).encode() or b"", np.uint8)
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    broken = next((place for place, one in enumerate(wanted) if isinstance(one, ValueError)), None)
    if broken is None:
        found = read_date_texts(offsets, data, texts.__getitem__)
        assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == wanted
    else:
        with pytest.raises(Exception, match=f"^{broken}$"):
            read_date_texts(offsets, data, texts.__getitem__)


@settings(max_examples=40)
@given(st.lists(st.one_of(plain, other), min_size=1, max_size=30))
def test_every_event_gets_its_own_words_back(tmp_path, texts):
    file = tmp_path / "a.csv"
    file.write_text("title,date\n" + "".join(f'"{text}","{text}"\n' for text in texts), "utf-8")
    found = read_events(file, Track("t"))
    for event in all_of(found):
        assert event.when.text == event.title.get("")


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


def test_a_story_reads_only_within_its_folder(tmp_path):
    folder = tmp_path / "story"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("date\n2014\n")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "events.csv").write_text("date,sources\n2014,a\n")
    story = Story(folder=str(folder), sources=(Source("a"),))
    assert len(load_events(story, Track("t", data="events.csv"))) == 1
    for name, code in (
        ("../secret.csv", "missing"),
        ("link.csv", "missing"),
        ("no.csv", "missing"),
        ("a.txt", "suffix"),
    ):
        with pytest.raises(DataError) as caught:
            load_events(story, Track("t", data=name))
        assert (caught.value.code, caught.value.file) == (code, name)


def test_a_track_may_name_only_what_is_read(tmp_path):
    (tmp_path / "events.csv").write_text("date\n2014\n")
    body = (
        'format = 1\n[story]\ntitle = "T"\n[track.t]\ntitle = "T"\ndata = "events.csv"\ncolumns = {{ {key} = "X" }}\n'
    )
    for key, fine in (("date", True), ("end", True), ("id", True), ("track", False), ("figure", False)):
        codes = [problem.code for problem in load_text(body.format(key=key), folder=tmp_path).problems]
        assert ("columns.unknown" not in codes) is fine


def parquet_file(folder: Path, **columns) -> Path:
    file = folder / "events.parquet"
    parquet.write_table(pyarrow.table(columns), file)
    return file


def test_two_columns_of_one_name_are_told_in_a_table_of_any_kind(write, tmp_path):
    assert fails(write("date,title,title\n2001,a,b\n")).code == "column_twice"
    table = pyarrow.Table.from_arrays([pyarrow.array(["2001"]), pyarrow.array(["2002"])], ["date", "date"])
    parquet.write_table(table, tmp_path / "e.parquet")
    assert (fails(tmp_path / "e.parquet").code, fails(tmp_path / "e.parquet").column) == ("column_twice", "date")
    assert len(read_events(write("date,note,note\n2001,a,b\n"), Track("t"))) == 1


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("date,title\n2001," + 200_000 * "x" + "\nbad,y\n", "date", 3),
        ('date,title\n2001,"' + 10_000_000 * "x" + '"\n2002,y\n', "long_row", 2),
        ('date,title\n2001,a\n2002,"never closed\n' + "2003,b\n" * 2_000_000, "quote", 3),
        ("date,title\n2001,a,b\n", "width", 2),
        (b"date,title\n2001,a\nbad,y\n2003,\xe2\x82", "utf8", 4),
        ('{"date": "2001"}\n{"date": "' + 2_000_000 * "x" + '"}\n', "long_row", 2),
    ],
)
def test_what_a_library_stumbles_over_is_told_with_its_row_in_our_words(write, text, code, row):
    name = "events.jsonl" if isinstance(text, str) and text.startswith("{") else "events.csv"
    error = fails(write(text, name))
    assert (error.code, error.row) == (code, row), error
    assert len(error.message("en")) < 300


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + 100 * b"\0" + b"PAR1", 50 * b"nonsense"])
def test_a_damaged_file_is_told_without_the_words_of_its_library(write, content):
    assert fails(write(content, "events.parquet")).code == "damaged"


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("number", [10**12, -(10**12), 2**62, -(2**62), 2**63 - 1])
def test_moments_beyond_the_years_that_dates_have_are_told_or_shown_but_never_raise_later(tmp_path, unit, number):
    moments = pyarrow.array([0, number], pyarrow.timestamp(unit))
    for columns in ({"date": moments}, {"date": moments, "end": pyarrow.array([0, 0], pyarrow.timestamp(unit))}):
        file = parquet_file(tmp_path, **columns)
        code = ""
        try:
            assert all(event.when.text for event in all_of(read_events(file, Track("t"))))
        except DataError as error:
            code = error.code
        assert code in {"", "far", "order"}


def test_a_text_that_is_no_text_is_told_before_it_is_shown(tmp_path):
    texts = pyarrow.array([b"fine", b"\xff\xfe"], pyarrow.binary()).view(pyarrow.string())
    assert fails(parquet_file(tmp_path, date=["2001", "2002"], title=texts)).code == "utf8"


def test_a_day_of_knowledge_given_as_a_moment_is_that_day(tmp_path):
    moments = pyarrow.array([0, None, 86_400], pyarrow.timestamp("s"))
    events = read_events(parquet_file(tmp_path, date=["2001", "2002", "2003"], known_from=moments), Track("t"))
    assert [event.known_from and event.known_from.text for event in all_of(events)] == [
        "1970-01-01",
        None,
        "1970-01-02",
    ]


def test_years_of_any_size_are_told_or_shown(tmp_path):
    assert fails(parquet_file(tmp_path, date=pyarrow.array([-(2**63)], pyarrow.int64()))).code in {"far", "date"}


def test_more_rows_than_fit_into_memory_are_refused_before_they_are_read(tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("read")

    repeated = pyarrow.DictionaryArray.from_arrays(pyarrow.array(np.zeros(21_000_000, np.int8)), ["2001"])
    file = parquet_file(tmp_path, date=repeated)
    assert file.stat().st_size < 1_000_000
    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", refuse)
    assert fails(file).code == "many"


@pytest.mark.parametrize("fault", [KeyError("x"), OverflowError("x"), MemoryError(), RecursionError(), OSError("x")])
def test_an_error_that_nobody_foresaw_is_a_file_that_cannot_be_read(tmp_path, monkeypatch, fault):
    def fail(*_arguments, **_options):
        raise fault

    (tmp_path / "e.csv").write_text("date\n2001\n")
    monkeypatch.setattr("desktop.timeline.data.load._combine_batches", fail)
    story = Story(tracks=(Track("t", data="e.csv"),), folder=str(tmp_path))
    aggregated, errors = read_event_files(story, "en")
    assert not aggregated
    assert errors["t"].code in {"damaged", "memory"}
