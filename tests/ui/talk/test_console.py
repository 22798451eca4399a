"""The speaker's console on a real window, driven by real keys; the audience sees none of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.render import theme as themes
from desktop.session.position import Position
from tests.ui.talk.console_helpers import CTRL, KEY, SHIFT, box, press


def test_the_console_and_the_audience_walk_together(presenter, window):
    press(presenter, KEY.Key_Right)
    assert (
        presenter.console.current_slide_view.slide_view.position
        == presenter.audience.slide_view.position
        == Position("statement")
    )
    assert presenter.console.next_slide_view.position == window.session.navigator.next_position


def test_next_means_what_the_next_press_shows(presenter, window):
    window.session.navigator.go_to_slide("event")
    assert presenter.console.next_slide_view.position == Position("event", 1)
    assert presenter.console.next_heading.text() == "NEXT STEP"
    window.session.navigator.last()
    window.session.navigator.next_slide()
    press(presenter, KEY.Key_End)
    assert presenter.console.next_heading.text() in ("THE END", "NEXT")


class StyleChanges(QObject):
    """Counts how often a widget is styled anew."""

    def __init__(self, widget):
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_press_styles_nothing_anew_that_looks_as_before(presenter):
    press(presenter, KEY.Key_Right)
    console = presenter.console
    watched = [
        StyleChanges(widget) for widget in (console.current_slide_view, console.number_label, console.pace_label)
    ]
    press(presenter, KEY.Key_Right)
    console.update_time()
    assert [one.count for one in watched] == [0, 0, 0]
    press(presenter, KEY.Key_P, modifier=CTRL)
    assert f"color: {themes.CINEMA.muted}" in console.elapsed_label.styleSheet()


def test_freezing_holds_the_audience_while_the_speaker_goes_on(presenter, window):
    press(presenter, KEY.Key_F, modifier=SHIFT)
    press(presenter, KEY.Key_Right)
    assert presenter.audience.slide_view.position == Position("title")
    assert presenter.console.current_slide_view.slide_view.position == Position("statement")
    assert "Frozen" in presenter.console.current_slide_view.state_label.text()
    press(presenter, KEY.Key_F, modifier=SHIFT)
    assert presenter.audience.slide_view.position == Position("statement")


def test_a_blank_is_told_on_the_console_which_goes_on_showing_the_slide(presenter, window):
    press(presenter, KEY.Key_B)
    assert QColor(presenter.audience.grab().toImage().pixel(300, 300)).name() == "#000000"
    assert presenter.console.current_slide_view.state_label.text() == "The audience sees black"
    press(presenter, KEY.Key_Escape)
    assert window.session.talk.blank == ""


def test_the_clock_starts_at_the_first_press_and_its_reset_can_be_undone(presenter, window):
    assert not window.session.talk.clock.state.started_at
    press(presenter, KEY.Key_Right)
    began = window.session.talk.clock.state
    assert began.running
    press(presenter, KEY.Key_P, modifier=CTRL)
    assert not window.session.talk.clock.state.running
    paused = window.session.talk.clock.state
    press(presenter, KEY.Key_R, modifier=CTRL)
    assert not window.session.talk.clock.state.started_at
    press(presenter, KEY.Key_R, modifier=CTRL)
    assert window.session.talk.clock.state == paused


def test_notes_grow_and_stay_so(presenter, window):
    size = window.settings.notes_size
    press(presenter, KEY.Key_Plus)
    press(presenter, KEY.Key_Plus)
    press(presenter, KEY.Key_Minus)
    assert window.settings.notes_size == size + 2


def test_keys_of_the_notes_work_from_the_audiences_window(presenter, window, qtbot):
    size, audience = window.settings.notes_size, presenter.audience
    audience.activateWindow()
    for key in (KEY.Key_Plus, KEY.Key_Equal, KEY.Key_Minus):
        QTest.keyClick(audience, key)
    assert window.settings.notes_size - size == 2
    QTest.keyClick(audience, KEY.Key_N)
    editor = presenter.console.console_notes.editor
    assert editor is not None
    assert editor.box.isVisible()
    qtbot.waitUntil(editor.box.hasFocus, timeout=30_000)
    assert f"{window.settings.notes_size}px" in editor.box.styleSheet()
    QTest.keyClick(audience, KEY.Key_Plus)
    assert f"{size + 4}px" in editor.box.styleSheet()
    QTest.keyClick(editor.box, KEY.Key_Escape)


def test_digits_and_enter_go_to_a_slide(presenter, window):
    press(presenter, KEY.Key_9)
    assert presenter.console.number_label.text() == "to 9 …"
    press(presenter, KEY.Key_Return)
    assert window.session.navigator.position == Position("quote")


def test_escape_peels_layer_by_layer_and_then_leaves(presenter, window, qtbot):
    press(presenter, KEY.Key_B)
    press(presenter, KEY.Key_T)
    press(presenter, KEY.Key_L)
    press(presenter, KEY.Key_9)
    press(presenter, KEY.Key_Q)
    talk = window.session.talk
    for what in (
        lambda: box(presenter) is None,
        lambda: presenter.commands.digits == "",
        lambda: talk.tool == "",
        lambda: not talk.timeline_visible,
        lambda: talk.blank == "",
    ):
        assert not what()
        press(presenter, KEY.Key_Escape)
        assert what()
        assert window.talks.presenter is presenter
    press(presenter, KEY.Key_Escape)
    assert presenter.console.number_label.text() == "Esc again ends the talk"
    assert window.talks.presenter is presenter
    press(presenter, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.talks.presenter is None, timeout=30_000)


def test_the_timeline_is_one_camera_in_both_windows(presenter, window, qtbot):
    press(presenter, KEY.Key_T)
    mine, theirs = presenter.console.current_slide_view.timeline_overlay, presenter.audience.timeline_overlay
    assert mine.is_open
    assert theirs.is_open
    QTest.qWait(900)
    QTest.keyClick(mine.timeline_view, KEY.Key_Plus)
    qtbot.waitUntil(
        lambda: mine.timeline_view.time_window == theirs.timeline_view.time_window == window.session.talk.camera,
        timeout=30_000,
    )
    press(presenter, KEY.Key_T)
    assert not mine.is_open
    assert not theirs.is_open


def test_what_is_done_on_the_consoles_timeline_is_seen_by_the_audience(presenter, window, qtbot):
    window.session.navigator.go_to_slide("event")
    press(presenter, KEY.Key_T)
    mine = presenter.console.current_slide_view.timeline_overlay.timeline_view
    theirs = presenter.audience.timeline_overlay.timeline_view
    mine.keys.focus_next_event(True)
    assert theirs.state.hovered_id == mine.state.hovered_id != ""
    QTest.keyClick(mine, KEY.Key_M)
    assert theirs.ruler.pair == mine.ruler.pair is not None
    QTest.keyClick(mine, KEY.Key_F)
    assert theirs.state.breaks_enabled
    mine.state.set_folded("world", True)
    assert theirs.state.folded_by_hand == (("world", True),)
    mine.finder.open()
    mine.finder.search_box.query_field.setText("pont")
    mine.finder.search_box.run_search()
    assert theirs.state.highlighted_ids == mine.state.highlighted_ids != frozenset()
    assert not theirs.finder.is_open
    mine.finder.close()
    assert theirs.state.highlighted_ids == frozenset()
    mine.event_chosen.emit("fair")  # an event without a slide
    assert theirs.state.selected_id == "fair"
    assert window.session.talk.timeline_visible
    qtbot.waitUntil(lambda: theirs.time_window == mine.time_window, timeout=30_000)


def test_a_search_begun_on_the_audiences_window_opens_on_the_console(presenter, qapp):
    press(presenter, KEY.Key_T)
    mine = presenter.console.current_slide_view.timeline_overlay.timeline_view
    theirs = presenter.audience.timeline_overlay.timeline_view
    presenter.audience.activateWindow()
    QTest.keyClick(theirs, KEY.Key_Slash)
    assert (mine.finder.is_open, theirs.finder.is_open) == (True, False)
    assert qapp.activeWindow() is presenter.console
    assert mine.finder.has_focus()
    mine.finder.close()
    presenter.toggle_console()
    QTest.keyClick(theirs, KEY.Key_Slash)
    assert theirs.finder.is_open  # there is no other place


def test_black_covers_the_timeline_and_shows_it_again(presenter, window):
    press(presenter, KEY.Key_T)
    assert presenter.audience.timeline_overlay.is_open
    press(presenter, KEY.Key_B)
    assert not presenter.audience.timeline_overlay.is_open
    assert QColor(presenter.audience.grab().toImage().pixel(300, 300)).name() == "#000000"
    assert presenter.console.current_slide_view.timeline_overlay.is_open
    press(presenter, KEY.Key_B)
    assert presenter.audience.timeline_overlay.is_open


def test_broken_text_is_told_on_the_console_with_its_line(presenter, window, file, qtbot):
    good = file.read_text("utf-8")
    before = presenter.audience.grab().toImage()
    file.write_text(good + "\n[[[", "utf-8")
    qtbot.waitUntil(lambda: window.session.is_unreadable, timeout=30_000)
    assert "content.toml, line" in presenter.console.problem_label.text()
    assert presenter.audience.grab().toImage() == before
    file.write_text(good, "utf-8")
    qtbot.waitUntil(lambda: not window.session.is_unreadable, timeout=30_000)
    assert presenter.console.problem_label.text() == ""


def test_changes_wait_for_the_next_press_where_that_is_wanted(presenter, window, file, qtbot):
    window.session.defer_changes(True)
    good = file.read_text("utf-8")
    file.write_text(
        good.replace("[[slide]]", '[[slide]]\nid = "new"\nlayout = "statement"\ntitle = "N"\n\n[[slide]]', 1), "utf-8"
    )
    qtbot.waitUntil(lambda: window.session.has_pending_changes, timeout=30_000)
    assert "new" not in window.session.story.slide_index
    assert presenter.console.problem_label.text() == "Changes wait for the next press"
    press(presenter, KEY.Key_Right)
    assert "new" in window.session.story.slide_index
    assert window.session.navigator.position == Position("statement")


def test_an_exception_in_a_view_is_logged_and_the_show_goes_on(presenter, window, qtbot, monkeypatch, logged_errors):
    window.error_monitor.install()
    try:
        presenter.audience.grab()
        good = presenter.audience.slide_view.grab().toImage()

        def fail(*_arguments, **_named):
            raise RuntimeError("broken picture")

        with monkeypatch.context() as patched:
            patched.setattr(presenter.audience.slide_view._frame_cache, "pixmap", fail)
            assert presenter.audience.slide_view.grab().toImage() == good
        qtbot.waitUntil(lambda: "broken picture" in presenter.console.problem_label.text(), timeout=30_000)
        assert "passeur.log" in presenter.console.problem_label.toolTip()
        press(presenter, KEY.Key_Right)
        assert presenter.audience.slide_view.position == Position("statement")
    finally:
        window.error_monitor.remove()
        logged_errors.clear()


def test_the_panes_of_the_console_are_kept(presenter, window):
    presenter.console.column_splitter.setSizes([500, 700])
    kept = presenter.console.column_splitter.sizes()
    presenter.end_talk()
    window.talks.present(windowed=True)
    assert window.talks.presenter.console.column_splitter.sizes() == pytest.approx(kept, abs=3)


def test_the_console_fits_a_small_laptop(presenter):
    presenter.console.resize(1280, 720)
    assert presenter.console.size().width() == 1280
    assert presenter.console.minimumSizeHint().width() <= 1280
    assert presenter.console.minimumSizeHint().height() <= 720


def test_closing_the_console_does_not_end_the_talk(presenter, window, qtbot):
    presenter.console.close()
    assert not presenter.console.isVisible()
    assert window.talks.presenter is presenter
    qtbot.waitUntil(presenter.audience.isActiveWindow, timeout=30_000)
    QTest.keyClick(presenter.audience, KEY.Key_S)
    assert presenter.console.isVisible()


def test_nothing_of_a_talk_is_left_when_it_ends(window, qtbot):
    window.talks.present(windowed=True)
    window.talks.presenter.end_talk()
    qtbot.waitUntil(lambda: window.talks.presenter is None, timeout=30_000)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    assert not window.session.talk.presenting


def test_long_notes_are_scrolled_by_key(presenter, window):
    presenter.console.notes_pane.setHtml("<p>line</p>" * 200)
    bar = presenter.console.notes_pane.verticalScrollBar()
    press(presenter, KEY.Key_Down, modifier=SHIFT)
    assert 0 < bar.value() < presenter.console.notes_pane.viewport().height()
    press(presenter, KEY.Key_Up, modifier=SHIFT)
    assert bar.value() == 0
    assert window.session.navigator.position == Position("title")


def test_the_frame_goes_with_the_aspect_of_the_audience_at_once(presenter, qtbot):
    presenter.audience.resize(800, 600)
    current = presenter.console.current_slide_view
    qtbot.waitUntil(lambda: presenter.audience.slide_view.aspect == "4:3", timeout=30_000)
    slide = current.slide_view.geometry()
    assert slide.width() / slide.height() == pytest.approx(4 / 3, abs=0.01)
    image = current.grab().toImage()
    red = QColor(themes.theme("cinema").vermilion)
    outside = [x for x in range(slide.left() - 4) if image.pixelColor(x, slide.center().y()) == red]
    assert outside == []


def test_while_the_audience_sees_something_else_its_picture_is_shown_small(presenter, window, qtbot):
    thumbnail = presenter.console.audience_thumbnail
    assert not thumbnail.isVisible()
    press(presenter, KEY.Key_W)
    assert thumbnail.isVisible()
    qtbot.waitUntil(lambda: not thumbnail._copy._pixmap.isNull(), timeout=30_000)
    middle = thumbnail._copy._pixmap.toImage().pixelColor(200, 200)
    assert middle.name() == "#ffffff"
    presenter.audience.resize(800, 600)  # its screen has another shape
    qtbot.waitUntil(lambda: thumbnail._copy._pixmap.size() == presenter.audience.size(), timeout=30_000)
    press(presenter, KEY.Key_W)
    assert not thumbnail.isVisible()


def test_a_screen_that_goes_is_told(presenter, window):
    presenter.audience.hide()
    presenter.focus_speaker_window()
    assert "they see nothing" in presenter.console.current_slide_view.state_label.text()
    presenter.audience.show()
    presenter.focus_speaker_window()
    assert presenter.console.current_slide_view.state_label.text() == ""


@pytest.mark.parametrize("width", [860, 1280, 1920, 2560])
def test_the_years_of_the_time_strip_are_not_cut(presenter, window, qtbot, width):
    strip = presenter.console.time_ribbon
    presenter.console.resize(width, 900)
    qtbot.waitUntil(lambda: presenter.console.width() == width, timeout=30_000)
    QApplication.processEvents()
    image = strip.grab().toImage()

    def brightest(rows: range) -> int:
        return max(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in rows)

    height = image.height()
    assert brightest(range(height // 2, height)) > 100  # there are years
    assert brightest(range(height - 3, height)) < 100


def test_the_windows_of_a_talk_are_told_apart_where_they_are_shared(window):
    window.talks.present(windowed=True)
    presenter = window.talks.presenter
    assert presenter.audience.windowTitle() == "Le pont — audience"
    assert presenter.console.windowTitle() == "Le pont — speaker"
    assert presenter.audience.pos() != presenter.console.pos()
    window.session.set_language("en")
    assert presenter.audience.windowTitle() != "Le pont — audience"
    presenter.end_talk()


def test_a_click_on_the_time_ribbon_goes_to_the_slide_of_its_event(presenter, window):
    strip = presenter.console.time_ribbon
    strip.grab()
    zone = next(one for one in strip._zones if window.session.story.slide_id_by_event.get(one.id))
    place = QPointF((zone.x + zone.width / 2) * strip.zoom, (zone.y + zone.height / 2) * strip.zoom)
    slide_id = strip.slide_id_at(place)
    assert slide_id in window.session.story.slide_index
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert window.session.navigator.position.slide_id == slide_id
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert window.session.navigator.position.slide_id == slide_id
