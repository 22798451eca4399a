"""Every key of the table, pressed on a real window: it does what the table says, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.session.settings import Settings
from desktop.ui.widgets import actions
from desktop.ui.widgets.bindings import Bindings


@pytest.mark.parametrize("place", actions.CONTEXTS)
def test_every_key_does_what_the_table_says(qtbot, place):
    widget = QWidget()
    qtbot.addWidget(widget)
    heard: list[str] = []
    wanted = [action for action in actions.ACTIONS if place in action.contexts]
    do = {action.id: (lambda name=action.id: heard.append(name)) for action in wanted}
    bound = Bindings(widget, place, do, Settings(), "en")
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow, timeout=30_000)
    pressed = [(key, action.id) for action in wanted for key in action.keys]
    for key, _ in pressed:
        QTest.keySequence(widget, QKeySequence(key))
    assert list(zip([key for key, _ in pressed], heard, strict=True)) == pressed
    assert set(bound.actions) == set(do)


def test_console_and_audience_answer_to_the_whole_table_of_a_talk(window, qtbot):
    window.talks.present(windowed=True)
    presenter = window.talks.presenter
    talk = {action.id for action in actions.ACTIONS if actions.TALK in action.contexts and action.keys}
    assert set(presenter.console.bindings.actions) == talk
    assert set(presenter.audience.bindings.actions) == talk
    presenter.end_talk()
