"""Fuzz what reads: any bytes at every reader, and nothing but its own errors may be raised.

    python tests/fuzz/run.py                          about a minute, all targets
    python tests/fuzz/run.py --executions 10000000    the long run: so many over all targets together
    python tests/fuzz/run.py --target date --seconds 600 --corpus FOLDER

The targets take turns, in rounds of about a minute, each in a new process: a run that is ended early has been at all of
them, and what a library never gives back goes with its process. Seconds become a number of executions, so that one seed
always runs the same: a slow machine takes longer. For each target it prints the executions, the edges that were covered,
and the time. What was found is printed, once for each place in the program, with the file that holds its input; the exit
code is then 1.
Needs atheris (`pip install atheris`), which there is for Linux; without it, it says so and is done.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NAMES = ("drawing", "html", "markup", "date", "events", "kept", "typing", "pasted", "merge", "story")

SECONDS_A_ROUND = 60


class Findings:
    """The places where a target raised, each with its smallest input."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.smallest: dict[str, int] = {}

    def note(self, error: BaseException, data: bytes) -> None:
        """Keep the input of an error unless a smaller one is known for its place."""
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if str(ROOT / "desktop") in frame.filename] or frames
        place = f"{Path(own[-1].filename).name}:{own[-1].lineno}: {type(error).__name__}"
        if len(data) >= self.smallest.get(place, len(data) + 1):
            return
        self.smallest[place] = len(data)
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / place.replace(":", "-").replace(" ", "")
        file.write_bytes(data)
        file.with_suffix(".txt").write_text("".join(traceback.format_exception(error)))


def fuzz_one(name: str, executions: int, seed: int, corpus: Path, found: Path) -> None:
    """Run one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["desktop"]):
        import targets

        for module in targets.TARGETS[name].modules:
            importlib.import_module(module)
    from seeds import write_seeds

    write_seeds(name, corpus)
    targets.start()
    target = targets.TARGETS[name]
    findings = Findings(found)

    def run(data: bytes) -> None:
        try:
            target.call(data)
        except Exception as error:  # noqa: BLE001 — errors of every kind are looked for
            findings.note(error, data)

    # A crash or a hang of the process itself is libFuzzer's to tell; what is raised is counted, and the run goes on.
    options = (
        f"-seed={seed}",
        f"-runs={executions}",
        f"-max_len={target.max_length}",
        "-timeout=100",  # of the clock: a busy machine stands still for some
        "-report_slow_units=100",
        "-rss_limit_mb=2000",
    )
    options += ("-reload=0", "-print_final_stats=1", "-use_value_profile=0", f"-artifact_prefix={found}{os.sep}")
    atheris.Setup([sys.argv[0], *options, str(corpus)], run)
    atheris.Fuzz()


def counts(said: str) -> tuple[int, int]:
    """Return the executions and the covered edges of which libFuzzer tells."""
    executions = re.findall(r"stat::number_of_executed_units: (\d+)", said)
    edges = re.findall(r" cov: (\d+) ", said)
    return int(executions[-1]) if executions else 0, int(edges[-1]) if edges else 0


def positive(text: str) -> int:
    """Return a number of one or more; argparse reports a ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main() -> int:
    """Run every target, round by round."""
    parser = argparse.ArgumentParser(description="Fuzz what reads stories, dates, data and kept files.")
    parser.add_argument("--seconds", type=float, default=60.0, help="about how long a quiet machine takes, all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", action="append", choices=NAMES, help="only these (may be repeated)")
    parser.add_argument("--corpus", type=Path, help="keep and extend the inputs here (default: a fresh folder)")
    parser.add_argument("--found", type=Path, default=ROOT / "build" / "fuzz", help="where inputs that fail are kept")
    parser.add_argument("--executions", type=int, help="over all targets together, instead of --seconds")
    parser.add_argument("--jobs", type=positive, default=1, help="targets that run at once (default 1)")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("skipped: atheris is not installed (pip install atheris; there it is for Linux only)")
        return 0
    options.found.mkdir(parents=True, exist_ok=True)
    corpus = options.corpus or Path(tempfile.mkdtemp(prefix="passeur-corpus-"))
    if options.child:
        fuzz_one(options.target[0], options.executions, options.seed, corpus, options.found)
        return 0
    import targets

    names = options.target or NAMES
    rates = {name: targets.TARGETS[name].rate for name in names}
    seconds = options.executions / sum(rates.values()) if options.executions else options.seconds / len(names)
    counted = {name: Count() for name in names}
    for name in names:
        shutil.rmtree(options.found / name, ignore_errors=True)
        (options.found / name).mkdir(parents=True)
    rounds = max(1, math.ceil(seconds / SECONDS_A_ROUND))

    def run_part(name: str, number: int) -> None:
        executions = max(1, round(seconds * rates[name] / rounds))
        counted[name].add(
            run_child(name, executions, options.seed + number, corpus / name, options.found / name, targets.SCRATCH)
        )
        if number + 1 < rounds:
            print(f"  round {number + 1} of {rounds}, {name}: {counted[name]}", flush=True)

    for number in range(rounds):
        with ThreadPoolExecutor(options.jobs) as together:
            list(together.map(run_part, names, repeat(number)))
    for name in names:
        found = sorted(path.name for path in (options.found / name).iterdir() if path.suffix != ".txt")
        counted[name].found = len(found)
        print(f"{name}: {counted[name]}, {len(found)} places that failed", *found, sep="\n    ", flush=True)
    every = counted.values()
    total, hours = sum(one.executions for one in every), sum(one.seconds for one in every) / 3600
    print(f"{total:,} executions in {hours:.2f} hours")
    return int(any(one.found or one.has_died for one in every))


@dataclass
class Count:
    """What the processes of one target came to."""

    executions: int = 0
    edges: int = 0
    seconds: float = 0.0
    found: int = 0
    has_died: bool = False

    def add(self, other: Count) -> None:
        """Add another process."""
        self.executions += other.executions
        self.edges = max(self.edges, other.edges)
        self.seconds += other.seconds
        self.has_died |= other.has_died

    def __str__(self) -> str:
        return f"{self.executions:,} executions, {self.edges:,} edges, {self.seconds:.0f} s"


def run_child(name: str, executions: int, seed: int, corpus: Path, found: Path, scratch: str | None) -> Count:
    """Run a target in a process of its own; print the end of what it said if it died."""
    command = [sys.executable, __file__, "--child", "--executions", str(executions), "--target", name]
    command += ["--seed", str(seed), "--corpus", str(corpus), "--found", str(found)]
    with tempfile.TemporaryDirectory(prefix="passeur-fuzz-home-", dir=scratch) as home:
        places = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
        began = time.monotonic()
        done = subprocess.run(
            command, env=os.environ | places, capture_output=True, text=True, errors="replace", check=False
        )
    executed, edges = counts(done.stderr)
    if done.returncode:
        print(done.stderr[-2000:])
    return Count(executed, edges, time.monotonic() - began, has_died=bool(done.returncode))


if __name__ == "__main__":
    sys.exit(main())
