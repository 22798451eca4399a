"""PySide says the same of wrong calls and helps alike, whether its parts are loaded at the start or later."""

from __future__ import annotations


def test_errors_and_helps_are_those_of_pyside(run_program):
    usual, later, before = (run_program("ask_pyside", mode) for mode in ("usual", "later", "before"))
    assert usual.returncode == 0, usual.stderr
    assert later.returncode == 0, later.stderr
    assert before.returncode == 0, before.stderr
    assert "Supported signatures" in usual.stdout
    assert usual.stdout == later.stdout == before.stdout
