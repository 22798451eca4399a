"""Loads the shipped font files, each when a text first needs it.

A font asks for a weight and a slant; what it gets is a face that exists. Qt would embolden or slant another one, and
letters that nobody drew look smeared.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

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
        Face("Inter-SemiBoldItalic.otf", 600, italic=True),
    ),
    "mono": (Face("JetBrainsMono-Regular.ttf", 400),),
    "han": (Face("PasseurWenKai-Regular.ttf", 400),),
}
"""The faces of each role of a theme: Latin, Greek and Cyrillic."""


class LetterRanges:
    """Finds characters of ranges, each written as its ends.

    They stand in their order. A regular expression with letters above U+00FF takes 2 to 6 ms to compile, and the first slide
    waited for eight of them.
    """

    __slots__ = ("_first", "_last", "_lowest", "_members", "_others")

    def __init__(self, *ranges: str) -> None:
        self._first = tuple(letters[0] for letters in ranges)
        self._last = tuple(letters[1] for letters in ranges)
        self._lowest = self._first[0]
        # Letters that were looked up: a text of another script is asked for eight scripts each time it is measured.
        self._members: set[str] = set()
        self._others: set[str] = set()

    def occur_in(self, text: str) -> bool:
        """Return whether a text has any of the letters."""
        if max(text, default="") < self._lowest:
            return False
        letters = set(text)
        if not letters.isdisjoint(self._members):
            return True
        for letter in letters - self._others:
            if letter in self:
                self._members.add(letter)
                return True
            self._others.add(letter)
        return False

    def count_in(self, text: str) -> int:
        """Return how many characters of a text are such letters."""
        return sum(map(self.__contains__, text)) if max(text, default="") >= self._lowest else 0

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self._first, character)
        return place > 0 and character <= self._last[place - 1]


@dataclass(frozen=True, slots=True)
class Script:
    """Describes a script with faces of its own, which have no italic."""

    family: str  # its half-bold face is the family with "SemiBold" behind its name
    characters: LetterRanges
    display_family: str = ""  # for titles, where it is another one
    joined: bool = False  # whether its letters hold together, so that none may stand apart


_HAN_LETTERS: Final = LetterRanges("\u2e80\u2fdf", "\u3000\u303f", "\u3400\u9fff", "\uf900\ufaff", "\uff01\uff5e")
CHINESE: Final = Script("Passeur WenKai", _HAN_LETTERS)
JAPANESE: Final = Script(
    "Passeur Japanese",
    LetterRanges("\u2e80\u2fdf", "\u3000\u30ff", "\u31f0\u31ff", "\u3400\u9fff", "\uf900\ufaff", "\uff01\uff9f"),
)
"""Kana, and Chinese characters as they are drawn in Japan; they also stand in for those that the Chinese face lacks."""
_KANA: Final = LetterRanges("\u3041\u30ff", "\u31f0\u31ff", "\uff66\uff9f")
KOREAN: Final = Script(
    "Passeur Korean Sans",
    LetterRanges("\u1100\u11ff", "\u3131\u318f", "\ua960\ua97f", "\uac00\ud7ff", "\uffa0\uffdc"),
    display_family="Passeur Korean Serif",
)
SCRIPTS: Final = (
    CHINESE,
    JAPANESE,
    KOREAN,
    Script(
        "Passeur Naskh",
        LetterRanges("\u0600\u06ff", "\u0750\u077f", "\ufb50\ufdff", "\ufe70\ufefc"),
        joined=True,
    ),
    Script("Passeur Hebrew Sans", LetterRanges("\u0591\u05f4", "\ufb1d\ufb4f"), display_family="Passeur Hebrew Serif"),
    Script("Passeur Devanagari", LetterRanges("\u0900\u097f", "\ua8e0\ua8ff"), joined=True),
)
_OTHER_SCRIPTS: Final = LetterRanges("\u0590\u1dff", "\u2e80\ud7ff", "\uf900\U0010ffff")
_OTHER_JOINED: Final = LetterRanges("\u0700\u074f", "\u0780\u08ff", "\u0980\u0dff", "\u1800\u18af")
_HAN_CODECS: Final = {CHINESE.family: "gb2312", JAPANESE.family: "shift_jis"}
"""The sets of Chinese characters that the faces have."""
_JAPANESE_FORMS: Final = "-japanese"
_JAPANESE_FORM_LANGUAGES: Final = ("ja", "ko")

_loaded_files: set[str] = set()
_loaded_families: set[str] = set()
_SUBSTITUTIONS: Final = {"mono": ("calt", "liga", "ccmp")}
_COMMON_SUBSTITUTIONS: Final = ("calt", "liga")
"""Features that put another glyph in a letter's place (an arrow for "->"): a PDF finds letters by their glyphs."""


