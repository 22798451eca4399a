"""Normalize texts so that case, accents and ligatures do not count.

Every search uses this rule, and so does every id that is made from a text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

PLAIN_SIGNS: Final = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ς": "σ", "’": "'", "ʼ": "'", "\u202f": " ",
}  # fmt: skip
"""Small letters and signs that Unicode does not decompose, and the substitute of each."""
_PLAIN_SIGN_TABLE: Final = str.maketrans(PLAIN_SIGNS)


def normalize(text: str) -> str:
    """Return a text without accents, case, ligatures and repeated spaces."""
    # Twice, as Unicode's caseless matching asks: each of the two steps may undo the other ("𝕊" becomes "S").
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(plain.translate(_PLAIN_SIGN_TABLE).split())


def slug(text: str) -> str:
    """Return the ASCII words of a text, joined by hyphens.

    The words are in lower case; "" if no word is left.
    """
    return "-".join(re.findall(r"[a-z0-9]+", normalize(text)))
