"""What is wrong with a file of events: every fault has its file, row and column, in our own words."""

from __future__ import annotations

import builtins

import numpy as np
import pyarrow
import pytest
from pyarrow import parquet

from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.story.model import Source, Story, Track
from desktop.timeline.data.load import DataError, load_events, read_events
from tests.timeline.data.event_file_helpers import all_of, fault, notes, parquet_file


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
        ("date,weight\n2013,1\n2014,nan\n", 3, "weight", "“nan” is not a number"),
        ("date,weight\n2013,1\n2014,1e31\n", 3, "weight", "“1e31” is too large; a number may be up to 1e+30"),
        (
            "date,status\n2014,happened\n2014,hapened\n",
            3,
            "status",
            "“hapened” is not a status; it may be happened, planned",
        ),
        ("date,known_from\n2013,2013\n2014,soon\n", 3, "known_from", "“soon” is not a date"),
        ("date,title\n2014,A\n2014,B,C\n", 3, "", "there are 3 cells where the first row has 2"),
        (b"date,title\n2014,A\n2014,\xe9t\xe9\n", 3, "", "not UTF-8"),
        ("", 1, "", "the first row must name the columns"),
        ("Jour,Nom\n2014,A\n", 1, "", 'columns = { date = "Jour" }'),
    ],
)
def test_what_is_wrong_has_its_row_and_column(write, text, row, column, said):
    error = fault(write(text))
    assert (error.row, error.column) == (row, column)
    assert said in error.message("en")
    assert str(error).startswith("events.csv")


def test_the_first_of_many_faults_is_named_however_far_down(write):
    rows = [f"{1000 + number % 1000}-06-05,A{'a' * 60}" for number in range(200_000)]
    rows[150_000] = "2014-06-31,A"
    error = fault(write("date,title\n" + "\n".join(rows)))
    assert (error.row, error.column) == (150_002, "date")
    assert error.message("en").startswith("events.csv, row 150,002, column “date”: there is no day 31")
    assert error.message("fr").startswith("events.csv, ligne 150\u202f002, colonne «\u00a0date\u00a0»\u00a0: ")


def test_a_column_that_is_not_there_is_named_with_those_that_are(write):
    error = fault(write("Date,Title\n2014,A\n"), date="Dates")
    assert error.message("en") == "events.csv, column “Dates”: there is no such column; the file has Date, Title"


@pytest.mark.parametrize(
    "line", ['{"date": "2014", "title": ', "[2014]", "2014", '{"date": {"year": 2014}}', '{"date": 1e5}']
)
@pytest.mark.parametrize("before", [1, 1500, 60_000])
def test_a_broken_line_of_json_is_left_out_and_named(write, line, before):
    # So many lines are read by the library, fewer without it.
    lines = ['{"date": "2013", "title": "A is what happened then"}'] * before + [""] + [line] + ['{"date": 2014}']
    found = read_events(write("\n".join(lines) + "\n", "a.jsonl"), Track("t"))
    assert len(found) == before + 1
    [note] = notes(found)
    assert note.startswith(f"a.jsonl: 1 of {before + 2:,} rows")
    assert f"row {before + 2:,}" in note


def test_a_number_that_no_machine_holds_is_told(write):
    error = fault(write('{"date": 99999999999999999999}\n', "a.jsonl"))
    assert (error.row, error.column, error.code) == (1, "date", "date")


def test_a_file_that_is_no_parquet_is_refused(write):
    assert "a.parquet: the file cannot be read" in fault(write("date\n2014\n", "a.parquet")).message("en")


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


