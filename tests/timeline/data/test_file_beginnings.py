"""What stands at the beginning of a file: the line of a spreadsheet that says the separator, or the signs of another kind."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from desktop.story.model import Track
from desktop.timeline.data.load import DataError, read_events
from tests.timeline.data.event_file_helpers import all_of, fault, notes, parquet_file


@pytest.mark.parametrize(
    ("first", "separator"),
    [("sep=;\r\n", ";"), ("sep=,\n", ","), ('"sep=;"\n', ";"), ("SEP=|\n", "|"), ("sep=\t\n", "\t"), ("sep=~\n", "~")],
)
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_line_that_says_the_separator_is_no_header(write, first, separator, bom):
    rows = [("Datum", "Titel", "a,b;c|d"), ("2014-03-05", "One", "x"), ("soon", "Two", "y")]
    lines = "".join(separator.join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    found = read_events(write(bom + first + lines), Track("t", columns=(("date", "Datum"), ("title", "Titel"))))
    assert [event.title.get("") for event in all_of(found)] == ["One"]
    assert "row 4, column “Datum”" in notes(found)[0]  # as the spreadsheet counts


def test_a_file_with_nothing_but_the_separator_has_no_header(write):
    with pytest.raises(DataError, match="row 2: the first row must name the columns"):
        read_events(write("sep=;\n"), Track("t"))


def _workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.ndjson"])
def test_a_file_of_another_kind_is_told_what_it_is(write, tmp_path, name):
    suffix = name[1:]
    packed = fault(write(gzip.compress(b"date\n2014\n"), name))
    assert packed.message("en") == (
        f"{name}: the file is packed with gzip, which its name does not say; let it end in {suffix}.gz"
    )
    assert "save the sheet as CSV UTF-8" in fault(write(_workbook(), name)).message("en")
    assert "save the sheet as CSV UTF-8" in fault(write(gzip.compress(_workbook()), name + ".gz")).message("en")
    assert "save the sheet as CSV UTF-8" in fault(write(bytes.fromhex("d0cf11e0a1b11ae1"), name)).message("en")
    parquet = parquet_file(tmp_path, date=["2014"]).read_bytes()
    assert "the file is Parquet" in fault(write(parquet, name)).message("en")


def test_a_file_without_an_object_is_shown_one(write):
    error = fault(write('[\n{"date": "2014"},\n]\n'.replace('{"date": "2014"},', "1,"), "a.jsonl"))
    assert error.message("en").endswith('each line is one, as {"date": "2014-06-05"}')
    assert error.message("fr").endswith('{"date": "2014-06-05"}')
