"""A damaged settings file costs the values that are damaged, and never the program."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from desktop.session import settings_file
from desktop.session.settings import Settings
from desktop.session.settings_file import change_settings, read_settings, settings_path
from desktop.session.settings_guard import without_binary_values

GOOD = b"[talk]\nnotes_size=22\n"


@pytest.mark.parametrize(
    "line",
    [
        rb"screens=@Variant(\0\0\0\b)",
        rb"screens=@Variant(\0\0\0\n\x7f\xff\xff\xf0)",
        rb"screens=a, @Variant(\0\0\0\b)",
        rb"screens=@DateTime(\0\0\0\x10)",
        rb"screens=\x40Variant(\0\0\0\b)",
        rb"screens=@Date\x54ime(\0\0\0\x10)",
        rb"screens=\100Variant(\0\0\0\b)",
    ],
)
def test_a_value_of_a_class_of_qt_is_taken_out(line: bytes) -> None:
    data = GOOD + line + b"\n[keys]\nnext=Space\n"
    assert without_binary_values(data) == GOOD + b"[keys]\nnext=Space\n"


def test_what_qt_writes_of_our_values_stays(tmp_path: Path) -> None:
    file = tmp_path / "passeur.conf"
    store = QSettings(str(file), QSettings.Format.IniFormat)
    values = {
        "text": "@Variant(x) and \\1 \\x40",
        "list": ["C:\\1914\\a@Variant(b", "/home/é1/船/a\x01f.toml", "\x7fA"],
        "bytes": QByteArray(bytes(range(256)) + b"\xe9a1\x000"),
        "number": 12,
        "flag": True,
    }
    for key, value in values.items():
        store.setValue(key, value)
    store.sync()
    data = file.read_bytes()
    assert without_binary_values(data) == data
    again = QSettings(str(file), QSettings.Format.IniFormat)
    assert [again.value("text"), again.value("list"), again.value("bytes")] == list(values.values())[:3]


def test_the_settings_are_read_without_the_damaged_value() -> None:
    file = Path(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur").fileName())
    file.parent.mkdir(parents=True, exist_ok=True)
    # More bytes than any machine has: Qt asked for them, and ended the program.
    file.write_bytes(b"[talk]\nscreens=@Variant(\\\x01\x00\x00\x00\x0b\xeb\xc2\x00\xa2b)\nnotes_size=30\n")
    settings = Settings()
    assert settings.notes_size == 30
    assert settings.audience_screen("one+two") == ""
    settings.set_audience_screen("one+two", "two")
    settings.flush()
    assert Settings().audience_screen("one+two") == "two"
    assert b"@Variant" not in file.read_bytes()


@pytest.fixture
def file() -> Iterator[Path]:
    """The path of the settings, where there is no file."""
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    yield path
    for one in path.parent.iterdir():
        one.unlink()


def test_a_huge_file_in_the_place_of_the_settings_is_set_aside(file: Path) -> None:
    file.write_bytes(GOOD)
    os.truncate(file, 3 << 30)
    assert Settings().notes_size == 22
    assert not file.exists()
    assert file.with_name("passeur.ini.damaged").stat().st_size == 3 << 30


def test_what_older_versions_and_others_wrote_is_read_and_stays(file: Path) -> None:
    old = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur")
    assert Path(old.fileName()) == file
    values = {
        "talk/notes_size": 31,
        "files/recent": ["/é/a, b.toml", "/c.toml"],
        "layout/window": QByteArray(b"\0\xff=;"),
    }
    for key, value in {**values, "later/unknown": "x; y"}.items():
        old.setValue(key, value)
    old.sync()
    settings = Settings()
    assert settings.notes_size == 31
    assert settings.recent_files == [Path("/é/a, b.toml"), Path("/c.toml")]
    assert settings.widget_state("window") == values["layout/window"]
    settings.set_language("fr")
    settings.flush()
    again = QSettings(str(file), QSettings.Format.IniFormat)
    assert again.value("later/unknown") == "x; y"
    assert again.value("interface/language") == "fr"
    assert again.value("layout/window") == values["layout/window"]


def test_what_many_windows_write_at_once_is_all_kept(file: Path) -> None:
    windows = [Settings() for _ in range(4)]
    for number in range(5):
        for place, window in enumerate(windows):
            window.set_keys(f"a{place}-{number}", ["Space"])
            window.set_audience_screen(f"screens {place}-{number}", "one")
    for window in windows:
        assert window._store._worker.wait(20)  # `flush` is for a person who closes the window
    again = Settings()
    names = [f"{place}-{number}" for place in range(4) for number in range(5)]
    assert [again.keys(f"a{name}") for name in names] == [["Space"]] * 20
    assert [again.audience_screen(f"screens {name}") for name in names] == ["one"] * 20


@pytest.mark.skipif(os.name == "nt", reason="links and modes are those of Unix")
def test_a_link_stays_a_link_and_a_new_file_is_for_its_owner_alone(file: Path, tmp_path: Path) -> None:
    settings = Settings()
    settings.set_notes_size(30)
    settings.flush()
    assert file.stat().st_mode & 0o077 == 0
    target = tmp_path / "elsewhere.ini"
    file.rename(target)
    file.symlink_to(target)
    settings.set_notes_size(40)
    settings.flush()
    assert file.is_symlink()
    assert b"notes_size=40" in target.read_bytes()


def test_what_cannot_be_written_is_written_with_the_next_change(file: Path) -> None:
    file.mkdir()  # which is not read, and not set aside
    settings = Settings()
    settings.set_notes_size(40)
    settings.flush()
    assert settings.notes_size == 40
    file.rmdir()
    settings.set_language("fr")
    settings.flush()
    assert (Settings().notes_size, Settings().language) == (40, "fr")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
@pytest.mark.parametrize("name", ["passeur.ini.lock", "../passeur.ini"])
def test_a_pipe_beside_the_settings_holds_nothing(file: Path, name: str) -> None:
    pipe = file.parent / name
    os.mkfifo(pipe)
    try:
        settings = Settings()
        settings.set_notes_size(33)
        settings.flush()
        assert Settings().notes_size == 33
    finally:
        pipe.unlink(missing_ok=True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_program_whose_settings_are_a_pipe_starts(monkeypatch: pytest.MonkeyPatch, is_replaced: bool) -> None:
    file = Path(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "other").fileName())
    file = file.with_name("passeur.ini")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    if not is_replaced:

        def refuse(_source: object, _target: object) -> None:
            raise PermissionError

        monkeypatch.setattr(settings_file.os, "replace", refuse)
    try:
        assert Settings().language
        assert file.exists() != is_replaced
    finally:
        file.unlink(missing_ok=True)
        file.with_name("passeur.ini.damaged").unlink(missing_ok=True)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_a_pipe_that_takes_the_place_of_the_file_at_any_moment_holds_nothing(file: Path) -> None:
    stops = threading.Event()

    def swap() -> None:
        pipe, other = file.with_name("a.pipe"), file.with_name("a.file")
        while not stops.is_set():
            os.mkfifo(pipe)
            pipe.replace(file)
            other.write_bytes(GOOD)
            other.replace(file)

    swapper = threading.Thread(target=swap)
    swapper.start()
    try:
        for _ in range(60):
            with contextlib.suppress(OSError):  # a file that is not read
                read_settings()
                change_settings([("talk/notes_size", lambda _old: 30)])
    finally:
        stops.set()
        swapper.join()


def test_an_older_version_and_this_one_lose_nothing_of_each_other(file: Path) -> None:
    for number in range(5):
        change_settings([(f"new/{number}", lambda _old: "a")])
        old = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur")
        old.setValue(f"old/{number}", "b")
        old.sync()
    assert read_settings() == {**{f"new/{one}": "a" for one in range(5)}, **{f"old/{one}": "b" for one in range(5)}}
