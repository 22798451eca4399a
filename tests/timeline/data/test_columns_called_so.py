"""A column that only happens to be called as a key of an event is no reason to lose rows."""

from __future__ import annotations

import gzip
import json

import pyarrow
import pytest

from desktop.story.load.load import load_text
from desktop.story.model import Track
from desktop.story.track_series import TrackSeries
from desktop.timeline.data.event_rows import EventRows, RowReader
from desktop.timeline.data.load import DataError, read_events
from desktop.timeline.data.tables import Batch
from tests.timeline.data.event_file_helpers import all_of, notes, parquet_file

QUAKES = [
    {"time": "2014-03-10T05:18:13.400Z", "place": "Ferndale", "status": "reviewed"},
    {"time": "2014-03-11T05:18:13.400Z", "place": "Off the coast", "status": "automatic"},
]


def quakes(write, folder, kind: str):
    if kind == "csv":
        return write("time,place,status\n" + "".join(",".join(row.values()) + "\n" for row in QUAKES))
    if kind == "jsonl":
        return write("".join(json.dumps(row) + "\n" for row in QUAKES), "a.jsonl")
    return parquet_file(folder, **{key: [row[key] for row in QUAKES] for key in QUAKES[0]})


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_catalogue_with_a_status_of_its_own_is_read(write, tmp_path, kind):
    file = quakes(write, tmp_path, kind)
    found = read_events(file, Track("t", columns=(("date", "time"), ("title", "place"))))
    assert [event.title.get("") for event in all_of(found)] == ["Ferndale", "Off the coast"]
    [note] = notes(found)
    assert "column “status”: the column is not read: nothing in it is what “status” may be, here “reviewed”" in note
    assert 'columns = { status = "" }' in note
    off = read_events(file, Track("t", columns=(("date", "time"), ("title", "place"), ("status", ""))))
    assert len(off) == 2
    assert not off.notes


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("became", ("sold", "given away")),
        ("color", ("pale blue", "very dark")),
        ("url", ("/a", "/b")),
        ("sources", ("Reuters", "AFP")),
        ("end", ("weekday", "weekend")),
        ("known_from", ("press", "radio")),
        ("weight", ("12 kg", "13 kg")),
        ("count", ("none", "few")),
    ],
)
def test_a_column_with_no_known_cell_is_ignored_unless_the_track_names_it(write, column, cells):
    file = write(f"date,title,{column}\n" + "".join(f"2014-0{row},A,{cell}\n" for row, cell in enumerate(cells, 1)))
    found = read_events(file, Track("t"))
    assert len(found) == 2
    assert [(note.code, note.row, note.values["value"]) for note in found.notes] == [("unmeant", 2, cells[0])]
    assert found.notes[0].message("fr") != found.notes[0].message("en")
    with pytest.raises(DataError, match=f"row 2, column “{column}”: "):
        read_events(file, Track("t", columns=((column, column),)))


@pytest.mark.parametrize("known_row", [1, 700, 30_000])
def test_one_known_cell_makes_the_others_rows_to_mend(write, known_row):
    # A few unknown words come first; where thousands do, none is waited for.
    words = [""] * 40_000
    words[::100] = ["hapened"] * 400
    words[known_row] = "planned"
    file = write("date,title,status\n" + "".join(f"2014,{'words' * 5},{word}\n" for word in words))
    found = read_events(file, Track("t"))
    wrong = words.count("hapened")
    assert len(found) == len(words) - wrong
    assert [note.values["count"] for note in found.notes] == [wrong]


def test_thousands_of_unknown_words_are_not_read_to_the_end(write, monkeypatch):
    file = write("date,title,status\n" + "2014,words,reviewed\n" * 400_000)
    counts: list[int] = []
    read = RowReader.read

    def counted(reader: RowReader, batch: Batch) -> EventRows:
        counts.append(batch.count)
        return read(reader, batch)

    monkeypatch.setattr(RowReader, "read", counted)
    shares: list[float] = []
    found = read_events(file, Track("t"), progress=shares.append)
    assert len(found) == 400_000
    assert sum(counts) == 400_000 + counts[0]
    assert shares == sorted(shares)


def test_several_columns_may_happen_to_be_called_so(write):
    file = write("date,title,status,url,weight\n2014,A,reviewed,a,heavy\n2015,B,automatic,b,3\n")
    found = read_events(file, Track("t"))
    assert [event.title.get("") for event in all_of(found)] == ["B"]  # a weight is known: the other is a row to mend
    assert [note.column for note in found.notes if note.code == "unmeant"] == ["status", "url"]


def test_the_values_of_a_series_are_never_ignored(write):
    file = write("date,value,low\n2014,x,y\n2015,z,y\n")
    with pytest.raises(DataError, match="“x” is not a number"):
        read_events(file, Track("t", series=TrackSeries()))
    with pytest.raises(DataError, match="“y” is not a number"):
        read_events(write("date,low,high\n2014,y,1\n"), Track("t", series=TrackSeries()))
    found = read_events(write("date,value,low\n2014,1,y\n2015,2,y\n"), Track("t", series=TrackSeries()))
    assert [one.value for one in found.series.samples(*found.series.extent)] == [1, 2]
    assert [note.column for note in found.notes] == ["low"]


