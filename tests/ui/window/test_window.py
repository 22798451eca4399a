"""The window with real keys and a real mouse: deck, slide, panel and timeline stay in step."""

from __future__ import annotations

import gc
import sys
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest

from desktop import paths
from desktop.i18n import available_languages, language
from desktop.session.position import Position
from desktop.timeline.camera import slide_window
from desktop.ui.app.app import build_window
from tests.reloading import reload_file


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)


def colors(widget) -> int:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return len({image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)})


def test_it_opens_on_the_first_slide(window):
    assert window.session.navigator.position == Position("title")
    assert window.windowTitle() == "Le pont — Passeur"
    assert colors(window.slide_view) > 50


def test_a_thread_that_runs_python_gives_the_window_its_turn_soon(qtbot, qapp):
    """With Python's own 5 ms a key took eight times as long beside one."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    try:
        qtbot.addWidget(build_window(qapp))
        assert sys.getswitchinterval() <= 0.0005
    finally:
        sys.setswitchinterval(before)


def test_the_next_slide_is_painted_ahead_only_after_the_first(qtbot, qapp, file, monkeypatch):
    made = build_window(qapp)
    qtbot.addWidget(made)
    painted = []
    pixmap, paint_first = made.frame_cache.pixmap, made.frame_cache.paint_first

    def note(frame, *rest):
        painted.append(frame)
        return pixmap(frame, *rest)

    def note_first(painter, corner, frame, *rest):
        is_painted = paint_first(painter, corner, frame, *rest)
        painted.extend([frame] * is_painted)
        return is_painted

    monkeypatch.setattr(made.frame_cache, "pixmap", note)
    monkeypatch.setattr(made.frame_cache, "paint_first", note_first)
    made.story_file.open(file)
    qtbot.wait(10)
    with qtbot.waitSignal(made.slide_view.painted, timeout=30_000):
        made.show()
    assert painted == [made.slide_view.frame()]
    qtbot.waitUntil(lambda: len(painted) > 1, timeout=30_000)
    made.file_watch.watch(None)


def test_the_slide_can_take_the_keyboard_as_soon_as_the_workbench_is_there(qtbot, qapp, file):
    made = build_window(qapp)
    qtbot.addWidget(made)
    made.story_file.open(file)
    made.show()
    made.build_workbench()
    assert made.slide_view.isVisible()  # without a turn of the event loop: a desktop may activate the window right now
    assert made.focusWidget() is made.slide_view
    made.file_watch.watch(None)


def test_nothing_heavy_is_loaded_before_the_first_slide(run_program, root):
    done = run_program("first_slide", root / "content.toml")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("keys", "slide", "step"),
    [
        ([Qt.Key.Key_Right], "statement", 0),
        ([Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Down], "event", 1),
        ([Qt.Key.Key_End], "closing", 0),
        ([Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Left], "list", 3),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "title", 0),
        ([Qt.Key.Key_Return, Qt.Key.Key_Backspace], "title", 0),
    ],
)
def test_keys_walk_the_slides(window, keys, slide, step):
    press(window, *keys)
    assert window.session.navigator.position == Position(slide, step)


def test_a_click_on_a_thumbnail_goes_there(window, qtbot):
    row = window.workbench.deck.deck_model.row_of("event")
    window.workbench.deck.scrollTo(window.workbench.deck.deck_model.index(row))
    place = window.workbench.deck.visualRect(window.workbench.deck.deck_model.index(row)).center()
    qtbot.mouseClick(window.workbench.deck.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.navigator.position.slide_id == "event"


def test_the_panel_shows_sources_and_notes(window):
    assert "Saluer." in window.workbench.side_panel.browser.toPlainText()
    window.session.navigator.go_to_slide("event")
    text = window.workbench.side_panel.browser.toPlainText()
    assert "La Gazette" in text
    assert "12 mai 1889" in text
    assert "Registre municipal" in text


def test_notes_are_markdown_and_their_html_is_text(window, file, qtbot):
    text = file.read_text("utf-8").replace('fr = "Saluer."', 'fr = "**Fort** <img src=x> <script>a</script>"')
    file.write_text(text, "utf-8")
    qtbot.waitUntil(lambda: "Fort" in window.workbench.side_panel.browser.toPlainText(), timeout=30_000)
    assert "<script>" in window.workbench.side_panel.browser.toPlainText()
    assert "<img src=x>" in window.workbench.side_panel.browser.toPlainText()


def test_the_timeline_follows_the_slide(window, qtbot):
    window.workbench.create_timeline()
    window.session.navigator.go_to_slide("event")
    wanted = slide_window(window.session.story, window.session.navigator.slide)
    qtbot.waitUntil(lambda: window.workbench.timeline_pane.timeline.time_window == wanted, timeout=30_000)


def test_an_event_on_the_timeline_leads_to_its_slide(window, qtbot):
    window.workbench.create_timeline()
    qtbot.wait(30)
    zone = next(
        zone
        for zone in window.workbench.timeline_pane.timeline.frame().zones
        if zone.kind == "event" and zone.id == "opening"
    )
    place = QPoint(round(zone.x + zone.width / 2), round(zone.y + zone.height / 2))
    qtbot.mouseClick(window.workbench.timeline_pane.timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.navigator.position.slide_id == "event"


def test_an_event_without_a_slide_shows_its_card(window, qtbot):
    window.workbench.create_timeline()
    window.workbench.timeline_pane.go_to_event("fair")
    assert window.session.navigator.position.slide_id == "title"
    assert "Grande foire" in window.workbench.timeline_pane.timeline.cards.text("fair")


def test_a_click_on_the_ribbon_goes_to_the_event(window, qtbot):
    window.session.navigator.go_to_slide("statement")
    zone = next(zone for zone in window.slide_view.frame().zones if zone.kind == "event" and zone.id == "opening")
    scale = window.slide_view.width() / 1920
    from PySide6.QtCore import QRectF

    from desktop.render.paint import letterbox_rect

    target = letterbox_rect(window.slide_view.frame(), QRectF(window.slide_view.rect()))
    scale = target.width() / 1920
    place = QPoint(round(target.x() + (zone.x + 10) * scale), round(target.y() + (zone.y + 14) * scale))
    qtbot.mouseClick(window.slide_view, Qt.MouseButton.LeftButton, pos=place)
    assert window.session.navigator.position.slide_id == "event"


def test_the_language_changes_in_place(window):
    window.session.navigator.go_to_slide("quote")
    press_ctrl(window, Qt.Key.Key_L)
    assert window.session.language == "en"
    assert window.workbench.title_label.text() == "The bridge"
    assert window.session.navigator.position.slide_id == "quote"


def press_ctrl(widget, key):
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


def test_the_interface_changes_its_language(whole_window, qtbot):
    window = whole_window
    window.workbench.menus.set_ui_language("fr")
    qtbot.waitUntil(lambda: window.workbench.present_button.text() == "Présenter", timeout=30_000)
    assert window.menuBar().actions()[0].text() == "&Fichier"
    assert "Tout sélectionner" in field_menu(window.workbench.comments_box.field)
    window.workbench.menus.set_ui_language("en")
    qtbot.waitUntil(lambda: window.workbench.present_button.text() == "Present", timeout=30_000)
    assert "Select All" in field_menu(window.workbench.comments_box.field)


def field_menu(field):
    menu = field.createStandardContextMenu()
    menu.deleteLater()
    return " ".join(action.text() for action in menu.actions())


@pytest.mark.parametrize("code", ["en", "fr"])
def test_starting_in_a_language_reads_that_one_alone(run_program, tmp_path, code):
    done = run_program("start_in_one_language", tmp_path / "new", code)
    assert done.returncode == 0, done.stderr


def test_the_menu_offers_every_language_by_its_own_name(window):
    menu = window.workbench.menus.interface_language_menu
    menu.aboutToShow.emit()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [language(code).own_name for code in available_languages()]
    assert {action.text() for action in menu.actions()} >= {"English", "Deutsch", "Français"}
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["English"]


def test_menus_and_buttons_change_their_language_at_once(window, qtbot):
    window.workbench.menus.set_ui_language("de")
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "&Datei", timeout=30_000)
    assert window.workbench.bindings.actions["save"].text() == "Speichern"
    assert window.workbench.present_button.accessibleName() == "Präsentieren"
    assert {action.text() for action in window.menuBar().actions()[4].menu().actions()} > {"Nächste Sprache"}


def test_a_saved_edit_is_on_the_screen_at_the_same_step(window, file, qtbot):
    window.session.navigator.go_to_slide("list")
    press(window, Qt.Key.Key_Right)
    before = window.slide_view.grab().toImage()
    file.write_text(file.read_text("utf-8").replace("de granit", "de marbre"), "utf-8")
    qtbot.waitUntil(lambda: window.slide_view.grab().toImage() != before, timeout=30_000)
    assert window.session.navigator.position == Position("list", 1)


def test_broken_text_lists_its_problems_and_the_slide_stays(window, file, qtbot):
    window.session.navigator.go_to_slide("quote")
    before = window.slide_view.grab().toImage()
    good = file.read_text("utf-8")
    file.write_text(good.replace("[story]", "[story", 1), "utf-8")
    qtbot.waitUntil(window.workbench.problem_list.isVisible, timeout=30_000)
    assert window.workbench.problem_list.list.count() == 1
    assert window.workbench.problem_list.list.item(0).text().startswith("4:")
    assert window.session.navigator.position.slide_id == "quote"
    window.workbench.problem_list.hide()
    qtbot.waitUntil(lambda: window.slide_view.grab().toImage().size() == before.size(), timeout=30_000)
    assert window.slide_view.grab().toImage() == before
    file.write_text(good, "utf-8")
    qtbot.waitUntil(lambda: not window.session.is_unreadable, timeout=30_000)
    assert not window.workbench.problem_list.isVisible()


def test_one_bad_slide_is_marked_and_the_others_are_there(window, file, qtbot):
    file.write_text(file.read_text("utf-8").replace('layout = "quote"', 'layout = "qoute"'), "utf-8")
    qtbot.waitUntil(lambda: bool(window.session.problems), timeout=30_000)
    story = window.session.story
    assert [slide.id for slide in story.slides if slide.has_error] == ["quote"]
    assert "quote" in window.session.problems[0].hint("en")
    assert window.workbench.status.problem_button.property("alarm") == "true"


def test_a_story_can_be_dropped_in(window, stories, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(stories / "layouts.toml"))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    assert window.session.path == stories / "layouts.toml"
    qtbot.waitUntil(lambda: window.settings.recent_files[0] == stories / "layouts.toml", timeout=30_000)


def test_an_empty_story_looks_designed(window, tmp_path, qtbot):
    empty = tmp_path / "empty.toml"
    empty.write_text('format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n', "utf-8")
    window.story_file.open(empty)
    assert window.workbench.slide_stack.currentWidget() is window.workbench.placeholder
    press(window, Qt.Key.Key_Right, Qt.Key.Key_F5)
    assert window.talks.audience is None


def test_dialogs_open_and_close(window, qtbot):
    from PySide6.QtWidgets import QDialog

    for name in ("keys", "format", "about", "export"):
        window.workbench.bindings.actions[name].trigger()
        dialogs = [child for child in window.findChildren(QDialog) if child.isVisible()]
        assert len(dialogs) == 1, name
        dialogs[0].close()
        qtbot.wait(5)


def test_the_smoke_test_says_ready(qapp, capsys):
    from desktop.ui.app.smoke import run_smoke_test

    assert run_smoke_test() == 0
    assert capsys.readouterr().out == "ready\n"


def test_the_story_of_the_built_application_is_edited_as_a_copy(window, tmp_path, monkeypatch):
    shipped = paths.shipped_story()
    before = shipped.read_bytes()
    monkeypatch.setattr(paths, "is_frozen_build", lambda: True)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "Documents"))
    window.story_file.open(shipped)
    window.session.navigator.go(Position("shop"))
    window.session.document.replace_text(window.session.document.text.replace("Alibaba Pictures · 1999", "Ours · 1999"))
    assert window.story_file.save()
    own = tmp_path / "Documents" / "Passeur" / "Le passeur" / "content.toml"
    assert window.session.path == own
    assert window.session.navigator.position.slide_id == "shop"
    assert "Ours · 1999" in own.read_text(encoding="utf-8")
    assert shipped.read_bytes() == before
    assert not [problem for problem in window.session.problems if problem.severity == "error"]


def test_notes_do_not_break_before_a_semicolon(window, file):
    file.write_text(file.read_text("utf-8").replace("Saluer.", "Il produit\u202f; il ne tourne pas"), "utf-8")
    reload_file(window.session)
    assert "produit\u00a0; il" in window.workbench.side_panel.browser.document().toRawText()


def test_changing_the_interface_s_language_leaves_no_menus_behind(window, qtbot):
    def count() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(window.findChildren(QObject))

    def change(language: str) -> int:
        before = window.workbench.menus.recent_menu
        window.workbench.menus.set_ui_language(language)
        qtbot.waitUntil(lambda: window.workbench.menus.recent_menu is not before, timeout=30_000)
        return count()

    change("fr")
    first = change("en")
    assert [change(language) for language in ("fr", "en", "fr", "en")][1::2] == [first, first]


def test_another_language_of_the_menus_leaves_no_reference_behind(window):
    menus = window.workbench.menus

    def references_after_changes() -> int:
        for code in ("fr", "en", "fr", "en"):
            menus.set_ui_language(code)
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sum(type(one()) is type(menus) for one in gc.get_objects() if isinstance(one, weakref.ref))

    first, second = references_after_changes(), references_after_changes()
    assert first == second
