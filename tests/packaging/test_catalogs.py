"""The catalogues: French has every sentence of the code, with the same placeholders, and the .mo is what the .po says."""

from __future__ import annotations

import io
import re
import string
from pathlib import Path

import pytest

import catalogs
from catalogs import Message
from desktop.i18n import available_languages, language

MESSAGES = sorted(catalogs.extract_messages())
HOW = "run: python3 packaging/dev.py catalogs, then translate what is new in desktop/locale/fr"


def _placeholders(sentence: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:  # a sentence without placeholders may have single braces
        return set()


def _french(message: Message) -> list[str]:
    french = language("fr")
    if message.plural:
        return [french.translate_plural(message.text, message.plural, count) for count in (1, 2)]
    return [french.translate(message.text, message.context)]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.text[:40])
def test_french_says_the_same_thing(message: Message) -> None:
    for english, french in zip((message.text, message.plural), _french(message), strict=False):
        assert french
        assert _placeholders(french) == _placeholders(english)


def _po(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _sentences(po_text: str) -> set[tuple[str, str]]:
    """Return (context, sentence) of each entry of a .po file; only sentences with line breaks stand on several lines."""
    entries = re.findall(r'^(?:msgctxt "(.*)"\n)?msgid ((?:".*"\n)+)', po_text, re.MULTILINE)
    texts = {(context, _unescape("".join(re.findall(r'"(.*)"', lines)))) for context, lines in entries}
    return texts - {("", "")}


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


@pytest.mark.parametrize("path", catalogs.po_files(), ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_the_sentences_of_the_code_and_no_others(path: Path) -> None:
    text = _po(path)
    assert "\n#~" not in text, "obsolete entries"
    assert _sentences(text) == {(message.context, message.text) for message in MESSAGES}, HOW


def test_no_french_sentence_is_missing_or_in_doubt() -> None:
    text = _po(catalogs.LOCALE / "fr" / "LC_MESSAGES" / "passeur.po")
    assert "fuzzy" not in text
    assert not re.search(r'^msgstr(?:\[\d\])? ""\n(?!")', text, re.MULTILINE), HOW


@pytest.mark.parametrize("path", catalogs.po_files(), ids=lambda path: path.parent.parent.name)
def test_what_the_program_reads_is_what_the_translator_wrote(path: Path) -> None:
    pytest.importorskip("babel")
    from babel.messages.mofile import read_mo

    def sentences(compiled: bytes) -> dict[tuple[object, str], object]:
        return {(one.context, str(one.id)): one.string for one in read_mo(io.BytesIO(compiled)) if one.id}

    compiled = path.with_suffix(".mo").read_bytes()
    assert sentences(compiled) == sentences(catalogs.compile_catalog(catalogs.read_catalog(path))), HOW


def test_every_catalogue_is_compiled() -> None:
    assert {path.parent.parent.name for path in catalogs.po_files()} == set(available_languages()) - {"en"}
