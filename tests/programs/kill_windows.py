"""Kill windows in which somebody writes, and look for what is lost.

python tests/programs/kill_windows.py --editing 300 --typing 100 --talks 100

Each window is a process with a story and a home of its own, killed at a random moment. Then its file must be whole and
hold every save, and file and recovery copy together every mark that was written more than two seconds before, in
seconds in which the window had its turns.

A talk that is killed must be left as it last said that it is, but for the one act that was under way: slide, step,
clock, language, blank screen and frozen picture.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from desktop.session.talk.talk_journal import TalkJournal  # noqa: E402
from desktop.story.storage.unsaved import UnsavedStore  # noqa: E402

MOST_LOST_S = 2.0
LONGEST_TURN_S = 0.25


@dataclass
class Findings:
    """What the kills of one kind came to; `worst` is the age in seconds of the oldest mark that was lost."""

    kills: int = 0
    marks: int = 0
    saves: int = 0
    torn: int = 0
    lost_saves: int = 0
    worst: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Return whether nothing was lost that must not be."""
        return not self.torn and not self.lost_saves and self.worst <= MOST_LOST_S

    def add(self, other: Findings) -> None:
        """Add the findings of another kill."""
        self.kills += other.kills
        self.marks += other.marks
        self.saves += other.saves
        self.torn += other.torn
        self.lost_saves += other.lost_saves
        self.worst = max(self.worst, other.worst)
        self.notes += other.notes


def kill_one(kind: str, seed: int) -> Findings:
    """Start a window, kill it between one and six seconds after its first mark, and return what is lost."""
    with tempfile.TemporaryDirectory(prefix="passeur-kill-") as name:
        folder = Path(name)
        shutil.copy(ROOT / "tests" / "stories" / "bridge.svg", folder)
        story = Path(shutil.copy(ROOT / "tests" / "stories" / "layouts.toml", folder / "content.toml"))
        log = folder / "marks.log"
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            **{f"XDG_{one}_HOME": str(folder / "home") for one in ("DATA", "CONFIG", "STATE", "CACHE")},
        }
        program = ROOT / "tests" / "programs" / "write_until_killed.py"
        with subprocess.Popen(
            [sys.executable, str(program), str(story), str(log), kind],
            env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        ) as window:  # fmt: skip
            while not log.exists() or b"0" not in log.read_bytes().split():
                if window.poll() is not None:
                    assert window.stderr is not None
                    return Findings(torn=1, notes=[window.stderr.read().decode()[-300:]])
                time.sleep(0.02)
            time.sleep(random.Random(seed).uniform(1.0, 6.0))
            killed_at = time.time()
            window.kill()
        return judge(story, log.read_text().splitlines(), folder / "home" / "passeur" / "versions", killed_at)


def judge(story: Path, lines: list[str], versions: Path, killed_at: float) -> Findings:
    """Compare what was noted with what is left."""
    found = Findings(kills=1)
    saved_text = story.read_text("utf-8")
    store = UnsavedStore(versions)
    files = store.files(story)
    unsaved = [one.text for one in map(store.read, files) if one is not None]
    if len(unsaved) != len(files) or 'id = "closing"' not in saved_text:
        found.torn = 1
        found.notes.append(f"torn: {[file.name for file in files]}")
    kept = saved_text + "".join(unsaved)
    marks: list[str] = []
    running_after = running_time(lines, killed_at)
    for line, age in zip(lines, running_after, strict=True):
        word = line.split()[0]
        if word == ".":
            continue
        if word == "saved":
            found.saves += 1
            missing = [mark for mark in marks if f"m{mark}m" not in saved_text]
            found.lost_saves += bool(missing)
            if missing:
                found.notes.append(f"not in the file though saved after it: {missing}")
            continue
        marks.append(word)
        if f"m{word}m" not in kept:
            found.worst = max(found.worst, age)
            if age > MOST_LOST_S:
                found.notes.append(f"{word} lost, {age:.1f} s old")
    found.marks = len(marks)
    return found


# What an act of a talk may change, among slide, step, begin of the clock, language, blank and frozen.
_CHANGED_BY = {"language": {3}, "black": {4}, "white": {4}, "freeze": {5}, "next": {0, 1, 2, 4}}


