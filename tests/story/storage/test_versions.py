"""What was saved before can be had again, and what was not saved is not lost; none of it can stop the program."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from desktop.story.storage.versions import VersionStore
from tests.conftest import RunProgram


@pytest.fixture
def versions(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "data" / "versions")


def texts(versions: VersionStore, path: str) -> list[str | None]:
    return [versions.read_version(version) for version in versions.list_versions(path)]


def test_versions_come_back_newest_first_with_their_time(versions: VersionStore) -> None:
    for text in ("one", "two\r\n", "trois é 摆 🙂"):
        assert versions.add("talk.toml", text)
    assert texts(versions, "talk.toml") == ["trois é 摆 🙂", "two\r\n", "one"]
    for version in versions.list_versions("talk.toml"):
        assert abs(datetime.now(UTC) - version.saved_at) < timedelta(minutes=1)


def test_the_last_twenty_are_kept(versions: VersionStore) -> None:
    for number in range(25):
        assert versions.add("talk.toml", f"{number}")
    assert texts(versions, "talk.toml") == [f"{number}" for number in range(24, 4, -1)]


def test_the_same_text_is_kept_once(versions: VersionStore) -> None:
    for text in ("a", "a", "b", "a", "a"):
        assert versions.add("talk.toml", text)
    assert texts(versions, "talk.toml") == ["a", "b"]


def test_a_clock_set_back_does_not_change_the_order(versions: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.story.storage import versions as module

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2001, 1, 1, tzinfo=UTC)

    assert versions.add("talk.toml", "before")
    monkeypatch.setattr(module, "datetime", Clock)
    assert versions.add("talk.toml", "after")
    assert versions.add("talk.toml", "last")
    assert texts(versions, "talk.toml") == ["last", "after", "before"]


def test_each_file_has_its_own_and_a_link_leads_to_those_of_its_file(versions: VersionStore, tmp_path: Path) -> None:
    story = tmp_path / "content.toml"
    story.write_text("x")
    link = tmp_path / "link.toml"
    link.symlink_to(story)
    versions.add(story, "one")
    versions.add(tmp_path / "other.toml", "two")
    assert texts(versions, str(link)) == ["one"]
    assert texts(versions, str(tmp_path / "other.toml")) == ["two"]


def test_unsaved_text_is_kept_offered_and_forgotten(versions: VersionStore, tmp_path: Path) -> None:
    path = str(tmp_path / "content.toml")
    assert versions.read_unsaved(path) is None
    assert versions.add_unsaved(path, "half a sen")
    assert versions.add_unsaved(path, "half a sentence, broken = ")
    assert versions.add_unsaved("", "a new story")
    found = versions.read_unsaved(path)
    assert found is not None
    text, when = found
    assert text == "half a sentence, broken = "
    assert abs(datetime.now(UTC) - when) < timedelta(minutes=1)
    assert sorted(versions.stories_with_unsaved_text()) == ["", os.path.realpath(path)]
    assert versions.list_versions(path) == ()
    assert versions.delete_unsaved(path)
    assert versions.delete_unsaved(path)
    assert versions.read_unsaved(path) is None
    assert versions.stories_with_unsaved_text() == ("",)


@settings(max_examples=60)
@given(st.text(), st.text(max_size=40))
def test_any_text_under_any_path(tmp_path_factory: pytest.TempPathFactory, text: str, path: str) -> None:
    versions = VersionStore(tmp_path_factory.mktemp("v"))
    assert versions.add(path, text)
    assert versions.add_unsaved(path, text)
    assert texts(versions, path) == [text]
    assert versions.read_unsaved(path) is not None
    for folder in versions.folder.iterdir():
        assert folder.parent == versions.folder


def test_half_a_character_is_kept_too(versions: VersionStore) -> None:
    assert versions.add_unsaved("talk.toml", "a \ud83d b \ud83d\ude42")
    found = versions.read_unsaved("talk.toml")
    assert found is not None
    assert found[0] == "a \ufffd b 🙂"


def test_what_cannot_be_written_is_said_and_not_raised(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    versions = VersionStore(tmp_path / "file")
    assert not versions.add("talk.toml", "x")
    assert not versions.add_unsaved("talk.toml", "x")
    assert versions.list_versions("talk.toml") == ()
    assert versions.read_unsaved("talk.toml") is None
    assert versions.stories_with_unsaved_text() == ()


def test_a_full_disk_keeps_the_versions_there_are(versions: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    versions.add("talk.toml", "one")
    versions.add_unsaved("talk.toml", "typed")

    def full(_: int, __: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert not versions.add("talk.toml", "two")
    assert not versions.add_unsaved("talk.toml", "typed more")
    assert texts(versions, "talk.toml") == ["one"]
    assert versions.read_unsaved("talk.toml") is not None


def test_strange_files_in_the_folder_are_passed_over(versions: VersionStore) -> None:
    versions.add("talk.toml", "one")
    folder = versions.list_versions("talk.toml")[0].file.parent
    for name in ("notes.txt", "000001-20249999T999999999999Z-0123456789abcdef.toml", ".x.passeur-part"):
        (folder / name).write_text("?")
    (folder / "000009-20240101T000000000000Z-0123456789abcdef.toml").write_bytes(b"\xff\xfe")
    found = versions.list_versions("talk.toml")
    assert [versions.read_version(version) for version in found] == [None, "one"]
    assert versions.add("talk.toml", "two")
    assert texts(versions, "talk.toml") == ["two", None, "one"]


def test_what_was_typed_survives_a_killed_program(tmp_path: Path, run_program: RunProgram) -> None:
    run_program("keep_unsaved_and_die", tmp_path)
    found = VersionStore(tmp_path).read_unsaved("talk.toml")
    assert found is not None
    assert found[0] == "typed"
