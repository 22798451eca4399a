"""A program that is killed while it saves leaves one whole version, and what it left beside goes the next time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.story.storage import atomic
from desktop.story.storage.save import read_text, save_text
from tests.conftest import RunProgram
from tests.story.storage.save_loop import beside, posix, story


@posix
def test_what_a_killed_program_left_is_removed_and_what_one_alive_writes_is_not(tmp_path: Path) -> None:
    path = story(tmp_path)
    (tmp_path / ".content.toml.0badcafe.passeur-part").write_bytes(b"half")
    (tmp_path / ".other.toml.0badcafe.passeur-part").write_bytes(b"another story's")
    alive = tmp_path / ".content.toml.feedbeef.passeur-part"
    descriptor = os.open(alive, os.O_CREAT | os.O_WRONLY)
    assert atomic._try_lock(descriptor)
    _, form = read_text(path)
    save_text(path, "x = 1\n", previous=form)
    os.close(descriptor)
    assert beside(tmp_path) == [".content.toml.feedbeef.passeur-part", ".other.toml.0badcafe.passeur-part"]


@posix
@pytest.mark.slow
def test_a_program_killed_at_any_moment_of_300_saves_leaves_one_whole_version(
    tmp_path: Path, run_program: RunProgram
) -> None:
    path = story(tmp_path, b"# 0\nline = 0\n")
    done = run_program("kill_saves", path)
    assert done.returncode == 0, done.stderr
    torn, left, kept = map(int, done.stdout.split())
    assert torn == 0
    assert left >= 1, "no kill struck while a file was being written: the test proves nothing"
    assert left <= 2, "leftovers pile up"
    assert kept > 20, "hardly a save came through: the test proves nothing"
