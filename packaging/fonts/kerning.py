"""Reads and writes the kerning of pairs of glyphs."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

Kerning = dict[tuple[str, str], int]


def kerned_pairs(font: TTFont, glyphs: Iterable[str]) -> Kerning:
    """Return the pairs of some glyphs that are kerned, with their values."""
    names = list(glyphs)
    pairs: Kerning = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        found: Kerning = {}
        for subtable in lookup.SubTable:
            table = getattr(subtable, "ExtSubTable", subtable)
            if table.LookupType == 2:
                _read_subtable(table, names, found)
        for pair, value in found.items():
            pairs[pair] = pairs.get(pair, 0) + value
    return {pair: value for pair, value in sorted(pairs.items()) if value}


def _read_subtable(table: Any, names: list[str], found: Kerning) -> None:
    """Add the pairs of a subtable that no subtable before it has."""
    covered = set(table.Coverage.glyphs)
    for first in names:
        if first not in covered:
            continue
        if table.Format == 1:
            records = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            values = {record.SecondGlyph: record.Value1 for record in records}
            pairs = {(first, second): values[second] for second in names if second in values}
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
            pairs = {(first, second): row[table.ClassDef2.classDefs.get(second, 0)].Value1 for second in names}
        for pair, value in pairs.items():
            found.setdefault(pair, getattr(value, "XAdvance", 0) or 0)


def add_lookups(font: TTFont, code: str, feature: str) -> None:
    """Add the lookups of feature code to a font's positions.

    They join the feature of that name, which is made for every script where there is none.
    """
    kept = deepcopy(font["GPOS"])
    # feaLib writes a table anew: its lookups are put behind those that were there.
    addOpenTypeFeaturesFromString(font, code, tables=["GPOS"])
    table, addition = kept.table, font["GPOS"].table
    offset = len(table.LookupList.Lookup)
    table.LookupList.Lookup += addition.LookupList.Lookup
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    record = addition.FeatureList.FeatureRecord[0]
    indexes = [offset + index for index in record.Feature.LookupListIndex]
    there = [found for found in table.FeatureList.FeatureRecord if found.FeatureTag == feature]
    for found in there:
        found.Feature.LookupListIndex += indexes
        found.Feature.LookupCount = len(found.Feature.LookupListIndex)
    if not there:
        record.Feature.LookupListIndex = indexes
        table.FeatureList.FeatureRecord.append(record)
        table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
        for script in table.ScriptList.ScriptRecord:
            script.Script.DefaultLangSys.FeatureIndex.append(table.FeatureList.FeatureCount - 1)
            script.Script.DefaultLangSys.FeatureCount += 1
    font["GPOS"] = kept


def kern_like(font: TTFont, new: str, old: str) -> None:
    """Kern a new glyph as an old one, where the old one is in classes."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            table = getattr(subtable, "ExtSubTable", subtable)
            if table.LookupType != 2 or table.Format != 2:
                continue
            if old in table.Coverage.glyphs:
                table.Coverage.glyphs = sorted([*table.Coverage.glyphs, new], key=font.getGlyphID)
                if old in table.ClassDef1.classDefs:
                    table.ClassDef1.classDefs[new] = table.ClassDef1.classDefs[old]
            if old in table.ClassDef2.classDefs:
                table.ClassDef2.classDefs[new] = table.ClassDef2.classDefs[old]
