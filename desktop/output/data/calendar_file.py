"""Writes the events of a story as iCalendar (RFC 5545).

The writer is 40 lines; a library of 9 MB would be carried in every package for it. A test reads the file with one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from desktop.output.data.all_events import all_events
from desktop.output.data.date_parts import DateSpan, date_span
from desktop.output.data.text_file import write_text
from desktop.output.file_signs import clean_text
from desktop.output.selection import NoteCallback, ProgressCallback, no_note, no_progress
from desktop.story.dates.format_date import format_date
from desktop.story.markdown import plain_text
from desktop.story.model import Event, Story

_MAX_LINE_BYTES: Final = 75
_STATUS: Final = {"happened": "CONFIRMED", "planned": "TENTATIVE", "disputed": "TENTATIVE", "reported": "TENTATIVE"}


def write_calendar(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    progress: ProgressCallback = no_progress,
    note: NoteCallback = no_note,
) -> tuple[Path, ...]:
    """Write the events as a calendar; return the file.

    Only the years 1 to 9998 are written: others no calendar knows. Raises ExportError where the file cannot be written.
    """
    language = language or story.languages[0]
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Passeur//Passeur//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escape(plain_text(story.title.get(language)))}")
    for event in all_events(story, note):
        lines += _event_lines(event, story, language, now)
    lines.append("END:VCALENDAR")
    text = "".join(f"{part}\r\n" for line in lines for part in _fold(clean_text(line)))
    return write_text(Path(path), text, progress, newline="")


def _event_lines(event: Event, story: Story, language: str, now: str) -> Iterator[str]:
    """Yield an event's lines, none where its date does not fit."""
    span = date_span(event.when)
    times = _times(span) if span is not None else None
    if span is None or times is None:
        return
    yield "BEGIN:VEVENT"
    name = f"{plain_text(story.title.get(language))}#{event.id}"
    # The same event has the same id each time, so that a calendar takes it for a newer version. (`uuid` would bring a
    # library of the system into the packages.)
    yield f"UID:{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:32]}@passeur"
    yield f"DTSTAMP:{now}"
    yield from times
    yield f"SUMMARY:{_escape(plain_text(event.title.get(language)))}"
    words = [] if span.exact else [format_date(event.when, story.own_language(language))]
    words += [plain_text(event.text.get(language))] if event.text else []
    if words:
        yield f"DESCRIPTION:{_escape(chr(10).join(words))}"
    track = story.track_by_id.get(event.track)
    if track is not None:
        yield f"CATEGORIES:{_escape(plain_text(track.title.get(language)) or track.id)}"
    urls = [story.source_by_id[one].url for one in event.sources if one in story.source_by_id]
    if any(urls):
        yield f"URL:{next(filter(None, urls))}"
    yield f"STATUS:{_STATUS[event.status]}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because of it
    yield "END:VEVENT"


def _times(span: DateSpan) -> tuple[str, str] | None:
    """Return DTSTART and DTEND, None for years that they cannot hold."""
    last = span.end or span.start
    if span.start[0] < 1 or last[0] > 9998:
        return None
    if len(span.start) > 3:
        begin, end = _second(span.start, (1, 1, 0, 0, 0)), _second(last, (12, 28, 23, 59, 0))
        try:
            return f"DTSTART:{_moment(begin, span.zone)}", f"DTEND:{_moment(max(begin, end), span.zone)}"
        except OverflowError:  # the first hours of the year 1, east of Greenwich
            return None
    first_day = date(*span.start, *(1, 1)[len(span.start) - 1 :])
    return f"DTSTART;VALUE=DATE:{_day(first_day)}", f"DTEND;VALUE=DATE:{_day(_day_after(last[:3]))}"


def _second(parts: tuple[int, ...], missing: tuple[int, ...]) -> datetime:
    """Return a time as written."""
    year, month, day, hour, minute, second = (*parts, *missing[len(parts) - 1 :])
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 (see `_moment`)


def _moment(time: datetime, zone: int | None) -> str:
    """Return a moment in UTC, without a zone as written.

    What is written without one is a time of the place: no calendar moves it.
    """
    if zone is not None:
        time -= timedelta(minutes=zone)
    return f"{_day(time)}T{time:%H%M%S}{'' if zone is None else 'Z'}"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _day_after(parts: tuple[int, ...]) -> date:
    """Return the day after a year, a month or a day."""
    if len(parts) == 1:
        return date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(*parts) + timedelta(days=1)


def _escape(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes.

    Each but the first begins with a space.
    """
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode("utf-8", "replace"))
        if size + width > _MAX_LINE_BYTES:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += width
    yield piece
