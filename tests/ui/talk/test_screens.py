"""What the speaker reads must never be put on the audience's screen: neither by mirrored screens nor by a small one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.ui.talk.screens import distinct_screens, name_of, show_on_screen

LAPTOP = QRect(0, 0, 1280, 800)


@pytest.mark.parametrize(
    ("projector", "expected"),
    [
        (QRect(1280, 0, 1920, 1080), ["laptop", "projector"]),
        (QRect(0, -1080, 1920, 1080), ["laptop", "projector"]),
        (QRect(0, 0, 1280, 800), ["laptop"]),
        (QRect(0, 0, 1024, 768), ["laptop"]),  # mirrored in another size
        (QRect(0, 0, 1920, 1080), ["laptop"]),
    ],
)
def test_screens_that_mirror_one_another_count_as_one(projector, expected):
    assert distinct_screens(["laptop", "projector"], {"laptop": LAPTOP, "projector": projector}) == expected


def test_a_window_fits_on_its_screen(qapp, qtbot):
    screen = qapp.primaryScreen()
    console = QWidget()
    qtbot.addWidget(console)
    console.setMinimumSize(screen.size() * 1.2)
    show_on_screen(console, name_of(screen), full_screen=False)
    assert console.size().boundedTo(screen.availableSize()) == console.size()
