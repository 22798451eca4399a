"""A talk on two screens without a display, as a program of its own: screens are given to Qt before it starts.

Screens cannot be unplugged here by the platform, so what Qt does then is done to the windows by hand: they are moved, and
the list of screens is shorter.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def main(story: str) -> dict[str, object]:
    app = QApplication([])
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur").clear()
    from desktop.ui.app.app import build_window
    from desktop.ui.talk import screens

    window = build_window(app)
    window.settings.set_reduced_motion(True)
    window.story_file.open(Path(story))
    window.build_workbench()
    window.setScreen(screens.find_screen("laptop"))
    window.show()
    QTest.qWait(50)
    found: dict[str, object] = {"screens": sorted(screens.screen_names())}
    window.hide()  # as from the command line
    window.talks.present()
    audience, console = window.talks.presenter.audience, window.talks.presenter.console
    QTest.qWait(50)
    found["on the primary screen"] = [one.screen() is app.primaryScreen() for one in (audience, console)]
    window.talks.end()
    window.show()
    QTest.qWait(50)
    window.talks.present()
    presenter = window.talks.presenter
    audience, console = presenter.audience, presenter.console

    def screen_names() -> list[str]:
        return [
            screens.name_of(one.screen()) if one is not None and one.isVisible() else ""
            for one in (presenter.audience, presenter.console)
        ]

    def where(*expected: str) -> list[str]:
        for _ in range(200):  # a busy machine is slow, not wrong
            if screen_names() == list(expected):
                break
            QTest.qWait(50)
        QTest.qWait(200)  # and they stay there
        return screen_names()

    found["begun"] = where("beamer", "laptop")
    found["full"] = audience.isFullScreen()
    found["ratios"] = [audience.devicePixelRatio(), console.devicePixelRatio()]
    QTest.qWait(50)
    QTest.keyClick(console, Qt.Key.Key_Right)
    found["walked"] = [audience.slide_view.position.slide_id, console.current_slide_view.slide_view.position.slide_id]
    QTest.keyClick(console, Qt.Key.Key_X)
    found["swapped"] = where("laptop", "beamer")
    QTest.qWait(50)
    QTest.keyClick(presenter.console, Qt.Key.Key_X)
    found["back"] = where("beamer", "laptop")

    # The beamer's cable is pulled: Qt moves the audience's window onto the laptop, then says so.
    whole = screens.screen_names
    screens.screen_names = lambda: ["laptop"]
    audience.setScreen(screens.find_screen("laptop"))
    presenter._screen_watcher._on_screens_changed(None)
    found["pulled_at_once"] = [audience.isVisible(), console.isVisible()]
    found["pulled"] = where("", "laptop")
    QTest.keyClick(presenter.console, Qt.Key.Key_Right)
    found["goes_on"] = window.session.navigator.position.slide_id
    screens.screen_names = whole
    presenter._screen_watcher._on_screens_changed(None)
    found["plugged_in"] = where("beamer", "laptop")

    # Who types goes on typing, whatever happens to the cables: each letter is a command elsewhere.
    QTest.keyClick(presenter.console, Qt.Key.Key_G)
    QTest.keyClicks(app.focusWidget(), "2")
    for names in (["laptop"], ["laptop", "beamer"]):
        screens.screen_names = lambda names=names: names
        presenter._screen_watcher._on_screens_changed(None)
        where("beamer" if len(names) == 2 else "", "laptop")
    screens.screen_names = whole
    QTest.keyClicks(app.focusWidget(), "b")
    found["typed_on"] = [getattr(app.focusWidget(), "text", str)(), window.session.talk.blank]
    presenter.commands.leave()

    # The window manager gives the keyboard to the window that came last.
    presenter._place_windows()
    presenter.audience.activateWindow()
    where("beamer", "laptop")
    QTest.qWait(500)
    found["keyboard"] = type(app.activeWindow()).__name__

    # The console is hidden for a moment while the timeline moves.
    window.session.talk.set_timeline_visible(True)
    screens.screen_names = lambda: ["beamer"]
    presenter.console.setScreen(screens.find_screen("beamer"))
    presenter._screen_watcher._on_screens_changed(None)
    window.session.talk.timeline_changed.emit()
    screens.screen_names = whole
    where("beamer", "laptop")
    shown = (presenter.audience, presenter.console.current_slide_view)
    found["timelines"] = [one.timeline_overlay.is_open for one in shown]
    found["timeline_keys"] = type(presenter.console.focusWidget()).__name__
    window.session.talk.set_timeline_visible(False)

    # The window manager, late with the new screen, moves the audience's window over the console.
    audience.setScreen(screens.find_screen("laptop"))
    found["moved_away"] = screen_names()
    found["moved_back"] = where("beamer", "laptop")
    found["full_again"] = audience.isFullScreen()

    # A speaker on one screen has a list and a search over the slide; the projector that comes shows neither.
    presenter.end_talk()
    screens.screen_names = lambda: ["laptop"]
    window.talks.present()
    presenter = window.talks.presenter
    found["one_screen"] = where("laptop", "")
    window.session.talk.set_timeline_visible(True)
    presenter.audience.timeline_overlay.timeline_view.finder.open()
    QTest.keyClick(presenter.audience, Qt.Key.Key_O)

    def over_the_slide() -> list[bool]:
        popup = presenter.audience.findChild(QWidget, "popup", Qt.FindChildOption.FindDirectChildrenOnly)
        return [popup is not None, presenter.audience.timeline_overlay.timeline_view.finder.is_open]

    found["over_the_slide"] = over_the_slide()
    screens.screen_names = whole
    presenter._screen_watcher._on_screens_changed(None)
    found["projector"] = where("beamer", "laptop")
    found["over_the_projector"] = over_the_slide()
    window.session.talk.set_timeline_visible(False)

    # The laptop's lid is closed: Qt moves the console onto the beamer.
    screens.screen_names = lambda: ["beamer"]
    presenter.console.setScreen(screens.find_screen("beamer"))
    presenter._screen_watcher._on_screens_changed(None)
    found["closed_at_once"] = [presenter.audience.isVisible(), presenter.console.isVisible()]
    found["closed"] = where("beamer", "")
    screens.screen_names = whole
    presenter._screen_watcher._on_screens_changed(None)
    found["opened"] = where("beamer", "laptop")
    presenter.set_audience_screen("laptop")
    found["chosen"] = where("laptop", "beamer")
    presenter.end_talk()
    QTest.qWait(50)
    window.talks.present()
    presenter = window.talks.presenter
    found["remembered"] = where("laptop", "beamer")
    presenter.end_talk()
    window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])), flush=True)
    os._exit(0)  # how Python takes apart windows and threads that are still there is not what is tried here
