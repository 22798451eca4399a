"""The data of a story holds the events of its files, too."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import icalendar
import pytest

from desktop import cli
from desktop.output.data import all_events as module
from desktop.output.data.all_events import all_events
from desktop.output.data.calendar_file import write_calendar
from desktop.output.data.events_csv import write_events_csv
from desktop.output.data.markdown_file import write_markdown
from desktop.output.data.timelinejs import write_timelinejs
from desktop.output.selection import ExportError, ExportNote
from desktop.story.load.load import load_file
from desktop.story.model import Story

STORY = """format = 1
[story]
title = "T"
languages = ["en"]
[track.a]
title = "Log"
data = "log.csv"
[track.b]
title = "Text"
[track.numbers]
title = "Numbers"
data = "numbers.csv"
series = { kind = "line" }
[event.x]
date = "2014-03-05"
title = "Own"
track = "b"
[[slide]]
id = "s"
layout = "timeline"
title = "All"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content.toml").write_text(STORY)
    (tmp_path / "log.csv").write_text("id,date,title\nx,2013,Before\ny,2014-03-05T10:00+02:00,Late\n,2015-06,Later\n")
    (tmp_path / "numbers.csv").write_text("date,value\n2013,1\n2014,2\n")
    return tmp_path


def story_in(folder: Path) -> Story:
    story = load_file(folder / "content.toml").story
    assert story is not None
    return story


def test_they_stand_in_order_of_time_with_ids_of_their_own(folder):
    events = all_events(story_in(folder))
    assert [(event.id, event.title.get("en"), event.track) for event in events] == [
        ("a.x", "Before", "a"),
        ("x", "Own", "b"),
        ("y", "Late", "a"),
        ("a#3", "Later", "a"),
    ]


def test_each_form_holds_them(folder):
    story = story_in(folder)
    titles = ["Before", "Own", "Late", "Later"]
    (table,) = write_events_csv(story, folder / "out.csv")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert [row["title"] for row in rows] == titles
    assert rows[2]["date"] == "2014-03-05T10:00+02:00"
    (calendar,) = write_calendar(story, folder / "out.ics")
    entries = icalendar.Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries] == titles
    assert len({str(entry["uid"]) for entry in entries}) == 4
    assert "DTSTART:20140305T080000Z" in calendar.read_text("utf-8")
    (document,) = write_timelinejs(story, folder / "out.json")
    assert [one["text"]["headline"] for one in json.loads(document.read_text("utf-8"))["events"]] == titles
    (text,) = write_markdown(story, folder / "out.md")
    assert [line.split(" | ")[1] for line in text.read_text("utf-8").splitlines() if line.startswith("| ")][
        2:
    ] == titles


def test_of_a_long_file_the_first_are_written_and_that_is_said(folder, monkeypatch, capsys):
    monkeypatch.setattr(module, "MOST_OF_FILE", 2)
    notes: list[ExportNote] = []
    assert len(all_events(story_in(folder), notes.append)) == 3
    said = "log.csv has 3 events; the first 2 of them are written"
    assert [note.message("en") for note in notes] == [
        "the numbers of numbers.csv are not written: the forms for data hold events",
        said,
    ]
    assert cli.main(["export", str(folder), "-o", str(folder / "out.csv")]) == 0
    assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_no_table_without_it(folder):
    (folder / "log.csv").write_text("day,title\n2013,Before\n")
    with pytest.raises(ExportError, match=r"log\.csv"):
        write_events_csv(story_in(folder), folder / "out.csv")
    assert not (folder / "out.csv").exists()
    assert write_markdown(story_in(folder), folder / "out.md", slides="1")
