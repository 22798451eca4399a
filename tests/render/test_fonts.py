"""The shipped faces: figures are told apart, and no letter is lost on its way into a PDF."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPdfWriter, QRawFont, QTextLayout

from desktop import paths
from desktop.render.font_files import FACES, font_for, qfont
from desktop.render.frame import Font
from desktop.render.painter_scope import painting

pytestmark = pytest.mark.usefixtures("painter_ready")

ALL_FACES = [
    pytest.param(Font(role, 40, face.weight, face.italic), id=face.file_name)
    for role, faces in FACES.items()
    for face in faces
]
A_THIRD = 24  # of a title of 72 px


def ink(file: Path, text: str, pixel_size: int) -> np.ndarray:
    """Return how much of each pixel a text covers, from 0 to 1."""
    font_id = QFontDatabase.addApplicationFont(str(file))
    family = QFontDatabase.applicationFontFamilies(font_id)[0]
    style = QFontDatabase.styles(family)
    italic = "Italic" in file.name
    font = QFontDatabase.font(family, next(name for name in style if ("Italic" in name) == italic), 12)
    font.setPixelSize(pixel_size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    image = QImage(pixel_size * (len(text) + 1), 2 * pixel_size, QImage.Format.Format_Grayscale8)
    image.fill(QColor(Qt.GlobalColor.black))
    with painting(image) as painter:
        painter.setFont(font)
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.drawText(QPointF(pixel_size / 2, 1.5 * pixel_size), text)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()] / 255.0


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the ink that two pictures do not share, in parts of theirs, where they lie best on each other."""
    shifts = [(dx, dy) for dx in range(-3, 4) for dy in (-1, 0, 1)]
    unshared = min(np.abs(one - np.roll(other, shift, (1, 0))).sum() for shift in shifts)
    return float(unshared / ((one.sum() + other.sum()) / 2))


@pytest.mark.parametrize("style", ["Regular", "Italic"])
def test_2013_and_2015_are_told_apart_at_a_third_of_their_size(style, root):
    fraunces = root / "packaging" / "fonts" / "sources" / f"FrauncesDisplay-{style}.ttf"
    display = paths.fonts() / f"PasseurDisplay-{style}.ttf"
    before = difference(ink(fraunces, "3", A_THIRD), ink(fraunces, "5", A_THIRD))
    after = difference(ink(display, "3", A_THIRD), ink(display, "5", A_THIRD))
    assert after > 0.6
    assert after > before + 0.15  # a measure that the flat-topped 3 would pass would prove nothing
    # Of the years, only the last figure differs: the whole picture differs by a seventh of its ink at least.
    assert difference(ink(display, "2013", A_THIRD), ink(display, "2015", A_THIRD)) > 1 / 7


@pytest.mark.parametrize("style", ["Regular", "Italic"])
@pytest.mark.parametrize("other", "12456789")
def test_3_is_no_other_figure_either(style, other):
    display = paths.fonts() / f"PasseurDisplay-{style}.ttf"
    assert difference(ink(display, "3", A_THIRD), ink(display, other, A_THIRD)) > 0.6


@pytest.mark.parametrize("style", ["Regular", "Italic"])
@pytest.mark.parametrize("three", "3\u00b3")
def test_the_top_of_3_is_round_as_a_power_too(style, three, root):
    def top_width(file: Path) -> float:
        """Return how wide the highest twentieth of the ink is, as a share of all of it."""
        rows = ink(file, three, 288) > 0.3
        heights, columns = np.flatnonzero(rows.any(1)), np.flatnonzero(rows.any(0))
        top = rows[heights[0] : heights[0] + len(heights) // 20]
        return float(np.ptp(np.flatnonzero(top.any(0))) / np.ptp(columns))

    flat = top_width(root / "packaging" / "fonts" / "sources" / f"FrauncesDisplay-{style}.ttf")
    assert top_width(paths.fonts() / f"PasseurDisplay-{style}.ttf") < 0.8 * flat


def stroke_thickness(file: Path, sign: str) -> float:
    """Return how many pixels high the ink of a sign is, in the middle one of its columns."""
    columns = ink(file, sign, A_THIRD).sum(0)
    return float(np.median(columns[columns > 0.0]))


@pytest.mark.parametrize("sign", "+−–—→~")
def test_no_hairline_of_a_sign_vanishes_in_small(sign, root):
    assert stroke_thickness(paths.fonts() / "PasseurDisplay-Regular.ttf", sign) > 0.6
    fraunces = root / "packaging" / "fonts" / "sources" / "FrauncesDisplay-Regular.ttf"
    assert sign == "→" or stroke_thickness(fraunces, sign) < 0.45


SIGNS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "«»“”‘’„‹›–—…•·×÷−±=→€£¥%°§©¹²³½ßÀÂÄÆÇÉÈÊËÎÏÑÔÖŒÙÛÜàâäæçéèêëîïñôöœùûüčćđğłőřśšşțůžαβιΩΔЖя \u00a0\u202f"
)


