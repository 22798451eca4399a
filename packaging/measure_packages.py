"""Measure the application that was built, as the person who installs it meets it, and print a table.

    python3 packaging/measure_packages.py [--build] [--json FILE] [--runs 15]    Debian, as root; `--build` builds first, timed

Start is measured from the process's birth to the first slide painted, on the same screen, in turns with the source;
the figures are medians, and the machine's load is printed with them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT)]

import build  # noqa: E402
import clean_root  # noqa: E402
import environment  # noqa: E402
import virtual_display  # noqa: E402
from smoke_test import RunningApplication, trace_events  # noqa: E402

MB: Final = 1e6
# What people install to show slides today, as Debian packages them.
ALTERNATIVES: Final = {"Chromium (for a web deck)": "chromium", "LibreOffice Impress": "libreoffice-impress"}
DESKTOP_PACKAGE: Final = "task-xfce-desktop"  # what a person has already; the smallest that Debian's installer offers
COLD_RUNS: Final = 3
SETTLE_S: Final = 1.5  # seconds of rest before memory is read: what loads after the first slide has loaded


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table: what, how much, in which unit, and at most how much it may be (0 for no bound)."""

    name: str
    value: float
    unit: str
    bound: float = 0.0

    def format_line(self) -> str:
        """Return the line as text."""
        verdict = (
            "" if not self.bound else f"at most {self.bound:g}  {'ok' if self.value <= self.bound else 'TOO MUCH'}"
        )
        return f"{self.name:<58}{self.value:>10.2f} {self.unit:<4} {verdict}".rstrip()


