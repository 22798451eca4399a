"""What a person sees: from the start of the process to the slide's pixels on a real X screen, beside a bare window of Qt."""

from __future__ import annotations

import sys

from measure import TINY, Result, Row, in_turn
from screen import is_available, open_screen
from startup import HERE

SLIDE_IN_WINDOW = (560, 280, 160, 40)  # inside the slide of a window of 1280 × 800
MIDDLE_OF_WINDOW = (560, 380, 160, 40)
MIDDLE_OF_SCREEN = (880, 520, 160, 40)


def seen(runs: int) -> list[Result]:
    """Open and present the shipped story, each in turn with a bare window of the same size."""
    if TINY or not is_available():
        print("pixels-on-screen: skipped, as there is no Xvfb" if not TINY else "", file=sys.stderr)
        return []
    bare = str(HERE / "bare.py")
    with open_screen() as screen:
        opened, presented, bare_window, bare_screen = in_turn(
            runs,
            lambda: screen.until_picture(["-m", "desktop", "open", "content.toml"], SLIDE_IN_WINDOW),
            lambda: screen.until_picture(["-m", "desktop", "present", "content.toml"], MIDDLE_OF_SCREEN),
            lambda: screen.until_picture([bare, "--size", "1280x800"], MIDDLE_OF_WINDOW),
            lambda: screen.until_picture([bare, "--size", "1920x1080"], MIDDLE_OF_SCREEN),
        )
    return [
        Result("pixels-on-screen, open", "ms", opened, bare_window, 1.6),
        Result("pixels-on-screen, present", "ms", presented, bare_screen, 1.6),
    ]


ROWS = [Row("pixels-on-screen", seen, 11)]
