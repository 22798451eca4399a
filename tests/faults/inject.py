"""Raise in the overrides of Qt, in a talk or in the window, and print what came of each as a line of JSON.

    python tests/faults/inject.py FOLDER talk|window alone PART OF   each override by itself, every OF-th from PART on
    python tests/faults/inject.py FOLDER talk|window at-once|after|painting   all of them together, in one way

`alone` and `at-once` raise in place of the method, `after` when it has done its work, `painting` at the first stroke.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from PySide6.QtCore import QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPaintDevice, QPainter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.ui.app.app import build_window  # noqa: E402
from desktop.ui.editor.fix_menu import FixMenu  # noqa: E402
from desktop.ui.inspector.choice_editors import ReferenceButton  # noqa: E402
from desktop.ui.widgets import style  # noqa: E402
from desktop.ui.window.window import MainWindow  # noqa: E402
from desktop.ui.window.workbench import Workbench  # noqa: E402
from tests.faults.reach import reach  # noqa: E402
from tests.qt_overrides import Override, all_overrides  # noqa: E402

# Where the method itself does its work before the fault, these wait for an answer, or open another story.
_WOULD_ASK = ("closeEvent", "reject", "contextMenuEvent", "dragEnterEvent", "dropEvent")
_SLIDES_OF_EDITORS = {"PointsTable": "chart", "OrderList": "dispute", "PicturePreview": "image"}
"""Which slide of the story has the key that an editor of the inspector edits; another is on each."""
_FOLDERS_OF_TALK = ("desktop.ui.talk", "desktop.ui.timeline", "desktop.ui.widgets")


class Fault:
    """Faults in overrides, from `install` to `remove`; `hits` counts how often each raised."""

    def __init__(self, way: str) -> None:
        self._way = way
        self._originals: list[tuple[Any, Callable[..., Any]]] = []
        self.hits: dict[str, int] = {}

    def install(self, override: Override) -> None:
        cell = next(cell for cell in override.method.__closure__ if cell.cell_contents is override.method.__wrapped__)
        original, name = cell.cell_contents, str(override)

        def fail(*arguments: object, **named: object) -> None:
            if self._way == "after":
                original(*arguments, **named)
            self.hits[name] = self.hits.get(name, 0) + 1
            raise RuntimeError(f"fault in {name}")

        fail.__module__, fail.__qualname__ = original.__module__, original.__qualname__
        self._originals.append((cell, original))
        cell.cell_contents = fail

    def remove(self) -> None:
        for cell, original in self._originals:
            cell.cell_contents = original


class BrokenPainter(QPainter):
    """A painter that has begun, and fails at the first stroke."""

    def __getattribute__(self, name: str) -> Any:
        if name.startswith(("set", "draw", "fill")):
            raise RuntimeError(f"fault in {name}")
        return super().__getattribute__(name)


@contextmanager
def broken_painting(device: QPaintDevice) -> Iterator[QPainter]:
    painter = BrokenPainter(device)
    try:
        yield painter
    finally:
        painter.end()


class Scene:
    """A window with its parts, or a talk with its console, on a copy of the story of all layouts."""

    def __init__(self, folder: Path, kind: str) -> None:
        story = folder / "content.toml"
        shutil.copy(ROOT / "tests" / "stories" / "bridge.svg", folder)
        shutil.copy(ROOT / "tests" / "stories" / "layouts.toml", story)
        self.kind = kind
        self.window: MainWindow = build_window(style.application())
        self.monitor = self.window.error_monitor
        self.monitor.install()
        self.told: list[str] = []
        self.monitor.changed.connect(lambda: self.told.append(self.monitor.last_error))
        self.window.settings.set_reduced_motion(True)
        self.window.story_file.open(story)
        self.window.build_workbench().create_timeline()
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, 0)

    def prepare(self, override: Override | None = None) -> None:
        """Open what the override lives in; without one, everything that can be open together."""
        if self.kind == "talk":
            self._prepare_talk(override)
        else:
            self._prepare_window(override)
        self.settle()

    def _prepare_talk(self, override: Override | None) -> None:
        talks = self.window.talks
        if talks.presenter is None:
            self.window.session.navigator.first()
            talks.present(windowed=True)
            self.settle()
        presenter = talks.presenter
        assert presenter is not None
        owner = override.owner.__qualname__ if override is not None else ""
        needs_timeline = override is None or "timeline" in override.owner.__module__
        if needs_timeline and not self.window.session.talk.timeline_visible:
            presenter.commands.run("timeline")
        if "opup" in owner:
            presenter.commands.run("overview" if owner.startswith("Overview") else "goto")

    def _prepare_window(self, override: Override | None) -> None:
        workbench = self.window.workbench
        assert workbench is not None
        module = override.owner.__module__ if override is not None else "desktop.ui.editor"
        owner = override.owner.__name__ if override is not None else ""
        if module in ("desktop.ui.window.start_page", "desktop.ui.widgets.picture_grid"):
            self.window.show_start_page()
        else:
            self.window.start_page.hide()
        if module.startswith("desktop.ui.inspector"):
            self._open_inspector(workbench, owner)
        if owner == "TitleField":
            view = workbench.timeline_pane.create_timeline()
            view.pointer.event_author._open_field(QPointF(view.viewport().rect().center()), "2001")
        if module.startswith("desktop.ui.editor") and not workbench.editors.is_editor_visible:
            workbench.editors.toggle_editor()
        if owner == "FixMenu":
            pane = workbench.editors.editor
            assert pane is not None
            self.menu = FixMenu(pane, pane.editor)
            self.menu.addAction("fix")
            self.menu.popup(QPoint())
        if module.startswith("desktop.ui.dialogs") or module == "desktop.ui.widgets.combo_box":
            workbench.bindings.actions["export"].trigger()
        if override is not None and module == "desktop.ui.talk.popups":
            workbench.bindings.actions["goto"].trigger()
        if override is not None and override.owner.__name__ == "InlineTextField":
            frame = self.window.slide_view.frame()
            zones = frame.zones if frame is not None else ()
            workbench.editors.slide_editing.edit_text_at(
                next(zone for zone in zones if zone.kind == "text" and zone.path)
            )

    def _open_inspector(self, workbench: Workbench, owner: str) -> None:
        """Show the form of a slide that an editor needs, and open what it opens."""
        workbench.side_container.show()
        self.window.session.navigator.go_to_slide(_SLIDES_OF_EDITORS.get(owner, "event"))
        workbench.inspector.tabs.setCurrentIndex(0)
        workbench.inspector.refresh()
        self.settle()
        if owner == "PointsTable":
            workbench.inspector.show_key(("slide", "chart", "chart", "points"))
        elif owner == "TranslationDialog":
            workbench.bindings.actions["translate"].trigger()
        elif owner == "ReferencePopup":
            workbench.inspector.findChildren(ReferenceButton)[0].showPopup()

    def audience_picture(self) -> QImage | None:
        """Return what the audience sees of the slide, None where no talk runs."""
        audience = self.window.talks.audience
        return audience.slide_view.grab().toImage() if audience is not None else None

    def leave_by_escape(self) -> bool:
        """Press Escape until the talk is left; return whether it was."""
        for _ in range(8):
            audience = self.window.talks.audience
            if audience is None:
                return True
            popup = QApplication.activePopupWidget()  # it gets all keys
            if popup is None and QApplication.activeWindow() is None:
                audience.activateWindow()  # as a window manager does once the last menu is closed; this platform has none
            target = QApplication.focusWidget() if QApplication.focusWidget() is not None else audience
            target = target if target.window() is audience else audience
            QTest.keyClick(popup if popup is not None else target, Qt.Key.Key_Escape)
            self.settle()
        return self.window.talks.presenter is None

    def notices(self) -> list[str]:
        """Return what was told since the last call; the next error is told again."""
        self.settle()
        told = self.told[:]
        self.told.clear()
        assert self.monitor._handler is not None
        self.monitor._handler._counts.clear()
        return told

    def close(self) -> None:
        self.window.talks.end()
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        workbench = self.window.workbench
        assert workbench is not None
        workbench.editors.flush_input()
        self.window.session.document.discard_changes()
        self.window.close()
        self.monitor.remove()


def try_alone(scene: Scene, override: Override) -> dict[str, object]:
    """Raise in one override: is it told once, does the audience keep its picture, does Escape leave?"""
    scene.prepare(override)
    good = scene.audience_picture()
    scene.notices()
    fault = Fault("alone")
    fault.install(override)
    try:
        same = scene.audience_picture() == good
        reach(override)
        left = scene.leave_by_escape() if scene.kind == "talk" else True
    finally:
        fault.remove()
    return {
        "override": str(override),
        "hits": fault.hits.get(str(override), 0),
        "notices": scene.notices(),
        "picture": same,
        "left": left,
    }


def try_together(scene: Scene, overrides: list[Override], way: str) -> dict[str, object]:
    """Raise in all overrides at the same time, and use everything."""
    scene.prepare()
    good = scene.audience_picture()
    fault = Fault(way)
    undo: list[tuple[Any, Any]] = []
    if way == "painting":
        for module in list(sys.modules.values()):
            is_ours = getattr(module, "__name__", "").startswith("desktop.")
            if is_ours and callable(getattr(module, "painting", None)):
                undo.append((module, module.painting))
                module.painting = broken_painting
    else:
        for override in overrides:
            fault.install(override)
    try:
        same = scene.audience_picture() == good if way != "painting" else True
        for override in overrides:
            if override.name not in _WOULD_ASK:
                reach(override)
        left = scene.leave_by_escape() if scene.kind == "talk" else True
    finally:
        fault.remove()
        for module, original in undo:
            module.painting = original
    return {
        "override": f"all {way}",
        "hits": len(fault.hits),
        "notices": scene.notices(),
        "picture": same,
        "left": left,
    }


def main(folder: str, kind: str, way: str, part: str = "0", of: str = "1") -> int:
    """Try the overrides that the scene has, and print a line for each."""
    overrides = all_overrides()
    if kind == "talk":
        overrides = [one for one in overrides if one.owner.__module__.startswith(_FOLDERS_OF_TALK)]
    # A field on the slide needs the story as it was read; the faults in the editor write into it.
    overrides.sort(key=lambda one: one.owner.__name__ != "InlineTextField")
    scene = Scene(Path(folder), kind)
    if way != "alone":
        print(json.dumps(try_together(scene, overrides, way)), flush=True)
    for override in overrides[int(part) :: int(of)] if way == "alone" else ():
        print(f"begin {override}", file=sys.stderr, flush=True)  # the last one, if the process dies
        print(json.dumps(try_alone(scene, override)), flush=True)
    scene.close()
    return 0


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # how Python takes apart windows that are still there is not what is tried here
