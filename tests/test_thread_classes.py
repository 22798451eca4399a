"""No thread makes a class of Qt: two threads that make one crash the process."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs.thread_classes import WORKS
from tests.test_structure import modules

PROGRAM = Path(__file__).parent / "programs" / "thread_classes.py"

GUARDED = {"desktop.ui.timeline.timeline_pane: _import_timeline"}
"""It waits for all classes of three modules (`tests/ui/timeline/test_qt_classes.py`)."""
WITHOUT_QT = {"desktop.timeline.data.time_order": "no_step"}
"""The modules whose threads sort numbers alone, each with the work that is given there."""


def works_of(name: str, source: str) -> Iterator[str]:
    """Yield the works that a module gives to a thread, as `WORKS` names them."""
    if "Thread" not in source and "submit" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "QThread" for base in node.bases):
            yield f"{name}: {node.name}"
        if not isinstance(node, ast.Call):
            continue
        last_name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if not last_name.endswith(("Thread", "submit")):
            continue
        called = ast.unparse(node.func)
        if called.endswith("Thread"):
            yield from (f"{name}: {_name_of(one.value)}" for one in node.keywords if one.arg == "target")
        elif called == "threads.submit":
            yield f"{name}: {_name_of(node.args[0])}"
        elif called.endswith(".submit"):
            yield f"{name}: {_name_of(node.args[1])}"


def _name_of(work: ast.expr) -> str:
    """Return the name of the function that is called in the end."""
    if isinstance(work, ast.Lambda):
        return _name_of(work.body)
    if isinstance(work, ast.Call):
        return _name_of(work.args[0] if ast.unparse(work.func) == "partial" else work.func)
    return ast.unparse(work).rpartition(".")[2]


def test_each_work_of_a_thread_is_tried() -> None:
    found = {one for name, path in modules().items() for one in works_of(name, path.read_text("utf-8"))}
    runs_the_works = {"desktop.session.background_worker: _run"}
    without_qt = {f"{name}: {work}" for name, work in WITHOUT_QT.items()}
    assert found - runs_the_works - GUARDED - without_qt == WORKS.keys(), (
        "a row of WORKS in tests/programs/thread_works is needed, or too many"
    )


def test_a_work_is_seen_in_each_form() -> None:
    source = """
worker.submit("a", partial(one, 1), take)
worker.submit("b", lambda x=x: two(x))
self._worker.submit("c", self.copy.three)
threading.Thread(target=self.four, name="x").start()
class Five(QThread): ...
"""
    assert {one.partition(": ")[2] for one in works_of("m", source)} == {"one", "two", "three", "four", "Five"}


def test_what_begins_a_thread_makes_the_classes_before() -> None:
    begins = {
        name
        for name, path in modules().items()
        if any(mark in path.read_text("utf-8") for mark in ("threading.Thread(", "ThreadPoolExecutor(", "(QThread)"))
    }
    makes = {name for name in begins if "make_thread_classes()" in modules()[name].read_text("utf-8")}
    assert begins - makes == {"desktop.ui.timeline.timeline_pane", *WITHOUT_QT}


@pytest.mark.parametrize("name", WITHOUT_QT)
def test_threads_without_qt_belong_to_modules_without_it(name: str) -> None:
    imported = {
        one.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(ast.parse(modules()[name].read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for one in node.names
    }
    assert not [one for one in imported if one.partition(".")[0] in ("PySide6", "desktop", "pyqtgraph")]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each work has a forked process")
def test_no_work_makes_a_class_of_qt() -> None:
    done = subprocess.run([sys.executable, str(PROGRAM)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": none") == len(set(WORKS.values()))
