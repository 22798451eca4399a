"""Slides are painted at once, whatever the disk does; their pictures come when they are there."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QColor, QImage

from desktop.render import images, picture_file
from desktop.render.layouts.slide_layout import layout
from desktop.render.painter_scope import painting
from desktop.session.frame_cache import FrameCache
from desktop.story.load.load import load_file, load_text

STORY = """[story]
title = "T"

[[slide]]
id = "one"
layout = "image"
title = "One"
image = "one.png"

[[slide]]
id = "two"
layout = "image"
title = "Two"
image = "two.svg"
"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'><rect width='16' height='9' fill='red'/></svg>"


@pytest.fixture
def story(tmp_path):
    picture = QImage(160, 90, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(tmp_path / "one.png"))
    (tmp_path / "two.svg").write_text(SVG)
    (tmp_path / "content.toml").write_text(STORY)
    return load_file(tmp_path / "content.toml").story


@pytest.fixture
def frame_cache(qapp):
    made = FrameCache()
    yield made
    made.shut_down()


def painted(frame_cache, story, number):
    frame = frame_cache.frame(story, story.slides[number], "en")
    return frame_cache.pixmap(frame, 0, 640, 360, 1.0).toImage()


@pytest.mark.parametrize("number", [0, 1])
def test_a_slide_is_painted_while_the_disk_hangs_and_whole_when_it_answers(
    frame_cache, story, number, monkeypatch, qtbot
):
    disk_answers = threading.Event()
    main = threading.current_thread()
    open_file, read_file = picture_file.open_file, picture_file.read_file

    def waiting(read):
        def wait_and_read(*arguments, **options):
            assert threading.current_thread() is not main
            assert disk_answers.wait(20)
            return read(*arguments, **options)

        return wait_and_read

    with monkeypatch.context() as patch:
        patch.setattr(picture_file, "open_file", waiting(open_file))
        patch.setattr(picture_file, "read_file", waiting(read_file))
        frame_cache.defer_pictures()
        without = painted(frame_cache, story, number)
        assert painted(frame_cache, story, number) == without  # nor does it ask again
        disk_answers.set()

        def is_whole():
            complete = painted(frame_cache, story, number)
            return not frame_cache.is_waiting_for_pictures and complete != without

        qtbot.waitUntil(is_whole, timeout=10_000)
        whole = painted(frame_cache, story, number)
    assert whole == painted(FrameCache(), story, number)


def test_a_picture_that_cannot_be_read_is_not_asked_for_again_and_again(frame_cache, story, tmp_path, qtbot):
    (tmp_path / "one.png").write_bytes(b"nonsense")
    frame_cache.defer_pictures()
    told = []
    frame_cache.pictures_loaded.connect(lambda: told.append(painted(frame_cache, story, 0)))
    painted(frame_cache, story, 0)
    qtbot.waitUntil(lambda: not frame_cache.is_waiting_for_pictures, timeout=30_000)
    qtbot.wait(100)
    assert len(told) <= 3
    assert frame_cache.frame(story, story.slides[0], "en").missing_images == ("one.png",)


def test_a_question_is_not_asked_again_before_it_is_answered(frame_cache, story, monkeypatch, qtbot):
    asked, load_all, disk_answers = [], images.load_all, threading.Event()

    def note_and_load(jobs):
        asked.extend(job.question for job in jobs)
        assert disk_answers.wait(20)
        return load_all(jobs)

    monkeypatch.setattr(images, "load_all", note_and_load)
    frame_cache.defer_pictures()
    for _ in range(5):
        for number in range(2):
            painted(frame_cache, story, number)
        frame_cache._show_pictures()  # as the answer about another picture has it
    disk_answers.set()

    def is_whole():
        for number in range(2):
            painted(frame_cache, story, number)
        return not frame_cache.is_waiting_for_pictures

    qtbot.waitUntil(is_whole, timeout=30_000)
    assert len(asked) == len(set(asked))


def test_the_views_show_the_pictures_when_they_come(window, qtbot):
    window.frame_cache.defer_pictures()
    window.session.navigator.go_to_slide("image")
    window.session.event_files.changed.emit()
    qtbot.waitUntil(lambda: not window.frame_cache.is_waiting_for_pictures, timeout=30_000)
    qtbot.wait(50)
    assert window.slide_view.frame().missing_images == ()
    window.frame_cache.shut_down()


def test_a_later_call_replaces_the_same_owners_alone(frame_cache, qtbot):
    deck, overview = QObject(), QObject()
    called = []
    for owner, name in ((deck, "old"), (overview, "other"), (deck, "new")):
        frame_cache.schedule(owner, "thumb", lambda name=name: called.append(name))
    qtbot.waitUntil(lambda: not frame_cache._idle_timer.isActive(), timeout=30_000)
    assert sorted(called) == ["new", "other"]


