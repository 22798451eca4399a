"""Tells which characters the shipped faces lack, and what stands in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QRawFont, QTextLayout

from desktop import paths
from desktop.render.font_files import (
    SCRIPTS,
    face_of,
    font_for,
    qfont,
    script_family,
    script_files,
)
from desktop.render.frame import Font

_NO_INK: Final = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})
"""The categories of characters without ink, and of marks shaped with a letter."""
_SIZE: Final = 16.0  # any: a glyph is there at every size or at none
_known: Final[dict[tuple[str, bool, int], dict[str, bool]]] = {}  # by face


@lru_cache(maxsize=8192)
def missing_characters(text: str, font: Font) -> str:
    """Return the characters that no shipped face of a font has.

    Each comes once, in the order of the text.
    """
    font = font_for(text, font)
    known = _known.setdefault((font.family, font.italic, font.weight), {})
    return "".join([character for character in dict.fromkeys(text) if not _has_face(character, font, known)])


def _has_face(character: str, font: Font, known: dict[str, bool]) -> bool:
    has_face = known.get(character)
    if has_face is None:
        has_face = known[character] = unicodedata.category(character) in _NO_INK or _is_shipped(character, font)
    return has_face


def _is_shipped(character: str, font: Font) -> bool:
    """Return whether a shipped face of a font has a character."""
    if _raw_font(face_of(font).file_name).supportsCharacter(ord(character)):
        return True
    return any(
        _raw_font(_file_of(script_family(script, font))).supportsCharacter(ord(character))
        for script in SCRIPTS
        if script.characters.occur_in(character)
    )


def _file_of(family: str) -> str:
    """Return the file of a script's family, half-bold or not."""
    base = family.removesuffix(" SemiBold")
    return script_files(base)[family != base]


@lru_cache(maxsize=32)
def _raw_font(file_name: str) -> QRawFont:
    """Return a shipped face as its file has it."""
    return QRawFont(str(paths.fonts() / file_name), _SIZE)


def stand_in_face(text: str, font: Font) -> str:
    """Return the system's face that draws a text, or "" for none."""
    layout = QTextLayout(text, qfont(font_for(text, font)))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    # The empty boxes of missing glyphs are a face without tables, and `QRawFont.familyName` crashes on it.
    faces = [run.rawFont() for run in layout.glyphRuns() if any(run.glyphIndexes())]
    return next((face.familyName() for face in faces if not face.fontTable("cmap").isEmpty()), "")
