"""The program's modules are found without a search, and are those that Python's own way finds."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path

import pytest

import desktop
from desktop import quick_import
from desktop.quick_import import QuickFinder

ROOT = Path(desktop.__file__).parent
NAMES = sorted(
    ".".join(file.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for file in ROOT.rglob("*.py")
    if file.parent != ROOT or file.name != "__init__.py"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of modules whose compiled files are written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(quick_import, "_compiled_names", {})
    (tmp_path / "one.py").write_text("VALUE = 1\n", "utf-8")
    return tmp_path


def found(folder: Path, name: str = "one") -> ModuleSpec:
    """Return the place of a module in a folder."""
    spec = QuickFinder.find_spec(f"desktop.{name}", [str(folder)])
    assert spec is not None
    return spec


def value(spec: ModuleSpec) -> int:
    """Return what a module says when it is executed."""
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.VALUE


def test_each_module_of_the_program_is_where_python_finds_it():
    for name in NAMES:
        parent = ROOT.parent.joinpath(*name.split(".")[:-1])
        spec, expected = QuickFinder.find_spec(name, [str(parent)]), PathFinder.find_spec(name, [str(parent)])
        assert spec is not None
        assert expected is not None
        assert spec.origin == expected.origin
        assert spec.cached == expected.cached
        assert spec.submodule_search_locations == expected.submodule_search_locations
        assert (spec.parent, spec.has_location) == (expected.parent, True)


def test_a_compiled_file_of_this_source_is_read_without_pythons_way(folder, monkeypatch):
    assert value(found(folder)) == 1
    assert Path(found(folder).cached).exists()
    monkeypatch.setattr(SourceFileLoader, "get_code", None)
    assert value(found(folder)) == 1


@pytest.mark.parametrize("change", ["size", "time", "torn", "empty", "moved"])
def test_a_compiled_file_of_anything_else_is_not(folder, change):
    spec = found(folder)
    assert value(spec) == 1
    source, compiled = folder / "one.py", Path(spec.cached)
    status = source.stat()
    if change == "size":
        source.write_text("VALUE = 1000\n", "utf-8")
        os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif change == "time":
        source.write_text("VALUE = 2\n", "utf-8")
        os.utime(source, (status.st_atime, status.st_mtime + 60))
    elif change == "moved":
        folder = folder.rename(folder.parent / "elsewhere")
    else:
        compiled.write_bytes(compiled.read_bytes()[: 30 if change == "torn" else 0])
    spec = found(folder)
    assert value(spec) == {"size": 1000, "time": 2}.get(change, 1)
    assert spec.loader.get_code("desktop.one").co_filename == str(folder / "one.py")


def test_what_is_no_module_of_the_program_is_left_to_others(folder):
    assert QuickFinder.find_spec("desktop.two", [str(folder)]) is None
    assert QuickFinder.find_spec("other.one", [str(folder)]) is None
    assert QuickFinder.find_spec("desktop", None) is None
    assert QuickFinder.find_spec("desktop.one", [str(folder), str(folder / "more")]) is None


def test_the_program_finds_its_modules_so_unless_it_comes_from_no_folder():
    code = """
import sys
import desktop
if len(sys.argv) > 1:
    desktop.__spec__.loader = object()
from desktop.cli.run import main
main(["--version"])
import desktop.story.model
print(type(desktop.story.model.__spec__.loader).__name__)
"""
    for words, expected in (((), "QuickLoader"), (("built",), "SourceFileLoader")):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=ROOT.parent, capture_output=True, text=True, check=True
        )
        assert done.stdout.split()[-1] == expected
