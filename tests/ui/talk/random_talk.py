"""A talk of random keys and acts of the pointer on both windows; after each, both windows are asked what they show.

As a program it goes on for as many acts as are asked for: `python -m tests.ui.talk.random_talk --acts 100000`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[_name] = tempfile.mkdtemp(prefix="passeur-random-")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.session.audience_picture import AudiencePicture, TimelineMarks, TimelinePicture, VisibleState
from desktop.session.position import slide_at
from desktop.session.session_pictures import audience_picture, speaker_picture, visible_state
from desktop.story.model import EMPTY_STORY
from desktop.ui.widgets import actions

if TYPE_CHECKING:
    from desktop.timeline.camera import TimeWindow
    from desktop.ui.talk.picture_layers import PictureLayers
    from desktop.ui.window.window import MainWindow

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
WINDOW_ACTIONS = {"console", "swap", "leave", "keys", "sources", "goto", "overview"}
"""Actions that open or close a window; what they do has tests of its own."""
TALK_KEYS = [
    key
    for action in actions.ACTIONS
    if actions.TALK in action.contexts and action.id not in WINDOW_ACTIONS
    for key in action.keys
]
TIMELINE_KEYS = [
    key for action in actions.ACTIONS if actions.TIMELINE in action.contexts and "find" not in action.id
    for key in action.keys
]  # fmt: skip
TYPED = ("a", "e", "1", "xiami", "zzz", "")


def shown_by(layers: PictureLayers, expected: AudiencePicture) -> AudiencePicture:
    """Return what the layers show, as its widgets have painted it."""
    slide_view = layers.slide_view
    strokes, light = layers.overlay.painted
    displayed = slide_view._displayed
    slide = slide_at(expected.story, expected.position)
    frame = slide_view._frame_cache.frame(expected.story, slide, expected.language, slide_view.aspect)
    is_expected_slide = displayed == (frame, expected.position.step)
    shown = AudiencePicture(
        expected.story if is_expected_slide or expected.blank else EMPTY_STORY,
        expected.position,
        expected.language,
        expected.blank if displayed is None and is_blank(slide_view.window(), expected.blank) else "",
        None,
        strokes,
        light,
    )
    view = layers.timeline_overlay.timeline_view
    if view is None or not view.isVisible():
        return shown
    state = view.state
    marks = TimelineMarks(
        state.as_of_override,
        state.breaks_enabled,
        view.ruler.pair,
        view.ruler.start_id,
        state.highlighted_ids,
        state.highlighted_by_track or None,
        state.hovered_id,
        folded_by_hand=state.folded_by_hand,
    )
    timeline = TimelinePicture(
        view.time_window, view.camera._home_window, state.selected_id, state._slide_as_of, marks, state.aggregated,
        state.track_ids,
    )  # fmt: skip
    return replace(shown, timeline=timeline)


def is_blank(window: QWidget, blank: str) -> bool:
    """Return whether a window is of one colour all over."""
    image = window.grab().toImage()
    plain = QImage(image.size(), image.format())
    plain.fill(QColor(blank or "black"))
    return bool(image == plain)


def comparable(picture: AudiencePicture) -> AudiencePicture:
    """Return a picture without what no widget says: the chosen event is the selected one."""
    timeline = picture.timeline
    picture = replace(picture, notice="")  # a label with tests of its own
    if timeline is None:
        return picture
    return replace(picture, timeline=replace(timeline, time_window=None, marks=replace(timeline.marks, chosen_id="")))


def is_same_window(one: TimeWindow, other: TimeWindow) -> bool:
    """Return whether two windows of time differ by less than a pixel."""
    tolerance = 1 + max(one.span, other.span) / 4000
    return abs(one.start + one.offset - other.start - other.offset) < tolerance and (
        abs(one.span - other.span) < tolerance
    )


def assert_same(expected: AudiencePicture, shown: AudiencePicture, which: str) -> None:
    assert comparable(shown) == comparable(expected), which
    if expected.timeline is not None and shown.timeline is not None:
        assert is_same_window(expected.timeline.time_window, shown.timeline.time_window), which


class RandomTalk:
    """One seeded talk in two windows, act by act."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.session = window.session
        self.chance = random.Random(seed)
        window.talks.present(windowed=True)
        self.presenter: Any = window.talks.presenter
        self.presenter.audience.resize(640, 360)
        self.presenter.console.resize(1000, 620)
        self.frozen_image: Any = None
        self.acts: list[str] = []
        self.seen: Counter[str] = Counter()

    def run(self, count: int) -> None:
        """Act and compare `count` times."""
        for _ in range(count):
            self.act()
            self.compare()

    def end(self) -> None:
        """End the talk."""
        self.presenter.end_talk()

    def count(self, state: VisibleState) -> None:
        """Count what was there to be compared."""
        timeline = state.live.timeline
        marks = timeline.marks if timeline is not None else TimelineMarks()
        self.seen.update(
            name
            for name, there in {
                "blank": state.blank,
                "frozen": state.frozen,
                "ended": state.live.position.ended,
                "light": state.live.light,
                "strokes": state.live.strokes,
                "timeline": timeline,
                "frozen timeline": state.frozen and state.frozen.timeline,
                "camera": timeline and timeline.time_window != timeline.home_window,
                "as of": marks.as_of,
                "breaks": marks.breaks_enabled,
                "ruler": marks.measured_ids,
                "search": marks.highlighted_ids,
                "hovered": marks.hovered_id,
                "chosen": marks.chosen_id,
            }.items()
            if there
        )

    # -- acts ----------------------------------------------------------------------------------------------------------

    def act(self) -> None:
        chosen = self.chance.choices(
            (self.press_key, self.press_timeline_key, self.use_pointer, self.mark_event, self.search),
            (46, 20, 24, 8, 2),
        )[0]
        chosen()

    def layers(self) -> PictureLayers:
        """Return the layers of one of the two windows."""
        both = (self.presenter.audience.layers, self.presenter.console.current_slide_view.layers)
        return self.chance.choice(both)

    def note(self, what: str) -> None:
        self.acts.append(what)
        del self.acts[:-12]

    def press_key(self) -> None:
        window = self.chance.choice((self.presenter.audience, self.presenter.console))
        key = self.chance.choice((*TALK_KEYS, "T", "T", "L", "D", "Right", "Right", *"123", "Esc"))
        if key == "Esc" and self.presenter.commands.notice[0] == "leave_again":
            return
        self.note(f"{key} on {type(window).__name__}")
        if len(key) == 1 and key.isdigit():
            QTest.keyClick(window, key)
        else:
            window.activateWindow()
            QTest.keySequence(window, QKeySequence(key))

    def press_timeline_key(self) -> None:
        view = self.layers().timeline_overlay.timeline_view
        if view is None or not view.isVisible() or view.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return
        key = self.chance.choice((*TIMELINE_KEYS, "M", "F", "Tab", "Tab"))
        self.note(f"{key} on the timeline")
        if key == "Tab":
            view.keys.focus_next_event(self.chance.random() < 0.7)
            return
        combination = QKeySequence(key)[0]
        QTest.keyClick(view, combination.key(), combination.keyboardModifiers())

    def use_pointer(self) -> None:
        layers = self.layers()
        view = layers.timeline_overlay.timeline_view
        # What lies uppermost gets the pointer, as with a hand.
        window = layers.slide_view.window()
        widget, inside = window, layers.slide_view.geometry()
        corner = layers.slide_view.parentWidget().mapTo(window, inside.topLeft())
        place = corner + QPoint(self.chance.randrange(inside.width()), self.chance.randrange(inside.height()))
        if view is not None and view.isVisible() and self.chance.random() < 0.5:
            zones = [zone for zone in view.frame().zones if zone.kind in ("event", "as-of", "overview", "cluster")]
            if zones:
                zone = self.chance.choice(zones)
                at = QPoint(round(zone.x + zone.width / 2), round(zone.y + zone.height / 2))
                place = view.viewport().mapTo(window, at)
        widget = window.childAt(place) or window
        if isinstance(widget, QAbstractButton):
            return  # a menu would wait for a choice
        at = widget.mapFrom(window, place) if widget is not window else place
        kind = self.chance.choice(("move", "move", "drag", "click", "wheel", "shift", "leave"))
        self.note(f"{kind} at {place.toTuple()} on {type(widget).__name__} of {type(window).__name__}")
        if kind == "move":
            QTest.mouseMove(widget, at)
        elif kind == "drag":
            QTest.mousePress(widget, LEFT, NO_MODIFIER, at)
            for _ in range(self.chance.randrange(4)):
                step = QPoint(self.chance.randrange(-90, 90), self.chance.randrange(-50, 50))
                QTest.mouseMove(widget, at + step)
            QTest.mouseRelease(widget, LEFT, NO_MODIFIER, at + QPoint(self.chance.randrange(-90, 90), 0))
        elif kind in ("click", "shift"):
            modifier = Qt.KeyboardModifier.ShiftModifier if kind == "shift" else NO_MODIFIER
            QTest.mouseClick(widget, LEFT, modifier, at)
        elif kind == "wheel":
            turn_wheel(widget, at, self.chance.choice((-240, -120, 120, 240)))
        else:
            self.session.talk.set_pointer(None)

    def search(self) -> None:
        overlay = self.presenter.console.current_slide_view.timeline_overlay
        if not overlay.is_open:
            return
        finder = overlay.timeline_view.finder
        if finder.is_open and self.chance.random() < 0.4:
            self.note("close the search")
            finder.close()
            return
        query = self.chance.choice(TYPED)
        self.note(f"search {query!r}")
        finder.open()
        finder.search_box.query_field.setText(query)
        finder.search_box.run_search()
        finder.search_box.step(self.chance.choice((1, -1)))

    def mark_event(self) -> None:
        """Walk to an event with Tab, and measure to it, open it, or follow its links."""
        view = self.layers().timeline_overlay.timeline_view
        if view is None or not view.isVisible() or view.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return
        count, key = self.chance.randrange(1, 9), self.chance.choice(("M", "M", "Return", "]", "["))
        self.note(f"{count} times Tab, then {key}, on the timeline")
        for _ in range(count):
            view.keys.focus_next_event(True)
        combination = QKeySequence(key)[0]
        QTest.keyClick(view, combination.key())

    # -- comparison ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        QApplication.processEvents()
        audience, console = self.presenter.audience, self.presenter.console
        shown, speaker = audience_picture(self.session), speaker_picture(self.session)
        told = f"after {self.acts}"
        assert_same(shown, shown_by(audience.layers, shown), f"audience {told}")
        assert_same(speaker, shown_by(console.current_slide_view.layers, speaker), f"console {told}")
        state = visible_state(self.session)
        self.count(state)
        is_held = state.frozen is not None and not shown.blank
        image = audience.grab().toImage() if is_held else None
        if image is not None and self.frozen_image is not None:
            assert image == self.frozen_image, f"the frozen picture moved {told}"
        self.frozen_image = image


def turn_wheel(widget: QWidget, place: QPoint, turn: int) -> None:
    """Turn the wheel over a widget."""
    where = QPointF(place)
    event = QWheelEvent(
        where, widget.mapToGlobal(where), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, NO_MODIFIER,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    app = QApplication([])
    from desktop.session.settings import Settings
    from desktop.ui.app.app import build_window

    Settings().set_reduced_motion(True)
    window = build_window(app)
    window.settings.set_reduced_motion(True)
    window.story_file.open(Path(__file__).resolve().parents[3] / "content.toml")
    done, talk_length = 0, 500
    seen: Counter[str] = Counter()
    while done < arguments.acts:
        talk = RandomTalk(window, arguments.seed + done)
        talk.run(min(talk_length, arguments.acts - done))
        talk.end()
        # Outside an event loop nothing else deletes the windows of the talk, and each that is left makes the next slower.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        done += talk_length
        seen.update(talk.seen)
        print(f"{min(done, arguments.acts)} acts; seen {dict(seen)}", flush=True)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
