"""Gives characters glyphs of their own: a PDF of Qt's reads a text back from its glyphs, and the least code point wins."""

from __future__ import annotations

from typing import Final

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_TAB: Final = 0x09
_SPARE_SPACE: Final = 0x205F
_LATIN_IOTA: Final = 0x0269


def separate_characters(font: TTFont) -> None:
    """Part the characters of a font that share a glyph with one in use.

    Without a tabulator Qt draws one as a space, and every space of a PDF is read as a tabulator. Where a Latin iota has
    the glyph of the Greek one, Greek is read as Latin.
    """
    encodings = [encoding for encoding in font["cmap"].tables if encoding.isUnicode()]
    names = font.getBestCmap()
    if 0x20 in names and _TAB not in names:
        tab = _new_blank(font, font["hmtx"][names[0x20]][0]) if "glyf" in font else names[_SPARE_SPACE]
        for encoding in encodings:
            encoding.cmap[_TAB] = tab
    if _LATIN_IOTA in names and names[_LATIN_IOTA] == names.get(0x3B9):
        for encoding in encodings:
            encoding.cmap.pop(_LATIN_IOTA, None)


def _new_blank(font: TTFont, advance: int) -> str:
    """Add a glyph without ink; return its name."""
    font.setGlyphOrder([*font.getGlyphOrder(), "tabulator"])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"]["tabulator"] = TTGlyphPen(None).glyph()
    font["hmtx"]["tabulator"] = (advance, 0)
    return "tabulator"
