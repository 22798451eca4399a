"""The key map finds the action of a key press.

The timeline and the text editor use it: their keys are no shortcuts.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.session.settings import Settings
from desktop.ui.widgets.actions import ACTIONS, WINDOW, Action, keys_of

# Keys with their modifiers are plain numbers here: three maps are asked with each key, and joining Qt's flags costs more
# than all else in them.
_Modifier = Qt.KeyboardModifier
_SHIFT: Final = _Modifier.ShiftModifier.value
_CONTROL_AND_ALT: Final = (_Modifier.ControlModifier | _Modifier.AltModifier).value
_IGNORED_MODIFIERS: Final = (_Modifier.KeypadModifier | _Modifier.GroupSwitchModifier).value
_ALL_MODIFIERS: Final = _Modifier.KeyboardModifierMask.value
_NAVIGATION_IDS: Final = frozenset({"next", "previous", "first", "last"})


class KeyMap:
    """The actions of one context by their keys; `apply_keys` reads changed keys."""

    def __init__(self, context: str, settings: Settings | None = None) -> None:
        self._context = context
        self._settings = settings
        self._action_by_key: dict[int, Action] = {}
        self._action_by_sign: dict[str, Action] = {}
        self._navigation_keys: set[int] = set()
        self.apply_keys()

    def apply_keys(self) -> None:
        """Read the keys of the settings."""
        self._action_by_key.clear()
        self._action_by_sign.clear()
        self._navigation_keys.clear()
        for action in ACTIONS:
            keys = keys_of(action, self._settings)
            if action.id in _NAVIGATION_IDS and WINDOW in action.contexts:
                self._navigation_keys.update(_combined_key(key) for key in keys)
            if self._context not in action.contexts:
                continue
            for key in (*keys, *(action.extra_keys if keys == action.keys else ())):
                self._action_by_key.setdefault(_combined_key(key), action)
                if len(key) == 1 and not key.isalpha():
                    self._action_by_sign.setdefault(key, action)

    def find(self, event: QKeyEvent) -> Action | None:
        """Return the action of a key press."""
        key = _event_key(event)
        action = self._action_by_key.get(key)
        if action is not None:
            return action
        # AltGr comes as Ctrl+Alt on some systems: the typed sign decides, a bracket is a bracket on any keyboard.
        if key & _CONTROL_AND_ALT in (0, _CONTROL_AND_ALT):
            action = self._action_by_sign.get(event.text())
        if action is None and _is_sign(key & ~_ALL_MODIFIERS):  # a keyboard may have this sign with Shift only
            action = self._action_by_key.get(key & ~_SHIFT)
        return action

    def is_navigation(self, event: QKeyEvent) -> bool:
        """Return whether the key moves the window to another step or slide."""
        return _event_key(event) in self._navigation_keys


def _event_key(event: QKeyEvent) -> int:
    return event.keyCombination().toCombined() & ~_IGNORED_MODIFIERS


def _combined_key(key: str) -> int:
    combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]
    return combination.toCombined()


def _is_sign(key: int) -> bool:
    """Return whether a key is a printable character, not a Latin letter."""
    return 0x20 < key < 0x100 and not 0x41 <= key <= 0x5A
