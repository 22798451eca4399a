"""Writes capitals as readers know them."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

_GREEK: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_GEORGIAN: Final = re.compile("[\u10d0-\u10ff]")
_GREEK_ACCENTS: Final = re.compile("(?<=[\u0370-\u03ff])[\u0300\u0301\u0313\u0314\u0342]+")


def capitals(text: str) -> str:
    """Return a text in capitals.

    Greek capitals bear no accent. Unicode's Georgian capitals are in few faces: such a text is left as it is.
    """
    if _GEORGIAN.search(text):
        return text
    upper = text.upper()
    return normalize("NFC", _GREEK_ACCENTS.sub("", normalize("NFD", upper))) if _GREEK.search(upper) else upper


def first_capital(letter: str) -> str:
    """Return the letter that begins a sentence."""
    return letter if _GEORGIAN.match(letter) else letter.upper()
