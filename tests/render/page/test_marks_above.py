"""Signs that overtop capitals stay clear of what stands above them."""

from __future__ import annotations

import pytest

from desktop.render.font_files import font_metrics
from desktop.render.frame import TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Slide, Story

pytestmark = pytest.mark.usefixtures("painter_ready")
LEAST_GAP = 28.0
TITLES = {
    "en": "The bridges",
    "ko": "한강의 다리들",
    "ja": "橋の上で",
    "zh": "漢江的橋",
    "he": "לאור הגשר",
    "ar": "الجسور",
}


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("language", TITLES)
def test_a_kicker_is_clear_of_the_title_below_it(language: str, aspect: str) -> None:
    kicker = LocalizedText(((language, "1900–2028"),))
    slide = Slide("s", "title", kicker=kicker, title=LocalizedText(((language, TITLES[language]),)))
    runs = [
        item
        for item in layout(slide, Story(slides=(slide,)), language, aspect=aspect).items
        if isinstance(item, TextRun)
    ]
    above = max(run.y for run in runs if run.font.size < 40)
    title = [run for run in runs if run.font.size > 80]
    assert title
    assert min(run.y + font_metrics(run.font).tightBoundingRect(run.text).top() for run in title) - above >= LEAST_GAP
