"""Makes Passeur Display from the instances of Fraunces in `sources/`.

Every glyph has a code point of its own: a PDF of Qt's finds the letters of a text by their glyphs, and loses those that a
substitution has put in another's place.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from character_map import separate_characters
from display_outlines import MOVED_POINTS, Outline, Style, outlines
from donors import add_letters
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont
from kerning import add_lookups, kerned_pairs

FAMILY: Final = "Passeur Display"
SOURCES: Final[dict[Style, str]] = {"regular": "FrauncesDisplay-Regular.ttf", "italic": "FrauncesDisplay-Italic.ttf"}
WEIGHTS: Final[dict[Style, int]] = {"regular": 500, "italic": 400}
VERSION: Final = "1.101"
_DIGITS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TABULAR_ADVANCE: Final = 1130
_FIRM_BAR: Final = 58
"""What the thinnest bars of € and of dashes become, in font units: almost a pixel at 32 px."""
_BARS: Final = ("Euro", "endash", "emdash", "yen", "sterling")
_SPACES: Final = {  # the widths of Fraunces' own space, in parts of it, and of the em
    0x2002: ("enspace", 1000), 0x2003: ("emspace", 2000), 0x2007: ("figurespace", _TABULAR_ADVANCE),
    0x2009: ("thinspace", 200), 0x200A: ("hairspace", 110), 0x202F: ("narrownbspace", 190),
}  # fmt: skip
_IGNORED: Final = (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069)
"""Joiners, marks and isolates: without a glyph of its own, each of them would change the face within a line."""
_SIGNS: Final = {
    0x2190: "arrowleft", 0x2192: "arrowright", 0x2248: "approxequal", 0x2260: "notequal",
    0x2264: "lessequal", 0x2265: "greaterequal",
}  # fmt: skip
_COPIES: Final = {
    0x2010: ("hyphentwo", "hyphen"), 0x2011: ("nonbreakinghyphen", "hyphen"), 0x2012: ("figuredash", "endash"),
    0x2015: ("horizontalbar", "emdash"), 0x2070: ("zerosuperior", "zero.superior"),
    0x2074: ("foursuperior", "four.superior"), 0xFB01: ("fi.encoded", "fi"), 0xFB02: ("fl.encoded", "fl"),
}  # fmt: skip
_SUPERIORS: Final = {0x2075: "five", 0x2076: "six", 0x2077: "seven", 0x2078: "eight", 0x2079: "nine"}


def make_display(sources: Path, style: Style) -> TTFont:
    """Return the font of a style, the same to the byte each time."""
    font = TTFont(sources / SOURCES[style], recalcTimestamp=False)
    _encode_alternates(font)
    _redraw(font, style)
    _add_glyphs(font)
    _add_tabular_figures(font)
    add_letters(font, sources, style)
    separate_characters(font)
    _name(font, style)
    return _without_unencoded_glyphs(font)


def _encode_alternates(font: TTFont) -> None:
    """Give the letters that Fraunces substitutes the code points themselves."""
    substitutes: dict[str, str] = {}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "rvrn":  # the variation that every text shows; ligatures and leftovers of a merge go
            for index in record.Feature.LookupListIndex:
                for lookup in table.LookupList.Lookup[index].SubTable:
                    substitutes.update(lookup.mapping)
    for encoding in font["cmap"].tables:
        encoding.cmap = {code: substitutes.get(name, name) for code, name in encoding.cmap.items()}
    del font["GSUB"]


def _redraw(font: TTFont, style: Style) -> None:
    """Put our outlines in the place of the source's."""
    for name, outline in outlines(style).items():
        if name in font.getGlyphOrder():
            _set_glyph(font, name, _drawn(outline), outline.advance)
        else:
            _add_glyph(font, name, _drawn(outline), outline.advance)
    glyphs = font["glyf"]
    for name, moved in MOVED_POINTS[style].items():
        glyph = glyphs[name]
        points = [tuple(point) for point in glyph.coordinates]
        if missing := set(moved) - set(points):
            raise ValueError(f"{name} has no points at {sorted(missing)}: the source is another one")
        for index, point in enumerate(points):
            glyph.coordinates[index] = moved.get(point, point)
        _measure(font, name)
    for name in _BARS:
        _firm_bars(font, name)


def _drawn(outline: Outline) -> Any:
    """Return a glyph of quadratic curves."""
    quadratic = TTGlyphPen(None)
    slanted = TransformPen(
        Cu2QuPen(quadratic, max_err=0.6), (1, 0, outline.slant, 1, -outline.slant * outline.slant_axis, 0)
    )
    parse_path(outline.path, slanted)
    return quadratic.glyph()


