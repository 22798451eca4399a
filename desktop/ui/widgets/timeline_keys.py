"""The keys of the timeline while it has the focus: one table for what they do and for what is told of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.fast_dataclass import dataclass

_Key = Qt.Key


@dataclass(frozen=True, slots=True)
class TimelineCommand:
    """What some keys do.

    `own` keys are the timeline's whenever it has the focus; the others walk the talk unless it is told to keep them.
    """

    id: str
    english: str
    french: str
    key_names: tuple[str, ...]  # as they are written in `desktop.ui.widgets.actions`
    keys: tuple[Qt.Key, ...]
    overrides_talk: bool = True
    control_keys: tuple[Qt.Key, ...] = ()  # with Ctrl
    shift_keys: tuple[Qt.Key, ...] = ()  # with Ctrl and Shift

    def label(self, ui_language: str) -> str:
        """Say what it does."""
        return self.french if ui_language.startswith("fr") else self.english


COMMANDS: Final = (
    TimelineCommand("earlier", "Earlier", "Plus tôt", ("Left",), (_Key.Key_Left,), overrides_talk=False),
    TimelineCommand("later", "Later", "Plus tard", ("Right",), (_Key.Key_Right,), overrides_talk=False),
    TimelineCommand("closer", "Closer", "Plus près", ("+",), (_Key.Key_Plus, _Key.Key_Equal)),
    TimelineCommand("farther", "Farther", "Plus loin", ("-",), (_Key.Key_Minus,)),
    TimelineCommand("all", "Show all", "Tout voir", ("0",), (_Key.Key_0,)),
    TimelineCommand("all", "Show all", "Tout voir", ("Home",), (_Key.Key_Home,), overrides_talk=False),
    TimelineCommand("home", "Back to the slide’s own time", "Revenir au temps de la diapositive", ("H",), (_Key.Key_H,)),
    TimelineCommand("home", "Back to the slide’s own time", "Revenir au temps de la diapositive", ("Backspace",),
            (_Key.Key_Backspace,), overrides_talk=False),
    TimelineCommand("open", "Open the event", "Ouvrir l’événement", ("Return",),
            (_Key.Key_Return, _Key.Key_Enter), overrides_talk=False),
    TimelineCommand("effect", "What it brought about", "Ce qui en est venu", ("]",), (_Key.Key_BracketRight,)),
    TimelineCommand("cause", "What brought it about", "Ce qui y a conduit", ("[",), (_Key.Key_BracketLeft,)),
    TimelineCommand("find", "Find events", "Chercher des événements", ("Ctrl+F", "/"), (_Key.Key_Slash,),
            control_keys=(_Key.Key_F,)),
    TimelineCommand("measure", "Measure from the slide’s event, or from one pointed at before",
            "Mesurer depuis l’événement de la diapositive, ou depuis un autre",
            ("M",), (_Key.Key_M,)),
    TimelineCommand("fold", "Fold empty years", "Replier les années vides", ("F",), (_Key.Key_F,)),
    TimelineCommand("sooner", "The chosen event earlier", "L’événement choisi plus tôt", ("Ctrl+Left",), (),
            control_keys=(_Key.Key_Left,)),
    TimelineCommand("delayed", "The chosen event later", "L’événement choisi plus tard", ("Ctrl+Right",), (),
            control_keys=(_Key.Key_Right,)),
    TimelineCommand("shorter", "Its end earlier", "Sa fin plus tôt", ("Ctrl+Shift+Left",), (), shift_keys=(_Key.Key_Left,)),
    TimelineCommand("longer", "Its end later", "Sa fin plus tard", ("Ctrl+Shift+Right",), (), shift_keys=(_Key.Key_Right,)),
    TimelineCommand("raised", "The chosen event on the track above", "L’événement choisi sur la ligne au-dessus",
            ("Ctrl+Up",), (), control_keys=(_Key.Key_Up,)),
    TimelineCommand("lowered", "The chosen event on the track below", "L’événement choisi sur la ligne au-dessous",
            ("Ctrl+Down",), (), control_keys=(_Key.Key_Down,)),
    TimelineCommand("dismiss", "Put away search, ruler, date of knowledge", "Ranger recherche, règle, date de connaissance",
            ("Escape",), (_Key.Key_Escape,)),
)  # fmt: skip
EDIT_COMMAND_IDS: Final = frozenset({"sooner", "delayed", "shorter", "longer", "raised", "lowered"})
"""What changes the text: only where it can be edited."""


def command_for(event: QKeyEvent) -> TimelineCommand | None:
    """Return what a key press means on the timeline, None for nothing."""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    alt_or_meta = modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier)
    typed_text = event.text()
    for command in COMMANDS:
        shifted = shift and (command.id in EDIT_COMMAND_IDS or event.key() in command.shift_keys)
        if control and not alt_or_meta and event.key() in (command.shift_keys if shifted else command.control_keys):
            return command
        # AltGr comes as Ctrl+Alt on some systems: what was typed decides, a bracket is a bracket on any keyboard.
        if typed_text and not typed_text.isalpha() and typed_text in command.key_names:
            return command
        unmodified = not control and not alt_or_meta and not shift
        if event.key() in command.keys and (unmodified or command.id in ("closer", "farther")) and not control:
            return command
    return None
