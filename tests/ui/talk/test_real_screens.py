"""Screens of a real X server with a window manager: swapped again and again, and mirrored."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

NEEDED = ("Xvfb", "openbox", "xdotool", "xrandr", "xprop")

pytestmark = pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)}")


@pytest.fixture
def talk_on_screens(tmp_path, root, stories):
    """Return what runs a talk on two screens and returns what it said of its windows."""
    sys.path.insert(0, str(root / "packaging"))
    from virtual_display import VirtualDisplay

    def run(projector_left: int) -> dict[str, object]:
        with VirtualDisplay(1600, 600) as display:
            environment = {
                **os.environ,
                "DISPLAY": display.name,
                "QT_QPA_PLATFORM": "xcb",
                "XDG_CONFIG_HOME": str(tmp_path),
                "XDG_DATA_HOME": str(tmp_path),
                "PYTHONPATH": str(root),
            }
            program = root / "tests" / "programs" / "swap_screens.py"
            done = subprocess.run(
                [sys.executable, str(program), str(stories / "layouts.toml"), str(projector_left)],
                env=environment, cwd=root, capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    yield run
    sys.path.remove(str(root / "packaging"))


@pytest.mark.slow
def test_the_audience_stays_full_screen_however_often_the_screens_are_swapped(talk_on_screens):
    told = talk_on_screens(800)
    assert told["screens"] == ["laptop", "projector"]
    assert told["full_screen"] == [True] * 8
    assert told["apart"] == [True] * 8


@pytest.mark.slow
def test_on_mirrored_screens_the_audience_sees_the_slide_and_no_notes(talk_on_screens):
    told = talk_on_screens(0)
    assert told["screens"] == ["laptop", "projector"]
    assert told["full_screen"] == [True] * 8
    assert not told["console"]
