"""Every input that once failed, and seeded changes of it, without atheris: nothing but the known errors is raised."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import seeds  # noqa: E402
import targets  # noqa: E402

ROOT = Path(__file__).resolve().parent
CHANGES = {
    "story": 1, "date": 100, "events": 2, "kept": 10, "typing": 5, "pasted": 50, "merge": 20,
    "markup": 50, "html": 20, "drawing": 20,
}  # fmt: skip
"""How often each seed is changed; `run.py` goes on for as long as it is told to."""


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("name", seeds.SEEDS)
def test_a_reader_takes_any_bytes(name, qtlog):
    random_source = random.Random(1)
    with qtlog.disabled():  # Qt's own words about settings and scripts without a font
        for data in seeds.SEEDS[name]():
            targets.TARGETS[name].call(data)
            for _ in range(CHANGES[name]):
                targets.TARGETS[name].call(seeds.mutate(data, random_source))


@pytest.fixture
def runner(monkeypatch):
    spec = importlib.util.spec_from_file_location("fuzz_run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def test_without_atheris_the_run_says_so_and_is_done(runner, monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    assert runner.main() == 0
    assert "atheris is not installed" in capsys.readouterr().out


def test_of_many_inputs_that_fail_at_one_place_the_smallest_is_kept(runner, tmp_path):
    findings = runner.Findings(tmp_path)
    for data in (b"long input", b"short", b"longer input"):
        try:
            raise ValueError(data)
        except ValueError as error:
            findings.note(error, data)
    assert [file.read_bytes() for file in tmp_path.iterdir() if file.suffix != ".txt"] == [b"short"]
