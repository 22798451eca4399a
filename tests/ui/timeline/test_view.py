"""The timeline in a real window, by real wheel, mouse, touchpad and key events."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.load.load import load_text
from desktop.timeline.camera import TimeWindow, story_window, window_between, zoom_at
from desktop.ui.timeline import view_box
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import (
    STORY,
    double,
    drag,
    hover,
    instant,
    mouse,
    plot,
    seen,
    timeline,
    wheel,
    zone,
)


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    return timeline(qtbot)


# -- the camera --------------------------------------------------------------------------------------------------------


def test_the_wheel_zooms_at_the_pointer(view):
    at = plot(view, 0.7)
    before, under = view.time_window, instant(view, at)
    wheel(view, at, 3)
    assert view.time_window.span < before.span
    assert abs(instant(view, at) - under) < 0.01 * view.time_window.span
    wheel(view, at, -3)
    assert view.time_window.span == pytest.approx(before.span, rel=1e-9)
    assert view.time_window.start == pytest.approx(before.start, abs=2)


def test_the_wheel_with_shift_or_sideways_pans(view):
    for turn in (
        lambda: wheel(view, plot(view, 0.5), -1, Qt.KeyboardModifier.ShiftModifier),
        lambda: wheel(view, plot(view, 0.5), -1, sideways=True),
    ):
        before = view.time_window
        turn()
        assert view.time_window.span == pytest.approx(before.span, rel=1e-9)
        assert view.time_window.start > before.start


def test_a_drag_pans_and_a_throw_glides_on(view, qtbot, monkeypatch):
    before = view.time_window
    one, two = plot(view, 0.6), plot(view, 0.3)
    under = instant(view, one)
    drag(view, one, two)
    assert abs(instant(view, two) - under) < 0.02 * before.span
    view.camera.set_reduced_motion(False)
    stop = view.time_window
    hand = itertools.count(step=0.008)  # a hand's own clock: on a busy machine it would seem to rest
    monkeypatch.setattr(view_box, "time", SimpleNamespace(perf_counter=lambda: next(hand)))
    mouse(view, QEvent.Type.MouseButtonPress, plot(view, 0.6))
    for number in range(12):
        mouse(view, QEvent.Type.MouseMove, plot(view, 0.6 - 0.02 * number))
        qtbot.wait(12)  # pyqtgraph sees no more than a hundred moves a second
    let_go = view.time_window
    mouse(view, QEvent.Type.MouseButtonRelease, plot(view, 0.38), down=False)
    qtbot.waitUntil(lambda: view.time_window.start > let_go.start + 0.01 * stop.span, timeout=30_000)
    wheel(view, plot(view, 0.5), 1)  # any touch ends it at once
    now = view.time_window
    qtbot.wait(60)
    assert view.time_window == now


def test_a_rubber_band_frames_what_lies_in_it(view):
    for button, held in (
        (Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier),
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier),
    ):
        view.show_all()
        one, two = plot(view, 0.55), plot(view, 0.8)
        first, last = instant(view, one), instant(view, two)
        drag(view, one, two, button, held)
        margin = 0.02 * view.time_window.span
        assert view.time_window.start == pytest.approx(first, abs=margin)
        assert view.time_window.end == pytest.approx(last, abs=margin)


class Paints(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def paints_and_transforms(view) -> list[tuple[int, int]]:
    """Return how often a view was painted, and its transform computed, after each of three moves of the camera."""
    QApplication.processEvents()
    paints, transforms, counts = Paints(view.viewport()), [], []
    view._view_box.sigTransformChanged.connect(transforms.append)
    for _ in range(3):
        view.fly_to(zoom_at(view.time_window, 0.5, 0.8))
        for _ in range(5):
            QApplication.processEvents()
        counts.append((paints.count, len(transforms)))
    return counts


def test_a_move_of_the_camera_is_painted_once(view):
    # Nothing is drawn through the transform: whoever asks for it computes it.
    assert paints_and_transforms(view) == [(1, 0), (2, 0), (3, 0)]


def test_what_moves_while_it_is_painted_is_not_painted_again(view):
    view._view_box.rbScaleBox.show()
    view.scene().sigPrepareForPaint.connect(view._view_box.updateMatrix)
    assert paints_and_transforms(view) == [(1, 1), (2, 2), (3, 3)]


def test_the_timeline_is_drawn_inside_years_that_are_left_out(view):
    view.fly_to(window_between(seconds_from_civil(2005), seconds_from_civil(2006)))
    view.set_breaks_enabled(True)
    time_axis = view.state.time_axis
    assert not time_axis.unbroken_ranges(view.camera.axis_window)
    assert view.frame().items
    (left_out,) = time_axis.breaks
    view.show_all()
    for _ in range(8):
        plot_rect = view.canvas.plot_rect
        x = view.camera.axis_window.x_of(left_out.axis_start + left_out.axis_length // 2, plot_rect.width())
        wheel(view, QPoint(round(plot_rect.x() + x), round(plot_rect.bottom() - 6)), 5)
        assert view.frame().items
    assert not time_axis.unbroken_ranges(view.camera.axis_window)


def test_a_rubber_band_is_painted_while_it_is_drawn_and_taken_away(view, qtbot):
    one, two = plot(view, 0.4), plot(view, 0.6)
    before = view.grab().toImage()
    mouse(view, QEvent.Type.MouseButtonPress, one, Qt.MouseButton.RightButton)
    qtbot.wait(12)
    mouse(view, QEvent.Type.MouseMove, (one + two) / 2, Qt.MouseButton.RightButton)
    QApplication.processEvents()
    paints = Paints(view.viewport())
    qtbot.wait(12)
    mouse(view, QEvent.Type.MouseMove, two, Qt.MouseButton.RightButton)
    QApplication.processEvents()
    assert paints.count
    inside = QPoint(plot(view, 0.55).x(), 60)
    assert view.grab().toImage().pixelColor(inside) != before.pixelColor(inside)
    qtbot.wait(12)
    mouse(view, QEvent.Type.MouseMove, one, Qt.MouseButton.RightButton)  # nothing is framed
    mouse(view, QEvent.Type.MouseButtonRelease, one, Qt.MouseButton.RightButton, down=False)
    QApplication.processEvents()
    assert view.grab().toImage() == before


def test_a_double_click_comes_nearer_to_an_event_and_to_an_empty_place(view):
    at = zone(view, "event", "takeover")
    before = view.time_window
    double(view, at)
    assert view.time_window.span < before.span
    assert 0.2 < view.time_window.x_of(seconds_from_civil(2014, 6, 5), 1.0) < 0.8
    view.show_all()
    at = plot(view, 0.3)
    under = instant(view, at)
    double(view, at)
    assert view.time_window.span == pytest.approx(0.4 * before.span)
    assert abs(instant(view, at) - under) < 0.01 * before.span


@pytest.mark.parametrize(
    ("key", "moves"),
    [
        (Qt.Key.Key_Right, lambda one, two: two.start > one.start and two.span == one.span),
        (Qt.Key.Key_Left, lambda one, two: two.start < one.start and two.span == one.span),
        (Qt.Key.Key_Plus, lambda one, two: two.span < one.span),
        (Qt.Key.Key_Minus, lambda one, two: two.span > one.span),
        (Qt.Key.Key_Home, lambda _one, two: two == story_window(STORY)),
        (Qt.Key.Key_0, lambda _one, two: two == story_window(STORY)),
    ],
)
def test_keys_move_the_camera(view, qtbot, key, moves):
    view.fly_to(window_between(seconds_from_civil(2013), seconds_from_civil(2016)))
    before = view.time_window
    qtbot.keyClick(view, key)
    assert moves(before, view.time_window)


@pytest.mark.parametrize(("fraction", "least"), [(".250", 0.01), ("", 1.0)])
def test_numbers_of_a_file_are_zoomed_into_as_far_as_their_dates_say(view, tmp_path, fraction, least):
    rows = [f"2026-03-01T09:10:0{second}{fraction},{second}" for second in range(5)]
    (tmp_path / "n.csv").write_text("date,value\n" + "\n".join(rows) + "\n", "utf-8")
    story = load_text('[track.n]\ndata = "n.csv"\n[track.n.series]\n', folder=tmp_path).story
    assert story is not None
    view.set_story(story, "en")
    view.set_aggregated_tracks(read_event_files(story, "en")[0])
    for _ in range(80):
        view.camera.zoom_at(0.5, 0.6)
    assert least <= view.time_window.span < 2 * least


def test_keys_in_a_row_add_up_while_the_camera_flies(view, qtbot):
    view.camera.set_reduced_motion(False)
    view.fly_to(window_between(seconds_from_civil(2013), seconds_from_civil(2016)), animate=False)
    before = view.time_window
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not view.camera.is_moving, timeout=30_000)
    assert view.time_window.start - before.start == pytest.approx(before.span, rel=1e-6)


def test_one_key_glides_back_to_the_slides_own_time(view, qtbot):
    home = window_between(seconds_from_civil(2013), seconds_from_civil(2016))
    before = view.time_window
    qtbot.keyClick(view, Qt.Key.Key_H)
    assert view.time_window == before  # there is no slide yet
    view.camera.set_home(home)
    qtbot.keyClick(view, Qt.Key.Key_H)
    assert view.time_window == home


def test_a_pinch_zooms_at_the_fingers(view):
    at = plot(view, 0.25)
    before, under = view.time_window, instant(view, at)
    device = QPointingDevice.primaryPointingDevice()
    assert isinstance(device, QInputDevice)
    place = QPointF(at)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, place, place, view.viewport().mapToGlobal(place), 0.5,
        QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    assert view.time_window.span == pytest.approx(before.span / 1.5)
    assert abs(instant(view, at) - under) < 0.01 * view.time_window.span


@pytest.fixture(scope="session")
def touchscreen(qapp):
    return QTest.createTouchDevice()


def test_two_fingers_on_a_screen_zoom_and_do_not_pan(view, qtbot, touchscreen):
    at, port = plot(view, 0.5), view.viewport()
    before, under = view.time_window, instant(view, at)

    def fingers(apart: int, act: str) -> None:
        event = QTest.touchEvent(port, touchscreen)
        getattr(event, act)(0, at - QPoint(apart, 0), port)
        getattr(event, act)(1, at + QPoint(apart, 0), port)
        event.commit()

    fingers(60, "press")
    for number in range(1, 21):
        fingers(60 + 6 * number, "move")
        qtbot.wait(2)
    fingers(180, "release")
    # The first of the moves only begins it: from 66 pixels apart to 180.
    assert before.span / view.time_window.span == pytest.approx(180 / 66, rel=0.06)
    assert abs(instant(view, at) - under) < 0.02 * view.time_window.span


@pytest.mark.parametrize("year", [2014, 2015])
def test_the_wheel_over_the_overview_zooms_at_the_time_drawn_there(view, year):
    view.fly_to(window_between(seconds_from_civil(2013), seconds_from_civil(2016)))
    before, full = view.time_window, view.canvas.layers().full_window
    left, top, width, height = view.canvas.layers().overview
    meant = seconds_from_civil(year)
    at = QPoint(round(left + full.x_of(meant, width)), round(top + height / 2))
    wheel(view, at, 3)
    after = view.time_window
    assert after.span < 0.6 * before.span
    assert after.x_of(meant, 1.0) == pytest.approx(before.x_of(meant, 1.0), abs=0.05)
    wheel(view, at, -3)
    assert view.time_window.span == pytest.approx(before.span, rel=0.01)


def test_the_wheel_over_the_overview_beside_the_window_keeps_its_nearer_edge(view):
    view.fly_to(window_between(seconds_from_civil(2013), seconds_from_civil(2014)))
    before = view.time_window
    left, top, width, height = view.canvas.layers().overview
    wheel(view, QPoint(round(left + 0.97 * width), round(top + height / 2)), 3)
    assert view.time_window.end == pytest.approx(before.end, abs=before.span / 100)
    assert view.time_window.span < 0.6 * before.span


def test_the_overview_is_a_handle_on_the_window(view, qtbot):
    view.fly_to(window_between(seconds_from_civil(2014), seconds_from_civil(2016)))
    span = view.time_window.span
    at = zone(view, "overview-window")
    drag(view, at, at - QPoint(300, 0))
    assert view.time_window.span == pytest.approx(span, rel=1e-9)
    assert view.time_window.end < seconds_from_civil(2013)
    strip = next(one for one in view.frame().zones if one.kind == "overview")
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(strip.x + 0.9 * strip.width), round(strip.y + 5))
    )
    assert view.time_window.contains(seconds_from_civil(2016, 1), seconds_from_civil(2016, 2))


def test_what_is_told_is_where_it_is(view, qtbot):
    told: list[TimeWindow] = []
    view.time_window_changed.connect(told.append)
    wheel(view, plot(view, 0.5), 1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert len(told) == 2
    assert told[-1] == view.time_window


# -- events ------------------------------------------------------------------------------------------------------------


def test_a_click_chooses_an_event_and_enter_the_one_walked_to(view, qtbot):
    chosen: list[str] = []
    view.event_chosen.connect(chosen.append)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=zone(view, "event", "release"))
    assert chosen == ["release"]
    hover(view, plot(view, 0.5))
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen == ["release", "takeover"]


def test_tab_walks_the_events_in_time_and_brings_them_into_view(view, qtbot):
    view.fly_to(window_between(seconds_from_civil(2003), seconds_from_civil(2004)))
    walked = []
    for _ in range(len(STORY.events)):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        walked.append(view.state.hovered_id)
        assert view.state.hovered_id in seen(view)
    assert walked == ["mood", "takeover", "announced", "release", "quota"]
    qtbot.keyClick(view, Qt.Key.Key_Backtab)
    assert view.state.hovered_id == "release"


def test_a_thread_is_walked_to_and_fro(view, qtbot):
    view.state.set_selected("takeover")
    for key, name in (("]", "announced"), ("]", "release"), ("]", "release"), ("[", "announced"), ("[", "takeover")):
        qtbot.keyClicks(view, key)
        assert view.state.hovered_id == name


def test_the_card_comes_under_the_pointer_and_goes_with_it(view, qtbot):
    hover(view, zone(view, "event", "quota"))
    qtbot.waitUntil(lambda: view.cards.is_visible, timeout=30_000)
    hover(view, plot(view, 0.1))
    assert not view.cards.is_visible
    lines = view.cards.text("quota").splitlines()
    assert "Known from 5 November 2014" in lines
    assert "Planned" in lines


def test_keys_that_walk_the_talk_are_left_to_it_unless_told_otherwise(view, qtbot):
    from PySide6.QtGui import QAction, QKeySequence

    walked = []
    action = QAction("next", view)
    action.setShortcuts([QKeySequence("Right"), QKeySequence("0")])
    action.triggered.connect(lambda: walked.append("next"))
    view.addAction(action)
    before = view.time_window
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert (walked, view.time_window) == (["next"], before)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert walked == ["next"]
    view.keys.set_captures_navigation_keys(True)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert walked == ["next"]
    assert view.time_window.start > before.start
