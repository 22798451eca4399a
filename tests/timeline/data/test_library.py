"""The library that reads files of events is an extra: loaded when a file is, and named where it is missing."""

from __future__ import annotations


def test_without_the_library_the_command_is_named(tmp_path, run_program):
    file = tmp_path / "events.csv"
    file.write_text("date\n2014\n")
    assert (
        'events.csv: a library is needed to read files of events: install it with  pip install "passeur[data]"'
        in run_program("read_events_without_library", file).stdout
    )


def test_the_library_is_not_imported_before_a_file_is_read(run_program):
    assert run_program("event_library_imported").stdout == "False\n"
