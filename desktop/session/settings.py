"""The settings of a user, kept by QSettings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QLocale, QStandardPaths

from desktop.i18n import available_languages, supported_code
from desktop.session.settings_store import SettingsStore
from desktop.story.storage.guarded_read import is_regular_file

_MAX_RECENT: Final = 10


class Settings:
    """The settings of a user.

    Reading never fails: a wrong value counts as none.
    """

    def __init__(self) -> None:
        self._store = SettingsStore()
        self._value = self._store.value

    def flush(self) -> None:
        """Write the changes; never wait for a disk that hangs."""
        self._store.flush()

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
        self._store.set("interface/language", language)

    @property
    def recent_files(self) -> list[Path]:
        """Return the recent stories, the last one first.

        Those that are no longer there are left out from the next story on: this does not ask the disk.
        """
        return [Path(path) for path in _recent_paths(self._value("files/recent"))]

    @property
    def last_file(self) -> Path | None:
        """Return the last story that is still there, None for none."""
        return next((path for path in self.recent_files if is_regular_file(path)), None)

    def add_recent(self, path: Path) -> None:
        """Add a story as the most recent one."""

        def add(value: object) -> object:
            return [str(path), *(recent for recent in _recent_paths(value) if recent != str(path))][:_MAX_RECENT]

        def add_and_look(value: object) -> object:
            return [recent for recent in _recent_paths(add(value)) if is_regular_file(recent)]

        self._store.update("files/recent", add, add_and_look)

    @property
    def reduced_motion(self) -> bool:
        """Return whether pictures change without motion."""
        return str(self._value("motion/reduced", "false")).lower() in ("true", "1")

    def set_reduced_motion(self, reduced: bool) -> None:
        """Set whether animations are disabled."""
        self._store.set("motion/reduced", reduced)

    @property
    def keeps_rows(self) -> bool:
        """Return whether events on the timeline never change rows."""
        return str(self._value("timeline/keeps_rows", "false")).lower() in ("true", "1")

    def set_keeps_rows(self, on: bool) -> None:
        """Choose whether events on the timeline never change rows."""
        self._store.set("timeline/keeps_rows", on)

    @property
    def defer_changes(self) -> bool:
        """Return whether text changes wait for a key in talks."""
        return str(self._value("talk/hold_changes", "false")).lower() in ("true", "1")

    def set_defer_changes(self, defer: bool) -> None:
        """Choose whether text changes wait for a key in talks."""
        self._store.set("talk/hold_changes", defer)

    @property
    def saves_by_itself(self) -> bool:
        """Return whether the text is saved after each pause."""
        return str(self._value("files/saves_by_itself", "false")).lower() in ("true", "1")

    def set_saves_by_itself(self, on: bool) -> None:
        """Choose whether the text is saved after each pause."""
        self._store.set("files/saves_by_itself", on)

    @property
    def sets_typography(self) -> bool:
        """Return whether quotes and no-break spaces are set in typed text."""
        return str(self._value("words/typography", "true")).lower() in ("true", "1")

    def set_typography(self, on: bool) -> None:
        """Choose whether quotes and no-break spaces are set in typed text."""
        self._store.set("words/typography", on)

    @property
    def checks_spelling(self) -> bool:
        """Return whether misspelt words are marked in the editor."""
        return str(self._value("words/spelling", "true")).lower() in ("true", "1")

    def set_checks_spelling(self, on: bool) -> None:
        """Choose whether misspelt words are marked in the editor."""
        self._store.set("words/spelling", on)

    def audience_screen(self, screen_set: str) -> str:
        """Return the audience's screen among a set, "" for none."""
        return str(_read_screens(self._value("talk/screens")).get(screen_set, ""))

    def set_audience_screen(self, screen_set: str, screen_name: str) -> None:
        """Choose the audience's screen for a set of screens."""
        from json import dumps

        self._store.update("talk/screens", lambda value: dumps({**_read_screens(value), screen_set: screen_name}))

    @property
    def notes_size(self) -> int:
        """Return the size of the speaker's notes in pixels."""
        try:
            return max(12, min(64, int(str(self._value("talk/notes_size", 22)))))
        except ValueError:
            return 22

    def set_notes_size(self, size: int) -> None:
        """Choose the size of the speaker's notes."""
        self._store.set("talk/notes_size", max(12, min(64, size)))

    def widget_state(self, widget_name: str) -> QByteArray:
        """Return the saved state of a window or splitter, empty for none."""
        value = self._value(f"layout/{widget_name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def save_widget_state(self, widget_name: str, state: QByteArray) -> None:
        """Save the state of a window or splitter."""
        self._store.set(f"layout/{widget_name}", state)

    def keys(self, action_id: str) -> list[str] | None:
        """Return the chosen keys of an action, None for the usual ones."""
        value = self._value(f"keys/{action_id}")
        if value is None:
            return None
        return [value] if isinstance(value, str) else [str(key) for key in value] if isinstance(value, list) else None

    def set_keys(self, action_id: str, keys: list[str] | None) -> None:
        """Choose an action's keys; None restores the defaults."""
        if keys is None:
            self._store.set(f"keys/{action_id}", None)
        else:
            self._store.set(f"keys/{action_id}", keys)

    def values_to_report(self) -> dict[str, object]:
        """Return the values for the diagnostics.

        None names a file, a person or a device.
        """
        return {
            "language": self.language,
            "reduced_motion": self.reduced_motion,
            "defer_changes": self.defer_changes,
            "notes_size": self.notes_size,
            **{key: self._value(key) for key in self._store.all_keys() if key.startswith("keys/")},
        }


def _read_screens(value: object) -> dict[str, object]:
    """Return the audience's screen by set of screens, as kept in JSON."""
    if not isinstance(value, str) or not value:
        return {}
    from json import loads

    try:
        screens = loads(value)
    except (ValueError, RecursionError):
        return {}
    return screens if isinstance(screens, dict) else {}


def _recent_paths(value: object) -> list[str]:
    """Return the paths in a value, which may be anything."""
    return [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []
