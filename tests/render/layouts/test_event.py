"""How an event stands on its slide: its title on one line for all dates, and never without evidence."""

from __future__ import annotations

import pytest

from desktop.render.check.frame_check import check_frame
from desktop.render.frame import RingSegment
from desktop.render.layouts.figures import wall_shape
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES, grid_for
from desktop.story.load.load import load_text
from tests.slide_frames import frame_of, run, tables, texts

pytestmark = pytest.mark.usefixtures("painter_ready")
FIGURE = '[[slide.figure]]\nvalue = "7"\nlabel = "ships"\n'


@pytest.mark.parametrize("aspect", CANVASES)
def test_the_title_stays_where_it_is_whatever_the_date(aspect: str):
    dates = ("1856", "1856-10-02", "1856-03/1859-10", "1856?/1859~")
    baselines = {
        round(
            run(frame_of(f'layout = "event"\ndate = "{date}"\ntitle = "Here"\n' + FIGURE * 3, aspect=aspect), "Here").y
        )
        for date in dates
    }
    assert len(baselines) == 1


@pytest.mark.parametrize(("date", "size"), [("1856", 216), ("1856-05-12", 216), ("1856-05-12/1859-12-28", 86)])
def test_without_a_picture_the_date_is_the_picture(date: str, size: int):
    frame = frame_of(f'layout = "event"\ndate = "{date}"\ntitle = "Here"\n')
    (shown,) = [item for item in frame.items if "1856" in getattr(item, "text", "") and item.font.family == "display"]
    assert shown.font.size >= size
    titles = [item.y for item in frame.items if getattr(item, "text", "") == "Here"]  # the other names its mark
    assert min(titles) == pytest.approx(grid_for("16:9").title_baseline + 72 + 36, abs=1)


def test_on_an_upright_page_a_long_date_is_larger_in_two_lines():
    frame = frame_of('layout = "event"\ndate = "1856-05-12/1859-12-28"\ntitle = "Here"\n', aspect="9:16")
    lines = [item for item in frame.items if getattr(item, "font", None) and item.font.family == "display"]
    assert len(lines) == 2
    assert lines[0].font.size >= 86
    assert lines[1].y == pytest.approx(grid_for("9:16").title_baseline)


@pytest.mark.parametrize("aspect", CANVASES)
def test_without_a_picture_the_event_stands_among_its_neighbours(aspect: str):
    shown = texts(frame_of('layout = "event"\nevent = "e1856"\n', aspect=aspect))
    assert {"In 1853", "In 1859"} <= set(shown)


def test_the_axis_of_the_neighbours_stands_at_the_foot_where_the_ribbon_would():
    body = 'layout = "event"\nevent = "e1856"\ntext = "It was a long year, of which much was written."\n'
    assert run(frame_of(body), "1854").y > 0.8 * 1080


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
def test_long_words_get_smaller_before_names_of_neighbours_are_cut(aspect: str):
    body = f'layout = "event"\nevent = "e1856"\ntext = "{"It was a long year of much talk. " * 6}"\n'
    frame = frame_of(body + FIGURE, aspect=aspect)
    shown = texts(frame)
    assert {"In 1853", "In 1859"} <= set(shown)
    assert frame.overflows == ()
    assert run(frame, "1854").y > 0.8 * frame.height


@pytest.mark.parametrize("aspect", CANVASES)
def test_the_neighbours_of_an_event_of_few_words_stand_at_the_foot(aspect: str):
    frame = frame_of('layout = "event"\nevent = "e1856"\n', aspect=aspect)
    assert (
        max(item.y for item in frame.items if getattr(item, "text", "") in {"1854", "1855", "1860"})
        > 0.8 * frame.height
    )


def test_a_picture_takes_the_place_of_the_neighbours():
    shown = texts(frame_of('layout = "event"\nevent = "e1856"\n' + FIGURE * 4))
    assert "In 1853" not in shown


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("count", range(1, 10))
def test_up_to_nine_figures_are_shown_in_one_size(count: int, aspect: str):
    rows = [f'value = "{10 ** (index % 5)} km"\nlabel = "Label {index}"' for index in range(count)]
    body = f'layout = "event"\ndate = "1856"\ntitle = "Here"\nkicker = "{aspect}"\n' + tables("figure", rows)
    frame = frame_of(body, aspect=aspect)
    labels = [run(frame, f"Label {index}") for index in range(count)]
    assert len({label.font for label in labels}) == 1
    values = [item.font for item in frame.items if getattr(item, "text", "").endswith(" km")]
    assert len(values) == count
    assert len(set(values)) == 1
    assert frame.overflows == ()


