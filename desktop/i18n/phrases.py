"""Finds where phrases end in languages that write no spaces.

The package BudouX has a small trained model for Japanese, Chinese and Thai each. A model of that size takes some Chinese words
apart; so single signs and numbers stay with what they belong to. What is read for a language is read with its first text.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final, Protocol

_NUMERALS: Final = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万萬億亿兆两兩.,．")
_AFTER_WORDS: Final = frozenset("的了着著过過们們地得吗嗎呢吧")
"""The signs of Chinese that belong to the word before them."""
_COUNTING: Final = _NUMERALS | frozenset("多余餘几幾")
_OPENING: Final = frozenset("「『（《〈【“‘([")
_CLOSING: Final = frozenset("」』）》〉】”’)]、。，；：！？…—・,.;:!?")


_LOWEST: Final = "\u0e00"  # the first letter of Thai


class _Parser(Protocol):
    def parse(self, sentence: str) -> list[str]: ...


def may_have_phrases(text: str) -> bool:
    """Return whether a text has letters of a script without spaces."""
    return max(text, default="") >= _LOWEST and any(
        "\u0e00" <= sign <= "\u0e7f" or "\u3040" <= sign <= "\u9fff" for sign in text
    )


def phrase_language(text: str, language: str) -> str:
    """Return the model for a text: "ja", "zh-hans", "zh-hant", "th" or "".

    A text of East Asian signs in another language is Japanese where it has kana.
    """
    if max(text, default="") < _LOWEST:
        return ""
    if any("\u0e00" <= sign <= "\u0e7f" for sign in text):
        return "th"
    if not any("\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" for sign in text):
        return ""
    code = language.lower()
    if code.startswith("ja") or any("\u3040" <= sign <= "\u30ff" for sign in text):
        return "ja"
    is_traditional = code.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue"))
    return "zh-hant" if is_traditional else "zh-hans"


@lru_cache(maxsize=1024)
def phrase_ends(text: str, language: str) -> tuple[int, ...]:
    """Return the positions behind phrases, the text's end included.

    It has no positions for languages with spaces. No phrase ends inside a number or the title of a book, nor before a sign
    that closes one.
    """
    name = phrase_language(text, language)
    if not name:
        return ()
    parser = _parser(name)
    if parser is None:
        return ()
    parts = parser.parse(text)
    ends: list[int] = []
    at = 0
    for before, after in pairwise(parts):
        at += len(before)
        is_in_title = text.count("《", 0, at) > text.count("》", 0, at)
        is_last = at + len(after) == len(text)
        is_one_word = name.startswith("zh") and _belong_together(before, after, is_last=is_last)
        if _may_part(before, after) and not (is_in_title or is_one_word):
            ends.append(at)
    return (*ends, len(text))


def _may_part(before: str, after: str) -> bool:
    """Return whether a line may end between two parts."""
    last, first = before[-1], after[0]
    if first.isspace() or first in _CLOSING or last in _OPENING or (last in _NUMERALS and first in _NUMERALS):
        return False
    return last.isspace() or not (last.isascii() and first.isascii())


def _belong_together(before: str, after: str, *, is_last: bool) -> bool:
    """Return whether two parts of Chinese are likely one word.

    What is counted follows its number. A single sign is a part of the word that follows, at the end of a clause of the
    one before.
    """
    if before[-1] in _CLOSING:
        return False
    if before[-1] in _COUNTING or after[0] in _AFTER_WORDS or len(before) == 1:
        return True
    core = after.rstrip("".join(_CLOSING))
    return len(core) == 1 and (is_last or core != after)


@lru_cache(maxsize=4)
def _parser(name: str) -> _Parser | None:
    """Return the parser of a model, or None where BudouX is missing."""
    try:
        import budoux
    except ImportError:
        return None
    makers = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
        "th": budoux.load_default_thai_parser,
    }
    return makers[name]()
