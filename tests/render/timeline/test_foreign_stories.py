"""What other people's stories showed: doubt of a pixel, marks beyond the plot, headings that take room, names in full."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.render import theme as themes
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame, LinearGradient, Polyline, Rectangle, TextRun, VectorPath
from desktop.render.layouts.slide_layout import layout
from desktop.render.timeline.geometry import Geometry, arrange
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.load.load import load_text
from desktop.story.model import Story
from desktop.timeline.camera import TimeWindow, story_window

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
RECT = (0.0, 0.0, 1200.0, 400.0)


def story_of(body: str, head: str = HEAD) -> Story:
    story = load_text(head + body).story
    assert story is not None
    return story


def slide_of(body: str, aspect: str, slide: str = "") -> Frame:
    story = story_of(f'{body}[[slide]]\nid = "a"\nlayout = "timeline"\n{slide}')
    return layout(story.slides[0], story, "en", aspect=aspect)


def event(name: str, date: str, title: str = "A", more: str = "") -> str:
    return f'[event.{name}]\ndate = "{date}"\ntitle = "{title}"\n{more}'


def spec_of(body: str, window: str = "", **more: object) -> TimelineSpec:
    story = story_of(body + (f'[[slide]]\nid = "a"\nlayout = "timeline"\nwindow = "{window}"\n' if window else ""))
    shown = story_window(story) if not window else window_of(story)
    options = {"show_key": True, "show_overview": False}
    return TimelineSpec(story, shown, RECT, themes.CINEMA, "en", **(options | more))  # type: ignore[arg-type]


def window_of(story: Story) -> TimeWindow:
    when = story.slides[0].window
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    return TimeWindow(when.earliest, when.latest - when.earliest)


def bars(spec: TimelineSpec) -> list[Rectangle]:
    return [item for item in timeline(spec)[0] if isinstance(item, Rectangle) and item.radius > 0]


def words(spec: TimelineSpec) -> list[str]:
    return [item.text for item in timeline(spec)[0] if isinstance(item, TextRun)]


# -- bars and brackets ---------------------------------------------------------------------------------------------------


def test_a_bar_that_began_about_a_year_fades_at_its_end_and_is_full_below_its_name():
    """A year is less than a pixel there."""
    spec = spec_of(event("a", "0862~/1598", "House of Rurik") + event("b", "2000"))
    bar = next(one for one in bars(spec) if one.width > 200)
    assert isinstance(bar.fill, LinearGradient)
    assert bar.fill.stops[0].color.endswith("00"), "the doubt is not seen"
    name = next(item for item in timeline(spec)[0] if isinstance(item, TextRun) and item.text == "House of Rurik")
    full = next(stop for stop in bar.fill.stops if stop.color[-2:] > "e0")
    assert bar.x + full.offset * bar.width <= name.x + 6
    assert full.offset * bar.width < 20


SERIES = '[track.t]\ntitle = "T"\n[track.t.series]\nkind = "line"\npoints = [\n' + "".join(
    f"{{ date = {year}, value = {value} }},\n" for year, value in ((2018, 6.9), (2020, 1.8), (2022, 8.2), (2024, 9.6))
)


def test_a_bar_that_goes_on_beyond_the_plot_reaches_the_edge_of_the_drawing_beside_numbers():
    spec = spec_of(SERIES + "]\n" + event("a", "2019/2023-06", more='track = "t"\n'), "2019/2021")
    bar = next(one for one in bars(spec) if one.width > 200)
    assert arrange(spec).padding_right > 20, "no numbers at the right"
    assert bar.x + bar.width - bar.radius >= RECT[2]


def test_nothing_of_a_bracket_that_ends_beyond_the_plot_is_seen():
    spec = spec_of(event("a", "13XX~"), "1300/1320")
    feet = [item for item in timeline(spec)[0] if isinstance(item, Polyline) and len(item.points) == 8]
    feet = [item for item in feet if item.points[0] != item.points[2] and item.points[1] < 300]
    assert len(feet) == 2
    assert min(feet[0].points[::2]) >= 0
    assert min(feet[1].points[::2]) >= RECT[2]


def test_the_name_beside_two_dates_keeps_its_distance_from_the_diamond():
    spec = spec_of(event("a", "{1382,1408}", "Moscow besieged"), "1350/1450")
    items = timeline(spec)[0]
    diamonds = [item for item in items if isinstance(item, VectorPath) and len(item.commands) == 5]
    right = max(float(command[1]) for item in diamonds for command in item.commands if len(command) > 1)
    name = next(item for item in items if isinstance(item, TextRun) and item.text == "Moscow besieged")
    assert name.x - right >= arrange(spec).metrics.label_gap - 1.0


# -- numbers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "9:16"])
def test_numbers_of_an_axis_are_few_and_whole_however_high_it_is(aspect):
    frame = slide_of(SERIES + "]\n", aspect, 'window = "2018/2022"\n')
    assert not [one for one in check_frame(frame) if one.kind == "outside"]
    assert 2 <= len(axis_numbers(replace(spec_of(SERIES + "]\n", "2018/2022"), rect=(0.0, 0.0, 600.0, 1500.0)))) <= 10


def axis_numbers(spec: TimelineSpec) -> list[str]:
    right = arrange(spec).plot.right
    return [item.text for item in timeline(spec)[0] if isinstance(item, TextRun) and right < item.x]


@pytest.mark.parametrize("height", [300, 340, 420])
def test_a_low_series_has_one_number(height):
    many = "".join(SERIES.replace("track.t", f"track.t{number}") + "]\n" for number in range(5))
    spec = replace(spec_of(many, "2018/2020"), rect=(0.0, 0.0, 1200.0, float(height)))
    assert len(axis_numbers(spec)) == 5


# -- the key -------------------------------------------------------------------------------------------------------------


def test_the_key_explains_brackets_and_planned_numbers_that_are_in_view():
    assert "some time within" in words(spec_of(event("a", "13XX"), "1300/1320"))
    planned = SERIES + "{ date = 2026, value = 9, planned = true },\n]\n"
    assert "planned" in words(spec_of(planned, "2018/2027"))
    assert "planned" not in words(spec_of(planned, "2018/2022"))


def test_the_key_says_nothing_of_a_bracket_too_narrow_to_be_one():
    body = event("a", "1223") + event("b", "1000")
    assert "some time within" in words(spec_of(body, "1220/1226"))
    assert "some time within" not in words(spec_of(body, "0900/1600"))


def test_the_key_explains_the_marks_of_files(tmp_path):
    from desktop.render.timeline.aggregates.aggregated_files import read_event_files
    from desktop.story.load.load import load_file

    rows = "".join(f"2021-0{month}-03,Delivery,{status}\n" for month, status in ((1, "planned"), (2, "happened")))
    (tmp_path / "a.csv").write_text("date,title,status\n" + rows, "utf-8")
    (tmp_path / "content.toml").write_text(HEAD + '[track.t]\ntitle = "T"\ndata = "a.csv"\n', "utf-8")
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    files, _ = read_event_files(story, "en")
    window = story_window(story_of(event("a", "2021")))
    spec = TimelineSpec(story, window, RECT, themes.CINEMA, "en", show_key=True, aggregated=files)
    assert "planned" in words(spec)
    assert "disputed" not in words(spec)


# -- names, headings, arrows ---------------------------------------------------------------------------------------------


def test_a_track_with_height_has_its_whole_name():
    title = "Before the assizes and the investigating chamber of appeal"
    spec = spec_of(f'[track.t]\ntitle = "{title}"\n' + event("a", "2000/2002", more='track = "t"\n'))
    said = [item.text for item in timeline(spec)[0] if isinstance(item, TextRun) and item.x < arrange(spec).gutter]
    assert not any("…" in text for text in said)
    assert "".join(said).replace("-", "").replace(" ", "").startswith(title.replace(" ", ""))
    low = replace(spec, rect=(0.0, 0.0, 1200.0, 110.0))
    names = [item.text for item in timeline(low)[0] if isinstance(item, TextRun) and item.x < arrange(low).gutter]
    assert any("…" in text for text in names)


def test_a_row_of_weeks_without_room_has_no_name():
    head = HEAD + 'second_calendar = "iso-week"\n'
    story = story_of(event("a", "1900") + event("b", "2000"), head)
    spec = TimelineSpec(story, story_window(story), RECT, themes.CINEMA, "en")
    assert "ISO week" not in " ".join(words(spec))
    near = replace(spec, time_window=TimeWindow(spec.time_window.start, 100 * 86_400))
    assert len(words(near)) > 3


def grouped(tracks: int) -> str:
    body = "".join(f'[group.g{number}]\ntitle = "Group {number}"\n' for number in range(4))
    for number in range(tracks):
        body += f'[track.t{number}]\ntitle = "Track {number}"\ngroup = "g{number % 4}"\n'
        for start in (1900, 1905, 1910):
            body += event(f"e{number}x{start}", f"{start}/{start + 30}", more=f'track = "t{number}"\n')
    return body


def left_out(geometry: Geometry) -> list[str]:
    """Return the bars without a row, but for those of the line that counts the tracks left over."""
    rows = zip(geometry.bands, geometry.band_layout.placements, strict=True)
    return [mark.id for band, places in rows if band.track.id for mark in band.marks_unsorted if mark.id not in places]


@pytest.mark.parametrize("height", [260, 330, 400, 470, 540, 610, 700])
def test_headings_of_groups_take_no_row_from_a_bar(height):
    geometry = arrange(replace(spec_of(grouped(12), size=0.6), rect=(0.0, 0.0, 1200.0, float(height))))
    assert not left_out(geometry)
    assert len(geometry.bands) < 13


def test_a_folded_group_among_those_left_over_counts_each_of_its_tracks():
    body = grouped(12).replace('title = "Group 3"', 'title = "Group 3"\nfolded = true')
    geometry = arrange(replace(spec_of(body, size=0.6), rect=(0.0, 0.0, 1200.0, 300.0)))
    shown = [band for band in geometry.bands if band.track.id]
    rest = geometry.bands[-1]
    assert not any(band.is_folded for band in shown)
    assert rest.track.title.get("en") == f"+ {12 - len(shown)} more"


def test_an_arrow_to_the_mark_right_below_comes_from_its_side():
    first, second = event("a", "1929-10-24/1939", "Depression", 'leads_to = ["b"]\n'), event("b", "1933-01-30", "Power")
    spec = replace(spec_of(first + second, show_threads=True), rect=(0.0, 0.0, 1200.0, 120.0))
    heads = [
        item for item in timeline(spec)[0] if isinstance(item, VectorPath) and item.fill and len(item.commands) == 4
    ]
    (_, *base), (_, *other), (_, *tip), _ = heads[-1].commands
    assert base[0] == other[0], "it points up or down"
    assert tip[0] > base[0]


def test_a_slide_that_highlights_an_event_that_recurs_highlights_each_time():
    body = event("games", "2000-09", "Games", 'every = "4 years"\nuntil = "2012"\n') + event("fire", "2009", "A fire")
    frame = slide_of(body, "16:9", 'window = "2006/2014"\nhighlight = ["games"]\n')
    colors = {item.text: item.color for item in frame.items if isinstance(item, TextRun)}
    assert colors["Games"] == themes.CINEMA.paper
    assert colors["A fire"] == themes.CINEMA.muted
