"""Typing beside the slide, writing on it and arranging the deck, one right after the other: nothing of it is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.reloading import reload_file

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def title_point(view) -> QPoint:
    zone = next(zone for zone in view.frame().zones if zone.kind == "text" and "title" in zone.path)
    corner, scale = view.slide_geometry()
    return QPoint(round(corner.x() + (zone.x + 30) * scale), round(corner.y() + (zone.y + 26) * scale))


def names(window, count: int) -> list[str]:
    """Undo so many steps from the menu and return what they were called."""
    found = []
    for _ in range(count):
        found.append(window.workbench.bindings.actions["undo"].text().removeprefix("Undo: "))
        window.workbench.bindings.actions["undo"].trigger()
        if "merge" in window.workbench.notifications.bars:  # another program's change is asked about
            window.workbench.notifications.bars["merge"].buttons[0].click()
    return found


def drag_first(window) -> None:
    deck = window.workbench.deck
    start = deck.visualRect(deck.deck_model.index(0)).center()
    goal = deck.visualRect(deck.deck_model.index(1)).center() + QPoint(0, 12)
    QTest.mousePress(deck.viewport(), LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(deck.viewport(), start + (goal - start) * step / 5)
    QTest.mouseRelease(deck.viewport(), LEFT, pos=goal)


def drop(window, picture: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    arguments = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.slide_view, QDragEnterEvent(QPoint(100, 100), *arguments))
    QApplication.sendEvent(window.slide_view, QDropEvent(QPointF(100, 100), *arguments))


# ------------------------------------------------------------------ typing, and at once something else


def test_typing_and_at_once_a_dragged_slide(window, typing):
    before = window.session.document.text
    QTest.keyClicks(typing.editor, "#here")
    drag_first(window)
    text = window.session.document.text
    assert text.endswith("#here")
    assert text == typing.text()
    assert text.index('id = "title"') > text.index('id = "statement"')
    assert names(window, 2) == ["move Le pont", "typing"]
    assert window.session.document.text == typing.text() == before


def test_typing_and_at_once_a_slide_more_or_less(window, typing):
    before = window.session.document.text
    QTest.keyClicks(typing.editor, "#one")
    window.workbench.editors.slides.add("title", "list")
    typing.go_to(len(typing.text()))
    QTest.keyClicks(typing.editor, "#two")
    window.workbench.editors.slides.duplicate(("quote",))
    typing.go_to(len(typing.text()))
    QTest.keyClicks(typing.editor, "#six")
    window.workbench.editors.slides.delete(("quote",))
    assert "#one#two#six" in typing.text() == window.session.document.text
    assert [name.split()[0] for name in names(window, 6)] == [
        "delete",
        "typing",
        "duplicate",
        "typing",
        "add",
        "typing",
    ]
    assert window.session.document.text == typing.text() == before


def test_typing_and_at_once_a_picture(window, typing, tmp_path_factory, stories):
    before = window.session.document.text
    picture = Path(shutil.copy(stories / "bridge.svg", tmp_path_factory.mktemp("elsewhere") / "Neu.svg"))
    window.session.navigator.go_to_slide("image")
    typing.go_to(len(typing.text()))
    QTest.keyClicks(typing.editor, "#here")
    drop(window, picture)
    assert window.session.navigator.slide.image == "assets/neu.svg"
    assert typing.text().endswith("#here")
    assert names(window, 2) == ["picture of Vu de la rive sud", "typing"]
    assert window.session.document.text == before


def test_typing_and_at_once_writing_on_the_slide(window, typing):
    before = window.session.document.text
    window.session.navigator.go_to_slide("statement")
    QTest.keyClicks(typing.editor, "#here")
    QTest.mouseDClick(window.slide_view, LEFT, pos=title_point(window.slide_view))
    window.workbench.editors.slide_editing.field.selectAll()
    QTest.keyClicks(window.workbench.editors.slide_editing.field, "Neuf")
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Return)
    assert window.session.navigator.slide.title.get("fr") == "Neuf"
    assert "#here" in typing.text()
    assert [name.split()[0] for name in names(window, 2)] == ["write", "typing"]
    assert window.session.document.text == before


def test_typing_and_at_once_undo_from_the_menu(window, typing):
    before = window.session.document.text
    QTest.keyClicks(typing.editor, "#here")
    window.workbench.bindings.actions["undo"].trigger()
    assert window.session.document.text == typing.text() == before
    window.workbench.bindings.actions["redo"].trigger()
    assert typing.text() == before + "#here"


def test_what_several_cursors_wrote_is_undone_at_once(window, typing):
    before = window.session.document.text
    editor = typing.editor
    editor.go_to(before.index("minutes"))
    for _ in range(3):
        QTest.keyClick(editor, KEY.Key_J, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(editor, "hours")
    assert typing.text() == before.replace("minutes", "hours", 3)
    QTest.keyClick(editor, KEY.Key_Z, CTRL)
    assert typing.text() == window.session.document.text == before
    assert not editor.cursors


def test_typing_and_at_once_saving(window, typing, file, qtbot):
    QTest.keyClicks(typing.editor, "#here")
    window.workbench.bindings.actions["save"].trigger()  # a slow disk is not waited for
    qtbot.waitUntil(lambda: not window.session.document.dirty, timeout=30_000)
    assert file.read_text("utf-8").endswith("#here")
    QTest.keyClicks(typing.editor, "#too")
    QTest.keyClick(typing.editor, KEY.Key_S, CTRL)
    qtbot.waitUntil(lambda: file.read_text("utf-8").endswith("#here#too"), timeout=30_000)


def test_typing_and_at_once_a_talk(window, typing):
    at = typing.text().index('fr = "', typing.text().index("title", typing.text().index('id = "statement"'))) + 6
    typing.go_to(at)
    QTest.keyClicks(typing.editor, "Voici ")
    window.workbench.bindings.actions["present_window"].trigger()
    assert window.session.story.slides[1].title.get("fr").startswith("Voici ")
    window.talks.presenter.end_talk()


def test_typing_while_another_program_saves(window, typing, file):
    theirs = file.read_text("utf-8").replace('id = "quote"', 'id = "words"')
    QTest.keyClicks(typing.editor, "#here")
    file.write_text(theirs, "utf-8")
    reload_file(window.session)
    assert typing.text() == theirs + "#here"
    assert window.session.document.dirty
    assert names(window, 2) == ["changes from the disk", "typing"]


def test_typing_and_at_once_closing_asks(window, typing, monkeypatch):
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    QTest.keyClicks(typing.editor, "#here")
    assert window.close() is False  # nothing was clicked
    assert asked
    assert window.session.document.dirty


def test_what_is_typed_after_one_was_elsewhere_is_a_step_of_its_own(window, typing):
    before = window.session.document.text
    QTest.keyClicks(typing.editor, "#one")
    window.workbench.deck.setFocus()
    typing.editor.setFocus()
    QTest.keyClicks(typing.editor, "two")
    typing.flush()
    window.session.document.undo()
    assert window.session.document.text == before + "#one"


# ------------------------------------------------------------------ names


def test_a_paste_is_a_step_beside_what_was_typed_a_moment_before(window, typing):
    before = window.session.document.text
    QApplication.clipboard().setText("# from elsewhere, in two words")
    QTest.keyClicks(typing.editor, "#one")
    QTest.keyClick(typing.editor, KEY.Key_V, CTRL)
    QTest.keyClicks(typing.editor, "two")
    window.session.document.flush_input()
    assert window.session.document.text == typing.text() == before + "#one# from elsewhere, in two wordstwo"
    assert names(window, 3) == ["typing", "paste", "typing"]
    assert window.session.document.text == before


def test_what_the_editor_does_in_one_go_has_a_name(window, typing, qtbot):
    before = window.session.document.text
    QTest.keyClick(typing.editor, KEY.Key_H, CTRL)
    QTest.keyClicks(typing.find_bar.find_field, "gazette")
    QTest.keyClicks(typing.find_bar.replace_field, "journal")
    QTest.keyClick(typing.find_bar.replace_field, KEY.Key_Return, CTRL)
    assert "gazette" not in window.session.document.text.casefold()
    assert names(window, 1) == ["replace “gazette”"]
    assert window.session.document.text == before
    typing.editor.setFocus()
    typing.go_to(typing.text().index('layout = "statement"') + len('layout = "st'), len('atement"'))
    QTest.keyClick(typing.editor, KEY.Key_Delete)
    QTest.keyClick(typing.editor, KEY.Key_Space, CTRL)
    QTest.keyClick(typing.editor, KEY.Key_Return)
    assert window.session.document.text == before
    assert names(window, 2) == ["complete", "erasing"]


# ------------------------------------------------------------------ writing on the slide


@pytest.fixture
def field(window):
    """Return the field over the title of a slide, with something new in it."""
    window.session.navigator.go_to_slide("statement")
    QTest.mouseDClick(window.slide_view, LEFT, pos=title_point(window.slide_view))
    window.workbench.editors.slide_editing.field.selectAll()
    QTest.keyClicks(window.workbench.editors.slide_editing.field, "Neuf")
    return window.workbench.editors.slide_editing.field


def test_saving_while_writing_on_the_slide_takes_the_words_along(window, field, file):
    QTest.keyClick(field, KEY.Key_S, CTRL)
    assert window.workbench.editors.slide_editing.field is None
    assert '"Neuf"' in file.read_text("utf-8")


def test_a_talk_begun_while_writing_on_the_slide_has_the_words(window, field):
    QTest.keyClick(field, KEY.Key_F5, CTRL)
    assert window.talks.presenter is not None
    assert window.session.story.slides[1].title.get("fr") == "Neuf"
    window.talks.presenter.end_talk()


def test_closing_while_writing_on_the_slide_asks(window, field, monkeypatch):
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    assert window.close() is False
    assert asked
    assert "Neuf" in window.session.document.text


@pytest.mark.parametrize("reason", [Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason])
def test_a_menu_or_another_program_in_front_leaves_the_field_open(window, field, reason):
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert window.workbench.editors.slide_editing.field is field


def test_going_elsewhere_keeps_the_words(window, field):
    QTest.mouseClick(
        window.workbench.deck.viewport(),
        LEFT,
        pos=window.workbench.deck.visualRect(window.workbench.deck.deck_model.index(3)).center(),
    )
    assert window.session.story.slides[1].title.get("fr") == "Neuf"
    assert window.session.navigator.position.slide_id == window.workbench.deck.deck_model.id_at(3)


def test_the_keys_of_a_text_stay_in_the_field(window, field):
    QTest.keyClick(field, KEY.Key_Z, CTRL)
    QTest.keyClick(field, KEY.Key_A, CTRL)
    QTest.keyClicks(field, "e t 9")
    assert field.toPlainText() == "e t 9"
    assert window.session.navigator.position.slide_id == "statement"
    assert not window.workbench.editors.is_editor_visible


def test_a_field_in_which_nothing_is_written_undoes_nothing_of_others(window, file):
    window.session.navigator.go_to_slide("statement")
    QTest.mouseDClick(window.slide_view, LEFT, pos=title_point(window.slide_view))
    words = window.session.navigator.slide.title.get("fr")
    file.write_text(file.read_text("utf-8").replace(words, "Venu d’ailleurs"), "utf-8")
    reload_file(window.session)
    QTest.keyClick(window.workbench.editors.slide_editing.field, KEY.Key_Return)
    assert window.session.navigator.slide.title.get("fr") == "Venu d’ailleurs"
    assert not window.session.document.dirty


# ------------------------------------------------------------------ another language of the interface


def test_the_editor_speaks_another_language_and_forgets_nothing(window, typing, qtbot):
    QTest.keyClicks(typing.editor, "#here")
    QTest.keyClick(typing.editor, KEY.Key_Return)
    QTest.keyClicks(typing.editor, "[[[")
    qtbot.waitUntil(lambda: window.session.is_unreadable, timeout=30_000)
    QTest.keyClick(typing.editor, KEY.Key_H, CTRL)
    QTest.keyClicks(typing.find_bar.find_field, "pont")
    typing.editor.folds.fold_all()
    typing.editor.setFocus()
    typing.go_to(0)
    at, folds = typing.editor.cursor_offset(), bool(typing.editor.folds)
    assert typing.problem_count_button.text() == "1 error"
    window.workbench.menus.set_ui_language("fr")
    qtbot.waitUntil(lambda: typing.problem_count_button.text() == "1 erreur", timeout=30_000)
    assert typing.find_bar.find_field.placeholderText() == "Chercher"
    assert typing.find_bar.replace_all_button.text() == "Tout remplacer"
    assert typing.find_bar.case_button.toolTip() == "Respecter la casse"
    assert "sur" in typing.find_bar.count_label.text() or "trouvés" in typing.find_bar.count_label.text()
    assert typing.problem_panel.accessibleName() == "Problèmes"
    assert typing.problem_panel.problem_model.ui_language == "fr"
    assert typing.position_label.text().startswith("Ligne ")
    assert (typing.editor.cursor_offset(), bool(typing.editor.folds)) == (at, folds) == (at, True)
    assert window.workbench.bindings.actions["undo"].text() == "Annuler\u00a0: saisie"
    assert next(action.text() for action in typing.create_context_menu().actions() if action.text()) in (
        "Annuler",
        "Rétablir",
    )
    QTest.keyClick(typing.editor, KEY.Key_Z, CTRL)
    assert "[[[" not in window.session.document.text
    assert window.workbench.editors.slide_editing.ui_language == "fr"


# ------------------------------------------------------------------ problems


def test_the_text_has_its_own_list_of_problems_and_the_window_shows_no_second(window, typing, qtbot):
    QTest.keyClicks(typing.editor, "[[[")
    qtbot.waitUntil(lambda: window.session.is_unreadable, timeout=30_000)
    assert typing.problem_panel.isVisible()
    assert not window.workbench.problem_list.isVisible()
    window.workbench.editors.toggle_editor()
    assert window.workbench.problem_list.isVisible()
    assert window.workbench.problem_list.height() < window.slide_view.height()
    window.workbench.bindings.actions["undo"].trigger()
    assert not window.workbench.problem_list.isVisible()
