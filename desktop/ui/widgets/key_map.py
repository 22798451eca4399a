"""The key map finds the action of a key press.

The timeline and the text editor use it: their keys are no shortcuts.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.session.settings import Settings
from desktop.ui.widgets.actions import ACTIONS, WINDOW, Action, keys_of

_Modifier = Qt.KeyboardModifier
_NO_MODIFIER: Final = _Modifier.NoModifier
_NAVIGATION_IDS: Final = frozenset({"next", "previous", "first", "last"})


class KeyMap:
    """The actions of one context by their keys; `apply_keys` reads changed keys."""

    def __init__(self, context: str, settings: Settings | None = None) -> None:
        self._context = context
        self._settings = settings
        self._action_by_key: dict[tuple[int, Qt.KeyboardModifier], Action] = {}
        self._action_by_sign: dict[str, Action] = {}
        self._navigation_keys: set[tuple[int, Qt.KeyboardModifier]] = set()
        self.apply_keys()

    def apply_keys(self) -> None:
        """Read the keys of the settings."""
        self._action_by_key.clear()
        self._action_by_sign.clear()
        self._navigation_keys.clear()
        for action in ACTIONS:
            keys = keys_of(action, self._settings)
            if action.id in _NAVIGATION_IDS and WINDOW in action.contexts:
                self._navigation_keys.update(_key_and_modifiers(key) for key in keys)
            if self._context not in action.contexts:
                continue
            for key in (*keys, *(action.extra_keys if keys == action.keys else ())):
                self._action_by_key.setdefault(_key_and_modifiers(key), action)
                if len(key) == 1 and not key.isalpha():
                    self._action_by_sign.setdefault(key, action)

    def find(self, event: QKeyEvent) -> Action | None:
        """Return the action of a key press."""
        key, modifiers = _event_key(event)
        action = self._action_by_key.get((key, modifiers))
        if action is not None:
            return action
        # AltGr comes as Ctrl+Alt on some systems: the typed sign decides, a bracket is a bracket on any keyboard.
        alt_gr = modifiers & (_Modifier.ControlModifier | _Modifier.AltModifier)
        if alt_gr in (_NO_MODIFIER, _Modifier.ControlModifier | _Modifier.AltModifier):
            action = self._action_by_sign.get(event.text())
        if action is None and _is_sign(key):  # a keyboard may have this sign with Shift only
            action = self._action_by_key.get((key, modifiers & ~_Modifier.ShiftModifier))
        return action

    def is_navigation(self, event: QKeyEvent) -> bool:
        """Return whether the key moves the window to another step or slide."""
        return _event_key(event) in self._navigation_keys


def _event_key(event: QKeyEvent) -> tuple[int, Qt.KeyboardModifier]:
    return event.key(), event.modifiers() & ~(_Modifier.KeypadModifier | _Modifier.GroupSwitchModifier)


def _key_and_modifiers(key: str) -> tuple[int, Qt.KeyboardModifier]:
    combination = QKeySequence(key)[0]  # type: ignore[index]
    return int(combination.key()), combination.keyboardModifiers()


def _is_sign(key: int) -> bool:
    """Return whether a key is a printable character, not a Latin letter."""
    return 0x20 < key < 0x100 and not 0x41 <= key <= 0x5A
