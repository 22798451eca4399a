"""How the lines of a list stand: equal sizes, figures on the baseline of their heads, all of them shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QImage

from desktop.render.frame import Image, Polyline, Rectangle
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.story.load.load import load_text
from tests.slide_frames import frame_of, run, tables, texts

pytestmark = pytest.mark.usefixtures("painter_ready")
SENTENCE = "A line of explanation that takes two lines in a column of half the page, or nearly"


def items(count: int, *, text: str = "", figure: str = "") -> str:
    rows = [
        f'title = "Head {index}"'
        + (f'\ntext = "{text}"' if text else "")
        + (f'\nfigure = "{figure.format(10 * (index + 1))}"' if figure else "")
        for index in range(count)
    ]
    return 'layout = "list"\ntitle = "What it took"\n' + tables("item", rows)


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [1, 3, 6, 7, 12])
def test_all_lines_are_shown_in_one_size(count: int, aspect: str):
    frame = frame_of(items(count, text=SENTENCE), aspect=aspect)
    assert len({run(frame, f"Head {index}").font for index in range(count)}) == 1
    assert not any(overflow.left_out for overflow in frame.overflows)


@pytest.mark.parametrize("aspect", CANVASES)
def test_figures_end_at_one_x_on_the_baseline_of_their_heads(aspect: str):
    frame = frame_of(items(3, figure="{} km"), aspect=aspect)
    figures = [run(frame, f"{10 * (index + 1)} km") for index in range(3)]
    assert len({round(figure.x + figure.width) for figure in figures}) == 1
    assert len({figure.font for figure in figures}) == 1
    for index, figure in enumerate(figures):
        assert figure.y == pytest.approx(run(frame, f"Head {index}").y, abs=0.5)


def test_figures_of_one_unit_have_bars_to_scale():
    frame = frame_of(items(3, figure="{} km"))
    bars = [item.width for item in frame.items if isinstance(item, Rectangle) and item.height == 4.0]
    assert [width / bars[-1] for width in bars] == pytest.approx([1 / 3, 2 / 3, 1])


def test_what_no_setting_can_hold_is_counted():
    frame = frame_of(items(60))
    assert any(text.startswith("+ ") and text.endswith(" more") for text in texts(frame))
    left_out = sum(overflow.left_out for overflow in frame.overflows)
    assert sum(text.startswith("Head") for text in texts(frame)) == 60 - left_out


def test_a_total_stands_below_a_strong_rule_and_has_no_bar():
    slide = items(2, figure="{} km") + tables("item", ['title = "In all"\nfigure = "30 km"\ntotal = true'])
    frame = frame_of(slide)
    rules = [item for item in frame.items if isinstance(item, Polyline)]
    assert max(rules, key=lambda rule: rule.width) is rules[-1]
    bars = [item.width for item in frame.items if isinstance(item, Rectangle) and item.height == 4.0]
    assert bars == [pytest.approx(max(bars) / 2), max(bars)]
    assert run(frame, "30 km").font == run(frame, "10 km").font


def test_a_total_without_a_figure_has_no_number():
    frame = frame_of(items(2) + tables("item", ['title = "In all"\ntotal = true']))
    assert "2" in texts(frame)
    assert "3" not in texts(frame)


def test_figures_that_would_be_smaller_than_their_heads_stand_above_them_on_an_upright_page():
    wide = "{}0,000–350,000 people"
    frame = frame_of(items(3, figure=wide), aspect="9:16")
    for index in range(3):
        figure, head = run(frame, wide.format(10 * (index + 1))), run(frame, f"Head {index}")
        assert figure.x == head.x
        assert figure.y < head.y
        assert figure.font.size > head.font.size
    beside = run(frame_of(items(3, figure=wide)), wide.format(10))
    assert beside.x + beside.width < run(frame_of(items(3, figure=wide)), "Head 0").x


def test_short_lines_leave_a_picture_below_them_the_height(tmp_path):
    picture = QImage(900, 600, QImage.Format.Format_RGB32)
    picture.fill(0)
    picture.save(str(tmp_path / "p.png"))
    rows = tables("item", [f'title = "Head {index}"\ntext = "Short"' for index in range(3)])
    slide = f'[[slide]]\nid = "a"\nlayout = "list"\ntitle = "Three"\nimage = "p.png"\nalt = "P"\n{rows}'
    story = load_text(f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n{slide}', folder=tmp_path).story
    frame = layout(story.slides[0], story, "en", aspect="1:1")
    (image,) = (item for item in frame.items if isinstance(item, Image))
    assert image.height > 0.25 * frame.height


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_lines_of_two_columns_stand_beside_one_another(aspect: str):
    rows = [
        f'title = "Head {index}{" of many words that take two lines here" if index == 1 else ""}"' for index in range(8)
    ]
    frame = frame_of('layout = "list"\ntitle = "What it took"\n' + tables("item", rows), aspect=aspect)
    tops = [item.points[1] for item in frame.items if isinstance(item, Polyline) and item.points[1] > 300.0]
    assert tops[:4] == tops[4:8]


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("text", ["", SENTENCE])
def test_one_line_alone_is_large_without_a_number_in_the_middle_of_its_page(text: str, aspect: str):
    frame = frame_of(items(1, text=text), aspect=aspect)
    head = run(frame, "Head 0")
    assert head.font.size >= 72
    assert head.x == pytest.approx(frame.width / 16)
    assert "1" not in texts(frame)
    top, bottom = run(frame, "What it took").y, frame.height - 150.0
    assert top + 0.35 * (bottom - top) < head.y < top + 0.65 * (bottom - top)


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", [2, 3])
def test_a_few_lines_share_the_height_of_the_page(count: int, aspect: str):
    frame = frame_of(items(count), aspect=aspect)
    rules = [item.points[1] for item in frame.items if isinstance(item, Polyline)]
    rows = {round(second - first) for first, second in pairwise(rules)}
    assert len(rows) == 1
    assert rows.pop() * count > 0.8 * (frame.height - 150.0 - run(frame, "What it took").y)


def shown_picture(tmp_path, size: tuple[int, int], count: int, aspect: str):
    """Return the picture of a list of some lines, and their frame."""
    assert QImage(*size, QImage.Format.Format_RGB32).save(str(tmp_path / "picture.png"))
    text = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nimage = "picture.png"\n'
    story = load_text(text + items(count), folder=str(tmp_path)).story
    assert story is not None
    frame = layout(story.slides[0], story, "en", aspect=aspect)
    return next(item for item in frame.items if isinstance(item, Image)), frame


@pytest.mark.parametrize("count", [2, 3, 5, 8])
@pytest.mark.parametrize("size", [(600, 1200), (800, 1200)])
def test_a_tall_picture_stands_beside_the_lines_of_a_square_page(size: tuple[int, int], count: int, tmp_path):
    picture, frame = shown_picture(tmp_path, size, count, "1:1")
    heads = [run(frame, f"Head {index}") for index in range(count)]
    assert picture.x > max(head.x + head.width for head in heads)
    assert picture.height > 0.45 * frame.height
    assert picture.x + picture.width == pytest.approx(frame.width * 15 / 16)
    assert frame.overflows == ()


def test_a_low_picture_leaves_the_lines_of_an_upright_page_their_height(tmp_path):
    picture, frame = shown_picture(tmp_path, (2000, 400), 3, "9:16")
    assert picture.width == pytest.approx(frame.width * 14 / 16)
    assert run(frame, "Head 0").font.size == 60
    heads = [run(frame, f"Head {index}").y for index in range(3)]
    assert heads[2] - heads[0] > 0.2 * frame.height


def test_lines_beside_one_another_begin_at_one_height():
    rows = [f'title = "Head {index}"' + (f'\ntext = "{SENTENCE}"' if index < 4 else "") for index in range(8)]
    frame = frame_of('layout = "list"\ntitle = "What it took"\n' + tables("item", rows))
    for index in range(4):
        assert run(frame, f"Head {index}").y == pytest.approx(run(frame, f"Head {index + 4}").y)


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
def test_a_title_of_two_lines_is_smaller_and_higher_before_lines_are_left_out(aspect: str):
    title = "A bag for the days after, with twelve things that weigh less than eight kilos together"
    rows = [f'title = "Head {index}"' + ('\ntext = "a few words"' if index % 2 else "") for index in range(12)]
    frame = frame_of(f'layout = "list"\ntitle = "{title}"\n' + tables("item", rows), aspect=aspect)
    assert {f"Head {index}" for index in range(12)} <= set(texts(frame))
    assert frame.overflows == ()
