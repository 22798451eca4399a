"""A face that is cut down to some letters has those letters, and the names that its licence asks for."""

from __future__ import annotations

import io

import pytest

from desktop.output.subset_fonts import woff2
from desktop.render.font_files import FACES


@pytest.mark.parametrize("role", ["body", "display"])
def test_a_face_keeps_its_letters_and_the_names_of_its_licence(role: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(woff2(FACES[role][0].file_name, frozenset("fix é")))) as font:
        assert {chr(code) for code in font.getBestCmap()} == set("fix é")
        assert {0, 1, 13, 14} <= {record.nameID for record in font["name"].names} <= {0, 1, 2, 13, 14}
        assert font.flavor == "woff2"


def test_a_face_compressed_in_a_hurry_is_the_same_face_and_hardly_larger() -> None:
    from fontTools.ttLib import TTFont

    letters = frozenset(map(chr, range(0x20, 0x7F)))
    best, quick = (woff2(FACES["display"][0].file_name, letters, quality) for quality in (11, 9))
    assert len(best) < len(quick) < 1.2 * len(best)
    with TTFont(io.BytesIO(best)) as one, TTFont(io.BytesIO(quick)) as other:
        tags = set(one.keys()) - {"GlyphOrder", "head", "glyf", "loca"}  # the outlines are packed in another way
        assert all(one.getTableData(tag) == other.getTableData(tag) for tag in tags)
        names = one.getGlyphOrder()
        assert names == other.getGlyphOrder()
        assert all(one["glyf"][name] == other["glyf"][name] for name in names)
