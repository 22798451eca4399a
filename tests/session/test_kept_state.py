"""What the program keeps of itself never keeps it from starting, whatever stands in it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from desktop.session.settings import Settings
from desktop.session.talk.talk_journal import TalkJournal
from desktop.story.storage.unsaved import UnsavedStore
from desktop.story.storage.versions import VersionStore

STATE = {
    "path": "",
    "position": {"slide_id": "a", "step": 1},
    "language": "en",
    "clock": {"started_at": 0, "paused_total": 0, "paused_at": 0},
    "written": 0,
}


def journal_with(folder: Path, text: str) -> TalkJournal:
    (folder / "talk.json").write_text(text)
    return TalkJournal(folder)


def test_a_talk_that_was_interrupted_can_be_taken_up(tmp_path):
    (tmp_path / "content.toml").touch()
    state = STATE | {"path": str(tmp_path / "content.toml"), "written": time.time()}
    left = journal_with(tmp_path, json.dumps(state)).read_interrupted()
    assert left is not None
    assert left.position.step == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"step": 1', '"step": 1e999'),
        ('"step": 1', '"step": -1e999'),
        ('"step": 1', '"step": NaN'),
        ('"step": 1', '"step": ' + "9" * 5000),
        ('"started_at": 0', '"started_at": ' + "9" * 400),
        ('"position"', '"elsewhere"'),
        ('"path": ""', '"path": "' + "x" * 5000 + '"'),
        ('"path": ""', '"path": "/\\u0000/\\ud800"'),
        ('{"path"', "[" * 100_000 + '{"path"'),
    ],
)
def test_a_journal_that_makes_no_sense_is_none(tmp_path, old, new):
    text = json.dumps(STATE | {"written": time.time()})
    assert old in text
    assert journal_with(tmp_path, text.replace(old, new)).read_interrupted() is None


@pytest.fixture
def unreadable(tmp_path, monkeypatch):
    """Return a folder that may not be entered: a look at anything in it is refused, also for root."""
    folder = tmp_path / "unreadable"
    folder.mkdir()
    look = os.stat

    def refuse(path, *arguments, **options):
        if isinstance(path, (str, os.PathLike)) and str(folder) + os.sep in os.fspath(path):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, *arguments, **options)

    monkeypatch.setattr(os, "stat", refuse)
    return folder


def test_looking_for_a_talk_where_there_is_none_writes_no_lock(tmp_path):
    os.utime(tmp_path, (1, 1))
    assert TalkJournal(tmp_path).read_interrupted() is None
    assert tmp_path.stat().st_mtime == 1


def test_recent_stories_that_cannot_be_looked_at_are_left_out(tmp_path, unreadable):
    (tmp_path / "here.toml").touch()
    paths = [str(unreadable / "content.toml"), "x" * 5000, "\0", str(tmp_path / "here.toml"), ""]
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur").setValue(
        "files/recent", paths
    )
    settings = Settings()
    assert settings.last_file == tmp_path / "here.toml"
    settings.add_recent(tmp_path / "here.toml")
    settings.flush()
    assert settings.recent_files == [tmp_path / "here.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "[files]\nrecent=@Variant(\\0\\0\\0\\x2)\n[talk]\nnotes_size=" + "9" * 5000,
        "[files]\nrecent=@Invalid()\n[layout]\nmain=@ByteArray(nonsense)\n[keys]\nnext=@Variant(",
        "[talk]\nscreens=1\nnotes_size=@ByteArray(x)\n[interface]\nlanguage=" + "x" * 100_000,
        "[talk]\nscreens=@Variant(\\0\\0\\0\xa2" + "\xa2" * 40 + "b)",
        "\0\xff[[[[[",
    ],
)
def test_settings_that_make_no_sense_count_as_none(text):
    file = Path(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur").fileName())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "latin-1")
    found = Settings()
    assert found.last_file is None
    assert 12 <= found.notes_size <= 64
    assert found.language in {"en", "fr"}
    assert found.audience_screen("x") == ""
    assert found.keys("next") is None or isinstance(found.keys("next"), list)
    assert found.widget_state("main") is not None
    assert QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)


def test_a_folder_of_versions_that_may_not_be_entered_has_none(tmp_path, unreadable):
    blocked = VersionStore(unreadable)
    assert blocked.list_versions(tmp_path / "story.toml") == ()
    with pytest.raises(PermissionError):
        blocked.add(tmp_path / "story.toml", "text")
    assert UnsavedStore(unreadable).files(tmp_path / "story.toml") == ()
