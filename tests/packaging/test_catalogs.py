"""The catalogues and locale.toml: French is whole, no placeholder is lost, and the .mo is what the .po says."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import pytest

import catalogs
from catalogs import Message
from desktop.i18n import PLURAL_CATEGORIES, SOURCE_LANGUAGE, available_languages, known_languages, language
from desktop.i18n.catalogue import Catalogue

HOW = "run: python3 packaging/dev.py catalogs, then translate the lines that it prints, and run it again"
ENGLISH = language(SOURCE_LANGUAGE)
DESCRIBED = [code for code in known_languages() if language(code).own_convention("dates")]
of_each_catalogue = pytest.mark.parametrize("path", catalogs.po_files(), ids=lambda path: path.parent.parent.name)
of_each_language = pytest.mark.parametrize("code", DESCRIBED)


def placeholders(sentence: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:  # a sentence without placeholders may have single braces
        return set()


def entries(path: Path) -> Iterator[tuple[Message, list[str], set[str]]]:
    """Yield the sentences of a .po file, each with its translations, one a plural form, and its flags."""
    pytest.importorskip("babel")
    for entry in catalogs.read_catalog(path):
        if entry.id:
            one, many = (entry.id, "") if isinstance(entry.id, str) else entry.id
            forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            yield Message(one, many, entry.context or ""), forms, entry.flags


@of_each_catalogue
def test_a_catalogue_has_the_sentences_of_the_code_and_no_others(path: Path) -> None:
    assert "\n#~" not in path.read_text("utf-8"), "obsolete entries"
    assert {message for message, _, _ in entries(path)} == set(catalogs.extract_messages()), HOW


@of_each_catalogue
def test_a_translation_keeps_the_placeholders_and_has_every_plural_form(path: Path) -> None:
    plural_count = catalogs.read_catalog(path).num_plurals
    for message, forms, flags in entries(path):
        assert "fuzzy" not in flags, message
        assert len(forms) == (plural_count if message.plural else 1), message
        assert len({bool(form) for form in forms}) == 1, f"translated in part: {message}"
        for form in filter(None, forms):
            wanted = placeholders(message.text) | placeholders(message.plural)
            # A form for one thing alone may do without the number: "a slide".
            assert placeholders(form) <= wanted, message
            assert message.plural or placeholders(form) == wanted, message
        assert not any(forms) or not message.plural or placeholders(forms[-1]) == placeholders(message.plural), message


@pytest.mark.parametrize("code", catalogs.PROMISED)
def test_no_sentence_is_missing_of_those_that_a_language_promises(code: str) -> None:
    pytest.importorskip("babel")
    assert catalogs.untranslated_sentences(catalogs.LOCALE / code / "LC_MESSAGES" / "passeur.po") == [], HOW


def test_french_promises_every_sentence() -> None:
    sentences = catalogs.extract_messages()
    assert [one for one, files in sentences.items() if not files[0].startswith(catalogs.PROMISED["fr"])] == []


def test_a_sentence_that_is_to_be_translated_is_told_with_its_line(tmp_path: Path) -> None:
    pytest.importorskip("babel")
    path = tmp_path / "de" / "LC_MESSAGES" / "passeur.po"
    path.parent.mkdir(parents=True)
    german = catalogs.LOCALE / "de" / "LC_MESSAGES" / "passeur.po"
    path.write_bytes(german.read_bytes().replace(b'msgid "&File"\nmsgstr "&Datei"', b'msgid "&File"\nmsgstr ""'))
    [(line, text)] = catalogs.untranslated_sentences(path)
    assert text == "&File"
    assert path.read_text("utf-8").splitlines()[line - 1] == 'msgid "&File"'


@of_each_catalogue
def test_what_the_program_reads_is_what_the_translator_wrote(path: Path) -> None:
    pytest.importorskip("babel")
    from babel.messages.mofile import read_mo

    def sentences(compiled: bytes) -> dict[tuple[object, str], object]:
        return {(one.context, str(one.id)): one.string for one in read_mo(io.BytesIO(compiled)) if one.id}

    compiled = path.with_suffix(".mo").read_bytes()
    assert sentences(compiled) == sentences(catalogs.compile_catalog(catalogs.read_catalog(path))), HOW


def test_every_catalogue_is_compiled() -> None:
    assert {path.parent.parent.name for path in catalogs.po_files()} == set(available_languages()) - {"en"}


# -- locale.toml ---------------------------------------------------------------------------------------------------------


def leaves(value: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each value of a table that is no table, or has plural forms, with its path."""
    is_form = len(path) == 2 and path[0] == "forms"  # there "other" is the kinds of dates that are not named
    if isinstance(value, dict) and (is_form or not set(value) <= {*PLURAL_CATEGORIES}):
        for key, inner in value.items():
            yield from leaves(inner, *path, key)
    else:
        yield path, value


