"""Loads the shipped font files, each when it is first used.

A font asks for a weight and a slant; what it gets is a face that exists. Qt would embolden or slant another one, and
letters that were never drawn so look smeared.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from desktop import paths
from desktop.fast_dataclass import dataclass
from desktop.render.frame import Font
from desktop.render.qt_reader_messages import silence_readers
from desktop.render.theme import CINEMA, Theme


@dataclass(frozen=True, slots=True)
class Face:
    """Describes a font file as Qt finds it."""

    file_name: str
    weight: int  # of CSS, as the file itself says
    italic: bool = False


FACES: Final[dict[str, tuple[Face, ...]]] = {
    "display": (Face("PasseurDisplay-Regular.ttf", 500), Face("PasseurDisplay-Italic.ttf", 400, italic=True)),
    "body": (
        Face("Inter-Regular.otf", 400),
        Face("Inter-Medium.otf", 500),
        Face("Inter-SemiBold.otf", 600),
        Face("Inter-Italic.otf", 400, italic=True),
    ),
    "mono": (Face("JetBrainsMono-Regular.ttf", 400),),
    "han": (Face("PasseurWenKai-Regular.ttf", 400),),
}
"""The faces of each role of a theme."""

_loaded_files: set[str] = set()
_SUBSTITUTIONS: Final = {"mono": ("calt", "liga", "ccmp")}
_COMMON_SUBSTITUTIONS: Final = ("calt", "liga")
"""Features that put another glyph in a letter's place (an arrow for "->"): a PDF finds letters by their glyphs."""


def load_fonts() -> tuple[str, ...]:
    """Load all shipped fonts into Qt; return the unreadable files.

    A QGuiApplication must exist. Whoever only sets text need not call this: a font file is loaded when it is first
    used.
    """
    return tuple(face.file_name for faces in FACES.values() for face in faces if not _load(face))


def _load(face: Face) -> bool:
    """Load a face into Qt once; return whether its file is readable."""
    if face.file_name not in _loaded_files:
        silence_readers()
        if QFontDatabase.addApplicationFont(str(paths.fonts() / face.file_name)) < 0:
            return False
        _loaded_files.add(face.file_name)
    return True


def face_of(font: Font) -> Face:
    """Return the shipped face that is nearest to a font."""
    faces = FACES.get(font.family, FACES["body"])
    return min(faces, key=lambda face: (face.italic != font.italic, abs(face.weight - font.weight)))


@lru_cache(maxsize=512)
def qfont(font: Font, theme: Theme = CINEMA) -> QFont:
    """Return the shared QFont of a font; callers never change it."""
    face = face_of(font)
    _load(face)
    _load(FACES["han"][0])  # the fallback of all other fonts
    qt_font = QFont()
    qt_font.setFamilies(list(theme.family(font.family)))
    # setPixelSize takes whole pixels only: the sizes of the type scale are whole, and transforms scale later.
    qt_font.setPixelSize(max(1, round(font.size)))
    qt_font.setWeight(QFont.Weight(face.weight))
    qt_font.setItalic(face.italic)
    qt_font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    qt_font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    qt_font.setKerning(True)
    for feature in _SUBSTITUTIONS.get(font.family, _COMMON_SUBSTITUTIONS):
        qt_font.setFeature(QFont.Tag(feature), 0)
    if font.tracking:
        qt_font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, font.tracking)
    return qt_font
