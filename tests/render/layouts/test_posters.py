"""How slides of one large sentence stand: as large as they can, with the kicker always as far above."""

from __future__ import annotations

import pytest

from desktop.render.frame import Rectangle, TextRun
from desktop.render.layouts.poster import sentence_size
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.render.page.slide_page import KICKER_GAP
from desktop.render.text import cap_height
from desktop.render.theme import contrast_ratio
from desktop.story.load.load import load_text
from tests.slide_frames import HEAD, frame_of, run, tables, texts

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
def test_a_large_japanese_sentence_keeps_its_clauses_and_stays_large(body: str, aspect: str):
    frame = frame_of(body, aspect=aspect)
    lines = [
        item for item in frame.items if isinstance(item, TextRun) and item.font.size >= 50.0 and len(item.text) > 1
    ]
    assert len(lines) > 1
    # A line ends with a clause; a clause of two lines has them to itself.
    texts_of_lines = [line.text for line in lines]
    assert all(text.endswith(("、", "。")) or "、" not in text for text in texts_of_lines), texts_of_lines


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


def test_a_number_alone_on_its_page_is_larger_than_one_beside_a_chart():
    chart = '[slide.chart]\nkind = "bars"\npoints = [{ x = 1, y = 2 }, { x = 2, y = 3 }]\n'
    alone = run(frame_of('layout = "number"\nnumber = "0"\ntext = "T"'), "0")
    beside = run(frame_of(f'layout = "number"\nnumber = "0"\ntext = "T"\n{chart}'), "0")
    assert alone.font.size == 375.0
    assert beside.font.size == 260.0


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [4, 6, 9])
def test_many_figures_fill_the_width_below_their_number(count: int, aspect: str):
    rows = [f'value = "+{index}"\nlabel = "Label {index}"' for index in range(1, count + 1)]
    frame = frame_of('layout = "number"\nnumber = "0"\ntext = "T"\n' + tables("figure", rows), aspect=aspect)
    values = [run(frame, f"+{index}") for index in range(1, count + 1)]
    assert min(value.x for value in values) == pytest.approx(run(frame, "T").x, abs=1.0)
    assert max(value.x for value in values) > 0.5 * frame.width
    assert min(value.y for value in values) > run(frame, "T").y


def test_a_short_quote_is_larger_than_a_long_one_beside_the_same_picture(tmp_path):
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>')
    sizes = []
    for quote in ("The canal is a fact.", "The canal is a fact. " * 7):
        slide = f'[[slide]]\nid = "a"\nlayout = "quote"\nquote = "{quote}"\nimage = "a.svg"'
        story = load_text(HEAD + slide, folder=tmp_path).story
        frame = layout(story.slides[0], story, "en")
        sizes.append(max(item.font.size for item in frame.items if isinstance(item, TextRun) and "canal" in item.text))
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize(("language", "mark"), [("ko", "“"), ("nl", "“"), ("en", "“"), ("fr", "«"), ("de", "„")])
def test_a_quote_begins_with_a_double_mark_of_its_language(language: str, mark: str):
    head = HEAD.replace('"en"', f'"{language}"')
    story = load_text(f'{head}[[slide]]\nid = "a"\nlayout = "quote"\nquote = "A"\nby = "B"\n').story
    assert mark in texts(layout(story.slides[0], story, language))


@pytest.mark.parametrize("aspect", CANVASES)
def test_figures_below_a_number_have_equal_pills_and_whole_labels_of_one_size(aspect: str):
    rows = [
        'value = "±12 %"\nlabel = "of sampling"',
        f'value = "×2,4"\nlabel = "{"between those who count it, and " * 2}us"',
    ]
    frame = frame_of('layout = "number"\nnumber = "78 %"\ntext = "of it"\n' + tables("figure", rows), aspect=aspect)
    pills = [item for item in frame.items if isinstance(item, Rectangle) and item.radius == item.height / 2 > 20]
    assert len({(pill.x, pill.width) for pill in pills}) == 1
    labels = [
        item
        for item in frame.items
        if isinstance(item, TextRun) and item.text != "1 / 1" and item.x > pills[0].x + pills[0].width
    ]
    assert len({label.font for label in labels}) == 1
    assert frame.overflows == ()


