"""How tests use the editor's panel: a story with mistakes in it, and real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.story.load.load import load_text

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STORY = """format = 1

[story]
title = { fr = "Le passeur", en = "The ferryman" }
languages = ["fr", "en"]

[track.music]
title = { fr = "Musique", en = "Music" }
color = "jade"

[event.xiami]
date = "2013"
track = "musik"
title = { fr = "Xiami", en = "Xiami" }

[[slide]]
id = "a"
layout = "statment"
title = { fr = "Un cinéma", en = "A cinema" }
"""


def check(pane) -> list:
    found = load_text(pane.text()).problems
    pane.set_problems(found)
    return list(found)


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def place(pane, words: str, after: int = 0) -> int:
    offset = pane.text().index(words) + after
    pane.go_to(offset)
    return offset


def menu_of(pane) -> QMenu:
    return next(menu for menu in pane.findChildren(QMenu) if menu.isVisible())


# -- what is told ------------------------------------------------------------------------------------------------------
