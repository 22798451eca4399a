"""The diagnostics say what is needed to find a fault, and nothing of the person or the story."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from desktop.session.errors.diagnostics import diagnostics, without_user
from desktop.session.settings import Settings


@pytest.fixture
def report(qapp, tmp_path):
    log = tmp_path / "passeur.log"
    log.write_text("\n".join(f"line {number}" for number in range(500)), "utf-8")
    settings = Settings()
    settings.add_recent(Path.home() / "secret diary" / "content.toml")
    settings.set_keys("next", ["N"])
    return diagnostics(settings, log, f'  File "{Path.home()}/passeur/desktop/cli.py", line 3')


def test_versions_screens_settings_and_the_end_of_the_log_are_there(report):
    assert report.startswith("Passeur ")
    for part in ("PySide6 6.", "Screen: ", "reduced_motion = False", "keys/next = ['N']", "line 499\n"):
        assert part in report
    assert "line 419\n" not in report


def test_a_crash_is_reported_without_the_home_of_the_user(report):
    assert 'The last crash:\n  File "~/passeur/desktop/cli.py", line 3' in report
    assert str(Path.home()) not in report


def test_no_story_is_named(report):
    assert "secret diary" not in report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{home}", "~"),
        ("{home}/a, {home}: b", "~/a, ~: b"),
        ("{home}er/a", "{home}er/a"),
        ("/media/{user}/stick", "/media/…/stick"),
        ("{user} is a word", "{user} is a word"),
    ],
)
def test_home_and_user_are_left_out_of_paths(text, expected, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/jane"))
    monkeypatch.setattr(getpass, "getuser", lambda: "jane")
    names = {"home": "/home/jane", "user": "jane"}
    assert without_user(text.format(**names)) == expected.format(**names)
