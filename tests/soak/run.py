"""Play an hour of use at speed in one process, and tell whether anything grows.

    python tests/soak/run.py                five minutes, seed 1
    python tests/soak/run.py --minutes 60 --seed 7 --output FOLDER

Writes `soak.png` and `soak.json` into FOLDER (default: build/soak). Ends with 1 if the second half of a figure grows beyond
noise (`samples.py` says what that is), or if an exception or a warning of Qt was seen.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
ACTS_A_ROUND = 12

if __name__ == "__main__":
    sys.path[:0] = [str(ROOT)]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PASSEUR_LANG"] = "en"
    for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[_name] = tempfile.mkdtemp(prefix="passeur-soak-")

from desktop.garbage import collect_where_off, collection_off  # noqa: E402
from tests.soak import samples  # noqa: E402
from tests.soak.player import Player, settle  # noqa: E402

# Said by the offscreen platform where a window manager would act.
_NO_FAULT = "This plugin does not support"


class Faults(logging.Handler):
    """Counts exceptions that were logged and warnings of Qt."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        text = logging.Formatter().format(record)
        if _NO_FAULT not in text and (record.levelno >= logging.ERROR or record.name.startswith("qt")):
            self.seen[text[-600:]] += 1


def soak(minutes: float, seed: int, rounds: int | None = None) -> dict[str, Any]:
    """Play for minutes, or for a number of rounds, and return samples, trends and faults."""
    from desktop.ui.app.app import build_window
    from desktop.ui.app.malloc import fix_malloc_threshold
    from desktop.ui.widgets import style

    app = style.application()
    if rounds is None:
        fix_malloc_threshold()  # as the program does, in a process of its own
    faults = Faults()
    logging.getLogger().addHandler(faults)
    times: list[float] = []
    series: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="passeur-soak-") as folder, collection_off():
        file = Path(shutil.copy(ROOT / "content.toml", folder))
        shutil.copytree(ROOT / "assets", Path(folder) / "assets")
        window = build_window(app)
        window.error_monitor.install()
        window.settings.set_reduced_motion(True)
        window.story_file.open(file)
        window.resize(1280, 800)
        window.build_workbench().create_timeline()
        window.show()
        player = Player(window, file, seed)
        try:
            # Everything is imported and made once; a test of few rounds does not wait for that.
            (player.use_all if rounds is None else player.round_of_all)()
            first_classes = samples.classes()
            began = time.monotonic()
            while len(times) < rounds if rounds is not None else time.monotonic() - began < minutes * 60:
                del player.key_to_paint_ms[:-100]  # the last ones count again where a round presses no key
                if rounds is not None:
                    player.round_of_all()
                else:
                    player.round(ACTS_A_ROUND)
                collect_where_off()
                times.append(time.monotonic() - began)
                for name, value in samples.sample(player.key_to_paint_ms).items():
                    series.setdefault(name, []).append(value)
            grown_classes = samples.classes() - first_classes
        finally:
            window.session.document.discard_changes()
            window.file_watch.watch(None)
            window.close()
            window.session.close()
            window.error_monitor.remove()
            window.deleteLater()
            settle(0.1)
            logging.getLogger().removeHandler(faults)
    return {
        "seed": seed,
        "acts": player.acts,
        "times": times,
        "series": series,
        "trends": {name: samples.trend(times, values, samples.FLOORS[name]) for name, values in series.items()},
        "faults": faults.seen,
        "grown classes": dict(grown_classes.most_common(20)),
    }


def main() -> int:
    """Play, report, and return 1 if something grew or failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "soak")
    options = parser.parse_args()
    found = soak(options.minutes, options.seed)
    options.output.mkdir(parents=True, exist_ok=True)
    samples.plot(found["times"], found["series"], found["trends"], options.output / "soak.png")
    trends = found["trends"]
    record = {**found, "trends": {name: {**vars(one), "grows": one.grows} for name, one in trends.items()}}
    (options.output / "soak.json").write_text(json.dumps(record, indent=1), "utf-8")
    print(f"{sum(found['acts'].values())} acts in {found['times'][-1]:.0f} s: {dict(found['acts'])}")
    for name, one in trends.items():
        values = found["series"][name]
        print(
            f"{'GROWS ' if one.grows else 'steady'} {name}: {values[0]:g} → {values[len(values) // 2]:g} → {values[-1]:g};"
            f" second half {one.rise:+.3g} ± {samples.ERRORS * one.error * (found['times'][-1] / 2):.2g} (floor {one.floor:g})"
        )
    for text, count in found["faults"].items():
        print(f"FAULT ×{count}: {text}")
    print(f"plot and samples: {options.output}")
    return 1 if found["faults"] or any(one.grows for one in trends.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
