"""Checks spelling in a process that a window starts.

Hunspell holds Python while it reads a dictionary (1.4 s for French) and looks for suggestions (0.7 s), and a dictionary
is a file of anybody: neither may stop a window. Requests and answers are lines of JSON: {"check": [language, words]}
is answered with the words that are wrong, {"suggest": [language, word]} with what may be meant. The end of its input ends
the process, so that it never outlives its window.
"""

from __future__ import annotations

import codecs
import json
import unicodedata
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from desktop.session.spelling.dictionaries import find_dictionary

if TYPE_CHECKING:
    from hunspell import Hunspell

COMMAND: Final = "spelling-worker"
"""The word on the command line that starts the worker."""
_MAX_SUGGESTIONS: Final = 6
_SAMPLE_BYTES: Final = 1 << 18
_LEAST_SHARE: Final = 0.02
"""The share of a dictionary's letters from which on it is one of their script: some hold a few Greek units, say."""


def _windows_codec(name: str) -> codecs.CodecInfo | None:
    """Return the codec of an encoding that dictionaries call "microsoft-cp1251"."""
    prefix, _, encoding = name.replace("-", "_").partition("_")
    with suppress(LookupError):
        return codecs.lookup(encoding) if prefix == "microsoft" else None
    return None


codecs.register(_windows_codec)  # the library asks Python for the codec of a dictionary's words


class Speller:
    """Checks words by the dictionaries that there are."""

    def __init__(self, data_folder: Path) -> None:
        self._data_folder = data_folder
        self._by_language: dict[str, Hunspell | None] = {}
        self._scripts: dict[str, frozenset[str]] = {}

    def wrong_words(self, language: str, words: list[str]) -> list[str]:
        """Return the words that a dictionary does not know.

        A language without a dictionary has none.
        """
        dictionary = self._dictionary(language)
        if dictionary is None:
            return []
        scripts = self._scripts[language]
        return [word for word in words if _scripts_of(word) <= scripts and _is_wrong(dictionary, word)]

    def suggestions(self, language: str, word: str) -> list[str]:
        """Return suggestions for a misspelt word, likeliest first."""
        dictionary = self._dictionary(language)
        if dictionary is None:
            return []
        has_curly = "’" in word
        for spelling in _spellings(word):
            with suppress(UnicodeError):
                if found := dictionary.suggest(spelling):
                    return [one.replace("'", "’") if has_curly else one for one in found[:_MAX_SUGGESTIONS]]
        return []

    def _dictionary(self, language: str) -> Hunspell | None:
        if language not in self._by_language:
            from hunspell import Hunspell

            path = find_dictionary(language, self._data_folder)
            dictionary = Hunspell(path.name, hunspell_data_dir=str(path.parent)) if path is not None else None
            self._by_language[language] = dictionary
            if path is not None and dictionary is not None:
                self._scripts[language] = _scripts_of_dictionary(path)
        return self._by_language[language]


def _is_wrong(dictionary: Hunspell, word: str) -> bool:
    """Return whether a dictionary knows no spelling of a word.

    A word in letters that the dictionary cannot write is not its to judge.
    """
    is_judged = False
    for spelling in _spellings(word):
        with suppress(UnicodeError):
            if dictionary.spell(spelling):
                return False
            is_judged = True
    return is_judged


def _scripts_of_dictionary(path: Path) -> frozenset[str]:
    """Return the scripts of the words at the beginning of a dictionary.

    A word in any other, such as a Chinese name in an English text, is not its to judge.
    """
    with path.with_name(f"{path.name}.dic").open("rb") as opened:
        text = opened.read(_SAMPLE_BYTES).decode(_encoding_of(path), "ignore")
    words = (line.partition("/")[0] for line in text.splitlines())  # behind it stand the names of rules
    counts = Counter(script for word in words for script in map(_script_of, word) if script)
    return frozenset(script for script, count in counts.items() if count > _LEAST_SHARE * counts.total())


def _encoding_of(path: Path) -> str:
    """Return the encoding of a dictionary as Python calls it."""
    with path.with_name(f"{path.name}.aff").open("rb") as opened:
        lines = opened.read(_SAMPLE_BYTES).removeprefix(codecs.BOM_UTF8).splitlines()
    name = next((line.split()[1] for line in lines if line.startswith(b"SET ") and len(line.split()) > 1), b"latin-1")
    try:
        return codecs.lookup(name.decode("ascii", "replace")).name
    except LookupError:
        return "latin-1"


def _scripts_of(word: str) -> set[str]:
    return {script for script in map(_script_of, word) if script}


@cache
def _script_of(letter: str) -> str:
    """Return the script of a letter, "LATIN" say, or "".

    It is the first word of the letter's name.
    """
    is_letter = unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo")
    return unicodedata.name(letter, "").partition(" ")[0] if is_letter else ""


def _spellings(word: str) -> tuple[str, ...]:
    """Return the ways to write a word.

    Many dictionaries know only straight apostrophes.
    """
    return (word, word.replace("’", "'")) if "’" in word else (word,)


def run_worker(data_folder: Path, requests: IO[bytes], answers: IO[str]) -> int:
    """Answer requests until their end; return the exit status."""
    speller = Speller(data_folder)
    for line in requests:
        request = json.loads(line)
        if "check" in request:
            language, words = request["check"]
            answer = {"check": [language, words, speller.wrong_words(language, words)]}
        else:
            language, word = request["suggest"]
            answer = {"suggest": [language, word, speller.suggestions(language, word)]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    return 0
