"""What is on looks on: buttons stay pressed and actions checked while what they show is shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.story.edit.edit import Edit
from tests.reloading import reload_file
from tests.ui.timeline.timeline_helpers import STORY


def test_the_timeline_s_button_and_action_say_whether_it_is_shown(window):
    button, action = window.workbench.timeline_button, window.workbench.bindings.actions["timeline_pane"]
    assert (button.isChecked(), action.isChecked()) == (True, True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.workbench.timeline_pane.isVisible()
    assert (button.isChecked(), action.isChecked()) == (False, False)
    action.trigger()
    assert window.workbench.timeline_pane.isVisible()
    assert (button.isChecked(), action.isChecked()) == (True, True)


def test_the_editor_s_button_and_action_say_whether_it_is_shown(window):
    button, action = window.workbench.edit_button, window.workbench.bindings.actions["edit_text"]
    for shown in (True, False):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.workbench.editors.is_editor_visible is shown
        assert (button.isChecked(), action.isChecked()) == (shown, shown)


def test_folded_years_are_checked_whoever_folds_them(window):
    action = window.workbench.bindings.actions["fold"]
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    window.workbench.timeline_pane.timeline.toggle_axis_breaks()
    assert not action.isChecked()


def test_it_is_said_where_no_years_can_be_left_out(window):
    pane, said = window.workbench.timeline_pane, []
    pane.notice.connect(said.append)
    timeline = pane.create_timeline()
    for story, is_said in ((replace(STORY, events=STORY.events[:1]), True), (STORY, False)):
        timeline.set_story(story, "en")
        said.clear()
        pane.toggle_axis_breaks()
        assert bool(said) is is_said
        assert bool(timeline.state.time_axis.breaks) is not is_said
        pane.toggle_axis_breaks()
        assert len(said) == is_said


def test_the_columns_are_as_wide_after_the_editor_as_before(whole_window):
    window = whole_window
    widths = window.workbench.column_splitter.sizes()
    for _ in range(2):
        QTest.mouseClick(window.workbench.edit_button, Qt.MouseButton.LeftButton)
    after = [width for width in window.workbench.column_splitter.sizes() if width]
    assert after == widths


def test_spelling_is_checked_or_not_as_the_menu_says(window):
    action = window.workbench.bindings.actions["spelling"]
    for is_on in (True, False):
        action.trigger()
        assert window.settings.checks_spelling is is_on
        assert action.isChecked() is is_on


def test_problems_found_while_their_list_is_hidden_are_listed_when_it_is_shown(window):
    problem_list = window.workbench.problem_list
    assert not problem_list.isVisible()
    document = window.session.document
    document.apply_edit(Edit(len(document.text), len(document.text), "\n[nonsense.a]\n"))
    assert problem_list.list.count() == 0
    problem_list.show()
    assert problem_list.list.count() == len(window.session.problems) > 0


def test_the_window_says_whether_the_text_is_saved_changed_elsewhere_or_gone(window, typing, file, qtbot):
    label, document = window.workbench.status.state_label, window.session.document

    def state() -> str:
        return label.text().partition(" at ")[0]

    assert state() == "content.toml read"
    QTest.keyClicks(typing.editor, "# here")
    qtbot.waitUntil(lambda: state() == "● content.toml is not saved", timeout=30_000)
    window.workbench.bindings.actions["save"].trigger()
    assert window.session.worker.wait(20)
    assert state() == "content.toml saved"
    text = file.read_text("utf-8")
    place = text.index('"', text.index("title")) + 1
    document.apply_edit(Edit(place, place, "Mine "))
    file.write_text(f"{text[:place]}Theirs {text[place:]}", "utf-8")
    reload_file(window.session)
    assert state() == "● content.toml was changed by another program, and here too"
    document.discard_changes()
    file.unlink()
    reload_file(window.session)
    qtbot.waitUntil(lambda: state().endswith("content.toml is gone"), timeout=30_000)


def test_another_language_of_the_interface_leaves_no_menus_and_actions_behind(window):
    menus = window.workbench.menus

    def count() -> tuple[int, int]:
        return len(window.findChildren(QMenu)), len(window.findChildren(QAction))

    def speak(code: str) -> None:
        menus.set_ui_language(code)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    speak("fr")
    assert any("Fichier" in action.text() for action in window.findChildren(QAction))
    before = count()
    for code in ("en", "de", "fr"):
        speak(code)
    assert count() == before
