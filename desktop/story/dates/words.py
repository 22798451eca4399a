"""Format EDTF dates in words, in English and French.

A further language needs its own `_LanguageTable`.
"""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language, language as language_of
from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.edtf_date import EdtfDate


@dataclass(frozen=True, slots=True)
class _LanguageTable:
    seasons: tuple[str, ...]
    templates: dict[str, str]


_EN: Final = _LanguageTable(
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
_FR: Final = _LanguageTable(
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
FRENCH: Final = "fr"  # the one language whose dates need articles
_SPAN_GROUPS: Final = {"quarter": 33, "quadrimester": 37, "semester": 40}


def format_date(when: EdtfDate, language: str, *, style: str = "long") -> str:
    """Return a date in words, in English or French; never "".

    `style` is "long" for sentences or "short" for labels. Every `language` other than French ("fr…") gives English
    words.
    """
    return _DateFormatter(language_of(language), style == "short").format(when)


class _DateFormatter:
    """Formats dates in one language and one style."""

    def __init__(self, language: Language, short: bool) -> None:
        self.language = language
        self.french = language.code == FRENCH
        self.short = short
        self.table = _FR if self.french else _EN
        self.months = language.short_month_names if short else language.month_names

    def _render(self, key: str, **values: object) -> str:
        return self.table.templates[key].format(**values)

    def format(self, when: EdtfDate) -> str:
        if when.kind == "interval":
            return self._format_interval(when)
        if when.kind in ("one_of", "all_of"):
            return self._format_set(when)
        return self._with_qualifiers(when, self._format_single(when))

    def _with_qualifiers(self, when: EdtfDate, phrase: str) -> str:
        """Return a phrase with the qualifiers of the date.

        They are uncertain, approximate, or both.
        """
        key = "both" if when.uncertain and when.approximate else "unsure" if when.uncertain else "about"
        if not (when.uncertain or when.approximate):
            return phrase
        if when.approximate and not self.short and self._is_day(when):
            phrase = self._render("on", date=phrase)
        return self._render(f"{key}_short" if self.short else key, date=phrase)

    def _format_single(self, when: EdtfDate, *, with_year: bool = True, with_month: bool = True) -> str:
        """Return one date without its qualifiers.

        The year or the month is left out where the other end of an interval shows it.
        """
        fields = when.fields
        if when.significant:
            number = int(fields[0])
            key = "estimated_age" if number <= -999_999 else "estimated"
            return self._render(
                key + ("_1" if when.significant == 1 else ""), date=self._format_year(number), digits=when.significant
            )
        if when.unspecified:
            return self._format_unspecified(when)
        number = int(fields[0]) if fields else 0
        if len(fields) < 2:
            return self._format_year(number)
        group = int(fields[1])
        year_phrase = self._format_year(number)
        if len(fields) == 2 and group > 12:
            return self._format_sub_year(group, year_phrase)
        month_name = self.months[group - 1]
        if len(fields) == 2:
            return self._render("month", month=month_name, year=year_phrase) if with_year else month_name
        day = self._day_number(int(fields[2]))
        if not with_month:
            phrase = day
        elif not with_year:
            phrase = self._render("day_month", day=day, month=month_name)
        else:
            phrase = self._render("day", day=day, month=month_name, year=year_phrase)
        if len(fields) > 3:
            phrase = self._render("time", date=phrase, time=self._time_of_day(when))
        return phrase

    def _time_of_day(self, when: EdtfDate) -> str:
        time = when.fields[3][:5]
        return time.replace(":", "\u00a0h\u00a0") if self.french else time

    def _day_number(self, day: int) -> str:
        return self.language.format_day(day)

    def _format_year(self, year: int) -> str:
        """Return a year as a number, an era or an age."""
        if year > 0:
            return str(year) if year < 100_000 else self._format_integer(year)
        years_before = 1 - year
        if years_before < 100_000:
            return self._render(
                "bc", year=str(years_before) if years_before < 10_000 else self._format_integer(years_before)
            )
        size, unit = (1_000_000_000, "billion") if years_before >= 1_000_000_000 else (1_000_000, "million")
        if years_before < 1_000_000:
            return self._render("bc", year=self._format_integer(years_before))
        count = (
            f"{years_before / size:.4g}"
            if years_before / size < 1000
            else self._format_integer(round(years_before / size))
        )
        return self._render("ago", count=self.language.format_decimal(count), unit=self._render(unit))

    def _format_integer(self, number: int) -> str:
        return self.language.format_integer(number)

    def _format_sub_year(self, group: int, year: str) -> str:
        if group < 33:
            return self._render("season", season=self.table.seasons[(group - 21) % 4], year=year)
        name = "quarter" if group < 37 else "quadrimester" if group < 40 else "semester"
        number = group - _SPAN_GROUPS[name] + 1
        return self._render(name, n=self._ordinal(number), year=year)

    def _ordinal(self, number: int) -> str:
        if self.french:
            return "1er" if number == 1 else f"{number}e"
        suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"

    def _format_unspecified(self, when: EdtfDate) -> str:
        """Return a date with X digits: a decade, century, month or day."""
        year, *parts = when.fields
        if not parts:
            return self._format_unspecified_year(when, year)
        if len(parts) == 2 and "X" not in parts[1] and "X" not in parts[0]:
            known = self._render("day_month", day=self._day_number(int(parts[1])), month=self._month_name(parts[0]))
        elif "X" not in parts[0]:
            known = self._month_name(parts[0])
        else:
            known = ""
        if "X" in year:
            if year.lstrip("-") == "XXXX":
                return self._render("of_year", date=known) if known else self._render("no_year")
            years = self._format_year_range(when)
            return self._render("day_between", date=known, years=years) if known else years
        year_phrase = self._format_year(int(year))
        if not known:
            return self._render("some_month", year=year_phrase) if len(parts) == 1 else self._some_day_in(year_phrase)
        phrase = self._render("month", month=known, year=year_phrase)
        return phrase if self.short else self._some_day_in(phrase)

    def _month_name(self, number: str) -> str:
        return self.months[int(number) - 1]

    def _some_day_in(self, phrase: str) -> str:
        return self._render("some_day", date=phrase).replace("de a", "d’a").replace("de o", "d’o")

    def _format_unspecified_year(self, when: EdtfDate, year: str) -> str:
        """Return a year with X digits as a decade, century or millennium."""
        if year.lstrip("-") == "XXXX":
            return self._render("no_year")
        if year.startswith("-") or when.precision == "year":
            return self._format_year_range(when)
        first = int(year.replace("X", "0"))
        if when.precision == "decade":
            return self._render("decade", year=first)
        if when.precision == "century":
            number = first // 100 + 1
            return self._render(
                "century",
                n=_roman_numeral(number) + ("er" if number == 1 else "e") if self.french else self._ordinal(number),
            )
        return self._render("millennium", n=self._ordinal(first // 1000 + 1))

    def _format_year_range(self, when: EdtfDate) -> str:
        first, last = when.earliest or 0, (when.latest or 1) - 1
        years = [self._format_year(civil_from_seconds(second)[0]) for second in (first, last)]
        return years[0] if years[0] == years[1] else self._render("between", first=years[0], second=years[1])

    @staticmethod
    def _is_day(when: EdtfDate) -> bool:
        return len(when.fields) >= 3 and not when.unspecified

    def _french_article(self, when: EdtfDate, phrase: str, preposition: str) -> str:
        """Return the French words for “of” or “to” before a date.

        `preposition` is "of" (de) or "to" (à): “du 5 juin”, “de l’été”, “d’avril”, “au printemps”.
        """
        if self._is_day(when) or (len(when.fields) == 2 and 21 <= int(when.fields[1].replace("X", "0")) <= 41):
            if phrase[0] in "éah":
                return "de l’" if preposition == "of" else "à l’"
            return "du " if preposition == "of" else "au "
        if preposition == "of":
            return "d’" if phrase[:1] in "aoâué" else "de "
        return "à "

    def _format_interval(self, when: EdtfDate) -> str:
        short = "_short" if self.short else ""
        if len(when.members) == 1:
            (member,) = when.members
            phrase = self.format(member)
            key = (
                "since" if when.end_open else "after" if when.end_unknown else "until" if when.start_open else "before"
            )
            day = len(member.fields) >= 3 and not member.approximate
            article = "le " if self.french and day else ""
            a = ("au " if day else "en " if len(member.fields) == 1 else "à ") if self.french else ""
            return self._render(key + short, date=phrase, le=article, a=a)
        first, second = when.members
        if first.text == second.text:
            return self.format(first)
        same_year = first.fields[:1] == second.fields[:1] and not first.unspecified and not second.unspecified
        same_month = (
            same_year and first.fields[:2] == second.fields[:2] and self._is_day(first) and self._is_day(second)
        )
        is_certain = not (first.uncertain or first.approximate or second.uncertain or second.approximate)
        if (
            is_certain
            and same_month
            and first.fields[:3] == second.fields[:3]
            and len(first.fields) == len(second.fields) == 4
        ):
            return self._render("range", first=self._format_single(first), second=self._time_of_day(second))
        omit_year = same_year and len(first.fields) >= 2 and len(second.fields) >= 2 and int(first.fields[1]) < 13
        has_time = len(first.fields) > 3 or len(second.fields) > 3
        omit_year &= is_certain and not has_time
        phrase = self._with_qualifiers(
            first, self._format_single(first, with_year=not omit_year, with_month=not (omit_year and same_month))
        )
        second_phrase = self.format(second)
        if self.short:
            return self._render("range", first=phrase, second=second_phrase)
        if not is_certain:
            # "Between" expresses the uncertainty of both ends: "between January 2013 and 2014".
            ends = [
                self._render("on", date=self._format_single(one)) if self._is_day(one) else self._format_single(one)
                for one in (first, second)
            ]
            return self._render("between", first=ends[0], second=ends[1])
        if len(first.fields) == 1 == len(second.fields):
            return self._render("range", first=phrase, second=second_phrase)
        de, a = (
            (self._french_article(first, phrase, "of"), self._french_article(second, second_phrase, "to"))
            if self.french
            else ("", "")
        )
        return self._render("from_to", de=de, first=phrase, a=a, second=second_phrase)

    def _format_set(self, when: EdtfDate) -> str:
        phrases = [self.format(member) for member in when.members]
        open_start, open_end = ("or_before", "or_after") if when.kind == "one_of" else ("all_before", "all_after")
        if self.short:
            open_start, open_end = "until_short", "since_short"
        if when.start_open:
            phrases[0] = self._render(open_start, date=phrases[0])
        if when.end_open:
            phrases[-1] = self._render(open_end, date=phrases[-1])
        if len(phrases) == 1:
            return phrases[0]
        return self._render("or" if when.kind == "one_of" else "and", first=", ".join(phrases[:-1]), second=phrases[-1])


def _roman_numeral(number: int) -> str:
    numeral = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        while number >= value:
            numeral += sign
            number -= value
    return numeral
