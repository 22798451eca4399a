"""A talk of 200 photographs in two windows: prints as JSON the MB held at its end, and the most."""

from __future__ import annotations

import json
import os
import random
import sys
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

from windows import open_talk, settle  # noqa: E402

SLIDES = 200
SIZE = (4000, 3000)


def resident(name: str = "VmRSS") -> float:
    """Return the resident memory in MB, the most it ever was (`VmHWM`), or the part that is no file (`RssAnon`)."""
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    except OSError:  # not Linux
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


def write_photograph(file: Path, width: int, height: int) -> None:
    """Write a JPEG as rough as a photograph: patches of all colours, with grain."""
    from PySide6.QtGui import QImage

    chance = random.Random(7)
    patches = QImage(width // 50, height // 50, QImage.Format.Format_RGB32)
    for y in range(patches.height()):
        for x in range(patches.width()):
            patches.setPixel(x, y, chance.randrange(1 << 24))
    assert patches.scaled(width, height).save(str(file), quality=90)


def write_photographs(folder: Path, slides: int) -> None:
    """Write one photograph under many names."""
    first = folder / "photo-0.jpg"
    write_photograph(first, *SIZE)
    for number in range(1, slides):
        os.link(first, folder / f"photo-{number}.jpg")


def story_of(slides: int) -> str:
    """Return a story that shows each photograph on a slide."""
    text = 'format = 1\n[story]\ntitle = "Photographs"\nlanguages = ["en"]\n'
    for number in range(slides):
        text += (
            f'\n[[slide]]\nid = "photo-{number}"\nlayout = "image"\ntitle = "Photograph {number}"\n'
            f'image = "photo-{number}.jpg"\nalt = "Patches of colour"\n'
        )
    return text


def walk(slides: int) -> dict[str, float]:
    """Walk through the talk in two windows of 1920 × 1080, each slide painted ahead; return memory in MB."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from desktop.ui.app.malloc import fix_malloc_threshold

    fix_malloc_threshold()
    with open_talk(story_of(slides), fill=partial(write_photographs, slides=slides)) as (window, presenter):
        window.session.background_checks.start()
        for _ in range(slides - 1):
            QTest.keyClick(presenter.speaker_window, Qt.Key.Key_Right)
            settle(0.1)
        assert window.session.navigator.position.slide_id == f"photo-{slides - 1}"
        return {"own": resident("RssAnon"), "resident": resident(), "most": resident("VmHWM")}


if __name__ == "__main__":
    print(json.dumps(walk(int(sys.argv[1]) if len(sys.argv) > 1 else SLIDES)))
