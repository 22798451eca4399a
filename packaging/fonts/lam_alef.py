"""Places the marks of lam on its ligature with alef, for which Noto Naskh Arabic has no anchors."""

from __future__ import annotations

from typing import Any, Final

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

_LIGATURES: Final = range(0xFEF5, 0xFEFD)
_ALEF: Final = 0x627
_FATHATAN: Final = 0x64B
_GAP: Final = 49
"""How far Noto's anchor of marks stands above a letter, in font units."""


def anchor_marks(font: TTFont) -> None:
    """Let the marks of a lam stand above its stem, the right one of the two."""
    names = font.getBestCmap()
    ligatures = [names[code] for code in _LIGATURES if code in names]
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            table = getattr(subtable, "ExtSubTable", subtable)
            if table.LookupType == 4 and names[_FATHATAN] in table.MarkCoverage.glyphs:
                _add_bases(font, table, ligatures)


def _add_bases(font: TTFont, table: Any, names: list[str]) -> None:
    """Add letters to those that bear the marks of a table."""
    mark = table.MarkCoverage.glyphs.index(font.getBestCmap()[_FATHATAN])
    above = table.MarkArray.MarkRecord[mark].Class
    records = dict(zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True))
    alef = records[font.getBestCmap()[_ALEF]].BaseAnchor
    for name in names:
        x, y = _top_of_lam(font, name)
        foot = (font["glyf"][name].xMin + font["glyf"][name].xMax) // 2
        record = records[name] = otTables.BaseRecord()
        record.BaseAnchor = [
            _anchor(x, y + _GAP)
            if index == above
            else _anchor(foot, own.YCoordinate)
            if own and own.YCoordinate < 0
            else None
            for index, own in enumerate(alef)
        ]
    table.BaseCoverage.glyphs = sorted(records, key=font.getGlyphID)
    table.BaseArray.BaseRecord = [records[name] for name in table.BaseCoverage.glyphs]
    table.BaseArray.BaseCount = len(records)


def _anchor(x: int, y: int) -> Any:
    anchor = otTables.Anchor()
    anchor.Format, anchor.XCoordinate, anchor.YCoordinate = 1, x, y
    return anchor


def _top_of_lam(font: TTFont, name: str) -> tuple[int, int]:
    """Return the highest point in the right half of a glyph."""
    glyph = font["glyf"][name]
    middle = (glyph.xMin + glyph.xMax) / 2
    points = glyph.getCoordinates(font["glyf"])[0]
    return max(((x, y) for x, y in points if x > middle), key=lambda point: point[1])
