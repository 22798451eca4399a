"""An editor beside the slide, ready to be typed into."""

from __future__ import annotations

import pytest


@pytest.fixture
def typing(window):
    """Return the editor of a window, with the cursor at the end of the text."""
    window.workbench.bindings.actions["edit_text"].trigger()
    editor = window.workbench.editors.editor
    editor.go_to(len(editor.text()))
    return editor
