"""The one mutable object: what is shown survives edits, errors and saves."""

from __future__ import annotations

import os
import threading

import pytest

from desktop.session.position import Position
from tests.reloading import reload_file


def signals(session):
    heard: list[str] = []
    for name in ("story_changed", "problems_changed", "language_changed"):
        getattr(session, name).connect(lambda name=name: heard.append(name))
    session.navigator.position_changed.connect(lambda: heard.append("position_changed"))
    return heard


def test_a_story_opens_at_its_beginning_in_its_first_language(session, file):
    assert session.open(file)
    assert session.navigator.position == Position("title")
    assert session.language == "fr"
    assert session.navigator.next_position == Position("statement")


def test_it_opens_at_a_slide_asked_for_by_id_or_number(session, file):
    session.open(file, slide_id="quote", language="en")
    assert (session.navigator.position.slide_id, session.language) == ("quote", "en")
    session.open(file, slide_id="3")
    assert session.navigator.position.slide_id == "event"


def test_an_edit_keeps_slide_and_step(session, file):
    session.open(file, slide_id="list")
    session.navigator.next()
    session.navigator.next()
    heard = signals(session)
    text = file.read_text("utf-8").replace(
        "[[slide]]", '[[slide]]\nid = "new"\nlayout = "statement"\ntitle = "N"\n\n[[slide]]', 1
    )
    file.write_text(text, "utf-8")
    assert reload_file(session)
    assert session.navigator.position == Position("list", 2)
    assert session.story.slides[0].id == "new"
    assert heard == ["story_changed"]


def test_broken_text_leaves_the_last_good_story(session, file):
    session.open(file, slide_id="quote")
    story = session.story
    good = file.read_text("utf-8")
    file.write_text(good + "\n[[slide]\n", "utf-8")
    assert reload_file(session)
    assert session.is_unreadable
    assert session.story is story
    assert session.navigator.position.slide_id == "quote"
    (problem,) = session.problems
    assert problem.line == good.count("\n") + 2
    file.write_text(good, "utf-8")
    reload_file(session)
    assert not session.is_unreadable
    assert session.problems == ()


def test_a_save_that_changes_no_byte_changes_nothing(session, file):
    session.open(file)
    heard = signals(session)
    file.write_bytes(file.read_bytes())
    assert not reload_file(session)
    assert heard == []


def test_a_file_that_is_gone_for_a_moment_is_waited_for(session, file):
    session.open(file, slide_id="quote")
    text = file.read_text("utf-8")
    file.unlink()
    assert not reload_file(session)
    assert session.navigator.position.slide_id == "quote"
    file.write_text(text.replace("Le maire", "La mairesse"), "utf-8")
    assert reload_file(session)
    assert "mairesse" in session.navigator.slide.by.get("fr")


def test_an_unreadable_file_opens_empty_and_says_why(session, tmp_path):
    assert not session.open(tmp_path / "nowhere.toml")
    assert session.story.slides == ()
    assert len(session.problems) == 1
    assert session.language == "en"
    session.navigator.next()
    session.navigator.previous()
    session.navigator.last()
    assert session.navigator.position == Position()


def test_the_language_changes_in_place(session, file):
    session.open(file, slide_id="list")
    session.navigator.next()
    session.set_language("en")
    assert (session.language, session.navigator.position) == ("en", Position("list", 1))
    session.set_language("xx")
    assert session.language == "en"


def test_a_jump_can_be_taken_back(session, file):
    session.open(file, slide_id="event")
    session.navigator.go_to_number(9)
    session.navigator.go_to_slide("closing")
    session.navigator.go_back()
    session.navigator.go_back()
    session.navigator.go_back()
    assert session.navigator.position.slide_id == "event"


