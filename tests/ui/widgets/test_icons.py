"""Icons of actions: one family, each of a real action, each with something to see."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QWidget

from desktop.session.settings import Settings
from desktop.ui.widgets import actions, icons
from desktop.ui.widgets.bindings import Bindings


def test_every_icon_belongs_to_an_action(qapp):
    assert set(icons._PATHS) <= set(actions.BY_ID)


def test_every_icon_is_drawn_within_its_square(qapp):
    for action_id in icons._PATHS:
        image = icons.icon(action_id).pixmap(QSize(16, 16), 3.0).toImage()
        assert image.width() == 48
        inked = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 60]
        assert len(inked) > 60, action_id
        assert all(0 < x < 47 and 0 < y < 47 for x, y in inked), action_id


def test_a_menu_has_its_icons_once_it_is_to_be_shown(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    bindings = Bindings(widget, actions.WINDOW, dict.fromkeys(actions.BY_ID, lambda: None), Settings(), "en")
    menus = {name: QMenu(name, widget) for name in actions.MENUS}
    bindings.add_to_menus(menus, {one.id: QMenu(one.id, widget) for one in actions.ACTIONS if one.is_submenu})

    def drawn() -> set[str]:
        return {name for name, qaction in bindings.actions.items() if not qaction.icon().isNull()}

    assert drawn() == set()
    for name, menu in menus.items():
        before = drawn()
        menu.aboutToShow.emit()
        in_menu = {one.id for one in actions.ACTIONS if one.menu == name and one.id in bindings.actions}
        assert drawn() - before == {one for one in in_menu if icons.has_icon(one)}
    assert len(drawn()) > 25
