"""Events as the timeline knows them: words and form made when they are first needed, sorted so that a window finds its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from desktop.i18n import Words
from desktop.story.dates.parse import When, spoken
from desktop.story.markdown import inline
from desktop.story.model import Event, Status, Story, Track
from desktop.timeline.axis_breaks import PLAIN, Fold
from desktop.timeline.camera import Window
from desktop.timeline.date_shapes import Form, event_form
from desktop.timeline.knowledge import status_as_of

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import Crowd
    from desktop.timeline.rows import Piece

WORDS: Final = Words(
    {
        "planned": ("planned: {date}", "prévu : {date}"),
        "disputed": ("{date} · disputed", "{date} · contesté"),
        "reported": ("{date} · reported", "{date} · selon la presse"),
        "earlier": ("‹\u202f{count:n} earlier", "‹\u202f{count:n} avant"),
        "later": ("{count:n} later\u202f›", "{count:n} après\u202f›"),
        "others": ("Other", "Autres"),
        "as_of": ("as known on {date}", "vu du {date}"),
        "as_of_in": ("as known in {date}", "vu de {date}"),
        "as_of_ago": ("as known {date}", "vu d’{date}"),
        "all_known": ("all is known", "tout est connu"),
        "going_on": ("{count:n} going on", "{count:n} en cours"),
    }
)


MANY: Final = 600
"""More events than this on one track are counted rather than listed while the camera moves."""

MANY_IN_ALL: Final = 800
"""In a story that lists more than this, tracks of more than `SOME` events are counted already."""

SOME: Final = 150


def plain(text: str) -> str:
    """Return a text without its inline marks, on one line."""
    return " ".join("".join(span.text for span in inline(text)).split())


def date_words(event: Event, status: Status, language: str) -> str:
    """Say an event's date in short, with what is special about it."""
    said = spoken(event.when, language, style="short")
    return WORDS(status, language, date=said) if status != "happened" else said


class Mark:
    """One event as it is drawn, in one language, at one date of knowledge."""

    __slots__ = ("_date", "_form", "_title", "event", "fold", "language", "needs", "status")

    def __init__(self, event: Event, status: Status, language: str, fold: Fold = PLAIN) -> None:
        self.event = event
        self.status = status
        self.language = language
        self.fold = fold
        self._form: Form | None = None
        self._title = ""
        self._date = ""
        self.needs: tuple[tuple[str, float, bool], Piece] | None = None  # what it takes of a row, drawn in some way

    @property
    def id(self) -> str:
        """Return the event's id."""
        return self.event.id

    @property
    def form(self) -> Form:
        """Return the shape of the event's date, on the axis as it is folded."""
        if self._form is None:
            self._form = self.fold.form(event_form(self.event, self.status))
        return self._form

    @property
    def title(self) -> str:
        """Return the title without marks; the id where there is none."""
        if not self._title:
            self._title = plain(self.event.title.get(self.language)) or self.event.id
        return self._title

    @property
    def date(self) -> str:
        """Return the date in short words."""
        if not self._date:
            self._date = date_words(self.event, self.status, self.language)
        return self._date

    @property
    def first(self) -> int:
        """Return the first second that counts for being in view: a dot is where its middle is."""
        return self.form.centre if self.form.shape == "dot" else self.form.start

    @property
    def last(self) -> int:
        """Return the last second that counts for being in view."""
        return self.form.centre if self.form.shape == "dot" else self.form.end

    @property
    def fading(self) -> bool:
        """Return whether it goes on beyond its corners, out of sight."""
        form = self.form
        return form.open_start or form.open_end or form.unknown_start or form.unknown_end


class Either(Mark):
    """An event that turns into something else one day: as much room as it needs before and after, so that rows can stay."""

    __slots__ = ()

    def _both(self) -> tuple[Mark, Mark]:
        became = self.event.became or self.status
        return Mark(self.event, self.status, self.language, self.fold), Mark(
            self.event, became, self.language, self.fold
        )

    @property
    def form(self) -> Form:
        """Return the longer of the two shapes."""
        if self._form is None:
            self._form = max((mark.form for mark in self._both()), key=lambda form: form.end - form.start)
        return self._form

    @property
    def date(self) -> str:
        """Return the longer of the two ways to say the date."""
        if not self._date:
            self._date = max((mark.date for mark in self._both()), key=len)
        return self._date


