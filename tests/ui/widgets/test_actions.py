"""One table of actions: no key does two things, all have names in both languages, the README shows the real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest

from desktop.ui.widgets import actions
from desktop.ui.widgets.keys.key_map import KeyMap

CONTROL, ALT, SHIFT, KEYPAD, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.NoModifier,
)


def test_no_key_does_two_things_in_one_place(qapp):
    assert actions.key_conflicts({}) == []


def test_a_conflict_is_named(qapp):
    assert actions.key_conflicts({"black": ("W",)}) == [("W", "black", "white")]


@pytest.mark.parametrize("action", actions.ACTIONS, ids=lambda action: action.id)
def test_every_action_has_names_and_real_keys(qapp, action):
    assert action.english
    assert set(action.contexts) <= set(actions.CONTEXTS)
    for key in action.keys:
        assert not QKeySequence(key).isEmpty()
        assert QKeySequence(key).count() == 1


def test_what_clickers_send_is_there(qapp):
    keys = {key: action.id for action in actions.ACTIONS if actions.TALK in action.contexts for key in action.keys}
    assert {name: keys[name] for name in ("PgDown", "PgUp", ".", "Escape", "F5")} == {
        "PgDown": "next",
        "PgUp": "previous",
        ".": "black",
        "Escape": "leave",
        "F5": "ignored",
    }


def test_the_window_ties_every_action_of_its_place(window):
    wanted = {action.id for action in actions.ACTIONS if actions.WINDOW in action.contexts and not action.is_submenu}
    assert set(window.workbench.bindings.actions) == wanted


@pytest.mark.parametrize("action_id", ["deck", "side", "timeline_pane"])
def test_the_view_menu_shows_which_panes_are_shown(window, action_id):
    workbench = window.workbench
    pane = {"deck": workbench.deck, "side": workbench.side_container, "timeline_pane": workbench.timeline_pane}[
        action_id
    ]
    qaction = workbench.bindings.actions[action_id]
    shown = not pane.isHidden()
    assert qaction.isCheckable()
    assert qaction.isChecked() == shown
    qaction.trigger()
    assert qaction.isChecked() == (not pane.isHidden()) == (not shown)
    pane.setVisible(shown)
    assert qaction.isChecked() == shown


def test_the_side_panel_is_unchecked_while_the_editor_takes_its_place(whole_window):
    window = whole_window
    qaction = window.workbench.bindings.actions["side"]
    window.workbench.editors.toggle_editor()
    assert not qaction.isChecked()
    window.workbench.editors.toggle_editor()
    assert qaction.isChecked()


def test_every_menu_action_is_in_its_menu(window):
    shown = {action.text() for menu in window.menuBar().actions() for action in menu.menu().actions() if action.text()}
    for action in actions.ACTIONS:
        if action.menu:
            assert action.label(window.settings.language) in shown


def test_the_readme_shows_the_real_keys(root):
    assert actions.keys_markdown("en").strip() in (root / "README.md").read_text("utf-8")


def test_the_sheet_speaks_both_languages(qapp):
    english, french = actions.shortcut_list("en"), actions.shortcut_list("fr")
    assert [len(rows) for _, rows in english] == [len(rows) for _, rows in french]
    assert "Espace" in str(french)


def test_the_sheet_tells_the_timeline_s_own_keys(qapp):
    heading, rows = actions.shortcut_list("en")[actions.CONTEXTS.index(actions.TIMELINE)]
    assert "timeline" in heading
    assert ("Ctrl+F  /", "Find events") in rows
    assert ("0  Home", "Show all") in rows


def test_the_menu_searches_and_folds_a_timeline_that_was_put_away(qtbot, window):
    window.workbench.toggle_timeline()
    assert not window.workbench.timeline_pane.isVisible()
    window.workbench.bindings.actions["find_events"].trigger()
    timeline = window.workbench.timeline_pane.timeline
    qtbot.waitUntil(lambda: timeline.finder.is_open, timeout=30_000)
    window.workbench.bindings.actions["fold"].trigger()
    assert timeline.state.breaks_enabled
    window.workbench.bindings.actions["fold"].trigger()
    assert not timeline.state.breaks_enabled


def test_the_timeline_ties_every_action_of_its_place(window):
    from desktop.ui.timeline.timeline_keys import AUTHOR_COMMANDS, EDIT_COMMANDS, TRACK_COMMANDS

    timeline = window.workbench.timeline_pane.create_timeline()
    wanted = {action.name for action in actions.ACTIONS if actions.TIMELINE in action.contexts}
    assert set(timeline.keys.commands) | EDIT_COMMANDS | TRACK_COMMANDS | AUTHOR_COMMANDS == wanted


def test_the_text_editor_ties_every_action_of_its_place(window):
    pane = window.workbench.editors.ensure_editor()
    wanted = {action.id for action in actions.ACTIONS if actions.EDITOR in action.contexts}
    assert {*pane.commands, *pane.completion.commands, *pane.editor.key_handler.commands} == wanted


def test_recent_stories_stand_below_open_in_the_menu(window):
    entries = [action.text() for action in window.menuBar().actions()[0].menu().actions()]
    first = ("new", "import_events", "open", "recent", "start_page")
    assert entries[:5] == [actions.BY_ID[name].label("en") for name in first]


def test_what_a_story_without_slides_cannot_do_is_greyed_out(window, tmp_path):
    empty = tmp_path / "empty.toml"
    empty.write_text('format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n', "utf-8")
    qactions = window.workbench.bindings.actions
    assert qactions["present"].isEnabled()
    window.story_file.open(empty)
    assert [name for name in ("present", "rehearse", "export") if qactions[name].isEnabled()] == []
    assert not window.workbench.present_button.isEnabled()


def test_the_menu_shows_whether_motion_is_reduced(window):
    motion = window.workbench.bindings.actions["motion"]
    before = window.settings.reduced_motion
    assert motion.isChecked() == before
    motion.trigger()
    assert motion.isChecked() == window.settings.reduced_motion == (not before)


@pytest.mark.parametrize(("old_id", "action_id"), [("forth", "history_forward"), ("hold", "defer_changes")])
def test_keys_saved_under_an_older_name_are_taken_along(qapp, old_id, action_id):
    from desktop.session.settings import Settings

    settings = Settings()
    settings.set_keys(old_id, ["Ctrl+9"])
    actions.move_saved_keys(settings)
    assert settings.keys(old_id) is None
    assert actions.keys_of(actions.BY_ID[action_id], settings) == ("Ctrl+9",)


def test_a_changed_key_of_the_editor_works_at_once(window):
    window.workbench.editors.toggle_editor()
    pane = window.workbench.editors.ensure_editor()
    window.settings.set_keys("editor.duplicate_lines", ["Ctrl+J"])
    window.workbench._apply_keys()
    pane.set_text("one\n", reset=True)
    QTest.keyClick(pane.editor, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert pane.text() == "one\n"
    QTest.keyClick(pane.editor, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert pane.text() == "one\none\n"


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Qt.Key.Key_BracketRight, CONTROL | ALT, "]", "timeline.effect"),  # AltGr
        (Qt.Key.Key_Slash, SHIFT, "/", "timeline.find"),  # a German keyboard
        (Qt.Key.Key_0, SHIFT, "0", "timeline.all"),  # a French one
        (Qt.Key.Key_Plus, KEYPAD, "+", "timeline.closer"),
        (Qt.Key.Key_Equal, NONE, "=", "timeline.closer"),
        (Qt.Key.Key_Left, CONTROL | SHIFT, "", "timeline.shorter"),
        (Qt.Key.Key_F, CONTROL | SHIFT, "", ""),
        (Qt.Key.Key_F, SHIFT, "F", ""),
    ],
)
def test_a_key_is_found_on_every_keyboard(qapp, key, modifiers, text, name):
    action = KeyMap(actions.TIMELINE).find(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    assert (action.id if action else "") == name
