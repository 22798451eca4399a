"""One table of actions: no key does two things, all have names in both languages, the README shows the real keys."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from desktop.ui.widgets import actions


def test_no_key_does_two_things_in_one_place(qapp):
    assert actions.key_conflicts({}) == []


def test_a_conflict_is_named(qapp):
    assert actions.key_conflicts({"black": ("W",)}) == [("W", "black", "white")]


@pytest.mark.parametrize("action", actions.ACTIONS, ids=lambda action: action.id)
def test_every_action_has_names_and_real_keys(qapp, action):
    assert action.english
    assert action.french
    assert set(action.contexts) <= set(actions.CONTEXTS)
    for key in action.keys:
        assert not QKeySequence(key).isEmpty()
        assert QKeySequence(key).count() == 1


def test_what_clickers_send_is_there(qapp):
    keys = {key: action.id for action in actions.ACTIONS if actions.TALK in action.contexts for key in action.keys}
    assert {name: keys[name] for name in ("PgDown", "PgUp", ".", "Escape", "F5")} == {
        "PgDown": "next",
        "PgUp": "back",
        ".": "black",
        "Escape": "leave",
        "F5": "inert",
    }


def test_the_window_ties_every_action_of_its_place(window):
    wanted = {action.id for action in actions.ACTIONS if actions.WINDOW in action.contexts}
    assert set(window.workbench.bindings.actions) == wanted


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
    heading, rows = actions.shortcut_list("en")[-1]
    assert "timeline" in heading
    assert ("Ctrl+F  /", "Find events") in rows
    assert ("0  Home", "Show all") in rows


def test_the_menu_searches_and_folds_a_timeline_that_was_put_away(qtbot, window):
    window.workbench.toggle_timeline()
    assert not window.workbench.timeline_pane.isVisible()
    window.workbench.bindings.actions["find_events"].trigger()
    timeline = window.workbench.timeline_pane.timeline
    qtbot.waitUntil(timeline._search_box.isVisible, timeout=3000)
    window.workbench.bindings.actions["fold"].trigger()
    assert timeline.breaks_enabled
    window.workbench.bindings.actions["fold"].trigger()
    assert not timeline.breaks_enabled
