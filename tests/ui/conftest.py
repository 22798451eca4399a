"""What the tests of windows share: the fixtures of a window, an editor by itself, its panel."""

from __future__ import annotations

import pytest

from tests.leaks import logged_errors, no_leftovers
from tests.window_fixtures import disk_is_waited_for, file, fresh_settings, session, whole_window, window

__all__ = [
    "disk_is_waited_for",
    "editor",
    "file",
    "fresh_settings",
    "logged_errors",
    "no_leftovers",
    "pane",
    "session",
    "whole_window",
    "window",
]


@pytest.fixture
def editor(qtbot, qapp):
    """Return an editor by itself."""
    from desktop.ui.editor.toml_editor import TomlEditor

    made = TomlEditor()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    made.setFocus()
    return made


@pytest.fixture
def pane(qtbot, qapp):
    """Return the editor's panel with a story that has mistakes in it."""
    from desktop.session.settings import Settings
    from desktop.story.assist.complete import complete
    from desktop.story.assist.fixes import find_fixes
    from desktop.ui.editor.editor_pane import EditorPane
    from tests.ui.editor.pane_helpers import STORY

    made = EditorPane(Settings())
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    made.editor.setFocus()
    made.set_completer(complete)
    made.set_fixer(
        lambda problem, text: [
            (fix.label("en"), [(fix.edit.start, fix.edit.end, fix.edit.replacement)])
            for fix in find_fixes(problem, text)
        ]
    )
    made.set_text(STORY)
    return made
