"""Read a source from a pasted link, DOI, BibTeX or RIS.

Nothing is asked of the network: a link or a DOI gives only what it says itself.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

from desktop.fast_dataclass import dataclass
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.hints import likely_date
from desktop.story.dates.parse import parse_date

_DOI: Final = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}]+)")
_BIBTEX_ENTRY: Final = re.compile(r"@(\w+)\s*\{\s*([^,\s{}]*)\s*,")
_RIS_LINE: Final = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$", re.MULTILINE)
_MAX_LENGTH: Final = 20_000  # a longer text is no reference
_ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328", "d": "\u0323",
}  # fmt: skip
_LETTERS: Final = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "i", "j": "j", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "textendash": "–", "textemdash": "—",
}  # fmt: skip
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class SourceFields:
    """Holds the known fields of a source, "" for others."""

    publisher: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    date: str = ""  # EDTF


def read_source(text: str) -> SourceFields | None:
    """Return the source that a text describes, None for no source."""
    text = text.strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    if _BIBTEX_ENTRY.search(text):
        return _from_bibtex(text)
    ris = dict(reversed(_RIS_LINE.findall(text)))  # the first line of a kind counts
    if "TY" in ris:
        return _from_ris(ris, [value for key, value in _RIS_LINE.findall(text) if key in ("AU", "A1")])
    if len(text.split()) > 1:
        return None
    doi = _DOI.search(unquote(text))
    if doi and (text.startswith("10.") or "doi.org" in text or text.lower().startswith("doi:")):
        return SourceFields(url=f"https://doi.org/{doi[1].rstrip('.,;)')}")
    return _from_link(text)


def _from_link(text: str) -> SourceFields | None:
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname:
        return None
    # Newspapers write the day into the address.
    day = re.search(r"/(\d{4})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?:/|-|$)", parts.path)
    date = _date("-".join(part.zfill(2) for part in day.groups() if part)) if day else ""
    return SourceFields(publisher=parts.hostname.removeprefix("www."), url=text, date=date)


def _from_bibtex(text: str) -> SourceFields:
    fields = _bibtex_fields(text)
    year, month = fields.get("year", ""), fields.get("month", "")
    date = fields.get("date", "")
    if not date and year:
        day = re.search(r"\d{1,2}", month)
        number = next((place for place, name in enumerate(_MONTHS, 1) if name in month.lower()), 0)
        number = number or (int(month) if month.isdecimal() else 0)
        date = year + (f"-{number:02d}" if 1 <= number <= 12 else "")
        date += f"-{int(day[0]):02d}" if day and number and not month.isdecimal() else ""
    publisher = next((fields[key] for key in ("journal", "journaltitle", "publisher", "booktitle", "institution",
                                              "school", "howpublished", "organization") if fields.get(key)), "")  # fmt: skip
    doi = fields.get("doi", "")
    url = fields.get("url", "") or (f"https://doi.org/{doi.removeprefix('https://doi.org/')}" if doi else "")
    return SourceFields(publisher, fields.get("title", ""), _names(fields.get("author", "")), url, _date(date))


def _from_ris(fields: dict[str, str], authors: list[str]) -> SourceFields:
    def first(*keys: str) -> str:
        return next((fields[key].strip() for key in keys if fields.get(key, "").strip()), "")

    doi = first("DO")
    url = first("UR", "L1") or (f"https://doi.org/{doi}" if doi else "")
    date = re.sub(r"/+", "-", first("DA", "PY", "Y1")).strip("-")
    return SourceFields(
        first("JO", "JF", "T2", "PB"), first("TI", "T1"), ", ".join(map(_name, authors)), url, _date(date)
    )


def _bibtex_fields(text: str) -> dict[str, str]:
    """Return the fields of the first BibTeX entry, without LaTeX."""
    found = _BIBTEX_ENTRY.search(text)
    fields: dict[str, str] = {}
    offset = found.end() if found else len(text)
    while match := re.compile(r"\s*,?\s*([\w-]+)\s*=\s*").match(text, offset):
        value, offset = _bibtex_value(text, match.end())
        fields.setdefault(match[1].lower(), _plain_latex(value))
    return fields


def _bibtex_value(text: str, start: int) -> tuple[str, int]:
    """Return a value of BibTeX and the offset after it."""
    sign = text[start : start + 1]
    if sign not in ("{", '"'):
        word = re.compile(r"[^,}\n]*").match(text, start)
        return (word[0].strip(), word.end()) if word else ("", start)
    depth, offset = 0, start
    while offset < len(text):
        char = text[offset]
        if char == "\\":
            offset += 1
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        if (sign == "{" and depth == 0) or (sign == '"' and char == '"' and depth == 0 and offset > start):
            return text[start + 1 : offset], offset + 1
        offset += 1
    return text[start + 1 :], len(text)


def _plain_latex(text: str) -> str:
    """Return a text of BibTeX as letters and spaces."""

    def accented(match: re.Match[str]) -> str:
        letter = {"\\i": "i", "\\j": "j"}.get(match[2], match[2])
        return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])

    text = re.sub(r"\\(['`^\"~=.])\s*\{?\s*(\\[ij](?![a-zA-Z])|[a-zA-Z])\s*\}?", accented, text)
    text = re.sub(r"\\([cvuHrkd])\s*\{\s*([a-zA-Z])\s*\}", accented, text)
    text = re.sub(r"\\([a-zA-Z]+|[&%$#_])\s?", lambda match: _LETTERS.get(match[1], ""), text)
    text = text.replace("---", "—").replace("--", "–").replace("~", "\u00a0")
    return " ".join(re.sub(r"[{}]", "", text).split(" ")).replace("\n", " ").strip()


def _names(authors: str) -> str:
    """Return authors as "A. Name, B. Name"."""
    return ", ".join(_name(author) for author in re.split(r"\s+and\s+", authors) if author.strip())


def _name(author: str) -> str:
    last, comma, first = author.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else author.strip()


def _date(text: str) -> str:
    """Return a text as an EDTF date, "" where it is none."""
    try:
        parse_date(text)
    except DateError:
        return likely_date(text) or ""
    return text