def test_a_long_sentence_above_a_chart_takes_the_page_before_it_is_cut():
    chart = "[slide.chart]\npoints = [{ at = 1, value = 2 }, { at = 2, value = 3 }]\n"
    text = "O polietileno flutua até ser colonizado; o PVC e o PET afundam no próprio dia em que chegam"
    assert frame_of(f'layout = "chart"\ntitle = "T"\ntext = "{text}"\n{chart}').overflows == ()


def test_the_years_of_a_chart_are_clear_of_two_lines_of_notes():
    points = ", ".join(f'{{ at = {year}, value = 2, sources = ["s0"] }}' for year in (1851, 1852))
    cited = ", ".join(f'"s{number}"' for number in range(9))
    body = f'layout = "chart"\ntitle = "T"\ntext = "Words"\nsources = [{cited}]\n[slide.chart]\npoints = [{points}]\n'
    frame = frame_of(body, sources=9)
    notes = [item for item in frame.items if isinstance(item, TextRun) and item.text.startswith("Source")]
    assert min(note.y for note in notes) - run(frame, "1851").y > 50.0


@pytest.mark.parametrize("layout", ["chart", "timeline"])
def test_a_long_title_is_large_on_an_upright_page(layout: str):
    title = "The canal that nobody wanted to pay for was dug by hand in ten years, opened by an empress, and closed by a storm"
    chart = "[slide.chart]\npoints = [{ at = 1, value = 2 }, { at = 2, value = 3 }]\n" if layout == "chart" else ""
    frame = frame_of(f'layout = "{layout}"\ntitle = "{title}"\n{chart}', aspect="9:16")
    assert max(item.font.size for item in frame.items if isinstance(item, TextRun)) == 72.0


def test_a_figure_is_neutral_unless_it_is_said_to_be_good_or_bad_news():
    tones = ("", 'tone = "neutral"', 'tone = "good"', 'tone = "bad"')
    fills = []
    for tone in tones:
        frame = frame_of(f'layout = "number"\nnumber = "1"\n[[slide.figure]]\nvalue = "−0.4 pt"\n{tone}\n')
        (pill,) = (item for item in frame.items if isinstance(item, Rectangle) and item.radius == item.height / 2 > 20)
        fills.append(pill.fill)
        assert contrast_ratio(str(pill.fill), run(frame, "−0.4 pt").color) >= 4.5
    assert fills[0] == fills[1]
    assert len(set(fills)) == 3
    values = [f'value = "{number} km"\n{tone}' for number, tone in enumerate(tones)]
    frame = frame_of('layout = "event"\nevent = "e1856"\n' + tables("figure", values))
    colors = [run(frame, f"{number} km").color for number in range(4)]
    assert (colors[0] == colors[1], len(set(colors))) == (True, 3)


@pytest.mark.parametrize("layout_name", ["title", "closing", "statement"])
def test_a_short_title_of_two_clauses_has_a_line_for_each(layout_name: str):
    body = f'layout = "{layout_name}"\ntitle = "Lichens everywhere know, what we breathe"\n'
    frame = frame_of(body, aspect="1:1")
    lines = [item.text.strip() for item in frame.items if getattr(item, "font", None) and item.font.family == "display"]
    assert lines == ["Lichens everywhere know,", "what we breathe"]


@pytest.mark.parametrize("layout_name", ["title", "statement"])
def test_a_title_is_no_smaller_where_its_clauses_share_a_line_all_the_same(layout_name: str):
    frame = frame_of(f'layout = "{layout_name}"\ntitle = "Bridge a people cross burned in: ferry city ferry"\n')
    lines = [item for item in frame.items if isinstance(item, TextRun) and item.font.family == "display"]
    assert [(one.text.strip(), one.font.size) for one in lines] == [
        ("Bridge a people cross", 125.0), ("burned in: ferry city ferry", 125.0)
    ]  # fmt: skip
