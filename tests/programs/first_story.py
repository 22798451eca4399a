"""A hand makes a story from *New* to a PDF on a real X server: only mouse and keys, and never the text editor.

Arguments: a folder to write in. It prints what came of it as JSON. The hand is quick, and counts what a person would take:
1.1 s for a click (to find it, to reach it), 0.25 s for a key (some fifty words a minute), 2 s to look at each new dialog.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QProcess, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

CLICK_S, KEY_S, DIALOG_S = 1.1, 0.25, 2.0
PATIENCE_S = 60.0
EVENTS = (
    ("Sputnik", "4 October 1957"),
    ("Gagarin flies", "12 April 1961"),
    ("The speech in Congress", "25 May 1961"),
    ("Fire on the pad", "27 January 1967"),
    ("Around the Moon", "24 December 1968"),
    ("The landing", "20 July 1969"),
    ("The last three", "1970"),
    ("The last steps", "14 December 1972"),
)
TOLD = (0, 2, 3, 5)  # the events that get a slide at once
Wait = Callable[[], object]


class Hand:
    """Moves the real pointer, presses the real keys, and counts the time that a person would take."""

    def __init__(self, pictures: Path) -> None:
        self.seconds = 0.0
        self.clicks = self.keys = 0
        self._pictures = pictures
        self._seen: set[int] = set()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True)

    def click(self, widget: QWidget, place: QPoint | None = None, times: int = 1) -> None:
        """Click in the middle of a widget, or at a place in it."""
        point = widget.mapToGlobal(widget.rect().center() if place is None else place)
        ratio = widget.devicePixelRatio()
        where = (str(round(point.x() * ratio)), str(round(point.y() * ratio)))
        self._xdotool("mousemove", *where, "click", *(("--repeat", "2", "--delay", "60") if times == 2 else ()), "1")
        self.clicks += 1
        self.seconds += CLICK_S

    def type(self, words: str) -> None:
        """Type words."""
        self._xdotool("type", "--delay", "4", "--", words)
        self.keys += len(words)
        self.seconds += KEY_S * len(words)

    def press(self, *keys: str) -> None:
        """Press keys or chords, named as X does."""
        self._xdotool("key", "--delay", "15", *keys)
        self.keys += len(keys)
        self.seconds += KEY_S * len(keys)

    def look(self, dialog: QWidget, name: str) -> None:
        """Take in a dialog that has come up."""
        if id(dialog) not in self._seen:
            self._seen.add(id(dialog))
            self.seconds += DIALOG_S
        self.photograph(dialog.window(), name)

    def photograph(self, widget: QWidget, name: str) -> None:
        """Keep a picture of a window."""
        widget.grab().save(str(self._pictures / f"{name}.png"))


def dialog() -> QDialog | None:
    """Return the dialog that is open and has the focus."""
    found = QApplication.activeWindow()
    return found if isinstance(found, QDialog) and found.isVisible() else None


def popup() -> QMenu | None:
    """Return the menu that is open."""
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QMenu) and found.isVisible() else None


def journey(folder: Path, hand: Hand) -> Generator[Wait]:
    """Make the story; each step yields what has to be true before the next."""
    from desktop.ui.app.app import build_window

    window = build_window(QApplication.instance())
    window.settings.set_reduced_motion(True)
    window.resize(1280, 800)
    window.show()
    window.build_workbench()
    yield window.isActiveWindow
    session, bench = window.session, window.workbench

    def menu(menu_id: str, action_id: str) -> Generator[Wait]:
        bar = window.menuBar()
        action = bench.bindings.actions[action_id]
        owner = next(one for one in bar.actions() if one.menu() is not None and action in one.menu().actions())
        hand.click(bar, bar.actionGeometry(owner).center())
        yield lambda: popup() is owner.menu()
        hand.click(owner.menu(), owner.menu().actionGeometry(action).center())

    def zone(*tail: str | int) -> Generator[Wait]:
        """Double click on a text of the slide."""
        view, path = bench.slide_view, session.navigator.slide.path
        found = next(
            one
            for one in view.frame().zones
            if one.kind == "text" and one.path[: len(path) + len(tail)] == (*path, *tail)
        )
        corner, scale = view.slide_geometry()
        place = QPoint(
            round(corner.x() + (found.x + 20) * scale), round(corner.y() + (found.y + found.height / 2) * scale)
        )
        hand.click(view, place, times=2)
        yield lambda: bench.editors.slide_editing.field is not None

    def writing() -> bool:
        field = bench.editors.slide_editing.field
        return field is not None and field.hasFocus()

    def slides(count: int) -> Wait:
        return lambda: len(session.story.slides) == count

    # A new story, empty, in a folder of its own.
    page = window.start_page
    yield lambda: page.kind_grid.count() == 4
    hand.photograph(window, "1-start")
    item = page.kind_grid.item(3)
    hand.click(page.kind_grid.viewport(), page.kind_grid.visualItemRect(item).center())
    yield dialog
    hand.look(dialog(), "2-new")
    hand.click(dialog().folder_field)
    hand.press("ctrl+a")
    hand.type(str(folder / "apollo"))
    hand.press("Return")
    yield slides(1)
    yield lambda: window.isActiveWindow() and not page.isVisible()
    # The title slide.
    yield from zone("title")
    hand.type("Eight years to the Moon")
    hand.press("Tab")
    yield writing
    hand.type("How a promise became a landing")
    hand.press("Return")
    yield lambda: session.story.slides[0].subtitle.get("en") == "How a promise became a landing"
    # Two tracks and eight events, four of them told on slides at once.
    for name in ("The race", "Apollo"):
        yield from menu("insert", "insert_track")
        yield dialog
        hand.look(dialog(), "3-track")
        hand.type(name)
        hand.press("Return")
        yield lambda name=name: any(one.title.get("en") == name for one in session.story.tracks)
        yield window.isActiveWindow
    for number, (title, date) in enumerate(EVENTS):
        yield from menu("insert", "insert_event")
        yield dialog
        hand.look(dialog(), f"4-event-{number}")
        hand.type(title)
        hand.press("Tab")
        hand.type(date)
        if number >= 2:
            hand.press("Tab", "Down")  # the second track
        if number in TOLD:
            hand.click(dialog().slide_box, QPoint(8, dialog().slide_box.height() // 2))
        hand.press("Return")
        yield lambda number=number: len(session.story.events) == number + 1
        yield window.isActiveWindow
    yield slides(5)
    # Five more slides by their pictures: a quotation, a number, a list, a dispute, the timeline.
    for layout, texts in (
        ("quote", ("We choose to go to the Moon.", "John F. Kennedy")),
        ("number", ("People who worked on it",)),
        ("list", ("What had to be invented",)),
        ("dispute", ("Who was ahead in 1968?",)),
        ("timeline", ("From Sputnik to the last steps",)),
    ):  # fmt: skip
        count = len(session.story.slides)
        hand.press("ctrl+shift+n")
        yield dialog
        hand.look(dialog(), f"5-layouts-{layout}")
        grid = dialog().grid
        card = grid._find(layout)
        grid.scrollToItem(card)
        hand.click(grid.viewport(), grid.visualItemRect(card).center())
        yield slides(count + 1)
        yield writing
        for number, words in enumerate(texts):
            if number:
                hand.press("Tab")
                yield writing
            hand.press("ctrl+a")
            hand.type(words)
        hand.press("Return")
        yield lambda words=texts[0]: words in session.document.text
        hand.press("Escape")  # a list begins its next line
        yield lambda: bench.editors.slide_editing.field is None and window.isActiveWindow()
    # What the sources disagree about, on the slide of the dispute.
    dispute = next(slide for slide in session.story.slides if slide.layout == "dispute")
    row = session.story.slides.index(dispute)
    hand.click(bench.deck.viewport(), bench.deck.visualRect(bench.deck.model().index(row, 0)).center())
    yield lambda: session.navigator.slide is not None and session.navigator.slide.layout == "dispute"
    for number, words in enumerate(("The Soviet Union", "The United States")):
        yield from zone("claim", number, "says")
        hand.press("ctrl+a")
        hand.type(words)
        hand.press("Tab")
        yield lambda words=words: words in session.document.text
        hand.press("Escape")
        yield lambda: bench.editors.slide_editing.field is None
    # The number on its slide.
    hand.click(bench.deck.viewport(), bench.deck.visualRect(bench.deck.model().index(6, 0)).center())
    yield lambda: session.navigator.slide is not None and session.navigator.slide.layout == "number"
    yield from zone("number")
    hand.type("400,000")
    hand.press("Return")
    yield lambda: bench.editors.slide_editing.field is None and "400,000" in session.document.text
    # Two pictures, on the first slide and on an event's.
    for row, color in ((0, "#335577"), (1, "#775533")):
        picture = folder / f"picture-{row}.png"
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
        image.save(str(picture))
        hand.press("Home", *("Right",) * row)
        yield lambda row=row: session.navigator.slide is session.story.slides[row]
        yield from menu("insert", "insert_picture")
        yield lambda: isinstance(dialog(), QFileDialog)
        hand.look(dialog(), f"6-picture-{row}")
        hand.type(str(picture))
        hand.press("Return")
        yield lambda row=row: bool(session.story.slides[row].image)
        yield window.isActiveWindow
    hand.photograph(window, "7-story")
    # Save, and the PDF.
    hand.press("ctrl+s")
    yield lambda: not session.document.dirty
    hand.press("ctrl+e")
    yield dialog
    export = dialog()
    hand.look(export, "8-export")
    hand.press("Return")
    yield lambda: isinstance(dialog(), QFileDialog)
    hand.press("ctrl+a")
    hand.type(str(folder / "apollo.pdf"))
    hand.press("Return")
    yield lambda: (folder / "apollo.pdf").is_file() and export.open_button.isVisible()
    hand.look(export, "9-exported")
    yield lambda: all(one.state() == QProcess.ProcessState.NotRunning for one in export.findChildren(QProcess))
    print(
        json.dumps(
            {
                "slides": len(session.story.slides),
                "title": window.windowTitle(),
                "events": len(session.story.events),
                "pictures": sum(bool(slide.image) for slide in session.story.slides),
                "disputes": [len(slide.claims) for slide in session.story.slides if slide.layout == "dispute"],
                "errors": [one.message("en") for one in session.problems if one.severity == "error"],
                "editor_opened": bench.editors.editor is not None,
                "saved": (folder / "apollo" / "content.toml").read_text("utf-8") == session.document.text,
                "pdf": (folder / "apollo.pdf").stat().st_size,
                "minutes": round(hand.seconds / 60, 2),
                "clicks": hand.clicks,
                "keys": hand.keys,
            }
        )
    )
    export.reject()
    window.close()
    session.close()


class Driver(QObject):
    """Goes on with a journey whenever what it waits for is true, in dialogs that block too."""

    def __init__(self, steps: Generator[Wait], hand: Hand) -> None:
        super().__init__()
        self._steps = steps
        self._hand = hand
        self._wait: Wait = lambda: True
        self._since = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if not self._wait():
            if time.monotonic() - self._since > PATIENCE_S:
                self._give_up()
            return
        try:
            self._wait, self._since = next(self._steps), time.monotonic()
        except StopIteration:
            self._timer.stop()
            QApplication.exit(0)

    def _give_up(self) -> None:
        """End the program where it stands, and say in which line."""
        frame = self._steps.gi_frame
        print(f"stuck at line {frame.f_lineno if frame is not None else 0}", file=sys.stderr, flush=True)
        self._hand.photograph(QApplication.activeWindow() or QApplication.topLevelWidgets()[0], "stuck")
        os._exit(1)  # a dialog that blocks may be open


def main(folder: Path) -> int:
    from desktop.render.font_files import load_fonts
    from desktop.ui.widgets import style

    app = style.application()
    load_fonts()
    hand = Hand(folder)
    driver = Driver(journey(folder, hand), hand)
    status = app.exec()
    driver.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
