"""Measure what Passeur promises: `python tests/bench/run.py [--only NAME …] [--runs N]`.

Each row runs in a process of its own, beside a floor measured in the same run. `--json FILE` keeps the figures and
`--compare FILE` shows what moved since; `--beside FOLDER` measures another checkout in turn with this one, in the same
minutes. A figure has moved when the ranges of both have nothing in common and the middles differ by more than 5 %; less
is noise. The range of one run holds 95 % of what its repetitions would give if drawn anew; that of several rounds goes
from the smallest to the largest. Timing never decides a test.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "--smoke" in sys.argv:
    os.environ["PASSEUR_BENCH_TINY"] = "1"

from compare import comparison, figures_table, markdown, over_rounds, read_figures  # noqa: E402
from measure import TINY, Figure, Row  # noqa: E402


def rows() -> list[Row]:
    """Return the rows of all modules `rows_*.py`, in the order of their names."""
    found: list[Row] = []
    for file in sorted(HERE.glob("rows_*.py")):
        found += importlib.import_module(file.stem).ROWS
    return found


def measured_here(row: Row, runs: int) -> list[Figure]:
    """Return the figures of a row, measured in this process."""
    return [result.figure() for result in row.measure(runs or row.runs)]


def measured_apart(tree: Path, row: str, runs: int) -> list[Figure]:
    """Return the figures of a row, measured by the bench of a checkout with its own interpreter, if it has one."""
    interpreter = tree / ".venv" / "bin" / "python"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        words = [
            str(interpreter) if interpreter.exists() else sys.executable,
            "tests/bench/run.py",
            "--json",
            str(file),
        ]
        words += ["--row" if tree == HERE.parent.parent else "--only", row, "--runs", str(runs)]
        done = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{row}: {tree}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return []
        return read_figures(file)


def smoke() -> int:
    """Run each row once with next to nothing, in this process: whatever it calls is still there."""
    for row in filter(lambda row: row.smoke, rows()):
        began = time.process_time()
        figures = measured_here(row, 1)
        print(f"{row.name}: {len(figures)} figures in {time.process_time() - began:.2f} s", flush=True)
    return 0


def main() -> int:
    """Measure the rows asked for, and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="rows whose names begin so")
    parser.add_argument("--row", default="", metavar="NAME", help="the one row of this name, in this process")
    parser.add_argument("--json", default="", metavar="FILE", help="also write the figures as a JSON list")
    parser.add_argument(
        "--compare", default="", metavar="FILE", help="show what moved since these figures were written"
    )
    parser.add_argument(
        "--beside", default="", metavar="FOLDER", help="another checkout, measured in turn with this one"
    )
    parser.add_argument("--rounds", type=int, default=0, metavar="N", help="processes a row (1; 5 with --beside)")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="repetitions (each row has its own default)")
    parser.add_argument("--list", action="store_true", help="only name the rows")
    parser.add_argument("--smoke", action="store_true", help="only run each row once, with next to nothing")
    options = parser.parse_args()
    if TINY:
        return smoke()
    chosen = [row for row in rows() if not options.only or any(row.name.startswith(name) for name in options.only)]
    if options.list:
        print("\n".join(row.name for row in chosen))
        return 0
    figures: list[Figure] = []
    others: list[Figure] = []
    if options.row:
        figures = measured_here(next(row for row in chosen if row.name == options.row), options.runs)
    else:
        here, beside = HERE.parent.parent, Path(options.beside).resolve() if options.beside else None
        for row in chosen:
            print(f"… {row.name}", file=sys.stderr, flush=True)
            rounds: list[list[Figure]] = []
            other_rounds: list[list[Figure]] = []
            for _ in range(options.rounds or (5 if beside else 1)):
                if beside is not None:
                    other_rounds.append(measured_apart(beside, row.name, options.runs))
                rounds.append(measured_apart(here, row.name, options.runs))
            figures += over_rounds(rounds) if len(rounds) > 1 else rounds[0]
            others += over_rounds(other_rounds)
    print(markdown(figures_table(figures)))
    if options.compare:
        others = read_figures(Path(options.compare))
    if others:
        print("\n" + markdown(comparison(others, figures)))
    if options.json:
        Path(options.json).write_text(json.dumps([figure.as_dict() for figure in figures], indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