def measure_start(command: list[str], display: virtual_display.VirtualDisplay) -> tuple[float, float]:
    """Start the application, end it again, and return the seconds to its first slide and its memory (PSS) in MB."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.json"
        session = RunningApplication([*command, "--trace", str(trace)], display, trace)
        try:
            session.do_until_event("timeline_painted", lambda: None)
            started, painted = (
                trace_events(trace, "process_start")[0]["ts"],
                trace_events(trace, "first_slide_painted")[0]["ts"],
            )
            time.sleep(SETTLE_S)
            rollup = Path(f"/proc/{session.process.pid}/smaps_rollup").read_text(encoding="ascii")
        finally:
            session.process.terminate()
            session.process.wait()
    pss = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    assert pss
    return (painted - started) / 1e6, int(pss[1]) * 1024 / MB


def drop_file_caches() -> None:
    """Have the kernel forget what it read from disks."""
    subprocess.run(["sync"], check=True)
    Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")


def measure_starts(runs: int) -> list[Measurement]:
    """Measure start and memory, frozen and from source."""
    story = str(PROJECT / "content.toml")
    frozen = [str(build.APPLICATION_FOLDER / "passeur"), "open", story]
    source = [str(environment.interpreter()), "-P", "-m", "desktop", "open", story]
    with virtual_display.VirtualDisplay(1920, 1080) as display:
        warm: dict[str, list[float]] = {"frozen": [], "source": []}
        memory = []
        for run_number in range(runs + 1):
            for name, command in (("frozen", frozen), ("source", source)):
                seconds, pss = measure_start(command, display)
                if run_number:  # the first reads from the disk
                    warm[name].append(seconds)
                    memory += [pss] if name == "frozen" else []
        cold: dict[str, list[float]] = {"frozen": [], "source": []}
        for _ in range(COLD_RUNS):
            for name, command in (("frozen", frozen), ("source", source)):
                drop_file_caches()
                cold[name].append(measure_start(command, display)[0])
    medians = {name: statistics.median(found) for name, found in warm.items()}
    return [
        Measurement("start to first slide, source, warm", medians["source"] * 1000, "ms"),
        Measurement("start to first slide, frozen, warm", medians["frozen"] * 1000, "ms"),
        Measurement("frozen over source", medians["frozen"] / medians["source"], "×", 1.3),
        Measurement("start to first slide, source, cold disk", statistics.median(cold["source"]) * 1000, "ms"),
        Measurement("start to first slide, frozen, cold disk", statistics.median(cold["frozen"]) * 1000, "ms"),
        Measurement("memory (PSS), story and timeline open", statistics.median(memory), "MB", 160),
    ]


def measure_sizes() -> list[Measurement]:
    """Measure what is downloaded and what it becomes."""
    deb, archive = next(build.DIST.glob("*.deb")), next(build.DIST.glob("*.tar.xz"))
    return [
        Measurement(
            "installed size, without what the system shares",
            build.folder_size(build.APPLICATION_FOLDER) / MB,
            "MB",
            build.MAX_INSTALLED_BYTES / MB,
        ),
        Measurement(".deb", deb.stat().st_size / MB, "MB", build.MAX_PACKAGE_BYTES / MB),
        Measurement(".tar.xz", archive.stat().st_size / MB, "MB", build.MAX_PACKAGE_BYTES / MB),
    ]


def parse_apt_sizes(apt_output: str) -> tuple[float, float]:
    """Return the megabytes to download and to store, out of what apt-get says before it asks.

    Of "12.3 MB/45.6 MB" the first is without what is here already, such as our own package: the second counts.
    """
    unit = {"B": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}
    fetched = re.search(r"Need to get (?:[\d.,]+ \w+/)?([\d.,]+) (\w+) of archives", apt_output)
    stored = re.search(r"After this operation, ([\d.,]+) (\w+) of additional", apt_output)
    if not (fetched and stored):
        raise ValueError(apt_output)
    return tuple(float(found[1].replace(",", "")) * unit[found[2]] for found in (fetched, stored))  # type: ignore[return-value]


def measure_installs() -> list[Measurement]:
    """Ask apt what Passeur and the alternatives come to, with all that they need and that is not there yet."""
    deb = next(build.DIST.glob("*.deb"))
    measurements = []
    with clean_root.CleanRoot(build.BUILD / "bare-untouched") as root:
        root.apt("update")
        (root.folder / "tmp" / deb.name).write_bytes(deb.read_bytes())
        desktop = parse_apt_sizes(root.simulate_apt("install", DESKTOP_PACKAGE))
        for name, package in {"Passeur": f"/tmp/{deb.name}", **ALTERNATIVES}.items():  # noqa: S108 — inside the root
            alone = parse_apt_sizes(root.simulate_apt("install", package))
            beside = parse_apt_sizes(root.simulate_apt("install", DESKTOP_PACKAGE, package))
            for place, (fetched, stored), (less_fetched, less_stored) in (
                ("on a bare Debian 12", alone, (0.0, 0.0)),
                ("beside a desktop (XFCE)", beside, desktop),
            ):
                measurements += [
                    Measurement(f"{name}, {place}: download", fetched - less_fetched, "MB"),
                    Measurement(f"{name}, {place}: on disk", stored - less_stored, "MB"),
                ]
    return measurements


def main() -> int:
    """Print the table and return 1 if a bound is not kept."""
    parser = argparse.ArgumentParser(description="Measure the application that was built.")
    parser.add_argument("--build", action="store_true", help="build first, and say how long it took")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--runs", type=int, default=15, help="starts to take the median of (15)")
    options = parser.parse_args()
    measurements = []
    if options.build:
        environment.ensure("test")
        started = time.monotonic()
        build.build([])
        measurements.append(Measurement("build and packages, two cores", time.monotonic() - started, "s", 180))
    load_before = os.getloadavg()[0]
    measurements += measure_sizes() + measure_starts(options.runs)
    print(f"load before the starts {load_before:.2f}, after {os.getloadavg()[0]:.2f}; {os.cpu_count()} cores")
    measurements += measure_installs()
    for figure in measurements:
        print(figure.format_line())
    if options.json:
        options.json.write_text(
            json.dumps([asdict(figure) for figure in measurements], indent=2) + "\n", encoding="utf-8"
        )
    return int(any(figure.bound and figure.value > figure.bound for figure in measurements))


if __name__ == "__main__":
    sys.exit(main())
