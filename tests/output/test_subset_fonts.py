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
