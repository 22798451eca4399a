"""A real X screen that nobody sees, and what is on it: Xvfb keeps its pixels in a file."""

from __future__ import annotations

import mmap
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from windows import ROOT

COLORS_OF_A_PICTURE = 8
"""A window that is not yet painted has one or two colours; letters alone have a dozen, through antialiasing."""
LONGEST_WAIT_S = 60.0


def is_available() -> bool:
    """Return whether there is an Xvfb."""
    return shutil.which("Xvfb") is not None


@dataclass(frozen=True, slots=True)
class Screen:
    """The pixels of a screen of 1920 × 1080, as they are now."""

    display: str
    pixels: NDArray[np.uint32]

    def has_picture(self, rect: tuple[int, int, int, int]) -> bool:
        """Return whether there is more than a plain window in a rectangle (x, y, width, height)."""
        x, y, width, height = rect
        return len(np.unique(self.pixels[y : y + height, x : x + width])) >= COLORS_OF_A_PICTURE

    def until_picture(self, words: Sequence[str], rect: tuple[int, int, int, int]) -> float:
        """Start Python with some words; return the milliseconds until its picture is on the screen, and end it."""
        with tempfile.TemporaryDirectory() as home:
            environment = {
                **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
                "DISPLAY": self.display,
                "QT_QPA_PLATFORM": "xcb",
                "XDG_CONFIG_HOME": home,
                "XDG_DATA_HOME": home,
                "PASSEUR_LANG": "fr",
            }
            while self.has_picture(rect):  # the window before
                time.sleep(0.01)
            began = time.perf_counter()
            process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
            try:
                while time.perf_counter() - began < LONGEST_WAIT_S:
                    if self.has_picture(rect):
                        return (time.perf_counter() - began) * 1000
                    time.sleep(0.004)
            finally:
                process.kill()
                process.wait()
        raise RuntimeError(f"{words} showed nothing in {LONGEST_WAIT_S} s")


@contextmanager
def open_screen() -> Iterator[Screen]:
    """Give a screen of 1920 × 1080 with 32 bits a pixel.

    It shows no pointer: over a window in the making that one counts as a picture.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = [
            "Xvfb",
            "-displayfd",
            "1",
            "-fbdir",
            folder,
            "-screen",
            "0",
            "1920x1080x24",
            "-nolisten",
            "tcp",
            "-nocursor",
        ]
        server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            assert server.stdout is not None
            display = f":{int(server.stdout.readline())}"
            with (Path(folder) / "Xvfb_screen0").open("rb") as file:
                memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            # The header of an X window dump: its own size is its first word; then come the colours, then the pixels.
            header = np.frombuffer(memory, ">u4", 25)
            start = int(header[0]) + 12 * int(header[19])
            pixels = np.frombuffer(memory, np.uint32, 1920 * 1080, start).reshape(1080, 1920)
            yield Screen(display, pixels)
        finally:
            server.terminate()
            server.wait()
