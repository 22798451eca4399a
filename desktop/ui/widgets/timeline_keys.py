"""The keys of the timeline while it has the focus: one table for what they do and for what is told of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.fast_dataclass import dataclass

_Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Command:
    """What some keys do.

    `own` keys are the timeline's whenever it has the focus; the others walk the talk unless it is told to keep them.
    """

    id: str
    english: str
    french: str
    shown: tuple[str, ...]  # as they are written in `desktop.ui.widgets.actions`
    keys: tuple[Qt.Key, ...]
    own: bool = True
    control_keys: tuple[Qt.Key, ...] = ()  # with Ctrl
    shift_keys: tuple[Qt.Key, ...] = ()  # with Ctrl and Shift

    def label(self, language: str) -> str:
        """Say what it does."""
        return self.french if language.startswith("fr") else self.english


COMMANDS: Final = (
    Command("earlier", "Earlier", "Plus tôt", ("Left",), (_Key.Key_Left,), own=False),
    Command("later", "Later", "Plus tard", ("Right",), (_Key.Key_Right,), own=False),
    Command("closer", "Closer", "Plus près", ("+",), (_Key.Key_Plus, _Key.Key_Equal)),
    Command("farther", "Farther", "Plus loin", ("-",), (_Key.Key_Minus,)),
    Command("all", "Show all", "Tout voir", ("0",), (_Key.Key_0,)),
    Command("all", "Show all", "Tout voir", ("Home",), (_Key.Key_Home,), own=False),
    Command("home", "Back to the slide’s own time", "Revenir au temps de la diapositive", ("H",), (_Key.Key_H,)),
    Command("home", "Back to the slide’s own time", "Revenir au temps de la diapositive", ("Backspace",),
            (_Key.Key_Backspace,), own=False),
    Command("open", "Open the event", "Ouvrir l’événement", ("Return",), (_Key.Key_Return, _Key.Key_Enter), own=False),
    Command("effect", "What it brought about", "Ce qui en est venu", ("]",), (_Key.Key_BracketRight,)),
    Command("cause", "What brought it about", "Ce qui y a conduit", ("[",), (_Key.Key_BracketLeft,)),
    Command("find", "Find events", "Chercher des événements", ("Ctrl+F", "/"), (_Key.Key_Slash,),
            control_keys=(_Key.Key_F,)),
    Command("measure", "Measure from the slide’s event, or from one pointed at before",
            "Mesurer depuis l’événement de la diapositive, ou depuis un autre",
            ("M",), (_Key.Key_M,)),
    Command("fold", "Fold empty years", "Replier les années vides", ("F",), (_Key.Key_F,)),
    Command("sooner", "The chosen event earlier", "L’événement choisi plus tôt", ("Ctrl+Left",), (),
            control_keys=(_Key.Key_Left,)),
    Command("delayed", "The chosen event later", "L’événement choisi plus tard", ("Ctrl+Right",), (),
            control_keys=(_Key.Key_Right,)),
    Command("shorter", "Its end earlier", "Sa fin plus tôt", ("Ctrl+Shift+Left",), (), shift_keys=(_Key.Key_Left,)),
    Command("longer", "Its end later", "Sa fin plus tard", ("Ctrl+Shift+Right",), (), shift_keys=(_Key.Key_Right,)),
    Command("raised", "The chosen event on the track above", "L’événement choisi sur la ligne au-dessus",
            ("Ctrl+Up",), (), control_keys=(_Key.Key_Up,)),
    Command("lowered", "The chosen event on the track below", "L’événement choisi sur la ligne au-dessous",
            ("Ctrl+Down",), (), control_keys=(_Key.Key_Down,)),
    Command("dismiss", "Put away search, ruler, date of knowledge", "Ranger recherche, règle, date de connaissance",
            ("Escape",), (_Key.Key_Escape,)),
)  # fmt: skip
EDITS: Final = frozenset({"sooner", "delayed", "shorter", "longer", "raised", "lowered"})
"""What changes the text: only where it can be edited."""


def command_of(event: QKeyEvent) -> Command | None:
    """Return what a key press means on the timeline, None for nothing."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
    other = held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier)
    typed = event.text()
    for command in COMMANDS:
        shifted = shift and (command.id in EDITS or event.key() in command.shift_keys)
        if control and not other and event.key() in (command.shift_keys if shifted else command.control_keys):
            return command
        # AltGr comes as Ctrl+Alt on some systems: what was typed decides, a bracket is a bracket on any keyboard.
        if typed and not typed.isalpha() and typed in command.shown:
            return command
        plain = not control and not other and not shift
        if event.key() in command.keys and (plain or command.id in ("closer", "farther")) and not control:
            return command
    return None
