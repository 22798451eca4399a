"""The Insert menu: a story grows without a word of TOML."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.session.bookmarks import go_to_bookmark
from desktop.story.dates.parse import parse_date
from desktop.timeline.camera import zoom_at
from desktop.ui.dialogs.add_dialogs import NewEraDialog, NewEventDialog, NewSourceDialog, NewTrackDialog
from desktop.ui.dialogs.paste_cells import PasteCellsDialog


def trigger(window, action_id: str) -> None:
    window.workbench.bindings.actions[action_id].trigger()


def errors(window) -> list[object]:
    return [problem for problem in window.session.problems if problem.severity == "error"]


def paste(window, **data) -> None:
    mime_data = QMimeData()
    if "text" in data:
        mime_data.setText(data["text"])
    if "image" in data:
        mime_data.setImageData(data["image"])
    if "file" in data:
        mime_data.setUrls([QUrl.fromLocalFile(str(data["file"]))])
    QGuiApplication.clipboard().setMimeData(mime_data)
    trigger(window, "paste")


def test_an_event_is_asked_for_in_words_and_told_on_a_slide(window):
    text = window.session.document.text
    trigger(window, "insert_event")
    dialog = window.findChild(NewEventDialog)
    dialog.main_button.click()
    assert "title" in dialog.error_label.text()
    QTest.keyClicks(dialog.title_field, "First flight")
    QTest.keyClicks(dialog.date_field.line, "25 May 1961")
    assert "1961-05-25" in dialog.date_field.words_label.text()
    dialog.slide_box.setChecked(True)
    dialog.main_button.click()
    event = window.session.story.event_by_id["first-flight"]
    assert event.when.text == "1961-05-25"
    assert window.session.navigator.slide.event == "first-flight"
    assert not errors(window)
    window.session.document.undo()
    window.session.document.undo()
    assert window.session.document.text == text


def test_a_track_has_a_title_and_the_next_colour(window):
    used = {track.color for track in window.session.story.tracks}
    trigger(window, "insert_track")
    dialog = window.findChild(NewTrackDialog)
    QTest.keyClicks(dialog.title_field, "Politics")
    dialog.main_button.click()
    assert window.session.story.track_by_id["politics"].color not in used
    assert not errors(window)


def test_an_era_has_the_dates_of_the_slide_and_the_next_colour(window):
    text = window.session.document.text
    trigger(window, "insert_era")
    dialog = window.findChild(NewEraDialog)
    assert dialog.date_field.date
    dialog.main_button.click()
    assert "title" in dialog.error_label.text()
    QTest.keyClicks(dialog.title_field, "The long peace")
    dialog.date_field.set_date("1950~/1975")
    dialog.main_button.click()
    era = window.session.story.era_by_id["the-long-peace"]
    assert (era.when.text, era.track) == ("1950~/1975", "")
    assert not errors(window)
    window.session.document.undo()
    assert window.session.document.text == text


def test_a_source_reads_what_is_pasted_and_is_cited_in_the_same_step(window):
    window.session.navigator.go_to_slide("statement")
    text = window.session.document.text
    paste(window, text="@article{x, author={Doe, Jane}, title={A title}, journal={Science}, year=2014}")
    dialog = window.findChild(NewSourceDialog)
    assert dialog.fields["author"].text() == "Jane Doe"
    dialog.main_button.click()
    assert window.session.story.source_by_id["science"].date.text == "2014"
    assert "science" in window.session.navigator.slide.sources
    window.session.document.undo()
    assert window.session.document.text == text


def test_a_picture_on_the_clipboard_is_kept_beside_the_story_and_shown(window, file):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    window.session.navigator.go_to_slide("list")
    paste(window, image=image)
    assert window.session.navigator.slide.image == "assets/pasted.png"
    assert (file.parent / "assets" / "pasted.png").is_file()
    paste(window, image=image)  # the same one is not kept twice
    assert len(list((file.parent / "assets").iterdir())) == 1


def test_a_copied_file_goes_on_a_slide_of_its_own_where_the_shown_one_has_no_room(
    window, qtbot, stories, tmp_path_factory
):
    file = shutil.copy(stories / "bridge.svg", tmp_path_factory.mktemp("elsewhere") / "other.svg")
    window.session.navigator.go_to_slide("timeline")
    paste(window, file=file)
    assert window.session.navigator.slide.layout == "image"
    assert not errors(window)


@pytest.mark.parametrize("text", ["some words", ""])
def test_what_has_no_place_is_refused_in_words(window, text):
    before = window.session.document.text
    paste(window, text=text)
    assert "said" in window.workbench.notifications.bars
    assert window.session.document.text == before


def test_cells_become_events_on_new_and_known_tracks_in_one_step(window):
    text, tracks = window.session.document.text, {track.id for track in window.session.story.tracks}
    known = window.session.story.tracks[0]
    paste(
        window,
        text=f"Date\tTitle\tTrack\n12 April 1961\tGagarin\t{known.title.get('en')}\n1969-07-20\tApollo\tSpace\n\tnone\t\n",
    )
    dialog = window.findChild(PasteCellsDialog)
    assert dialog.use == "events"
    assert dialog.table.item(0, 0).text() == "12 avril 1961"
    assert dialog.left_out_label.text().startswith("1 row")
    dialog.main_button.click()
    story = window.session.story
    assert story.event_by_id["gagarin"].track == known.id
    assert story.event_by_id["apollo"].track == "space"
    assert {track.id for track in story.tracks} == {*tracks, "space"}
    assert not errors(window)
    window.session.document.undo()
    assert window.session.document.text == text


def test_cells_become_a_chart(window, qtbot):
    paste(window, text="Year\tShips\n2019\t18 880\n2020\t18 829\n2021\t20 694")
    window.findChild(PasteCellsDialog).main_button.click()
    slide = window.session.navigator.slide
    assert slide.layout == "chart"
    assert [point.value for point in slide.chart.series[0].points] == [18880.0, 18829.0, 20694.0]
    assert not errors(window)
    qtbot.waitUntil(lambda: window.workbench.editors.slide_editing.field is not None, timeout=30_000)


def test_cells_become_a_list_if_that_is_chosen(window, qtbot):
    paste(window, text="1961\tGagarin\n1969\tArmstrong")
    dialog = window.findChild(PasteCellsDialog)
    dialog.buttons["lines"].click()
    dialog.main_button.click()
    assert [item.title.get("en") for item in window.session.navigator.slide.items] == ["Gagarin", "Armstrong"]
    assert not errors(window)
    qtbot.waitUntil(lambda: window.workbench.editors.slide_editing.field is not None, timeout=30_000)


def test_a_slide_of_the_view_shows_the_same_window_of_time(window, qtbot):
    text = window.session.document.text
    timeline = window.workbench.timeline_pane.create_timeline()
    timeline.fly_to(zoom_at(timeline.time_window, 0.4, 0.2), False)
    seen = timeline.time_window
    trigger(window, "insert_view")
    slide = window.session.navigator.slide
    assert slide.layout == "timeline"
    assert abs(slide.window.start_min - seen.start) < seen.span / 50
    assert abs(slide.window.end_max - seen.end) < seen.span / 50
    assert not errors(window)
    qtbot.waitUntil(lambda: window.workbench.editors.slide_editing.field is not None, timeout=30_000)
    window.workbench.editors.slide_editing.field.cancelled.emit()
    window.session.document.undo()
    assert window.session.document.text == text


def test_a_slide_of_the_view_keeps_what_was_known_and_what_was_found(window, qtbot):
    timeline = window.workbench.timeline_pane.create_timeline()
    ids = [event.id for event in window.session.story.events][:2]
    timeline.state.override_as_of(parse_date("2015-01-12"))
    timeline.state.highlight(frozenset(ids), {})
    trigger(window, "insert_view")
    slide = window.session.navigator.slide
    assert slide.as_of.text == "2015-01-12"
    assert list(slide.highlight) == ids
    assert not errors(window)
    qtbot.waitUntil(lambda: window.workbench.editors.slide_editing.field is not None, timeout=30_000)
    window.workbench.editors.slide_editing.field.cancelled.emit()


def test_a_slide_of_two_windows_compares_them(window, qtbot):
    pane = window.workbench.timeline_pane
    timeline = pane.create_timeline()
    timeline.fly_to(zoom_at(timeline.time_window, 0.6, 0.2), False)
    pane.toggle_comparison()
    upper, lower = timeline.time_window, pane.comparison.lower.time_window
    trigger(window, "insert_view")
    slide = window.session.navigator.slide
    for written, seen in ((slide.window, upper), (slide.compare, lower)):
        assert abs(written.start_min - seen.start) < seen.span / 50
        assert abs(written.end_max - seen.end) < seen.span / 50
    assert not errors(window)
    qtbot.waitUntil(lambda: window.workbench.editors.slide_editing.field is not None, timeout=30_000)
    window.workbench.editors.slide_editing.field.cancelled.emit()
    pane.toggle_comparison()


def test_a_bookmark_is_of_the_timeline_that_has_the_keys(window):
    pane = window.workbench.timeline_pane
    timeline = pane.create_timeline()
    timeline.fly_to(zoom_at(timeline.time_window, 0.6, 0.2), False)
    pane.toggle_comparison()
    QApplication.processEvents()
    for view in (pane.comparison.lower, timeline):
        view.setFocus()
        trigger(window, "insert_bookmark")
    below, above = (one.window.start_min for one in window.session.story.bookmarks)
    assert abs(below - pane.comparison.lower.time_window.start) < timeline.time_window.span / 50
    assert abs(above - timeline.time_window.start) < timeline.time_window.span / 50
    pane.toggle_comparison()


def test_a_bookmark_keeps_the_view_and_what_was_known(window):
    text = window.session.document.text
    pane = window.workbench.timeline_pane
    timeline = pane.create_timeline()
    timeline.fly_to(zoom_at(timeline.time_window, 0.4, 0.2), False)
    timeline.state.override_as_of(parse_date("1905"))
    seen = timeline.time_window
    trigger(window, "insert_bookmark")
    (bookmark,) = window.session.story.bookmarks
    assert bookmark.title.get("en")
    assert bookmark.as_of.text == "1905"
    assert f"“{bookmark.title.get('en')}”" in window.workbench.status.hint_label.text()
    timeline.show_all()
    timeline.state.override_as_of(None)
    timeline.camera.set_reduced_motion(True)
    go_to_bookmark(window.session, bookmark)
    shown = timeline.time_window
    assert abs(shown.start - seen.start) < seen.span / 50
    assert abs(shown.end - seen.end) < seen.span / 50
    assert timeline.state.as_of == parse_date("1905")
    window.session.document.undo()
    assert window.session.document.text == text
