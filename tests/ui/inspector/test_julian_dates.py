"""Dates of the Julian calendar in the form of an event."""

from __future__ import annotations

from PySide6.QtTest import QTest

from desktop.story.edit.edit import set_value
from desktop.ui.inspector.inspector import TABS


def test_a_day_that_the_julian_calendar_alone_has_is_right_where_that_is_written(window):
    inspector = window.workbench.inspector
    inspector.refresh()
    window.session.navigator.go_to_slide("event")
    inspector.tabs.setCurrentIndex(TABS.index("event"))
    inspector.refresh()
    event_id = window.session.navigator.slide.event
    row = inspector.pages["event"].form.rows["date"]

    def is_wrong(words: str) -> bool:
        row.editor.box.setFocus()
        row.editor.box.selectAll()
        QTest.keyClicks(row.editor.box, words)
        return row.message_label.property("wrong")

    assert is_wrong("1500-02-29")
    edit = set_value(window.session.document.text, ("event", event_id, "calendar"), "julian")
    window.session.document.apply_edit(edit)
    assert not is_wrong("1500-02-29")
    assert "1500" in row.message_label.text()
    assert is_wrong("1501-02-29")
