"""A talk that walks quickly until it is killed; it says on each line what it has written to its journal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.app.app import build_window


def main(story: str) -> None:
    app = QApplication([])
    window = build_window(app)
    window.settings.set_reduced_motion(True)
    window.story_file.open(Path(story))
    window.talks.present()

    def walk() -> None:
        session = window.session
        session.navigator.next()
        if session.navigator.next_position == session.navigator.position:
            session.navigator.first()

    def say() -> None:
        session = window.session
        session.writer.wait(10)
        print(
            json.dumps(
                [
                    session.navigator.position.slide_id,
                    session.navigator.position.step,
                    session.talk.clock.state.started_at,
                ]
            ),
            flush=True,
        )
        timer.start(2)

    # The journal is written when the audience has its picture; the next press comes when that is said.
    window.session.navigator.position_settled.connect(say)
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(walk)
    timer.start(2)
    app.exec()


main(sys.argv[1])
