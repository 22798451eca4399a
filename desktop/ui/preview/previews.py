"""Every widget in each of its states: a row a preview."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.fast_dataclass import dataclass
from desktop.session.talk.talk_journal import TalkRecord
from desktop.session.talk.talk_time import Clock
from desktop.ui.preview.story_window import begin_talk, point, press, settle, trigger, workbench
from desktop.ui.window.window import MainWindow


@dataclass(frozen=True, slots=True)
class Preview:
    """A widget in a state; `make` prepares a window for it.

    `make` takes a window on a story, brings it into the state and returns the widget.
    """

    widget: str
    state: str
    make: Callable[[MainWindow], QWidget]
    story: bool = True  # False: the window has no story

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.widget}-{self.state}".replace(" ", "-")


def _after(*action_ids: str) -> Callable[[MainWindow], QWidget]:
    """Return a function that shows the window after some actions."""

    def make(window: MainWindow) -> QWidget:
        trigger(window, *action_ids)
        return window

    return make


def _broken_text(window: MainWindow) -> QWidget:
    document = window.session.document
    document.replace_text(document.text.replace("layout = ", "layuot = ", 2))
    settle()
    return window


def _editor(window: MainWindow) -> QWidget:
    trigger(window, "edit_text")
    return workbench(window).editors.ensure_editor()


def _editor_problems(window: MainWindow) -> QWidget:
    editor = _editor(window)
    _broken_text(window)
    return editor


def _editor_find(window: MainWindow) -> QWidget:
    _editor(window)
    editor = workbench(window).editors.ensure_editor()
    editor.open_find_bar(show_replace=True)
    press(editor.find_bar.find_field, "alibaba")
    return editor


def _editor_completion(window: MainWindow) -> QWidget:
    _editor(window)
    editor = workbench(window).editors.ensure_editor()
    offset = editor.text().index('layout = "') + len('layout = "')
    editor.go_to(offset)
    press(editor.editor, "e")
    return window


def _axis_breaks(window: MainWindow) -> QWidget:
    trigger(window, "fold")
    return workbench(window).timeline_pane


def _timeline_search(window: MainWindow) -> QWidget:
    trigger(window, "find_events")
    field = QApplication.focusWidget()
    if field is not None:
        press(field, "a")
    return workbench(window).timeline_pane


def _timeline_hover(window: MainWindow) -> QWidget:
    view = workbench(window).timeline_pane.create_timeline()
    zone = next(zone for zone in view.frame().zones if zone.kind == "event")
    viewport = view.viewport()
    point(viewport, (zone.x + zone.width / 2) / viewport.width(), (zone.y + zone.height / 2) / viewport.height())
    settle(900)
    return window


def _bar(window: MainWindow) -> QWidget:
    session = window.session
    state = TalkRecord(str(session.path), session.navigator.position, session.language, Clock(), time.time())
    window.talks.offer_resume(state, workbench(window).notifications)
    return window


def _dialog(action_id: str) -> Callable[[MainWindow], QWidget]:
    """Return a function that shows the dialog of an action."""

    def make(window: MainWindow) -> QWidget:
        before = set(QApplication.topLevelWidgets())
        trigger(window, action_id)
        settle(600)
        opened = [widget for widget in QApplication.topLevelWidgets() if widget not in before and widget.isVisible()]
        return next((widget for widget in opened if isinstance(widget, QDialog)), opened[0] if opened else window)

    return make


def _audience(*action_ids: str, pointer: tuple[float, float] | None = None) -> Callable[[MainWindow], QWidget]:
    """Return a maker of the audience's window after talk actions.

    `pointer` is in canvas pixels.
    """

    def make(window: MainWindow) -> QWidget:
        presenter = begin_talk(window, *action_ids)
        if pointer is not None:
            window.session.talk.set_pointer(pointer)
            settle()
        return presenter.audience

    return make


def _audience_ink(window: MainWindow) -> QWidget:
    presenter = begin_talk(window, "pen")
    talk, slide_id = window.session.talk, window.session.navigator.position.slide_id
    talk.begin_stroke(slide_id, (240.0, 760.0), presenter.audience.slide_view.aspect)
    for step in range(1, 60):
        talk.extend_stroke((240.0 + 10 * step, 760.0 + 30 * math.sin(step / 6)))
    talk.ink.end_stroke()
    settle()
    return presenter.audience


def _console(*action_ids: str) -> Callable[[MainWindow], QWidget]:
    """Return a function that shows the console after some actions."""

    def make(window: MainWindow) -> QWidget:
        presenter = begin_talk(window, "next")
        if presenter.console is None or not presenter.console.isVisible():
            presenter.toggle_console()
            settle()
        for action_id in action_ids:
            presenter.commands.run(action_id)
            settle()
        assert presenter.console is not None
        presenter.console.setGeometry(QRect(window.pos(), window.size()))
        settle()
        return presenter.console

    return make


PREVIEWS: Final = (
    Preview("window", "story", lambda window: window),
    Preview("window", "no story", lambda window: window, story=False),
    Preview("window", "problems", _broken_text),
    Preview("window", "editor", _after("edit_text")),
    Preview("window", "without timeline", _after("timeline_pane")),
    Preview("window", "go to", _after("goto")),
    Preview("window", "overview", _after("overview")),
    Preview("window", "bar", _bar),
    Preview("window", "completion", _editor_completion),
    Preview("window", "card of an event", _timeline_hover),
    Preview("slide", "title", lambda window: window.slide_view),
    Preview("deck", "at rest", lambda window: workbench(window).deck),
    Preview("sources", "at rest", lambda window: workbench(window).side_panel),
    Preview("editor", "at rest", _editor),
    Preview("editor", "problems", _editor_problems),
    Preview("editor", "find and replace", _editor_find),
    Preview("timeline", "at rest", lambda window: workbench(window).timeline_pane),
    Preview("timeline", "axis breaks", _axis_breaks),
    Preview("timeline", "search", _timeline_search),
    Preview("audience", "slide", _audience()),
    Preview("audience", "black", _audience("black")),
    Preview("audience", "timeline", _audience("timeline")),
    Preview("audience", "pointer", _audience("laser", pointer=(760.0, 540.0))),
    Preview("audience", "spotlight", _audience("spotlight", pointer=(760.0, 540.0))),
    Preview("audience", "magnifier", _audience("magnifier", pointer=(420.0, 380.0))),
    Preview("audience", "ink", _audience_ink),
    Preview("console", "at rest", _console()),
    Preview("console", "frozen", _console("freeze", "next_slide")),
    Preview("console", "black", _console("black")),
    Preview("console", "timeline", _console("timeline")),
    Preview("console", "go to", _console("goto")),
    Preview("console", "overview", _console("overview")),
    Preview("console", "sources", _console("sources")),
    Preview("console", "keys", _console("keys")),
    Preview("dialog", "keys", _dialog("keys")),
    Preview("dialog", "change keys", _dialog("change_keys")),
    Preview("dialog", "format", _dialog("format")),
    Preview("dialog", "about", _dialog("about")),
    Preview("dialog", "export", _dialog("export")),
    Preview("dialog", "new story", _dialog("new")),
    Preview("dialog", "preflight", _dialog("ready")),
    Preview("dialog", "versions", _dialog("versions")),
)
"""In the order of the contact sheet."""
