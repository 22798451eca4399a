"""A program that is killed while it saves leaves one whole version, and what it left beside goes the next time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.story.storage import save as saving
from desktop.story.storage.save import read, save
from tests.story.storage.save_loop import beside, posix, story


@posix
def test_what_a_killed_program_left_is_removed_and_what_one_alive_writes_is_not(tmp_path: Path) -> None:
    path = story(tmp_path)
    (tmp_path / ".content.toml.0badcafe.passeur-part").write_bytes(b"half")
    (tmp_path / ".other.toml.0badcafe.passeur-part").write_bytes(b"another story's")
    alive = tmp_path / ".content.toml.feedbeef.passeur-part"
    descriptor = os.open(alive, os.O_CREAT | os.O_WRONLY)
    assert saving._lock(descriptor)
    _, form = read(path)
    save(path, "x = 1\n", like=form)
    os.close(descriptor)
    assert beside(tmp_path) == [".content.toml.feedbeef.passeur-part", ".other.toml.0badcafe.passeur-part"]


_KILLED = """
import os, random, signal, sys, time
sys.path.insert(0, sys.argv[1])
from desktop.story.storage.save import read, save
path, folder, chance = sys.argv[2], os.path.dirname(sys.argv[2]), random.Random(5)

def version(number):
    return f"# {number}\\n" + f"line = {number}\\n" * (number % 7 * 900 + 1)

names = ("open", "write", "fsync", "replace", "unlink", "close", "fchmod")

def die_at(step):
    count = [0]
    for name in names:
        def fatal(*given, real=getattr(os, name), **more):
            count[0] += 1
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)
        setattr(os, name, fatal)

_, form = read(path)
begun = time.perf_counter()
for number in range(5):
    form = save(path, version(number), like=form)
reach = min(max((time.perf_counter() - begun) / 5 * 4, 0.006), 0.04)  # some four saves on this disk

torn = left = kept = 0
for number in range(300):
    child = os.fork()
    if not child:
        at = number * 1000
        _, form = read(path)
        if number < 60:
            die_at(number % 20 + 1)  # at each step in turn, then wherever it happens to be
        while True:
            at += 1
            form = save(path, version(at), like=form)
    time.sleep(chance.uniform(0.0005, reach) if number >= 60 else 0)
    if number >= 60:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    text, form = read(path)
    at = int(text[2 : text.index("\\n")])
    torn += text != version(at)
    kept += at // 1000 == number and at > 0
    most = sum(name.endswith("part") for name in os.listdir(folder))
    left = max(left, most)
    if number % 50 == 49:
        save(path, version(0), like=form)
        assert not any(name.endswith("part") for name in os.listdir(folder)), "a leftover stayed"
print(torn, left, kept)
"""


@posix
def test_a_program_killed_at_any_moment_of_300_saves_leaves_one_whole_version(tmp_path: Path) -> None:
    path = story(tmp_path, b"# 0\nline = 0\n")
    command = [sys.executable, "-c", _KILLED, os.getcwd(), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    torn, left, kept = map(int, done.stdout.split())
    assert torn == 0
    assert left >= 1, "no kill struck while a file was being written: the test proves nothing"
    assert left <= 2, "leftovers pile up"
    assert kept > 20, "hardly a save came through: the test proves nothing"
