"""What the set-up decides to do, without doing it."""

from __future__ import annotations

import json
import sys

import pytest

import environment

NEW_RUN = {"python": "3.13 /usr/bin/python3.13", "folder": "/p", "project": "a", "run": "b"}
NEW_TEST = NEW_RUN | {"test": "c"}
EVERYTHING = ("make", "lock", "project")


@pytest.mark.parametrize(
    ("old", "new", "todo"),
    [
        ({}, NEW_RUN, EVERYTHING),
        (NEW_RUN, NEW_RUN, ()),
        (NEW_TEST, NEW_RUN, ()),
        (NEW_TEST, NEW_TEST, ()),
        (NEW_RUN, NEW_TEST, ("lock", "project")),
        (NEW_RUN | {"project": "old"}, NEW_RUN, ("project",)),
        (NEW_RUN | {"python": "3.11 /usr/bin/python3.11"}, NEW_RUN, EVERYTHING),
        (NEW_RUN | {"folder": "/moved/from/here"}, NEW_RUN, EVERYTHING),
        (NEW_RUN | {"run": "old"}, NEW_RUN, EVERYTHING),
        (NEW_TEST | {"test": "old"}, NEW_TEST, EVERYTHING),
        (NEW_TEST | {"test": "old"}, NEW_RUN, ()),
    ],
)
def test_only_what_changed_is_done_again(old, new, todo):
    assert environment.setup_steps(old, new) == todo


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "STAMP", venv / "passeur.json")
    environment.interpreter().parent.mkdir(parents=True)
    return venv


def test_an_environment_whose_set_up_was_interrupted_counts_as_none(elsewhere):
    environment.interpreter().symlink_to(sys.executable)
    assert environment.read_stamp() == {}
    (elsewhere / "passeur.json").write_text('{"run": "half a li')
    assert environment.read_stamp() == {}


def test_an_environment_whose_python_is_gone_counts_as_none(elsewhere):
    (elsewhere / "passeur.json").write_text(json.dumps(NEW_RUN))
    environment.interpreter().symlink_to(elsewhere / "uninstalled")
    assert environment.read_stamp() == {}
    environment.interpreter().unlink()
    environment.interpreter().symlink_to(sys.executable)
    assert environment.read_stamp() == NEW_RUN


def test_the_stamp_follows_every_file_that_the_environment_is_made_from(tmp_path, monkeypatch):
    before = environment.wanted_stamp("test")
    for name in ("lock.txt", "lock-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text("changed")
    monkeypatch.setattr(environment, "LOCKS", {"run": tmp_path / "lock.txt", "test": tmp_path / "lock-dev.txt"})
    monkeypatch.setattr(environment, "PROJECT_FILES", (tmp_path / "pyproject.toml",))
    after = environment.wanted_stamp("test")
    assert {name for name in after if after[name] != before[name]} == {"run", "test", "project"}


def test_the_callers_python_settings_do_not_reach_the_environment(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/somewhere/else")
    monkeypatch.setenv("PIP_TARGET", "/somewhere/else")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("KEPT", "yes")
    clean = environment.clean_variables()
    assert "/somewhere/else" not in clean.values()
    assert clean["PIP_USER"] == "0"
    assert clean["KEPT"] == "yes"
