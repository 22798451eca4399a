"""The library for Parquet is an extra: loaded when such a file is read, and named where it is missing."""

from __future__ import annotations

import gzip
import json
import random

import pyarrow
import pytest
from pyarrow import parquet

from desktop.timeline.data.duckdb_tables import DuckDBTable
from desktop.timeline.data.open_table import open_table


@pytest.mark.parametrize("name", ["events.csv", "events.tsv", "events.jsonl", "events.csv.gz"])
def test_text_files_need_no_library(tmp_path, run_program, name):
    separator = "\t" if "tsv" in name else ","
    text = f"date{separator}title\n2015{separator}second\n2014{separator}first\n"
    if "jsonl" in name:
        text = "".join(
            json.dumps({"date": year, "title": title}) + "\n" for year, title in ((2015, "second"), (2014, "first"))
        )
    (tmp_path / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    assert run_program("read_events_without_library", tmp_path / name).stdout == "first second\n"


def test_without_the_library_the_command_is_named(tmp_path, run_program):
    file = tmp_path / "events.parquet"
    file.write_bytes(b"PAR1")
    assert (
        'events.parquet: a library is needed to read this file: install it with  pip install "passeur[data]"'
        in run_program("read_events_without_library", file).stdout
    )


def test_the_library_is_not_imported_for_a_text_file(tmp_path, run_program):
    file = tmp_path / "events.csv"
    file.write_text("date\n2014\n")
    assert run_program("event_library_imported", file).stdout == "False\n"


@pytest.mark.parametrize("name", ["events.jsonl", "events.jsonl.gz"])
def test_long_json_lines_are_left_to_the_library_packed_or_not(tmp_path, name):
    chance = random.Random(13)
    lines = "".join(f'{{"date": {1900 + n % 120}, "title": "{chance.randbytes(30).hex()}"}}\n' for n in range(26_000))
    (tmp_path / name).write_bytes(gzip.compress(lines.encode()) if name.endswith(".gz") else lines.encode())
    table = open_table(tmp_path / name, name)
    assert isinstance(table, DuckDBTable)
    assert sum(batch.count for batch in table.batches(("date",), lambda: False)) == 26_000


def test_the_built_application_reads_each_kind(tmp_path, run_program):
    line = b'{"date": "2014-06-05 10:00:00+02:00", "title": "as long as it takes to be read by the library"}\n'
    (tmp_path / "a.jsonl").write_bytes(line * 30_000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"date\n2014\n1767348000\n2026-01-02 10:00:00+02:00\n"))
    parquet.write_table(pyarrow.table({"date": ["2014"]}), tmp_path / "a.parquet")
    (tmp_path / "moments.csv").write_text("date\n" + "".join(f"2026-01-02T10:00:00.{one}\n" for one in (7, 25)))
    files = [tmp_path / name for name in ("a.jsonl", "a.csv.gz", "a.parquet", "moments.csv")]
    assert run_program("read_events_as_built", *files).stdout == "30000 3 1 2\n"
