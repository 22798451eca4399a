"""Measures a Latin text, then one of each other script; prints the font files that each one loaded."""

import json

from PySide6.QtGui import QGuiApplication

from desktop.render import font_files
from desktop.render.text import measure_text
from desktop.render.theme import display_font

application = QGuiApplication([])
loaded: dict[str, list[str]] = {}
before: set[str] = set()
widths: list[float] = []
for text in ("Le passeur", "摆渡人", "渡し守", "사공", "العبار", "המעבורת", "नाविक"):
    widths.append(measure_text(text, display_font(72)))
    loaded[text] = sorted(font_files._loaded_files - before)
    before = set(font_files._loaded_files)
print(json.dumps(loaded))
