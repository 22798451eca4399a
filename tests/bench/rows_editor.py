"""The editor: from a key to its character and to its picture, and opening a long file; beside Qt's own plain text editor."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial

from big import story
from floors import BareEditor, BareFrame
from measure import Result, Row, p95, size
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from startup import bare as start_bare

from desktop.story.load.load import load_text
from desktop.ui.editor.editor_pane import FLUSH_DELAY_MS, EditorPane
from windows import ROOT, PaintWatch, application, open_editor, settle, until_repainted

LINES = 5000
TYPED = 'text = { fr = "le **passeur** [x](y) 2014", en = "ferry" }\nsources = ["s1"]\n'


def pane(text: str, *, wrap: bool) -> EditorPane:
    """Return a panel of 640 × 900 with a text, its problems and a completer, as it stands beside the slide."""
    from desktop.render.font_files import load_fonts
    from desktop.session.settings import Settings
    from desktop.story.assist.complete import complete
    from desktop.ui.widgets import style

    app = application()
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
    settle(0.1)
    if text:
        made.set_text(text)
        made.set_problems(load_text(text).problems)
        settle(0.3)
    return made


def broken(lines: int) -> str:
    """Return a story of so many lines with something wrong in every other slide."""
    slides = max(2, lines // 15)
    text = story(slides)
    for number in range(0, slides, 2):
        text = text.replace(f'id = "slide-{number}"', f'id = "slide-{number}"\nminuts = 1', 1)
    while text.count("\n") < lines:
        text += f"# {text.count(chr(10))}\n"
    return "\n".join(text.split("\n")[:lines]) + "\n"


def middle_of(text: str) -> int:
    """Return a place in the middle of a story where a key of a slide can be written."""
    return text.index("[[slide]]\n", len(text) // 2) + len("[[slide]]\n")


def type_keys(text: str, runs: int, *, wrap: bool) -> tuple[list[float], list[float]]:
    """Type real keys in the middle of a text, each until it is painted; return their times and Qt's own."""
    middle = middle_of(text)
    made = pane(text, wrap=wrap)
    bare = BareEditor(wrap=wrap)
    bare.open(text)
    watch = PaintWatch(made.editor.viewport())
    values: list[float] = []
    floors: list[float] = []
    for _ in range(runs):
        made.go_to(middle)
        bare.go_to(middle)
        for sign in TYPED[: size(len(TYPED), 3)]:
            key = {"\n": "\r"}.get(sign, sign)
            values.append(watch.until_painted(partial(QTest.keyClicks, made.editor, key)))
            settle(0.004)
            floors.append(bare.press(key))
        made.flush()
    made.close()
    made.deleteLater()
    bare.deleteLater()
    settle(0.05)
    return values, floors


def strokes(runs: int) -> list[Result]:
    """Type real keys in the middle of a text of 5,000 lines, each until the panel has painted it."""
    found: list[Result] = []
    text = broken(size(LINES, 400))
    for wrap in (True, False)[: size(2, 1)]:
        values, floors = type_keys(text, runs, wrap=wrap)
        kind = "wrapped" if wrap else "not wrapped"
        found += [
            Result(f"editor key p95, {kind}", "ms", values, floors, 5, p95),
            Result(f"editor key median, {kind}", "ms", values, floors),
        ]
    return found


def characters(runs: int) -> list[Result]:
    """Type real keys in the shipped story and in one of 500 slides, each until its character is painted."""
    shipped = (ROOT / "content.toml").read_text("utf-8")
    return [
        Result(f"editor key to character, {name}", "ms", *type_keys(text, runs, wrap=True), 4)
        for name, text in (("23 slides", shipped), ("500 slides", story(size(500, 6))))
    ]


def opening(runs: int) -> list[Result]:
    """Put a story of 500 slides into the panel, until it is painted with its problems."""
    text = story(size(500, 6))
    problems = load_text(text).problems
    values: list[float] = []
    floors: list[float] = []
    for _ in range(runs):
        made = pane("", wrap=True)
        began = time.perf_counter()
        made.set_text(text)
        made.set_problems(problems)
        QApplication.processEvents()
        values.append((time.perf_counter() - began) * 1000)
        made.close()
        made.deleteLater()
        bare = BareEditor()
        floors.append(bare.open(text))
        bare.close()
        bare.deleteLater()
        settle(0.05)
    return [Result("editor opens 500 slides", "ms", values, floors, 3)]


