"""Dates in words, as a person would say them, in French and English. Another language is another table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.story.calendar import civil_from_seconds

if TYPE_CHECKING:
    from desktop.story.edtf import When


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
        "quarter": "quarter {n} of {year}", "quadrimester": "third {n} of {year}", "semester": "half {n} of {year}",
        "decade": "the {year}s", "century": "the {n} century", "millennium": "the {n} millennium",
        "bc": "{year} BC", "ago": "{count} {unit} years ago", "billion": "billion", "million": "million",
        "time": "{date}, {time}", "about": "about {date}", "unsure": "{date} (uncertain)", "both": "about {date} (uncertain)",
        "unsure_short": "{date}?", "about_short": "c. {date}", "both_short": "c. {date}?",
        "from_to": "from {first} to {second}", "between": "between {first} and {second}", "range": "{first} – {second}",
        "since": "since {date}", "until": "until {date}", "after": "after {date}", "before": "before {date}",
        "since_short": "{date} →", "until_short": "→ {date}", "after_short": "{date} – ?", "before_short": "? – {date}",
        "or": "{first} or {second}", "and": "{first} and {second}", "some_day": "a day in {date}", "some_month": "a month of {year}",
        "estimated": "about {date} ({digits} significant digits)", "estimated_age": "{date}, to {digits} digits",
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
        "estimated": "vers {date} ({digits} chiffres significatifs)", "estimated_age": "{date}, à {digits} chiffres près",
    },
)  # fmt: skip
_SPAN_GROUPS: Final = {"quarter": 33, "quadrimester": 37, "semester": 40}


def say(when: When, language: str, *, short: bool = False) -> str:
    """Say a date: `desktop.story.edtf.spoken` is the door to this."""
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
        return self._put(f"{key}_short" if self.short else key, date=said)

    def _date(self, when: When, *, year: bool = True, month: bool = True) -> str:
        """Say one date without its doubts; parts that a neighbour says already can be left out."""
        fields = when.fields
        if when.significant:
            number = int(fields[0])
            key = "estimated_age" if number <= -999_999 else "estimated"
            return self._put(key, date=self._year(number), digits=when.significant)
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
            clock = fields[3][:5]
            said = self._put("time", date=said, time=clock.replace(":", "\u00a0h\u00a0") if self.french else clock)
        return said

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
        return self._put(name, n=self._ordinal(number) if self.french else str(number), year=year)

    def _ordinal(self, number: int) -> str:
        if self.french:
            return "1er" if number == 1 else f"{number}e"
        tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{tail}"

    def _masked(self, when: When) -> str:
        """Say what X digits leave open: a decade, a century, a day of a month."""
        year = when.fields[0]
        if len(when.fields) == 1:
            first = int(year.replace("X", "0"))
            if first < 0:
                return f"{self._year(int(year.replace('X', '9')))} – {self._year(first)}"
            if when.precision == "decade":
                return self._put("decade", year=first)
            if when.precision == "century":
                number = first // 100 + 1
                return self._put(
                    "century",
                    n=_roman(number) + ("er" if number == 1 else "e") if self.french else self._ordinal(number),
                )
            return self._put("millennium", n=self._ordinal(first // 1000 + 1))
        if "X" in year:
            return self._between(when)
        if "X" in when.fields[1]:
            return self._put("some_month", year=self._year(int(year)))
        name = self.table.months[int(when.fields[1]) - 1]
        said = self._put("month", month=name, year=self._year(int(year)))
        if self.short:
            return said
        return self._put("some_day", date=said).replace("de a", "d’a").replace("de o", "d’o")

    def _between(self, when: When) -> str:
        first, last = when.earliest or 0, (when.latest or 1) - 1
        return self._put(
            "between", first=self._year(civil_from_seconds(first)[0]), second=self._year(civil_from_seconds(last)[0])
        )

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
        same_year = first.fields[:1] == second.fields[:1] and not first.unspecified and not second.unspecified
        same_month = (
            same_year and first.fields[:2] == second.fields[:2] and len(first.fields) == 3 == len(second.fields)
        )
        elide = same_year and len(first.fields) >= 2 and len(second.fields) >= 2 and int(first.fields[1]) < 13
        plain = not (first.uncertain or first.approximate)
        said = self._doubted(first, self._date(first, year=not (elide and plain), month=not (same_month and plain)))
        other = self.say(second)
        if self.short:
            return self._put("range", first=said, second=other)
        doubtful = when.uncertain or when.approximate
        if doubtful:
            # "Between" carries the doubt of both ends: "between January 2013 and 2014".
            return self._put("between", first=self._date(first), second=self._date(second))
        if len(first.fields) == 1 == len(second.fields):
            return self._put("range", first=said, second=other)
        if not self.french:
            return self._put("from_to", first=said, second=other)
        day_first, day_second = len(first.fields) >= 3, len(second.fields) >= 3
        de = "du " if day_first else "d’" if said[:1] in "aoâ" else "de "
        return self._put("from_to", de=de, first=said, a="au " if day_second else "à ", second=other)

    def _set(self, when: When) -> str:
        said = [self.say(one) for one in when.members]
        if when.start_open:
            said[0] = self._put("until_short", date=said[0])
        if when.end_open:
            said[-1] = self._put("since_short", date=said[-1])
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
