"""Dates in words, as a person would say them, in French and English. Another language is another table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import civil_from_seconds

if TYPE_CHECKING:
    from desktop.story.dates.parse import When


@dataclass(frozen=True, slots=True)
class _Table:
    months: tuple[str, ...]
    short: tuple[str, ...]
    seasons: tuple[str, ...]
    sentences: dict[str, str]


_EN: Final = _Table(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("spring", "summer", "autumn", "winter"),
    {
        "day": "{day} {month} {year}", "day_month": "{day} {month}", "month": "{month} {year}", "season": "{season} {year}",
        "quarter": "the {n} quarter of {year}", "quadrimester": "the {n} third of {year}", "semester": "the {n} half of {year}",
        "decade": "the {year}s", "century": "the {n} century", "millennium": "the {n} millennium",
        "bc": "{year} BC", "ago": "{count} {unit} years ago", "billion": "billion", "million": "million",
        "time": "{date}, {time}", "about": "about {date}", "unsure": "{date} (uncertain)", "both": "about {date} (uncertain)",
        "unsure_short": "{date}?", "about_short": "c. {date}", "both_short": "c. {date}?",
        "from_to": "from {first} to {second}", "between": "between {first} and {second}", "range": "{first} – {second}",
        "since": "since {date}", "until": "until {date}", "after": "after {date}", "before": "before {date}",
        "since_short": "{date} →", "until_short": "→ {date}", "after_short": "{date} – ?", "before_short": "? – {date}",
        "or": "{first} or {second}", "and": "{first} and {second}", "some_day": "a day in {date}", "some_month": "a month of {year}",
        "or_before": "{date} or earlier", "or_after": "{date} or later",
        "all_before": "everything up to {date}", "all_after": "everything from {date} on", "no_year": "an unknown year", "of_year": "{date} of an unknown year",
        "day_between": "{date}, {years}", "on": "{date}",
        "estimated": "about {date} ({digits} significant digits)", "estimated_age": "{date}, to {digits} digits",
        "estimated_1": "about {date} (1 significant digit)", "estimated_age_1": "{date}, to 1 digit",
    },
)  # fmt: skip
_FR: Final = _Table(
    ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ("printemps", "été", "automne", "hiver"),
    {
        "day": "{day} {month} {year}", "day_month": "{day} {month}", "month": "{month} {year}", "season": "{season} {year}",
        "quarter": "{n} trimestre {year}", "quadrimester": "{n} quadrimestre {year}", "semester": "{n} semestre {year}",
        "decade": "années {year}", "century": "{n} siècle", "millennium": "{n} millénaire",
        "bc": "{year} av. J.-C.", "ago": "il y a {count} {unit} d’années", "billion": "milliards", "million": "millions",
        "time": "{date}, {time}", "about": "vers {date}", "unsure": "{date} (incertain)", "both": "vers {date} (incertain)",
        "unsure_short": "{date}\u202f?", "about_short": "v. {date}", "both_short": "v. {date}\u202f?",
        "from_to": "{de}{first} {a}{second}", "between": "entre {first} et {second}", "range": "{first} – {second}",
        "since": "depuis {le}{date}", "until": "jusqu’{a}{date}", "after": "après {le}{date}", "before": "avant {le}{date}",
        "since_short": "{date} →", "until_short": "→ {date}", "after_short": "{date} – ?", "before_short": "? – {date}",
        "or": "{first} ou {second}", "and": "{first} et {second}", "some_day": "un jour de {date}", "some_month": "un mois de {year}",
        "or_before": "{date} ou avant", "or_after": "{date} ou après",
        "all_before": "tout jusqu’à {date}", "all_after": "tout depuis {date}", "no_year": "une année inconnue", "of_year": "{date} d’une année inconnue",
        "day_between": "{date}, {years}", "on": "le {date}",
        "estimated": "vers {date} ({digits} chiffres significatifs)", "estimated_age": "{date}, à {digits} chiffres près",
        "estimated_1": "vers {date} (1 chiffre significatif)", "estimated_age_1": "{date}, à 1 chiffre près",
    },
)  # fmt: skip
_SPAN_GROUPS: Final = {"quarter": 33, "quadrimester": 37, "semester": 40}


def say(when: When, language: str, *, short: bool = False) -> str:
    """Say a date: `desktop.story.dates.parse.spoken` is the door to this."""
    return _Voice(language.startswith("fr"), short).say(when)


class _Voice:
    """One language in one style."""

    def __init__(self, french: bool, short: bool) -> None:
        self.french = french
        self.short = short
        self.table = _FR if french else _EN

    def _put(self, key: str, **values: object) -> str:
        return self.table.sentences[key].format(**values)

    def say(self, when: When) -> str:
        if when.kind == "interval":
            return self._interval(when)
        if when.kind in ("one_of", "all_of"):
            return self._set(when)
        return self._doubted(when, self._date(when))

    def _doubted(self, when: When, said: str) -> str:
        """Add what is uncertain or approximate."""
        key = "both" if when.uncertain and when.approximate else "unsure" if when.uncertain else "about"
        if not (when.uncertain or when.approximate):
            return said
        if when.approximate and not self.short and self._is_day(when):
            said = self._put("on", date=said)
        return self._put(f"{key}_short" if self.short else key, date=said)

    def _date(self, when: When, *, year: bool = True, month: bool = True) -> str:
        """Say one date without its doubts; parts that a neighbour says already can be left out."""
        fields = when.fields
        if when.significant:
            number = int(fields[0])
            key = "estimated_age" if number <= -999_999 else "estimated"
            return self._put(
                key + ("_1" if when.significant == 1 else ""), date=self._year(number), digits=when.significant
            )
        if when.unspecified:
            return self._masked(when)
        number = int(fields[0]) if fields else 0
        if len(fields) < 2:
            return self._year(number)
        group = int(fields[1])
        said_year = self._year(number)
        if len(fields) == 2 and group > 12:
            return self._group(group, said_year)
        name = (self.table.short if self.short else self.table.months)[group - 1]
        if len(fields) == 2:
            return self._put("month", month=name, year=said_year) if year else name
        day = self._day(int(fields[2]))
        if not month:
            said = day
        elif not year:
            said = self._put("day_month", day=day, month=name)
        else:
            said = self._put("day", day=day, month=name, year=said_year)
        if len(fields) > 3:
            said = self._put("time", date=said, time=self._clock(when))
        return said

    def _clock(self, when: When) -> str:
        clock = when.fields[3][:5]
        return clock.replace(":", "\u00a0h\u00a0") if self.french else clock

    def _day(self, day: int) -> str:
        return "1er" if self.french and day == 1 else str(day)

    def _year(self, year: int) -> str:
        """Say a year: plainly, before our era, or as an age where it is far away."""
        if year > 0:
            return str(year) if year < 100_000 else self._grouped(year)
        before = 1 - year
        if before < 100_000:
            return self._put("bc", year=str(before) if before < 10_000 else self._grouped(before))
        size, unit = (1_000_000_000, "billion") if before >= 1_000_000_000 else (1_000_000, "million")
        if before < 1_000_000:
            return self._put("bc", year=self._grouped(before))
        count = f"{before / size:.4g}" if before / size < 1000 else self._grouped(round(before / size))
        return self._put("ago", count=count.replace(".", ",") if self.french else count, unit=self._put(unit))

    def _grouped(self, number: int) -> str:
        return f"{number:,}".replace(",", "\u202f") if self.french else f"{number:,}"

    def _group(self, group: int, year: str) -> str:
        if group < 33:
            return self._put("season", season=self.table.seasons[(group - 21) % 4], year=year)
        name = "quarter" if group < 37 else "quadrimester" if group < 40 else "semester"
        number = group - _SPAN_GROUPS[name] + 1
        return self._put(name, n=self._ordinal(number), year=year)

    def _ordinal(self, number: int) -> str:
        if self.french:
            return "1er" if number == 1 else f"{number}e"
        tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{tail}"

    def _masked(self, when: When) -> str:
        """Say what X digits leave open: a decade, a century, a day of a month."""
        year, *parts = when.fields
        if not parts:
            return self._masked_year(when, year)
        if len(parts) == 2 and "X" not in parts[1] and "X" not in parts[0]:
            known = self._put("day_month", day=self._day(int(parts[1])), month=self._month(parts[0]))
        elif "X" not in parts[0]:
            known = self._month(parts[0])
        else:
            known = ""
        if "X" in year:
            if year.lstrip("-") == "XXXX":
                return self._put("of_year", date=known) if known else self._put("no_year")
            years = self._between(when)
            return self._put("day_between", date=known, years=years) if known else years
        said_year = self._year(int(year))
        if not known:
            return self._put("some_month", year=said_year) if len(parts) == 1 else self._some_day(said_year)
        said = self._put("month", month=known, year=said_year)
        return said if self.short else self._some_day(said)

    def _month(self, number: str) -> str:
        return (self.table.short if self.short else self.table.months)[int(number) - 1]

    def _some_day(self, said: str) -> str:
        return self._put("some_day", date=said).replace("de a", "d’a").replace("de o", "d’o")

    def _masked_year(self, when: When, year: str) -> str:
        """Say a year with X digits: as a decade, a century or a millennium where it is one."""
        if year.lstrip("-") == "XXXX":
            return self._put("no_year")
        if year.startswith("-") or when.precision == "year":
            return self._between(when)
        first = int(year.replace("X", "0"))
        if when.precision == "decade":
            return self._put("decade", year=first)
        if when.precision == "century":
            number = first // 100 + 1
            return self._put(
                "century", n=_roman(number) + ("er" if number == 1 else "e") if self.french else self._ordinal(number)
            )
        return self._put("millennium", n=self._ordinal(first // 1000 + 1))

    def _between(self, when: When) -> str:
        first, last = when.earliest or 0, (when.latest or 1) - 1
        years = [self._year(civil_from_seconds(second)[0]) for second in (first, last)]
        return years[0] if years[0] == years[1] else self._put("between", first=years[0], second=years[1])

    @staticmethod
    def _is_day(when: When) -> bool:
        return len(when.fields) >= 3 and not when.unspecified

    def _spring(self, when: When, said: str, to: str) -> str:
        """Return what French puts before a date with `de` or `à`: “du 5 juin”, “de l’été”, “d’avril”, “au printemps”."""
        if self._is_day(when) or (len(when.fields) == 2 and 21 <= int(when.fields[1].replace("X", "0")) <= 41):
            if said[0] in "éah":
                return "de l’" if to == "de" else "à l’"
            return "du " if to == "de" else "au "
        if to == "de":
            return "d’" if said[:1] in "aoâué" else "de "
        return "à "

    def _interval(self, when: When) -> str:
        short = "_short" if self.short else ""
        if len(when.members) == 1:
            (one,) = when.members
            said = self.say(one)
            key = (
                "since" if when.end_open else "after" if when.end_unknown else "until" if when.start_open else "before"
            )
            day = len(one.fields) >= 3 and not one.approximate
            article = "le " if self.french and day else ""
            a = ("au " if day else "en " if len(one.fields) == 1 else "à ") if self.french else ""
            return self._put(key + short, date=said, le=article, a=a)
        first, second = when.members
        if first.text == second.text:
            return self.say(first)
        same_year = first.fields[:1] == second.fields[:1] and not first.unspecified and not second.unspecified
        same_month = (
            same_year and first.fields[:2] == second.fields[:2] and self._is_day(first) and self._is_day(second)
        )
        plain = not (first.uncertain or first.approximate or second.uncertain or second.approximate)
        if (
            plain
            and same_month
            and first.fields[:3] == second.fields[:3]
            and len(first.fields) == len(second.fields) == 4
        ):
            return self._put("range", first=self._date(first), second=self._clock(second))
        elide = same_year and len(first.fields) >= 2 and len(second.fields) >= 2 and int(first.fields[1]) < 13
        timed = len(first.fields) > 3 or len(second.fields) > 3
        elide &= plain and not timed
        said = self._doubted(first, self._date(first, year=not elide, month=not (elide and same_month)))
        other = self.say(second)
        if self.short:
            return self._put("range", first=said, second=other)
        if not plain:
            # "Between" carries the doubt of both ends: "between January 2013 and 2014".
            ends = [
                self._put("on", date=self._date(one)) if self._is_day(one) else self._date(one)
                for one in (first, second)
            ]
            return self._put("between", first=ends[0], second=ends[1])
        if len(first.fields) == 1 == len(second.fields):
            return self._put("range", first=said, second=other)
        de, a = (self._spring(first, said, "de"), self._spring(second, other, "à")) if self.french else ("", "")
        return self._put("from_to", de=de, first=said, a=a, second=other)

    def _set(self, when: When) -> str:
        said = [self.say(one) for one in when.members]
        open_start, open_end = ("or_before", "or_after") if when.kind == "one_of" else ("all_before", "all_after")
        if self.short:
            open_start, open_end = "until_short", "since_short"
        if when.start_open:
            said[0] = self._put(open_start, date=said[0])
        if when.end_open:
            said[-1] = self._put(open_end, date=said[-1])
        if len(said) == 1:
            return said[0]
        return self._put("or" if when.kind == "one_of" else "and", first=", ".join(said[:-1]), second=said[-1])


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        while number >= value:
            out += sign
            number -= value
    return out
