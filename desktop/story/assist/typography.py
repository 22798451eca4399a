"""Set the quotation marks, apostrophes and no-break spaces that a language wants.

Only plain signs are replaced: what is set already stays, so that words may be set twice.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.i18n import language

_NO_BREAK: Final = "\u00a0"
_NARROW: Final = "\u202f"
_UNTOUCHED: Final = re.compile(r"`[^`]*`|\]\([^)\]]*\)|https?://\S+|\\.", re.DOTALL)
"""Code, addresses and escaped signs keep their plain signs."""
_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)|(?<=\w)'(?=\s|$)")
_OPENING: Final = re.compile(r'(?<![^\s(\[{«“„*_—–-])"(?=[^\s"])')
_CLOSING: Final = re.compile(r'(?<=[^\s"])"(?!")')
"""Two that stand together quote nothing yet: they stay."""
_THOUSANDS: Final = re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))")
_FRENCH: Final = (
    (re.compile(r"(?<=\S)[ \u00a0]+(?=[;!?])"), _NARROW),
    (re.compile(r"(?<=[^\W\d_])(?=[!?](?:\s|$))"), _NARROW),
    (re.compile(r"(?<=\S) +(?=[:»](?:\s|[.,;!?)]|$))"), _NO_BREAK),
    (re.compile(r"(?<=«) +(?=\S)"), _NO_BREAK),
    (re.compile(r"(?<=\d) +(?=(?:%|€|\$|£|°|[kMG][€$]|Md[€$]?|Mds)(?:\W|$))"), _NO_BREAK),
)


def typeset(words: str, code: str) -> str:
    """Return words with the signs and spaces of their language."""
    parts: list[str] = []
    position = 0
    for kept in _UNTOUCHED.finditer(words):
        parts += [_typeset_plain(words[position : kept.start()], code), kept[0]]
        position = kept.end()
    return "".join([*parts, _typeset_plain(words[position:], code)])


def _typeset_plain(words: str, code: str) -> str:
    if '"' in words:
        opening, _, closing = str(language(code).convention("text", "quoted")).partition("{text}")
        words = _CLOSING.sub(closing, _OPENING.sub(opening, words))
    words = _APOSTROPHE.sub("’", words)
    if code.partition("-")[0] == "fr":
        words = _THOUSANDS.sub(_NARROW, words)
        for pattern, space in _FRENCH:
            words = pattern.sub(space, words)
    return words
