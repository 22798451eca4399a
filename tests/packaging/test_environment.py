"""What the set-up decides to do, without doing it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import environment
import system
from setup_messages import SetupError

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
    monkeypatch.setattr(environment, "NEW_VENV", tmp_path / ".venv-new")
    monkeypatch.setattr(environment, "OLD_VENV", tmp_path / ".venv-old")
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


def test_an_update_of_python_within_its_version_leaves_the_environment_as_it_is(monkeypatch):
    before = environment.wanted_stamp("run")
    monkeypatch.setattr(sys, "version", f"{sys.version.split()[0]}.1 (main, Jan  1 2030, 00:00:00) [GCC 99.1]")
    assert environment.wanted_stamp("run") == before


def test_it_is_one_python_by_each_of_its_names(monkeypatch):
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/python3", raising=False)
    before = environment.wanted_stamp("run")
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/python3.11", raising=False)
    assert environment.wanted_stamp("run") == before
    monkeypatch.setattr(sys, "_base_executable", "/opt/bin/python3", raising=False)
    assert environment.wanted_stamp("run") != before


class SetUp:
    """The programs that a set-up calls, which make files or, if `failing` names them, nothing."""

    def __init__(self):
        self.calls = []
        self.failing = None

    def __call__(self, command, what):
        if what == self.failing:
            raise SetupError(f"could not install {what}")
        self.calls.append(what)
        if what == "venv":
            folder = environment.NEW_VENV
            environment.interpreter(folder).parent.mkdir(parents=True)
            environment.interpreter(folder).symlink_to(sys.executable)
            (folder / "pyvenv.cfg").write_text(f"command = python -m venv {folder}\n")
        if what == "passeur":
            (environment.interpreter(environment.NEW_VENV).parent / "passeur").write_text(
                f"#!{environment.interpreter(environment.NEW_VENV)}\n"
            )


@pytest.fixture
def programs(elsewhere, monkeypatch):
    fake = SetUp()
    monkeypatch.setattr(environment, "_run_command", fake)
    monkeypatch.setattr(system, "require_packages", lambda: None)
    monkeypatch.setattr(system, "require_qt", lambda python: None)
    shutil.rmtree(elsewhere)
    return fake


def finish(elsewhere, **changes):
    """Make an environment that was finished once, and is out of date by `changes`."""
    environment.interpreter(elsewhere).parent.mkdir(parents=True)
    # A link would find its packages by the folder it stands in; this one finds those of the tests.
    environment.interpreter(elsewhere).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    environment.interpreter(elsewhere).chmod(0o755)
    (elsewhere / "mine").write_text("the one of before")
    stamp = environment.wanted_stamp("run") | {"qt": "loads"} | changes
    (elsewhere / "passeur.json").write_text(json.dumps(stamp))


def test_a_first_set_up_stands_in_its_place_with_scripts_that_start_there(elsewhere, programs, capsys):
    environment.ensure("run")
    assert environment.read_stamp() == environment.wanted_stamp("run") | {"qt": "loads"}
    assert (environment.interpreter().parent / "passeur").read_text() == f"#!{environment.interpreter()}\n"
    assert ".venv-new" not in (elsewhere / "pyvenv.cfg").read_text()
    assert [path.name for path in elsewhere.parent.iterdir()] == [".venv"]
    programs.calls.clear()
    environment.ensure("run")
    assert programs.calls == []
    assert "Ready" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for an interpreter is a script of the shell")
@pytest.mark.parametrize("failing", ["venv", "lock.txt", "passeur"])
def test_without_network_after_a_new_python_the_environment_of_before_is_kept_and_used(
    elsewhere, programs, failing, capsys
):
    finish(elsewhere, python="3.10 elsewhere")
    programs.failing = failing
    environment.ensure("run")
    assert (elsewhere / "mine").read_text() == "the one of before"
    said = capsys.readouterr()
    assert "is kept" in said.out
    assert f"could not install {failing}" in said.err
    programs.failing = None
    environment.ensure("run")
    assert not (elsewhere / "mine").exists()
    assert environment.read_stamp()["python"] != "3.10 elsewhere"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for an interpreter is a script of the shell")
@pytest.mark.parametrize(
    "changes", [{"qt": "unknown"}, {"folder": "/moved/from/here"}, {"interpreter": "finds no packages"}]
)
def test_an_environment_that_does_not_work_is_kept_but_not_used(elsewhere, programs, changes):
    finish(elsewhere, python="3.10 elsewhere", **changes)
    if "interpreter" in changes:
        environment.interpreter().write_text("#!/bin/sh\nexit 1\n")
    programs.failing = "lock.txt"
    with pytest.raises(SetupError, match=r"could not install lock\.txt"):
        environment.ensure("run")
    assert (elsewhere / "mine").exists()
    assert not environment.NEW_VENV.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for an interpreter is a script of the shell")
def test_an_environment_that_is_a_link_is_replaced_and_what_it_led_to_stays(elsewhere, programs, tmp_path):
    real = tmp_path / "shared-environment"
    for version in ("3.9", "3.10"):
        finish(real, python=f"{version} elsewhere")
        elsewhere.symlink_to(real, target_is_directory=True)
        environment.ensure("run")
        assert (real / "mine").exists()
        assert not elsewhere.is_symlink()
        assert not (elsewhere / "mine").exists()
        shutil.rmtree(elsewhere)
        shutil.rmtree(real)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for an interpreter is a script of the shell")
def test_test_tools_that_cannot_be_had_leave_the_program_its_environment(elsewhere, programs):
    finish(elsewhere)
    programs.failing = "lock-dev.txt"
    with pytest.raises(SetupError, match=r"lock-dev\.txt"):
        environment.ensure("test")
    programs.calls.clear()
    environment.ensure("run")
    assert programs.calls == []


def test_a_library_missing_from_the_system_costs_no_second_download(elsewhere, programs, monkeypatch):
    def lacks(python):
        raise SetupError("libEGL.so.1")

    monkeypatch.setattr(system, "require_qt", lacks)
    with pytest.raises(SetupError, match="libEGL"):
        environment.ensure("run")
    programs.calls.clear()
    monkeypatch.setattr(system, "require_qt", lambda python: None)
    environment.ensure("run")
    assert programs.calls == []
    assert environment.read_stamp()["qt"] == "loads"


def test_a_set_up_killed_between_two_renames_finds_the_environment_again(elsewhere, programs):
    finish(elsewhere)
    elsewhere.rename(environment.OLD_VENV)
    environment.ensure("run")
    assert (elsewhere / "mine").exists()
    assert programs.calls == []


@pytest.mark.skipif(sys.platform == "win32", reason="scripts there are programs")
def test_an_environment_that_was_renamed_runs_as_if_made_in_its_place(tmp_path):
    made, place = tmp_path / ".venv-new", tmp_path / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made], check=True)
    script = made / "bin" / "tool"
    script.write_text(f"#!{made}/bin/python\nimport sys\nprint(sys.prefix)\n")
    script.chmod(0o755)
    environment.rename_inside(made, made, place)
    made.rename(place)
    done = subprocess.run([place / "bin" / "tool"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(place)
    assert all(
        os.fsencode(made) not in file.read_bytes() for file in (place / "bin").iterdir() if not file.is_symlink()
    )


def test_the_set_up_speaks_before_any_library_is_there(root: Path) -> None:
    code = "import sys; sys.path[:0] = ['packaging', '.']; import dev; dev.print_message('failed', names=('ruff',))"
    shown = subprocess.run([sys.executable, "-S", "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "ruff" in shown.stdout
