"""How slides of one large sentence stand: as large as they can, with the kicker always as far above."""

from __future__ import annotations

import pytest

from desktop.render.frame import TextRun
from desktop.render.layouts.poster import sentence_size
from desktop.render.page.grid import CANVASES
from desktop.render.page.slide_page import KICKER_GAP
from desktop.render.text import cap_height
from tests.slide_frames import frame_of, run, texts

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Ship.", 260.0),
        ("We ship on Monday.", 180.0),
        ("Nobody in France wanted a revolution in 1788, and yet", 125.0),
        ("Rindfleischetikettierungsüberwachung", 180.0),
        ("为什么停下来", 180.0),
        ("word " * 30, 86.0),
    ],
)
def test_a_short_sentence_is_larger(text: str, size: float):
    assert sentence_size(text) == size


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("layout", ["statement", "closing", "list", "dispute", "timeline"])
@pytest.mark.parametrize("title", ["Ship", "A title of several words that may need a second line"])
def test_the_kicker_stands_as_far_above_every_title(aspect: str, layout: str, title: str):
    body = f'layout = "{layout}"\nkicker = "Then"\ntitle = "{title}"\n'
    body += 'items = ["One"]\n' if layout == "list" else ""
    frame = frame_of(body, aspect=aspect)
    kicker = run(frame, "THEN")
    first = next(item for item in frame.items if getattr(item, "text", "").startswith(title.split(maxsplit=1)[0]))
    assert first.y - cap_height(first.font) - kicker.y == pytest.approx(KICKER_GAP, abs=1.0)


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize(
    "below",
    [
        'layout = "title"\ntext = "Then"\n',
        'layout = "closing"\ntext = "Then"\n',
        'layout = "closing"\nsubtitle = "Then"\n',
        'layout = "closing"\nitems = ["Then"]\n',
    ],
)
def test_what_stands_below_a_large_title_is_clear_of_its_descenders(aspect: str, below: str):
    frame = frame_of(f'title = "Query again"\n{below}', aspect=aspect)
    last_line = [item for item in frame.items if isinstance(item, TextRun) and item.font.size > 100.0][-1]
    words = run(frame, "Then")
    assert words.y - cap_height(words.font) - last_line.y >= 0.4 * last_line.font.size


@pytest.mark.parametrize("aspect", CANVASES)
def test_titles_keep_their_line_from_slide_to_slide(aspect: str):
    bodies = ('layout = "list"\nitems = ["One"]\n', 'layout = "timeline"\n', 'layout = "dispute"\n')
    baselines = {round(run(frame_of(f'{body}title = "Here"\n', aspect=aspect), "Here").y) for body in bodies}
    assert len(baselines) == 1


def test_an_opening_without_a_picture_shows_the_story_on_one_line():
    frame = frame_of('layout = "title"\ntitle = "The canal"\n')
    assert {zone.id for zone in frame.zones if zone.kind == "event"} == {
        f"e{year}" for year in (1850, 1853, 1856, 1859, 1862, 1865)
    }
    assert "1860" in texts(frame)


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "1:1"])
@pytest.mark.parametrize(
    "body",
    [
        'layout = "quote"\nquote = "世界の三大馬鹿、万里の長城、ピラミッド、戦艦大和。新幹線もそうなる、と言われた。"\n',
        'layout = "statement"\ntitle = "鉄道は時代遅れだと言われた年に、世界でいちばん速い鉄道ができた"\n',
    ],
)
def test_a_large_japanese_sentence_ends_its_lines_with_clauses_and_stays_large(body: str, aspect: str):
    frame = frame_of(body, aspect=aspect)
    lines = [
        item for item in frame.items if isinstance(item, TextRun) and item.font.size >= 50.0 and len(item.text) > 1
    ]
    assert len(lines) > 1
    assert all(line.text.endswith(("、", "。")) for line in lines[:-1]), [line.text for line in lines]


def test_a_short_quote_is_larger_and_a_long_one_goes_no_further_than_the_page():
    sizes = []
    for words in (5, 20, 60):
        frame = frame_of(f'layout = "quote"\nquote = "{("water " * words).strip()}"\nby = "Somebody"\n')
        assert not frame.overflows
        sizes.append(max(item.font.size for item in frame.items if getattr(item, "text", "").startswith("water")))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_what_is_asked_at_the_end_is_as_large_as_the_text_of_a_poster():
    frame = frame_of('layout = "closing"\ntitle = "We ask"\nitems = ["Come", "Stay"]\n')
    assert {run(frame, "Come").font.size, run(frame, "Stay").font.size} == {42.0}
