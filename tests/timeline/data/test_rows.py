"""The rows of files as people have them: wrong ones are left out and listed, and a column says more of each."""

from __future__ import annotations

import csv
import gzip
import io

import pytest
from hypothesis import given, strategies as st

from desktop.story.load.load import load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Story, Track
from desktop.timeline.data import csv_blocks
from desktop.timeline.data.csv_blocks import split_rows
from desktop.timeline.data.load import DataError, load_tracks, read_events
from tests.examples import examples
from tests.timeline.data.event_file_helpers import all_of, notes


def test_a_bad_row_is_left_out_and_the_first_are_shown(write):
    rows = [f"2014-01-{1 + number % 28:02d},{number}" for number in range(5000)]
    for place, wrong in ((10, "NA"), (11, ""), (500, "2014-02-30"), (4999, "soon")):
        rows[place] = f"{wrong},x"
    found = read_events(write("date,title\n" + "\n".join(rows) + "\n"), Track("t"))
    assert len(found) == 4996
    [note] = found.notes
    assert note.message("en") == (
        "events.csv: 4 of 5,000 rows have no date and are left out: row 12, column “date”: the date is missing; for "
        "example 2014-06-05 · row 13, column “date”: the date is missing; for example 2014-06-05 · row 502, column “date”: "
        "there is no day 30: this month has 28 days; for example 2014-02-28"
    )
    assert note.message("fr").startswith("events.csv\u00a0: 4 lignes sur 5\u202f000 n’ont pas de date")


def test_a_file_without_one_good_row_is_an_error(write):
    with pytest.raises(DataError, match="row 2, column “date”: the date is missing"):
        read_events(write("date,title\nNA,a\nsoon,b\n"), Track("t"))


def test_rows_wrong_in_any_way_are_counted_once(write):
    found = read_events(
        write(
            "date,end,status,weight,title\n2014,2013,gone,heavy,a\n2014,,gone,,b\n2014,,,heavy,c\n2014,,,,d\n1,2,3,4,5,6\n"
        ),
        Track("t", columns=(("status", "status"), ("weight", "weight"))),
    )
    assert [event.title.get("") for event in all_of(found)] == ["d"]
    assert notes(found)[0].startswith("events.csv: 4 of 5 rows are left out: row 6: there are 6 cells")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv.gz", "date,title\n2014,é\n"),
        ("a.tsv", "date	title\n2014	é\n"),
        ("a.TSV.GZ", "date	title\n2014	é\n"),
        ("a.ndjson", '{"date": "2014", "title": "é"}\n'),
        ("a.jsonl.gz", '{"date": 2014, "title": "é"}\n'),
    ],
)
def test_packed_files_and_others_are_read(write, name, text):
    content = gzip.compress(text.encode()) if name.lower().endswith("gz") else text.encode()
    assert read_events(write(content, name), Track("t")).event(0).title.get("") == "é"


def test_a_packed_file_that_is_damaged_is_told(write):
    whole = gzip.compress(b"date\n" + b"2014\n" * 10_000)
    for damaged in (whole[:-20], b"date\n2014\n", whole[:40] + b"xxxx" + whole[44:]):
        with pytest.raises(DataError) as caught:
            read_events(write(damaged, "a.csv.gz"), Track("t"))
        assert caught.value.code == "damaged"


def test_columns_say_the_colour_the_link_the_picture_and_the_value(write):
    found = read_events(
        write(
            "date,title,color,url,image,value\n2014,A,jade,https://a.org,a.png,4.5\n2015,B,#a1b2c3,,,\n2016,C,pink,,,\n2017,D,,javascript:x,,\n"
        ),
        Track("t"),
    )
    first, second = all_of(found)
    assert (first.color, first.url, first.image) == ("jade", "https://a.org", "a.png")
    assert [figure.value.get("") for figure in first.figures] == ["4.5"]
    assert (second.color, second.url, second.image, second.figures) == ("#a1b2c3", "", "", ())
    assert "“pink” is no colour" in notes(found)[0]
    assert "“javascript:x” is no address" in notes(found)[0]


