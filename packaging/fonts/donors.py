"""Adds to Passeur Display the letters that Fraunces has not, from faces that go with it.

Vietnamese is Fraunces' own. Cyrillic comes from Playfair Display and Greek from GFS Didot, both of a like contrast, scaled
to the height of Fraunces' small letters and set as closely.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from display_outlines import Style
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from kerning import Kerning, add_lookups, kern_like, kerned_pairs


@dataclass(frozen=True)
class Donor:
    """Names a font whose letters are added."""

    file: str  # in `sources`, less "-Regular.ttf"
    suffix: str
    small_letter: str = ""  # of the height of Fraunces' x; without one, nothing is scaled
    tighter: int = 0  # by how much letters stand closer, in font units


DONORS: Final = (
    Donor("Vietnamese", "ttf"),
    Donor("Cyrillic", "ttf", "х", 30),
    Donor("Greek", "otf", "ν", 40),
)


def add_letters(font: TTFont, sources: Path, style: Style) -> None:
    """Add the letters of all donors that the font has not."""
    for donor in DONORS:
        _add_from(font, TTFont(sources / f"{donor.file}-{style.capitalize()}.{donor.suffix}"), donor)


def _add_from(font: TTFont, source: TTFont, donor: Donor) -> None:
    scale = _height(font, "x") / _height(source, donor.small_letter) if donor.small_letter else 1.0
    own = font.getBestCmap()
    names = {
        name: (code, f"uni{code:04X}")
        for code, name in sorted(source.getBestCmap().items(), reverse=True)
        if code not in own
    }
    added = sorted(names.values())
    font.setGlyphOrder([*font.getGlyphOrder(), *(new for _, new in added)])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyphs = source.getGlyphSet()
    left = -donor.tighter / 2
    for name, (_, new) in names.items():
        pen = TTGlyphPen(None)
        curves = Cu2QuPen(pen, max_err=0.8, reverse_direction=donor.suffix == "otf")
        # Both kinds of outlines: curves of the third degree become quadratic ones, contours turn as TrueType's do.
        outline = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(outline)
        outline.replay(TransformPen(curves, (scale, 0, 0, scale, left, 0)))
        glyph = pen.glyph()
        font["glyf"][new] = glyph
        glyph.recalcBounds(font["glyf"])
        advance = glyphs[name].width * scale
        font["hmtx"][new] = (round(advance - donor.tighter) if advance else 0, getattr(glyph, "xMin", 0))
    for encoding in font["cmap"].tables:
        if encoding.isUnicode():
            encoding.cmap.update(dict(added))
    if donor.small_letter:
        _add_kerning(
            font,
            {
                (names[first][1], names[second][1]): round(value * scale)
                for (first, second), value in kerned_pairs(source, names).items()
            },
        )
    else:
        for code, new in added:
            kern_like(font, new, own[ord(_base_letter(chr(code)))])


def _height(font: TTFont, letter: str) -> float:
    """Return how far a letter rises above the baseline."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord(letter)]].draw(pen)
    return float(pen.bounds[3])


def _base_letter(character: str) -> str:
    """Return a letter without its marks."""
    return unicodedata.normalize("NFD", character)[0]


def _add_kerning(font: TTFont, kerning: Kerning) -> None:
    if kerning:
        pairs = "".join(f"pos {first} {second} {value};\n" for (first, second), value in kerning.items())
        add_lookups(
            font, f"languagesystem DFLT dflt;\nlanguagesystem latn dflt;\nfeature kern {{\n{pairs}}} kern;\n", "kern"
        )
