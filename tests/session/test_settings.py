"""The settings of a person: the language of the interface."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.session import settings_store
from desktop.session.settings import Settings
from desktop.session.settings_file import Update


@pytest.mark.parametrize(
    ("system", "speaks"), [("fr_CA", "fr"), ("de_CH.UTF-8", "de"), ("en_GB", "en"), ("ja_JP", "en")]
)
def test_the_interface_follows_the_system_where_it_has_its_language(
    monkeypatch: pytest.MonkeyPatch, system: str, speaks: str
) -> None:
    monkeypatch.setenv("PASSEUR_LANG", system)
    settings = Settings()
    settings.set_language("")
    assert settings.language == speaks


@pytest.mark.parametrize(("chosen", "speaks"), [("de", "de"), ("en", "en"), ("xx", "fr")])
def test_a_chosen_language_counts_while_it_has_a_catalogue(
    monkeypatch: pytest.MonkeyPatch, chosen: str, speaks: str
) -> None:
    monkeypatch.setenv("PASSEUR_LANG", "fr")
    settings = Settings()
    settings.set_language(chosen)
    assert settings.language == speaks


def test_a_disk_that_hangs_holds_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    disk_answers = threading.Event()
    settings = Settings()
    change_settings = settings_store.change_settings

    def wait_and_change(changes: Sequence[tuple[str, Update]]) -> list[object]:
        assert disk_answers.wait(20)
        return change_settings(changes)

    monkeypatch.setattr(settings_store, "change_settings", wait_and_change)
    for size in (20, 30, 40):
        settings.set_notes_size(size)
    assert settings.notes_size == 40
    disk_answers.set()
    settings.flush()
    assert Settings().notes_size == 40


def test_a_value_set_while_the_one_before_is_written_stays(
    monkeypatch: pytest.MonkeyPatch, qapp: QCoreApplication
) -> None:
    opened, disk_answers = [threading.Event(), threading.Event()], threading.Event()
    settings = Settings()
    change_settings = settings_store.change_settings

    def change_slowly(changes: Sequence[tuple[str, Update]]) -> list[object]:
        first, second = opened
        if first.is_set():
            second.set()
            assert disk_answers.wait(20)
        first.set()
        return change_settings(changes)

    monkeypatch.setattr(settings_store, "change_settings", change_slowly)
    settings.set_notes_size(20)
    assert opened[0].wait(20)
    settings.set_notes_size(30)
    assert opened[1].wait(20)
    qapp.processEvents()  # the first is written, and says so here while the thread has the second
    assert settings.notes_size == 30
    disk_answers.set()
    settings.flush()
    assert settings.notes_size == 30


def test_two_windows_add_their_stories_to_one_list(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.toml", "b.toml", "gone.toml")]
    for file in files[:2]:
        file.touch()
    one, other = Settings(), Settings()
    one.add_recent(files[0])
    one.flush()
    other.add_recent(files[2])
    other.add_recent(files[1])
    other.flush()
    assert other.recent_files == [files[1], files[0]]
    assert Settings().recent_files == [files[1], files[0]]
