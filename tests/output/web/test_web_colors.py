"""Words on a bar and beside it have one colour in the dark, and two on a light page."""

from __future__ import annotations

import re

import pytest

from desktop.output.subset_fonts import PageFonts
from desktop.output.web.drawing import PageDrawings
from desktop.render import theme as themes
from desktop.render.frame import Frame, TextRun

pytestmark = pytest.mark.usefixtures("painter_ready")


def frame(*colors: str) -> Frame:
    font = themes.body_font(20.0)
    items = (TextRun(0.0, 30.0 * number, "word", font, color, 40.0) for number, color in enumerate(colors))
    return Frame(100.0, 100.0, None, tuple(items))


def test_words_of_one_dark_colour_have_each_their_own_light_one():
    drawings = PageDrawings(PageFonts())
    lights = ["#1c1714", "#ffffff", "#1c1714", "#ffffff", "#777777"]
    markup = drawings.draw(frame(*["#f3eadd"] * 5), frame(*lights))
    written = re.findall(r'<text[^>]* fill="(#\w{6})"', markup)
    rules, _, light = drawings.color_rules()
    names = dict(re.findall(r'text\[fill="(#\w{6})"\]\{fill:var\((--c\d+)\)', rules))
    shown = dict(re.findall(r"(--c\d+):(#\w{6});", light))
    assert [shown[names[color]] for color in written] == lights
    assert all(abs(int(color[1:], 16) - 0xF3EADD) <= 2 for color in written)
