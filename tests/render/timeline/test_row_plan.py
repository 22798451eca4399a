"""What is laid over the timeline: the date of knowledge, threads of cause and effect, the ruler, creases, what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, MarkBatch, Polyline, Rectangle, TextRun, VectorPath
from desktop.render.timeline.axis.as_of_line import as_of_text
from desktop.render.timeline.marks.causal_links import all_links, links_around_words, visible_links
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.timeline_layout import layers, timeline
from desktop.render.timeline.timeline_spec import ClusterZone, Layers, TimelineSpec
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Story, Track
from desktop.timeline import camera
from desktop.timeline.as_of import status_as_of
from desktop.timeline.axis_breaks import story_axis_breaks

pytestmark = pytest.mark.usefixtures("painter_ready")
THEME = themes.CINEMA
PANE = (16.0, 8.0, 1248.0, 284.0)
cinema: Story = load_file(Path(__file__).parents[2] / "stories" / "cinema.toml").story


def say(english: str, french: str = "") -> LocalizedText:
    return LocalizedText((("en", english), ("fr", french or english)))


STORY = Story(
    tracks=(Track("films", say("Films"), "vermilion"), Track("rules", say("Rules"), "gold")),
    events=(
        Event("mood", parse_date("2000-05-20"), say("In the Mood for Love"), track="films"),
        Event("takeover", parse_date("2014-06-05"), say("Takeover"), track="films", leads_to=("announced",)),
        Event("announced", parse_date("2015-01-11"), say("Announced"), track="films", leads_to=("release", "quota", "gone")),
        Event("release", parse_date("2016-12-23"), say("Release"), track="films"),
        Event("quota", parse_date("2017-02"), say("Quotas"), track="rules", status="planned",
              known_from=parse_date("2014-11-05"), became="happened"),
    ),
)  # fmt: skip


def moving(story: Story = STORY, **more) -> Layers:
    more.setdefault("size", 0.52)
    fold = more.get("time_axis")
    window = more.pop("window", None) or camera.story_window(story)
    if fold is not None:
        window = fold.window_to_axis(window)
    return layers(
        TimelineSpec(
            story, window, PANE, THEME, more.pop("language", "en"), moving_camera=True, show_as_of_handle=True, **more
        )
    )


def words(items: tuple[Item, ...]) -> list[str]:
    return [item.text for item in items if isinstance(item, TextRun)]


def marks(zones: tuple[HitZone, ...]) -> dict[str, HitZone]:
    return {zone.id: zone for zone in zones if zone.kind == "event"}


def curves(items: tuple[Item, ...]) -> list[VectorPath]:
    return [
        item for item in items if isinstance(item, VectorPath) and item.fill is None and item.commands[-1][0] == "C"
    ]


# -- the date of knowledge ---------------------------------------------------------------------------------------------


@given(st.dates(min_value=date(1894, 1, 1), max_value=date(2020, 1, 1)))
@settings(max_examples=40)
def test_at_any_date_what_is_known_is_drawn_in_the_rows_of_always(day):
    as_of = parse_date(day.isoformat())
    always, then = marks(moving(cinema).zones), marks(moving(cinema, as_of=as_of).zones)
    known = {event.id for event in cinema.events if status_as_of(event, as_of) is not None}
    assert set(then) <= known
    assert all(then[name].y == zone.y for name, zone in always.items() if name in then)


def test_the_handle_waits_at_the_end_and_moves_with_its_date():
    def place(**more) -> float:
        zone = next(zone for zone in moving(**more).zones if zone.kind == "as-of")
        return zone.x + zone.width / 2

    waiting = place()
    dates = [place(as_of=parse_date(text)) for text in ("2003-01-01", "2009-01-01", "2015-01-11")]
    assert dates == sorted(dates)
    assert dates[-1] < waiting
    late = camera.window_between(seconds_from_civil(2014), seconds_from_civil(2016))
    assert place(as_of=parse_date("2003-01-01"), window=late) < 300  # held at the left edge
    assert place(as_of=parse_date("2030-01-01"), window=late) > 1100


def test_an_event_is_hollow_while_it_is_planned_and_full_once_it_has_come():
    def said(text: str) -> list[str]:
        return words(moving(as_of=parse_date(text)).dynamic)

    assert "Quotas" not in said("2014-11-04")
    assert "planned: Feb 2017" in said("2014-11-05")
    assert "planned: Feb 2017" not in said("2017-03-01")


@pytest.mark.parametrize(
    ("known", "english", "french"),
    [
        ("2015-01-11", "as known on 11 Jan 2015", "vu du 11 janv. 2015"),
        ("2015-01", "as known in Jan 2015", "vu de janv. 2015"),
        ("2015-04", "as known in Apr 2015", "vu d’avr. 2015"),
        ("1895", "as known in 1895", "vu de 1895"),
        ("Y-13800000000", "as known 13.8 billion years ago", "vu d’il y a 13,8 milliards d’années"),
        (None, "all is known", "tout est connu"),
    ],
)
def test_the_date_is_said_as_one_says_it(known, english, french):
    when = parse_date(known) if known else None
    assert (as_of_text(when, "en"), as_of_text(when, "fr")) == (english, french)


# -- threads -----------------------------------------------------------------------------------------------------------


def test_threads_are_drawn_from_and_to_the_chosen_event_only():
    assert curves(moving().dynamic) == []
    assert len(curves(moving(selected_id="takeover").dynamic)) == 2  # one thread, and the dark around it
    assert len(curves(moving(selected_id="announced").dynamic)) == 6
    assert len(curves(moving(hover_id="quota").dynamic)) == 2
    assert len(curves(moving(selected_id="mood").dynamic)) == 0
    assert len(curves(moving(selected_id="announced", as_of=parse_date("2015-02-01")).dynamic)) == 4  # no release yet


def test_a_thread_hangs_between_its_two_marks():
    laid = moving(selected_id="announced", hover_id="")
    place = {name: (zone.y + zone.height / 2) for name, zone in marks(laid.zones).items()}
    ends = [(curve.commands[0][2], curve.commands[-1][-1]) for curve in curves(laid.dynamic)[1::2]]
    for begin, end in ends:
        assert min(abs(begin - y) for y in place.values()) < 14
        assert min(abs(end - y) for y in place.values()) < 14


def test_on_a_slide_threads_tie_what_is_highlighted_together():
    window = camera.story_window(STORY)
    rect = (120.0, 260.0, 1680.0, 640.0)
    tied, _ = timeline(
        TimelineSpec(STORY, window, rect, THEME, "en", highlight_ids=("takeover", "announced"), steps={"announced": 2})
    )
    assert [curve.step for curve in curves(tied)] == [2, 2]
    alone, _ = timeline(TimelineSpec(STORY, window, rect, THEME, "en", highlight_ids=("takeover", "release")))
    assert curves(alone) == []


def test_a_slide_may_ask_for_all_threads():
    window = camera.story_window(STORY)
    items, _ = timeline(TimelineSpec(STORY, window, (120.0, 260.0, 1680.0, 640.0), THEME, "en", show_threads=True))
    arrows = [item for item in items if isinstance(item, VectorPath) and item.fill and len(item.commands) == 4]
    assert len(arrows) == len(all_links(STORY))


def test_a_thread_has_a_gap_where_it_would_cross_words():
    curve = VectorPath((("M", 0.0, 0.0), ("C", 0.0, 60.0, 0.0, 140.0, 0.0, 200.0)), None, "#ffffff", 2.0)
    word = TextRun(-20.0, 100.0, "Word", metrics_for(1.0).title_font, "#ffffff", 60.0)
    aside = TextRun(300.0, 100.0, "Word", metrics_for(1.0).title_font, "#ffffff", 60.0)
    assert links_around_words([curve], [aside]) == [curve]
    above, below = links_around_words([curve], [word])
    assert max(command[2] for command in above.commands) < 100.0 - 0.9 * word.font.size
    assert min(command[2] for command in below.commands) > 100.0


def test_a_thread_to_nowhere_is_no_thread():
    assert ("announced", "gone") not in all_links(STORY)
    assert visible_links(STORY, {"quota"}) == (("announced", "quota"),)


# -- the ruler ---------------------------------------------------------------------------------------------------------


def test_the_ruler_says_what_lies_between_and_reaches_from_one_to_the_other():
    laid = moving(measured_ids=("release", "takeover"))
    assert "2 years 6 months · 932 days" in words(laid.dynamic)
    assert "2 ans 6 mois · 932 jours" in words(moving(measured_ids=("takeover", "release"), language="fr").dynamic)
    span = camera.story_window(STORY)
    plot = next(zone for zone in laid.zones if zone.kind == "timeline")
    ends = [plot.x + span.x_of(STORY.event_by_id[name].when.midpoint, plot.width) for name in ("takeover", "release")]
    level = [
        item
        for item in laid.dynamic
        if isinstance(item, Polyline) and not item.dash and item.points[1] == item.points[3]
    ]
    assert any(abs(line.points[0] - ends[0]) < 2 and abs(line.points[2] - ends[1]) < 2 for line in level)


@given(
    st.sampled_from([event.id for event in cinema.events]),
    st.sampled_from([event.id for event in cinema.events]),
    st.floats(0.0, 0.9),
    st.floats(0.02, 2.0),
)
@settings(max_examples=60)
def test_the_words_of_the_ruler_never_lie_under_the_handle(one, two, share, zoom):
    window = camera.zoom_at(camera.story_window(cinema), share, zoom)
    laid = moving(cinema, measured_ids=(one, two), as_of=parse_date("1950"), window=window)
    handle = next(zone for zone in laid.zones if zone.kind == "as-of")
    plot = next(zone for zone in laid.zones if zone.kind == "timeline")
    above = [
        item for item in laid.dynamic if isinstance(item, TextRun) and item.y < plot.y and item.color == THEME.paper
    ]
    assert len(above) <= 1
    for run in above:
        assert run.x + run.width <= handle.x + 3 or run.x >= handle.x + handle.width - 3
        assert plot.x - 1 <= run.x
        assert run.x + run.width <= plot.x + plot.width + 1


# -- creases -----------------------------------------------------------------------------------------------------------


def test_a_crease_is_torn_out_and_says_how_many_years_it_hides():
    fold = story_axis_breaks(STORY)
    assert len(fold.breaks) == 1
    laid = moving(time_axis=fold)
    assert "» 14 years »" in words(laid.dynamic)
    assert "» 14 ans »" in words(moving(time_axis=fold, language="fr").dynamic)
    torn = [item for item in laid.dynamic if isinstance(item, Polyline) and len(item.points) > 20]
    assert len(torn) == 2
    assert any(isinstance(item, Rectangle) and item.fill == THEME.background for item in laid.dynamic)
    years = [text for text in words(laid.dynamic) if text in {str(year) for year in range(2001, 2014)}]
    assert years == []
    flat = words(moving().dynamic)
    assert not any("»" in text for text in flat)


@given(st.floats(0.0, 1.0), st.floats(0.02, 1.5))
@settings(max_examples=50)
def test_labels_of_a_folded_axis_never_touch(share, zoom):
    fold = story_axis_breaks(STORY)
    window = camera.zoom_at(fold.window_to_axis(camera.story_window(STORY)), share, zoom)
    laid = layers(
        TimelineSpec(
            STORY, window, PANE, THEME, "fr", size=0.52, moving_camera=True, show_as_of_handle=True, time_axis=fold
        )
    )
    plot = next(zone for zone in laid.zones if zone.kind == "timeline")
    below = [item for item in laid.dynamic if isinstance(item, TextRun) and item.y > plot.y + plot.height - 45]
    rows: dict[float, list[TextRun]] = {}
    for run in below:
        rows.setdefault(round(run.y, 1), []).append(run)
    for runs in rows.values():
        runs.sort(key=lambda run: run.x)
        for one, two in pairwise(runs):
            assert one.x + one.width <= two.x, (one.text, two.text)


# -- finding -----------------------------------------------------------------------------------------------------------


def test_what_was_found_is_marked_on_the_overview():
    def ticks(**more) -> list[MarkBatch]:
        return [item for item in moving(**more).dynamic if isinstance(item, MarkBatch) and item.color == THEME.gold]

    assert ticks() == []
    (found,) = ticks(highlight_ids=("mood", "release"))
    assert len(found.coordinates) == 8


def test_what_stands_out_of_a_crowd_is_counted_in_its_own_columns():
    import numpy as np

    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.render.timeline.marks.event_mark import EventMark
    from desktop.timeline.index import EventIndex

    starts = seconds_from_civil(2001) + 86_400 * np.arange(4000, dtype=np.int64)
    story = replace(STORY, tracks=(*STORY.tracks, Track("many", say("Many"), "jade", data="many.csv")))
    crowd = AggregatedTrack(
        EventIndex(starts, starts + 86_400), lambda n: EventMark(Event(f"m{n}", parse_date("2001")), "happened", "en")
    )
    chosen = EventIndex(starts[100:110], starts[100:110] + 86_400)

    def columns(**more) -> dict[str, int]:
        laid = moving(story, aggregated={"many": crowd}, show_labels=False, **more)
        return {
            item.color: len(item.coordinates) // 4
            for item in laid.dynamic
            if isinstance(item, MarkBatch)
            and item.kind == "box"
            and len(item.coordinates)
            and item.coordinates[3] > 1.0
        }

    jade = THEME.color("jade")
    assert jade not in columns()
    found = columns(highlight_ids=("\0",), highlighted_aggregates={"many": chosen})
    assert 1 <= found[jade] <= 10


@given(st.integers(0, 4200), st.floats(0.0, 1.0), st.floats(0.01, 1.2))
@settings(max_examples=60)
def test_of_a_file_exactly_what_had_begun_is_counted(day, share, zoom):
    import numpy as np

    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.render.timeline.marks.event_mark import EventMark
    from desktop.timeline.as_of import snap_date
    from desktop.timeline.index import EventIndex

    first = seconds_from_civil(2001)
    starts = first + 86_400 * np.arange(4000, dtype=np.int64)
    story = Story(tracks=(Track("many", say("Many"), "jade", data="many.csv"),))
    crowd = AggregatedTrack(
        EventIndex(starts, starts + 86_400),
        lambda n: EventMark(Event(f"m{n}", snap_date(int(starts[n]), 1.0), track="many"), "happened", "en"),
    )
    whole = camera.window_between(int(starts[0]), int(starts[-1]) + 86_400)
    as_of = snap_date(first + 86_400 * day, 1.0)
    window = camera.zoom_at(whole, share, zoom)
    laid = layers(
        TimelineSpec(
            story,
            window,
            PANE,
            THEME,
            "en",
            size=0.52,
            moving_camera=True,
            show_as_of_handle=True,
            aggregated={"many": crowd},
            as_of=as_of,
        )
    )
    counted = sum(zone.count for zone in laid.zones if isinstance(zone, ClusterZone))
    shown = sum(zone.kind == "event" for zone in laid.zones)
    said = [text for text in words(laid.dynamic) if text.endswith(("earlier", "later\u202f›"))]
    outside = sum(int("".join(sign for sign in text if sign.isdigit())) for text in said)
    going = sum(int(text.split()[0]) for text in words(laid.dynamic) if text.endswith("going on"))
    assert counted + shown + outside + going == min(4000, day + 1)


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("known_days", [50, 250, 350, 500])
def test_what_nobody_knew_yet_of_a_file_is_not_counted_in_a_folded_group_either(folded: bool, known_days: int) -> None:
    import numpy as np

    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.render.timeline.marks.event_mark import EventMark
    from desktop.story.model import Group
    from desktop.timeline.as_of import snap_date
    from desktop.timeline.index import EventIndex

    first = seconds_from_civil(2001)
    starts = first + 86_400 * np.arange(400, dtype=np.int64)
    story = Story(
        groups=(Group("g", say("Group"), folded=folded),),
        tracks=(Track("many", say("Many"), "jade", data="many.csv", group="g"),),
    )
    crowd = AggregatedTrack(
        EventIndex(starts, starts + 86_400),
        lambda n: EventMark(Event(f"m{n}", snap_date(int(starts[n]), 1.0), track="many"), "happened", "en"),
    )
    laid = moving(
        story,
        window=camera.make_window(first + 100 * 86_400, 0.0, 200 * 86_400 - 1.0),
        aggregated={"many": crowd},
        as_of=snap_date(first + 86_400 * (known_days - 1), 1.0),
    )
    counted = sum(zone.count for zone in laid.zones if isinstance(zone, ClusterZone))
    shown = sum(zone.kind == "event" for zone in laid.zones)
    said = [text for text in words(laid.dynamic) if text.endswith(("earlier", "later\u202f›"))]
    outside = sum(int("".join(sign for sign in text if sign.isdigit())) for text in said)
    assert counted + shown == max(0, min(200, known_days - 100))
    assert counted + shown + outside == min(400, known_days)
