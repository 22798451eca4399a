"""What was not saved is not lost: each window's text is kept by itself, with what it came from."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from desktop.story.storage.unsaved import UnsavedStore
from tests.conftest import RunProgram


@pytest.fixture
def unsaved(tmp_path: Path) -> UnsavedStore:
    return UnsavedStore(tmp_path / "data")


def kept(unsaved: UnsavedStore, path: str) -> list[str]:
    found = [unsaved.read(file) for file in unsaved.files(path)]
    return [one.text for one in found if one is not None]


def test_a_text_is_kept_with_its_origin_and_forgotten(unsaved: UnsavedStore) -> None:
    file = unsaved.new_file("talk.toml")
    assert unsaved.read(file) is None
    unsaved.write(file, "talk.toml", "half a sen", "base")
    unsaved.write(file, "talk.toml", "half a sentence, broken = ", "base")
    found = unsaved.read(file)
    assert found is not None
    assert (found.text, found.base) == ("half a sentence, broken = ", "base")
    assert abs(datetime.now(UTC) - found.stored_at) < timedelta(minutes=1)
    assert unsaved.delete(file)
    assert unsaved.delete(file)
    assert unsaved.files("talk.toml") == ()


def test_two_windows_do_not_write_over_each_other(unsaved: UnsavedStore) -> None:
    for number, text in enumerate(("one", "two")):
        file = unsaved.new_file("talk.toml")
        unsaved.write(file, "talk.toml", text, "")
        os.utime(file, (time.time(), time.time() + number))
    unsaved.write(unsaved.new_file("other.toml"), "other.toml", "another story", "")
    assert kept(unsaved, "talk.toml") == ["two", "one"]


@settings(max_examples=60)
@given(st.text(st.characters()), st.text(max_size=40))
def test_any_text_under_any_path_even_half_characters(
    tmp_path_factory: pytest.TempPathFactory, text: str, path: str
) -> None:
    unsaved = UnsavedStore(tmp_path_factory.mktemp("u"))
    unsaved.write(unsaved.new_file(path), path, text + "\ud83d", text)
    assert kept(unsaved, path) == [text + "\ud83d"]


def test_a_full_disk_keeps_the_text_that_there_is(unsaved: UnsavedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    file = unsaved.new_file("talk.toml")
    unsaved.write(file, "talk.toml", "typed", "")

    def full(_: int, __: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        unsaved.write(file, "talk.toml", "typed more", "")
    assert kept(unsaved, "talk.toml") == ["typed"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"{}", b'{"text": 1, "base": ""}', b"[" * 100_000])
def test_a_file_that_makes_no_sense_is_none(unsaved: UnsavedStore, data: bytes) -> None:
    file = unsaved.new_file("talk.toml")
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    assert unsaved.files("talk.toml") == (file,)
    assert unsaved.read(file) is None


def test_what_was_typed_survives_a_killed_program(tmp_path: Path, run_program: RunProgram) -> None:
    run_program("keep_unsaved_and_die", tmp_path)
    assert kept(UnsavedStore(tmp_path), "talk.toml") == ["typed"]


def test_old_texts_are_deleted_and_those_beyond_the_bytes(tmp_path: Path) -> None:
    unsaved = UnsavedStore(tmp_path, max_bytes=3000)
    files = {}
    for days, story in ((400, "old.toml"), (300, "open.toml"), (3, "large.toml"), (2, "b.toml"), (1, "a.toml")):
        files[story] = unsaved.new_file(story)
        unsaved.write(files[story], story, "x" * 1000 * (1 + (story == "large.toml")), "")
        then = time.time() - days * 24 * 3600
        os.utime(files[story], (then, then))
    unsaved.prune(lambda file: file != files["open.toml"])
    assert [story for story, file in files.items() if file.exists()] == ["open.toml", "b.toml", "a.toml"]