def test_two_columns_of_one_name_are_told_in_a_table_of_any_kind(write, tmp_path):
    assert fault(write("date,title,title\n2001,a,b\n")).code == "column_twice"
    table = pyarrow.Table.from_arrays([pyarrow.array(["2001"]), pyarrow.array(["2002"])], ["date", "date"])
    parquet.write_table(table, tmp_path / "e.parquet")
    assert (fault(tmp_path / "e.parquet").code, fault(tmp_path / "e.parquet").column) == ("column_twice", "date")
    assert len(read_events(write("date,note,note\n2001,a,b\n"), Track("t"))) == 1


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("date,title\n2001," + 200_000 * "x" + "\nbad,y\n", "date", 3),
        ('date,title\n2001,"' + 10_000_000 * "x" + '"\n2002,y\n', "long_row", 2),
        ('date,title\n2001,a\n2002,"never closed\n' + "2003,b\n" * 2_000_000, "quote", 3),
        ('date,title\n2001,a\n2002,"never closed\n2003,b\n', "quote", 3),
        ("date,title\n2001,a,b\n", "width", 2),
        (b"date,title\n2001,a\nbad,y\n2003,\xe2\x82", "utf8", 4),
        ('{"date": "2001"}\n{"date": "' + 2_000_000 * "x" + '"}\n', "date", 2),
    ],
)
def test_what_a_library_stumbles_over_is_told_with_its_row_in_our_words(write, text, code, row):
    name = "events.jsonl" if isinstance(text, str) and text.startswith("{") else "events.csv"
    error = fault(write(text, name))
    assert (error.code, error.row) == (code, row), error
    assert len(error.message("en")) < 300


def test_a_quotation_mark_within_a_cell_needs_no_other(write):
    table = read_events(write('date,title\n2001,a 5" disk\n2002,"b ""c"""\n'), Track("t"))
    assert [event.title.get("en") for event in all_of(table)] == ['a 5" disk', 'b "c"']


def test_a_library_that_does_not_load_is_not_said_to_be_missing(write, monkeypatch):
    real = builtins.__import__

    def fail(name, *arguments, **options):
        if name == "duckdb":
            raise ImportError("duckdb.so: failed to map segment from shared object")
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", fail)
    error = fault(write("PAR1", "events.parquet"))
    assert error.code == "library.broken"
    assert "failed to map segment" in error.message("en")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + 100 * b"\0" + b"PAR1", 50 * b"nonsense"])
def test_a_damaged_file_is_told_without_the_words_of_its_library(write, content):
    assert fault(write(content, "events.parquet")).code == "damaged"


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
        assert code in {"", "far", "order", "damaged"}  # of 2⁶² milliseconds the library makes no moments


def test_a_text_that_is_no_text_is_told_before_it_is_shown(tmp_path):
    texts = pyarrow.array([b"fine", b"\xff\xfe"], pyarrow.binary()).view(pyarrow.string())
    assert fault(parquet_file(tmp_path, date=["2001", "2002"], title=texts)).code == "utf8"


def test_a_column_whose_name_is_no_text_is_told(tmp_path):
    file = parquet_file(tmp_path, date=["2001", "2002"], place=["a", "b"])
    file.write_bytes(file.read_bytes().replace(b"place", b"pl\x8b\x90e"))
    assert fault(file).code == "damaged"


def test_years_of_any_size_are_told_or_shown(tmp_path):
    file = parquet_file(tmp_path, date=pyarrow.array([-(2**63)], pyarrow.int64()))
    assert fault(file).code == "unit"
    with pytest.raises(DataError) as caught:
        read_events(file, Track("t", unit="years"))
    assert caught.value.code == "far"


def test_more_rows_than_fit_into_memory_are_refused_before_they_are_read(tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("read")

    repeated = pyarrow.DictionaryArray.from_arrays(pyarrow.array(np.zeros(51_000_000, np.int8)), ["2001"])
    file = parquet_file(tmp_path, date=repeated)
    assert file.stat().st_size < 1_000_000
    monkeypatch.setattr("nanoarrow.ArrayStream", refuse)
    assert fault(file).code == "many"


@pytest.mark.parametrize("fault", [KeyError("x"), OverflowError("x"), MemoryError(), RecursionError(), OSError("x")])
def test_an_error_that_nobody_foresaw_is_a_file_that_cannot_be_read(tmp_path, monkeypatch, fault):
    def fail(*_arguments, **_options):
        raise fault

    (tmp_path / "e.csv").write_text("date\n2001\n")
    monkeypatch.setattr("desktop.timeline.data.load.combine_rows", fail)
    story = Story(tracks=(Track("t", data="e.csv"),), folder=str(tmp_path))
    aggregated, errors = read_event_files(story, "en")
    assert not aggregated
    assert errors["t"].code in {"damaged", "memory"}
