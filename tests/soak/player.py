"""One seeded user of the window: talks, keys, timeline, search, edits, reloads, exports, dialogs, languages, popups."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.output.writers import WRITERS
from tests.reloading import reload_file
from tests.ui.talk.random_talk import RandomTalk, turn_wheel

if TYPE_CHECKING:
    from desktop.ui.window.window import MainWindow

DIALOGS = ("versions", "new", "export", "ready", "change_keys", "keys", "format", "about")
POPUPS = ("goto", "overview")
FORMATS = sorted(key for key, one in WRITERS.items() if not one.write.startswith("film."))
"""All but films, which another program makes."""
QUERIES = ("a", "e", "1", "xiami", "zzz", "")
_PAINT_WITHIN_S = 5.0


def settle(seconds: float = 0.0) -> None:
    """Run the event loop for a while, and delete what is to be deleted, as a running application does."""
    end = time.perf_counter() + seconds
    while True:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if time.perf_counter() >= end:
            return
        time.sleep(0.001)


class Player:
    """Uses a window at speed; `rest` brings it back to where it began, and there it is measured."""

    def __init__(self, window: MainWindow, file: Path, seed: int) -> None:
        self.window = window
        self.file = file
        self.chance = random.Random(seed)
        self.acts: Counter[str] = Counter()
        self.key_to_paint_ms: list[float] = []
        self._first_text = file.read_text("utf-8")
        self._paints = 0
        window.slide_view.painted.connect(self._count_paint)
        self._plan: tuple[tuple[int, Callable[[], None]], ...] = (
            (30, self.press_keys), (8, self.use_timeline), (4, self.search), (6, self.edit_text), (6, self.edit_by_pointing),
            (4, self.edit_deck), (8, self.save_elsewhere), (3, self.export), (6, self.open_dialog), (6, self.open_popup),
            (3, self.change_language), (4, self.toggle_panels), (4, self.talk),
        )  # fmt: skip

    def _count_paint(self, *_: object) -> None:
        self._paints += 1

    def act(self) -> None:
        """Do one thing."""
        chosen = self.chance.choices([act for _, act in self._plan], [weight for weight, _ in self._plan])[0]
        chosen()
        self.acts[chosen.__name__] += 1
        settle()

    def round(self, acts: int) -> None:
        """Do some things at random, and come to rest."""
        for _ in range(acts):
            self.act()
        self.rest()

    def use_all(self) -> None:
        """Write each format and open each dialog once: later none is imported any more."""
        for key in FORMATS:
            self._export(key)
        for action_id in DIALOGS:
            self._open_dialog(action_id)
        self.round_of_all()

    def round_of_all(self) -> None:
        """Do each thing once, and come to rest."""
        for _, act in self._plan:
            act()
            self.acts[act.__name__] += 1
            settle()
        self.rest()

    def rest(self) -> None:
        """Return to the state of the beginning: one window, first text, first slide, English, everything shown."""
        self.window.talks.end()
        self.close_dialogs()
        self.window.session.document.discard_changes()
        self.file.write_text(self._first_text, "utf-8")
        self.window.story_file.open(self.file)
        self._set_ui_language("en")
        workbench = self.window.build_workbench()
        if workbench.editors.is_editor_visible:
            workbench.editors.toggle_editor()
        for panel in (workbench.deck, workbench.side_container, workbench.timeline_pane):
            panel.show()
        self.window.session.navigator.first()
        self.window.activateWindow()
        settle(1.2)  # longer than every timer that runs once

    def close_dialogs(self) -> None:
        """Close whatever is open beside the window."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        settle()

    def _trigger(self, action_id: str) -> None:
        self.window.build_workbench().bindings.actions[action_id].trigger()
        settle(0.01)

    # -- acts ----------------------------------------------------------------------------------------------------------

    def press_keys(self) -> None:
        """Walk, and measure from each key to the paint of what it shows."""
        view, navigator = self.window.slide_view, self.window.session.navigator
        view.setFocus()
        for _ in range(5):
            key = self.chance.choice((Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Left))
            before, paints, began = navigator.position, self._paints, time.perf_counter()
            QTest.keyClick(self.window, key)
            if navigator.position == before:
                navigator.first()
                continue
            while self._paints == paints and time.perf_counter() - began < _PAINT_WITHIN_S:
                QApplication.processEvents()
            self.key_to_paint_ms.append((time.perf_counter() - began) * 1000)

    def use_timeline(self) -> None:
        """Zoom, pan and click on the timeline, and walk through its events."""
        view = self.window.build_workbench().timeline_pane.create_timeline()
        for _ in range(4):
            width, height = view.viewport().width(), view.viewport().height()
            place = QPoint(self.chance.randrange(max(1, width)), self.chance.randrange(max(1, height)))
            turn_wheel(view.viewport(), place, self.chance.choice((-240, -120, 120, 240)))
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
            settle()
        view.keys.focus_next_event(True)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
            QTest.keyClick(view, key)
        self._trigger("fold")
        self._trigger("show_all")

    def search(self) -> None:
        """Search the timeline."""
        self._trigger("find_events")
        view = self.window.build_workbench().timeline_pane.create_timeline()
        view.finder.search_box.query_field.setText(self.chance.choice(QUERIES))
        view.finder.search_box.run_search()
        view.finder.search_box.step(1)
        settle()
        view.finder.close()

    def edit_text(self) -> None:
        """Type in the editor, undo, redo, and sometimes save."""
        editing = self.window.build_workbench().editors
        if not editing.is_editor_visible:
            self._trigger("edit_text")
        pane = editing.ensure_editor()
        pane.go_to(len(pane.text()))
        QTest.keyClick(pane.editor, Qt.Key.Key_Return)
        QTest.keyClicks(pane.editor, f"# words {self.chance.randrange(1000)}")
        pane.flush()
        self._trigger("undo")
        self._trigger("redo")
        if self.chance.random() < 0.3:
            self._trigger("save")
        self._trigger("edit_text")

    def edit_by_pointing(self) -> None:
        """Double-click a text of the slide, write over it, and undo."""
        view = self.window.slide_view
        self.window.session.navigator.first()
        settle()
        zones = [zone for zone in view.frame().zones if zone.kind == "text"]
        if not zones:
            return
        zone = self.chance.choice(zones)
        corner, scale = view.slide_geometry()
        place = QPoint(round(corner.x() + (zone.x + 20) * scale), round(corner.y() + (zone.y + 20) * scale))
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
        field = self.window.build_workbench().editors.slide_editing.field
        if field is not None:
            QTest.keyClicks(field, "other words")
            QTest.keyClick(field, self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))
            self._trigger("undo")

    def edit_deck(self) -> None:
        """Open the menu of a thumbnail, and add, duplicate, move and delete slides."""
        editing = self.window.build_workbench().editors.deck_editing
        slides = self.window.session.story.slides
        slide_id = self.chance.choice(slides).id
        menu = editing.build_context_menu(slide_id)
        menu.popup(QPoint(10, 10))
        settle()
        menu.close()
        menu.deleteLater()
        editing.commands.duplicate((slide_id,))
        editing.move_by_one(1, (slide_id,))
        self._trigger("undo")
        self._trigger("undo")

    def save_elsewhere(self) -> None:
        """Save the file as another program does: whole, broken, shorter, or with a new line."""
        kind = self.chance.randrange(4)
        text = (
            f"{self._first_text}\n# {self.chance.randrange(1000)}\n",
            self._first_text + "\n[[[",
            self._first_text[: len(self._first_text) // 2],
            self._first_text,
        )[kind]
        self.file.write_text(text, "utf-8")
        reload_file(self.window.session)
        settle()
        self.close_dialogs()  # a conflict is asked about
        self.file.write_text(self._first_text, "utf-8")
        reload_file(self.window.session)

    def export(self) -> None:
        """Write a slide in one of the formats."""
        self._export(self.chance.choice(FORMATS))

    def _export(self, key: str) -> None:
        writer = WRITERS[key]
        session = self.window.session
        target = self.file.parent / "exported" / (writer.key if writer.in_folder else f"out{writer.suffix}")
        target.parent.mkdir(exist_ok=True)
        writer.export(session.story, target, language=session.language, slides="1-2", steps="final")

    def open_dialog(self) -> None:
        """Open one of the dialogs, and close it."""
        self._open_dialog(self.chance.choice(DIALOGS))

    def _open_dialog(self, action_id: str) -> None:
        self._trigger(action_id)
        settle(0.02)
        self.close_dialogs()

    def open_popup(self) -> None:
        """Open the search for a slide or the overview, and leave it."""
        self.window.activateWindow()
        self._trigger(self.chance.choice(POPUPS))
        settle(0.02)
        focused = self.window.focusWidget() or self.window
        QTest.keyClick(focused, Qt.Key.Key_Down)
        QTest.keyClick(focused, self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))

    def change_language(self) -> None:
        """Change the language of the story and of the interface."""
        self._trigger("language")
        self._set_ui_language(self.chance.choice(("en", "fr", "de")))

    def _set_ui_language(self, code: str) -> None:
        self.window.build_workbench().menus.set_ui_language(code)
        settle()

    def toggle_panels(self) -> None:
        """Hide and show deck, side and timeline."""
        for action_id in ("deck", "side", "timeline_pane"):
            self._trigger(action_id)
            self._trigger(action_id)

    def talk(self) -> None:
        """Begin a talk in two windows, use both at random, and end it."""
        self.window.session.document.discard_changes()
        talk = RandomTalk(self.window, self.chance.randrange(1 << 30))
        for _ in range(self.chance.randrange(10, 40)):
            talk.act()
            settle()
            if self.window.talks.presenter is None:
                return
        talk.end()
        self.close_dialogs()