@pytest.mark.parametrize(
    ("navigate", "expected"),
    [
        (lambda session: session.navigator.next(), "event"),
        (lambda session: session.navigator.previous(), "title"),
        (lambda session: session.navigator.next_slide(), "event"),
        (lambda session: session.navigator.previous_slide(), "title"),
        (lambda session: session.navigator.first(), "new"),
        (lambda session: session.navigator.last(), "closing"),
        (lambda session: session.navigator.go_to_number(1), "new"),
        (lambda session: session.navigator.go_to_slide("new"), "new"),
        (lambda session: session.navigator.go_to_event("opening"), "event"),
        (lambda session: session.navigator.go_back(), "quote"),
        (lambda session: session.navigator.go_forward(), "list"),
        (lambda session: session.navigator.go(Position("new")), "new"),
    ],
    ids=[
        "next",
        "back",
        "next_slide",
        "previous_slide",
        "first",
        "last",
        "number",
        "slide",
        "event",
        "return",
        "forth",
        "position",
    ],
)
def test_any_move_shows_the_changes_that_wait_and_goes_by_them(session, file, navigate, expected):
    session.open(file, slide_id="quote")
    session.navigator.go_to_slide("statement")
    session.navigator.go_to_slide("list")
    session.navigator.go_back()
    session.talk.set_presenting(True)
    session.defer_changes(True)
    file.write_text(
        file.read_text("utf-8").replace(
            "[[slide]]", '[[slide]]\nid = "new"\nlayout = "statement"\ntitle = "N"\n\n[[slide]]', 1
        ),
        "utf-8",
    )
    reload_file(session)
    assert session.has_pending_changes
    navigate(session)
    assert not session.has_pending_changes
    assert "new" in session.story.slide_index
    assert session.navigator.position.slide_id == expected


@pytest.mark.parametrize(("step", "shown", "back"), [(99, 3, 2), (-3, 0, None)])
def test_a_step_that_a_slide_does_not_have_is_its_nearest(session, file, step, shown, back):
    session.open(file)
    session.navigator.go(Position("list", step))
    assert session.navigator.position == Position("list", shown)
    session.navigator.previous()  # no press is needed for steps that are not there
    assert (session.navigator.position == Position("list", back or 0)) == (back is not None)


def test_a_story_emptied_in_a_talk_is_shown_empty_after_it(session, file):
    session.open(file)
    session.talk.set_presenting(True)
    session.document.replace_text('format = 1\n[story]\ntitle = "Empty"\nlanguages = ["fr"]\n')
    assert session.story.slides
    session.talk.set_presenting(False)
    assert not session.story.slides
    assert session.story.title.get("fr") == "Empty"


def test_an_event_leads_to_its_slide(session, file):
    session.open(file)
    assert session.navigator.go_to_event("opening")
    assert session.navigator.position.slide_id == "event"
    assert not session.navigator.go_to_event("fair")


def test_blank_is_a_switch(session, file):
    session.open(file)
    session.talk.set_blank("black")
    session.talk.set_blank("white")
    assert session.talk.blank == "white"
    session.talk.set_blank("white")
    assert session.talk.blank == ""


def test_every_way_of_saving_is_seen(qtbot, session, file):
    from desktop.session.file_watcher import FileWatcher

    watch = FileWatcher()
    watch.changed.connect(session.request_reload)
    session.open(file)
    watch.watch(session.path)
    text = file.read_text("utf-8")

    def in_place(words: str) -> None:
        file.write_text(words, "utf-8")

    def renamed(words: str) -> None:
        beside = file.with_name("content.toml.tmp")
        beside.write_text(words, "utf-8")
        os.replace(beside, file)

    def removed_first(words: str) -> None:
        file.unlink()
        qtbot.wait(60)
        file.write_text(words, "utf-8")

    def backed_up(words: str) -> None:
        # As Vim does it: the old file is moved away, a new one is written in its place.
        os.replace(file, file.with_name("content.toml~"))
        file.write_text(words, "utf-8")

    for number, save in enumerate((in_place, renamed, in_place, renamed, removed_first, renamed, backed_up, in_place)):
        save(text.replace("Le maire", f"Le maire {number}"))
        qtbot.waitUntil(lambda number=number: str(number) in session.story.slides[8].by.get("fr"), timeout=30_000)
    watch.watch(None)