def kill_talk(seed: int) -> Findings:
    """Begin a talk, kill it within three seconds of its first act, and compare what is left of it."""
    with tempfile.TemporaryDirectory(prefix="passeur-kill-") as name:
        folder = Path(name)
        shutil.copy(ROOT / "tests" / "stories" / "bridge.svg", folder)
        story = Path(shutil.copy(ROOT / "tests" / "stories" / "layouts.toml", folder / "content.toml"))
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            **{f"XDG_{one}_HOME": str(folder / "home") for one in ("DATA", "CONFIG", "STATE", "CACHE")},
        }
        program = ROOT / "tests" / "ui" / "talk" / "dying_talk.py"
        with subprocess.Popen(
            [sys.executable, str(program), str(story), "all"],
            env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as talk:  # fmt: skip
            assert talk.stdout is not None
            assert talk.stderr is not None
            first = [talk.stdout.readline(), talk.stdout.readline()]
            time.sleep(random.Random(seed).uniform(0.0, 3.0))
            talk.kill()
            lines = [line for line in (*first, *talk.stdout.read().splitlines()) if line.strip().endswith(("]", '"'))]
            if len(lines) < 2:
                return Findings(torn=1, notes=[talk.stderr.read()[-300:]])
        return judge_talk([json.loads(line) for line in lines], TalkJournal(folder / "home" / "passeur"), str(story))


def judge_talk(said: list[Any], journal: TalkJournal, story: str) -> Findings:
    """Compare what a talk said with the record that it left."""
    found = Findings(kills=1, marks=sum(isinstance(one, str) for one in said))
    left = journal.read_interrupted()
    if left is None or left.path != story:
        found.torn = 1
        found.notes.append(f"no talk to resume, after {said[-2:]}")
        return found
    state = [left.position.slide_id, left.position.step, left.clock.started_at]
    state += [left.language, left.blank, left.frozen is not None]
    last = next(one for one in reversed(said) if isinstance(one, list))
    pending = said[-1] if isinstance(said[-1], str) else ""
    changed = {place for place, (one, other) in enumerate(zip(state, last, strict=True)) if one != other}
    # Of an act that was not yet named, the journal may know: it is named before it is done.
    if changed - _CHANGED_BY.get(pending, set()):
        found.lost_saves = 1
        found.notes.append(f"left {state}, said {last}, then {pending!r}")
    return found


def running_time(lines: list[str], killed_at: float) -> list[float]:
    """Return the seconds between each line and the kill, without those in which the window had no turn.

    A busy machine stops a process for seconds: nothing can be kept then, and nothing is typed.
    """
    moments = [*(float(line.split()[1]) for line in lines), killed_at]
    seconds = [0.0]
    for earlier, later in zip(reversed(moments[:-1]), reversed(moments[1:]), strict=True):
        seconds.append(seconds[-1] + min(later - earlier, LONGEST_TURN_S))
    return list(reversed(seconds[1:]))


def kill_many(kind: str, count: int, jobs: int) -> Findings:
    """Return the findings of many kills of one kind."""
    total = Findings()
    with ThreadPoolExecutor(jobs) as pool:
        kill = kill_talk if kind == "talks" else partial(kill_one, kind)
        for findings in pool.map(kill, range(count)):
            total.add(findings)
            if total.kills % 20 == 0:  # of an hour that is broken off, something is known
                print(
                    f"  {kind}: {total.kills} kills, {total.torn} torn, {total.lost_saves} lost, {total.worst:.1f} s",
                    flush=True,
                )
    return total


def main() -> int:
    """Kill as many windows as the command line says, and return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for kind, count in (("editing", 300), ("typing", 100), ("talks", 100)):
        parser.add_argument(f"--{kind}", type=int, default=count, help=f"kills while {kind} (default: {count})")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="windows at a time")
    options = parser.parse_args()
    passed = True
    for kind in ("editing", "typing", "talks"):
        found = kill_many(kind, getattr(options, kind), options.jobs)
        passed = passed and found.passed
        print(
            f"{kind}: {found.kills} kills, {found.marks} acts; {found.torn} without a record, {found.lost_saves} left otherwise"
            if kind == "talks"
            else f"{kind}: {found.kills} kills, {found.marks} marks, {found.saves} saves; {found.torn} torn,"
            f" {found.lost_saves} saves lost, oldest mark lost {found.worst:.1f} s old",
            *found.notes,
            sep="\n  ",
            flush=True,
        )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
