"""Cuts the shipped faces down to the letters of a page.

HarfBuzz knows which glyphs the letters of joined scripts become, in milliseconds; a Chinese face of 3 MB is then some
kilobytes. fontTools compresses it as WOFF2.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from html import unescape
from types import SimpleNamespace
from typing import Final

from desktop import paths
from desktop.fast_dataclass import dataclass
from desktop.render.font_files import (
    FACES,
    base_role,
    face_of,
    font_for,
    has_italic,
    letters_by_family,
    script_files,
)
from desktop.render.frame import Font
from desktop.render.theme import CINEMA

GENERIC: Final = {"display": "serif", "mono": "monospace"}
_DRAWINGS: Final = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TAGS: Final = re.compile(r"<[^>]*>")
_SLANTED: Final = re.compile(r"<(?:em|blockquote)>.*?</(?:em|blockquote)>", re.DOTALL)
_CODE: Final = re.compile(r"<code>.*?</code>", re.DOTALL)
_PLACEHOLDERS: Final = re.compile(r'placeholder="([^"]*)"')
_ASCII: Final = "".join(map(chr, range(0x20, 0x7F)))
_ANY_WEIGHT: Final = "100 900"  # of a face that has one: nothing is made bolder than it is drawn
_ALWAYS: Final = " …?–"  # what the page itself writes
_MANY_LETTERS: Final = 1000
_BEST: Final = 11
_QUICK: Final = 6
"""Qualities of the compression: the quick one takes a small part of the time, and outlines as they are; more room."""
_NAMES: Final = (0, 1, 2, 13, 14)  # with the licence, which asks to be named
_WITHOUT: Final = frozenset({"calt", "liga", "clig", "dlig", "hlig", "frac", "numr", "dnom", "salt"})
"""Features that slides do not use, or switch off."""


@dataclass(frozen=True, slots=True)
class _FontFace:
    """Describes a face of a style sheet."""

    family: str
    file_name: str
    weight: str
    italic: bool


class PageFonts:
    """Collects the letters of a page by the faces that draw them."""

    def __init__(self) -> None:
        self._letters: dict[_FontFace, set[str]] = {}
        self._classes: dict[tuple[str, float, int, bool, float], str] = {}

    def class_of(self, font: Font, text: str) -> str:
        """Return the class of a font; its letters are noted."""
        font = font_for(text, font)
        families = self.add(font, text)
        face = face_of(font)
        key = (families, font.size, face.weight, face.italic, font.tracking)
        return self._classes.setdefault(key, f"f{len(self._classes)}")

    def add(self, font: Font, text: str) -> str:
        """Note the letters of a text; return its CSS families."""
        role, face = base_role(font), face_of(font)
        family = CINEMA.family(role)[0]
        weight = _ANY_WEIGHT if len({one.weight for one in FACES.get(role, ())}) < 2 else str(face.weight)
        faces = [(_FontFace(family, face.file_name, weight, face.italic), set(text))] if role != "han" else []
        faces += [(_script_face(name), letters) for name, letters in letters_by_family(text, font)]
        for font_face, letters in faces:
            self._letters.setdefault(font_face, set(_ALWAYS)).update(letters)
        names = [f'"{font_face.family}"' for font_face, _ in faces]
        return ",".join([*names, GENERIC.get(role, "sans-serif")])

    def add_html(self, html: str, more: str = "") -> dict[str, str]:
        """Note the letters of running text; return its CSS families.

        They are those of "body", "strong" and "display". `more` is said too, but not in the HTML.
        """
        html = _DRAWINGS.sub("", html)
        text = "".join(sorted({*_letters(html), *more, *"".join(_PLACEHOLDERS.findall(html))}))
        fonts = {"display": Font("display", 16.0, 500), "body": Font("body", 16.0), "strong": Font("body", 16.0, 600)}
        families = {name: self.add(font_for(text, font), text) for name, font in fonts.items()}
        self.add(Font("body", 16.0, 500), text)
        slanted = "".join(filter(has_italic, _letters("".join(_SLANTED.findall(html)))))
        if slanted:
            for font in (
                Font("display", 16.0, 400, True),
                *(Font("body", 16.0, weight, True) for weight in (400, 600)),
            ):
                self.add(font, slanted)
        if "<code" in html or "<textarea" in html:
            self.add(Font("mono", 16.0), _letters("".join(_CODE.findall(html))) + _ASCII)
        return families

    def classes(self) -> str:
        """Return the rules of the classes."""
        rules = []
        for (families, size, weight, italic, tracking), name in self._classes.items():
            style = "italic " if italic else ""
            spacing = f";letter-spacing:{tracking:g}px" if tracking else ""
            rules.append(f".{name}{{font:{style}{weight} {size:g}px {families}{spacing}}}")
        return "\n".join(rules)

    def faces(self) -> str:
        """Return the faces with the glyphs of their letters."""
        quality = _BEST if sum(map(len, self._letters.values())) <= _MANY_LETTERS else _QUICK
        return "\n".join(_font_face(face, letters, quality) for face, letters in self._letters.items())


def _letters(html: str) -> str:
    """Return each letter of a text in HTML once."""
    return "".join(sorted(set(unescape(_TAGS.sub("", html)))))


def _script_face(family: str) -> _FontFace:
    """Return a script's regular or half-bold face by its family."""
    regular, half_bold = script_files(family.removesuffix(" SemiBold"))
    return _FontFace(family, half_bold if family.endswith(" SemiBold") else regular, _ANY_WEIGHT, False)


def _font_face(face: _FontFace, letters: set[str], quality: int) -> str:
    data = b64encode(woff2(face.file_name, frozenset(letters), quality)).decode("ascii")
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{style};font-weight:{face.weight};'
        f"src:url(data:font/woff2;base64,{data})format('woff2')}}"
    )


@lru_cache(maxsize=64)
def woff2(file_name: str, letters: frozenset[str], quality: int = _BEST) -> bytes:
    """Return a shipped face with the glyphs of some letters.

    `quality` is that of the compression, from 0 to 11.
    """
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    for name in _WITHOUT:
        wanted.layout_feature_tag_set.discard(int.from_bytes(name.encode("ascii"), "big"))
    wanted.drop_table_tag_set.discard(int.from_bytes(b"kern", "big"))  # all the kerning that the Korean face has
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    wanted.flags = (
        harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.DESUBROUTINIZE | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(paths.fonts() / file_name)))
    target = io.BytesIO()
    with TTFont(io.BytesIO(harfbuzz.subset(face, wanted).blob.data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        if quality < _BEST:
            font.flavorData = WOFF2FlavorData(transformedTables=())
        with _compressing(quality):
            font.save(target)
    return target.getvalue()


@contextmanager
def _compressing(quality: int) -> Iterator[None]:
    """Let fontTools compress with a quality, for which it has no parameter."""
    import brotli
    from fontTools.ttLib import woff2 as writer

    writer.brotli = SimpleNamespace(compress=partial(brotli.compress, quality=quality), MODE_FONT=brotli.MODE_FONT)
    try:
        yield
    finally:
        writer.brotli = brotli