def test_a_row_that_stands_for_a_thousand_counts_as_a_thousand_everywhere(write):
    found = read_events(write("date,count\n2014-01-01,1000\n2014-06-01,\n2015-01-01,20\n2016-01-01,0\n"), Track("t"))
    assert len(found) == 3
    index = found.index
    assert index.total == 1021
    january, february = 1_388_534_400, 1_391_212_800
    assert index.count_ended(february) == 1000
    assert index.count_starting_from(february) == 21
    assert index.count_ongoing(january + 1) == 1000
    assert index.column_counts(january, 31 * 86_400, 2, (january, 2**40)).tolist() == [1000, 0]
    assert index.subset([0, 2]).total == 1020
    assert "“0” is not a number of events" in notes(found)[0]


def _shared(tmp_path, text: str, *tracks: Track) -> dict[str, object]:
    (tmp_path / "log.csv").write_text(text)
    return {track.id: found for track, found in load_tracks(Story(folder=str(tmp_path), tracks=tracks), tracks)}


def test_tracks_of_one_file_share_its_rows(tmp_path):
    text = "date,title,level\n2014,a,error\n2015,b,Warnings\n2016,c,error\n2017,d,debug\n2018,e,\n"
    columns = (("track", "level"),)
    found = _shared(
        tmp_path,
        text,
        Track("error", data="log.csv", columns=columns),
        Track("warn", LocalizedText((("en", "Warnings"),)), data="log.csv", columns=columns),
    )
    assert [event.title.get("") for event in all_of(found["error"])] == ["a", "c", "e"]
    assert [event.title.get("") for event in all_of(found["warn"])] == ["b"]
    assert {event.track for event in all_of(found["warn"])} == {"warn"}
    assert "other tracks have the other rows: debug (1 in all)" in notes(found["warn"])[0]


def test_a_column_of_tracks_that_names_none_is_asked_about_or_is_something_else(tmp_path):
    text = "date,title,track\n2014,a,Take five\n"
    assert len(_shared(tmp_path, text, Track("music", data="log.csv"))["music"]) == 1
    error = _shared(tmp_path, text, Track("music", data="log.csv", columns=(("track", "track"),)))["music"]
    assert isinstance(error, DataError)
    assert error.message("en") == "log.csv, column “track”: no row is of the track “music”; the column has Take five"


def test_the_story_says_how_its_file_writes_dates(tmp_path):
    head = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[track.t]\ntitle = "T"\ndata = "a.csv"\n'
    (tmp_path / "a.csv").write_text("date\n2014\n")
    assert load_text(f'{head}format = "%d/%m/%Y"\n', folder=tmp_path).story.tracks[0].format == "%d/%m/%Y"
    assert load_text(f'{head}unit = "ms"\n', folder=tmp_path).story.tracks[0].unit == "ms"
    assert [
        one.code for one in load_text(f'{head}unit = "weeks"\n', folder=tmp_path).problems if "unit" in str(one.path)
    ]


# -- CSV as the standard library reads it ------------------------------------------------------------------------------


@examples(300)
@given(st.text(st.sampled_from('ab,"\n\r é'), max_size=40), st.integers(0, 40))
def test_blocks_are_split_as_the_module_csv_splits_the_whole(text, cut):
    data = text.encode()
    wanted = [0, 1, 2]
    whole = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    rows, consumed = split_rows(data, ",", wanted, is_last=True)
    found = [list(cells) for cells in zip(*rows.columns, strict=True)]
    expected = [[(row[place].strip() if place < len(row) else "") for place in wanted] for row in whole]
    if consumed == len(data):
        assert found == expected
        assert rows.widths.tolist() == [len(row) for row in whole]
    else:  # a quotation stays open to the end: the rows before it
        assert found == expected[: len(found)]
        assert data[consumed:].count(b'"')
    # A first part gives the first rows, and never half of one.
    first, first_bytes = split_rows(data[:cut], ",", wanted, is_last=False)
    assert first_bytes <= cut
    parts = [list(cells) for cells in zip(*first.columns, strict=True)]
    assert parts == found[: len(parts)] or consumed != len(data)


def test_rows_with_regular_quotation_marks_are_split_without_that_module(monkeypatch):
    monkeypatch.setattr(csv_blocks, "_read_rows", lambda *_, **__: pytest.fail("one by one"))
    row = b'2014,"a ""b"", c\nd","e"\r\n'
    rows, consumed = split_rows(50 * row + row[:9], ",", [0, 1, 2], is_last=False)
    assert consumed == 50 * len(row)
    assert [list(column) for column in rows.columns] == [50 * ["2014"], 50 * ['a "b", c\nd'], 50 * ["e"]]
