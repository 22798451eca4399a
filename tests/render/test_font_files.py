"""What is asked for is a face that is shipped: no letter is emboldened or slanted by force."""

from __future__ import annotations

import itertools
import json

import pytest
from PySide6.QtGui import QFont, QRawFont, QTextLayout

from desktop import paths
from desktop.render import theme as themes
from desktop.render.font_files import FACES, SCRIPTS, face_of, font_for, has_italic, qfont, script_family
from desktop.render.frame import Font
from desktop.render.glyph_coverage import missing_characters, stand_in_face
from desktop.render.text import TextStyle, break_text, measure_text

pytestmark = pytest.mark.usefixtures("painter_ready")

ASKED = [
    Font(role, 30, weight, italic)
    for role, weight, italic in itertools.product(FACES, (300, 400, 500, 600, 700, 900), (False, True))
]
SAMPLES = {
    "Passeur WenKai": "摆渡人",
    "Passeur Japanese": "渡し守の歌",
    "Passeur Korean Sans": "나룻배사공",
    "Passeur Naskh": "العبار",
    "Passeur Hebrew Sans": "המעבורת",
    "Passeur Devanagari": "नाविक",
}


def shipped(file_name: str) -> QRawFont:
    raw_font = QRawFont(str(paths.fonts() / file_name), 30, QFont.HintingPreference.PreferNoHinting)
    assert raw_font.isValid(), file_name
    return raw_font


def drawn_by(text: str, font: Font) -> QRawFont:
    """Return the font that Qt takes for a text, as the painter sets it."""
    layout = QTextLayout(text, qfont(font_for(text, font)))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert {run.rawFont().familyName() for run in runs} == {runs[0].rawFont().familyName()}
    return runs[0].rawFont()


def looks_like(one: QRawFont, other: QRawFont, text: str) -> bool:
    """Return whether two fonts draw the same outlines: an emboldened or a slanted letter differs from its file's."""
    return all(
        one.pathForGlyph(glyph) == other.pathForGlyph(glyph) and one.boundingRect(glyph) == other.boundingRect(glyph)
        for glyph in other.glyphIndexesForString(text)
    )


@pytest.mark.parametrize("font", ASKED, ids=str)
def test_a_font_has_the_weight_and_slant_of_a_shipped_file(font):
    asked, file = qfont(font), shipped(face_of(font).file_name)
    text = "摆渡" if font.family == "han" else "Hang"
    drawn = drawn_by(text, font)
    own = file.fontTable("OS/2").data()
    assert asked.weight() == int.from_bytes(own[4:6], "big")
    assert asked.italic() == bool(own[63] & 1)
    assert drawn.familyName() == file.familyName()
    assert looks_like(drawn, file, text)


def test_the_measure_of_looks_sees_a_forced_weight_and_a_forced_slant():
    text, file = "Hang", shipped("PasseurDisplay-Regular.ttf")
    forced = QFont(qfont(Font("display", 30, 500)))
    forced.setWeight(QFont.Weight.Black)
    assert not looks_like(QRawFont.fromFont(forced), file, text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.family)
@pytest.mark.parametrize("font", [font for font in ASKED if font.family != "han"], ids=str)
def test_another_script_has_a_regular_and_a_half_bold_face_and_no_italic(script, font):
    text = SAMPLES[script.family]
    family = script_family(script, font_for(text, font))
    stem = family.removesuffix(" SemiBold").replace(" ", "")
    file = shipped(f"{stem}-{'SemiBold' if family.endswith('SemiBold') else 'Regular'}.ttf")
    drawn = drawn_by(text, font)
    assert drawn.familyName() == family
    assert looks_like(drawn, file, text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.family)
def test_titles_and_strong_words_stand_out_in_every_script(script):
    text = SAMPLES[script.family]
    families = {
        name: script_family(script, font_for(text, font))
        for name, font in {
            "title": themes.display_font(72),
            "text": themes.body_font(35),
            "strong": themes.body_font(35, 600),
        }.items()
    }
    assert families["title"].endswith("SemiBold")
    assert families["strong"] == f"{families['text']} SemiBold"


