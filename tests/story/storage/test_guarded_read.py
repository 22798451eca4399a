import os
import socket
from pathlib import Path

import pytest

from desktop.story.storage import guarded_read
from desktop.story.storage.guarded_read import RefusedFileError, open_file, read_file, read_story_bytes
from desktop.story.toml.toml_errors import UnreadableFileError


def refusal(path: str | Path, *, folder: str | Path = "", max_bytes: int = 1000) -> str:
    with pytest.raises(RefusedFileError) as caught:
        read_file(path, folder=folder, max_bytes=max_bytes)
    return caught.value.refusal


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    (folder / "art").mkdir(parents=True)
    (folder / "art" / "a.png").write_bytes(b"inside")
    (tmp_path / "secret.png").write_bytes(b"outside")
    return folder


def test_a_file_of_the_folder_is_read_whole(story: Path) -> None:
    assert read_file(story / "art" / "a.png", folder=story, max_bytes=6) == b"inside"


def test_a_link_counts_by_where_it_leads(story: Path) -> None:
    (story / "in.png").symlink_to("art/a.png")
    (story / "out.png").symlink_to(story.parent / "secret.png")
    (story / "up").symlink_to(story.parent)
    assert read_file(story / "in.png", folder=story, max_bytes=100) == b"inside"
    assert refusal(story / "out.png", folder=story) == "outside"
    assert refusal(story / "up" / "secret.png", folder=story) == "outside"
    assert refusal(story / ".." / "secret.png", folder=story) == "outside"
    assert read_file(story / "out.png", max_bytes=100) == b"outside"  # a file that a person chose may lie anywhere


def test_a_story_whose_folder_is_reached_by_a_link_has_its_files(story: Path) -> None:
    (story.parent / "elsewhere").symlink_to(story)
    linked = story.parent / "elsewhere"
    assert read_file(linked / "art" / "a.png", folder=linked, max_bytes=100) == b"inside"


def test_what_is_no_regular_file_is_refused_at_once(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(story / "pipe.png")
    (story / "zero.png").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(story)  # the name of a socket may not be long
        server.bind("socket.png")
    assert refusal(story / "pipe.png", folder=story) == "special"
    assert refusal(story / "pipe.png") == "special"
    assert refusal(story / "socket.png", folder=story) == "special"
    assert refusal(story / "zero.png", folder=story) == "outside"
    assert refusal("/dev/zero") == "special"
    assert refusal(story / "art", folder=story) == "folder"
    assert refusal(story / "none.png", folder=story) == "missing"
    assert refusal(story / "art" / "a.png" / "b", folder=story) == "missing"
    assert refusal("a\0b") == "unreadable"
    (story / "loop.png").symlink_to("loop.png")
    assert refusal(story / "loop.png", folder=story) == "unreadable"


def test_a_name_that_becomes_a_link_between_look_and_opening_leads_nowhere(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = os.path.realpath

    def resolve_then_swap(name: str, *, strict: bool = False) -> str:
        resolved = resolve(name, strict=strict)
        if str(name).endswith("a.png"):
            (story / "art" / "a.png").unlink(missing_ok=True)
            (story / "art" / "a.png").symlink_to(story.parent / "secret.png")
        return resolved

    monkeypatch.setattr(os.path, "realpath", resolve_then_swap)
    assert refusal(story / "art" / "a.png", folder=story) == "outside"


def test_a_folder_that_becomes_a_link_between_look_and_opening_leads_nowhere(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (story.parent / "other").mkdir()
    (story.parent / "other" / "a.png").write_bytes(b"outside")
    resolve = os.path.realpath

    def resolve_then_swap(name: str, *, strict: bool = False) -> str:
        resolved = resolve(name, strict=strict)
        if str(name).endswith("a.png") and not (story / "art").is_symlink():
            (story / "art").rename(story / "old")
            (story / "art").symlink_to(story.parent / "other")
        return resolved

    monkeypatch.setattr(os.path, "realpath", resolve_then_swap)
    assert refusal(story / "art" / "a.png", folder=story) == "outside"


def test_a_name_that_becomes_a_pipe_between_look_and_opening_holds_nobody(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = story / "art" / "a.png"
    look = os.stat

    def look_then_swap(name: str, **options: object) -> os.stat_result:
        status = look(name, **options)
        if name == "a.png":
            file.unlink()
            os.mkfifo(file)
        return status

    monkeypatch.setattr(guarded_read.os, "stat", look_then_swap)
    assert refusal(file, folder=story) == "special"


def test_bytes_are_bounded_by_the_size_and_by_what_comes(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = story / "art" / "a.png"
    assert refusal(file, folder=story, max_bytes=5) == "large"
    os.truncate(file, 3 << 30)
    assert refusal(file, folder=story) == "large"
    read = os.read
    file.write_bytes(b"inside")
    monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, size) or b"more")  # it grows for ever
    assert refusal(file, folder=story) == "large"


def test_seconds_are_bounded(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 10_000, 15))
    monkeypatch.setattr(guarded_read.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(os, "read", lambda _descriptor, _size: b".")  # a disk that gives one byte in 15 s
    assert refusal(story / "art" / "a.png", folder=story) == "slow"


def test_nothing_stays_open(story: Path) -> None:
    open_descriptors = sorted(os.listdir("/proc/self/fd"))
    os.mkfifo(story / "pipe.png")
    for name in ("pipe.png", "art", "art/a.png/b", "none"):
        refusal(story / name, folder=story)
    with open_file(story / "art" / "a.png", folder=story) as file:
        assert file.read() == b"inside"
    assert sorted(os.listdir("/proc/self/fd")) == open_descriptors


def test_a_system_without_walking_by_descriptor_compares_what_was_opened(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded_read, "_WALKS_BY_DESCRIPTOR", False)
    assert read_file(story / "art" / "a.png", folder=story, max_bytes=100) == b"inside"
    (story / "out.png").symlink_to(story.parent / "secret.png")
    assert refusal(story / "out.png", folder=story) == "outside"


def test_a_story_that_is_a_pipe_or_too_large_says_so(story: Path) -> None:
    os.mkfifo(story / "content.toml")
    with pytest.raises(UnreadableFileError, match=r"file\.special"):
        read_story_bytes(story / "content.toml")
    (story / "content.toml").unlink()
    (story / "content.toml").write_bytes(b"")
    os.truncate(story / "content.toml", 3 << 30)
    with pytest.raises(UnreadableFileError, match=r"file\.large"):
        read_story_bytes(story / "content.toml")
