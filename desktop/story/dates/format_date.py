"""Format EDTF dates in words in any language.

The code here chooses the phrases of a date; the `locale.toml` of a language has their wordings.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from desktop.i18n import Language, language as language_of
from desktop.story.dates.calendar import civil_from_seconds, days_in_month
from desktop.story.dates.deep_time import ANNUMS, LAST_DEEP_YEAR, age_of_year, counts_ages, deep_time_system
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.phrases import DatePhrase, DateWordings, Name, Verbatim, wording

_SPAN_GROUPS: Final = {"quarter": 33, "quadrimester": 37, "semester": 40}
_AMBIGUOUS_YEARS: Final = 100
"""Years before this one have their era: "9 September" and "Sep 9" are days of a year that nobody names."""
_ZONE: Final = re.compile(r"(?<=\d)(?:Z|([+-])(\d\d)(?::(\d\d))?)$")
_SECONDS_PER_YEAR: Final = 31_556_952
_DEEP_TIME_YEARS: Final = 999_999
_FIRST_ROUND_YEAR: Final = 1000
"""From there on back, a year in doubt that ends in 0 is meant as a round number."""
_SOUTHERN_SEASONS: Final = 29  # the codes from 29 to 32


def format_date(when: EdtfDate, language: str | Language, *, style: str = "long", known: str = "") -> str:
    """Return a date in words; never "".

    `style` is "long" for sentences or "short" for labels. A `Language` of a story has the story's own words. What is
    `known` beside the words, the "year" or the whole "day", is left out. A calendar is named where there are days: in years
    and months nobody counts its ten days.
    """
    if when.calendar == "julian" and style == "long" and _has_days(when):
        own = language_of(language) if isinstance(language, str) else language
        return own.word("julian", date=str(date_phrase(when, language, style=style)))
    if known and when.kind in ("date", "interval"):
        return str(_DatePhrases(wording(language, short=style == "short"), known).phrase(when))
    return str(date_phrase(when, language, style=style))


def _has_days(when: EdtfDate) -> bool:
    return when.precision in ("day", "minute", "second") or any(map(_has_days, when.members))


def date_phrase(when: EdtfDate, language: str | Language, *, style: str = "long") -> DatePhrase:
    """Return a date as a phrase for a placeholder in a sentence.

    The placeholder may ask for a form: `{date:at}` gives "in 2014".
    """
    return _DatePhrases(wording(language, short=style == "short")).phrase(when)


def format_month(year_text: str, month: int, language: str | Language) -> str:
    """Return a month (1 to 12) with its year, for a heading."""
    phrase = wording(language).phrase("month", month=Name("months", month - 1), year=year_text)
    return str(phrase)


def format_day(year_text: str, month: int, day: int, language: str | Language) -> str:
    """Return a day with its month and year.

    `month` and `day` count from 1.
    """
    return str(wording(language).phrase("day", day=day, month=Name("months", month - 1), year=year_text))


class _DatePhrases:
    """Makes the phrases of dates in one language and style."""

    def __init__(self, words: DateWordings, known: str = "") -> None:
        self._words = words
        self._known = known
        self._language = words.language
        self._system = deep_time_system(words.language)
        self._last_deep_year = LAST_DEEP_YEAR if counts_ages(self._system) else -_DEEP_TIME_YEARS
        self._names_every_era = False  # in an interval that begins before our era

    def phrase(self, when: EdtfDate) -> DatePhrase:
        """Return the phrase of a date with its qualifiers."""
        if when.kind == "interval":
            return self._interval(when)
        if when.kind in ("one_of", "all_of"):
            return self._set(when)
        return self._with_qualifiers(when, self._single(when))

    def _with_qualifiers(self, when: EdtfDate, phrase: DatePhrase) -> DatePhrase:
        if not (when.uncertain or when.approximate):
            return phrase
        key = "about_uncertain" if when.uncertain and when.approximate else "uncertain" if when.uncertain else "about"
        return self._words.phrase(key, date=phrase)

    def _single(self, when: EdtfDate, *, with_year: bool = True, with_month: bool = True) -> DatePhrase:
        """Return one date without its qualifiers.

        The year or the month is left out where the other end of an interval shows it.
        """
        words, fields = self._words, when.fields
        with_year = with_year and not self._known
        if when.significant:
            year = int(fields[0])
            key = "significant_ago" if year <= self._last_deep_year else "significant"
            digits = self._integer(when.significant)
            return words.phrase(key, when.significant, date=self._year(year, rough=True), number=digits)
        if when.unspecified:
            return self._unspecified(when)
        year = int(fields[0]) if fields else 0
        if len(fields) < 2:
            return self._year(year, rough=bool(when.approximate or when.uncertain))
        group = int(fields[1])
        if len(fields) == 2 and group > 12:
            return self._part_of_year(group, year)
        month = Name("months", group - 1)
        if len(fields) == 2:
            return words.phrase("month", month=month, year=self._year_text(year)) if with_year else self._month(group)
        day = int(fields[2])
        if not with_month:
            return words.phrase("day_only", day=day)
        if self._known == "day" and len(fields) > 3 and not _is_on_another_day(when):
            return self._clock(when)
        if not with_year:
            phrase = words.phrase("day_month", day=day, month=month)
        else:
            phrase = words.phrase("day", day=day, month=month, year=self._year_text(year))
        return words.phrase("time", date=phrase, clock=self._clock(when)) if len(fields) > 3 else phrase

    def _clock(self, when: EdtfDate) -> DatePhrase:
        """Return the time of day as it is written.

        In another zone than the axis it names its zone: it stands elsewhere than its words say.
        """
        time = when.fields[3]
        hour, minute = int(time[:2]), int(time[3:5])
        if when.precision == "second":
            second = _seconds(time, self._language) if when.fraction else int(time[6:8])
            clock = self._words.phrase("clock_seconds", hour=hour, minute=minute, second=second)
        else:
            clock = self._words.phrase("clock", hour=hour, minute=minute)
        zone = _foreign_zone(when)
        return self._words.phrase("clock_zone", clock=clock, zone=Verbatim(zone)) if zone else clock

    def _integer(self, number: int) -> str:
        return self._language.format_integer(number)

    def _month(self, number: int) -> DatePhrase:
        return self._words.phrase("month_only", month=Name("months", number - 1))

    def _year(self, year: int, *, rough: bool = False) -> DatePhrase:
        """Return a year alone: with an era or as an age.

        A `rough` round year stays round: "about 313,000 BC", though −313000 is 313,001 BC.
        """
        if year <= self._last_deep_year:
            return self._deep_year(year)
        is_round = rough and year <= -_FIRST_ROUND_YEAR and year % 10 == 0
        return self._words.phrase("year", year=self._year_text(year + 1 if is_round else year))

    def _deep_year(self, year: int) -> DatePhrase:
        """Return a year of deep time in the system of the story."""
        if self._system == "BC":
            return self._words.phrase("bc", year=large_number(self._words, 1 - year))
        if self._system == "Ma":
            return annums(self._words, age_of_year(year))
        age = age_of_year(year) if self._system else 1 - year
        return self._words.phrase("ago", age=large_number(self._words, age, "_years"))

    def _year_text(self, year: int) -> DatePhrase | str:
        """Return a year as part of a date."""
        if year <= self._last_deep_year:
            return self._deep_year(year)
        if year <= 0:
            return self._words.phrase("bc", year=self._year_digits(1 - year, 10_000))
        digits = self._year_digits(year, 100_000)
        names_era = self._names_every_era or year < _AMBIGUOUS_YEARS
        return self._words.phrase("ad", year=digits) if names_era else digits

    def _year_digits(self, year: int, grouped_from: int) -> str:
        return self._language.format_decimal(str(year)) if year < grouped_from else self._integer(year)

    def _part_of_year(self, group: int, year: int) -> DatePhrase:
        year_text = self._year_text(year)
        if group < 33:
            key = "season_south" if group >= _SOUTHERN_SEASONS else "season"
            return self._words.phrase(key, season=Name("seasons", (group - 21) % 4), year=year_text)
        name = "quarter" if group < 37 else "quadrimester" if group < 40 else "semester"
        return self._words.phrase(name, n=group - _SPAN_GROUPS[name] + 1, year=year_text)

    def _unspecified(self, when: EdtfDate) -> DatePhrase:
        """Return a date with X digits: a decade, century, month or day."""
        words = self._words
        year, *parts = when.fields
        if not parts:
            return self._unspecified_year(when, year)
        month, day = (*parts, "XX")[:2]
        known: DatePhrase | None = None
        if "X" not in month:
            is_known_day = "X" not in day
            name = Name("months", int(month) - 1)
            known = words.phrase("day_month", day=int(day), month=name) if is_known_day else self._month(int(month))
        elif "X" not in day:
            known = words.phrase("day_of_month", day=int(day))
        if "X" in year:
            if year.lstrip("-") == "XXXX":
                return words.phrase("of_unknown_year", date=known) if known else words.phrase("unknown_year")
            years = self._year_range(when)
            return words.phrase("within_years", date=known, years=years) if known else years
        number = int(year)
        if "X" in month:
            if known is not None:
                return words.phrase("some_month_day", day=int(day), year=self._year(number))
            if month != "XX":
                return self._month_range(number, month)
            return words.phrase("some_month" if len(parts) == 1 else "some_day", date=self._year(number))
        if day != "XX":
            return self._day_range(when, number, int(month))
        phrase = words.phrase("month", month=Name("months", int(month) - 1), year=self._year_text(number))
        return phrase if words.short else words.phrase("some_day", date=phrase)

    def _month_range(self, year: int, digits: str) -> DatePhrase:
        """Return the months that a month with one X may be."""
        words = self._words
        months = [month for month in range(1, 13) if _fits(f"{month:02}", digits)]
        with_year = [
            words.phrase("month", month=Name("months", month - 1), year=self._year_text(year)) for month in months
        ]
        if len(months) == 1:
            return with_year[0]
        if words.year_first:
            return words.phrase("between", first=with_year[0], last=self._month(months[-1]))
        return words.phrase("between", first=self._month(months[0]), last=with_year[-1])

    def _day_range(self, when: EdtfDate, year: int, month: int) -> DatePhrase:
        """Return the days that a day with one X may be."""
        words = self._words
        days = [day for day in range(1, days_in_month(year, month) + 1) if _fits(f"{day:02}", when.fields[2])]
        name, year_text = Name("months", month - 1), self._year_text(year)
        whole = [words.phrase("day", day=day, month=name, year=year_text) for day in days]
        if len(days) == 1:
            return whole[0]
        if words.year_first:
            return words.phrase("between", first=whole[0], last=words.phrase("day_only", day=days[-1]))
        return words.phrase("between", first=words.phrase("day_only", day=days[0]), last=whole[-1])

    def _unspecified_year(self, when: EdtfDate, year: str) -> DatePhrase:
        """Return a year with X digits as a decade, century or millennium."""
        words = self._words
        if year.lstrip("-") == "XXXX":
            return words.phrase("unknown_year")
        if year.startswith("-") and when.precision == "century":
            # From -0499 to -0400: the years from 500 to 401 BC are the 5th century BC.
            return words.phrase("century_bc", n=int(year[1:-2]) + 1)
        if year.startswith("-") or when.precision == "year":
            return self._year_range(when)
        first = int(year.replace("X", "0"))
        if when.precision == "decade":
            digits = self._language.format_decimal
            return words.phrase("decade", year=digits(str(first)), end=digits(str(first + 9)))
        if when.precision == "century":
            return words.phrase("century", n=first // 100 + 1)
        return words.phrase("millennium", n=first // 1000 + 1)

    def _year_range(self, when: EdtfDate) -> DatePhrase:
        first, last = (civil_from_seconds(second)[0] for second in (when.earliest or 0, (when.latest or 1) - 1))
        if first == last:
            return self._year(first)
        return self._words.phrase("between", first=self._year(first), last=self._year(last))

    def _known_of_both_ends(self, when: EdtfDate) -> str:
        """Return what is known of an interval.

        It is less where its ends lie in two years or days: "23 June – 1 July" would be a week. Where one end is open, the
        other may lie far away.
        """
        first, last = when.members[0].fields, when.members[-1].fields
        if len(when.members) < 2 or not first or first[:1] != last[:1]:
            return ""
        return "year" if self._known and first[:3] != last[:3] else self._known

    def _interval(self, when: EdtfDate) -> DatePhrase:
        words = self._words
        if self._known and (known := self._known_of_both_ends(when)) != self._known:
            return _DatePhrases(words, known).phrase(when)
        if len(when.members) == 1:
            key = (
                "since" if when.end_open else "after" if when.end_unknown else "until" if when.start_open else "before"
            )
            return words.phrase(key, date=self.phrase(when.members[0]))
        first, last = when.members
        if first.text == last.text:
            return self.phrase(first)
        begins = (first.earliest or 0) // _SECONDS_PER_YEAR + 1970
        self._names_every_era = self._last_deep_year < begins <= 0
        is_certain = not (first.uncertain or first.approximate or last.uncertain or last.approximate)
        is_one_day = first.fields[:3] == last.fields[:3] and len(first.fields) == 4 == len(last.fields)
        if is_certain and is_one_day and self._known != "day":
            day = self._single(first).parts["date"]
            return words.phrase("time_range", date=day, first=self._clock(first), last=self._clock(last))
        shared = self._shared_parts(first, last) if is_certain else 0
        omission = {"with_year": shared < 1, "with_month": shared < 2}
        first_omission, last_omission = ({}, omission) if words.year_first else (omission, {})
        start = self._with_qualifiers(first, self._single(first, **first_omission))
        end = self._with_qualifiers(last, self._single(last, **last_omission))
        only_years = is_certain and first.precision == "year" == last.precision and not when.unspecified
        return words.phrase("range" if only_years or words.short else "from_to", first=start, last=end)

    @staticmethod
    def _shared_parts(first: EdtfDate, last: EdtfDate) -> int:
        """Return how many parts, of year and month, two dates share.

        One of the two dates may leave them out.
        """
        lengths = (len(first.fields), len(last.fields))
        if first.unspecified or last.unspecified or first.fields[:1] != last.fields[:1]:
            return 0
        if min(lengths) < 2 or max(lengths) > 3 or int(first.fields[1]) > 12:
            return 0
        return 2 if lengths == (3, 3) and first.fields[1] == last.fields[1] else 1

    def _set(self, when: EdtfDate) -> DatePhrase:
        phrases = [self.phrase(member) for member in when.members]
        is_choice = when.kind == "one_of"
        if when.start_open:
            phrases[0] = self._words.phrase("or_earlier" if is_choice else "all_until", date=phrases[0])
        if when.end_open:
            phrases[-1] = self._words.phrase("or_later" if is_choice else "all_since", date=phrases[-1])
        if len(phrases) == 1:
            return phrases[0]
        members = self._language.join_list([str(phrase) for phrase in phrases], "or" if is_choice else "and")
        return self._words.phrase("members", members=members)


def annums(words: DateWordings, age: int) -> DatePhrase:
    """Return an age as geologists write it: 66.04 Ma."""
    size, key = next(((size, key) for size, key in ANNUMS if age >= size), ANNUMS[-1])
    return words.phrase(key, number=words.language.format_decimal(f"{age / size:.4g}"))


def large_number(words: DateWordings, count: int, kind: str = "") -> DatePhrase | str:
    """Return a number in millions or billions where it is so large.

    The `kind` "_years" makes it a number of years.
    """
    language = words.language
    for size, unit in language.large_numbers:
        if count >= size:
            scaled = count / size
            # Chinese counts up to 9,999 ten thousands, which have no separators.
            digits = f"{scaled:.4g}" if scaled < 1000 else str(round(scaled))
            number = language.format_decimal(digits) if scaled < 10_000 else language.format_integer(round(scaled))
            return words.phrase(f"{unit}{kind}", float(f"{scaled:.4g}"), number=number)
    digits = language.format_integer(count) if count >= 10_000 else language.format_decimal(str(count))
    return words.phrase("years", count, number=digits) if kind else digits


def _foreign_zone(when: EdtfDate) -> str:
    """Return the written zone of a moment moved from it, else ""."""
    written = _ZONE.search(when.text) if when.zone is not None else None
    if written is None or when.zone == _zone_minutes(written):
        return ""
    minutes = _zone_minutes(written)
    hours, rest = divmod(abs(minutes), 60)
    sign = "" if not minutes else "+" if minutes > 0 else "\u2212"
    return "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


def _is_on_another_day(when: EdtfDate) -> bool:
    """Return whether a moment of another zone stands on another day."""
    if when.start_min is None or not _foreign_zone(when):
        return False
    return civil_from_seconds(when.start_min)[2] != int(when.fields[2])


def _zone_minutes(written: re.Match[str]) -> int:
    """Return the minutes east of Greenwich of a written zone."""
    if written[0] == "Z":
        return 0
    minutes = 60 * int(written[2]) + int(written[3] or 0)
    return -minutes if written[1] == "-" else minutes


def _seconds(time: str, language: Language) -> Verbatim:
    """Return the seconds of a time with their fraction."""
    digits = "".join(takewhile(lambda sign: sign in "0123456789.", time[6:].replace(",", ".")))
    return Verbatim(language.format_decimal(digits))


def _fits(number: str, mask: str) -> bool:
    """Return whether a number fits a mask, where X is any digit."""
    return all(sign in ("X", digit) for digit, sign in zip(number, mask, strict=True))
