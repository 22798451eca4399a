"""Whatever ends the program, at most a second of typing is lost; another window's text is never touched."""

from __future__ import annotations

import os
import threading

import pytest

from desktop.session import disk_timeouts
from desktop.session.text.document import Document
from desktop.session.text.recovery import STORE_AFTER_MS, PendingInput
from desktop.story.edit.edit import set_text
from desktop.story.storage.unsaved import UnsavedStore
from tests.reloading import unsaved_text


def retitle(text: str, slide: str, words: str):
    return set_text(text, ("slide", slide, "title"), "fr", words, ("fr", "en"))


@pytest.fixture
def open_document(tmp_path, file, qapp):
    """Return what opens the story as another window does."""
    opened: list[Document] = []

    def open_it() -> Document:
        document = Document(tmp_path / "data")
        document.open(file, file.read_bytes())
        opened.append(document)
        return document

    yield open_it
    for document in opened:
        document.close()


def end(document: Document) -> None:
    """End a window as a kill does: what it stored stays, its lock is free."""
    document.close()


def test_the_copy_is_written_while_keys_keep_coming(open_document, qtbot):
    writer, reader = open_document(), open_document()
    text = writer.text
    for number in range(40):
        writer.replace_text(text + "x" * number)
        qtbot.wait(STORE_AFTER_MS // 20)  # never a pause as long as the delay
    end(writer)
    lost = unsaved_text(reader)
    assert lost is not None
    assert len(lost.text) - len(text) >= 10


def test_an_unsaved_text_is_offered_once_its_window_ended_and_can_be_given_up(open_document):
    writer = open_document()
    writer.apply_edit(retitle(writer.text, "statement", "Perdu ?"))
    writer.recovery.store()
    mine = writer.text
    end(writer)
    after = open_document()
    lost = unsaved_text(after)
    assert "Perdu ?" in lost.text
    after.discard_unsaved(lost)
    assert unsaved_text(after) is None
    assert after.versions.read_version(after.versions.list_versions(after.path)[0]) == mine


def test_the_text_of_a_living_window_is_neither_offered_nor_deleted(open_document):
    first, second = open_document(), open_document()
    first.apply_edit(retitle(first.text, "statement", "Vivante"))
    first.recovery.store()
    assert unsaved_text(second) is None
    second.apply_edit(retitle(second.text, "quote", "Autre"))
    second.recovery.store()
    second.discard_changes()
    second.save()
    end(first)
    assert "Vivante" in unsaved_text(second).text


def test_a_text_that_one_window_asks_about_is_not_offered_by_another(open_document):
    writer = open_document()
    writer.replace_text(writer.text + "# lost\n")
    writer.recovery.store()
    end(writer)
    first, second = open_document(), open_document()
    assert unsaved_text(first) is not None
    assert unsaved_text(first) is not None
    assert unsaved_text(second) is None
    end(first)  # without an answer
    assert unsaved_text(second) is not None


def test_what_stands_in_a_field_stays_in_the_copy_when_the_rest_is_saved(open_document, qtbot):
    writer, reader = open_document(), open_document()

    def add_words(pending: PendingInput) -> None:
        pending.text += "# in a field\n"

    writer.input_requested.connect(add_words)
    writer.apply_edit(retitle(writer.text, "statement", "Gardé"))
    writer.recovery.store()
    writer.save()
    qtbot.wait(STORE_AFTER_MS + 500)
    writer.input_requested.disconnect(add_words)
    saved = writer.text
    writer.recovery._worker.wait(20)
    end(writer)
    assert unsaved_text(reader).text == f"{saved}# in a field\n"


def test_once_the_text_is_saved_nothing_is_left_to_recover(open_document):
    writer = open_document()
    writer.replace_text(writer.text + "# kept\n")
    writer.recovery.store()
    writer.save()
    end(writer)
    assert unsaved_text(open_document()) is None


def test_a_saved_text_is_not_offered_after_another_program_changed_the_file(open_document, file):
    writer = open_document()
    writer.replace_text(writer.text + "# kept\n")
    writer.recovery.store()
    writer.save()
    end(writer)
    with file.open("a", encoding="utf-8") as story:
        story.write("# theirs\n")
    assert unsaved_text(open_document()) is None


def test_bringing_back_merges_with_what_another_program_saved_since(open_document, file):
    writer = open_document()
    writer.apply_edit(retitle(writer.text, "statement", "De moi"))
    writer.recovery.store()
    end(writer)
    file.write_text(retitle(file.read_text("utf-8"), "quote", "D’eux").apply(file.read_text("utf-8")), "utf-8")
    after = open_document()
    after.recover(unsaved_text(after))
    after.save()
    saved = file.read_text("utf-8")
    assert "De moi" in saved
    assert "D’eux" in saved


def test_bringing_back_asks_where_both_changed_the_same(open_document, file):
    writer = open_document()
    writer.apply_edit(retitle(writer.text, "statement", "De moi"))
    writer.recovery.store()
    end(writer)
    theirs = retitle(file.read_text("utf-8"), "statement", "D’eux").apply(file.read_text("utf-8"))
    file.write_text(theirs, "utf-8")
    after = open_document()
    after.recover(unsaved_text(after))
    assert [conflict.id for conflict in after.conflict.conflicts] == ["statement"]
    after.save()
    assert file.read_text("utf-8") == theirs  # not before somebody has chosen
    after.resolve_conflict({after.conflict.conflicts[0].path: "theirs"})
    assert after.text == theirs
    after.undo()
    assert "De moi" in after.text


def test_editing_before_the_answer_keeps_both(open_document):
    writer = open_document()
    writer.apply_edit(retitle(writer.text, "statement", "D’hier"))
    writer.recovery.store()
    end(writer)
    after = open_document()
    lost = unsaved_text(after)
    after.apply_edit(retitle(after.text, "quote", "D’aujourd’hui"))
    after.recovery.store()
    after.recover(lost)
    assert "D’hier" in after.text
    assert "D’aujourd’hui" in after.text
    end(after)  # and the one after has both again
    both = unsaved_text(open_document()).text
    assert "D’hier" in both
    assert "D’aujourd’hui" in both


def test_a_home_that_takes_nothing_is_told_once(open_document, monkeypatch):
    document = open_document()
    told = []
    failures = document.storage_failures
    failures.changed.connect(lambda kind: told.append((kind, getattr(failures.error(kind), "errno", 0))))
    write = os.write

    def full(_descriptor: int, _data: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", full)
    for number in range(3):
        document.replace_text(document.text + f"# {number}\n")
        document.recovery.store()
    assert told == [("recovery", 28)]
    monkeypatch.setattr(os, "write", write)
    document.recovery.store()
    monkeypatch.setattr(os, "write", full)
    document.replace_text(document.text + "# again\n")
    document.recovery.store()
    assert told == [("recovery", 28), ("recovery", 0), ("recovery", 28)]


@pytest.fixture
def slow_home(monkeypatch):
    """Return an event that each reading of what a window left waits for."""
    gate, read = threading.Event(), UnsavedStore.read

    def read_slowly(store, file):
        assert gate.wait(20)
        return read(store, file)

    monkeypatch.setattr(UnsavedStore, "read", read_slowly)
    for name in ("ACTION_S", "LOOK_S"):
        monkeypatch.setattr(disk_timeouts, name, 0.0)
    yield gate
    gate.set()


@pytest.fixture
def lost(open_document):
    """Leave a text as a window does that was killed."""
    writer = open_document()
    writer.replace_text(writer.text + "# lost\n")
    writer.recovery.store()
    end(writer)


@pytest.mark.usefixtures("lost")
def test_what_was_left_in_a_slow_home_is_offered_later(open_document, qtbot, slow_home):
    after, found = open_document(), []
    after.recovery.claim(after.text, found.append)
    assert found == []
    after.replace_text("# meanwhile\n" + after.text)
    slow_home.set()
    qtbot.waitUntil(lambda: len(found) == 1, timeout=30_000)
    after.recover(found[0])
    assert "# lost" in after.text
    assert "# meanwhile" in after.text


@pytest.mark.usefixtures("lost")
def test_what_is_found_after_another_story_was_opened_is_left_for_the_next_window(open_document, qtbot, slow_home):
    after, found = open_document(), []
    after.recovery.claim(after.text, found.append)
    after.recovery.move(None)
    slow_home.set()
    assert after.recovery._worker.wait(20)
    assert found == []
    assert "# lost" in unsaved_text(open_document()).text


@pytest.mark.usefixtures("lost")
def test_two_questions_at_once_hold_the_same_text(open_document, slow_home):
    after, found = open_document(), []
    for _ in range(2):
        after.recovery.claim(after.text, found.append)
    slow_home.set()
    assert after.recovery._worker.wait(20)
    assert len({one.text for one in found}) == 1
    assert unsaved_text(open_document()) is None


def test_a_disk_that_hangs_holds_no_key(open_document, qtbot, monkeypatch):
    document = open_document()
    disk_answers = threading.Event()
    write = os.write

    def wait_and_write(descriptor: int, data: object) -> int:
        assert disk_answers.wait(20)
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", wait_and_write)
    document.replace_text(document.text + "# before\n")
    qtbot.wait(STORE_AFTER_MS + 200)  # the copy is on its way
    document.replace_text(document.text + "# meanwhile\n")
    assert not disk_answers.is_set()
    disk_answers.set()
    document.recovery.store()
    end(document)
    assert "# meanwhile" in unsaved_text(open_document()).text
