"""Lines are broken once, on the 1920 canvas; what comes out fits, and says all."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.font_files import LetterRanges, limit_scripts
from desktop.render.text import TextStyle, break_text, measure_text

pytestmark = pytest.mark.usefixtures("painter_ready")
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzéèà", min_size=1, max_size=12), min_size=1, max_size=40)


def lines_of(block):
    found: dict[float, list] = {}
    for run in block.runs:
        found.setdefault(run.y, []).append(run)
    return ["".join(run.text for run in runs) for runs in found.values()]


@settings(max_examples=60)
@given(WORDS, st.sampled_from([20.0, 35.0, 60.0]), st.booleans())
def test_every_word_is_there_once_and_no_line_is_too_wide(words, size, balance):
    block = break_text(" ".join(words), TextStyle(themes.body_font(size), "#ffffff", balance=balance), 900.0)
    assert " ".join(lines_of(block)).split() == words
    assert block.width <= 901.0
    assert block.line_count == len(lines_of(block))


def test_a_balanced_heading_takes_no_more_lines_and_leaves_none_short():
    text = "Comment un géant du commerce en ligne est entré dans le cinéma"
    loose = break_text(text, TextStyle(themes.display_font(72), "#ffffff"), 1300.0)
    even = break_text(text, TextStyle(themes.display_font(72), "#ffffff", balance=True), 1300.0)
    assert even.line_count == loose.line_count == 2
    assert even.width < loose.width


def test_a_last_line_of_one_short_word_is_mended():
    text = "Alibaba prend cinquante pour cent du club champion et le dit"
    font = themes.body_font(35)
    wide = next(
        width for width in range(400, 1400, 5) if break_text(text, TextStyle(font, "#fff"), width).line_count == 2
    )
    assert len(lines_of(break_text(text, TextStyle(font, "#fff"), float(wide)))[-1]) > 6


def test_a_short_last_line_is_not_mended_by_a_short_one_before_it():
    style = TextStyle(themes.body_font(29, 500), "#fff", language="en")
    block = break_text("3.13: experimental build without the lock, experimental JIT", style, 291.0)
    assert lines_of(block) == ["3.13: experimental", "build without the", "lock, experimental", "JIT"]


def test_french_punctuation_never_begins_a_line():
    text = "le football\u202f: c’est le divertissement\u202f! " * 6
    for width in range(300, 700, 35):
        for line in lines_of(break_text(text, TextStyle(themes.body_font(35), "#ffffff"), float(width))):
            assert line[0] not in ":!?;»"


def test_chinese_breaks_between_signs():
    block = break_text("摆渡人" * 30, TextStyle(themes.body_font(35), "#ffffff"), 600.0)
    assert block.line_count > 3
    assert block.width <= 601.0


def test_a_word_wider_than_the_page_is_broken_not_lost():
    block = break_text("x" * 400, TextStyle(themes.body_font(35), "#ffffff"), 800.0)
    assert "".join(lines_of(block)) == "x" * 400
    assert block.width <= 801.0


def test_letter_spacing_counts_between_letters_only():
    font = themes.kicker_font(24)
    assert measure_text("AB", font) == pytest.approx(
        measure_text("A", font) + measure_text("B", font) + font.tracking, abs=1.5
    )


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_no_text_takes_no_room(text):
    assert break_text(text, TextStyle(themes.body_font(35), "#ffffff"), 800.0).height == 0.0


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم كلمات كثيرة هنا", "안녕하세요 세계", "🎬 film 🎞️", "é\u0301\u202e", "\x00\x07"]
)
def test_any_script_is_laid_out(text):
    block = break_text(text, TextStyle(themes.body_font(35), "#ffffff"), 300.0)
    assert block.width <= 301.0


def test_links_and_strong_words_have_the_accent_colour_and_nothing_else_has():
    block = break_text(
        "See [the register](https://example.org) and **this**",
        TextStyle(themes.body_font(35), "#ffffff", strong_color="#d9a95b"),
        900.0,
    )
    colors = {run.text.strip(): run.color for run in block.runs if run.text.strip()}
    accented = {text for text, color in colors.items() if color == "#d9a95b"}
    assert " ".join(sorted(accented)) in ("register the this", "the register this")
    assert {color for text, color in colors.items() if text not in accented} == {"#ffffff"}
    assert {run.link for run in block.runs if run.color == "#d9a95b"} == {"https://example.org", ""}


def test_a_text_of_all_scripts_shows_the_first_and_boxes():
    every_plane = "".join(chr(code) for code in range(0xA0, 0x1F000, 23) if not 0xD800 <= code < 0xE000)
    limited = limit_scripts(every_plane)
    assert len(limited) == len(every_plane)
    assert "\u25a1" in limited
    cities = "Zürich Αθήνα Москва 北京 서울 東京 القدس ירושלים दिल्ली กรุงเทพ 🎉"
    languages = "বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ไทย ລາວ မြန်မာ ខ្មែរ བོད་ ქართული հայերեն አማርኛ"
    for text in (cities, languages):
        assert limit_scripts(text) == text


def test_ranges_of_letters_are_searched_in_their_order():
    for ranges in (one for one in gc.get_objects() if isinstance(one, LetterRanges)):
        ends = [end for pair in zip(ranges._first, ranges._last, strict=True) for end in pair]
        assert ends == sorted(ends)
    greek = LetterRanges("\u0370\u03ff", "\u1f00\u1fff")
    assert [letter in greek for letter in "a\u036f\u0370\u03ff\u0400\u1eff\u1f00\u2000"] == [
        False, False, True, True, False, False, True, False,
    ]  # fmt: skip