def load_fonts() -> tuple[str, ...]:
    """Load the fonts of Latin texts into Qt; return all unreadable files.

    A QGuiApplication must exist. Whoever only sets text need not call this: a font file is loaded when it is first
    used.
    """
    unreadable = [face.file_name for faces in FACES.values() for face in faces if not _load(face.file_name)]
    others = [name for script in SCRIPTS for family in _families_of(script) for name in script_files(family)]
    unreadable += [
        name for name in others if name not in _loaded_files and not os.access(paths.fonts() / name, os.R_OK)
    ]
    return tuple(dict.fromkeys(unreadable))


def _load(file_name: str) -> bool:
    """Load a font file into Qt once; return whether it is readable."""
    if file_name not in _loaded_files:
        silence_readers()
        if QFontDatabase.addApplicationFont(str(paths.fonts() / file_name)) < 0:
            return False
        _loaded_files.add(file_name)
    return True


def _families_of(script: Script) -> tuple[str, ...]:
    return (script.family, script.display_family) if script.display_family else (script.family,)


def script_files(family: str) -> tuple[str, str]:
    """Return the regular and the half-bold file of a script's family."""
    stem = family.replace(" ", "")
    return f"{stem}-Regular.ttf", f"{stem}-SemiBold.ttf"


def base_role(font: Font) -> str:
    """Return the role of a theme that a font has."""
    return font.family.removesuffix(_JAPANESE_FORMS)


def base_font(font: Font) -> Font:
    """Return a font as Latin texts have it."""
    return replace(font, family=base_role(font)) if has_japanese_forms(font) else font


def has_japanese_forms(font: Font) -> bool:
    """Return whether a font draws Chinese characters as in Japan."""
    return font.family.endswith(_JAPANESE_FORMS)


def scripts_of(font: Font) -> tuple[Script, ...]:
    """Return the scripts in the order of a font's faces.

    Chinese characters beside kana or Hangul are drawn otherwise than in China.
    """
    if not has_japanese_forms(font):
        return SCRIPTS
    return (JAPANESE, CHINESE, *(script for script in SCRIPTS if script not in (JAPANESE, CHINESE)))


def letters_by_family(text: str, font: Font) -> list[tuple[str, set[str]]]:
    """Return the families of other scripts that draw letters of a text."""
    left = set(text)
    found = []
    for script in scripts_of(font):
        codec = _HAN_CODECS.get(script.family, "")
        letters = {letter for letter in left if script.characters.occur_in(letter) and _all_in(letter, codec)}
        if letters:
            found.append((script_family(script, font), letters))
            left -= letters
    return found


def face_of(font: Font) -> Face:
    """Return the shipped face that is nearest to a font."""
    faces = FACES.get(base_role(font), FACES["body"])
    return min(faces, key=lambda face: (face.italic != font.italic, abs(face.weight - font.weight)))


def script_family(script: Script, font: Font) -> str:
    """Return the family that draws a script in a font.

    Titles and half-bold texts have the half-bold face, so that other scripts have a hierarchy too.
    """
    face = face_of(font)
    is_title = base_role(font) == "display"
    family = script.display_family if is_title and script.display_family else script.family
    return f"{family} SemiBold" if face.weight >= 600 or (is_title and not face.italic) else family


@lru_cache(maxsize=8192)
def has_italic(text: str) -> bool:
    """Return whether all letters of a text have an italic."""
    return text.isascii() or not _OTHER_SCRIPTS.occur_in(text)