def test_what_waits_for_a_deleted_owner_is_let_go_by_the_next_call(frame_cache):
    class Kept:
        def call(self):
            raise AssertionError("the owner is deleted")

    deleted, living, kept = QObject(), QObject(), Kept()
    reference = weakref.ref(kept)
    frame_cache.schedule(deleted, "picture", kept.call)
    del kept
    shiboken6.delete(deleted)
    frame_cache.schedule(living, "picture", lambda: None)
    assert reference() is None


TALK = """format = 1
[story]
title = "T"

[event.opening]
date = "1890"
title = "The bridge opens"

[[slide]]
id = "one"
layout = "statement"
title = "One"

[[slide]]
id = "two"
layout = "statement"
title = "Two"

[[slide]]
id = "three"
layout = "event"
event = "opening"
"""


@pytest.fixture
def laid_out(monkeypatch):
    """Return the ids of the slides that are laid out, in their order."""
    from desktop.session import frame_cache as module

    ids = []
    layout = module.layout

    def counting(slide, *arguments, **options):
        ids.append(slide.id)
        return layout(slide, *arguments, **options)

    monkeypatch.setattr(module, "layout", counting)
    return ids


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ('"Two"', '"Other"', ["two"]),
        ('"1890"', '"1891"', ["one", "two", "three"]),
        ('id = "one"', 'id = "one"\nbackup = true', ["one", "two", "three"]),  # of two, not of three
        ('[[slide]]\nid = "three"', '[[slide]]\nlayout = "closing"\n[[slide]]\nid = "three"', ["one", "two", "three"]),
    ],
)
def test_an_edit_lays_out_the_slides_that_it_changes(frame_cache, laid_out, old, new, again):
    before, after = load_text(TALK).story, load_text(TALK.replace(old, new, 1)).story
    for story in (before, after):
        for slide in story.slides:
            frame_cache.frame(story, slide, "en")
    known = [slide.id for slide in before.slides]
    assert [name for name in laid_out[len(known) :] if name in known] == again
    for slide in after.slides:
        assert frame_cache.frame(after, slide, "en") == layout(slide, after, "en", aspect="16:9")


def show_all(frame_cache, story):
    for slide in story.slides:
        frame_cache.frame(story, slide, "en")


def test_a_slide_is_laid_out_again_if_the_file_of_its_picture_changed(frame_cache, laid_out, story):
    show_all(frame_cache, story)
    text = STORY.replace('"One"', '"Other"')
    show_all(frame_cache, load_text(text, folder=story.folder).story)
    assert laid_out == ["one", "two", "one"]
    file = Path(story.folder, "two.svg")
    file.write_text(SVG.replace("viewBox='0 0 16 9'", "viewBox='0 0 9 16'"))
    images.read_file_version(str(file))
    story = load_text(text.replace('"Other"', '"Another"'), folder=story.folder).story
    show_all(frame_cache, story)
    assert laid_out == ["one", "two", "one", "one", "two"]
    assert frame_cache.frame(story, story.slides[1], "en") == layout(story.slides[1], story, "en", aspect="16:9")


def test_a_slide_whose_picture_cannot_be_read_is_laid_out_with_each_edit(frame_cache, laid_out, story):
    Path(story.folder, "two.svg").write_text("nonsense")
    images.read_file_version(str(Path(story.folder, "two.svg")))
    show_all(frame_cache, story)
    show_all(frame_cache, load_text(STORY.replace('"One"', '"Other"'), folder=story.folder).story)
    assert laid_out == ["one", "two", "one", "two"]


@pytest.mark.parametrize("corner", [(0, 0), (8, 40)])
def test_the_first_picture_is_painted_straight_and_its_pixels_are_those_of_its_pixmap(frame_cache, story, corner):
    frame = frame_cache.frame(story, story.slides[0], "en")
    screen = QImage(700, 460, QImage.Format.Format_RGB32)
    with painting(screen) as painter:
        assert frame_cache.paint_first(painter, QPointF(*corner), frame, 0, 640, 360, 1.0)
        assert frame_cache.cached_pixmap(frame, 0, 640, 360, 1.0) is None
        assert not frame_cache.paint_first(painter, QPointF(*corner), frame, 0, 640, 360, 1.0)
    expected = frame_cache.pixmap(frame, 0, 640, 360, 1.0).toImage()
    assert screen.copy(*corner, 640, 360) == expected.convertToFormat(QImage.Format.Format_RGB32)


def test_no_picture_is_painted_straight_once_one_was_or_once_they_are_read_in_a_thread(frame_cache, story):
    frame = frame_cache.frame(story, story.slides[0], "en")
    screen = QImage(700, 460, QImage.Format.Format_RGB32)
    frame_cache.pixmap(frame, 0, 640, 360, 1.0)
    later = FrameCache()
    later.defer_pictures()
    with painting(screen) as painter:
        assert not any(one.paint_first(painter, QPointF(), frame, 0, 640, 360, 1.0) for one in (frame_cache, later))
    later.shut_down()