class Band:
    """One track with the events known of it, in time; a `crowd` are those that are counted rather than listed."""

    def __init__(self, track: Track, marks: list[Mark], crowd: Crowd | None = None) -> None:
        self.track = track
        self.crowd = crowd
        self._marks = marks
        self._sorted = False
        self._firsts: list[int] = []
        self._listed: list[tuple[Mark, int, int]] = []
        self._begins: list[int] = []
        self._reach: list[int] = []
        self._lasts: list[int] = []
        self._fading: list[Mark] = []
        self._as_crowd: Band | None = None
        self._by_id: dict[str, Mark] | None = None
        self._counted: list[Mark] = []  # what the crowd was made of

    def find(self, name: str) -> Mark | None:
        """Return an event of the story by its id, also where it is counted in a crowd."""
        if self._by_id is None:
            self._by_id = {mark.id: mark for mark in self._counted or self._marks}
        return self._by_id.get(name)

    @property
    def marks(self) -> list[Mark]:
        """Return all events that are listed, by when they begin."""
        self._sort()
        return self._marks

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def unsorted(self) -> list[Mark]:
        """Return all events that are listed, in no order and without a thought for their forms."""
        return self._marks

    def _sort(self) -> None:
        if self._sorted:
            return
        self._sorted = True
        self._marks.sort(key=lambda mark: (mark.first, mark.last, mark.id))
        self._firsts = [mark.first for mark in self._marks]
        self._fading = [mark for mark in self._marks if mark.fading]
        self._listed = [(mark, mark.first, mark.last) for mark in self._marks if not mark.fading]
        self._begins = [first for _, first, _ in self._listed]
        self._reach = list(accumulate((last for _, _, last in self._listed), max))
        self._lasts = sorted(last for _, _, last in self._listed)

    def near(self, low: int, high: int) -> list[tuple[Mark, int, int]]:
        """Return the events that touch a stretch of time with their first and last second, of all but those that fade out."""
        self._sort()
        begin = bisect_left(self._reach, low)
        end = bisect_right(self._begins, high)
        return [one for one in self._listed[begin:end] if one[2] >= low]

    def outside(self, low: int, high: int) -> tuple[int, int]:
        """Return how many events that do not fade lie before and after a stretch of time, both ends in it."""
        self._sort()
        before = bisect_left(self._lasts, low)
        fading = sum(mark.first > high for mark in self._fading)
        return before, len(self._firsts) - bisect_right(self._firsts, high) - fading

    def as_crowd(self) -> Band:
        """Return the band with its events as a crowd; made once."""
        if self._as_crowd is None:
            # Imported here: numpy is for crowds, and a slide is on the screen before there are any.
            import numpy as np

            from desktop.render.timeline.aggregates import Crowd
            from desktop.timeline.index import Index

            marks = self._marks
            starts, ends = corners_of([mark.event.when for mark in marks])
            if marks and marks[0].fold.creases:
                place = marks[0].fold.place
                starts, ends = [*map(place, starts)], [*map(place, ends)]
            weights = np.array([mark.event.weight for mark in marks], np.float32)
            index = Index(np.array(starts, np.int64), np.array(ends, np.int64), weights)
            self._as_crowd = Band(self.track, [], Crowd(index, marks.__getitem__))
            self._as_crowd._counted = marks
        return self._as_crowd

    @property
    def fading(self) -> list[Mark]:
        """Return the events with an open or unknown end."""
        self._sort()
        return self._fading


def corners_of(whens: Sequence[When]) -> tuple[list[int], list[int]]:
    """Return what dates are put in order by: their beginnings, and their ends."""
    starts, ends = [when.start_min for when in whens], [when.end_max for when in whens]
    if None in starts or None in ends:
        keys = [when.sort_key for when in whens]
        return [start for start, _ in keys], [end for _, end in keys]
    return starts, ends  # type: ignore[return-value]


def bands_of(
    story: Story, tracks: Collection[str], as_of: When | None, language: str, fold: Fold = PLAIN
) -> tuple[Band, ...]:
    """Return the tracks to draw; events of no track come last under a track of their own, empty tracks are left out."""
    kept: dict[object, tuple[Band, ...]] = story.__dict__.setdefault("_bands", {})
    key = (tuple(tracks), as_of, language, fold)
    if key not in kept:
        if len(kept) > 12:  # a date of knowledge that is dragged along makes a new key with each step
            kept.clear()
        kept[key] = _bands(story, tracks, as_of, language, fold)
    return kept[key]


def lasting_bands(story: Story, tracks: Collection[str], language: str, fold: Fold = PLAIN) -> tuple[Band, ...]:
    """Return the tracks with all that is ever known of them: what is planned from these rows holds at every date of knowledge."""
    kept: dict[object, tuple[Band, ...]] = story.__dict__.setdefault("_lasting", {})
    key = (tuple(tracks), language, fold)
    if key not in kept:
        bands = bands_of(story, tracks, None, language, fold)
        if any(event.became is not None for event in story.events):
            bands = tuple(Band(band.track, [_lasting(mark) for mark in band.unsorted]) for band in bands)
        if len(kept) > 8:
            kept.clear()
        kept[key] = bands
    return kept[key]


def _lasting(mark: Mark) -> Mark:
    return Either(mark.event, mark.status, mark.language, mark.fold) if mark.event.became is not None else mark


def _bands(story: Story, tracks: Collection[str], as_of: When | None, language: str, fold: Fold) -> tuple[Band, ...]:
    by_track: dict[str, list[Mark]] = {}
    for event in story.events:
        status = status_as_of(event, as_of)
        if status is not None:
            name = event.track if event.track in story.track_by_id else ""
            by_track.setdefault(name, []).append(Mark(event, status, language, fold))
    return tuple(
        Band(track, by_track.get(track.id, []))
        for track in (*story.tracks, Track(""))
        if (not tracks or track.id in tracks) and (by_track.get(track.id) or track.data)
    )


def seen_seconds(view: Window) -> tuple[int, int]:
    """Return the first and the last whole second of a window, both in view."""
    first = view.start + (1 if view.offset > 0 else 0)
    whole = view.offset + view.span
    return first, view.start + int(whole // 1)
