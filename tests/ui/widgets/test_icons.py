"""Icons of actions: one family, each of a real action, each with something to see."""

from __future__ import annotations

from PySide6.QtCore import QSize

from desktop.ui.widgets import actions, icons


def test_every_icon_belongs_to_an_action(qapp):
    assert set(icons._PATHS) <= set(actions.BY_ID)


def test_every_icon_is_drawn_within_its_square(qapp):
    for action_id in icons._PATHS:
        image = icons.icon(action_id).pixmap(QSize(16, 16), 3.0).toImage()
        assert image.width() == 48
        inked = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 60]
        assert len(inked) > 60, action_id
        assert all(0 < x < 47 and 0 < y < 47 for x, y in inked), action_id
