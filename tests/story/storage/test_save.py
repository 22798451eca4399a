"""A saved file is one whole version or the other, and keeps everything but its text."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop.story.storage import atomic
from desktop.story.storage.guarded_read import RefusedFileError
from desktop.story.storage.os_reasons import describe_os_error
from desktop.story.storage.save import (
    ChangedOnDisk,
    FileFormat,
    SaveError,
    detect_format,
    read_text,
    save_text,
)
from tests.conftest import RunProgram
from tests.story.storage.save_loop import beside, posix, story

# ---------------------------------------------------------------------------- the form of a file


@pytest.mark.parametrize(
    "data",
    [
        b"a = 1\nb = 2\n",
        b"a = 1\r\nb = 2\r\n",
        b"\xef\xbb\xbfa = 1\r\nb = 2",
        b"a = 1\r\nb = 2\nc = 3\r\n\n",
        b"\xef\xbb\xbf",
        b"",
        b'a = """\r\nx\ny\r\n"""\n\r\n',
    ],
)
def test_saving_an_unchanged_text_gives_the_same_bytes(tmp_path: Path, data: bytes) -> None:
    path = story(tmp_path, data)
    text, form = read_text(path)
    assert "\r\n" not in text
    assert not text.startswith("\ufeff")
    path.unlink()
    save_text(path, text, previous=form)
    assert path.read_bytes() == data


def test_lines_keep_their_ends_where_a_file_mixes_them_and_new_ones_end_as_most_do(tmp_path: Path) -> None:
    path = story(tmp_path, b"a = 1\r\nb = 2\nc = 3\r\nd = 4\n\r\n")
    text, form = read_text(path)
    save_text(path, text.replace("c = 3\n", "new = 0\nc = 5\nmore = 1\n"), previous=form)
    assert path.read_bytes() == b"a = 1\r\nb = 2\nnew = 0\r\nc = 5\r\nmore = 1\r\nd = 4\n\r\n"


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "", "é"]), st.sampled_from(["\n", "\r\n"])), max_size=8))
def test_any_text_comes_back_in_its_form(lines: list[tuple[str, str]]) -> None:
    data = "".join(line + end for line, end in lines).encode()
    text, form = detect_format(data)
    assert form.to_file_text(text).encode() == data


def test_a_text_with_windows_line_ends_may_be_given_as_it_is(tmp_path: Path) -> None:
    path = story(tmp_path, b"a = 1\r\nb = 2\r\n")
    _, form = read_text(path)
    form = save_text(path, "a = 1\r\nnew = 3\r\nb = 2\r\n", previous=form)
    assert path.read_bytes() == b"a = 1\r\nnew = 3\r\nb = 2\r\n"
    assert form.newline == "\r\n"


def test_half_a_character_does_not_stop_a_save(tmp_path: Path) -> None:
    path = tmp_path / "content.toml"
    save_text(path, 'a = "\ud83d\ude42 \ud83d"', previous=FileFormat())
    assert path.read_text("utf-8") == 'a = "🙂 \ufffd"'


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640, 0o755])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = story(tmp_path)
    path.chmod(mode)
    _, form = read_text(path)
    save_text(path, "format = 1 # more\n", previous=form)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_link_goes_on_leading_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = story(tmp_path / "there")
    first = tmp_path / "first.toml"
    first.symlink_to("there/content.toml")
    link = tmp_path / "link.toml"
    link.symlink_to(first)
    _, form = read_text(link)
    save_text(link, "changed = 1\n", previous=form)
    assert link.is_symlink()
    assert first.is_symlink()
    assert target.read_text() == "changed = 1\n"
    assert beside(tmp_path) == beside(tmp_path / "there") == []


@posix
def test_a_link_to_an_empty_file_that_was_opened_is_followed(tmp_path: Path) -> None:
    path, link = tmp_path / "content.toml", tmp_path / "link.toml"
    path.touch()
    link.symlink_to(path)
    save_text(link, "first = 1\n", previous=read_text(link)[1])
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "first = 1\n"


@posix
@pytest.mark.parametrize("target", ["missing", "empty"])
def test_a_link_that_another_program_put_there_is_not_followed(tmp_path: Path, target: str) -> None:
    path, elsewhere = tmp_path / "content.toml", tmp_path / "elsewhere"
    path.write_text("a = 1\n")
    _, form = read_text(path)
    path.unlink()
    path.symlink_to(elsewhere)
    if target == "empty":
        elsewhere.touch()
    save_text(path, "a = 2\n", previous=form)
    assert not path.is_symlink()
    assert path.read_text() == "a = 2\n"
    assert not elsewhere.exists() or elsewhere.read_text() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes as Linux has them")
def test_what_a_file_manager_noted_on_the_file_stays(tmp_path: Path) -> None:
    path = story(tmp_path)
    try:
        os.setxattr(path, "user.tag", b"talk")
    except OSError:
        pytest.skip("this file system has no attributes")
    _, form = read_text(path)
    save_text(path, "changed = 1\n", previous=form)
    assert os.getxattr(path, "user.tag") == b"talk"


# ---------------------------------------------------------------------------- somebody else


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    path.write_bytes(b"theirs = 1\r\n")
    with pytest.raises(ChangedOnDisk) as caught:
        save_text(path, "mine = 1\n", previous=form)
    assert path.read_bytes() == b"theirs = 1\r\n"
    assert caught.value.text == "theirs = 1\n"
    assert beside(tmp_path) == []
    save_text(path, "mine = 1\n", previous=caught.value.file_format)
    assert path.read_bytes() == b"mine = 1\r\n"


def test_a_change_that_comes_while_we_write_is_seen_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    flush = os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_bytes(b"theirs = 1\n")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ChangedOnDisk):
        save_text(path, "mine = 1\n", previous=form)
    assert path.read_bytes() == b"theirs = 1\n"


def test_a_new_file_does_not_take_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    path = story(tmp_path)
    with pytest.raises(ChangedOnDisk):
        save_text(path, "mine = 1\n", previous=FileFormat())
    assert path.read_bytes() == b"format = 1\n"


def test_a_file_that_became_unreadable_is_not_written_over(tmp_path: Path) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ChangedOnDisk):
        save_text(path, "mine = 1\n", previous=form)
    assert path.read_bytes() == b"\xff\xfe\x00"


def test_the_same_change_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    path.write_bytes(b"same = 1\n")
    save_text(path, "same = 1\n", previous=form)
    assert path.read_bytes() == b"same = 1\n"


def test_a_file_that_vanished_is_written_again(tmp_path: Path) -> None:
    path = story(tmp_path)
    text, form = read_text(path)
    path.unlink()
    save_text(path, text, previous=form)
    assert path.read_bytes() == b"format = 1\n"


def test_one_save_follows_another(tmp_path: Path) -> None:
    path = tmp_path / "content.toml"
    form = FileFormat(newline="\r\n")
    for number in range(3):
        form = save_text(path, f"a = {number}\n", previous=form)
        assert path.read_bytes() == f"a = {number}\r\n".encode()


# ---------------------------------------------------------------------------- what stands in the way


def refused(path: Path, text: str, form: FileFormat) -> SaveError:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(SaveError) as caught:
        save_text(path, text, previous=form)
    assert (path.read_bytes() if path.is_file() else None) == before
    if path.parent.is_dir():
        assert beside(path.parent) == []
    assert path.name in caught.value.message("en")
    assert path.name in caught.value.message("fr")
    return caught.value


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    write = os.write

    def half(descriptor: int, data: Any) -> int:
        if len(data) > 500:
            return write(descriptor, data[:400])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", half)
    error = refused(path, "x = 1\n" * 200, form)
    assert error.code == "full"
    assert "disk is full" in error.message("en")
    assert "disque est plein" in error.message("fr")


def test_a_disk_that_is_full_only_when_flushed_leaves_the_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = story(tmp_path)
    _, form = read_text(path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert refused(path, "x = 1\n", form).code == "full"


@posix
def test_the_system_own_limit_leaves_the_file_whole(tmp_path: Path, run_program: RunProgram) -> None:
    """A real refusal by the kernel in the middle of writing, in a process of its own."""
    path = story(tmp_path)
    done = run_program("save_over_limit", path)
    assert done.stdout.strip() == "full"
    assert path.read_bytes() == b"format = 1\n"
    assert beside(tmp_path) == []


def test_a_write_protected_file_is_left_alone(tmp_path: Path) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    path.chmod(0o444)
    try:
        assert refused(path, "x = 1\n", form).code == "file"
    finally:
        path.chmod(0o644)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_may_not_be_written_in_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    opening = os.open

    def guarded(name: Any, flags: int, *rest: Any) -> int:
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number))
        return opening(name, flags, *rest)

    monkeypatch.setattr(os, "open", guarded)
    error = refused(path, "x = 1\n", form)
    assert error.code == "folder"
    assert str(tmp_path) in error.message("en")


def test_a_folder_that_vanished_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    path = story(folder)
    _, form = read_text(path)
    path.unlink()
    folder.rmdir()
    assert refused(path, "x = 1\n", form).code == "gone"


def test_a_folder_in_the_file_place_says_so(tmp_path: Path) -> None:
    path = tmp_path / "content.toml"
    path.mkdir()
    assert refused(path, "x = 1\n", FileFormat()).code == "special"


def test_a_scanner_that_holds_the_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = story(tmp_path)
    _, form = read_text(path)
    put, attempts = os.replace, []

    def held(one: str, other: str) -> None:
        attempts.append(one)
        if len(attempts) < 3:
            raise PermissionError(errno.EACCES, "held")
        put(one, other)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(atomic, "_RETRY_DELAYS", (0.0, 0.0, 0.0))
    save_text(path, "x = 1\n", previous=form)
    assert len(attempts) == 3
    assert path.read_bytes() == b"x = 1\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "nothing may be written there"),
        (PermissionError(errno.EACCES, "Permission denied"), "access was refused"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "there is no such file or folder"),
        (RefusedFileError("large", "File too large", size=1), "it is too large"),
        (RefusedFileError("special", "No such device"), "it is a folder or a device, not a file"),
        (RefusedFileError("unreadable", "Permission denied", number=errno.EACCES), "access was refused"),
        (OSError(errno.EIO, "Input/output error"), "the disk cannot be read or written there"),
        (OSError(errno.EFBIG, "File too large"), "it is too large"),
        (OSError(errno.EBADF, "Bad file descriptor"), "Bad file descriptor"),
    ],
)
def test_an_error_of_the_system_is_told_in_words_that_are_true_of_reading_too(error, words):
    assert describe_os_error(error, "en") == words
