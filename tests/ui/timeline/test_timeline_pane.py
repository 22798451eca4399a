"""The pane shows the timeline before pyqtgraph is there, and the same one afterwards."""

from __future__ import annotations

import sys
import threading

import numpy as np
import pytest
from PySide6.QtGui import QImage

from desktop.story.edit.edit import set_text
from desktop.ui.timeline import timeline_pane
from tests.reloading import reload_file


def largest_difference(one: QImage, other: QImage) -> int:
    """Return by how much of 255 the colours of two pictures of a size differ at most."""
    plain = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other)]
    pixels = [np.frombuffer(image.constBits(), np.uint8).astype(int) for image in plain]
    return int(abs(pixels[0] - pixels[1]).max())


@pytest.fixture
def pane(window):
    return window.workbench.timeline_pane


@pytest.mark.parametrize("axis", ["linear", "log"])
def test_the_first_picture_is_the_timeline_that_takes_over(qtbot, window, file, pane, axis):
    file.write_text(file.read_text("utf-8").replace("[story]", f'[story]\naxis = "{axis}"', 1), "utf-8")
    reload_file(window.session)
    qtbot.waitUntil(lambda: window.session.story.axis == axis, timeout=30_000)
    qtbot.waitUntil(lambda: pane.height() > 200, timeout=30_000)
    with qtbot.waitSignal(window.session.navigator.position_settled, timeout=30_000):
        window.session.navigator.go_to_number(3)
    first = pane.grab().toImage()
    assert pane.timeline is None
    size = pane.size()
    qtbot.waitUntil(pane.create_timeline().isVisible, timeout=30_000)
    qtbot.waitUntil(lambda: pane.timeline.canvas.is_complete, timeout=30_000)
    assert pane.size() == size
    # Rounded once more or less where two layers blend, and where prepared words stand on a bar.
    assert largest_difference(pane.grab().toImage(), first) <= 16


def test_the_timeline_takes_over_by_itself_after_the_first_paint(qtbot, window, pane):
    window.workbench.load_timeline()
    assert pane.timeline is None
    window.resize(1290, 810)
    qtbot.waitUntil(lambda: pane.timeline is not None, timeout=30_000)


def test_a_hidden_window_need_not_paint_for_its_timeline(qtbot, window, pane):
    window.hide()
    window.workbench.load_timeline()
    qtbot.waitUntil(lambda: pane.timeline is not None, timeout=30_000)


def test_what_waits_for_the_first_picture_is_done_once_after_it(qtbot, window, pane):
    seen = []
    pane._first_picture.painted.connect(lambda: seen.append("painted"))
    pane.call_once_painted(lambda: seen.append("called"))
    window.resize(1290, 810)
    qtbot.waitUntil(lambda: "called" in seen, timeout=30_000)
    assert seen[0] == "painted"
    window.resize(1280, 800)
    qtbot.wait(50)
    assert seen.count("called") == 1


@pytest.mark.parametrize("hidden", ["window", "pane", "picture"])
def test_what_waits_for_a_picture_that_nobody_sees_is_done_soon(qtbot, window, pane, monkeypatch, hidden):
    monkeypatch.setattr(timeline_pane, "_PAINTED_WITHIN_MS", 20)
    {"window": window.hide, "pane": pane.hide, "picture": lambda: None}[hidden]()
    called = []
    pane.call_once_painted(lambda: called.append(True))
    qtbot.waitUntil(lambda: bool(called), timeout=30_000)
    pane.grab()  # a picture that comes late does not do it again
    qtbot.wait(30)
    assert called == [True]


def test_the_first_picture_follows_the_story(qtbot, window, pane):
    before = pane.grab().toImage()
    window.session.navigator.go_to_number(3)
    qtbot.waitUntil(lambda: pane.grab().toImage() != before, timeout=30_000)


def test_a_window_closed_while_pyqtgraph_is_imported_says_nothing(qtbot, window, pane, capfd):
    window.workbench.load_timeline()
    window.close()
    qtbot.wait(50)
    assert capfd.readouterr().err == ""


def test_a_timeline_that_cannot_be_loaded_stays_a_picture_and_says_so(qtbot, window, pane, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda raised: None)  # it would log the error
    monkeypatch.setitem(sys.modules, "desktop.ui.timeline.view", None)
    with qtbot.waitSignal(pane.notice, timeout=30_000) as told:
        pane.load_timeline()
    assert "could not be loaded" in told.args[0]
    assert pane.timeline is None
    assert not pane.grab().isNull()


def test_the_search_speaks_the_language_of_the_window_and_fits_its_count(window, pane):
    window.session.set_language("fr")
    box = pane.create_timeline().finder.search_box
    pane.open_search()
    assert box.query_field.placeholderText() == "Find events"
    box.query_field.setText("e")
    box.run_search()
    assert box.count_label.text().endswith("events")
    window.settings.set_language("fr")
    window.workbench.retranslate()
    pane.open_search()
    assert box.query_field.placeholderText() == "Chercher des événements"


def test_words_of_a_slide_leave_the_timeline_as_it_is(window, pane):
    view = pane.create_timeline()
    shown = view.state.story

    def write(path, words) -> None:
        window.session.document.apply_edit(set_text(window.session.document.text, path, "fr", words, ("fr", "en")))
        window.session.reparse()

    write(("slide", "title", "title"), "Le grand pont")
    assert window.session.story.slides[0].title.get("fr") == "Le grand pont"
    assert view.state.story is shown
    event = window.session.story.events[0]
    write(("event", event.id, "title"), "Un autre nom")
    assert view.state.story.event_by_id[event.id].title.get("fr") == "Un autre nom"


def test_while_it_plays_the_window_says_how_and_which_keys_change_that(window, pane):
    view, label = pane.create_timeline(), window.workbench.status.hint_label
    assert label.text() == ""
    pane.play()
    assert "speed 1 " in label.text()
    assert "Space" in label.text()
    view.play.player.next_speed()
    assert "speed 2 " in label.text()
    view.play.player.toggle_loop()
    assert "in a loop" in label.text()
    window.workbench.editors.inserting.bookmarked.emit("1905")
    assert "1905" in label.text()
    window.workbench.status._hint_timer.timeout.emit()
    assert "in a loop" in label.text()
    view.play.end()
    assert label.text() == ""


def test_in_a_narrow_window_how_it_plays_ends_in_an_ellipsis_and_pushes_nothing_out(window, pane, qtbot):
    view, label = pane.create_timeline(), window.workbench.status.hint_label
    window.show()
    window.resize(window.minimumSize())
    pane.play()
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert window.workbench.minimumSizeHint().width() <= window.width()
    assert label.toolTip().endswith("back")
    view.play.end()
    assert (label.text(), label.toolTip()) == ("", "")
