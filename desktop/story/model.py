"""The story as plain data: what `content.toml` says, read once and never changed.

Everything here is frozen and hashable. Whatever can be pointed at on the screen knows the `Path` of the place in the
text that it was written in; `desktop.story.toml.source_map` turns a path into lines and columns. Slides are named in paths by
their id, not by their number, so a slide inserted above changes nothing for the others.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.story.dates.edtf_date import EdtfDate

STATUSES: tuple[str, ...] = ("happened", "planned", "disputed", "reported")
COLORS: tuple[str, ...] = ("vermilion", "gold", "jade", "ink-blue", "paper", "muted")
ASPECTS: tuple[str, ...] = ("auto", "16:9", "16:10", "4:3")
CHART_KINDS: tuple[str, ...] = ("bars", "line", "steps")

Status = Literal["happened", "planned", "disputed", "reported"]
KeyPath = tuple[str | int, ...]
"""A place in the text, e.g. ("slide", "xiami", "claim", 0, "says", "fr") or ("event", "ipo", "date")."""


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text in one or several languages; inline Markdown inside.

    `values` holds (language, text) in the order written; the language "" stands for every language (a plain string).
    """

    values: tuple[tuple[str, str], ...] = ()
    path: KeyPath = field(default=(), compare=True)

    def get(self, language: str) -> str:
        """Return the text in `language`, else the one for every language, else the first written, else ""."""
        first = ""
        for index, (code, value) in enumerate(self.values):
            if code == language or code == "":
                return value
            if index == 0:
                first = value
        return first

    def path_for(self, language: str) -> KeyPath:
        """Return the place of the very string that `get(language)` returns."""
        for code, _ in self.values:
            if code == language:
                return (*self.path, code)
            if code == "":
                return self.path
        return (*self.path, self.values[0][0]) if self.values else self.path

    def languages(self) -> tuple[str, ...]:
        """Return the languages written, "" for a plain string."""
        return tuple(code for code, _ in self.values)

    def __bool__(self) -> bool:
        return any(value.strip() for _, value in self.values)


EMPTY_TEXT = LocalizedText()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from: one row of the sources."""

    id: str
    publisher: LocalizedText = EMPTY_TEXT
    title: LocalizedText = EMPTY_TEXT
    author: LocalizedText = EMPTY_TEXT
    date: EdtfDate | None = None
    url: str = ""
    note: LocalizedText = EMPTY_TEXT

    @property
    def path(self) -> KeyPath:
        """Return the place of the source's table."""
        return ("source", self.id)


@dataclass(frozen=True, slots=True)
class Track:
    """A row of the timeline, with the colour of its events (a name of COLORS or `#rrggbb`)."""

    id: str
    title: LocalizedText = EMPTY_TEXT
    color: str = "paper"
    data: str = ""  # events from a file of the story's folder (CSV, Parquet, JSON lines)
    columns: tuple[tuple[str, str], ...] = ()  # field → column name

    @property
    def path(self) -> KeyPath:
        """Return the place of the track's table."""
        return ("track", self.id)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; `share` (0 to 1) draws it as a part of a whole."""

    value: LocalizedText
    label: LocalizedText = EMPTY_TEXT
    share: float | None = None
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one side says where sources disagree."""

    says: LocalizedText
    text: LocalizedText = EMPTY_TEXT
    date: EdtfDate | None = None
    sources: tuple[str, ...] = ()
    color: str = ""
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is planned, or is said to have happened, on a track of the timeline."""

    id: str
    when: EdtfDate
    title: LocalizedText = EMPTY_TEXT
    text: LocalizedText = EMPTY_TEXT
    track: str = ""
    status: Status = "happened"
    known_from: EdtfDate | None = None
    became: Status | None = None  # what a planned or disputed event is once `became_from` has come
    became_from: EdtfDate | None = None
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()  # the dates claimed, for a disputed event
    leads_to: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    image: str = ""
    weight: float = 1.0

    @property
    def path(self) -> KeyPath:
        """Return the place of the event's table."""
        return ("event", self.id)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart; `value` None leaves its place visibly empty."""

    at: LocalizedText
    value: float | None = None
    text: LocalizedText = EMPTY_TEXT  # shown instead of the formatted value
    highlight: bool = False
    planned: bool = False
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A row of points in one colour."""

    points: tuple[Point, ...]
    title: LocalizedText = EMPTY_TEXT
    color: str = ""
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers drawn: `bars` beside one another, a `line`, or `steps` that hold until the next point."""

    kind: str
    series: tuple[Series, ...]
    unit: LocalizedText = EMPTY_TEXT
    decimals: int | None = None
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list: a short head, a text under it, and what it rests on."""

    title: LocalizedText = EMPTY_TEXT
    text: LocalizedText = EMPTY_TEXT
    figure: LocalizedText = EMPTY_TEXT
    color: str = ""
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """One idea, shown full-screen, and a place on the time axis."""

    id: str
    layout: str
    kicker: LocalizedText = EMPTY_TEXT
    title: LocalizedText = EMPTY_TEXT
    subtitle: LocalizedText = EMPTY_TEXT
    text: LocalizedText = EMPTY_TEXT
    note: LocalizedText = EMPTY_TEXT  # a small line: what a picture shows, how a number was counted
    number: LocalizedText = EMPTY_TEXT
    quote: LocalizedText = EMPTY_TEXT
    paraphrase: bool = False
    by: LocalizedText = EMPTY_TEXT
    role: LocalizedText = EMPTY_TEXT
    image: str = ""
    alt: LocalizedText = EMPTY_TEXT
    mark: LocalizedText = EMPTY_TEXT  # a vertical sign beside the picture, such as a Chinese title
    event: str = ""
    date: EdtfDate | None = None
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    claims: tuple[Claim, ...] = ()
    items: tuple[ListItem, ...] = ()
    window: EdtfDate | None = None
    tracks: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    as_of: EdtfDate | None = None
    color: str = ""
    steps: bool | tuple[tuple[str, ...], ...] = False
    sources: tuple[str, ...] = ()
    notes: LocalizedText = EMPTY_TEXT
    minutes: float | None = None
    backup: bool = False
    has_error: bool = False  # the text of this slide has an error: shown, with a mark

    @property
    def path(self) -> KeyPath:
        """Return the place of the slide's table."""
        return ("slide", self.id)