def templates(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values()) if isinstance(value, dict) else value


@of_each_language
def test_a_language_words_all_that_english_words(code: str) -> None:
    own, english = language(code), dict(leaves(ENGLISH.own_convention("dates")))
    wanted = {path for path in english if path[0] not in ("forms", "short")}
    there = dict(leaves(own.own_convention("dates")))
    assert wanted <= there.keys()
    optional = {("year_first",), ("contractions",)}
    assert {path for path in there if path[0] not in ("forms", "short")} <= wanted | optional
    assert {path[1:] for path in there if path[0] == "short"} <= wanted
    assert own.own_convention("name")
    for table in ("numbers", "ordinals", "text"):
        keys = own.own_convention(table).keys()
        assert ENGLISH.own_convention(table).keys() - {"fractions", "comma"} <= keys, table
    assert {form: len(names) for form, names in own.own_convention("months").items() if len(names) != 12} == {}
    assert {form: len(names) for form, names in own.own_convention("seasons").items() if len(names) != 4} == {}


@of_each_language
def test_the_wordings_of_dates_name_parts_and_forms_that_exist(code: str) -> None:
    own = language(code)
    tables = ("months", "seasons", "ordinals")
    forms = {*own.convention("dates", "forms"), *(form for table in tables for form in own.own_convention(table)), ""}
    english = ENGLISH.own_convention("dates")
    parts = {key: set().union(*map(placeholders, templates(text))) for key, text in english.items() if key != "forms"}
    categories = {own.plural_category(count) for count in (*range(1000), 1.5)} | {"other"}
    for path, value in leaves(own.own_convention("dates")):
        if path[0] in ("year_first", "contractions"):
            continue
        key, is_form = path[-1], path[0] == "forms"
        assert isinstance(value, str) or set(value) == categories, path
        for text in templates(value):
            assert len(path) > 1 or placeholders(text) - {"end"} <= parts[key], path
        if len(path) == 1:  # a form for one or two things may do without the number
            assert placeholders(templates(value)[-1]) - {"end"} == parts[key], path
        for text in templates(value):
            for _, name, spec, _ in string.Formatter().parse(text):
                assert name is None or name in parts.get(key, set()) | {"end"} | ({"phrase"} if is_form else set()), (
                    path
                )
                assert not spec or spec == "02" or spec in forms, path


@of_each_language
def test_the_words_of_slides_are_whole(code: str) -> None:
    own, english = language(code).own_convention("words"), ENGLISH.own_convention("words")
    assert own.keys() == english.keys()
    categories = {language(code).plural_category(count) for count in (*range(1000), 1.5)} | {"other"}
    for key, value in own.items():
        assert isinstance(value, str) or set(value) == categories, key
        wanted = set().union(*map(placeholders, templates(english[key])))
        for text in templates(value):
            # A form for one or two things may do without the number.
            assert placeholders(text) <= wanted, key
        assert placeholders(templates(value)[-1]) == wanted, key
        assert "  " not in "".join(templates(value))


@of_each_language
def test_contractions_leave_no_pair_behind(code: str) -> None:
    for apart, joined in language(code).own_convention("dates", "contractions") or ():
        assert apart != joined
        assert not re.search(rf"(?<!\w){re.escape(apart)}", joined)


@of_each_catalogue
def test_the_program_finds_in_a_catalogue_what_gettext_finds(path: Path) -> None:
    own, theirs = Catalogue(path.with_suffix(".mo").read_bytes()), catalog_of_gettext(path)
    for one, many, context in catalogs.extract_messages():
        found = own.find(one, context)
        if many:
            forms = [theirs.ngettext(one, many, count) for count in range(200)]
            rule = own.plural_rule()
            assert [found[rule(count)] for count in range(200)] == forms
        else:
            assert (found or [one])[0] == (theirs.pgettext(context, one) if context else theirs.gettext(one))


def catalog_of_gettext(path: Path) -> GNUTranslations:
    with path.with_suffix(".mo").open("rb") as stream:
        return GNUTranslations(stream)


@pytest.mark.parametrize("data", [b"", b"\0" * 28, b"\x95\x04\x12\xde" + b"\0" * 24])
def test_what_is_no_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a catalogue"):
        Catalogue(data)


def test_french_parts_its_high_signs_by_no_break_spaces(root: Path) -> None:
    catalog = catalogs.read_catalog(root / "desktop" / "locale" / "fr" / "LC_MESSAGES" / "passeur.po")
    sentences = [
        text
        for message in catalog
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    code_and_times = re.compile(r"`[^`]*`")
    wrong = [text for text in sentences if re.search(r" [:;?!»](?!\w)|« ", code_and_times.sub("x", text))]
    assert wrong == []
