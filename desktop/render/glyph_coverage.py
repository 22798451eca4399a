"""Tells which characters the shipped faces lack, and what stands in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QRawFont, QTextLayout

from desktop.render.font_files import qfont
from desktop.render.frame import Font
from desktop.render.theme import CINEMA

_NO_INK: Final = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})
"""The categories of characters without ink, and of marks shaped with a letter."""
_known: Final[dict[Font, dict[str, bool]]] = {}


def missing_characters(text: str, font: Font) -> str:
    """Return the characters that no shipped face of a font has.

    Each comes once, in the order of the text.
    """
    known = _known.setdefault(font, {})
    missing = []
    for character in dict.fromkeys(text):
        has_face = known.get(character)
        if has_face is None:
            has_face = unicodedata.category(character) in _NO_INK or any(
                _has_glyph(face, character) for face in _shipped_faces(font)
            )
            known[character] = has_face
        if not has_face:
            missing.append(character)
    return "".join(missing)


@lru_cache(maxsize=64)
def _shipped_faces(font: Font) -> tuple[QRawFont, ...]:
    """Return the shipped faces of a font, those that stand in last."""
    faces = []
    for family in CINEMA.family(font.family):
        face = QFont(qfont(font))
        face.setFamilies([family])
        faces.append(QRawFont.fromFont(face))
    return tuple(faces)


def _has_glyph(face: QRawFont, character: str) -> bool:
    return bool(face.isValid()) and any(face.glyphIndexesForString(character))


def stand_in_face(text: str, font: Font) -> str:
    """Return the system's face that draws a text, or "" for none."""
    layout = QTextLayout(text, qfont(font))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    # The empty boxes of missing glyphs are a face without tables, and `QRawFont.familyName` crashes on it.
    faces = [run.rawFont() for run in layout.glyphRuns() if any(run.glyphIndexes())]
    return next((face.familyName() for face in faces if not face.fontTable("cmap").isEmpty()), "")