@dataclass(frozen=True, slots=False)
class Story:
    """Everything one `content.toml` tells."""

    title: LocalizedText = EMPTY_TEXT
    subtitle: LocalizedText = EMPTY_TEXT
    author: LocalizedText = EMPTY_TEXT
    languages: tuple[str, ...] = ("en",)  # the first is the default
    theme: str = "cinema"
    aspect: str = "auto"
    minutes: float | None = None
    as_of: EdtfDate | None = None  # the date of knowledge at which the story is told
    sources: tuple[Source, ...] = ()
    tracks: tuple[Track, ...] = ()
    events: tuple[Event, ...] = ()
    slides: tuple[Slide, ...] = ()
    folder: str = ""  # where images and data are looked for; "" for a story without a file

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        """Return the events by their ids."""
        return {event.id: event for event in self.events}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Return the sources by their ids."""
        return {source.id: source for source in self.sources}

    @cached_property
    def track_by_id(self) -> dict[str, Track]:
        """Return the tracks by their ids."""
        return {track.id: track for track in self.tracks}

    @cached_property
    def image_files(self) -> tuple[str, ...]:
        """Return the picture files that slides and events name, each once."""
        files = [*(slide.image for slide in self.slides), *(event.image for event in self.events)]
        return tuple(dict.fromkeys(name for name in files if name))

    @cached_property
    def slide_index(self) -> dict[str, int]:
        """Return the place of each slide by its id."""
        return {slide.id: index for index, slide in enumerate(self.slides)}

    @cached_property
    def main_slides(self) -> tuple[Slide, ...]:
        """Return the slides that are told in order: all but the backups."""
        return tuple(slide for slide in self.slides if not slide.backup)

    @cached_property
    def slide_numbers(self) -> dict[str, int]:
        """Return the number of each slide, from 1: among those told, or among the backups."""
        backups = (slide for slide in self.slides if slide.backup)
        return {slide.id: number + 1 for group in (self.main_slides, backups) for number, slide in enumerate(group)}

    @cached_property
    def slide_id_by_event(self) -> dict[str, str]:
        """Return the id of the first slide that tells each event."""
        slide_ids: dict[str, str] = {}
        for slide in self.slides:
            if slide.event:
                slide_ids.setdefault(slide.event, slide.id)
        return slide_ids

    def event_of(self, slide: Slide) -> Event | None:
        """Return the event that the slide tells, if any."""
        return self.event_by_id.get(slide.event)

    def color_of(self, event: Event) -> str:
        """Return the colour name of the event's track."""
        track = self.track_by_id.get(event.track)
        return track.color if track else "paper"


EMPTY_STORY = Story()
