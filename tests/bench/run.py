"""Measure what Passeur promises: `python tests/bench/run.py [--only NAME …] [--json FILE] [--runs N]`.

Each row is a median of repeated runs, beside a floor measured in the same run wherever there is one. Timing never decides
a test; this script prints what is true, and says where it falls short.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from measure import Result, Row  # noqa: E402


def rows() -> list[Row]:
    """Return the rows of all modules `rows_*.py`, in the order of their names."""
    found: list[Row] = []
    for file in sorted(HERE.glob("rows_*.py")):
        found += importlib.import_module(file.stem).ROWS
    return found


def table(results: list[Result]) -> str:
    """Return the results as a Markdown table."""
    head = ("name", "value", "unit", "bound", "floor", "ratio", "runs", "")
    lines = [head, *(result.cells() for result in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]

    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return "\n".join([row(head), "|" + "|".join("-" * (width + 2) for width in widths) + "|", *map(row, lines[1:])])


def main() -> int:
    """Measure the rows asked for, and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="rows whose names begin so")
    parser.add_argument("--json", default="", metavar="FILE", help="also write the results as a JSON list")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="repetitions (each row has its own default)")
    parser.add_argument("--list", action="store_true", help="only name the rows")
    options = parser.parse_args()
    chosen = [row for row in rows() if not options.only or any(row.name.startswith(name) for name in options.only)]
    if options.list:
        print("\n".join(row.name for row in chosen))
        return 0
    results: list[Result] = []
    for row in chosen:
        print(f"… {row.name}", file=sys.stderr, flush=True)
        results += row.measure(options.runs or row.runs)
    print(table(results))
    if options.json:
        Path(options.json).write_text(json.dumps([result.as_dict() for result in results], indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
