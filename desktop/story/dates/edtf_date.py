"""Define an EDTF date with the limits of its beginning and end.

A date begins somewhere from `start_min` to `start_max` and ends somewhere from `end_min` to `end_max` (seconds from
1970-01-01T00:00 of the proleptic Gregorian calendar, ends exclusive, None if open or unknown). A plain date fills its own
precision: `2014-06` begins and ends with the month. An interval `a/b` begins somewhere in `a` and ends somewhere in `b`.
`X` digits span all dates that they allow. `?`, `~` and `%` change no limit: they are flags.
"""

from __future__ import annotations

from desktop.fast_dataclass import HashedOnce, dataclass


@dataclass(frozen=True, slots=True)
class EdtfDate(HashedOnce):
    """Holds a date as written and the time that it covers.

    The docstring of the module explains the four limits.
    """

    text: str
    start_min: int | None
    start_max: int | None
    end_min: int | None
    end_max: int | None
    kind: str = "date"  # date, interval, one_of, all_of
    precision: str = (
        "day"  # second, minute, day, month, season, quarter, quadrimester, semester, year, decade, century, millennium
    )
    uncertain: frozenset[str] = frozenset()  # the uncertain components: year, month, day
    approximate: frozenset[str] = frozenset()
    start_open: bool = False
    end_open: bool = False
    start_unknown: bool = False
    end_unknown: bool = False
    unspecified: bool = False
    significant: int = 0
    members: tuple[EdtfDate, ...] = ()  # the ends of an interval, or the members of a set
    fields: tuple[str, ...] = ()  # year, month, day, time as written, without qualifiers
    fraction: float = 0.0  # of the second in which a moment begins
    zone: int | None = None  # of the limits, in minutes east of Greenwich; None where none is written
    calendar: str = ""  # "julian" where it is written in that calendar: the limits are Gregorian

    @property
    def earliest(self) -> int | None:
        """Return the earliest second that the date may cover.

        None where no limit is known.
        """
        return self.start_min if self.start_min is not None else self.start_max

    @property
    def latest(self) -> int | None:
        """Return the end of the latest second that the date may cover.

        None where no limit is known.
        """
        return self.end_max if self.end_max is not None else self.end_min

    @property
    def is_point(self) -> bool:
        """Return whether this is one certain day, minute or second."""
        return self.kind == "date" and self.precision in ("day", "minute", "second") and self.is_certain

    @property
    def is_certain(self) -> bool:
        """Return whether nothing about the date is uncertain."""
        return not (self.uncertain or self.approximate or self.unspecified or self.significant or self.kind == "one_of")

    @property
    def midpoint(self) -> int | None:
        """Return the middle second, or the one known limit.

        None where no limit is known.
        """
        known = [corner for corner in (self.earliest, self.latest) if corner is not None]
        return sum(known) // len(known) if known else None

    def overlaps(self, other: EdtfDate) -> bool:
        """Return whether both may cover one second.

        A limit that is not known excludes nothing.
        """
        return (other.latest is None or self.earliest is None or self.earliest < other.latest) and (
            other.earliest is None or self.latest is None or self.latest > other.earliest
        )

    @property
    def sort_key(self) -> tuple[int, int]:
        """Return the sort key; a date without beginning sorts by its end."""
        if self.start_min is not None and self.end_max is not None:
            return self.start_min, self.end_max
        first = self.earliest if self.earliest is not None else self.latest
        last = self.latest if self.latest is not None else self.earliest
        return (first or 0, last or 0)

    @property
    def begin_fraction(self) -> float:
        """Return the fraction of its second at which the date begins."""
        if self.kind != "interval" or not self.members:
            return self.fraction
        return self.members[0].fraction if self.start_min is not None else 0.0

    @property
    def time_order(self) -> tuple[int, float, int]:
        """Return what dates are sorted by, fractions of seconds included."""
        start, end = self.sort_key
        return start, self.begin_fraction, end
