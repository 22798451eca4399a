"""A text that was read again and says the same is not taken over: slides, and what was painted ahead, stay as they are."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.render import images
from tests.reloading import reload_file

PICTURE_SLIDE = """
[[slide]]
id = "photograph"
layout = "image"
title = "P"
image = "one.png"
"""


def write_picture(file, colour):
    picture = QImage(160, 90, QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    assert picture.save(str(file.with_name("one.png")))


@pytest.fixture
def heard(session, file):
    """Return the signals of a story with a picture, from its opening on."""
    write_picture(file, "red")
    file.write_text(file.read_text("utf-8") + PICTURE_SLIDE, "utf-8")
    session.open(file, slide_id="quote")
    assert session.worker.wait(60)
    names: list[str] = []
    for name in ("story_changed", "text_read", "problems_changed"):
        getattr(session, name).connect(lambda name=name: names.append(name))
    return names


def append(file, words):
    file.write_text(file.read_text("utf-8") + words, "utf-8")


@pytest.mark.parametrize("presenting", [False, True])
def test_a_comment_that_is_saved_elsewhere_leaves_the_story(session, file, heard, presenting):
    story = session.story
    session.talk.set_presenting(presenting)
    append(file, "# a remark\n")
    reload_file(session)
    assert session.document.text == file.read_text("utf-8")
    assert session.story is story
    assert heard == ["text_read"]
    append(file, "backup = true\n")
    reload_file(session)
    assert session.story.slides[-1].backup
    assert heard == ["text_read", "story_changed", "text_read"]


def test_a_comment_that_is_typed_leaves_the_story(session, file, heard):
    story = session.story
    session.set_typed_text(session.document.text + "# a remark\n")
    session.reparse()
    assert session.worker.wait(60)
    assert session.story is story
    assert heard == ["text_read"]


@pytest.mark.parametrize("words", ["", "# a remark\n"])
def test_a_picture_that_was_replaced_is_shown_though_the_story_says_the_same(session, file, heard, words):
    write_picture(file, "blue")
    append(file, words)
    reload_file(session)
    assert heard == ["story_changed", "text_read"]


def test_a_picture_that_was_replaced_while_the_text_is_broken_is_shown_once_it_reads_again(session, file, heard):
    text = file.read_text("utf-8")
    write_picture(file, "blue")
    append(file, "[[slide]\n")
    reload_file(session)
    assert session.is_unreadable
    heard.clear()
    file.write_text(text, "utf-8")
    reload_file(session)
    assert heard == ["story_changed", "text_read", "problems_changed"]


def test_a_broken_text_that_is_mended_leaves_the_story(session, file, heard):
    story, text = session.story, file.read_text("utf-8")
    append(file, "[[slide]\n")
    reload_file(session)
    heard.clear()
    file.write_text(text, "utf-8")
    reload_file(session)
    assert session.story is story
    assert not session.is_unreadable
    assert heard == ["text_read", "problems_changed"]


def test_reading_again_by_hand_shows_all_anew(session, heard):
    story = session.story
    reload_file(session, force=True)
    assert session.story is not story
    assert heard == ["story_changed", "text_read"]


def test_a_picture_that_comes_is_shown_with_a_comment(session, file, heard):
    append(file, PICTURE_SLIDE.replace("photograph", "second").replace("one.png", "two.png"))
    reload_file(session)
    heard.clear()
    write_picture(file, "red")
    file.with_name("one.png").rename(file.with_name("two.png"))
    append(file, "# a remark\n")
    reload_file(session)
    assert "story_changed" in heard


def type_text(session, text):
    session.set_typed_text(text)
    session.reparse()
    assert session.worker.wait(60)


@pytest.mark.parametrize("typed", ["# a remark\n", "[[slide\n"])
def test_a_picture_whose_new_version_is_known_already_is_shown_all_the_same(session, file, heard, typed):
    text = session.document.text
    write_picture(file, "blue")
    images.read_file_version(str(file.with_name("one.png")))  # as a check of pictures does in its thread
    type_text(session, text + typed)
    type_text(session, text)
    assert "story_changed" not in heard
    reload_file(session)
    assert "story_changed" in heard


def test_a_replaced_picture_is_shown_though_another_is_named_for_the_first_time(session, file, heard):
    write_picture(file, "green")
    file.with_name("one.png").rename(file.with_name("two.png"))
    write_picture(file, "blue")
    second = PICTURE_SLIDE.replace("photograph", "second").replace("one.png", "two.png")
    type_text(session, session.document.text + second)
    heard.clear()
    reload_file(session)
    assert "story_changed" in heard


def test_no_change_is_held_that_says_the_same(session, file, heard):
    session.talk.set_presenting(True)
    session.defer_changes(True)
    text = file.read_text("utf-8")
    append(file, "backup = true\n")
    reload_file(session)
    assert session.has_pending_changes
    heard.clear()
    file.write_text(f"{text}# a remark of many words\n", "utf-8")
    reload_file(session)
    assert not session.has_pending_changes
    assert heard == ["text_read", "problems_changed"]  # the console takes its message back
