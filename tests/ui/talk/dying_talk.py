"""A talk that walks quickly until it is killed; it says on each line what it has written to its journal.

With the word "all" it also changes the language, blanks and freezes; before each act it then says its name.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.app.app import build_window

ACTS = ("next", "next", "next", "language", "black", "white", "freeze")


def main(story: str, does_all: bool) -> None:
    app = QApplication([])
    window = build_window(app)
    window.settings.set_reduced_motion(True)
    window.story_file.open(Path(story))
    window.talks.present()
    session = window.session
    chance = random.Random()

    def walk() -> None:
        session.navigator.next()
        if session.navigator.next_position == session.navigator.position:
            session.navigator.first()

    def act() -> None:
        name = chance.choice(ACTS)
        print(json.dumps(name), flush=True)
        presenter = window.talks.presenter
        assert presenter is not None
        if name == "next":
            walk()
        else:
            presenter.commands.run(name)
        QTimer.singleShot(20, say)  # the journal follows the picture

    def say() -> None:
        session.writer.wait(10)
        position, talk = session.navigator.position, session.talk
        state = [position.slide_id, position.step, talk.clock.state.started_at]
        if does_all:
            state += [session.language, talk.blank, talk.frozen is not None]
        print(json.dumps(state), flush=True)
        timer.start(2)

    # The journal is written when the audience has its picture; the next press comes when that is said.
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(act if does_all else walk)
    if not does_all:
        session.navigator.position_settled.connect(say)
    timer.start(2)
    app.exec()


main(sys.argv[1], "all" in sys.argv[2:])
