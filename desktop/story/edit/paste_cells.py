"""Put rows of cells into a story as events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.story.edit.edit import Edit, diff
from desktop.story.edit.new_tables import add_named_table, localized
from desktop.story.normalize import normalize
from desktop.story.toml.parser import is_toml, loads

EventRow = tuple[str, str, str, str]
"""Date in EDTF, title, text, and the title of its track ("" for none)."""


def add_events(
    text: str, rows: Iterable[EventRow], language: str, languages: Sequence[str], colors: Sequence[str]
) -> Edit:
    """Return the edit that adds events, and the tracks that they name.

    A track that is there already is known by its id or one of its titles; new ones take the colours in turn.
    """
    after, number = text, 0
    track_ids = _known_tracks(text)
    for date, title, words, track in rows:
        track_name = normalize(track)
        if track_name and track_name not in track_ids:
            color = colors[number % len(colors)]
            values = {"title": localized(track, language, languages), "color": color}
            edit, track_ids[track_name] = add_named_table(after, "track", track, values)
            after, number = edit.apply(after), number + 1
        values = {
            "date": date,
            "title": localized(title, language, languages),
            "text": localized(words, language, languages) if words else "",
            "track": track_ids.get(track_name, ""),
        }
        after = add_named_table(after, "event", title, values)[0].apply(after)
    return replace(diff(text, after), name="cells")


def _known_tracks(text: str) -> dict[str, str]:
    """Return the ids of the tracks by id and titles, normalized."""
    plain_text = text.removeprefix("\ufeff")
    tables = loads(plain_text).get("track") if is_toml(plain_text) else None
    known: dict[str, str] = {}
    for track_id, track in tables.items() if isinstance(tables, dict) else ():
        title = track.get("title", "") if isinstance(track, dict) else ""
        for name in (track_id, *(title.values() if isinstance(title, dict) else (title,))):
            known.setdefault(normalize(str(name)), track_id)
    return known
