"""Pictures that the rows of a file name are looked for, and told where they are not there."""

from __future__ import annotations

import pytest

from desktop.story.model import Track
from desktop.timeline.data.load import read_events
from tests.timeline.data.event_file_helpers import notes

ROWS = "date,title,image\n2014,A,a.png\n2015,B,\n2016,C,{}\n2017,D,{}\n"


@pytest.fixture(autouse=True)
def picture(tmp_path):
    (tmp_path / "a.png").write_bytes(b"x")


def test_those_that_are_there_need_no_word(write, tmp_path):
    file = write(ROWS.format("a.png", ""))
    assert not notes(read_events(file, Track("t"), folder=str(tmp_path)))


def test_those_that_are_missing_are_named_once(write, tmp_path):
    file = write(ROWS.format("b.png", "b.png"))
    found = read_events(file, Track("t"), folder=str(tmp_path))
    assert notes(found) == [
        "events.csv, column “image”: pictures that rows name are not in the story’s folder: b.png (1 in all)"
    ]
    assert len(found) == 4


@pytest.mark.parametrize("name", ["../a.png", "https://example.org/a.png", "a.txt"])
def test_what_lies_elsewhere_or_is_no_picture_is_told_too(write, tmp_path, name):
    found = read_events(write(ROWS.format(name, "")), Track("t"), folder=str(tmp_path))
    assert f"{name} (1 in all)" in notes(found)[0]


def test_many_are_counted(write, tmp_path):
    file = write("date,title,image\n" + "".join(f"2014,A,{number}.png\n" for number in range(5000)))
    assert "0.png, 1.png, 2.png" in notes(read_events(file, Track("t"), folder=str(tmp_path)))[0]
