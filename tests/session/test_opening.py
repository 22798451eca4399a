"""A story is opened without waiting for the files that it names."""

from __future__ import annotations

import threading

import pytest

from desktop.session import disk_timeouts
from desktop.story.storage.files import NamedFiles

STORY = (
    'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
    '[[slide]]\nid = "a"\nlayout = "image"\ntitle = "A"\nimage = "there.svg"\n'
    '[[slide]]\nid = "b"\nlayout = "image"\ntitle = "B"\nimage = "their.svg"\n'
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


@pytest.fixture
def story(tmp_path):
    """Return the file of a story that names a picture, and misnames one."""
    (tmp_path / "there.svg").write_text(DRAWING, "utf-8")
    (tmp_path / "content.toml").write_text(STORY, "utf-8")
    return tmp_path / "content.toml"


@pytest.fixture
def slow_disk(monkeypatch):
    """Hold each question for named files until the event that is returned is set."""
    gate, read_again = threading.Event(), NamedFiles.read_again

    def read_slowly(self):
        gate.wait(10)
        return read_again(self)

    monkeypatch.setattr(NamedFiles, "read_again", read_slowly)
    monkeypatch.setattr(disk_timeouts, "OPENING_S", 0.01)
    yield gate
    gate.set()


def codes(session):
    return [problem.code for problem in session.problems if problem.severity == "error"]


def test_a_usual_disk_has_answered_when_the_story_is_open(session, story):
    assert session.open(story)
    assert codes(session) == ["path.missing"]
    assert "there.svg" in session.problems[0].hint("en")
    assert session._file_versions.keys() == {"there.svg"}


def test_a_slow_disk_does_not_hold_the_story_and_its_answer_comes_later(session, story, slow_disk, qtbot):
    assert session.open(story)
    assert [slide.id for slide in session.story.slides] == ["a", "b"]
    assert codes(session) == []
    slow_disk.set()
    qtbot.waitUntil(lambda: codes(session) == ["path.missing"])
    assert [slide.id for slide in session.story.slides] == ["a", "b"]


def test_an_answer_for_another_story_is_not_taken(session, story, file, slow_disk, qtbot):
    session.open(story)
    session.open(file)
    slow_disk.set()
    qtbot.waitUntil(lambda: session.worker.wait(0.01))
    assert session.path == file
    assert codes(session) == []


def test_a_story_that_names_no_file_asks_for_none(session, tmp_path, slow_disk):
    (tmp_path / "content.toml").write_text(STORY.partition("[[slide]]")[0], "utf-8")
    assert session.open(tmp_path / "content.toml")
    assert not [one for one in threading.enumerate() if one.name == "named files"]
