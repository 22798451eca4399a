"""The parts of a slide in its form."""

from __future__ import annotations

from desktop.story.format.limits import MAX_ENTRIES
from desktop.ui.inspector.inspector import TABS


def test_no_more_parts_are_shown_than_a_slide_shows(window):
    inspector = window.workbench.inspector
    window.session.navigator.go_to_slide("list")
    inspector.tabs.setCurrentIndex(TABS.index("slide"))
    inspector.refresh()
    parts = inspector.pages["slide"].form.rows["item"].editor
    parts.show_value([{"title": f"{number}"} for number in range(MAX_ENTRIES + 50)], "")
    assert len(parts.boxes) == MAX_ENTRIES
    parts.show_value([{"title": "one"}], "")
    assert len(parts.boxes) == 1
