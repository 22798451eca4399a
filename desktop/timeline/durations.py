"""How much time lies between two events, true to the calendar, with the doubt that their dates leave.

It is counted from beginning to beginning, in whole days (in minutes where both dates tell the time). A month or a year may
mean any day of it, so two such dates have a least and a most time between them.
"""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.story.dates.calendar import DAY, add_months, civil_from_days, days_from_civil, days_in_month
from desktop.story.dates.parse import When
from desktop.story.model import Event

WORDS: Final = Words(
    {
        "minute": ("{n} minute", "{n} minute"),
        "minutes": ("{n} minutes", "{n} minutes"),
        "hour": ("{n} hour", "{n} heure"),
        "hours": ("{n} hours", "{n} heures"),
        "day": ("{n} day", "{n} jour"),
        "days": ("{n} days", "{n} jours"),
        "month": ("{n} month", "{n} mois"),
        "months": ("{n} months", "{n} mois"),
        "year": ("{n} year", "{n} an"),
        "years": ("{n} years", "{n} ans"),
        "million": ("{n} million years", "{n} million d’années"),
        "millions": ("{n} million years", "{n} millions d’années"),
        "billion": ("{n} billion years", "{n} milliard d’années"),
        "billions": ("{n} billion years", "{n} milliards d’années"),
        "between": ("between {least} and {most}", "entre {least} et {most}"),
        "at_least": ("at least {least}", "au moins {least}"),
        "at_most": ("at most {most}", "au plus {most}"),
        "about": ("about {said}", "environ {said}"),
        "between_about": ("between about {least} and {most}", "entre environ {least} et {most}"),
        "perhaps": ("perhaps {said}", "peut-être {said}"),
        "same_day": ("the same day", "le même jour"),
        "same_minute": ("the same minute", "la même minute"),
        "perhaps_same": ("perhaps at the same time", "peut-être en même temps"),
        "unknown": ("nobody can say how long", "nul ne sait combien de temps"),
    }
)
_MINUTE: Final = 60
_FINE: Final = ("minute", "second")
_UNITS: Final = ("year", "month", "day", "hour", "minute")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time between two known moments: whole months by the calendar, then days, then minutes; and all in minutes."""

    months: int
    days: int
    minutes: int
    total: int  # minutes

    def count(self, unit: str) -> int:
        """Return how many whole units of "year", "month", "day", "hour" or "minute" it holds."""
        if unit == "year":
            return self.months // 12
        if unit == "month":
            return self.months
        return self.total // {"day": 1440, "hour": 60, "minute": 1}[unit]


@dataclass(frozen=True, slots=True)
class Gap:
    """The least and the most time that may lie between two events, None where there is no limit; and how its dates are meant."""

    least: Length | None
    most: Length | None
    timed: bool = False  # both dates tell the time of day
    about: bool = False
    perhaps: bool = False


def length(first: int, last: int) -> Length:
    """Return the length from one second to a later one (from 1970), in whole minutes; 31 January and a month is its last day."""
    day, rest = divmod(first, DAY)
    end, until = divmod(last, DAY)
    minutes = (until - rest) // _MINUTE
    if minutes < 0:
        end, minutes = end - 1, minutes + 1440
    (year, month, date), (year2, month2, date2) = civil_from_days(day), civil_from_days(end)
    months = (year2 - year) * 12 + month2 - month
    if date2 < date and not (date2 == days_in_month(year2, month2) and minutes == 0 and date > date2):
        months -= 1
    at_year, at_month = add_months(year, month, months)
    days = end - days_from_civil(at_year, at_month, min(date, days_in_month(at_year, at_month)))
    return Length(months, days, minutes, (last - first) // _MINUTE)


def _beginning(when: When) -> When:
    """Return the date at which an interval begins; any other date is its own beginning."""
    return when.members[0] if when.kind == "interval" and when.start_min is not None and when.members else when


def _beginnings(when: When) -> tuple[int | None, int | None]:
    """Return the first second and the end of the last second in which a date may begin; None where nobody knows."""
    if when.kind == "interval" and when.start_max is not None:
        return when.start_min, when.start_max
    return when.start_min, when.end_max


def _whens(event: Event) -> tuple[When, ...]:
    claimed = tuple(claim.date for claim in event.claims if claim.date is not None)
    return claimed if event.status == "disputed" and len(claimed) > 1 else (event.when,)


def _range(event: Event) -> tuple[int | None, int | None]:
    ranges = [_beginnings(when) for when in _whens(event)]
    firsts = [one[0] for one in ranges]
    lasts = [one[1] for one in ranges]
    first = None if any(one is None for one in firsts) else min(one for one in firsts if one is not None)
    last = None if any(one is None for one in lasts) else max(one for one in lasts if one is not None)
    return first, last


def edges(event: Event) -> tuple[int, int]:
    """Return the first and last second in which an event may begin, the known one twice where the other is not: for drawing."""
    first, last = _range(event)
    one = first if first is not None else last
    two = last if last is not None else first
    return one or 0, two or 0


def gap_between(one: Event, two: Event) -> Gap:
    """Return how much time lies between the beginnings of two events, whichever of them came first."""
    whens = (*_whens(one), *_whens(two))
    timed = all(when.precision in _FINE for when in whens)
    grain = _MINUTE if timed else DAY
    (a0, a1), (b0, b1) = _grained(_range(one), grain), _grained(_range(two), grain)
    if _later(a0, a1, b0, b1):
        a0, a1, b0, b1 = b0, b1, a0, a1
    least: Length | None = None
    most: Length | None = None
    if a1 is not None and b0 is not None:
        least = length(min(a1, b0), b0)
    if a0 is not None and b1 is not None and a1 is not None and b0 is not None:
        # Where the two overlap either may have come first.
        ways = [(a0, b1), *([(b0, a1)] if a1 > b0 else [])]
        most = length(*max(ways, key=lambda way: way[1] - way[0]))
    begins = [_beginning(when) for when in whens]
    about = any(when.approximate or when.significant for when in begins)
    perhaps = any(when.uncertain for when in begins)
    return Gap(least, most, timed, about, perhaps)


def _grained(span: tuple[int | None, int | None], grain: int) -> tuple[int | None, int | None]:
    """Return the first and the last whole grain (day or minute) of a range, as seconds at which they begin."""
    first, last = span
    low = first // grain * grain if first is not None else None
    high = (last - 1) // grain * grain if last is not None else None
    return low, max(high, low) if high is not None and low is not None else high


def _later(a0: int | None, a1: int | None, b0: int | None, b1: int | None) -> bool:
    """Return whether the first range comes after the second."""
    one = a0 if a0 is not None else a1
    two = b0 if b0 is not None else b1
    if one is None or two is None:
        return False
    return (one, a1 if a1 is not None else one) > (two, b1 if b1 is not None else two)


# -- in words ----------------------------------------------------------------------------------------------------------


def _number(value: float, language: str) -> str:
    """Write a number as the language does, with at most four digits that count."""
    french = language.startswith("fr")
    if value == int(value):
        return f"{int(value):,}".replace(",", "\u202f") if french else f"{int(value):,}"
    return f"{value:.4g}".replace(".", ",") if french else f"{value:.4g}"


def _units(count: int, unit: str, language: str) -> tuple[str, str]:
    """Return (the number, the key of its unit), with millions and billions of years as such."""
    if unit == "year" and count >= 1_000_000:
        unit, size = ("billion", 1e9) if count >= 1_000_000_000 else ("million", 1e6)
        value = float(f"{count / size:.4g}")
        return _number(value, language), unit if value < 2 and (value == 1 or language.startswith("fr")) else unit + "s"
    singular = count == 1 or (count == 0 and language.startswith("fr"))
    return _number(count, language), unit if singular else unit + "s"


def _say(count: int, unit: str, language: str) -> str:
    number, key = _units(count, unit, language)
    return WORDS(key, language, n=number)


def years_said(seconds: int, language: str) -> str:
    """Say a long time in whole years, a shorter one in months or days."""
    days = seconds // DAY
    if days >= 365:
        return _say(int(days / 365.2425 + 0.1), "year", language)
    return _say(max(1, round(days / 30.44)), "month", language) if days > 45 else _say(max(1, days), "day", language)


def exactly(one: Length, language: str, *, timed: bool = False) -> str:
    """Say a length by its two largest units, and short of a thousand years in all its days as well."""
    if one.total == 0:
        return WORDS("same_minute" if timed else "same_day", language)
    years, months = divmod(one.months, 12)
    hours, minutes = divmod(one.minutes, 60)
    counts = zip(_UNITS, (years, months, one.days, hours, minutes), strict=True)
    parts = [(unit, count) for unit, count in counts if count and (timed or unit not in ("hour", "minute"))]
    if years >= 1000:
        parts = parts[:1]
    words = " ".join(_say(count, unit, language) for unit, count in parts[:2])
    if len(parts) > 2 or (len(parts) == 2 and parts[0][0] in ("year", "month")):
        days = one.count("day")
        if one.months < 12_000:
            words += f" · {_say(days, 'day', language)}"
    return words


def _unit_for(gap: Gap) -> str:
    """Return the largest unit in which both ends of a doubtful gap are still told apart."""
    most = gap.most or gap.least
    assert most is not None
    units = _UNITS if gap.timed else _UNITS[:3]
    for unit, enough in zip(units, (60, 3, 4, 4, 0), strict=False):
        if unit == "year":
            if most.months < enough:
                continue
        elif most.count(unit) < enough and unit != units[-1]:
            continue
        if gap.least is None or gap.most is None or gap.least.count(unit) != gap.most.count(unit):
            return unit
    return units[-1]


def said(gap: Gap, language: str) -> str:
    """Say a gap: exactly, as from a least to a most, or as one of the two where there is no other."""
    least, most = gap.least, gap.most
    if least is None and most is None:
        return WORDS("unknown", language)
    if least is not None and least == most:
        words = exactly(least, language, timed=gap.timed)
        words = WORDS("about", language, said=words) if gap.about else words
    else:
        words = _doubtful(gap, language)
    return WORDS("perhaps", language, said=words) if gap.perhaps else words


def _doubtful(gap: Gap, language: str) -> str:
    unit = _unit_for(gap)
    low = gap.least.count(unit) if gap.least is not None else 0
    if gap.most is None:
        return WORDS("at_least", language, least=_say(low, unit, language)) if low else WORDS("unknown", language)
    high = gap.most.count(unit)
    if not low:
        return WORDS("at_most", language, most=_say(max(high, 1), unit, language))
    if gap.about and high - low < 0.1 * low:
        # About one year or another: two bounds that hardly differ would claim to know more than the dates do.
        middle = (low + high) / 2
        return WORDS("about", language, said=_say(int(float(f"{middle:.3g}")), unit, language))
    (one, one_key), (two, two_key) = _units(low, unit, language), _units(high, unit, language)
    if (one, one_key) == (two, two_key):  # ages have but four digits
        return _say(low, unit, language)
    # The unit is said once where it is the same: "between 13 and 25 months".
    first = one if one_key.rstrip("s") == two_key.rstrip("s") else _say(low, unit, language)
    return WORDS("between_about" if gap.about else "between", language, least=first, most=_say(high, unit, language))
