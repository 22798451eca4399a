"""Tracks are ordered, hidden, shown and folded by menu, drag and key; each is one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.ui.timeline.authoring.track_author import MESSAGES
from tests.ui.timeline.date_helpers import at_hand
from tests.ui.timeline.timeline_helpers import drag, zone

REACTOR = Path(__file__).parents[2] / "stories" / "timelines" / "groups.toml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "content.toml"
    path.write_bytes(REACTOR.read_bytes())
    return path


@pytest.fixture
def view(window):
    view = at_hand(window)
    view.setMinimumHeight(420)
    view.resize(view.width(), 420)
    view.canvas.redraw()
    return view


def menu_of(view, kind: str, name: str) -> QMenu:
    found = next(one for one in view.frame().zones if one.kind == kind and one.id == name)
    return view.pointer.track_author.build_menu(found)


def choose(menu: QMenu, key: str) -> None:
    next(action for action in menu.actions() if action.text() == MESSAGES(key, "en")).trigger()


def drawn(view) -> list[str]:
    return [name for name in view.canvas.layers().track_extents if name]


def test_a_track_is_hidden_and_shown_again_by_its_menu(window, view):
    text = window.session.document.text
    choose(menu_of(view, "track", "staff"), "hide")
    assert window.session.story.track_by_id["staff"].hidden
    assert "staff" not in drawn(view)
    menu = menu_of(view, "track", "units")
    shown = next(action.menu() for action in menu.actions() if action.menu() is not None)
    next(action for action in shown.actions() if action.text() == "Staff").trigger()
    assert window.session.document.text == text
    window.session.document.undo()
    assert "staff" not in drawn(view)


def test_an_event_made_on_a_folded_group_goes_to_its_first_track(window, view):
    place = view.canvas.track_rects()["group:world"].center()
    author = view.pointer.event_author
    assert author.create_at(place)
    assert "Law" in author.field.heading.text()
    QTest.keyClicks(author.field.line, "A treaty")
    QTest.keyClick(author.field.line, Qt.Key.Key_Return)
    assert window.session.story.event_by_id["a-treaty"].track == "law"
    assert not [problem for problem in window.session.problems if problem.severity == "error"]


def test_a_track_moves_within_its_group_by_its_menu_and_the_step_is_undone(window, view):
    text = window.session.document.text
    assert drawn(view).index("units") < drawn(view).index("staff")
    choose(menu_of(view, "track", "units"), "down")
    assert drawn(view).index("units") > drawn(view).index("staff")
    window.session.document.undo()
    assert window.session.document.text == text


def test_hidden_tracks_are_shown_from_an_empty_place_too(window, view):
    author = view.pointer.event_author
    shown = next(one.menu() for one in author.build_menu("", QPointF(0, 0)).actions() if one.menu() is not None)
    next(action for action in shown.actions() if action.text() == "Drafts").trigger()
    assert not window.session.story.track_by_id["draft"].hidden
    assert all(one.menu() is None for one in author.build_menu("", QPointF(0, 0)).actions())


def test_what_cannot_be_done_is_grey(view):
    up = next(a for a in menu_of(view, "track", "units").actions() if a.text() == MESSAGES("up", "en"))
    assert not up.isEnabled()
    assert not next(
        a for a in menu_of(view, "group", "plant").actions() if a.text() == MESSAGES("keep_open", "en")
    ).isEnabled()


def test_a_name_is_dragged_to_another_place_and_into_another_group(window, view):
    start, target = zone(view, "track", "lines"), view.canvas.track_rects()["staff"]
    drag(view, start, QPoint(start.x(), round(target.bottom()) - 2))
    assert window.session.story.track_by_id["lines"].group == "plant"
    assert drawn(view)[:3] == ["units", "staff", "lines"]
    assert not view.pointer.track_author.drop_line.isVisible()
    assert not view.pointer.track_author.is_dragging


def test_a_drag_to_where_it_was_changes_nothing(window, view):
    text = window.session.document.text
    start = zone(view, "track", "lines")
    drag(view, start, start + QPoint(0, 6))
    assert window.session.document.text == text


def test_keys_move_hide_and_fold_the_track_of_the_event(window, view):
    view.pointer.hover_event("u3")
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert drawn(view).index("units") > drawn(view).index("staff")
    QTest.keyClick(view, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert "plant" in view.state.folded_groups
    assert not window.session.story.group_by_id["plant"].folded
    view.pointer.hover_event("l1")
    QTest.keyClick(view, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.story.track_by_id["lines"].hidden


def test_how_a_group_is_folded_is_written_when_asked_and_groups_change_places(window, view):
    view.state.set_folded("plant", True)
    assert "folded" not in window.session.document.text.split("[group.plant]")[1].split("[")[0]
    choose(menu_of(view, "group", "plant"), "keep_folded")
    assert window.session.story.group_by_id["plant"].folded
    choose(menu_of(view, "group", "plant"), "down")
    groups = [group.id for group in sorted(window.session.story.groups, key=lambda group: group.order or 0)]
    assert groups.index("plant") > groups.index("town")
    assert drawn(view)[0] == "people"


def test_an_era_is_deleted_by_its_menu(window, view):
    choose(menu_of(view, "era", "building"), "delete")
    assert "building" not in window.session.story.era_by_id
