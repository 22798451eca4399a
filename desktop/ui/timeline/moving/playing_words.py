"""Says how the timeline plays, and which keys change that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.i18n import language
from desktop.session.settings import Settings
from desktop.ui.widgets.actions import ACTIONS, key_label, keys_of
from desktop.ui.widgets.shared_messages import MESSAGES

if TYPE_CHECKING:
    from desktop.session.timeline_player import TimelinePlayer

_KEYS: Final = {"pause": "stop", "faster": "speed", "loop": "loop", "back": "dismiss"}
"""The names in the sentence, and the actions of the timeline whose keys stand for them."""


def playing_words(player: TimelinePlayer, settings: Settings) -> str:
    """Return the sentence while it plays, else ""."""
    if not player.is_playing:
        return ""
    by_id = {action.id: action for action in ACTIONS}
    names: dict[str, str] = {}
    for name, action in _KEYS.items():
        keys = keys_of(by_id[f"timeline.{action}"], settings)
        names[name] = key_label(keys[0], settings.language) if keys else "–"
    speed = language(settings.language).format_decimal(f"{player.speed:g}")
    return MESSAGES("playing_in_loop" if player.loops else "playing", settings.language, speed=speed, **names)
