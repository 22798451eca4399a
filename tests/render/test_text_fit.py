"""How a text fits its place: smaller step by step, then fewer lines, and what is left out is told."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.render import theme as themes
from desktop.render.layouts.slide_layout import layout
from desktop.render.text import TextStyle, break_text, measure_text
from desktop.render.text_fit import (
    common_font,
    common_rung,
    cut_block,
    fit_text,
    ladder,
    least_for_words,
    splits_a_word,
)
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")
BODY = TextStyle(themes.body_font(35), "#ffffff")
LONG = "un récit trop long " * 12


def text_of(block) -> str:
    return "".join(run.text for run in block.runs)


def test_the_ladder_goes_down_the_type_scale_to_the_least_size():
    assert [font.size for font in ladder(themes.display_font(60), least=35)] == [60, 50, 42, 35]
    assert [font.size for font in ladder(themes.body_font(24), least=29)] == [24]


def test_too_much_text_is_set_smaller_and_what_is_still_too_much_is_cut_and_told():
    whole = break_text(LONG, BODY, 800.0)
    smaller = break_text(LONG, TextStyle(themes.body_font(29), "#fff"), 800.0)
    block, excess = fit_text(LONG, BODY, 800.0, whole.height)
    assert (block.font.size, excess) == (35.0, 0.0)
    block, excess = fit_text(LONG, BODY, 800.0, smaller.height + 1)
    assert (block.font.size, excess) == (29.0, 0.0)
    block, excess = fit_text(LONG, BODY, 800.0, smaller.height - 100)
    assert block.font.size == 29.0
    assert excess == pytest.approx(100.0)
    assert block.height <= smaller.height - 100
    assert text_of(block).endswith("…")


def test_a_heading_is_set_smaller_rather_than_broken_inside_a_word():
    title = TextStyle(themes.display_font(180), "#ffffff")
    block, excess = fit_text("Rindfleischetikettierung", title, 900.0, 900.0)
    assert (block.line_count, excess) == (1, 0.0)
    assert block.font.size < 180


def test_a_script_without_spaces_has_no_word_that_is_too_wide():
    assert not splits_a_word("一段没有空格的中文标题可以在任何两个字之间断行", themes.display_font(86), 400.0)
    assert splits_a_word("Donaudampfschifffahrtsgesellschaft", themes.display_font(86), 400.0)


def test_a_block_that_fits_is_not_cut():
    block = break_text(LONG, BODY, 800.0)
    assert cut_block(block, block.height, 800.0) is block


def test_equal_things_get_the_size_of_the_longest():
    fonts = [themes.display_font(size) for size in (104, 86, 72, 60)]
    width = measure_text("1,2 million", fonts[2]) + 1
    assert common_font(["3", "1,2 million"], fonts, width) == fonts[2]
    assert common_font(["3", "4"], fonts, width) == fonts[0]
    assert common_font(["1,2 million de francs or"], fonts, width) == fonts[3]


def test_equal_texts_stand_on_the_rung_of_the_longest():
    height = break_text(LONG, TextStyle(themes.body_font(29), "#fff"), 800.0).height
    assert common_rung([("court", BODY, 800.0, height), (LONG, BODY, 800.0, height)]) == 1
    assert common_rung([("court", BODY, 800.0, height)]) == 0


@given(
    words=st.lists(st.sampled_from(["a", "harvest", "Rindfleischetikettierung", "—", "1789,", "**b**"]), max_size=60),
    size=st.sampled_from([24.0, 35.0, 86.0, 180.0]),
    width=st.floats(120, 1600),
    height=st.floats(20, 600),
)
def test_whatever_the_text_it_stays_inside_and_says_what_it_leaves_out(words, size, width, height):
    style = TextStyle(themes.body_font(size), "#ffffff")
    block, excess = fit_text(" ".join(words), style, width, height)
    assert block.width <= width + 1.5
    assert block.height <= height + 0.5 or block.line_count <= 1
    assert min((run.font.size for run in block.runs), default=29.0) >= min(size, 29.0)
    if excess == 0.0:
        assert "…" not in text_of(block)


@pytest.mark.parametrize(
    ("text", "width"),
    [("Die Französische Revolution", 722.0), ("달빛엔터테인먼트 이십 년", 1010.0)],
    ids=["German", "Korean"],
)
def test_even_lines_of_a_heading_never_end_inside_a_word_that_fits(text: str, width: float):
    style = TextStyle(themes.display_font(125), "#fff", balance=True)
    lines = [run.text.strip() for run in break_text(text, style, width).runs]
    assert " ".join(lines) == text


def test_a_korean_word_that_is_wider_than_its_lines_is_set_smaller():
    block, _ = fit_text("달빛엔터테인먼트 이십 년", TextStyle(themes.display_font(125), "#fff"), 600.0, 900.0)
    assert block.font.size < 125
    assert [run.text.strip() for run in block.runs] == ["달빛엔터테인먼트", "이십 년"]


def test_a_text_that_is_cut_fills_its_last_line():
    text = "**1853** The first surveyors reported that one sea stood ten metres above the other, and."
    style = TextStyle(themes.body_font(29), "#fff", max_lines=1)
    for width in range(700, 1200, 20):
        block, excess = fit_text(text, style, float(width), 400.0)
        assert excess == 0.0 or block.width > width - measure_text("reported above", style.font)
    assert block.runs[0].font.weight == 600


def test_a_cut_behind_a_hyphen_leaves_none():
    style = TextStyle(themes.body_font(29), "#fff", max_lines=1, language="de")
    cut = [
        fit_text("Die Straßenverkehrsordnungsänderung gilt", style, float(width), 400.0)[0]
        for width in range(250, 560, 5)
    ]
    assert not any("-…" in block.runs[-1].text for block in cut)


def test_centred_lines_have_one_middle():
    block = break_text("Arbeiterinnen und Arbeiter", BODY, 330.0).centred()
    assert len(block.runs) == 2
    assert len({round(run.x + run.width / 2, 3) for run in block.runs}) == 1


def test_a_word_without_known_hyphens_is_set_smaller_before_it_is_parted():
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    style = TextStyle(themes.display_font(125), "#fff")
    assert least_for_words(word, style, 1260.0, 50.0, "en") < 50.0
    assert least_for_words(word, style, 1260.0, 50.0, "de") == 50.0
    assert least_for_words("short", style, 1260.0, 50.0, "en") == 50.0


def test_a_text_of_many_pages_is_not_broken_at_each_size():
    text = "word " * 1500
    slides = f'[[slide]]\nid = "a"\nlayout = "statement"\ntext = "{text}"\n'
    story = load_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{slides}').story
    before = break_text.cache_info().misses
    layout(story.slides[0], story, "en")
    assert break_text.cache_info().misses - before <= 3  # the first size, the last, and what is left of it
