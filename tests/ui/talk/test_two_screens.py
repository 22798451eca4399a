"""Two screens of different densities, without a display: each window keeps to its own, whatever is unplugged."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def talk(tmp_path_factory, root, stories):
    """Return what a talk on two screens was like."""
    folder = tmp_path_factory.mktemp("screens")
    # Density goes by dots an inch: the platform's own `dpr` does not reach the windows.
    screens = [
        {"name": name, "x": x, "y": 0, "width": wide, "height": high, "logicalDpi": dpi, "logicalBaseDpi": 96, "dpr": 1}
        for name, x, wide, high, dpi in (("laptop", 0, 2880, 1800, 192), ("beamer", 2880, 1920, 1080, 96))
    ]
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "PYTHONPATH": str(root),
    }
    done = subprocess.run(
        [sys.executable, str(root / "tests" / "ui" / "talk" / "two_screens.py"), str(stories / "layouts.toml")],
        env=environment, cwd=root, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("screens", ["beamer", "laptop"]),
        ("on the primary screen", [False, True]),
        ("begun", ["beamer", "laptop"]),
        ("full", True),
        ("ratios", [1.0, 2.0]),
        ("walked", ["statement", "statement"]),
        ("swapped", ["laptop", "beamer"]),
        ("back", ["beamer", "laptop"]),
        ("pulled_at_once", [False, True]),
        ("pulled", ["", "laptop"]),
        ("goes_on", "event"),
        ("plugged_in", ["beamer", "laptop"]),
        ("typed_on", ["2b", ""]),
        ("keyboard", "Console"),
        ("timelines", [True, True]),
        ("timeline_keys", "TimelineView"),
        ("moved_away", ["laptop", "laptop"]),
        ("moved_back", ["beamer", "laptop"]),
        ("full_again", True),
        ("one_screen", ["laptop", ""]),
        ("over_the_slide", [True, True]),
        ("projector", ["beamer", "laptop"]),
        ("over_the_projector", [False, False]),
        ("closed_at_once", [True, False]),
        ("closed", ["beamer", ""]),
        ("opened", ["beamer", "laptop"]),
        ("chosen", ["laptop", "beamer"]),
        ("remembered", ["laptop", "beamer"]),
    ],
)
def test_each_window_keeps_to_its_screen(talk, moment, expected):
    assert talk[moment] == expected
