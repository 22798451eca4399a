"""Search, keys and menus mean what is drawn: no hidden track, and every occurrence of an event that recurs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.render.frame import TextRun
from desktop.story.load.load import load_text
from desktop.ui.timeline.authoring.event_author import MESSAGES
from tests.ui.timeline.date_helpers import at_hand
from tests.ui.timeline.timeline_helpers import timeline

TEXT = """format = 1
[story]
title = "Games"
languages = ["en"]
[track.games]
title = "Games"
[track.draft]
title = "Draft"
hidden = true
[event.summer]
date = "2000-09"
title = "Summer games"
every = "4 years"
until = "2012"
track = "games"
[event.fire]
date = "2005"
title = "A fire"
track = "games"
[event.idea]
date = "2006"
title = "Games on a draft"
track = "draft"
[[slide]]
id = "told"
layout = "statement"
title = "Told"
"""
SUMMERS = ("summer", "summer@2", "summer@3", "summer@4")


@pytest.fixture
def view(qtbot):
    made = timeline(qtbot)
    made.set_story(load_text(TEXT).story, "en")
    made.show_all()
    return made


def search(view, query: str):
    view.finder.open()
    box = view.finder.search_box
    box.query_field.setText(query)
    box.run_search()
    return box


def test_the_search_counts_and_lights_the_occurrences_and_leaves_hidden_tracks_out(view):
    box = search(view, "summer")
    assert box.count_label.text() == "4 events"
    assert view.state.highlighted_ids == frozenset(SUMMERS)
    found = []
    for _ in SUMMERS:
        box.step(1)
        found.append(view.state.hovered_id)
        assert view.canvas.event_zone(view.state.hovered_id) is not None
    assert tuple(found) == SUMMERS
    assert search(view, "draft").count_label.text() == "none"


def test_tab_goes_to_what_is_drawn_alone(view):
    reached = []
    view.setFocus()
    while view.keys.focus_next_event(True):
        reached.append(view.state.hovered_id)
    assert reached == ["summer", "summer@2", "fire", "summer@3", "summer@4"]


def test_the_ruler_measures_from_one_occurrence_to_another(view):
    view.pointer.set_hovered("summer@2")
    QTest.keyClick(view, Qt.Key.Key_M)
    view.pointer.set_hovered("summer@3")
    QTest.keyClick(view, Qt.Key.Key_M)
    assert view.ruler.pair == ("summer@2", "summer@3")
    texts = [item.text for item in view.frame().items if isinstance(item, TextRun)]
    assert "between 47 and 48 months" in texts


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "content.toml"
    path.write_text(TEXT)
    return path


def test_an_occurrence_has_the_menu_of_its_event_but_is_not_deleted_alone(window):
    menu = at_hand(window).pointer.event_author.build_menu("summer@2", QPointF(0, 0))
    texts = [action.text() for action in menu.actions()]
    assert MESSAGES("rename", "en") in texts
    assert not {MESSAGES("delete", "en"), MESSAGES("new", "en")} & set(texts)