def test_a_reading_that_a_save_overtakes_does_not_take_it_back(session, file, monkeypatch):
    from desktop.session import session as session_module

    session.open(file)
    read_story_file = session_module.read_story_file
    was_read, was_saved = threading.Event(), threading.Event()

    def read_and_hold(*known, **options):
        reading = read_story_file(*known, **options)
        was_read.set()
        assert was_saved.wait(30)
        return reading

    monkeypatch.setattr(session_module, "read_story_file", read_and_hold)
    session.request_reload()
    assert was_read.wait(30)
    session.set_typed_text(session.document.text.replace("Le maire", "La mairesse"))
    session.document.save()
    was_saved.set()
    assert session.worker.wait(30)
    session.reparse()
    assert session.story.slides[8].by.get("fr").startswith("La mairesse")
    assert session.document.text == file.read_text("utf-8")


def test_a_file_replaced_by_what_holds_or_fills_a_reader_leaves_the_last_good_story(session, file):
    session.open(file, slide_id="quote")
    story = session.story
    file.unlink()
    os.mkfifo(file)  # held every reader for ever
    assert not reload_file(session)
    file.unlink()
    file.symlink_to("/dev/zero")  # never ended
    assert not reload_file(session)
    file.unlink()
    file.write_bytes(b"")
    os.truncate(file, 3 << 30)
    assert not reload_file(session)
    assert session.story is story
    assert session.navigator.position.slide_id == "quote"


def test_a_name_that_is_typed_is_not_looked_for_in_the_event_loop(session, file, monkeypatch):
    from desktop.render import images

    session.open(file)
    (file.parent / "other.svg").write_bytes((file.parent / "bridge.svg").read_bytes())
    threads = []
    read_file_version = images.read_file_version

    def note_thread(name):
        threads.append(threading.current_thread())
        return read_file_version(name)

    monkeypatch.setattr(images, "read_file_version", note_thread)
    session.set_typed_text(session.document.text.replace('image = "bridge.svg"', 'image = "other.svg"'))
    session.reparse()
    assert session.worker.wait(20)
    assert threads
    assert threading.main_thread() not in threads
    assert session._file_versions["other.svg"] == read_file_version(str(file.parent / "other.svg"))


def picture_problems(session):
    return [problem.code for problem in session.problems if problem.code.startswith("path.")]


def test_a_file_name_that_is_typed_is_looked_for_in_a_thread(session, file, monkeypatch):
    from desktop.story.storage import files

    session.open(file)
    threads = []
    for name in ("resolve_reference", "list_files"):
        real = getattr(files, name)
        monkeypatch.setattr(
            files, name, lambda *given, real=real: (threads.append(threading.current_thread()), real(*given))[1]
        )
    session.set_typed_text(session.document.text.replace('image = "bridge.svg"', 'image = "brigde.svg"'))
    session.reparse()
    assert session.worker.wait(20)
    assert picture_problems(session) == ["path.missing"]
    assert dict(session.problems[0].values)["guess"] == "bridge.svg"
    session.set_typed_text(session.document.text.replace('image = "brigde.svg"', 'image = "bridge.svg"'))
    session.reparse()
    assert session.worker.wait(20)
    assert not picture_problems(session)
    assert threads
    assert threading.main_thread() not in threads


def test_a_picture_that_comes_later_is_seen(session, file):
    session.open(file)
    picture = file.parent / "bridge.svg"
    drawing = picture.read_bytes()
    picture.unlink()
    assert reload_file(session)
    assert picture_problems(session) == ["path.missing"]
    assert "bridge.svg" in session.file_names
    picture.write_bytes(drawing)
    assert reload_file(session)
    assert not picture_problems(session)
