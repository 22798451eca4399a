"""Lists the possible references of a key, with their titles."""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.dates.format_date import format_date
from desktop.ui.inspector.field_editor import KeyContext


@dataclass(frozen=True, slots=True)
class Reference:
    """Describes a table that a key may refer to."""

    id: str
    title: str
    detail: str


def references(context: KeyContext) -> list[Reference]:
    """Return the tables that a key may refer to."""
    story, language = context.session.story, context.session.language
    table_name = context.field.refers_to
    if table_name == "source":
        found = []
        for source in story.sources:
            names = (source.publisher.get(language), source.author.get(language), source.title.get(language))
            title = next(filter(None, names), source.id)
            parts = [source.title.get(language), format_date(source.date, language) if source.date else ""]
            found.append(Reference(source.id, title, " · ".join(part for part in parts if part and part != title)))
        return found
    if table_name == "track":
        return [Reference(track.id, track.title.get(language) or track.id, "") for track in story.tracks]
    if table_name == "group":
        return [Reference(group.id, group.title.get(language) or group.id, "") for group in story.groups]
    events = sorted(story.events, key=lambda event: event.when.time_order)
    return [
        Reference(
            event.id, event.title.get(language) or event.id, format_date(event.when, story.own_language(language))
        )
        for event in events
    ]
