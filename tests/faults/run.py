"""Raise in every override of Qt, in a talk and in the window, and list what does not hold.

    python tests/faults/run.py                each override by itself, then all together in three ways
    python tests/faults/run.py --only talk    in a talk alone

What holds: the process lives, the audience keeps its picture, Escape leaves the talk, and the fault is told once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_PARTS = 4
_KINDS = ("talk", "window")

# Qt never calls these here: another system, before the timeline is made, or hidden by an override that calls no base.
NEVER_CALLED = frozenset(
    {
        "desktop.ui.app.file_open.FileOpenHandler.eventFilter",
        "desktop.ui.timeline.canvas.TimelineCanvas.mouseDragEvent",
        "desktop.ui.timeline.first_picture.FirstPicture.paintEvent",
        "desktop.ui.timeline.guarded_pyqtgraph.GuardedView.keyPressEvent",
        "desktop.ui.timeline.guarded_pyqtgraph.GuardedViewBox.keyPressEvent",
        # Qt's own methods do not call these: only the program does.
        "desktop.ui.widgets.sandboxed_browser.SealedBrowser.setHtml",
        "desktop.ui.widgets.sandboxed_browser.SealedBrowser.setMarkdown",
    }
)


def inject(kind: str, way: str, *part: int) -> tuple[set[str], list[str]]:
    """Run the faults of one process; return the overrides that raised, and what does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "PASSEUR_LANG": "en",
            "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder,
        }  # fmt: skip
        program = [sys.executable, "-X", "faulthandler", str(ROOT / "tests" / "faults" / "inject.py")]
        done = subprocess.run(
            [*program, folder, kind, way, *map(str, part)],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    raised, failures = set(), []
    if done.returncode:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.startswith("begin")), "")
        failures.append(f"{kind} {way}: ended with {done.returncode}, {last or done.stderr[-2000:]}")
    for line in done.stdout.splitlines():
        result = json.loads(line)
        name, notices = result["override"], result["notices"]
        if result["hits"]:
            raised.add(name)
        if not result["picture"]:
            failures.append(f"{kind}: {name}: the audience lost its picture")
        if not result["left"]:
            failures.append(f"{kind}: {name}: Escape did not leave the talk")
        told = sum(notice.endswith(f"fault in {name}") for notice in notices)
        if way == "alone" and result["hits"] and told != 1:
            failures.append(f"{kind}: {name}: told {told} times")
        if way != "alone" and not any("fault in" in notice for notice in notices):
            failures.append(f"{kind}: {name}: no fault was told")
    return raised, failures


def main() -> int:
    """Try all, and return 1 where anything does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=_KINDS)
    kinds = (only,) if (only := parser.parse_args().only) else _KINDS
    jobs: list[tuple[object, ...]] = []
    for kind in kinds:
        jobs += [(kind, "alone", part, _PARTS) for part in range(_PARTS)]
        jobs += [(kind, way) for way in ("at-once", "after", "painting")]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda job: inject(*job), jobs))
    raised = set().union(*(names for names, _ in results))
    failures = [failure for _, found in results for failure in found]
    if not only:
        sys.path[:0] = [str(ROOT)]
        from tests.qt_overrides import all_overrides

        missed = {str(override) for override in all_overrides()} - raised - NEVER_CALLED
        failures += [f"{name}: was never called, so nothing is known of it" for name in sorted(missed)]
    print("\n".join(failures) or f"{len([name for name in raised if name.startswith('desktop')])} overrides: all hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