def test_two_figures_share_their_width_so_that_each_label_has_one_line():
    rows = ['value = "25 bn"\nlabel = "raised"', 'value = "231 bn"\nlabel = "of value at the close of that day"']
    frame = frame_of('layout = "event"\nevent = "e1856"\n' + tables("figure", rows))
    assert run(frame, "of value at the close of that day").x == run(frame, "231 bn").x


@pytest.mark.parametrize(
    ("count", "shape"), [(1, (1, 1)), (3, (1, 3)), (4, (2, 2)), (6, (2, 3)), (7, (3, 3)), (9, (3, 3))]
)
def test_many_figures_make_a_wall(count, shape):
    assert wall_shape(count, 740.0, 650.0) == shape


def test_in_a_low_and_wide_box_many_figures_make_two_rows():
    assert wall_shape(9, 1680.0, 480.0) == (5, 2)
    assert wall_shape(6, 1680.0, 480.0) == (3, 2)


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
def test_many_figures_stand_below_a_short_text_over_the_whole_width(aspect: str):
    figures = tables("figure", [f'value = "{index} km"\nlabel = "Label {index}"' for index in range(9)])
    grid = grid_for(aspect)
    short = frame_of('layout = "event"\ndate = "1856"\ntitle = "Here"\n' + figures, aspect=aspect)
    labels = [run(short, f"Label {index}") for index in range(9)]
    assert min(label.x for label in labels) == pytest.approx(grid.margin)
    assert max(label.x for label in labels) > 0.6 * grid.width
    assert min(label.y for label in labels) > run(short, "Here").y
    text = "It was a long year, of which much was written. " * 12
    long = frame_of(f'layout = "event"\ndate = "1856"\ntitle = "Here"\ntext = "{text}"\n' + figures, aspect=aspect)
    assert min(run(long, f"Label {index}").x for index in range(9)) > 0.5 * grid.width
    assert short.overflows == long.overflows == ()


def test_the_ring_of_a_share_grows_with_its_card():
    body = 'layout = "event"\ndate = "1856"\ntitle = "Here"\n[[slide.figure]]\nvalue = "62 %"\nshare = 0.62\n'
    radius = {
        aspect: max(item.radius for item in frame_of(body, aspect=aspect).items if isinstance(item, RingSegment))
        for aspect in ("16:9", "4:3")
    }
    assert radius["4:3"] > radius["16:9"] > 150


def test_marks_never_stand_on_the_figure_of_a_ring():
    body = 'layout = "event"\ndate = "1856"\ntitle = "Here"\n[[slide.figure]]\nvalue = "62 %"\nshare = 0.62\nsources = ["s1"]\n'
    frame = frame_of(body, sources=2)
    value = run(frame, "62 %")
    marks = [
        item for item in frame.items if getattr(item, "text", "") == "1" and item.y < grid_for("16:9").height - 100
    ]
    assert len(marks) == 1
    assert marks[0].y > value.y + 40


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("label", ["of them", "of those who could not read a newspaper in that year"])
def test_a_label_too_long_for_its_ring_stands_below_it(label: str, aspect: str):
    body = f'layout = "event"\ndate = "1856"\ntitle = "Here"\n[[slide.figure]]\nvalue = "62 %"\nshare = 0.62\nlabel = "{label}"\n'
    frame = frame_of(body, aspect=aspect)
    ring = next(item for item in frame.items if isinstance(item, RingSegment))
    words = [item for item in frame.items if getattr(item, "text", "") in label and getattr(item, "text", "")]
    assert " ".join(item.text.strip() for item in words) == label
    is_inside = words[-1].y < ring.y + ring.radius
    assert is_inside or words[0].y - 29 > ring.y + ring.radius
    assert frame.overflows == ()


LANGUAGES = (
    *("fr", "en", "de", "es", "it", "pt", "nl", "pl", "sv", "ru", "uk"),
    *("tr", "ar", "he", "fa", "hi", "zh", "ja", "ko", "vi"),
)


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "9:16"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_large_date_touches_neither_its_kicker_nor_its_title_in_any_language(language: str, aspect: str):
    for date in ("1913-08", "2013-22", "16XX~", "-0027/0014"):
        story = load_text(
            f'format = 1\n[story]\ntitle = "T"\nlanguages = ["{language}"]\n[[slide]]\nid = "a"\nlayout = "event"\n'
            f'kicker = "Kicker"\ndate = "{date}"\ntitle = "A title of a few words"\n'
        ).story
        assert story is not None
        frame = layout(story.slides[0], story, language, aspect=aspect)
        assert [one for one in check_frame(frame) if one.kind in ("overlap", "struck", "outside")] == [], date
