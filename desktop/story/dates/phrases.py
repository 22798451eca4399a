"""Compose phrases about dates and render them in a language.

A phrase names its wording and its parts; it becomes words in the form that the grammar of a sentence needs. The
wordings are in `desktop/locale/<code>/locale.toml`; the comments of the English file explain each key.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from string import Formatter
from typing import Final, NamedTuple

from desktop.i18n import SOURCE_LANGUAGE, Forms, Language, language as language_of

_KINDS: Final = {
    "bc": "year",
    "ad": "year",
    "month_only": "month",
    "day_month": "day",
    "day_only": "day",
    "day_of_month": "day",
    "some_month_day": "day",
    "season_south": "season",
    "century_bc": "century",
    "time": "day",
}
"""Phrases that take the form of another phrase if they have none of their own."""
_QUALIFIED: Final = frozenset({"about", "uncertain", "about_uncertain", "time"})
"""Phrases about a whole date: they pass the form on to that date."""

_WHOLE: Final = frozenset(
    (
        *("range", "from_to", "since", "after", "until", "before", "time_range", "members"),
        *("or_earlier", "or_later", "all_until", "all_since"),
    )
)
"""Phrases with prepositions of their own: no form adds another."""
_PLACED: Final = frozenset(
    (
        *("between", "significant", "significant_ago", "within_years", "of_unknown_year"),
        *("annums", "annums_kilo", "annums_mega", "annums_giga"),
    )
)
"""Phrases that say when by themselves: the form "at" adds no preposition."""


class Name(NamedTuple):
    """Identifies the name of a month or a season.

    `table` is the table of names in `locale.toml`, `place` the index in it.
    """

    table: str
    place: int


class Verbatim(str):
    """Holds a part that is written as it is, in any form."""

    __slots__ = ()


class DatePhrase:
    """Holds the key of a wording and the parts for it.

    A sentence with `{date:at}` formats the phrase in the form "at".
    """

    __slots__ = ("count", "key", "parts", "wording")

    def __init__(self, wording: DateWordings, key: str, parts: dict[str, _Part], count: float = 0) -> None:
        self.wording = wording
        self.key = key
        self.parts = parts
        self.count = count  # chooses the plural form

    def __format__(self, form: str) -> str:
        return self.wording.contract(self.wording.render(self, form))

    def __str__(self) -> str:
        return format(self)


_Part = str | int | Name | DatePhrase
_Template = dict[str, list[tuple[str, str, str]]]
"""For each plural category: (literal text, placeholder after it, form of the placeholder)."""


class DateWordings:
    """Holds the wordings of one language, long or short.

    Use the function `wording` to get it.
    """

    def __init__(self, language: Language, short: bool) -> None:
        self.language = language
        self.short = short
        self.year_first = bool(language.own_convention("dates", "year_first"))
        # A word begins after a space: a replaced string costs a tenth of a compiled pattern for each pair.
        pairs = language.own_convention("dates", "contractions") or ()
        self._contractions = tuple((f" {apart}", f" {joined}") for apart, joined in pairs)
        self._templates: dict[tuple[str, str], _Template | None] = {}
        self._names: dict[tuple[str, str], Sequence[str]] = {}

    def phrase(self, key: str, count: float = 0, **parts: _Part) -> DatePhrase:
        """Return a phrase of a wording's key and its parts.

        `count` chooses the plural form.
        """
        return DatePhrase(self, key, parts, count)

    def contract(self, text: str) -> str:
        """Replace word pairs that contract, such as French "de le" ("du")."""
        text = f" {text}"
        for apart, joined in self._contractions:
            text = text.replace(apart, joined)
        return text[1:]

    def render(self, phrase: DatePhrase, form: str) -> str:
        """Return the words of a phrase in a form, not yet contracted."""
        template = self._form_template(form, phrase.key) if form else None
        if template is not None:
            form = ""
        else:
            template = self._template("", phrase.key)
            assert template is not None
        plural_forms, parts = template, phrase.parts
        category = self.language.plural_category(phrase.count) if len(plural_forms) > 1 else "other"
        placeholders = plural_forms.get(category) or plural_forms["other"]
        handed_on = "date" if phrase.key in _QUALIFIED else "season" if "season" in parts else "month"
        text = ""
        for literal, name, spec in placeholders:
            text += literal
            if name == "phrase":
                text += self.render(phrase, spec)
            elif name:
                value = parts[name]
                if type(value) is str:
                    text += self._digits(value, spec) if spec else value
                else:
                    text += self._part(value, spec or (form if name == handed_on else ""))
        return text

    def _digits(self, year: str, form: str) -> str:
        """Return the digits of a year in a form: Russian "2014 года"."""
        template = self._template(form, "digits")
        if template is None:
            return year
        return "".join(literal + (year if name else "") for literal, name, _ in template["other"])

    def _part(self, value: _Part, spec: str) -> str:
        """Return a part as text.

        `spec` is what the placeholder says after the colon: a form, or a kind of ordinal.
        """
        if isinstance(value, DatePhrase):
            return self.render(value, spec)
        if isinstance(value, Name):
            return self._name_row(value.table, spec)[value.place]
        if isinstance(value, int):
            language = self.language
            return language.format_decimal(format(value, spec)) if spec in ("", "02") else language.ordinal(value, spec)
        return value

    def _name_row(self, table: str, form: str) -> Sequence[str]:
        """Return the names of months or seasons in a form.

        Without names in this form they are the usual ones.
        """
        if (table, form) not in self._names:
            own = self.language.own_convention
            names = (own(table, form) if form else None) or (own(table, "short") if self.short else None)
            self._names[table, form] = names or self.language.convention(table, "long")
        return self._names[table, form]

    def _form_template(self, form: str, key: str) -> _Template | None:
        if key in _WHOLE or (form == "at" and key in _PLACED):
            return None
        template = self._template(form, key) or self._template(form, _KINDS.get(key, key))
        return template if template or key in _QUALIFIED else self._template(form, "other")

    def _template(self, form: str, key: str) -> _Template | None:
        if (form, key) not in self._templates:
            found = self._find_form(form, key) if form else self._find_template(key)
            self._templates[form, key] = _parsed(found) if found is not None else None
        return self._templates[form, key]

    def _find_form(self, form: str, key: str) -> Forms | None:
        own = self.language.own_convention
        has_own = own("dates", "since") is not None  # with wordings of its own, English forms say nothing
        try:
            forms = own("dates", "forms", form) if has_own else self.language.convention("dates", "forms", form)
        except KeyError:
            return None
        template: Forms | None = forms.get(key) if forms else None
        return template

    def _find_template(self, key: str) -> Forms | None:
        own = self.language.own_convention
        template: Forms | None = (own("dates", "short", key) if self.short else None) or own("dates", key)
        if template is None and self.language.code != SOURCE_LANGUAGE:
            template = wording(SOURCE_LANGUAGE, short=self.short)._find_template(key)
        return template


def _parsed(template: Forms) -> _Template:
    """Return each plural form of a wording, parsed.

    A parsed form is a list of (literal text, placeholder after it, form of the placeholder).
    """
    plural_forms = {"other": template} if isinstance(template, str) else template
    return {
        category: [(text, name or "", spec or "") for text, name, spec, _ in Formatter().parse(one)]
        for category, one in plural_forms.items()
    }


@lru_cache(maxsize=64)
def wording(language: str | Language, *, short: bool = False) -> DateWordings:
    """Return the wordings of a language; "fr-CA" gives those of French."""
    return _wording(language_of(language) if isinstance(language, str) else language, short)


@lru_cache(maxsize=32)
def _wording(language: Language, short: bool) -> DateWordings:
    return DateWordings(language, short)
