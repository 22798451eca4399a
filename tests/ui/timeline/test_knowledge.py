"""The date of knowledge under the hand, the ruler, the search and the fold: what is laid over the timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.render.frame import TextRun
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Track
from desktop.timeline.camera import window_between
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import STORY, double, drag, hover, instant, plot, seen, timeline, zone


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    return timeline(qtbot)


def texts(view) -> list[str]:
    return [item.text for item in view.frame().items if isinstance(item, TextRun)]


# -- the date of knowledge ---------------------------------------------------------------------------------------------


def test_anybody_pulls_the_date_of_knowledge_from_its_place_at_the_end(view):
    told = []
    view.as_of_changed.connect(told.append)
    assert "all is known" in texts(view)
    assert seen(view) == {event.id for event in STORY.events}
    at = zone(view, "as-of")
    drag(view, at, QPoint(plot(view, 0.75).x(), at.y()))
    assert told
    assert told[-1] == view.state.as_of == view.state.as_of_override
    assert view.state.as_of.earliest == pytest.approx(instant(view, plot(view, 0.75)), abs=10 * 86_400)
    assert "release" not in seen(view)
    assert "mood" in seen(view)


def test_within_an_hour_the_date_of_knowledge_is_a_second(view):
    day = seconds_from_civil(2026, 2, 3)
    clock = ("02:11:07", "02:20", "02:31:42")
    events = tuple(
        Event(f"e{number}", parse_date(f"2026-02-03T{time}"), track="films") for number, time in enumerate(clock)
    )
    view.set_story(replace(STORY, events=events, as_of=None), "en")
    view.fly_to(window_between(day + 2 * 3600, day + 3 * 3600), False)
    assert seen(view) == {"e0", "e1", "e2"}
    at = zone(view, "as-of")
    drag(view, at, QPoint(plot(view, 0.4).x(), at.y()))
    assert view.state.as_of.latest == pytest.approx(instant(view, plot(view, 0.4)), abs=60)
    assert seen(view) == {"e0", "e1"}


def test_rows_stand_still_while_the_date_is_dragged(view):
    before = {one.id: (one.y, one.height) for one in view.frame().zones if one.kind == "event"}
    view.state.override_as_of(parse_date("2015-06-01"))
    now = {one.id: (one.y, one.height) for one in view.frame().zones if one.kind == "event"}
    assert set(now) == {"mood", "takeover", "announced", "quota"}
    assert all(before[name] == place for name, place in now.items())


def test_the_slides_own_date_is_where_it_begins_and_comes_back(view, qtbot):
    told = []
    view.as_of_changed.connect(told.append)
    view.state.set_as_of(parse_date("2015-01-11"))
    assert told == []
    assert any("11 Jan 2015" in text for text in texts(view))
    assert "planned" in " ".join(texts(view))
    for give_back in (
        lambda: double(view, zone(view, "as-of")),
        lambda: qtbot.keyClick(view, Qt.Key.Key_Escape),
    ):
        at = zone(view, "as-of")
        drag(view, at, at - QPoint(200, 0))
        assert view.state.as_of is not None
        assert view.state.as_of.earliest < seconds_from_civil(2014)
        give_back()
        assert view.state.as_of == parse_date("2015-01-11")
        assert told[-1] is None


def test_the_line_itself_is_taken_too_and_past_the_edge_all_is_known(view):
    view.state.set_as_of(parse_date("2012-06-01"))
    line = next(one for one in view.frame().zones if one.kind == "as-of-line")
    start = QPoint(round(line.x + line.width / 2), round(line.y + line.height - 4))
    drag(view, start, QPoint(view.width() - 2, start.y()))
    assert seen(view) == {event.id for event in STORY.events}
    assert view.state.as_of == parse_date("2017-02-01")


def test_a_date_out_of_view_waits_at_the_edge(view):
    view.state.set_as_of(parse_date("2001-01-01"))
    view.fly_to(window_between(seconds_from_civil(2014), seconds_from_civil(2016)))
    left = zone(view, "as-of")
    assert left.x() < plot(view, 0.2).x()
    drag(view, left, QPoint(plot(view, 0.9).x(), left.y()))
    assert view.state.as_of is not None
    assert view.state.as_of.earliest > seconds_from_civil(2015, 6)


def test_a_click_on_the_waiting_handle_takes_up_the_storys_date(view, qtbot):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=zone(view, "as-of"))
    assert view.state.as_of == STORY.as_of


def test_another_slides_date_puts_away_a_pulled_one(view):
    view.state.set_as_of(parse_date("2015"))
    view.state.override_as_of(parse_date("2001"))
    view.state.set_as_of(parse_date("2015"))
    assert view.state.as_of == parse_date("2001")
    view.state.set_as_of(parse_date("2016"))
    assert view.state.as_of == parse_date("2016")


# -- the ruler ---------------------------------------------------------------------------------------------------------


def test_m_measures_from_the_slides_event_to_the_one_pointed_at(view, qtbot):
    view.state.set_selected("takeover")
    hover(view, zone(view, "event", "announced"))
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.ruler.pair == ("takeover", "announced")
    assert "7 months 6 days · 220 days" in texts(view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.ruler.pair is None


def test_shift_and_a_click_measure_and_choose_nothing(view, qtbot):
    chosen = []
    view.event_chosen.connect(chosen.append)
    view.state.set_selected("takeover")
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, zone(view, "event", "quota")
    )
    assert chosen == []
    assert "between 31 and 32 months" in texts(view)


def test_without_a_slides_event_the_ruler_lies_between_two_that_are_pointed_at(view, qtbot):
    for name in ("mood", "takeover"):
        hover(view, zone(view, "event", name))
        qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.ruler.pair == ("mood", "takeover")
    hover(view, plot(view, 0.1))
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.ruler.pair is None
    hover(view, zone(view, "event", "mood"))
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    hover(view, zone(view, "event", "takeover"))
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.ruler.pair is None


# -- finding -----------------------------------------------------------------------------------------------------------


def count(view) -> str:
    return view.finder.search_box.count_label.text()


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)],
)
def test_what_matches_stands_out_and_enter_walks_it(view, qtbot, key, held):
    qtbot.keyClick(view, key, held)
    line = view.finder.search_box.query_field
    assert view.finder.search_box.isVisible()
    qtbot.keyClicks(line, "2014")
    qtbot.waitUntil(lambda: count(view) == "1 event", timeout=30_000)
    assert view.state.highlighted_ids == {"takeover"}
    line.clear()
    qtbot.keyClicks(line, "e")
    qtbot.waitUntil(lambda: count(view) == "5 events", timeout=30_000)
    walked = []
    for place in range(6):
        qtbot.keyClick(line, Qt.Key.Key_Return)
        walked.append(view.state.hovered_id)
        assert count(view) == f"{place % 5 + 1} of 5"
        assert view.state.hovered_id in seen(view)
    assert walked == ["mood", "takeover", "announced", "release", "quota", "mood"]
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.state.hovered_id == "quota"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not view.finder.search_box.isVisible()
    assert view.state.highlighted_ids == frozenset()
    assert view.hasFocus()


def test_nothing_found_lets_all_recede(view, qtbot):
    view.finder.open()
    qtbot.keyClicks(view.finder.search_box.query_field, "zebra")
    qtbot.waitUntil(lambda: view.finder.search_box.count_label.text() == "none", timeout=30_000)
    assert view.state.highlighted_ids
    assert view.state.highlighted_ids.isdisjoint(event.id for event in STORY.events)


def test_filters_offer_what_there_is(view):
    view.finder.open()
    search = view.finder.search_box
    labels = {
        key: [action.text() for action in button.menu().actions()] for key, button in search.filter_buttons.items()
    }
    assert labels["track"] == ["All", "", "Films", "Rules"]
    assert labels["status"] == ["All", "", "Happened", "Planned"]
    search.filter_buttons["track"].menu().actions()[3].trigger()
    assert view.state.highlighted_ids == {"quota"}
    assert search.count_label.text() == "1 event"
    assert search.filter_buttons["track"].text() == "Track 1 ▾"
    search.filter_buttons["track"].menu().actions()[0].trigger()
    assert view.state.highlighted_ids == frozenset()


def test_a_walk_comes_near_enough_to_see_the_match(view, qtbot):
    view.fly_to(window_between(seconds_from_civil(2003), seconds_from_civil(2004)))
    view.finder.open()
    qtbot.keyClicks(view.finder.search_box.query_field, "release")
    qtbot.keyClick(view.finder.search_box.query_field, Qt.Key.Key_Return)
    assert "release" in seen(view)


# -- folding -----------------------------------------------------------------------------------------------------------


def test_f_folds_empty_years_and_everything_stays_true(view, qtbot):
    told = []
    view.breaks_enabled_changed.connect(told.append)
    plain = view.time_window
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert told == [True]
    assert view.state.time_axis.breaks
    view.show_all()
    assert any(text.startswith("» 14 years") for text in texts(view))
    assert seen(view) == {event.id for event in STORY.events}
    # Far more room for 2014 and after than before.
    one, two = zone(view, "event", "takeover").x(), zone(view, "event", "quota").x()
    assert two - one > 0.3 * view.width()
    at = zone(view, "as-of")
    drag(view, at, QPoint(zone(view, "event", "announced").x(), at.y()))
    assert view.state.as_of is not None
    assert abs(view.state.as_of.earliest - seconds_from_civil(2015, 1, 11)) < 300 * 86_400
    told_windows = []
    view.time_window_changed.connect(told_windows.append)
    view.fly_to(window_between(seconds_from_civil(2014), seconds_from_civil(2016)))
    assert told_windows[-1].contains(seconds_from_civil(2014), seconds_from_civil(2016))
    assert view.time_window == told_windows[-1]
    for _ in range(20):
        view.fly_to(view.time_window)
    assert view.time_window == told_windows[0]
    qtbot.keyClick(view, Qt.Key.Key_F)
    view.show_all()
    assert view.time_window == plain


# -- tracks that were read from files ----------------------------------------------------------------------------------


def crowded(view, count: int = 5000):
    """Give the view a track of many events, each with the number of its day as its title."""
    import numpy as np

    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.render.timeline.marks.event_mark import EventMark
    from desktop.timeline.as_of import snap_date
    from desktop.timeline.index import EventIndex

    starts = seconds_from_civil(2001) + 86_400 * np.arange(count, dtype=np.int64)

    def mark(number: int) -> EventMark:
        event = Event(
            f"many#{number}", snap_date(int(starts[number]), 1.0), LocalizedText((("", f"Day {number}"),)), track="many"
        )
        return EventMark(event, "happened", "en")

    def search(words: str, _cancelled):
        return np.flatnonzero([words in str(number) for number in range(count)]).astype(np.uint32)

    story = replace(STORY, tracks=(*STORY.tracks, Track("many", LocalizedText((("en", "Many"),)), data="many.csv")))
    view.set_story(story, "en")
    view.set_aggregated_tracks({"many": AggregatedTrack(EventIndex(starts, starts + 86_400), mark, search)})
    view.show_all()


def test_a_crowd_is_searched_too_and_walked_in_time(view, qtbot):
    crowded(view)
    view.finder.open()
    line = view.finder.search_box.query_field
    qtbot.keyClicks(line, "4999")
    qtbot.waitUntil(lambda: count(view) == "1 event", timeout=30_000)
    assert sum(map(len, view.state.highlighted_by_track.values())) == 1
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "many#4999" in seen(view)
    assert view.state.hovered_id == "many#4999"
    line.clear()
    qtbot.keyClicks(line, "99")
    # The one that is shown is among these too: the walk goes on from there.
    qtbot.waitUntil(lambda: count(view) == "95 of 95", timeout=30_000)
    for _ in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert view.state.hovered_id == "many#199"
    assert count(view) == "2 of 95"
    view.state.set_as_of(parse_date("2001-12-31"))
    assert count(view) == "2 of 3"
    view.state.set_as_of(parse_date("2000-12-31"))
    assert count(view) == "none"


def test_of_very_many_listed_events_the_columns_of_the_matches_stand_out(view, qtbot):
    events = tuple(
        Event(
            f"n{number}",
            parse_date(f"{1200 + number // 12}-{number % 12 + 1:02d}"),
            LocalizedText((("en", f"No {number}"),)),
        )
        for number in range(4000)
    )
    view.set_story(replace(STORY, tracks=(), events=events), "en")
    view.show_all()
    view.finder.open()
    qtbot.keyClicks(view.finder.search_box.query_field, '"no 39"')
    qtbot.waitUntil(lambda: count(view) == "111 events", timeout=30_000)
    assert {track: len(part) for track, part in view.state.highlighted_by_track.items()} == {"": 111}
    qtbot.keyClick(view.finder.search_box.query_field, Qt.Key.Key_Return)
    assert view.state.hovered_id == "n39"
    assert "n39" in seen(view)


def test_an_event_of_a_crowd_has_its_card_and_is_flown_to(view):
    crowded(view)
    view.fly_to(window_between(seconds_from_civil(2002), seconds_from_civil(2003)))
    name = next(one for one in sorted(seen(view)) if one.startswith("many#"))
    assert view.cards.text(name).splitlines()[1] == f"Day {name[5:]}"
    span = view.time_window.span
    double(view, zone(view, "event", name))
    assert view.time_window.span == pytest.approx(span / 7)
    assert name in seen(view)


def test_with_a_crowd_nothing_is_folded(view):
    view.set_breaks_enabled(True)
    assert view.state.time_axis.breaks
    crowded(view)
    assert not view.state.time_axis.breaks
    assert view.state.breaks_enabled
