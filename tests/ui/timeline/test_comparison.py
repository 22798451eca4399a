"""Two timelines one above the other: what moves both, what moves one, and what they share."""

from __future__ import annotations

import pytest

from desktop.render.frame import TextRun
from desktop.story.edit.edit import set_value
from desktop.story.load.load import load_text
from desktop.timeline.camera import window_between
from desktop.ui.timeline.moving.linking import LinkedTimelines, windows_to_compare
from desktop.ui.timeline.timeline_pane import _MIN_HEIGHT_OF_TWO
from desktop.ui.timeline.view import TimelineView
from tests.reloading import reload_file
from tests.ui.timeline.timeline_helpers import timeline

STORY = load_text(
    '[story]\ntitle = "A"\nlanguages = ["en"]\n[track.one]\ntitle = "One"\n'
    '[event.crash]\ndate = "1929-10-24"\ntitle = "Crash"\ntrack = "one"\n'
    '[event.lehman]\ndate = "2008-09-15"\ntitle = "Lehman"\ntrack = "one"\n'
).story
FIRST = window_between(-1_294_000_000, -978_000_000)  # 1929 to 1939
SECOND = window_between(1_199_145_600, 1_514_000_000)  # 2008 to 2018


@pytest.fixture
def pair(qtbot):
    upper = timeline(qtbot)
    lower = TimelineView(reduced_motion=True)
    qtbot.addWidget(lower)
    lower.resize(upper.size())
    lower.show()
    for view in (upper, lower):
        view.set_story(STORY, "en")
    upper.fly_to(FIRST, False)
    links = LinkedTimelines(upper, lower)
    links.begin(SECOND)
    yield upper, lower, links
    for view in (upper, lower):
        view.rows_at_rest.stop()


def begins(pair):
    return pair[0].camera.axis_window.start, pair[1].camera.axis_window.start


def test_both_have_one_scale_and_the_lower_one_its_own_dates(pair):
    upper, lower, _ = pair
    assert upper.camera.axis_window.span == lower.camera.axis_window.span
    assert begins(pair) == (FIRST.start, SECOND.start)


def test_a_hand_on_either_moves_both(pair):
    upper, lower, _ = pair
    distance = SECOND.start - FIRST.start
    for view in (upper, lower):
        view.camera.pan_by(0.25)
        assert abs(begins(pair)[1] - begins(pair)[0] - distance) <= 1
        view.camera.zoom_at(0.7, 0.5)
        assert abs(begins(pair)[1] - begins(pair)[0] - distance) <= 1
        assert upper.camera.axis_window.span == lower.camera.axis_window.span


def test_a_flight_moves_one_and_both_are_aligned_anew(pair):
    upper, lower, _ = pair
    before = upper.camera.axis_window.start
    lower.fly_to(window_between(0, 300_000_000))
    assert begins(pair) == (before, 0)
    assert upper.camera.axis_window.span == lower.camera.axis_window.span == 300_000_000
    assert lower.state.elapsed_from == 0
    upper.camera.pan_by(0.5)
    assert abs(begins(pair)[1] - begins(pair)[0] + before) <= 1


def test_an_animated_flight_holds_the_other_one(pair, qtbot):
    upper, lower, _ = pair
    lower.camera.set_reduced_motion(False)
    before = upper.camera.axis_window.start
    lower.fly_to(window_between(0, 300_000_000))
    qtbot.waitUntil(lambda: not lower.camera.is_moving, timeout=30_000)
    assert begins(pair) == (before, 0)


def test_the_line_of_the_pointer_is_in_both(pair):
    upper, lower, _ = pair
    upper.state.set_crosshair(FIRST.start + 1_000)
    assert lower.state.crosshair == SECOND.start + 1_000
    upper.state.set_crosshair(None)
    assert lower.state.crosshair is None


def test_the_lower_one_counts_the_years_and_the_upper_one_does_not(pair):
    upper, lower, _ = pair
    texts = [{item.text for item in view.frame().items if isinstance(item, TextRun)} for view in (upper, lower)]
    assert "year 1" not in texts[0]
    assert {"year 1", "year 2", "2009"} <= texts[1]


def test_at_the_end_each_moves_by_itself(pair):
    upper, lower, links = pair
    links.end()
    upper.camera.pan_by(0.5)
    assert lower.camera.axis_window.start == SECOND.start
    assert lower.state.elapsed_from is None


def test_the_window_before_is_offered_unless_it_is_empty():
    full = window_between(0, 1_000)
    assert windows_to_compare(window_between(500, 600), full)[1].start == 400
    assert windows_to_compare(window_between(0, 100), full)[1].start == 100


def test_a_story_shown_whole_is_compared_by_halves():
    upper, lower = windows_to_compare(window_between(0, 1_000), window_between(0, 1_000))
    assert (upper.start, lower.start) == (0, 500)


def test_the_menu_shows_a_second_timeline_and_hides_it(window, qtbot):
    workbench = window.workbench
    pane = workbench.timeline_pane
    action = workbench.bindings.actions["compare"]
    action.trigger()
    assert pane.comparison.lower.isVisible()
    assert action.isChecked()
    qtbot.waitUntil(lambda: pane.timeline.width() == pane.comparison.lower.width(), timeout=30_000)
    upper, lower = pane.timeline.canvas.plot_rect, pane.comparison.lower.canvas.plot_rect
    assert (upper.left(), upper.width()) == (lower.left(), lower.width())
    action.trigger()
    assert pane.comparison.lower.isHidden()
    assert not action.isChecked()


def test_two_of_many_tracks_have_their_dates_in_a_small_window(pair):
    tracks = "".join(f'[track.t{number}]\ntitle = "T"\n' for number in range(12))
    story = load_text(f'[story]\ntitle = "A"\nlanguages = ["en"]\n{tracks}').story
    *views, _links = pair
    for view in views:
        view.set_story(story, "en")
    assert sum(view.minimumHeight() for view in views) <= _MIN_HEIGHT_OF_TWO


@pytest.mark.parametrize("axis", ["linear", "log"])
def test_on_a_logarithmic_axis_nothing_is_compared_or_folded(window, file, qtbot, axis):
    file.write_text(file.read_text("utf-8").replace("[story]", f'[story]\naxis = "{axis}"', 1), "utf-8")
    reload_file(window.session)
    qtbot.waitUntil(lambda: window.session.story.axis == axis, timeout=30_000)
    actions = window.workbench.bindings.actions
    assert [actions[name].isEnabled() for name in ("compare", "fold")] == [axis == "linear"] * 2


def test_a_logarithmic_axis_ends_the_comparison_and_the_view_stays(window):
    pane = window.workbench.timeline_pane
    timeline = pane.create_timeline()
    pane.toggle_comparison()
    seen = timeline.time_window
    document = window.session.document
    document.apply_edit(set_value(document.text, ("story", "axis"), "log"))
    assert timeline.state.time_axis.is_logarithmic
    assert not pane.comparison.is_active
    now = timeline.time_window
    assert abs(now.start - seen.start) + abs(now.end - seen.end) < seen.span / 20


def test_folded_years_end_the_comparison(window):
    pane = window.workbench.timeline_pane
    pane.toggle_comparison()
    pane.toggle_axis_breaks()
    assert not pane.comparison.is_active
    assert pane.timeline.state.breaks_enabled
