"""A damaged settings file costs the values that are damaged, and never the program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from desktop.session import settings_guard
from desktop.session.settings import Settings
from desktop.session.settings_guard import is_openable, remove_binary_values

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
def test_a_value_of_a_class_of_qt_is_taken_out_and_the_file_kept_beside(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "passeur.conf"
    file.write_bytes(GOOD + line + b"\n[keys]\nnext=Space\n")
    assert remove_binary_values(file)
    assert file.read_bytes() == GOOD + b"[keys]\nnext=Space\n"
    assert line in (tmp_path / "passeur.conf.damaged").read_bytes()
    assert not remove_binary_values(file)


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
    assert not remove_binary_values(file)
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


def test_a_pipe_or_a_huge_file_in_the_place_of_the_settings_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "passeur.ini"
    assert is_openable(file)
    file.write_bytes(GOOD)
    assert is_openable(file)
    assert file.read_bytes() == GOOD
    os.truncate(file, 3 << 30)
    assert is_openable(file)
    assert not file.exists()
    assert (tmp_path / "passeur.ini.damaged").stat().st_size == 3 << 30


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_program_whose_settings_are_a_pipe_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_replaced: bool
) -> None:
    file = Path(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "other").fileName())
    file = file.with_name("passeur.ini")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    if not is_replaced:

        def refuse(_source: object, _target: object) -> None:
            raise PermissionError

        monkeypatch.setattr(settings_guard.os, "replace", refuse)
    try:
        assert Settings().language
        assert file.exists() != is_replaced
    finally:
        file.unlink(missing_ok=True)
        file.with_name("passeur.ini.damaged").unlink(missing_ok=True)