def test_a_column_of_parts_is_ignored_unless_the_track_names_it(tmp_path):
    parts = pyarrow.array([{"name": "a"}, {"name": "b"}])
    file = parquet_file(tmp_path, date=["2014", "2015"], sources=parts)
    found = read_events(file, Track("t"))
    assert len(found) == 2
    assert [(note.code, note.column) for note in found.notes] == [("kind", "sources")]
    with pytest.raises(DataError, match="column “sources”: the column holds struct"):
        read_events(file, Track("t", columns=(("sources", "sources"),)))


def test_a_story_switches_a_column_off_but_not_the_date():
    track = 'format = 1\n[track.a]\ntitle = "A"\ndata = "a.csv"\ncolumns = {{ {} }}\n'
    read = load_text(track.format('status = ""'))
    assert read.story.tracks[0].columns == (("status", ""),)
    assert not [one for one in read.problems if one.code == "text.empty"]
    assert [one.code for one in load_text(track.format('date = ""')).problems if one.code.startswith("text")] == [
        "text.empty"
    ]


# -- keys that first occur far down ------------------------------------------------------------------------------------


@pytest.fixture(params=["lines.jsonl", "lines.jsonl.gz"])
def late_lines(request, write):
    """Return a function that writes lines after 1,500 plain ones, or so many that the library reads them."""

    def put(*lines: dict[str, object], plain: dict[str, object] | None = None, count: int = 1500):
        rows = [plain or {"date": "2014", "title": "words" * 10}] * count + list(lines)
        text = "".join(json.dumps(row) + "\n" for row in rows).encode()
        return write(gzip.compress(text) if request.param.endswith("gz") else text, request.param)

    return put


@pytest.mark.parametrize("count", [1500, 60_000])
def test_a_key_that_first_occurs_far_down_is_read(late_lines, count):
    file = late_lines(
        {"date": "2015", "end": "2016", "status": "planned", "title": 'a "weight"'},
        {"date": "2017", "status": None, "people": "Ada; Grace"},
        count=count,
    )
    found = read_events(file, Track("t"))
    assert not found.notes
    first, second = found.event(count), found.event(count + 1)
    assert (first.when.text, first.status) == ("2015/2016", "planned")
    assert second.people == ("Ada", "Grace")
    off = read_events(file, Track("t", columns=(("end", ""), ("status", ""))))
    assert (off.event(count).when.text, off.event(count).status) == ("2015", "happened")


@pytest.mark.parametrize("count", [1500, 60_000])
def test_a_column_that_the_track_names_may_first_occur_far_down(late_lines, count):
    file = late_lines({"tag": "2015", "naïf": "x"}, plain={"naïv": "naïf", "wörter": "tag" * 15}, count=count)
    found = read_events(file, Track("t", columns=(("date", "tag"), ("title", "naïf"))))
    assert [event.title.get("") for event in all_of(found)] == ["x"]
    with pytest.raises(DataError, match="column “date”: there is no such column"):
        read_events(file, Track("t", columns=(("date", "date"),)))


@pytest.mark.parametrize("count", [1500, 60_000])
def test_the_value_of_a_series_may_first_occur_far_down(late_lines, count):
    series = read_events(late_lines({"date": "2015", "value": 4}, count=count), Track("t", series=TrackSeries())).series
    assert [one.value for one in series.samples(*series.extent)][-1] == 4


def test_a_name_that_is_nowhere_a_key_is_no_column(late_lines):
    file = late_lines({"day": "2015", "title": '"date": "2014"', "more": {"date": "2014"}}, plain={"day": "2014"})
    with pytest.raises(DataError) as caught:
        read_events(file, Track("t"))
    assert caught.value.code == "no_date"


# -- titles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Name", "event", "Titre", "Headline"])
def test_a_column_that_may_hold_the_titles_is_named(write, name):
    file = write(f"date,{name}\n2014,Signed\n")
    [note] = read_events(file, Track("t")).notes
    assert f'columns = {{ title = "{name}" }}' in note.message("en")
    assert note.message("en") != note.message("fr")
    for columns in ((("title", name),), (("title", ""),), (("text", name),)):
        assert not read_events(file, Track("t", columns=columns)).notes


def test_a_file_without_names_needs_no_titles(write):
    assert not read_events(write("date,count\n2014,3\n"), Track("t")).notes
    assert not read_events(write("date,title,name\n2014,a,b\n"), Track("t")).notes
    assert not read_events(write("date,value,name\n2014,3,a\n"), Track("t", series=TrackSeries())).notes


def test_empty_cells_and_blanks_are_no_unknown_words(write):
    file = write("date,title,status\n2014,A,\n2015,B, \n2016,C, planned \n2017,D,gone\n2018,E,gone\n")
    found = read_events(file, Track("t"))
    assert [(event.title.get(""), event.status) for event in all_of(found)] == [
        ("A", "happened"),
        ("B", "happened"),
        ("C", "planned"),
    ]
    assert [note.values["count"] for note in found.notes] == [2]
