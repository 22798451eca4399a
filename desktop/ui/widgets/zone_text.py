"""The tool tip's text about a part of a slide."""

from __future__ import annotations

from desktop.render.frame import HitZone
from desktop.story.dates.format_date import format_date
from desktop.story.model import Story


def zone_text(zone: HitZone, story: Story, language: str) -> str:
    """Return a source, event or era in full, "" for others."""
    if zone.kind == "source" and zone.id in story.source_by_id:
        source = story.source_by_id[zone.id]
        date = format_date(source.date, language) if source.date else ""
        return "\n".join(part for part in (source.publisher.get(language), source.title.get(language), date) if part)
    if zone.kind == "event" and zone.id in story.event_by_id:
        event = story.event_by_id[zone.id]
        return f"{event.title.get(language)}\n{format_date(event.when, story.own_language(language))}"
    if zone.kind == "era" and zone.id in story.era_by_id:
        era = story.era_by_id[zone.id]
        return f"{era.title.get(language)}\n{format_date(era.when, story.own_language(language))}"
    return ""
