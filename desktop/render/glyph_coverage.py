"""Tells which characters the shipped faces lack, and what stands in.

Of rare scripts it lets through only as many as Qt can find faces for in time.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice
from typing import Final

from PySide6.QtGui import QRawFont, QTextLayout

from desktop import paths
from desktop.render.font_files import (
    SCRIPTS,
    LetterRanges,
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
_known: Final[dict[Font, dict[str, bool]]] = {}

_MAX_RARE_BLOCKS: Final = 6
"""The most blocks of rare scripts in a long text, of 128 characters each. No text of any language has as many."""
_MAX_RARE_BLOCKS_OF_SHORT: Final = 32
_SHORT: Final = 400
"""A text of so many letters may list the names of languages, each in its script."""
_BOX: Final = "\u25a1"
_RARE: Final = LetterRanges(
    "\u0530\u058f",
    "\u0700\u08ff",
    "\u0980\u10ff",
    "\u1200\u1dff",
    "\u2c00\u2dff",
    "\ua000\uabff",
    "\U00010000\U0001efff",
)


def limit_scripts(text: str) -> str:
    """Return a text with boxes for all but its first rare scripts.

    For each script, and at each size, Qt looks through the faces of the system: half a second for all of Unicode.
    """
    if text.isascii() or not _RARE.occur_in(text):
        return text
    blocks = dict.fromkeys(ord(letter) >> 7 for letter in dict.fromkeys(text) if letter in _RARE)
    most = _MAX_RARE_BLOCKS_OF_SHORT if len(text) <= _SHORT else _MAX_RARE_BLOCKS
    if len(blocks) <= most:
        return text
    shown = set(islice(blocks, most))
    return "".join(_BOX if letter in _RARE and ord(letter) >> 7 not in shown else letter for letter in text)


def missing_characters(text: str, font: Font) -> str:
    """Return the characters that no shipped face of a font has.

    Each comes once, in the order of the text.
    """
    font = font_for(text, font)
    known = _known.setdefault(font, {})
    missing = []
    for character in dict.fromkeys(text):
        has_face = known.get(character)
        if has_face is None:
            has_face = unicodedata.category(character) in _NO_INK or _is_shipped(character, font)
            known[character] = has_face
        if not has_face:
            missing.append(character)
    return "".join(missing)


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
