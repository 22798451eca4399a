"""Define the frozen data classes of a story.

Everything here is frozen and hashable. What can be clicked on the screen knows the `KeyPath` of the place in the text
where it is written; `desktop.story.toml.source_map` turns a path into lines and columns. Paths name slides by their id,
not by their number, so a slide inserted above changes no path of the others.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language, WordOverrides, story_language
from desktop.story.chart import Chart
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.zones import first_zone
from desktop.story.localized_text import EMPTY_TEXT, KeyPath, LocalizedText
from desktop.story.track_series import TrackSeries

STATUSES: tuple[str, ...] = ("happened", "planned", "disputed", "reported")
COLORS: tuple[str, ...] = ("vermilion", "gold", "jade", "ink-blue", "paper", "muted")
HEX_COLOR = "#[0-9a-fA-F]{6}"
"""The pattern of a colour that is none of `COLORS`."""
AXES: tuple[str, ...] = ("linear", "log")
ASPECTS: tuple[str, ...] = ("auto", "16:9", "16:10", "4:3", "1:1", "9:16")
FITS: tuple[str, ...] = ("contain", "cover")
TONES: tuple[str, ...] = ("neutral", "good", "bad")
DATE_UNITS: tuple[str, ...] = ("s", "ms", "us", "ns", "days", "years", "excel")

Status = Literal["happened", "planned", "disputed", "reported"]
RibbonUse = bool | Literal["auto"]
"""Whether the ribbon is shown; "auto" shows it where it says something."""
Focus = tuple[float, float]
"""The place of a picture that is never cut off: fractions of its width and height."""


@dataclass(frozen=True, slots=True)
class Source:
    """Describes a source that claims cite."""

    id: str
    publisher: LocalizedText = EMPTY_TEXT
    title: LocalizedText = EMPTY_TEXT
    author: LocalizedText = EMPTY_TEXT
    date: EdtfDate | None = None
    url: str = ""
    note: LocalizedText = EMPTY_TEXT

    @property
    def path(self) -> KeyPath:
        """Return the key path of the source's table."""
        return ("source", self.id)