def font_for(text: str, font: Font, language: str = "") -> Font:
    """Return the font in which a text is set, its faces loaded.

    Only Latin, Greek and Cyrillic have italics; letters of joined scripts never stand apart. A text with kana or Hangul,
    or of one of their languages, has Chinese characters of Japanese form.
    """
    if has_italic(text):
        return font
    return _font_for(text, font, language.partition("-")[0] in _JAPANESE_FORM_LANGUAGES)


@lru_cache(maxsize=8192)
def _font_for(text: str, font: Font, is_of_japan: bool) -> Font:
    scripts = [script for script in SCRIPTS if script.characters.occur_in(text)]
    has_han = CHINESE in scripts
    is_japanese = _KANA.occur_in(text) or (has_han and (is_of_japan or KOREAN in scripts))
    is_joined = _OTHER_JOINED.occur_in(text) or any(script.joined for script in scripts)
    for script in scripts:
        # A Chinese text asks for the other face only where its own lacks a character, and the other way round.
        if script is JAPANESE and not is_japanese and _all_in(text, _HAN_CODECS[CHINESE.family]):
            continue
        if script is CHINESE and is_japanese and _all_in(text, _HAN_CODECS[JAPANESE.family]):
            continue
        _load_script(script)
    if font.italic:
        upright = min(
            (face.weight for face in FACES[base_role(font)] if not face.italic), key=lambda w: abs(w - font.weight)
        )
        font = replace(font, italic=False, weight=upright)
    if is_joined and font.tracking:
        font = replace(font, tracking=0.0)
    if is_japanese and not has_japanese_forms(font):
        font = replace(font, family=font.family + _JAPANESE_FORMS)
    return font


def _all_in(text: str, codec: str) -> bool:
    """Return whether a set has all Chinese characters of a text."""
    if not codec:
        return True
    try:
        "".join(character for character in text if "\u3400" <= character <= "\u9fff").encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _load_script(script: Script) -> None:
    """Load the faces of a script once."""
    new = [family for family in _families_of(script) if family not in _loaded_families]
    for family in new:
        regular, half_bold = map(_load, script_files(family))
        if regular and half_bold:
            _loaded_families.update((family, f"{family} SemiBold"))
    if new:
        # The fonts made before do not know them. What was measured with them had no letter of the script.
        qfont.cache_clear()
        font_metrics.cache_clear()


@lru_cache(maxsize=512)
def qfont(font: Font, theme: Theme = CINEMA) -> QFont:
    """Return the shared QFont of a font; callers never change it."""
    face = face_of(font)
    _load(face.file_name)
    families = list(theme.family(base_role(font)))
    # A family that is not loaded is not named: some systems look for it, in all their fonts, for a fifth of a second.
    scripts = [script_family(script, font) for script in scripts_of(font)]
    loaded = [family for family in scripts if family in _loaded_families]
    # All fonts with the same first family ask the others in the order of the one that Qt made first: the Japanese face
    # comes before the Chinese one only where it is the first of all. It has no Latin letters.
    first = loaded[:1] if has_japanese_forms(font) and JAPANESE.family in _loaded_families else []
    qt_font = QFont()
    qt_font.setFamilies([*first, *families, *loaded[len(first) :]])
    # setPixelSize takes whole pixels only: the sizes of the type scale are whole, and transforms scale later.
    qt_font.setPixelSize(max(1, round(font.size)))
    qt_font.setWeight(QFont.Weight(face.weight))
    qt_font.setItalic(face.italic)
    qt_font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    qt_font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    qt_font.setKerning(True)
    for feature in _SUBSTITUTIONS.get(base_role(font), _COMMON_SUBSTITUTIONS):
        qt_font.setFeature(QFont.Tag(feature), 0)
    if font.tracking:
        qt_font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, font.tracking)
    return qt_font


@lru_cache(maxsize=512)
def font_metrics(font: Font) -> QFontMetricsF:
    """Return the cached QFontMetricsF of a font."""
    return QFontMetricsF(qfont(font))


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
