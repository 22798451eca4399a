"""From *New* to ten slides and a PDF, by mouse and typing on a real window, without opening the text."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

NEEDED = ("Xvfb", "openbox", "xdotool")
MOST_MINUTES = 12

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)}"),
]


@pytest.fixture(scope="module")
def story(tmp_path_factory, root):
    """Return what came of the hand's journey."""
    sys.path.insert(0, str(root / "packaging"))
    from virtual_display import VirtualDisplay

    folder, home = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("home")
    with VirtualDisplay(1280, 900) as display:
        environment = {
            **os.environ,
            "DISPLAY": display.name,
            "QT_QPA_PLATFORM": "xcb",
            "PASSEUR_LANG": "en",
            "PYTHONPATH": str(root),
            **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(home)),
        }
        done = subprocess.run(
            [sys.executable, str(root / "tests" / "programs" / "first_story.py"), str(folder)],
            env=environment, cwd=root, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
    sys.path.remove(str(root / "packaging"))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_has_all_that_was_wanted(story):
    wanted = {"slides": 10, "events": 8, "pictures": 2, "disputes": [2], "errors": [], "saved": True}
    assert {key: story[key] for key in wanted} == wanted
    assert story["title"] == "Eight years to the Moon — Passeur"
    assert story["pdf"] > 20_000


def test_the_text_was_never_opened(story):
    assert story["editor_opened"] is False


def test_a_person_needs_at_most_twelve_minutes(story):
    # Counted, not measured: clicks, keys and dialogs at a person's pace. No machine is too slow for it.
    assert story["clicks"] > 20
    assert story["keys"] > 400
    assert story["minutes"] <= MOST_MINUTES
