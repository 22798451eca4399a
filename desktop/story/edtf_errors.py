"""What can be wrong with a date, said in French and English with the part that is wrong and an example that is right."""

from __future__ import annotations

import re
from typing import Final

from desktop.words import Words

_WORDS: Final = Words(
    {
        "empty": ("the date is empty", "la date est vide"),
        "unknown_form": ("“{text}” is not a date", "« {text} » n’est pas une date"),
        "slashes": (
            "“{text}” is not a date: its parts are joined by hyphens",
            "« {text} » n’est pas une date : ses parties sont jointes par des traits d’union",
        ),
        "two_slashes": ("an interval has one slash", "un intervalle a une seule barre"),
        "two_digits": ("a month and a day have two digits", "le mois et le jour ont deux chiffres"),
        "month_out_of_range": ("there is no month {part}: from 01 to 12", "le mois {part} n’existe pas : de 01 à 12"),
        "day_out_of_range": (
            "there is no day {part}: this month has {last} days",
            "le jour {part} n’existe pas : ce mois a {last} jours",
        ),
        "time_form": ("“{text}” has no readable time", "l’heure de « {text} » est illisible"),
        "time_out_of_range": ("there is no time {part}", "l’heure {part} n’existe pas"),
        "end_before_start": (
            "the end, {second}, is before the beginning, {first}",
            "la fin, {second}, précède le début, {first}",
        ),
        "no_end_known": ("an interval needs one end", "un intervalle a besoin d’une borne"),
        "unclosed_set": ("the set is not closed by {close}", "l’ensemble n’est pas fermé par {close}"),
        "empty_member": ("a member of the set is empty", "un membre de l’ensemble est vide"),
        "negative_zero": ("there is no year −0000", "l’année −0000 n’existe pas"),
        "too_long": ("the year has too many digits", "l’année a trop de chiffres"),
    }
)
_HINTS: Final = Words(
    {
        "example": ("for example {example}", "par exemple {example}"),
        "about": ("“about” is a tilde: {example}", "« vers » s’écrit avec un tilde : {example}"),
        "bc": (
            "years before our era are negative, 1 BC is 0000: {example}",
            "les années avant notre ère sont négatives, l’an 1 av. J.-C. est 0000 : {example}",
        ),
        "dash": ("an interval is written with a slash: {example}", "un intervalle s’écrit avec une barre : {example}"),
        "order": (
            "year first, then month, then day: {example}",
            "l’année d’abord, puis le mois, puis le jour : {example}",
        ),
    }
)
_MONTHS: Final = (
    ("jan", "janv"), ("feb", "fév", "fev"), ("mar",), ("apr", "avr"), ("may", "mai"), ("jun", "juin"), ("jul", "juil"),
    ("aug", "août", "aou"), ("sep",), ("oct",), ("nov",), ("dec", "déc"),
)  # fmt: skip


class DateError(ValueError):
    """A date that cannot be read: `column` (from 1) is where it is wrong, `code` what is wrong, `values` the details."""

    def __init__(self, text: str, column: int, code: str, hint: tuple[str, str], values: dict[str, object]) -> None:
        self.text = text
        self.column = column
        self.code = code
        self.values = values
        self._hint = hint
        super().__init__(self.message("en"))

    @property
    def reason(self) -> str:
        """Say in English what is wrong."""
        return _WORDS(self.code, "en", **{"text": self.text, **self.values})

    @property
    def hint(self) -> str:
        """Say in English what would be right."""
        return _HINTS(self._hint[0], "en", example=self._hint[1])

    def message(self, language: str) -> str:
        """Say what is wrong and give an example that is right."""
        said = _WORDS(self.code, language, **{"text": self.text, **self.values})
        return (
            f"{said}; {_HINTS(self._hint[0], language, example=self._hint[1])}"
            if language == "en"
            else (f"{said} ; {_HINTS(self._hint[0], language, example=self._hint[1])}")
        )


def mistake(text: str, column: int, code: str, **values: object) -> DateError:
    """Return the error with the hint that fits what was probably meant."""
    return DateError(text, column, code, _hint(text, code, values), values)


def _hint(text: str, code: str, values: dict[str, object]) -> tuple[str, str]:
    low = text.strip().lower()
    day = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", low)
    if day:
        return "order", f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    swapped = re.fullmatch(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", low)
    if swapped:
        return "example", f"{swapped[1]}-{int(swapped[2]):02d}" + (f"-{int(swapped[3]):02d}" if swapped[3] else "")
    dashed = re.fullmatch(r"(\d{4}(?:-\d\d)*)\s*[–—]\s*(\d{4}(?:-\d\d)*)", low)
    if dashed:
        return "dash", f"{dashed[1]}/{dashed[2]}"
    about = re.fullmatch(r"(?:c\.|ca\.?|circa|about|vers|env\.?|environ)\s*(\d{4})", low)
    if about:
        return "about", f"{about[1]}~"
    era = re.fullmatch(r"(\d{1,4})\s*(?:bc|bce|av\.? ?j\.?-?c\.?)", low)
    if era:
        year = int(era[1]) - 1
        return "bc", f"-{year:04d}" if year else "0000"
    loose = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", low)
    if loose and code == "two_digits":
        return "example", f"{loose[1]}-{int(loose[2]):02d}" + (f"-{int(loose[3]):02d}" if loose[3] else "")
    named = re.search(r"([a-zéûà]+)\.?", low)
    year_found = re.search(r"\d{4}", low)
    if named and year_found:
        for number, names in enumerate(_MONTHS, 1):
            if named[1].startswith(names):
                found = re.match(r"(\d{1,2})\b(?!\d)", low)
                return "example", f"{year_found[0]}-{number:02d}" + (f"-{int(found[1]):02d}" if found else "")
    if code == "day_out_of_range" and isinstance(values.get("year"), int):
        return "example", f"{values['year']:04d}-{values['month']:02d}-{values['last']:02d}"
    if code == "end_before_start":
        return "example", f"{values['second']}/{values['first']}"
    return "example", "2014-11" if code == "month_out_of_range" else "2014-06-05"
