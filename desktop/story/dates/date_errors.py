"""Define the error of parsing a date, with its messages.

A message gives the reason and a valid example.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from desktop.i18n import Messages
from desktop.story.dates.hints import Hint, suggest

_MESSAGES: Final = Messages(
    {
        "empty": "the date is empty",
        "unknown_form": "“{text}” is not a date",
        "slashes": "“{text}” is not a date: its parts are joined by hyphens",
        "two_slashes": "an interval has one slash",
        "two_digits": "a month and a day have two digits",
        "month_out_of_range": "there is no month {part}: from 01 to 12",
        "day_out_of_range": "there is no day {part}: this month has {last} days",
        "time_form": "“{text}” has no readable time",
        "time_out_of_range": "there is no time {part}",
        "end_before_start": "the end, {second}, is before the beginning, {first}",
        "no_end_known": "an interval needs one end",
        "unclosed_set": "the set is not closed by {close}",
        "empty_member": "a member of the set is empty",
        "with_example": "{statement}; {suggestion}",
        "negative_zero": "there is no year −0000",
        "long_text": "a date has at most {most} characters",
        "many_members": "a set has at most {most} members",
        "too_long": "the year has too many digits",
    }
)
_HINTS: Final = Messages(
    {
        "example": "for example {example}",
        "about": "“about” is written with a tilde: {example}",
        "about_and_unsure": "“about” and “perhaps” at once are written with a percent sign: {example}",
        "sure_time": "a time is written without a tilde, question mark or percent sign: {example}",
        "bc": "years before our era are negative, 1 BC is 0000: {example}",
        "dash": "an interval is written with a slash: {example}",
        "open": "an open end is written as two dots: {example}",
        "unsaid": "an unknown digit is written as a capital X: {example}",
        "long": "a year of more than four digits begins with a Y: {example}",
        "order": "year first, then month, then day: {example}",
    }
)


class DateError(ValueError):
    """Reports a text that is not a date.

    `column` (from 1) is the place of the error, `code` its kind, and `values` are the details for the message. The hint
    for the likely intention is looked for when somebody asks: of a file with a million wrong dates, few are shown.
    """

    def __init__(self, text: str, column: int, code: str, values: dict[str, object]) -> None:
        self.text = text
        self.column = column
        self.code = code
        self.values = values
        super().__init__(text)

    def __str__(self) -> str:
        return self.message("en")

    @cached_property
    def _hint(self) -> Hint:
        return suggest(self.text, self.code, self.values)

    @property
    def reason(self) -> str:
        """Return the reason in English."""
        return _MESSAGES(self.code, "en", **{"text": self.text, **self.values})

    @property
    def example(self) -> str:
        """Return a valid date that is near the written one."""
        return self._hint[1]

    @property
    def hint(self) -> str:
        """Return the hint in English."""
        return _HINTS(self._hint[0], "en", example=self._hint[1])

    def message(self, language: str) -> str:
        """Return the reason and a valid example in one sentence."""
        statement = _MESSAGES(self.code, language, **{"text": self.text, **self.values})
        suggestion = _HINTS(self._hint[0], language, example=self._hint[1])
        return _MESSAGES("with_example", language, statement=statement, suggestion=suggestion)


def date_error(text: str, column: int, code: str, **values: object) -> DateError:
    """Return a DateError with the details of its message."""
    return DateError(text, column, code, values)
