"""A story is saved in a thread: a slow disk holds no key, and nothing typed meanwhile is lost."""

from __future__ import annotations

import errno
import threading

import pytest

from desktop.session.disk_timeouts import SAVE_S
from desktop.story.storage import save
from desktop.story.storage.save import SaveError

PATIENCE_S = 20  # of a test that waits for a thread: it decides nothing


@pytest.fixture
def document(session, file):
    """Return the document of an open story."""
    session.open(file)
    return session.document


@pytest.fixture
def slow_disk(monkeypatch):
    """Make each save wait at a gate; return the gate."""
    gate = threading.Event()
    save_text = save.save_text

    def save_slowly(*args, **options):
        assert gate.wait(PATIENCE_S)
        return save_text(*args, **options)

    monkeypatch.setattr(save, "save_text", save_slowly)
    yield gate
    gate.set()


def wait_for_disk(document) -> None:
    assert document._writer._worker.wait(PATIENCE_S)


def test_typing_goes_on_while_the_disk_does_not_answer(session, document, file, slow_disk):
    before = file.read_text("utf-8")
    session.set_typed_text(before + "# one\n")
    document.save(timeout_s=0)
    assert document.dirty
    assert file.read_text("utf-8") == before
    session.set_typed_text(document.text + "# two\n")
    slow_disk.set()
    wait_for_disk(document)
    assert file.read_text("utf-8") == before + "# one\n"
    assert document.dirty  # "two" is not in the file
    assert document.text == before + "# one\n# two\n"
    document.undo()
    assert document.text == before + "# one\n"
    assert not document.dirty


def test_what_is_typed_while_it_is_saved_is_in_the_recovery_copy(session, document, slow_disk):
    session.set_typed_text(document.text + "# one\n")
    document.save(timeout_s=0)
    session.set_typed_text(document.text + "# two\n")
    slow_disk.set()
    wait_for_disk(document)
    document.recovery.store()
    copy = document.recovery._copy
    assert "# two" in document.recovery._store.read(copy.file).text


def test_a_second_save_follows_the_first(session, document, file, slow_disk):
    session.set_typed_text(document.text + "# one\n")
    document.save(timeout_s=0)
    session.set_typed_text(document.text + "# two\n")
    document.save(timeout_s=0)
    slow_disk.set()
    wait_for_disk(document)
    assert file.read_text("utf-8") == document.text
    assert document.text.endswith("# one\n# two\n")
    assert not document.dirty
    versions = document.versions
    assert versions.read_version(versions.list_versions(file)[0]) == document.text


def test_a_late_error_is_told_and_a_later_save_works(session, document, file, slow_disk, monkeypatch):
    told = []
    document.save_failed.connect(told.append)
    session.set_typed_text(document.text + "# one\n")
    with monkeypatch.context() as full_disk:
        full_disk.setattr(save, "write_atomically", refuse)
        document.save(timeout_s=0)
        slow_disk.set()
        wait_for_disk(document)
    assert [error.code for error in told] == ["full"]
    assert document.dirty
    document.save()
    assert file.read_text("utf-8") == document.text
    assert len(told) == 1


def refuse(*_: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_error_within_the_wait_is_raised(session, document, monkeypatch):
    monkeypatch.setattr(save, "write_atomically", refuse)
    session.set_typed_text(document.text + "# one\n")
    with pytest.raises(SaveError):
        document.save(SAVE_S)


def test_what_goes_wrong_in_the_program_ends_the_save_too(session, document, monkeypatch, logged_errors):
    def break_down(*_: object, **_options: object) -> None:
        raise ValueError("x")

    monkeypatch.setattr(save, "write_atomically", break_down)
    session.set_typed_text(document.text + "# one\n")
    with pytest.raises(SaveError):
        document.save()
    assert not document._writer.is_saving
    assert [record.exc_info[0] for record in logged_errors] == [ValueError]
    logged_errors.clear()


def test_another_story_is_opened_when_this_one_is_saved(session, document, file, slow_disk, tmp_path):
    other = tmp_path / "other.toml"
    other.write_bytes(file.read_bytes())
    session.set_typed_text(document.text + "# one\n")
    document.save(timeout_s=0)
    threading.Timer(0.05, slow_disk.set).start()
    session.open(other)
    assert file.read_text("utf-8").endswith("# one\n")
    assert not document.text.endswith("# one\n")
    assert not document.dirty