def pauses(
    name: str,
    text: str,
    *,
    assets: bool,
    place: int,
    bound: float,
    runs: int,
    floor: Callable[[str], float] | None = None,
) -> list[Result]:
    """Type a word into a title with real keys, and wait for the slide to be painted with it.

    The floor of a text is a bare frame that reads it after the same pause, unless another is given.
    """
    values: list[float] = []
    floors: list[float] = []
    with open_editor(text, assets=assets) as (window, editor):
        session = window.session
        bare = BareFrame()
        session.navigator.go_to_slide(session.story.slides[place].id)
        settle(0.5)
        assert session.navigator.slide is not None
        path = (*session.navigator.slide.path, "title", session.language)
        for number in range(runs):
            editor.go_to_key_path(path)
            editor.editor.setFocus()
            QTest.keyClick(editor.editor, Qt.Key.Key_Left)  # from the selected string to its opening quote, and in
            QTest.keyClick(editor.editor, Qt.Key.Key_Right)
            settle(0.3)
            word = f"Neuf {number} "
            for sign in word[:-1]:
                QTest.keyClicks(editor.editor, sign)

            def shown(word: str = word) -> bool:
                return session.navigator.slide is not None and session.navigator.slide.title.get(
                    session.language
                ).startswith(word)

            def press() -> None:
                QTest.keyClick(editor.editor, Qt.Key.Key_Space)

            values.append(until_repainted(window.slide_view, press, shown))
            settle(0.3)
            floors.append(floor(editor.text()) if floor else bare.read_and_fill(editor.text(), FLUSH_DELAY_MS))
        bare.deleteLater()
    return [Result(name, "ms", values, floors, bound)]


def pauses_shipped(runs: int) -> list[Result]:
    """Measure with the shipped story."""
    text = (ROOT / "content.toml").read_text("utf-8")
    return pauses("pause to updated slide", text, assets=True, place=8, bound=2, runs=runs)


def pauses_500(runs: int) -> list[Result]:
    """Measure with 500 slides, beside the start of a bare window: 150 ms on a machine where that takes 140."""
    count = size(500, 12)
    return pauses(
        "pause to updated slide, 500 slides",
        story(count),
        assets=False,
        place=count // 12 * 6,
        bound=150 / 140,
        runs=runs,
        floor=lambda _text: start_bare(1280, 800),
    )


def paced_keys(words: str, pace: float, editor: QWidget, watch: PaintWatch) -> list[float]:
    """Return the milliseconds from when each key was due, at a pace in seconds, until its character's paint began."""
    values: list[float] = []
    due = time.perf_counter() + pace
    for sign in words:
        while time.perf_counter() < due:
            QApplication.processEvents()
        watch.until_painted(partial(QTest.keyClicks, editor, sign))
        values.append((watch.paint_began - due) * 1000)
        due += pace
    return values


def paced(runs: int) -> list[Result]:
    """Type at a steady pace in a text of 5,000 lines beside its slides, each key from when it is due to its character.

    The bare editor gets its keys at the same pace: after a rest, a processor takes longer for the same work.
    """
    found: list[Result] = []
    text = broken(size(LINES, 400))
    middle = middle_of(text)
    words = 'text = "le passeur et la lune sur le fleuve"'
    with open_editor(text) as (_, pane_beside):
        editor = pane_beside.editor
        watch = PaintWatch(editor.viewport())
        bare = BareEditor()
        bare.open(text)
        bare.go_to(middle)
        for pace in (0.08, 0.15, 0.25)[: size(3, 1)]:
            values: list[float] = []
            floors: list[float] = []
            for _ in range(runs):
                pane_beside.go_to(middle)
                editor.setFocus()
                settle(1.5)
                values += paced_keys(words[: size(len(words), 2)], pace, editor, watch)
                pane_beside.flush()
                settle(0.3)
                floors += paced_keys(words[: size(len(words), 2)], pace, bare, bare.watch)
                settle(0.3)
            name = f"editor key p95, a key each {round(1000 * pace)} ms, beside the slide"
            found.append(Result(name, "ms", values, floors, 4, p95))
        bare.deleteLater()
    return found


ROWS = [
    Row("editor-key", strokes, 3),
    Row("editor-key paced", paced, 2),
    Row("editor-key character", characters, 3),
    Row("editor-open", opening, 5),
    Row("editor-pause", pauses_shipped, 11),
    Row("editor-pause 500", pauses_500, 7, smoke=False),
]