def test_an_emphasised_word_without_an_italic_has_the_accent():
    style = TextStyle(themes.body_font(35), "#ffffff", strong_color="#d8a657")
    runs = break_text("摆渡 *人* and *man*", style, 900.0).runs
    looks = {run.text.strip(): (run.color, run.font.italic) for run in runs}
    assert looks["人"] == ("#d8a657", False)
    assert looks["man"] == ("#ffffff", True)


def test_letters_that_hold_together_are_never_spaced():
    kicker = themes.kicker_font(24)
    assert font_for("السياق", kicker).tracking == 0.0
    assert font_for("הקשר", kicker).tracking == kicker.tracking
    assert measure_text("السياق", kicker) == measure_text("السياق", themes.body_font(24, 600))


def test_italics_are_those_of_latin_greek_and_cyrillic():
    assert all(has_italic(text) for text in ("Le passeur", "Người lái đò", "Ὁ πορθμεύς", "Перевозчик"))
    assert not any(has_italic(text) for text in [*SAMPLES.values(), "東京の歴史", "서울"])


# -- which characters are shipped --------------------------------------------------------------------------------------


SHIPPED = [*SAMPLES.values(), "Người lái đò", "Ὁ πορθμεύς", "Перевозчик", "12 € − 3 ≈ 9 → «\u202f!\u202f»"]
USUAL_FONTS = [themes.display_font(72), themes.display_font(50, italic=True), themes.body_font(35, 600)]


@pytest.mark.parametrize("text", SHIPPED)
@pytest.mark.parametrize("font", USUAL_FONTS, ids=str)
def test_nothing_is_missing_in_what_is_shipped(text, font):
    assert missing_characters(text, font) == ""


def test_what_is_missing_is_named_once_and_in_order():
    assert missing_characters("a ꀀ b ꀁ c ꀀ", themes.body_font(35)) == "ꀀꀁ"
    assert missing_characters("soft\u00adhyphen \u200f\u2068name\u2069", themes.display_font(35)) == ""


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("直角", "", "Passeur WenKai"),
        ("直角", "zh-Hans", "Passeur WenKai"),
        ("直角", "ja", "Passeur Japanese"),
        ("直角の", "", "Passeur Japanese"),
        ("國", "zh", "Passeur Japanese"),  # what the Chinese face lacks
        ("漢字", "ko", "Passeur Japanese"),
        ("한글", "", "Passeur Korean Sans"),
    ],
)
def test_chinese_characters_have_the_form_of_their_language(text, language, family):
    font = font_for(text, themes.body_font(35), language)
    assert drawn_by(text, font).familyName() == family
    assert missing_characters(text, font) == ""


def test_a_stand_in_is_a_face_that_has_the_character():
    text = "①"  # in Inter, and not in the display face
    assert missing_characters(text, themes.body_font(35)) == ""
    assert missing_characters(text, themes.display_font(72)) == text
    family = stand_in_face(text, themes.display_font(72))
    assert family
    assert family != "Passeur Display"


def test_a_script_is_loaded_by_the_first_text_that_needs_it(run_program):
    done = run_program("first_texts")
    assert done.returncode == 0, done.stderr
    loaded = list(json.loads(done.stdout).values())
    assert loaded == [
        ["PasseurDisplay-Regular.ttf"],
        ["PasseurWenKai-Regular.ttf", "PasseurWenKai-SemiBold.ttf"],
        ["PasseurJapanese-Regular.ttf", "PasseurJapanese-SemiBold.ttf"],
        [f"PasseurKorean{kind}-{weight}.ttf" for kind in ("Sans", "Serif") for weight in ("Regular", "SemiBold")],
        ["PasseurNaskh-Regular.ttf", "PasseurNaskh-SemiBold.ttf"],
        [f"PasseurHebrew{kind}-{weight}.ttf" for kind in ("Sans", "Serif") for weight in ("Regular", "SemiBold")],
        ["PasseurDevanagari-Regular.ttf", "PasseurDevanagari-SemiBold.ttf"],
    ]
