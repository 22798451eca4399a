"""Screens that show the same are one screen: what the speaker reads must never be put on it for the audience."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from desktop.ui.talk.screens import distinct_screens

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
