"""The settings of a user, kept by QSettings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QLocale, QSettings, QStandardPaths

from desktop.i18n import available_languages, supported_code
from desktop.story.storage.guarded_read import is_regular_file

_MAX_RECENT: Final = 10


class Settings:
    """The settings of a user.

    Reading never fails: a wrong value counts as none.
    """

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur")

    def _value(self, key: str, default: object = None) -> object:
        """Return a key's value, `default` if missing or unreadable."""
        try:
            return self._store.value(key, default)
        except RuntimeError:  # "Can't find converter for 'qfloat16'"
            return default

    @property
    def data_folder(self) -> Path:
        """Return the data folder: journal, saved versions, unsaved text."""
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / "passeur"

    @property
    def language(self) -> str:
        """Return the interface's language: chosen, else the system's, else English."""
        chosen = str(self._value("interface/language", "") or "")
        if chosen in available_languages():
            return chosen
        return supported_code(os.environ.get("PASSEUR_LANG", "") or QLocale.system().name())

    def set_language(self, language: str) -> None:
        """Choose the language of the interface; "" follows the system."""
        self._store.setValue("interface/language", language)

    @property
    def recent_files(self) -> list[Path]:
        """Return the recent stories that still exist, the last one first."""
        value = self._value("files/recent", [])
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(recent_path)) for recent_path in paths if is_regular_file(str(recent_path))]

    def add_recent(self, path: Path) -> None:
        """Add a story as the most recent one."""
        paths = [str(path), *(str(recent_path) for recent_path in self.recent_files if recent_path != path)]
        self._store.setValue("files/recent", paths[:_MAX_RECENT])

    @property
    def reduced_motion(self) -> bool:
        """Return whether pictures change without motion."""
        return str(self._value("motion/reduced", "false")).lower() in ("true", "1")

    def set_reduced_motion(self, reduced: bool) -> None:
        """Choose whether pictures change without motion."""
        self._store.setValue("motion/reduced", reduced)

    @property
    def defer_changes(self) -> bool:
        """Return whether text changes wait for a key in talks."""
        return str(self._value("talk/hold_changes", "false")).lower() in ("true", "1")

    def set_defer_changes(self, defer: bool) -> None:
        """Choose whether text changes wait for a key in talks."""
        self._store.setValue("talk/hold_changes", defer)

    @property
    def saves_by_itself(self) -> bool:
        """Return whether the text is saved after each pause."""
        return str(self._value("files/saves_by_itself", "false")).lower() in ("true", "1")

    def set_saves_by_itself(self, on: bool) -> None:
        """Choose whether the text is saved after each pause."""
        self._store.setValue("files/saves_by_itself", on)

    def audience_screen(self, screen_set: str) -> str:
        """Return the audience's screen among a set, "" for none."""
        chosen = self._value("talk/screens", {})
        return str(chosen.get(screen_set, "")) if isinstance(chosen, dict) else ""

    def set_audience_screen(self, screen_set: str, screen_name: str) -> None:
        """Choose the audience's screen for a set of screens."""
        chosen = self._value("talk/screens", {})
        self._store.setValue("talk/screens", {**(chosen if isinstance(chosen, dict) else {}), screen_set: screen_name})

    @property
    def notes_size(self) -> int:
        """Return the size of the speaker's notes in pixels."""
        try:
            return max(12, min(64, int(str(self._value("talk/notes_size", 22)))))
        except ValueError:
            return 22

    def set_notes_size(self, size: int) -> None:
        """Choose the size of the speaker's notes."""
        self._store.setValue("talk/notes_size", max(12, min(64, size)))

    def widget_state(self, widget_name: str) -> QByteArray:
        """Return the saved state of a window or splitter, empty for none."""
        value = self._value(f"layout/{widget_name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def save_widget_state(self, widget_name: str, state: QByteArray) -> None:
        """Save the state of a window or splitter."""
        self._store.setValue(f"layout/{widget_name}", state)

    def keys(self, action_id: str) -> list[str] | None:
        """Return the chosen keys of an action, None for the usual ones."""
        value = self._value(f"keys/{action_id}")
        if value is None:
            return None
        return [value] if isinstance(value, str) else [str(key) for key in value] if isinstance(value, list) else None

    def set_keys(self, action_id: str, keys: list[str] | None) -> None:
        """Choose an action's keys; None restores the defaults."""
        if keys is None:
            self._store.remove(f"keys/{action_id}")
        else:
            self._store.setValue(f"keys/{action_id}", keys)

    def values_to_report(self) -> dict[str, object]:
        """Return the values for the diagnostics.

        None names a file, a person or a device.
        """
        return {
            "language": self.language,
            "reduced_motion": self.reduced_motion,
            "defer_changes": self.defer_changes,
            "notes_size": self.notes_size,
            **{key: self._value(key) for key in self._store.allKeys() if key.startswith("keys/")},
        }
