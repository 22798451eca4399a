"""What can be wrong with a date, said in French and English with the part that is wrong and an example that is right."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages
from desktop.story.dates.hints import suggest

_MESSAGES: Final = Messages(
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
_HINTS: Final = Messages(
    {
        "example": ("for example {example}", "par exemple {example}"),
        "about": ("“about” is a tilde: {example}", "« vers » s’écrit avec un tilde : {example}"),
        "bc": (
            "years before our era are negative, 1 BC is 0000: {example}",
            "les années avant notre ère sont négatives, l’an 1 av. J.-C. est 0000 : {example}",
        ),
        "dash": ("an interval is written with a slash: {example}", "un intervalle s’écrit avec une barre : {example}"),
        "open": (
            "an end that is open is two dots: {example}",
            "une borne ouverte s’écrit avec deux points : {example}",
        ),
        "unsaid": (
            "a digit that is not known is a capital X: {example}",
            "un chiffre inconnu s’écrit avec un X majuscule : {example}",
        ),
        "long": (
            "a year of more than four digits begins with a Y: {example}",
            "une année de plus de quatre chiffres commence par un Y : {example}",
        ),
        "order": (
            "year first, then month, then day: {example}",
            "l’année d’abord, puis le mois, puis le jour : {example}",
        ),
    }
)


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
        return _MESSAGES(self.code, "en", **{"text": self.text, **self.values})

    @property
    def example(self) -> str:
        """Return a date that is right, and near what was written."""
        return self._hint[1]

    @property
    def hint(self) -> str:
        """Say in English what would be right."""
        return _HINTS(self._hint[0], "en", example=self._hint[1])

    def message(self, language: str) -> str:
        """Say what is wrong and give an example that is right."""
        statement = _MESSAGES(self.code, language, **{"text": self.text, **self.values})
        suggestion = _HINTS(self._hint[0], language, example=self._hint[1])
        return f"{statement} ; {suggestion}" if language.startswith("fr") else f"{statement}; {suggestion}"


def date_error(text: str, column: int, code: str, **values: object) -> DateError:
    """Return the error with the hint that fits what was probably meant."""
    return DateError(text, column, code, suggest(text, code, values), values)
