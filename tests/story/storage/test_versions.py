"""What was saved before can be had again, and what was not saved is not lost; none of it can stop the program."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from desktop.story.storage.versions import VersionStore


@pytest.fixture
def versions(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "data" / "versions")


def texts(versions: VersionStore, path: str) -> list[str | None]:
    return [versions.read_version(version) for version in versions.list_versions(path)]


def test_versions_come_back_newest_first_with_their_time(versions: VersionStore) -> None:
    for text in ("one", "two\r\n", "trois é 摆 🙂"):
        versions.add("talk.toml", text)
    assert texts(versions, "talk.toml") == ["trois é 摆 🙂", "two\r\n", "one"]
    for version in versions.list_versions("talk.toml"):
        assert abs(datetime.now(UTC) - version.saved_at) < timedelta(minutes=1)


def store_at(versions: VersionStore, path: str, text: str, when: datetime) -> None:
    """Keep a text as if it had been saved at another time."""
    versions.add(path, text)
    newest = versions.list_versions(path)[0]
    name = f"{newest.number:06}-{when.strftime('%Y%m%dT%H%M%S%f')}Z-{newest.digest}.toml"
    newest.file.rename(newest.file.with_name(name))


def test_all_of_the_last_hour_are_kept(versions: VersionStore) -> None:
    for number in range(45):
        versions.add("talk.toml", f"{number}")
    assert texts(versions, "talk.toml") == [f"{number}" for number in range(44, -1, -1)]


def test_older_ones_thin_out_by_the_hour_then_by_the_day(versions: VersionStore) -> None:
    now = datetime.now(UTC)
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    moments = [noon - timedelta(days=days, minutes=-minutes) for days in (40, 5, 4) for minutes in (0, 10, 20)]
    hour = (now - timedelta(hours=4)).replace(minute=0, second=0, microsecond=0)
    moments += [hour + timedelta(minutes=minutes) for minutes in (1, 30, 59)]
    moments += [now - timedelta(minutes=minutes) for minutes in (9, 6, 3)]
    for when in moments:
        store_at(versions, "talk.toml", when.isoformat(), when)
    versions.add("talk.toml", "now")
    last_of_each = [moments[5], moments[8], moments[11], *moments[12:]]
    assert texts(versions, "talk.toml") == ["now", *(when.isoformat() for when in reversed(last_of_each))]


def test_their_bytes_are_bounded_and_the_newest_always_stays(tmp_path: Path) -> None:
    versions = VersionStore(tmp_path, max_bytes=2500)
    for number in range(5):
        versions.add("talk.toml", f"{number}" * 1000)
    assert texts(versions, "talk.toml") == ["4" * 1000, "3" * 1000]
    versions.add("talk.toml", "x" * 9000)
    assert texts(versions, "talk.toml") == ["x" * 9000]


def test_the_same_text_is_kept_once(versions: VersionStore) -> None:
    for text in ("a", "a", "b", "a", "a"):
        versions.add("talk.toml", text)
    assert texts(versions, "talk.toml") == ["a", "b"]


def test_a_clock_set_back_does_not_change_the_order(versions: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.story.storage import versions as module

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2001, 1, 1, tzinfo=UTC)

    versions.add("talk.toml", "before")
    monkeypatch.setattr(module, "datetime", Clock)
    versions.add("talk.toml", "after")
    versions.add("talk.toml", "last")
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


@settings(max_examples=60)
@given(st.text(), st.text(max_size=40))
def test_any_text_under_any_path(tmp_path_factory: pytest.TempPathFactory, text: str, path: str) -> None:
    versions = VersionStore(tmp_path_factory.mktemp("v"))
    versions.add(path, text)
    assert texts(versions, path) == [text]
    for folder in versions.folder.iterdir():
        assert folder.parent == versions.folder


def test_what_cannot_be_written_is_raised(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    versions = VersionStore(tmp_path / "file")
    with pytest.raises(NotADirectoryError):
        versions.add("talk.toml", "x")
    assert versions.list_versions("talk.toml") == ()


def test_a_full_disk_keeps_the_versions_there_are(versions: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    versions.add("talk.toml", "one")

    def full(_: int, __: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        versions.add("talk.toml", "two")
    assert texts(versions, "talk.toml") == ["one"]


def test_strange_files_in_the_folder_are_passed_over(versions: VersionStore) -> None:
    versions.add("talk.toml", "one")
    folder = versions.list_versions("talk.toml")[0].file.parent
    for name in ("notes.txt", "000001-20249999T999999999999Z-0123456789abcdef.toml", ".x.passeur-part"):
        (folder / name).write_text("?")
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    (folder / f"000009-{now}Z-0123456789abcdef.toml").write_bytes(b"\xff\xfe")
    found = versions.list_versions("talk.toml")
    assert [versions.read_version(version) for version in found] == [None, "one"]
    versions.add("talk.toml", "two")
    assert texts(versions, "talk.toml") == ["two", None, "one"]
