"""The spelling of words is asked of a dictionary in a process of its own."""

from __future__ import annotations

import io
import json

import pytest

from desktop.session.spelling.dictionaries import find_dictionary
from desktop.session.spelling.spell_checker import SpellChecker
from desktop.session.spelling.spelling_worker import run_worker


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """Return a folder with a dictionary of Esperanto that knows three words."""
    for name in ("DICPATH", "XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "nothing"))
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "eo.aff").write_text("SET UTF-8\nTRY aehilmoprstĉ\n", "utf-8")
    (folder / "eo.dic").write_text("3\nponto\nŝipo\nl'amo\n", "utf-8")
    return tmp_path


@pytest.fixture
def checker(qapp, data_folder):
    made = SpellChecker(data_folder)
    yield made
    made.shut_down()


def test_the_folder_of_the_user_comes_first_and_the_usual_region_before_others(data_folder, tmp_path, monkeypatch):
    assert find_dictionary("eo", data_folder) == data_folder / "dictionaries/eo"
    assert find_dictionary("tlh", data_folder) is None
    other = tmp_path / "other"
    other.mkdir()
    for name in ("eo", "pt_AO", "pt_BR", "pt_PT", "fr_BE", "fr_FR", "nl_BE"):
        for suffix in (".aff", ".dic"):
            (other / f"{name}{suffix}").write_text("")
    (other / "it_IT.dic").write_text("")  # without its .aff
    monkeypatch.setenv("DICPATH", str(other))
    found = {language: find_dictionary(language, data_folder) for language in ("eo", "pt", "pt-PT", "fr", "nl", "it")}
    assert {language: path.name if path else None for language, path in found.items()} == {
        "eo": "eo",
        "pt": "pt_BR",
        "pt-PT": "pt_PT",
        "fr": "fr_FR",
        "nl": "nl_BE",
        "it": None,
    }
    assert found["eo"] == data_folder / "dictionaries/eo"


def test_english_is_always_there(data_folder):
    assert find_dictionary("en", data_folder) is not None


def test_the_worker_answers_line_by_line(data_folder):
    requests = [
        {"check": ["eo", ["ponto", "pomto", "l’amo", "Ŝipo"]]},
        {"check": ["tlh", ["anything"]]},
        {"suggest": ["eo", "pomto"]},
        {"suggest": ["eo", "l’ama"]},
    ]
    lines = "".join(f"{json.dumps(request)}\n" for request in requests).encode()
    answers = io.StringIO()
    assert run_worker(data_folder, io.BytesIO(lines), answers) == 0
    checked, unknown, suggested, curly = map(json.loads, answers.getvalue().splitlines())
    assert checked["check"][2] == ["pomto"]
    assert unknown["check"][2] == []
    assert suggested["suggest"][2][0] == "ponto"
    assert curly["suggest"][2][0] == "l’amo"


def test_words_are_asked_once_and_remembered(checker, qtbot):
    with qtbot.waitSignal(checker.checked, timeout=30_000):
        checker.ask("eo", ["ponto", "pomto"])
    assert [checker.is_wrong("eo", word) for word in ("ponto", "pomto", "never asked")] == [False, True, False]
    found = []
    checker.suggest("eo", "pomto", found.extend)
    qtbot.waitUntil(lambda: "ponto" in found, timeout=30_000)


def test_a_word_of_ones_own_is_right_here_and_next_time(checker, data_folder, qtbot):
    with qtbot.waitSignal(checker.checked, timeout=30_000):
        checker.ask("eo", ["pomto"])
    with qtbot.waitSignal(checker.learnt, timeout=30_000):
        checker.learn("pomto")
    assert not checker.is_wrong("eo", "pomto")
    assert SpellChecker(data_folder).own_words == {"pomto"}


def test_a_language_without_a_dictionary_starts_nothing(checker):
    checker.ask("tlh", ["anything"])
    assert not checker.has_dictionary("tlh")
    assert checker._process is None


def test_a_dictionary_that_ends_the_process_ends_the_checking_alone(checker, qtbot, data_folder, caplog):
    with qtbot.waitSignal(checker.checked, timeout=30_000):
        checker.ask("eo", ["ponto"])
    checker._process.kill()
    qtbot.waitUntil(lambda: not checker.has_dictionary("eo"), timeout=30_000)
    checker.ask("eo", ["other"])
    assert not checker.is_wrong("eo", "other")
    assert "spelling worker ended" in caplog.text
