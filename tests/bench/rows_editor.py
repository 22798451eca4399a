"""The editor: from a key to its character and to its picture, from a visual edit to both, and opening a long file."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from big import story
from measure import Result, Row, percentile
from rows_talk import ROOT, application, settle

LINES = 5000


def pane(text: str, wrap: bool) -> Any:
    """Return a panel of 640 × 900 with a text, its problems and a completer, as it stands beside the slide."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    from desktop.render.text import load_fonts
    from desktop.session.settings import Settings
    from desktop.story.assist.complete import complete
    from desktop.ui.editor.pane import EditorPane
    from desktop.ui.widgets import style

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())  # not this person's
    style.apply_theme(app)
    app.setStyleSheet(style.stylesheet())
    load_fonts()
    made = EditorPane(Settings())
    made.set_completer(complete)
    made.editor.set_wrap(wrap)
    made.resize(640, 900)
    made.show()
    made.activateWindow()
    made.editor.setFocus()
    wait(0.1)
    if text:
        made.set_text(text)
        made.set_problems(problems(text))
        wait(0.3)
    return made


def wait(seconds: float) -> None:
    """Let the application live for a while."""
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()


def broken(lines: int) -> str:
    """Return a story of so many lines with something wrong in every other slide."""
    text = story(lines // 15)
    for number in range(0, lines // 15, 2):
        text = text.replace(f'id = "slide-{number}"', f'id = "slide-{number}"\nminuts = 1', 1)
    while text.count("\n") < lines:
        text += f"# {text.count(chr(10))}\n"
    return "\n".join(text.split("\n")[:lines]) + "\n"


def problems(text: str) -> Any:
    """Return what is wrong with a text."""
    from desktop.story.load.load import load_text

    return load_text(text).problems


def strokes(runs: int) -> list[Result]:
    """Type real keys in the middle of a text of 5,000 lines, each until the panel has painted it."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtTest import QTest

    class Painted(QObject):
        """Notes when the text was painted."""

        count = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return False

    from PySide6.QtWidgets import QApplication

    found: list[Result] = []
    text = broken(LINES)
    for wrap in (True, False):
        made = pane(text, wrap)
        painted = Painted()
        made.editor.viewport().installEventFilter(painted)
        wrong = len(made.marks.problems)
        middle = text.index("[[slide]]\n", len(text) // 2) + len("[[slide]]\n")
        values: list[float] = []
        for _ in range(runs):
            made.go_to(middle)
            for sign in 'text = { fr = "le **passeur** [x](y) 2014", en = "ferry" }\nsources = ["s1"]\n':
                key = {"\n": "\r"}.get(sign, sign)
                painted.count = 0
                began = time.perf_counter()
                QTest.keyClick(made.editor, key)
                while painted.count == 0:
                    QApplication.processEvents()
                values.append((time.perf_counter() - began) * 1000)
                wait(0.004)
            made.flush()
        kind = "wrapped" if wrap else "not wrapped"
        found += [
            Result(f"editor key p95, {wrong} problems, {kind}", percentile(values, 0.95), "ms", 16, None, len(values)),
            Result(f"editor key median, {kind}", statistics.median(values), "ms", None, None, len(values)),
        ]
        made.close()
        made.deleteLater()
    return found


def opening(runs: int) -> list[Result]:
    """Put a story of 500 slides into the panel, until it is painted with its problems."""
    from PySide6.QtWidgets import QApplication

    text = story(500)
    found = problems(text)
    values: list[float] = []
    for _ in range(runs):
        made = pane("", wrap=True)
        began = time.perf_counter()
        made.set_text(text)
        made.set_problems(found)
        QApplication.processEvents()
        values.append((time.perf_counter() - began) * 1000)
        made.close()
        made.deleteLater()
    return [Result("editor opens 500 slides", statistics.median(values), "ms", 400, None, runs)]


@contextmanager
def bench(text: str, assets: bool) -> Iterator[Any]:
    """Give a window of 1920 × 1080 on a story of its own, with deck, timeline and the text beside the slide."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "content.toml"
        file.write_text(text, "utf-8")
        if assets:
            shutil.copytree(ROOT / "assets", Path(folder) / "assets")
        window = application(file)
        window.activateWindow()
        window.bench.editing.toggle()
        settle(1.0)
        yield window
        window.session.document.discard_changes()
        window.watch.watch(None)
        window.close()
        window.deleteLater()
        settle(0.1)


def repainted(widget: Any, act: Callable[[], object], shown: Callable[[], bool], limit: float = 5.0) -> float:
    """Do something and return the milliseconds until the widget has been painted with what is to be `shown`."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Painted(QObject):
        """Notes what was shown when the widget was painted."""

        done = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.done = self.done or (event.type() == QEvent.Type.UpdateRequest and shown())
            return False

    painted = Painted()
    top = widget.window()  # one update request of the window paints whatever in it is to be painted
    top.installEventFilter(painted)
    began = time.perf_counter()
    act()
    while not painted.done and time.perf_counter() - began < limit:
        QApplication.processEvents()
    found = (time.perf_counter() - began) * 1000
    top.removeEventFilter(painted)
    if not painted.done:
        raise RuntimeError("nothing was painted")
    return found


def pauses(name: str, text: str, assets: bool, place: int, bound: float, runs: int) -> list[Result]:
    """Type a word into a title with real keys, and wait for the slide to be painted with it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from desktop.ui.editor.pane import FLUSH_DELAY_MS

    values: list[float] = []
    with bench(text, assets) as window:
        session, editor = window.session, window.bench.editing.editor
        session.go_to_slide(session.story.slides[place].id)
        settle(0.5)
        path = (*session.slide.path, "title", session.language)
        for number in range(runs):
            editor.go_to_key_path(path)
            editor.editor.setFocus()
            QTest.keyClick(editor.editor, Qt.Key.Key_Left)  # from the selected string to its opening quote, and in
            QTest.keyClick(editor.editor, Qt.Key.Key_Right)
            settle(0.3)
            word = f"Neuf {number} "
            for sign in word[:-1]:
                QTest.keyClick(editor.editor, sign)

            def shown(word: str = word) -> bool:
                return str(session.slide.title.get(session.language)).startswith(word)

            values.append(repainted(window.slide, lambda: QTest.keyClick(editor.editor, Qt.Key.Key_Space), shown))
            settle(0.3)
    return [
        Result(name, statistics.median(values), "ms", bound, None, runs),
        Result(f"{name}: of which the editor waits", float(FLUSH_DELAY_MS), "ms"),
    ]


def paced(runs: int) -> list[Result]:
    """Type at a steady pace in a text of 5,000 lines beside its slides, each key from when it is due to its character."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    class Painted(QObject):
        """Notes when the text was painted."""

        at = 0.0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.at = time.perf_counter() if event.type() == QEvent.Type.Paint else self.at
            return False

    found: list[Result] = []
    text = broken(LINES)
    with bench(text, assets=False) as window:
        editor, painted = window.bench.editing.editor, Painted()
        editor.editor.viewport().installEventFilter(painted)
        middle = text.index("[[slide]]\n", len(text) // 2) + len("[[slide]]\n")
        for pace in (0.08, 0.15, 0.25):
            values: list[float] = []
            for _ in range(runs):
                editor.go_to(middle)
                editor.editor.setFocus()
                settle(1.5)
                due = time.perf_counter() + pace
                for sign in 'text = "le passeur et la lune sur le fleuve"':
                    while time.perf_counter() < due:
                        QApplication.processEvents()
                    painted.at = 0.0
                    QTest.keyClick(editor.editor, sign)
                    while not painted.at:
                        QApplication.processEvents()
                    values.append((painted.at - due) * 1000)
                    due += pace
                editor.flush()
            name = f"editor key p95, a key each {round(1000 * pace)} ms, beside the slide"
            found.append(Result(name, percentile(values, 0.95), "ms", 16, None, len(values)))
    return found


def pauses_shipped(runs: int) -> list[Result]:
    """Measure with the shipped story."""
    return pauses("pause to updated slide", (ROOT / "content.toml").read_text("utf-8"), True, 8, 100, runs)


def pauses_500(runs: int) -> list[Result]:
    """Measure with 500 slides."""
    return pauses("pause to updated slide, 500 slides", story(500), False, 252, 250, runs)


def visual(runs: int) -> list[Result]:
    """Write on the slide and drag a thumbnail in the shipped story, each until it is painted; the text follows."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    written: list[float] = []
    moved: list[float] = []
    undone: list[float] = []
    with bench((ROOT / "content.toml").read_text("utf-8"), True) as window:
        session, view, deck = window.session, window.slide, window.bench.deck
        for number in range(runs):
            session.go_to_slide("price")
            settle(0.4)
            zone = next(one for one in view.frame().zones if one.kind == "text" and "title" in one.path)
            corner, scale = view.slide_geometry()
            point = QPoint(round(corner.x() + (zone.x + 30) * scale), round(corner.y() + (zone.y + 26) * scale))
            QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
            field = window.bench.editing.slide_editing.field
            word = f"Écrit {number}"
            QTest.keyClicks(field, word)
            settle(0.2)

            def enter(field: Any = field) -> None:
                QTest.keyClick(field, Qt.Key.Key_Return)

            def told(word: str = word) -> bool:
                return str(session.slide.title.get(session.language)) == word

            written.append(repainted(view, enter, told))
            settle(0.4)
            before = [slide.id for slide in session.story.slides]
            model, area = deck.deck_model, deck.viewport()
            first = deck.indexAt(QPoint(area.width() // 2, 40)).row()
            start, goal = (deck.visualRect(model.index(row)).center() for row in (first, first + 1))
            goal += QPoint(0, 12)
            QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=start)
            for step in range(1, 6):
                QTest.mouseMove(area, start + (goal - start) * step / 5)
            settle(0.1)

            def release(area: Any = area, goal: QPoint = goal) -> None:
                QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=goal)

            def other(before: list[str] = before) -> bool:
                return [slide.id for slide in session.story.slides] != before

            moved.append(repainted(deck, release, other))
            settle(0.4)
            undone.append(repainted(deck, session.document.undo, lambda: not other()))
            settle(0.4)
    return [
        Result("visual edit to repainted: a text", statistics.median(written), "ms", 120, None, runs),
        Result("visual edit to repainted: a slide moved", statistics.median(moved), "ms", 120, None, runs),
        Result("visual edit to repainted: undone", statistics.median(undone), "ms", 120, None, runs),
    ]


ROWS = [
    Row("editor-key", strokes, 3),
    Row("editor-key paced", paced, 2),
    Row("editor-open", opening, 5),
    Row("editor-pause", pauses_shipped, 11),
    Row("editor-pause 500", pauses_500, 7),
    Row("editor-visual", visual, 9),
]
