"""Editing by pointing: at a text on the slide, at a thumbnail, with a picture. Each is one small edit, undone by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.story.edit.edit import Edit, set_value
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_text
from desktop.ui.window.story_editing.deck_edit import MESSAGES

KEY = Qt.Key


def zone_point(view, wanted) -> QPoint:
    zone = next(zone for zone in view.frame().zones if wanted(zone))
    corner, scale = view.slide_geometry()
    return QPoint(round(corner.x() + (zone.x + 30) * scale), round(corner.y() + (zone.y + 26) * scale))


def test_a_double_click_writes_where_the_text_stands(window, file, qtbot):
    before = window.session.document.text
    window.session.navigator.go_to_slide("statement")
    point = zone_point(window.slide_view, lambda zone: zone.kind == "text" and "title" in zone.path)
    QTest.mouseDClick(window.slide_view, Qt.MouseButton.LeftButton, pos=point)
    field = window.workbench.editors.slide_editing.field
    assert field is not None
    assert field.toPlainText() == window.session.navigator.slide.title.get("fr")
    QTest.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "Tout autre chose")
    QTest.keyClick(field, KEY.Key_Return)
    assert window.session.navigator.slide.title.get("fr") == "Tout autre chose"
    assert window.session.navigator.slide.title.get("en") == load_text(before).story.slides[1].title.get("en")
    assert window.workbench.bindings.actions["undo"].text().startswith("Undo: write in")
    window.workbench.bindings.actions["undo"].trigger()
    assert window.session.document.text == before


def test_a_double_click_puts_the_caret_where_it_was_made(window):
    window.session.navigator.go_to_slide("statement")
    zone = next(one for one in window.slide_view.frame().zones if one.kind == "text" and "title" in one.path)
    corner, scale = window.slide_view.slide_geometry()
    places = []
    for share in (0.1, 0.5, 0.9):
        x, y = zone.x + share * zone.width, zone.y + 26
        point = QPoint(round(corner.x() + x * scale), round(corner.y() + y * scale))
        QTest.mouseDClick(window.slide_view, Qt.MouseButton.LeftButton, pos=point)
        cursor = window.workbench.editors.slide_editing.field.textCursor()
        assert not cursor.hasSelection()
        places.append(cursor.position())
        QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Escape)
    assert 0 < places[0] < places[1] < places[2]


@pytest.mark.parametrize("example", ["One sentence that everybody will remember", "Une phrase que chacun retiendra"])
def test_a_double_click_on_words_of_an_example_selects_them_all(window, example):
    document = window.session.document
    document.apply_edit(set_value(document.text, ("slide", "statement", "title"), example))
    window.session.reparse()
    window.session.navigator.go_to_slide("statement")
    point = zone_point(window.slide_view, lambda zone: zone.kind == "text" and "title" in zone.path)
    QTest.mouseDClick(window.slide_view, Qt.MouseButton.LeftButton, pos=point)
    field = window.workbench.editors.slide_editing.field
    assert field.textCursor().selectedText() == example
    QTest.keyClicks(field, "Mine")
    QTest.keyClick(field, KEY.Key_Return)
    assert window.session.navigator.slide.title.get("fr") == "Mine"


def test_a_field_opened_by_a_key_has_all_its_words_selected(window):
    window.session.navigator.go_to_slide("statement")
    editing = window.workbench.editors.slide_editing
    QTest.mouseDClick(
        window.slide_view,
        Qt.MouseButton.LeftButton,
        pos=zone_point(window.slide_view, lambda zone: zone.kind == "text" and "title" in zone.path),
    )
    QTest.keyClick(editing.field, KEY.Key_Tab)
    QTest.keyClick(editing.field, KEY.Key_Backtab)
    assert editing.field.textCursor().selectedText() == window.session.navigator.slide.title.get("fr")


def test_names_of_tracks_and_units_are_written_on_a_timeline_slide(window):
    head = "[track.works]\n"
    text = window.session.document.text
    at = text.index(head) + len(head)
    series = 'series = { unit = { fr = "Md$", en = "bn" }, points = [{ date = 1890, value = 1 }, { date = 1895, value = 2 }] }\n'
    window.session.document.apply_edit(Edit(at, at, series))
    window.session.navigator.go_to_slide("timeline")
    editing = window.workbench.editors.slide_editing
    for tail, old, new in ((("title", "fr"), "Travaux", "Chantier"), (("series", "unit", "fr"), "Md$", "kg")):
        path = ("track", "works", *tail)
        zone = next(one for one in window.slide_view.frame().zones if one.kind == "text" and one.path == path)
        assert editing.edit_text_at(zone)
        assert editing.field.toPlainText() == old
        QTest.keyClicks(editing.field, new)
        text = window.session.document.text
        QTest.keyClick(editing.field, KEY.Key_Return)
        assert window.session.document.text == text.replace(f'"{old}"', f'"{new}"', 1)


def test_escape_leaves_the_text_as_it_was(window):
    before = window.session.document.text
    window.session.navigator.go_to_slide("statement")
    point = zone_point(window.slide_view, lambda zone: zone.kind == "text" and "title" in zone.path)
    QTest.mouseDClick(window.slide_view, Qt.MouseButton.LeftButton, pos=point)
    field = window.workbench.editors.slide_editing.field
    QTest.keyClicks(field, "b e t 9 never mind")
    QTest.keyClick(field, KEY.Key_Escape)
    assert window.workbench.editors.slide_editing.field is None
    assert window.session.document.text == before
    assert window.session.navigator.position.slide_id == "statement"


def test_a_picture_dropped_on_a_slide_is_shown_there(window, file, tmp_path_factory, stories):
    picture = Path(shutil.copy(stories / "bridge.svg", tmp_path_factory.mktemp("elsewhere") / "Neu.svg"))
    window.session.navigator.go_to_slide("image")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    point = QPointF(100, 100)
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(point.toPoint(), *arguments)
    QApplication.sendEvent(window.slide_view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window.slide_view, QDropEvent(point, *arguments))
    assert window.session.navigator.slide.image == "assets/neu.svg"
    assert (file.parent / "assets" / "neu.svg").is_file()
    assert not [one for one in window.session.problems if one.severity == "error"]


def test_a_picture_that_the_layout_would_not_show_is_refused_and_not_copied(window, file, tmp_path_factory, stories):
    picture = Path(shutil.copy(stories / "bridge.svg", tmp_path_factory.mktemp("elsewhere") / "Neu.svg"))
    before = window.session.document.text
    window.session.navigator.go_to_slide("dispute")
    window.workbench.editors.slide_editing.drop_picture(picture)
    assert "dispute" in window.workbench.notifications.bars["said"].message_label.text()
    assert window.session.document.text == before
    assert not (file.parent / "assets").exists()


BARE = """format = 1
[story]
title = "T"
languages = ["en"]
[[slide]]
id = "a"
layout = "statement"
title = "A"
"""


def order(window) -> list[str]:
    return [slide.id for slide in window.session.story.slides]


def test_a_thumbnail_is_dragged_to_another_place(window, qtbot):
    deck = window.workbench.deck
    before, text = order(window), window.session.document.text
    model = deck.deck_model
    start = deck.visualRect(model.index(0)).center()
    goal = deck.visualRect(model.index(2)).center() + QPoint(0, 12)
    QTest.mousePress(deck.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(deck.viewport(), start + (goal - start) * step / 5)
    assert window.workbench.editors.deck_editing.drop_indicator.isVisible()
    QTest.mouseRelease(deck.viewport(), Qt.MouseButton.LeftButton, pos=goal)
    assert not window.workbench.editors.deck_editing.drop_indicator.isVisible()
    assert order(window) == [before[1], before[2], before[0], *before[3:]]
    window.session.document.undo()
    assert window.session.document.text == text


def test_a_click_on_a_thumbnail_is_still_a_click(window):
    deck = window.workbench.deck
    QTest.mouseClick(deck.viewport(), Qt.MouseButton.LeftButton, pos=deck.visualRect(deck.deck_model.index(1)).center())
    assert window.session.navigator.position.slide_id == order(window)[1]
    assert not window.session.document.dirty


def test_the_first_slide_moves_no_further_up_and_the_last_no_further_down(window):
    deck_editing, model = window.workbench.editors.deck_editing, window.workbench.deck.deck_model
    before = order(window)
    deck_editing.move_by_one(-1)
    deck_editing.select((model.id_at(model.rowCount() - 1),))
    deck_editing.move_by_one(1)
    assert order(window) == before
    deck_editing.select((model.id_at(0),))
    deck_editing.move_by_one(1)
    assert order(window)[:2] == [before[1], before[0]]


def test_slides_are_added_duplicated_and_deleted(window):
    before, text = order(window), window.session.document.text
    window.workbench.editors.slides.add("statement", "list")
    assert order(window)[2] == window.session.navigator.position.slide_id
    assert window.session.navigator.slide.layout == "list"
    window.workbench.editors.slides.duplicate(("quote",))
    assert order(window).index("quote") + 1 == order(window).index(window.session.navigator.position.slide_id)
    window.workbench.editors.slides.delete(("title",))
    assert "title" not in order(window)
    assert not [one for one in window.session.problems if one.severity == "error"]
    for _ in range(3):
        window.session.document.undo()
    assert window.session.document.text == text
    assert order(window) == before


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_new_slide_can_be_shown_at_once(window, layout):
    window.workbench.editors.slides.add("title", layout)
    assert window.session.navigator.slide.layout == layout
    assert not [one for one in window.session.problems if one.severity == "error"]
    assert window.slide_view.frame().items


def test_the_menu_of_a_slide_says_what_can_be_done(window):
    menu = window.workbench.editors.deck_editing.build_context_menu("quote")
    assert [action.text() for action in menu.actions() if action.text()] == [
        MESSAGES(key, "en") for key in ("add", "duplicate", "cut", "copy", "paste", "up", "down", "section", "delete")
    ]
    next(action for action in menu.actions() if action.text() == MESSAGES("up", "en")).trigger()
    assert order(window).index("quote") == 7
