"""What a story names on the disk and cannot be read is told in the one list of problems, found beside the event loop."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QImage

from desktop.session.checks import background_checks
from tests.reloading import reload_file

PATIENCE_S = 20  # of a test that waits for a thread: it decides nothing

_STORY = """format = 1
[story]
title = "T"
languages = ["en"]

[track.a]
title = "A"
data = "events.csv"

[[slide]]
id = "one"
layout = "image"
image = "picture.png"
alt = "A picture"

[[slide]]
id = "two"
layout = "statement"
title = "Two"
"""


@pytest.fixture
def story_file(tmp_path):
    """Return a story whose picture and data are nonsense."""
    (tmp_path / "picture.png").write_bytes(b"nonsense")
    (tmp_path / "events.csv").write_text("nothing,here\n1,2\n", "utf-8")
    file = tmp_path / "content.toml"
    file.write_text(_STORY, "utf-8")
    return file


@pytest.fixture
def checked(session, story_file):
    """Return a session whose files are checked."""
    session.open(story_file)
    session.background_checks.start()
    assert session.background_checks.wait(PATIENCE_S)
    yield session
    session.event_files.shut_down()


def codes(session) -> list[str]:
    """Return the codes of the errors in the list's order."""
    return [problem.code for problem in session.problems if problem.severity == "error"]


def test_a_picture_that_does_not_decode_is_listed_at_its_place(checked):
    (problem,) = [one for one in checked.problems if one.severity == "error"]
    assert (problem.code, problem.line, problem.file) == ("image.unreadable", 13, str(checked.path))
    assert [checked.has_error(slide) for slide in checked.story.slides] == [True, False]


def test_a_data_file_that_does_not_read_is_listed_in_the_order_of_the_text(checked, qtbot):
    checked.event_files.start()
    qtbot.waitUntil(lambda: "data.bad" in codes(checked), timeout=30_000)
    assert codes(checked) == ["data.bad", "image.unreadable"]


def test_a_slide_is_marked_for_the_picture_of_its_event_and_the_file_of_its_tracks(checked, qtbot):
    document = checked.document
    timelines = "".join(
        f'[[slide]]\nid = "{name}"\nlayout = "timeline"\ntitle = "T"\n{tracks}'
        for name, tracks in (("all", ""), ("of-data", 'tracks = ["a"]\n'), ("of-text", 'tracks = ["b"]\n'))
    )
    event = '[event.e]\ntrack = "b"\ntitle = "E"\ndate = "2001"\nimage = "picture.png"\nalt = "E"\n'
    shown = '[[slide]]\nid = "of-event"\nlayout = "event"\nevent = "e"\n'
    document.replace_text(f'{document.text}\n[track.b]\ntitle = "B"\n{event}{shown}{timelines}')
    checked.event_files.start()
    qtbot.waitUntil(lambda: "data.bad" in codes(checked), timeout=30_000)
    assert checked.background_checks.wait(PATIENCE_S)
    assert [slide.id for slide in checked.story.slides if checked.has_error(slide)] == [
        "one", "of-event", "all", "of-data"
    ]  # fmt: skip


def test_a_face_that_does_not_load_is_listed(session, story_file, monkeypatch):
    monkeypatch.setattr("desktop.output.story_check.load_fonts", lambda: ("Inter.ttf",))
    session.open(story_file)
    session.background_checks.start()
    assert session.background_checks.wait(PATIENCE_S)
    assert codes(session) == ["font.unreadable", "image.unreadable"]
    session.event_files.shut_down()


def test_an_edit_elsewhere_keeps_the_problem_and_a_removed_slide_takes_it_away(checked):
    document = checked.document
    document.replace_text(document.text.replace('"Two"', '"Three"'))
    assert codes(checked) == ["image.unreadable"]
    assert checked.background_checks.wait(PATIENCE_S)
    assert codes(checked) == ["image.unreadable"]
    document.replace_text(document.text.replace('image = "picture.png"\n', ""))
    assert checked.background_checks.wait(PATIENCE_S)
    assert "image.unreadable" not in codes(checked)
    assert not checked._slides_with_bad_files


def test_a_picture_that_is_mended_is_no_problem_any_more(checked):
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert picture.save(str(checked.path.parent / "picture.png"))
    assert reload_file(checked)
    assert checked.background_checks.wait(PATIENCE_S)
    assert codes(checked) == []


def test_a_check_that_takes_long_holds_nobody(session, story_file, monkeypatch):
    gate = threading.Event()
    check = background_checks.CHECKS["pictures"]

    def slow_check(story):
        assert gate.wait(PATIENCE_S)
        return check(story)

    monkeypatch.setitem(background_checks.CHECKS, "pictures", slow_check)
    session.open(story_file)
    session.background_checks.start()
    session.navigator.next()
    assert session.navigator.position.slide_id == "two"
    assert codes(session) == []
    told = []
    session.problems_changed.connect(lambda: told.append(codes(session)))
    gate.set()
    assert session.background_checks.wait(PATIENCE_S)
    assert told == [["image.unreadable"]]


def test_a_number_without_a_source_is_a_warning_and_marks_its_slide(checked):
    document = checked.document
    document.replace_text(document.text + '\n[[slide]]\nid = "three"\nlayout = "number"\nnumber = "42"\n')
    assert checked.background_checks.wait(PATIENCE_S)
    found = [(problem.severity, problem.line) for problem in checked.problems if problem.code == "check.unsourced"]
    line = document.text[: document.text.index('number = "42"')].count("\n") + 1
    assert found == [("warning", line)]
    assert [checked.has_warning(slide) for slide in checked.story.slides] == [False, False, True]
    document.replace_text(document.text + 'sources = ["report"]\n\n[source.report]\npublisher = "Report"\n')
    assert checked.background_checks.wait(PATIENCE_S)
    assert not checked.has_warning(checked.story.slides[2])


def test_nothing_starts_once_the_window_is_closed(session, story_file):
    session.open(story_file)
    session.background_checks.shut_down()
    session.background_checks.start()
    assert session.background_checks._worker._thread is None
    assert not session.background_checks.slides._pause.isActive()
    session.background_checks.set_story(session.story)
    assert session.background_checks.wait(PATIENCE_S)
    assert codes(session) == []


def test_a_long_text_is_searched_for_the_places_in_the_thread(checked, monkeypatch):
    main, searched_in = threading.current_thread(), []
    find = background_checks.issues_to_problems

    def watched(*arguments):
        searched_in.append(threading.current_thread())
        return find(*arguments)

    monkeypatch.setattr(background_checks, "issues_to_problems", watched)
    document = checked.document
    document.replace_text(f"# {'long ' * background_checks._SHORT_TEXT}\n{document.text}")
    assert [(one.code, one.line) for one in checked.problems if one.severity == "error"] == [("image.unreadable", 13)]
    heard = []
    checked.problems_changed.connect(lambda: heard.append(True))
    assert checked.worker.wait(PATIENCE_S)
    assert heard == [True]
    assert [(one.code, one.line) for one in checked.problems if one.severity == "error"] == [("image.unreadable", 14)]
    assert searched_in
    assert main not in searched_in