def _set_glyph(font: TTFont, name: str, glyph: Any, advance: int) -> None:
    font["glyf"][name] = glyph
    font["hmtx"][name] = (advance, 0)
    _measure(font, name)


def _add_glyph(font: TTFont, name: str, glyph: Any, advance: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    _set_glyph(font, name, glyph, advance)


def _measure(font: TTFont, name: str) -> None:
    """Make a glyph's box and left bearing fit its outline."""
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))


def _firm_bars(font: TTFont, name: str) -> None:
    """Thicken the long bars of a glyph that are thinner than a firm one."""
    glyph = font["glyf"][name]
    first = 0
    for last in glyph.endPtsOfContours:
        heights = [glyph.coordinates[index][1] for index in range(first, last + 1)]
        widths = [glyph.coordinates[index][0] for index in range(first, last + 1)]
        height = max(heights) - min(heights)
        if height < _FIRM_BAR and max(widths) - min(widths) > 5 * height:
            middle = (max(heights) + min(heights)) / 2
            for index in range(first, last + 1):
                x, y = glyph.coordinates[index]
                glyph.coordinates[index] = (x, round(middle + (y - middle) * _FIRM_BAR / height))
        first = last + 1
    _measure(font, name)


def _add_glyphs(font: TTFont) -> None:
    """Add spaces, signs and figures that the source has not."""
    encode: dict[int, str] = dict(_SIGNS)
    for code, (name, advance) in _SPACES.items():
        _add_glyph(font, name, TTGlyphPen(None).glyph(), advance)
        encode[code] = name
    for code in _IGNORED:
        _add_glyph(font, f"uni{code:04X}", TTGlyphPen(None).glyph(), 0)
        encode[code] = f"uni{code:04X}"
    for code, (name, source) in _COPIES.items():
        _add_glyph(font, name, deepcopy(font["glyf"][source]), font["hmtx"][source][0])
        encode[code] = name
    glyphs = font.getGlyphSet()
    four = font["glyf"]["four.superior"]
    scale = (four.yMax - four.yMin) / 1440
    raise_by = four.yMax - 1420 * scale
    for code, digit in _SUPERIORS.items():
        pen = TTGlyphPen(None)
        glyphs[digit].draw(TransformPen(pen, (scale, 0, 0, scale, 0, raise_by)))
        _add_glyph(font, f"{digit}superior", pen.glyph(), round(font["hmtx"][digit][0] * scale))
        encode[code] = f"{digit}superior"
    for encoding in font["cmap"].tables:
        if encoding.isUnicode():
            encoding.cmap.update(encode)


def _add_tabular_figures(font: TTFont) -> None:
    """Add the feature `tnum`, by positions: figures keep their glyphs.

    The kerning between two figures is taken back in it.
    """
    positions = "".join(
        f"pos {digit} <{round((_TABULAR_ADVANCE - advance) / 2)} 0 {_TABULAR_ADVANCE - advance} 0>;\n"
        for digit in _DIGITS
        for advance in (font["hmtx"][digit][0],)
    )
    pairs = kerned_pairs(font, _DIGITS)
    kerning = "".join(f"pos {first} {second} {-value};\n" for (first, second), value in pairs.items())
    add_lookups(
        font,
        "languagesystem DFLT dflt;\nlanguagesystem latn dflt;\n"
        f"lookup widths {{\n{positions}}} widths;\nlookup unkern {{\n{kerning}}} unkern;\n"
        "feature tnum { lookup widths; lookup unkern; } tnum;\n",
        "tnum",
    )


def _name(font: TTFont, style: Style) -> None:
    """Write the family's name, its version and what was changed."""
    names = font["name"]
    label = style.capitalize()
    texts = {
        1: FAMILY, 2: label, 3: f"{VERSION};PasseurDisplay-{label}", 4: f"{FAMILY} {label}", 5: f"Version {VERSION}",
        6: f"PasseurDisplay-{label}",
        10: "Fraunces at its display size, with figures, signs and spaces drawn anew for Passeur.",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }  # fmt: skip
    copyright_line = names.getDebugName(0)
    names.names = []
    for name_id, text in {0: copyright_line, **texts}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["head"].fontRevision = float(VERSION)
    font["OS/2"].usWeightClass = WEIGHTS[style]


def _without_unencoded_glyphs(font: TTFont) -> TTFont:
    """Return the font with the glyphs of its characters alone."""
    options = subset.Options(
        layout_features=["kern", "tnum"], name_IDs=["*"], name_languages=["*"], glyph_names=False, notdef_outline=True,
        recalc_timestamp=False, hinting=True, drop_tables=["DSIG"],
    )  # fmt: skip
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    return font
