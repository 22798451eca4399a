"""Writes what Unicode's CLDR says of the languages without a file.

    python packaging/cldr.py    writes desktop/locale/cldr.json

Babel, which is there for the catalogues anyway, brings CLDR. The file holds what CLDR can say: the names of months, the
order of day, month and year, eras, digits, separators and plurals. What a slide says in words needs a `locale.toml`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.localedata import locale_identifiers
from babel.plural import _GettextCompiler

LOCALE: Final = Path(__file__).resolve().parent.parent / "desktop" / "locale"
_NEUTRAL: Final = {
    "ordinals": {"day": {"other": "{n}"}},
    "months": {"number": [str(month) for month in range(1, 13)]},
    "dates": {
        "about": "≈ {date}",
        "uncertain": "{date}?",
        "about_uncertain": "≈ {date}?",
        "range": "{first} – {last}",
        "from_to": "{first} – {last}",
        "between": "{first} – {last}",
        "since": "{date} →",
        "after": "{date} – ?",
        "until": "→ {date}",
        "before": "? – {date}",
        "or_earlier": "→ {date}",
        "or_later": "{date} →",
        "all_until": "→ {date}",
        "all_since": "{date} →",
        "decade": "{year}–{end}",
    },
}
"""What holds for them all: signs, where CLDR has no words."""


def conventions(locale: Locale) -> dict[str, Any] | None:
    """Return a table like that of `locale.toml`, or None if CLDR has no months."""
    skeletons = locale.datetime_skeletons
    long_day, long_month = locale.date_formats["long"].pattern, skeletons["yMMMM"].pattern
    short_day, short_month = skeletons["yMMMd"].pattern, skeletons["yMMM"].pattern
    days = [_template(pattern) for pattern in (long_day, long_month, short_day, short_month)]
    if not all(days):
        return None
    months, standing = locale.months["format"], locale.months["stand-alone"]
    compiler: Any = _GettextCompiler()
    numbers = locale.number_symbols.get(locale.default_numbering_system) or locale.number_symbols["latn"]
    era = locale.eras["abbreviated"]
    table: dict[str, Any] = {
        "name": (locale.get_display_name() or str(locale)).capitalize(),
        "numbers": {
            "thousands": numbers["group"],
            "decimal": numbers["decimal"],
            "plural": {tag: compiler.compile(rule) for tag, rule in locale.plural_form.abstract},
        },
        "months": {
            "long": _names(standing["wide"], months["wide"]),
            "short": _names(standing["abbreviated"], months["abbreviated"], months["wide"]),
            "format": _names(months["wide"], standing["wide"]),
            "short_format": _names(months["abbreviated"], standing["abbreviated"], months["wide"]),
        },
        "dates": {
            "year_first": long_day.index("y") < long_day.index("d"),
            "day": days[0],
            "month": days[1],
            "day_month": _template(skeletons["MMMMd"].pattern),
            "bc": "{year} " + era[0],
            "ad": "{year} " + era[1],
            "short": {"day": days[2], "month": days[3]},
        },
        "text": {"direction": "rtl" if locale.character_order == "right-to-left" else "ltr"},
    }
    digits = _digits(locale.default_numbering_system)
    if digits:
        table["numbers"]["digits"] = digits
    return table


def _names(*tables: Any) -> list[str]:
    """Return twelve names, each of the first table with one: CLDR writes "M06" for none."""
    return [
        next(name for table in tables if not re.fullmatch(r"M\d\d", name := table[month])) for month in range(1, 13)
    ]


def _template(pattern: str) -> str:
    """Return a wording of dates for a pattern of CLDR, or "" where it has other parts."""
    text = ""
    for literal, quoted, letters in re.findall(r"([^a-zA-Z']+)|'([^']*)'|([a-zA-Z]+)", pattern):
        if letters:
            part = _part(letters)
            if part is None:
                return ""
            text += part
        else:
            text += (literal or quoted).replace("{", "{{").replace("}", "}}")
    return " ".join(text.split())


def _part(letters: str) -> str | None:
    if letters[0] == "G":
        return ""
    if letters[0] == "y":
        return "{year}"
    if letters[0] == "d":
        return "{day:day}"
    if letters[0] not in "ML":
        return None
    if len(letters) < 3:
        return "{month:number}"
    return "{month}" if letters[0] == "L" else "{month:format}" if len(letters) == 4 else "{month:short_format}"


def _digits(system: str) -> str:
    zero = {
        "arab": 0x660,
        "arabext": 0x6F0,
        "beng": 0x9E6,
        "deva": 0x966,
        "mymr": 0x1040,
        "tibt": 0xF20,
        "cakm": 0x11136,
    }
    zero |= {"adlm": 0x1E950, "olck": 0x1C50, "mtei": 0xABF0, "nkoo": 0x7C0}
    return "".join(chr(zero[system] + digit) for digit in range(10)) if system in zero else ""


def table() -> dict[str, dict[str, Any]]:
    """Return the conventions of every language of CLDR without a file."""
    own = {path.name for path in LOCALE.iterdir() if path.is_dir()}
    found: dict[str, dict[str, Any]] = {"*": _NEUTRAL}
    for name in sorted(locale_identifiers()):
        locale = Locale.parse(name)
        code = name.replace("_", "-")
        if locale.territory or locale.language in own or code == "root":
            continue
        try:
            conventions_of_code = conventions(locale)
        except (KeyError, ValueError, TypeError, StopIteration):
            continue
        if conventions_of_code:
            found[code] = conventions_of_code
    return found


def main() -> None:
    """Write the file."""
    rows = [f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in table().items()]
    text = "{\n" + ",\n".join(rows) + "\n}"
    (LOCALE / "cldr.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
