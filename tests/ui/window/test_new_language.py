"""A language is two files: the menus and the dates of a made-up one, with no line of code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import catalogs
from desktop import i18n
from desktop.i18n import languages, locales
from desktop.story.dates import phrases
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.ui.widgets.actions import MENUS

CODE = "qaa"
CONVENTIONS = """
name = "Qaan"
[numbers]
thousands = "’"
decimal = "·"
digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
plural = { one = "n < 3" }
[ordinals]
default = { 1 = "prime", "*3" = "{n}tre", other = "{n}re" }
day = { other = "{n}re" }
[text]
quoted = "‹{text}›"
labelled = "{label} – {text}"
separator = "; "
and = "{first} & {last}"
or = "{first} vel {last}"
[months]
long = ["Ia", "Ib", "Ic", "Id", "Ie", "If", "Ig", "Ih", "Ii", "Ij", "Ik", "Il"]
of = ["iae", "ibe", "ice", "ide", "iee", "ife", "ige", "ihe", "iie", "ije", "ike", "ile"]
[seasons]
long = ["ver", "aestas", "auctumnus", "hiems"]
[dates]
year_first = true
contractions = [["ab i", "ab’i"]]
year = "{year}y"
month = "{year}y {month}"
day = "{year}y {month:of} {day:day}"
day_month = "{month:of} {day:day}"
day_only = "{day:day}"
million_years = { one = "{number} mil", other = "{number} mils" }
ago = "{age} abhinc"
about = "ca {date}"
uncertain = "{date} (?)"
range = "{first}–{last}"
from_to = "ab {first:from} ad {last:of}"
century = "saec {n:default}"
since = "ab {date:of}"
[dates.short]
about = "~{date}"
[dates.forms]
of = { century = "{phrase}e" }
from = { century = "{phrase}o" }
"""


@pytest.fixture
def locale_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a folder of languages with the shipped English one and a new one, and use it."""
    found = (locales.known_languages, locales.available_languages, locales.cldr_languages)
    cached = (*found, languages.language, languages._language, languages.story_language, phrases.wording)

    def forget() -> None:
        for function in cached:
            function.cache_clear()

    english = Path(i18n.LOCALE_FOLDER) / "en" / "locale.toml"
    new = tmp_path / CODE
    (new / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "locale.toml").write_bytes(english.read_bytes())
    (new / "locale.toml").write_text(CONVENTIONS, "utf-8")
    monkeypatch.setattr(locales, "LOCALE_FOLDER", str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def translate_catalogue(folder: Path, translations: dict[str, str | tuple[str, ...]]) -> None:
    """Do as the recipe says: an empty file, filled by the tool, translated, and compiled by the tool."""
    pytest.importorskip("babel")
    path = folder / CODE / "LC_MESSAGES" / "passeur.po"
    path.touch()
    catalogs.update(folder)
    catalogue = catalogs.read_catalog(path)
    assert (catalogue.project, catalogue.fuzzy) == ("Passeur", False)
    assert "PROJECT" not in path.read_text("utf-8")
    for entry in catalogue:
        text = entry.id if isinstance(entry.id, str) else entry.id[0]
        if entry.id and text in translations:
            entry.string = translations[text]
    catalogs.write_catalog(catalogue, path)
    catalogs.update(folder)
    i18n.known_languages.cache_clear()
    i18n.available_languages.cache_clear()


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2014", "²⁰¹⁴y", "²⁰¹⁴y"),
        ("2014-03~", "ca ²⁰¹⁴y Ic", "~²⁰¹⁴y Ic"),
        ("2014-03-23", "²⁰¹⁴y ice ²³re", "²⁰¹⁴y ice ²³re"),
        # The year stands first, so the second date leaves out what both have.
        ("2014-03-01/2014-03-23", "ab ²⁰¹⁴y ice ¹re ad ²³re", "²⁰¹⁴y ice ¹re–²³re"),
        ("2014-03-01/2014-04-02", "ab ²⁰¹⁴y ice ¹re ad ide ²re", "²⁰¹⁴y ice ¹re–ide ²re"),
        ("22XX?/22XX", "ab saec ²³treo (?) ad saec ²³tree", "saec ²³tre (?)–saec ²³tre"),
        ("XXXX-03-23/..", "ab’ice ²³re of an unknown year", "ab’ice ²³re of an unknown year"),
        ("Y-2000000", "² mil abhinc", "² mil abhinc"),
        ("Y-3500000", "³·⁵ mils abhinc", "³·⁵ mils abhinc"),
        ("[2014,2015,2016]", "²⁰¹⁴y; ²⁰¹⁵y vel ²⁰¹⁶y", "²⁰¹⁴y; ²⁰¹⁵y vel ²⁰¹⁶y"),
    ],
)
def test_the_dates_are_in_one_file(locale_folder: Path, text: str, long: str, short: str) -> None:
    when = parse_date(text)
    assert (format_date(when, "qaa-XX"), format_date(when, CODE, style="short")) == (long, short)


def test_numbers_lists_and_quotations_are_in_it_too(locale_folder: Path) -> None:
    own = i18n.language(CODE)
    assert own.format_number(-12345.5, 1) == "−¹²’³⁴⁵·⁵"
    assert (own.ordinal(1), own.ordinal(13), own.ordinal(2)) == ("prime", "¹³tre", "²re")
    assert own.join_list(["a", "b", "c"], "and") == "a; b & c"
    assert (own.quote("x"), own.quotation_marks, own.label("a", "b")) == ("‹x›", ("‹", "›"), "a – b")


def test_a_language_without_a_catalogue_tells_stories_and_has_no_menus(locale_folder: Path) -> None:
    assert i18n.available_languages() == ("en",)
    assert (i18n.supported_code(CODE), i18n.language(CODE).code) == ("en", CODE)
    assert MENUS("file", CODE) == "&File"


def test_the_menus_are_in_the_other_file(locale_folder: Path) -> None:
    translate_catalogue(locale_folder, {"&File": "&Scrinium", "{n} day": ("{n} dies", "{n} dierum")})
    assert i18n.available_languages() == ("en", CODE)
    assert (i18n.supported_code("qaa_XX.UTF-8"), i18n.language(CODE).own_name) == (CODE, "Qaan")
    assert MENUS("file", CODE) == "&Scrinium"
    assert MENUS("edit", CODE) == "&Edit", "what is not translated appears in English"


def test_the_window_offers_it_and_speaks_it(locale_folder: Path, request: pytest.FixtureRequest, qtbot) -> None:
    translate_catalogue(locale_folder, {"&File": "&Scrinium", "Save": "Servare", "&Go": "&Ire"})
    window = request.getfixturevalue("window")
    menus = window.workbench.menus
    menus.interface_language_menu.aboutToShow.emit()
    assert [action.text() for action in menus.interface_language_menu.actions()] == ["English", "Qaan"]
    menus.set_ui_language(CODE)
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "&Scrinium", timeout=30_000)
    assert window.workbench.bindings.actions["save"].text() == "Servare"
    assert window.workbench.present_button.text() == "Present"


def test_a_story_begins_in_english_where_the_language_has_none(locale_folder: Path, tmp_path: Path) -> None:
    from desktop.story.storage.new import create_story, template_languages

    translate_catalogue(locale_folder, {})
    assert template_languages() == ("en",)
    assert 'languages = ["en"]' in create_story(tmp_path / "new", language=CODE).read_text("utf-8")
