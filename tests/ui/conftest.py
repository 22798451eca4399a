"""What the tests of windows share: a fresh application's objects, a story in a folder of its own, real key presses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings


@pytest.fixture(autouse=True)
def fresh_settings():
    """Begin each test as a new person."""
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur").clear()


@pytest.fixture
def file(tmp_path: Path, stories: Path) -> Path:
    """Return a copy of the story of all layouts that may be written to."""
    shutil.copy(stories / "bridge.svg", tmp_path)
    return Path(shutil.copy(stories / "layouts.toml", tmp_path / "content.toml"))


@pytest.fixture
def session(qapp):
    from desktop.ui.session import Session

    return Session()


@pytest.fixture
def window(qtbot, qapp, file):
    """Return a window that shows the story."""
    from desktop.ui.app import make

    made = make(qapp)
    made.settings.set_reduced_motion(True)

    def let_go(_window: object) -> None:
        """Let go of whatever a test changed: nobody is there to be asked."""
        made.furnish().editing.settle()
        made.session.document.drop()

    qtbot.addWidget(made, before_close_func=let_go)
    made.open(file)
    made.furnish()
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    yield made
    made.watch.watch(None)
    made.close()


@pytest.fixture
def editor(qtbot, qapp):
    """Return an editor by itself."""
    from desktop.ui.editor import Editor

    made = Editor()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    made.setFocus()
    return made


@pytest.fixture
def pane(qtbot, qapp):
    """Return the editor's panel with a story that has mistakes in it."""
    from desktop.story.complete import complete
    from desktop.story.fixes import fixes
    from desktop.ui.editor_pane import EditorPane
    from desktop.ui.settings import Settings
    from tests.ui.pane_hand import STORY

    made = EditorPane(Settings())
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    made.editor.setFocus()
    made.set_completer(complete)
    made.set_fixer(
        lambda problem, text: [
            (fix.label("en"), [(fix.edit.start, fix.edit.end, fix.edit.replacement)]) for fix in fixes(problem, text)
        ]
    )
    made.set_text(STORY)
    return made