def one_line(text: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e9)
    layout.endLayout()
    return layout


@pytest.mark.parametrize("font", ALL_FACES)
def test_no_pair_of_characters_is_set_with_a_glyph_that_has_no_character(font):
    raw_font = QRawFont.fromFont(qfont(font))
    signs = "".join(sorted({sign for sign in SIGNS if raw_font.supportsCharacter(ord(sign))}))
    assert len(signs) > 90
    encoded = set(raw_font.glyphIndexesForString(signs))
    lost: set[str] = set()
    for first in signs:
        layout = one_line("".join(first + second for second in signs), qfont(font))
        runs = [run for run in layout.glyphRuns() if run.rawFont().familyName() == raw_font.familyName()]
        glyphs = [glyph for run in runs for glyph in run.glyphIndexes()]
        if not encoded.issuperset(glyphs):
            lost.add(first)
    assert not lost


@pytest.mark.parametrize("font", ALL_FACES)
def test_the_text_of_a_pdf_is_whole(font, tmp_path):
    lines = [
        "Le passeur « officiel » des affaires", "12:34 3x5 -> => (A) H-H [2013–2015]", "×2 +36 % −4 → 12 € – fi ffl",
        "naïve œuvre, Çà et là ! Straße", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789",
    ]  # fmt: skip
    file = tmp_path / "text.pdf"
    writer = QPdfWriter(str(file))
    with painting(writer) as painter:
        painter.setFont(qfont(font))
        for number, line in enumerate(lines):
            painter.drawText(QPointF(300.0, 300.0 + 300.0 * number), line)
    text = PdfReader(file).pages[0].extract_text()
    # Where a line begins is the reader's guess.
    assert "\t" not in text
    assert text.count("passeur «") == 1
    assert "".join(text.split()) == "".join("".join(lines).split())


@pytest.mark.parametrize("style", ["Regular", "Italic"])
def test_tabular_figures_are_equally_wide_and_stay_themselves(style, root):
    font = QFont(qfont(Font("display", 100, 400 if style == "Italic" else 500, style == "Italic")))
    font.setFeature(QFont.Tag("tnum"), 1)
    figures = "01234567897410"
    layout = one_line(figures, font)
    edges = [layout.lineAt(0).cursorToX(position)[0] for position in range(len(figures) + 1)]
    assert {round(right - left, 1) for left, right in pairwise(edges)} == {56.5}
    run = layout.glyphRuns()[0]
    assert run.glyphIndexes() == run.rawFont().glyphIndexesForString(figures)


def test_the_narrow_no_break_space_of_french_is_the_display_face_s_own():
    raw_font = QRawFont.fromFont(qfont(Font("display", 40, 500)))
    assert raw_font.familyName() == "Passeur Display"
    assert all(raw_font.supportsCharacter(ord(sign)) for sign in "\u202f\u2212\u2011\u2192\u20ac\u2074")


@pytest.mark.parametrize("font", [Font("display", 40, 500), Font("body", 40, 400), Font("body", 40, 600)], ids=str)
@pytest.mark.parametrize(
    "text", ["摆渡人——2013年，「虾米」音乐", "איש המעבורת ועסקיו 2013", "اشترت الشركة نصف النادي لا ٢٠١٣"]
)
def test_the_letters_of_other_scripts_are_found_in_a_pdf(text, font, tmp_path):
    file = tmp_path / "text.pdf"
    writer = QPdfWriter(str(file))
    with painting(writer) as painter:
        painter.setFont(qfont(font_for(text, font)))
        painter.drawText(QPointF(300.0, 300.0), text)
    found = PdfReader(file).pages[0].extract_text()
    # A joined letter is written as its form, which is the letter for whoever searches; a line from right to left is
    # written as it is seen.
    assert sorted(normalize("NFKC", found.replace("，", ",")).replace("\n", "").replace(" ", "")) == sorted(
        text.replace("，", ",").replace(" ", "")
    )
