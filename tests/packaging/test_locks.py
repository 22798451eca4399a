"""The lock files hold what they promise: every part pinned and hashed, for every system, from nowhere in particular."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement

import environment

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)", re.MULTILINE)


def entries(kind):
    text = environment.LOCKS[kind].read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    return {PIN.match(block)[1]: (PIN.match(block)[2], block) for block in blocks}


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_part_is_pinned_with_its_hashes(kind):
    for name, (_, block) in entries(kind).items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), name
        assert not re.search(r"://|--index|--find-links|--extra|@ |(^|\s)/|\.\./", block), name


def test_a_tester_has_the_very_versions_of_a_user():
    run, test = entries("run"), entries("test")
    assert {name: version for name, (version, _) in test.items() if name in run} == {
        name: version for name, (version, _) in run.items()
    }


def test_the_lock_satisfies_what_the_project_asks_for(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [Requirement(line) for line in project["project"]["dependencies"]]
    asked += [Requirement(line) for line in project["dependency-groups"]["build"]]
    locked = entries("run")
    for requirement in asked:
        version = locked[requirement.name.lower()][0]
        assert requirement.specifier.contains(version), requirement


def test_a_user_gets_no_test_tools():
    assert not {"pytest", "ruff", "mypy", "hypothesis", "pyinstaller"} & entries("run").keys()
