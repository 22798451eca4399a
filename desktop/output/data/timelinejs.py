"""Writes the events of a story as JSON for TimelineJS.

The format is described at https://timeline.knightlab.com/docs/json-format.html.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any, Final

from desktop.output.data.all_events import all_events
from desktop.output.data.date_parts import date_span
from desktop.output.data.text_file import write_text
from desktop.output.html_text import to_html, to_html_blocks
from desktop.output.selection import NoteCallback, ProgressCallback, no_note, no_progress
from desktop.story.dates.format_date import format_date
from desktop.story.model import Era, Event, Story
from desktop.story.slide_content import slide_content

_UNITS: Final = ("year", "month", "day", "hour", "minute", "second")
_FIRST_HUMAN_YEAR: Final = -270_000
"""JavaScript's dates begin with the year −271,821; what is earlier needs the scale "cosmological"."""


def write_timelinejs(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    progress: ProgressCallback = no_progress,
    note: NoteCallback = no_note,
) -> tuple[Path, ...]:
    """Write all dated events as TimelineJS JSON.

    Raises ExportError where the file cannot be written.
    """
    language = language or story.languages[0]
    events = [_event(event, story, language) for event in all_events(story, note)]
    dated = [event for event in events if event is not None]
    deep = any(event["start_date"]["year"] < _FIRST_HUMAN_YEAR for event in dated)
    title = {"headline": to_html(story.title.get(language)), "text": to_html(story.subtitle.get(language))}
    document: dict[str, Any] = {"scale": "cosmological" if deep else "human", "title": {"text": title}, "events": dated}
    eras = [entry for era in story.eras if (entry := _era(era, language)) is not None]
    if eras:
        document["eras"] = eras
    return write_text(Path(path), json.dumps(document, ensure_ascii=False, indent=1) + "\n", progress)


def _event(event: Event, story: Story, language: str) -> dict[str, Any] | None:
    """Return an event as TimelineJS knows it, or None."""
    span = date_span(event.when)
    if span is None:
        return None
    words = format_date(event.when, story.own_language(language))
    entry: dict[str, Any] = {"unique_id": event.id, "start_date": _date(span.start)}
    if span.end:
        entry["end_date"] = _date(span.end)
    # TimelineJS knows no doubt, and takes the year −43 for 43 BC: there our own words are shown.
    if not span.exact or span.start[0] <= 0:
        entry["display_date"] = words
    entry["text"] = {"headline": to_html(event.title.get(language)), "text": _text(event, story, language)}
    track = story.track_by_id.get(event.track)
    if track is not None:
        entry["group"] = track.title.get(language) or track.id
    slide_id = story.slide_id_by_event.get(event.id)
    slide = story.slides[story.slide_index[slide_id]] if slide_id else None
    image = event.image or (slide_content(slide, story).image if slide else "")
    if image:
        entry["media"] = {"url": image.replace("\\", "/")}
        if slide and slide.alt:
            entry["media"]["alt"] = slide.alt.get(language)
    return entry


def _era(era: Era, language: str) -> dict[str, Any] | None:
    """Return an era as TimelineJS knows it, or None.

    It draws none without an end.
    """
    span = date_span(era.when)
    if span is None or not span.end:
        return None
    text = {"headline": to_html(era.title.get(language))}
    return {"start_date": _date(span.start), "end_date": _date(span.end), "text": text}


def _date(parts: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(_UNITS, parts, strict=False))


def _text(event: Event, story: Story, language: str) -> str:
    """Return text, figures, claims and sources of an event as HTML."""
    parts = [to_html_blocks(event.text.get(language))]
    pairs = [(figure.value, figure.label) for figure in event.figures]
    pairs += [(claim.says, claim.text) for claim in event.claims]
    rows = [f"<li><b>{to_html(lead.get(language))}</b> {to_html(text.get(language))}</li>" for lead, text in pairs]
    if rows:
        parts.append(f"<ul>{''.join(rows)}</ul>")
    if event.people:
        parts.append(f"<p>{escape(story.own_language(language).join_list(event.people))}</p>")
    names = []
    for source_id in event.sources:
        source = story.source_by_id.get(source_id)
        if source is not None:
            name = to_html(source.publisher.get(language) or source.title.get(language) or source_id)
            names.append(f'<a href="{escape(source.url)}">{name}</a>' if source.url else name)
    if names:
        parts.append(
            f"<p><small>{story.own_language(language).word('sources_heading')}: {' · '.join(names)}</small></p>"
        )
    return "".join(parts)
