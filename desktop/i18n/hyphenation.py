"""Finds where a word may be parted by a hyphen.

The patterns are those of TeX and LibreOffice, which the package pyphen brings for some forty languages. They are read
here by Liang's method, because pyphen parses all 78,000 German patterns (0.5 s) before it parts the first word: a
dictionary from letters to unparsed patterns is there in 40 ms. Without pyphen no word is parted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop.i18n.languages import language as language_of

SOFT_HYPHEN: Final = "\u00ad"
_MIN_LETTERS: Final = 7
_MIN_BEFORE: Final = 3  # letters that stay on the first line: "in-ternational" is hard to read on a slide
_MIN_AFTER: Final = 3
_MIN_CAPITALIZED: Final = 10
_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = {ord(digit): None for digit in "0123456789"}


class _Patterns(NamedTuple):
    """Holds the patterns of a language by their letters."""

    by_letters: dict[str, str]
    longest: int


def hyphenate(word: str, language: str) -> tuple[int, ...]:
    """Return the positions in a word where it may be hyphenated.

    A word of capitals, and a capitalised one where nouns have none, may be a name or an acronym: it is never parted.
    Three letters stay together at least. A language without patterns gives no position.
    """
    if len(word) < _MIN_LETTERS or not word.isalpha() or not word[1:].islower():
        return ()
    if not word[0].islower() and not (len(word) >= _MIN_CAPITALIZED and has_capitalized_nouns(language)):
        return ()
    patterns = _patterns(language)
    if patterns is None:
        return ()
    found = _pattern_positions(word, patterns)
    vowels = _convention(language, "vowels")
    if vowels:
        found = _with_vowels(word, found, vowels)
    return tuple(at for at in found if _MIN_BEFORE <= at <= len(word) - _MIN_AFTER)


def has_capitalized_nouns(language: str) -> bool:
    """Return whether a language writes all nouns with a capital."""
    return bool(_convention(language, "capitalized_nouns"))


def _convention(language: str, key: str) -> Any:
    """Return a value of [hyphens] in the own file, or None."""
    own = language_of(language)
    is_own = own.code.partition("-")[0] == language.partition("-")[0].lower()
    return own.own_convention("hyphens", key) if is_own else None


def _with_vowels(word: str, positions: list[int], vowels: str) -> list[int]:
    """Return the positions that leave a vowel in each part.

    The Ukrainian patterns give "не-о-б-хід-ний".
    """
    parts = pairwise((*positions, len(word)))
    return [first for first, last in parts if not set(vowels).isdisjoint(word[first:last].lower())]


@lru_cache(maxsize=1024)
def with_soft_hyphens(text: str, language: str) -> str:
    """Return a text with soft hyphens where words may be parted.

    Words of addresses (with "@", "/" or a dot inside) are left whole.
    """
    return "".join(
        chunk if chunk.isspace() or _is_address(chunk) else _WORD.sub(lambda match: _parted(match[0], language), chunk)
        for chunk in re.split(r"(\s+)", text)
    )


def _is_address(chunk: str) -> bool:
    return "@" in chunk or "/" in chunk or re.search(r"\w\.\w", chunk) is not None


def _parted(word: str, language: str) -> str:
    ends = (0, *hyphenate(word, language), len(word))
    return SOFT_HYPHEN.join(word[first:last] for first, last in pairwise(ends))


def _pattern_positions(word: str, patterns: _Patterns) -> list[int]:
    """Return where the patterns part a word.

    At each place the highest level of all patterns counts; an odd one parts.
    """
    dotted = f".{word.lower()}."
    levels = [0] * (len(dotted) + 1)
    for first in range(len(dotted)):
        for last in range(first + 1, min(first + patterns.longest, len(dotted)) + 1):
            pattern = patterns.by_letters.get(dotted[first:last])
            if pattern is not None:
                at = first
                for sign in pattern:
                    if "0" <= sign <= "9":
                        levels[at] = max(levels[at], int(sign))
                    else:
                        at += 1
    return [at - 1 for at in range(2, len(dotted) - 1) if levels[at] % 2]


@lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns | None:
    file = _pattern_file(language)
    if file is None:
        return None
    encoding, _, data = file.read_bytes().partition(b"\n")
    code = encoding.decode("ascii").strip().lower().replace("microsoft-", "")
    # A pattern with "/" also changes letters, a line with a capital or a sign is an option or a comment.
    lines = [line for line in data.decode(code).split() if "/" not in line and not line.startswith(("%", "#"))]
    letters = "\n".join(lines).translate(_DIGITS).split("\n")
    by_letters = dict(zip(letters, lines, strict=True))
    return _Patterns(by_letters, max(map(len, by_letters)))


def _pattern_file(language: str) -> Path | None:
    """Return the file of a language's patterns, or None."""
    from importlib.util import find_spec

    spec = find_spec("pyphen")  # its module is not run: it lists all its files first
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "dictionaries"
    code = language.replace("-", "_")
    main_language = code.partition("_")[0].lower()
    for name in (code, _convention(language, "patterns") or main_language):
        if (folder / f"hyph_{name}.dic").is_file():
            return folder / f"hyph_{name}.dic"
    return next(iter(sorted(folder.glob(f"hyph_{main_language}_*.dic"))), None)
