"""Search the events of a story as the user types.

The search reads titles, texts, dates in words, figures, people and the names of sources. Accents, case and ligatures do
not matter. Every word must be found somewhere in the event; "words in quotes" must be found together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.format.event_fields import SEARCHED_FIELDS, field_texts
from desktop.story.model import Event, Status, Story
from desktop.story.normalize import normalize
from desktop.story.occurrences import event_of_occurrence, occurrences
from desktop.timeline.as_of import status_as_of

ListedMatch = tuple[int, float, str]
"""The second at which an event begins, the part of it after which it does, and its id."""

STATUSES: Final[tuple[Status, ...]] = ("happened", "planned", "disputed", "reported")
_QUERY_TERM: Final = re.compile(r'["«“]\s*(?P<phrase>[^"»”]*?)\s*(?:["»”]|$)|(?P<word>\S+)')


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Restricts a search to tracks, statuses and sources.

    `tracks` and `sources` hold ids ("" for events without a track). An empty set is no restriction.
    """

    tracks: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tracks or self.statuses or self.sources)


NO_FILTER: Final = EventFilter()


def query_terms(query: str) -> tuple[str, ...]:
    """Return the normalized words and quoted phrases of a query."""
    terms = (
        normalize(match["phrase"] if match["phrase"] is not None else match["word"])
        for match in _QUERY_TERM.finditer(query)
    )
    return tuple(word for word in terms if word)


class EventSearch:
    """Searches the events of a story in one language.

    An event that recurs is found with its occurrences. The normalized texts are made when an event is first searched.
    """

    def __init__(self, story: Story, language: str) -> None:
        self._story = story
        self._language = language
        self._texts_but_dates: dict[str, str] = {}
        self._texts_of_dates: dict[str, str] = {}
        self._ordered: tuple[Event, ...] | None = None

    def find_events(
        self,
        query: str,
        event_filter: EventFilter = NO_FILTER,
        as_of: EdtfDate | None = None,
        tracks: Collection[str] | None = None,
    ) -> tuple[str, ...]:
        """Return the ids of the matching events in order of time.

        An empty query matches every event that is known at `as_of`. `tracks` are the ids of those that are drawn, "" for
        events of none; without it, all are.
        """
        return tuple(event.id for event in self._find(query, event_filter, as_of, tracks))

    def find_with_starts(
        self,
        query: str,
        event_filter: EventFilter = NO_FILTER,
        as_of: EdtfDate | None = None,
        tracks: Collection[str] | None = None,
    ) -> list[ListedMatch]:
        """Return the matching events, each with its beginning."""
        found = self._find(query, event_filter, as_of, tracks)
        return [(*event.when.time_order[:2], event.id) for event in found]

    def _find(
        self, query: str, event_filter: EventFilter, as_of: EdtfDate | None, tracks: Collection[str] | None
    ) -> Iterator[Event]:
        terms = query_terms(query)
        for event in self._events():
            if tracks is not None and self._story.drawn_track(event) not in tracks:
                continue
            if self._passes_filter(event, event_filter, as_of) and self._contains_terms(event, terms):
                yield event

    def _events(self) -> tuple[Event, ...]:
        if self._ordered is None:
            self._ordered = tuple(sorted(occurrences(self._story), key=lambda event: (event.when.time_order, event.id)))
        return self._ordered

    def _passes_filter(self, event: Event, event_filter: EventFilter, as_of: EdtfDate | None) -> bool:
        status = status_as_of(event, as_of)
        if status is None or (event_filter.statuses and status not in event_filter.statuses):
            return False
        if event_filter.tracks and event.track not in event_filter.tracks:
            return False
        return not event_filter.sources or not event_filter.sources.isdisjoint(event_source_ids(event))

    def _contains_terms(self, event: Event, terms: Iterable[str]) -> bool:
        event_id = event_of_occurrence(event.id)
        text = self._texts_but_dates.get(event_id)
        if text is None:
            text = self._texts_but_dates[event_id] = _normalized(self._texts_of(event, event_id))
        others = [word for word in terms if word not in text]
        if not others:
            return True
        dates = self._texts_of_dates.get(event.id)
        if dates is None:
            dates = self._texts_of_dates[event.id] = _normalized(_date_texts(self._story, event, self._language))
        return all(word in dates for word in others)

    def _texts_of(self, event: Event, event_id: str) -> Iterable[str]:
        """Yield all texts of an event but those of its dates."""
        yield event_id
        for field in SEARCHED_FIELDS:
            if field.key == "date":
                continue
            read = _SPECIAL_TEXTS.get(field.key)
            if read is None:
                yield from field_texts(event, field, self._language)
            else:
                yield from read(self._story, event, self._language)


def _title_texts(_story: Story, event: Event, _language: str) -> Iterable[str]:
    # Titles are searched in every language: a reader remembers the one they read.
    return (text for _, text in event.title.values)


def _date_texts(story: Story, event: Event, language: str) -> Iterable[str]:
    own_language = story.own_language(language)
    for when in (event.when, *(claim.date for claim in event.claims if claim.date is not None)):
        yield when.text
        yield format_date(when, own_language)
        yield format_date(when, own_language, style="short")


def _track_texts(story: Story, event: Event, language: str) -> Iterable[str]:
    track = story.track_by_id.get(event.track)
    if track is not None:
        yield track.title.get(language)


def _figure_texts(_story: Story, event: Event, language: str) -> Iterable[str]:
    return (f"{figure.value.get(language)} {figure.label.get(language)}" for figure in event.figures)


def _claim_texts(_story: Story, event: Event, language: str) -> Iterable[str]:
    for claim in event.claims:
        yield claim.says.get(language)
        yield claim.text.get(language)


def _source_texts(story: Story, event: Event, language: str) -> Iterable[str]:
    for source_id in event_source_ids(event):
        source = story.source_by_id.get(source_id)
        if source is not None:
            yield from (source.publisher.get(language), source.title.get(language), source.author.get(language))


_SPECIAL_TEXTS: Final[dict[str, Callable[[Story, Event, str], Iterable[str]]]] = {
    "title": _title_texts,
    "track": _track_texts,
    "figure": _figure_texts,
    "claim": _claim_texts,
    "sources": _source_texts,
}
"""The fields that need more than `field_texts`: names of ids, tables."""


def _normalized(texts: Iterable[str]) -> str:
    return "\n".join(normalize(part) for part in texts if part)


def event_source_ids(event: Event) -> frozenset[str]:
    """Return the ids of all sources of an event.

    They include the sources of its figures and its claims.
    """
    parts = (event.sources, *(figure.sources for figure in event.figures), *(claim.sources for claim in event.claims))
    return frozenset(name for names in parts for name in names)
