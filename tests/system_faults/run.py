"""Do each fault to a process of its own, and tell where something else is seen than expected.

    python tests/system_faults/run.py                 all of them
    python tests/system_faults/run.py --only talk     those whose name begins so ("talk: file deleted")
    python tests/system_faults/run.py --jobs 1
    python tests/system_faults/run.py --list          what is seen in each, without doing them

Each child has a story and a home of its own, no rights beyond them, and a limit of time. A fault fails if the expected sentence
is not seen, if anything is raised or a warning of Qt is printed, or if the process dies or hangs. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from tests.system_faults import files, machine, resources, writing  # noqa: E402
from tests.system_faults.child import matches, play  # noqa: E402
from tests.system_faults.listing import list_faults  # noqa: E402
from tests.system_faults.registry import EVENTS, FAULTS, STORY, Fault, Scene  # noqa: E402
from tests.system_faults.turns import seconds_waited  # noqa: E402

assert files
assert machine
assert resources
assert writing

LIMIT_S = 60.0
_PR_CAPBSET_DROP = 24


@dataclass
class Outcome:
    """What came of one fault."""

    fault: Fault
    seen: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    skipped: str = ""


def lay_out(fault: Fault, base: Path) -> Scene:
    """Make the story and the home."""
    scene = fault.scene(base)
    scene.folder.mkdir(exist_ok=True)
    scene.story.write_text(STORY, "utf-8")
    (scene.folder / "events.csv").write_text(EVENTS, "utf-8")
    shutil.copy(ROOT / "tests" / "stories" / "bridge.svg", scene.folder)
    for name in ("data", "config", "state", "cache", "home"):
        (base / name).mkdir(exist_ok=True)
    return scene


def run_one(fault: Fault) -> Outcome:
    """Do one fault in a process of its own."""
    outcome = Outcome(fault)
    base = Path(tempfile.mkdtemp(prefix="passeur-fault-"))
    mounts: list[Path] = []
    try:
        for wanted, name in ((fault.small_home, "data"), (fault.small_folder, "story")):
            if wanted:
                (base / name).mkdir()
                mounted = subprocess.run(
                    ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(base / name)],
                    capture_output=True,
                    check=False,
                )
                if mounted.returncode:
                    outcome.skipped = "no right to mount a small disk"
                    return outcome
                mounts.append(base / name)
        scene = lay_out(fault, base)
        _run_child(fault, scene, outcome)
    finally:
        for mount in mounts:
            subprocess.run(["umount", "-l", str(mount)], capture_output=True, check=False)
        for path in (base / "story", base / "renamed", base / "data"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(base, ignore_errors=True)
    return outcome


def _run_child(fault: Fault, scene: Scene, outcome: Outcome) -> None:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
        **{f"XDG_{name.upper()}_HOME": str(scene.base / name) for name in ("data", "config", "state", "cache")},
        "HOME": str(scene.base / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "PASSEUR_LANG": "en",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",  # a limit of 200 bytes would cut the files that every later start reads
        **{name: value.format(base=scene.base) for name, value in fault.environment.items()},
    }
    said, report = scene.base / "said", scene.base / "report"
    with said.open("wb") as terminal:
        child = subprocess.Popen(
            [sys.executable, __file__, "--child", fault.title, str(scene.base)],
            env=environment, cwd=scene.base, stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal,
        )  # fmt: skip
    began = time.monotonic()
    while (ended := child.poll()) is None and time.monotonic() - began - seconds_waited(child.pid) < LIMIT_S:
        time.sleep(0.02)
    status = ended or 0
    if ended is None:
        child.kill()
        child.wait()
        outcome.wrong.append(f"did not end within {LIMIT_S:.0f} s")
    text = said.read_text("utf-8", "replace")
    outcome.seen = report.read_text("utf-8").splitlines() if report.exists() else []
    lines = [line for line in text.splitlines() if line and "This plugin does not support" not in line]
    outcome.seen += [f"terminal: {line}" for line in lines]
    outcome.seen.append(f"exit: {status}")
    if status < 0:
        outcome.wrong.append(f"died of {signal.Signals(-status).name}")
    for mark in ("Traceback", "QObject::", "QPainter::", "Error calling Python override", "raised: "):
        if mark in text or any(mark in line for line in outcome.seen):
            outcome.wrong.append(f"{mark}: {next((line for line in reversed(lines)), '')[:150]}")
    if not matches(
        fault.expected, [*outcome.seen, *(f"{line}: {line}" for line in outcome.seen if line == "nothing changes")]
    ):
        outcome.wrong.append("expected " + " and ".join(fault.expected))


def drop_capabilities() -> None:
    """Give up what lets root read and write where the mode of a file forbids it.

    Threads begun later have none either, nor have programs that are started: for root, these would get all again.
    """
    library = ctypes.CDLL(None, use_errno=True)
    for capability in range(64):
        library.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # beyond the last one it fails
    header, none = struct.pack("=Ii", 0x20080522, 0), bytes(24)
    if library.capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


def run_child(title: str, base: str) -> int:
    """Be the child."""
    fault = FAULTS[title]
    scene = fault.scene(Path(base))
    with open(scene.base / "report", "w", encoding="utf-8") as lines:
        drop_capabilities()
        try:
            return play(fault, scene, lambda line: print(line.replace("\n", " "), file=lines, flush=True))
        except BaseException as error:
            if not isinstance(error, SystemExit):
                print("raised: " + traceback.format_exc(limit=-2).replace("\n", " | ")[-300:], file=lines, flush=True)
            raise


def main() -> int:
    """Do the faults that the command line names, and return 1 if one differs."""
    if sys.argv[1:2] == ["--child"]:
        return run_child(sys.argv[2], sys.argv[3])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only faults whose name begins so")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="print what is seen in each fault, and do none")
    options = parser.parse_args()
    chosen = [fault for title, fault in FAULTS.items() if title.startswith(options.only)]
    if options.list:
        print("\n".join(list_faults(chosen)))
        return 0
    began, wrong, skipped = time.monotonic(), 0, 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(run_one, chosen):
            wrong += bool(outcome.wrong)
            skipped += bool(outcome.skipped)
            mark = "SKIPPED" if outcome.skipped else "DIFFERS" if outcome.wrong else "ok"
            print(
                f"{mark} {outcome.fault.title}: {outcome.skipped or ' | '.join(line[:200] for line in outcome.seen)}",
                flush=True,
            )
            for one in outcome.wrong:
                print(f"        {one}", flush=True)
    print(f"{len(chosen)} faults in {time.monotonic() - began:.0f} s, {wrong} differ, {skipped} skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