@dataclass(frozen=True, slots=True)
class Track:
    """Describes a track: a line of events on the timeline.

    Its colour, a name of `COLORS` or `#rrggbb`, is the colour of its events.
    """

    id: str
    title: LocalizedText = EMPTY_TEXT
    color: str = "paper"
    data: str = ""  # a file in the story's folder that holds further events
    columns: tuple[tuple[str, str], ...] = ()  # field → column name
    format: str = ""  # how the file writes dates, in the signs of strptime
    unit: str = ""  # what its numbers count, where dates are numbers
    series: TrackSeries | None = None
    group: str = ""
    hidden: bool = False  # drawn only where a slide names it

    @property
    def path(self) -> KeyPath:
        """Return the path of the track's table."""
        return ("track", self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """Describes a group of tracks under one heading.

    A folded group is one strip that counts their events.
    """

    id: str
    title: LocalizedText = EMPTY_TEXT
    order: float | None = None  # among the groups, from the top
    folded: bool = False

    @property
    def path(self) -> KeyPath:
        """Return the path of the group's table."""
        return ("group", self.id)


@dataclass(frozen=True, slots=True)
class Era:
    """Describes a stretch of time, drawn behind the events.

    It lies behind all tracks, or behind one.
    """

    id: str
    when: EdtfDate
    title: LocalizedText = EMPTY_TEXT
    color: str = "muted"
    track: str = ""

    @property
    def path(self) -> KeyPath:
        """Return the path of the era's table."""
        return ("era", self.id)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Names a view of the timeline: window and date of knowledge."""

    id: str
    window: EdtfDate
    title: LocalizedText = EMPTY_TEXT
    as_of: EdtfDate | None = None

    @property
    def path(self) -> KeyPath:
        """Return the path of the bookmark's table."""
        return ("bookmark", self.id)


@dataclass(frozen=True, slots=True)
class Figure:
    """Holds a number and the label for its unit.

    `share` (0 to 1) draws it as a part of a whole. Its `tone`, a name of `TONES`, says whether it is good news.
    """

    value: LocalizedText
    label: LocalizedText = EMPTY_TEXT
    share: float | None = None
    tone: str = "neutral"
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Holds the claim of one side where sources disagree."""

    says: LocalizedText
    text: LocalizedText = EMPTY_TEXT
    date: EdtfDate | None = None
    sources: tuple[str, ...] = ()
    color: str = ""
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Describes an event on a track of the timeline.

    Its `status` says whether it happened, is planned, is disputed or is only reported.
    """

    id: str
    when: EdtfDate
    title: LocalizedText = EMPTY_TEXT
    text: LocalizedText = EMPTY_TEXT
    track: str = ""
    status: Status = "happened"
    known_from: EdtfDate | None = None
    became: Status | None = None  # the status of a planned or disputed event from the date `became_from` on
    became_from: EdtfDate | None = None
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()  # the dates claimed, for a disputed event
    leads_to: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    image: str = ""
    fit: str = ""  # a name of `FITS`, or "" for what suits the layout
    focus: Focus | None = None
    caption: LocalizedText = EMPTY_TEXT
    credit: LocalizedText = EMPTY_TEXT
    weight: float = 1.0
    color: str = ""  # instead of the colour of its track
    url: str = ""
    every: str = ""  # the step after which it recurs, such as "4 years", up to `until`
    until: EdtfDate | None = None
    calendar: str = ""  # in which its dates are written; "" for that of the story

    @property
    def path(self) -> KeyPath:
        """Return the path of the event's table."""
        return ("event", self.id.partition("@")[0])  # of an occurrence: where it is written


@dataclass(frozen=True, slots=True)
class ListItem:
    """Holds one line of a list, with text, figure and sources."""

    title: LocalizedText = EMPTY_TEXT
    text: LocalizedText = EMPTY_TEXT
    figure: LocalizedText = EMPTY_TEXT
    total: bool = False  # of the figures above it
    color: str = ""
    sources: tuple[str, ...] = ()
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """Describes one slide."""

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
    fit: str = ""  # a name of `FITS`, or "" for what suits the layout
    focus: Focus | None = None
    caption: LocalizedText = EMPTY_TEXT
    credit: LocalizedText = EMPTY_TEXT
    vertical_title: LocalizedText = EMPTY_TEXT  # beside the picture, such as a Chinese title; `mark` in the text
    event: str = ""
    date: EdtfDate | None = None
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    claims: tuple[Claim, ...] = ()
    items: tuple[ListItem, ...] = ()
    window: EdtfDate | None = None
    compare: EdtfDate | None = None  # a second window, drawn below the first
    tracks: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    axis: str = ""  # "log" or "linear", where it is another than that of the story
    threads: bool = False  # draws what leads to what
    play: bool = False  # in a talk its window is played through
    as_of: EdtfDate | None = None
    color: str = ""
    ribbon: RibbonUse | None = None  # None: as the story says
    steps: bool | tuple[tuple[str, ...], ...] = False
    sources: tuple[str, ...] = ()
    section: LocalizedText = EMPTY_TEXT  # the title of the section of the deck that it begins
    notes: LocalizedText = EMPTY_TEXT
    minutes: float | None = None
    backup: bool = False
    has_error: bool = False  # the text of this slide has an error: the slide is shown with a mark

    @property
    def path(self) -> KeyPath:
        """Return the path of the slide's table."""
        return ("slide", self.id)

    @property
    def windows(self) -> tuple[EdtfDate, ...]:
        """Return the windows of time that it shows, as written."""
        return tuple(one for one in (self.window, self.compare) if one is not None)


@dataclass(frozen=True, slots=False)
class Story:
    """Holds everything that one `content.toml` says."""

    title: LocalizedText = EMPTY_TEXT
    subtitle: LocalizedText = EMPTY_TEXT
    author: LocalizedText = EMPTY_TEXT
    languages: tuple[str, ...] = ("en",)  # the first is the default
    theme: str = "cinema"
    aspect: str = "auto"
    minutes: float | None = None
    as_of: EdtfDate | None = None  # the date of knowledge at which the story is told
    ribbon: RibbonUse = "auto"
    calendar: str = ""  # in which dates before 1582 are written; "" for the Gregorian
    second_calendar: str = ""  # of a second row of the axis
    axis: str = ""  # "log": time is placed by the logarithm of its distance from `axis_now`
    axis_now: EdtfDate | None = None  # None: the last date of the events
    deep_time: str = ""  # the system in which deep time is told; "" for ages from a million years on
    fiscal_month: int = 1  # with which a fiscal year begins
    keep_rows: bool = False  # whether events never move to other rows
    sources: tuple[Source, ...] = ()
    tracks: tuple[Track, ...] = ()
    groups: tuple[Group, ...] = ()
    eras: tuple[Era, ...] = ()
    events: tuple[Event, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    slides: tuple[Slide, ...] = ()
    folder: str = ""  # where images and data are looked for; "" for a story without a file
    words: tuple[tuple[str, WordOverrides], ...] = ()  # what slides say by themselves, by language; "" for all

    def drawn_track(self, event: Event) -> str:
        """Return the id of an event's track, "" for none."""
        return event.track if event.track in self.track_by_id else ""

    def own_language(self, code: str) -> Language:
        """Return a language with the story's own words for slides."""
        general, own = (dict(self.words).get(key, ()) for key in ("", code))
        deep_time = self.deep_time or ("years-ago" if self.axis == "log" else "")  # as such an axis counts
        system = ((("dates", "deep_time"), deep_time),) if deep_time else ()
        return story_language(code, (*general, *own, *system))

    @cached_property
    def zone(self) -> int | None:
        """Return the zone of the events' moments, None if none is written."""
        return first_zone(
            date for event in self.events for date in (event.when, *(one.date for one in event.claims if one.date))
        )

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
    def group_by_id(self) -> dict[str, Group]:
        """Return the groups of tracks by their ids."""
        return {group.id: group for group in self.groups}

    @cached_property
    def era_by_id(self) -> dict[str, Era]:
        """Return the eras by their ids."""
        return {era.id: era for era in self.eras}

    @cached_property
    def image_files(self) -> tuple[str, ...]:
        """Return the picture files that slides and events name.

        Each file comes once.
        """
        return tuple(dict.fromkeys(name for name, _ in self.image_references))

    @cached_property
    def linked_files(self) -> tuple[str, ...]:
        """Return the files that the story names: pictures and files of events."""
        return (*self.image_files, *dict.fromkeys(track.data for track in self.tracks if track.data))

    @cached_property
    def image_references(self) -> tuple[tuple[str, KeyPath], ...]:
        """Return each picture file named, with the path of its key."""
        owners: tuple[Slide | Event, ...] = (*self.slides, *self.events)
        return tuple((owner.image, (*owner.path, "image")) for owner in owners if owner.image)

    @cached_property
    def slide_index(self) -> dict[str, int]:
        """Return the index of each slide by its id."""
        return {slide.id: index for index, slide in enumerate(self.slides)}

    @cached_property
    def main_slides(self) -> tuple[Slide, ...]:
        """Return the slides of the talk, without the backup slides."""
        return tuple(slide for slide in self.slides if not slide.backup)

    @cached_property
    def slide_numbers(self) -> dict[str, int]:
        """Return the number of each slide by its id.

        Main slides and backup slides are numbered apart, both from 1.
        """
        backups = (slide for slide in self.slides if slide.backup)
        return {slide.id: number + 1 for group in (self.main_slides, backups) for number, slide in enumerate(group)}

    @cached_property
    def slide_id_by_event(self) -> dict[str, str]:
        """Return the id of the first slide of each event."""
        slide_ids: dict[str, str] = {}
        for slide in self.slides:
            if slide.event:
                slide_ids.setdefault(slide.event, slide.id)
        return slide_ids

    def event_of(self, slide: Slide) -> Event | None:
        """Return the event of a slide, or None."""
        return self.event_by_id.get(slide.event)

    def color_of(self, event: Event) -> str:
        """Return the colour name of the event's track."""
        track = self.track_by_id.get(event.track)
        return track.color if track else "paper"


EMPTY_STORY = Story()
