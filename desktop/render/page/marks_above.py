"""Tells how far the signs of a large text overtop capitals."""

from __future__ import annotations

from typing import Final
from unicodedata import decomposition

from desktop.render.text import TextBlock

_INDIC: Final = 0.3  # of the size: so much higher than capitals reach the marks of Indic scripts and Thai
_ARABIC: Final = 0.3
_HEBREW: Final = 0.2
_ACCENTS: Final = 0.12  # of capitals
_EAST_ASIAN: Final = 0.14  # Han, kana and Hangul
_LARGE_EAST_ASIAN_SIZE: Final = 48.0  # all of their signs are so high, and close the gap over the whole line
_LARGE_SIZE: Final = 86.0  # the gaps hold the marks of smaller texts


def space_above(words: str, size: float) -> float:
    """Return the space that a text's marks need above its gap."""
    if size > _LARGE_EAST_ASIAN_SIZE and _is_east_asian(words):
        return _EAST_ASIAN * (size - _LARGE_EAST_ASIAN_SIZE)
    return _share(words) * (size - _LARGE_SIZE) if size > _LARGE_SIZE else 0.0


def space_above_block(block: TextBlock) -> float:
    """Return the space that a block's marks need above its gap."""
    return space_above("".join(run.text for run in block.runs), block.font.size)


def _is_east_asian(words: str) -> bool:
    if words.isascii() or max(words) < "\u3040":
        return False
    return any("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" for sign in words)


def _share(words: str) -> float:
    if words.isascii():
        return 0.0
    if max(words) < "\u0590":
        return _ACCENTS if any(letter.isupper() and decomposition(letter) for letter in words) else 0.0
    if "\u05dc" in words:  # lamed, the one Hebrew letter that overtops the others
        return _HEBREW
    tall = [character for character in set(words) if "\u0600" <= character <= "\u0e7f"]
    if max(tall, default="") >= "\u0900":
        return _INDIC
    return _ARABIC if min(tall, default="\uffff") <= "\u06ff" else 0.0
