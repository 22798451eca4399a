"""The spelling of words is asked of a dictionary in a process of its own."""

from __future__ import annotations

import io
import json
import threading

import pytest

from desktop.session.spelling import spell_checker
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


def test_a_dictionary_of_few_letters_leaves_words_in_others_alone(data_folder):
    """The English dictionary that is always there is in Latin-1."""
    words = ["don’t", "dont’s", "摆渡人", "Привет", "œuvre", "thier", "naïf’s", "café"]
    requests = [{"check": ["en", words]}, {"suggest": ["en", "摆渡人"]}, {"suggest": ["en", "woudln’t"]}]
    lines = "".join(f"{json.dumps(request)}\n" for request in requests).encode()
    answers = io.StringIO()
    assert run_worker(data_folder, io.BytesIO(lines), answers) == 0
    checked, foreign, curly = map(json.loads, answers.getvalue().splitlines())
    assert checked["check"][2] == ["dont’s", "thier", "naïf’s"]
    assert foreign["suggest"][2] == []
    assert "wouldn’t" in curly["suggest"][2]


@pytest.mark.parametrize(
    ("encoding", "name", "wrong"),
    [("utf-8", "UTF-8", ["мосст"]), ("koi8-r", "KOI8-R", ["мосст"]), ("cp1251", "microsoft-cp1251", ["мосст"])],
)
def test_words_of_another_script_are_not_the_dictionarys_to_judge(data_folder, encoding, name, wrong):
    folder = data_folder / "dictionaries"
    (folder / "ru.aff").write_text(f"SET {name}\nTRY абв\n", encoding)
    (folder / "ru.dic").write_text("3\nмост/ABCDEFGH\nрека/ABCDEFGH\nпаром/ABCDEFGH\n", encoding)
    requests = [
        {"check": ["ru", ["мост", "мосст", "bridge", "摆渡人", "Δ"]]},
        {"check": ["eo", ["pomto", "摆渡人", "мост", "Bai渡"]]},
    ]
    lines = "".join(f"{json.dumps(request)}\n" for request in requests).encode()
    answers = io.StringIO()
    assert run_worker(data_folder, io.BytesIO(lines), answers) == 0
    assert [json.loads(line)["check"][2] for line in answers.getvalue().splitlines()] == [wrong, ["pomto"]]


def check(checker, word: str, qtbot) -> None:
    """Ask about a word, and wait until it and the user's own are known."""
    checker.ask("eo", [word])
    qtbot.waitUntil(lambda: ("eo", word) in checker._is_right and checker._own_words is not None, timeout=30_000)


def test_words_are_asked_once_and_remembered(checker, qtbot):
    check(checker, "ponto", qtbot)
    check(checker, "pomto", qtbot)
    assert [checker.is_wrong("eo", word) for word in ("ponto", "pomto", "never asked")] == [False, True, False]
    found = []
    checker.suggest("eo", "pomto", found.extend)
    qtbot.waitUntil(lambda: "ponto" in found, timeout=30_000)


def words_of_the_next_run(data_folder, qtbot) -> frozenset[str]:
    after = SpellChecker(data_folder)
    with qtbot.waitSignal(after.checked, timeout=30_000):
        after.ask("tlh", ["anything"])
    after.shut_down()
    return after.own_words


def test_a_word_of_ones_own_is_right_here_and_next_time(checker, data_folder, qtbot):
    check(checker, "pomto", qtbot)
    assert checker.is_wrong("eo", "pomto")
    checker.learn("pomto")
    assert not checker.is_wrong("eo", "pomto")
    checker.learn("ŝippo")
    checker.shut_down()  # it waits for what is still to be written
    assert words_of_the_next_run(data_folder, qtbot) == {"pomto", "ŝippo"}


def test_words_that_another_window_added_are_kept(checker, data_folder, qtbot):
    check(checker, "pomto", qtbot)
    (data_folder / "dictionaries" / "words.txt").write_text("theirs\n", "utf-8")
    checker.learn("pomto")
    checker.shut_down()
    assert words_of_the_next_run(data_folder, qtbot) == {"pomto", "theirs"}


def test_a_file_of_words_that_cannot_be_read_is_left_alone_and_logged(
    checker, data_folder, qtbot, caplog, logged_errors
):
    file = data_folder / "dictionaries" / "words.txt"
    file.write_bytes("pomto\nÿ\n".encode("latin-1"))
    check(checker, "pomto", qtbot)
    assert checker.is_wrong("eo", "pomto")
    checker.learn("pomto")
    assert not checker.is_wrong("eo", "pomto")
    checker.shut_down()
    assert file.read_bytes() == "pomto\nÿ\n".encode("latin-1")
    assert "background work: write own words" in caplog.text
    logged_errors.clear()


def test_a_disk_that_does_not_answer_holds_no_word(checker, qtbot, monkeypatch):
    gate, seen = threading.Event(), []

    def find_slowly(language, folder):
        seen.append(language)
        assert gate.wait(20)
        return find_dictionary(language, folder)

    monkeypatch.setattr(spell_checker, "find_dictionary", find_slowly)
    for word in ("ponto", "pomto"):
        checker.ask("eo", [word])
    assert not checker.is_wrong("eo", "pomto")
    assert checker._process is None
    gate.set()
    qtbot.waitUntil(lambda: checker.is_wrong("eo", "pomto"), timeout=30_000)
    assert checker._is_right["eo", "ponto"]
    assert seen == ["eo"]


def test_no_word_is_wrong_before_the_own_words_are_read(checker, qtbot, monkeypatch, data_folder):
    gate = threading.Event()
    (data_folder / "dictionaries" / "words.txt").write_text("pomto\n", "utf-8")
    read = spell_checker._read_own_words

    def read_slowly(file):
        assert gate.wait(20)
        return read(file)

    monkeypatch.setattr(spell_checker, "_read_own_words", read_slowly)
    checker._has_dictionary["eo"] = True
    with qtbot.waitSignal(checker.checked, timeout=30_000):
        checker.ask("eo", ["pomto", "pumto"])
    assert not checker.is_wrong("eo", "pumto")
    with qtbot.waitSignal(checker.checked, timeout=30_000):
        gate.set()
    assert [checker.is_wrong("eo", word) for word in ("pumto", "pomto")] == [True, False]


def test_a_language_without_a_dictionary_starts_nothing(checker, qtbot):
    checker.ask("tlh", ["anything"])
    qtbot.waitUntil(lambda: "tlh" in checker._has_dictionary, timeout=30_000)
    checker.ask("tlh", ["other"])
    assert checker._has_dictionary == {"tlh": False}
    assert checker._process is None


def test_a_dictionary_that_ends_the_process_ends_the_checking_alone(checker, qtbot, data_folder, caplog):
    check(checker, "ponto", qtbot)
    checker._process.kill()
    qtbot.waitUntil(lambda: checker._is_over, timeout=30_000)
    checker.ask("eo", ["other"])
    assert not checker.is_wrong("eo", "other")
    assert "spelling worker ended" in caplog.text
