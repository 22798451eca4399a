"""Editing by hand: from writing on the slide, dragging a thumbnail and undoing to the picture; the text follows."""

from __future__ import annotations

from floors import BareFrame
from measure import Result, Row
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.render.frame import HitZone
from windows import ROOT, open_editor, settle, until_repainted, wait_until


def visual(runs: int) -> list[Result]:
    """Write on the slide and drag a thumbnail in the shipped story, each until it is painted."""
    written: list[float] = []
    dragged: list[float] = []
    undone: list[float] = []
    floors: list[float] = []
    with open_editor((ROOT / "content.toml").read_text("utf-8"), assets=True) as (window, editor):
        session, view, workbench = window.session, window.slide_view, window.build_workbench()
        deck = workbench.deck
        bare = BareFrame()

        def order() -> list[str]:
            return [slide.id for slide in session.story.slides]

        def title_zone() -> HitZone | None:
            """Return where the title of the current slide stands, once that slide is shown."""
            frame, slide = view.frame(), session.navigator.slide
            if frame is None or slide is None:
                return None
            place = (*slide.path, "title")
            return next((one for one in frame.zones if one.kind == "text" and one.path[: len(place)] == place), None)

        def write(words: str) -> QWidget:
            """Write other words into the title on the slide, and wait as one does before Enter."""
            zone, geometry = title_zone(), view.slide_geometry()
            assert zone is not None
            assert geometry is not None
            corner, scale = geometry
            point = QPoint(round(corner.x() + (zone.x + 30) * scale), round(corner.y() + (zone.y + 26) * scale))
            QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
            field = workbench.editors.slide_editing.field
            assert field is not None
            field.selectAll()
            QTest.keyClicks(field, words)
            settle(0.2)
            return field

        for number in range(runs):
            session.navigator.go_to_slide("price")
            settle(0.4)
            wait_until(lambda: title_zone() is not None)
            for attempt in range(5):  # on a slow machine the focus may come late, and end what is written
                word = f"Écrit {number}.{attempt}"
                field = write(word)
                if workbench.editors.slide_editing.field is field:
                    break

            def enter(field: QWidget = field) -> None:
                QTest.keyClick(field, Qt.Key.Key_Return)

            def told(word: str = word) -> bool:
                return (
                    session.navigator.slide is not None and session.navigator.slide.title.get(session.language) == word
                )

            written.append(until_repainted(view, enter, told))
            settle(0.4)
            before = order()
            model, area = deck.model(), deck.viewport()
            first = deck.indexAt(QPoint(area.width() // 2, 40)).row()
            start, goal = (deck.visualRect(model.index(row, 0)).center() for row in (first, first + 1))
            goal.setY(deck.visualRect(model.index(first + 1, 0)).bottom() - 2)
            QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=start)
            for step in range(1, 6):
                QTest.mouseMove(area, start + (goal - start) * step / 5)
            settle(0.1)

            def release(goal: QPoint = goal) -> None:
                QTest.mouseRelease(deck.viewport(), Qt.MouseButton.LeftButton, pos=goal)

            def other(before: list[str] = before) -> bool:
                return order() != before

            def as_before(before: list[str] = before) -> bool:
                return order() == before

            dragged.append(until_repainted(deck, release, other))
            settle(0.4)
            undone.append(until_repainted(deck, session.document.undo, as_before))
            settle(0.4)
            floors.append(bare.read_and_fill(editor.text()))
        bare.deleteLater()
    return [
        Result("visual edit to repainted: a text", "ms", written, floors, 12),
        Result("visual edit to repainted: a slide moved", "ms", dragged, floors, 12),
        Result("visual edit to repainted: undone", "ms", undone, floors, 12),
    ]


ROWS = [Row("editor-visual", visual, 9)]
