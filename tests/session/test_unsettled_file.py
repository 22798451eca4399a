"""A file that is saved in pieces during a talk: the room never sees a piece, and a lost slide comes back."""

from __future__ import annotations

import random

import pytest

from desktop.session.position import Position
from desktop.session.text.unsettled_file import STILL_MS
from tests.reloading import reload_file


@pytest.fixture
def talk(session, file):
    """Return a session that presents the ninth slide."""
    session.open(file, slide_id="quote")
    session.talk.set_presenting(True)
    yield session
    session.worker.shut_down()
    session._unsettled_file.clear()


def stand_still(session) -> None:
    """Let the time pass after which a file counts as written."""
    timer = session._unsettled_file._timer
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()
    assert session.worker.wait(10)


def without_slide(text: str, slide_id: str) -> str:
    """Return a text without one of its slides."""
    head, *slides = text.split("[[slide]]")
    return "[[slide]]".join([head, *(one for one in slides if f'id = "{slide_id}"' not in one)])


def test_a_pause_within_a_save_is_shorter_than_the_wait():
    assert STILL_MS > 2 * 500


@pytest.mark.parametrize("seed", range(12))
def test_a_text_saved_in_two_pieces_never_moves_the_talk(talk, file, seed):
    chance = random.Random(seed)
    whole = file.read_bytes().replace(b"Le maire", b"La mairesse")
    cut = chance.randrange(1, len(whole))
    positions = []
    talk.navigator.position_changed.connect(lambda: positions.append(talk.navigator.position))
    file.write_bytes(whole[:cut])
    reload_file(talk)
    assert talk.is_waiting_for_file
    assert "quote" in talk.story.slide_index
    file.write_bytes(whole)
    reload_file(talk)
    assert not talk.is_waiting_for_file
    assert "mairesse" in talk.navigator.slide.by.get("fr")
    assert (talk.navigator.position, positions) == (Position("quote"), [])


def test_each_piece_begins_the_wait_anew_and_the_last_one_is_shown(talk, file):
    text = file.read_text("utf-8")
    for length in (100, 900, 2000):
        file.write_text(text[:length], "utf-8")
        reload_file(talk)
        assert talk.is_waiting_for_file
    file.write_text(text, "utf-8")
    reload_file(talk)
    assert not talk.is_waiting_for_file


def test_a_shorter_text_that_stands_still_is_shown(talk, file):
    shorter = file.read_text("utf-8").replace("Le maire", "Lui")
    file.write_text(shorter, "utf-8")
    reload_file(talk)
    assert "Le maire" in talk.navigator.slide.by.get("fr")
    stand_still(talk)
    assert "Lui" in talk.navigator.slide.by.get("fr")
    assert not talk.is_waiting_for_file


def test_a_text_that_is_as_long_and_as_good_is_shown_at_once(talk, file):
    file.write_text(file.read_text("utf-8").replace("Le maire", "Le Maire"), "utf-8")
    assert reload_file(talk)
    assert "Le Maire" in talk.navigator.slide.by.get("fr")


def test_outside_a_talk_nothing_waits(session, file):
    session.open(file, slide_id="quote")
    file.write_text(file.read_text("utf-8").replace("Le maire", "Lui"), "utf-8")
    assert reload_file(session)


def test_a_slide_that_is_deleted_and_comes_back_is_shown_again(talk, file):
    talk.navigator.next()
    talk.navigator.previous()
    text = file.read_text("utf-8")
    file.write_text(without_slide(text, "quote"), "utf-8")
    reload_file(talk)
    stand_still(talk)
    assert talk.navigator.position.slide_id != "quote"
    assert talk.navigator.missing_slide_id == "quote"
    file.write_text(text, "utf-8")
    reload_file(talk)
    assert talk.navigator.position.slide_id == "quote"
    assert talk.navigator.missing_slide_id == ""


def test_a_speaker_who_moved_on_is_not_called_back(talk, file):
    text = file.read_text("utf-8")
    file.write_text(without_slide(text, "quote"), "utf-8")
    reload_file(talk)
    stand_still(talk)
    talk.navigator.go_to_slide("closing")
    file.write_text(text, "utf-8")
    reload_file(talk)
    assert talk.navigator.position.slide_id == "closing"


def test_a_renamed_slide_stays_on_the_screen(talk, file):
    talk.navigator.go_to_slide("list")
    talk.navigator.next()
    file.write_text(file.read_text("utf-8").replace('id = "list"', 'id = "listed"'), "utf-8")
    reload_file(talk)
    stand_still(talk)
    assert talk.navigator.position == Position("listed", 1)


def test_a_renamed_slide_that_is_cut_and_put_back_is_shown_again(talk, file):
    text = file.read_text("utf-8").replace('id = "quote"', 'id = "quoted"')
    for one, shown, lost in (
        (text, "quoted", "quote"),
        (without_slide(text, "quoted"), "", "quoted"),
        (text, "quoted", "quote"),
        (text.replace('id = "quoted"', 'id = "quote"'), "quote", ""),
    ):
        file.write_text(one, "utf-8")
        reload_file(talk)
        if talk.is_waiting_for_file:
            stand_still(talk)
        assert talk.navigator.position.slide_id == (shown or talk.navigator.position.slide_id)
        assert talk.navigator.missing_slide_id == lost
        if not shown:
            assert "quoted" not in talk.story.slide_index


def test_a_talk_is_never_left_without_slides(talk, file):
    text = file.read_text("utf-8")
    file.write_text(text.partition("[[slide]]")[0], "utf-8")
    reload_file(talk)
    stand_still(talk)
    assert talk.navigator.position == Position("quote")
    assert talk.navigator.slide is not None
    file.write_text(text, "utf-8")
    reload_file(talk)
    assert talk.navigator.position == Position("quote")
