"""Import the program's own modules without searching for them.

Python asks each finder for each module, and its own one lists folders, tries suffixes and takes paths apart: for the two
hundred modules before the first slide that is a twentieth of its time. Here the file of a module has its name, in the
folder of its package, and its compiled form is read if it is of this very source. In every other case, such as in a built
program, Python's own way is gone. This module imports nothing of the program.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType, ModuleType
from typing import Final

_PACKAGE: Final = __name__.partition(".")[0]
_PREFIX: Final = f"{_PACKAGE}."
_HEADER: Final = 16
"""The bytes before the code: a magic number, flags, and the time and size of the source (PEP 552)."""


_compiled_names: Final[dict[str, tuple[str, str]]] = {}
"""What stands before and behind a module's name in the name of its compiled file, by folder."""


def install() -> None:
    """Import the program's modules quickly from now on.

    A package that comes from anything but a folder of sources is left to what it came from.
    """
    package = sys.modules[_PACKAGE].__spec__
    is_of_sources = package is not None and type(package.loader) is SourceFileLoader
    if is_of_sources and sys.implementation.cache_tag and QuickFinder not in sys.meta_path:
        sys.meta_path.insert(0, QuickFinder)


def _compiled_file(folder: str, name: str) -> str:
    names = _compiled_names.get(folder)
    if names is None:
        before, _, after = cache_from_source(os.path.join(folder, "NAME.py")).rpartition("NAME")
        names = _compiled_names[folder] = before, after
    return f"{names[0]}{name.removesuffix('.py')}{names[1]}"


class QuickLoader(SourceFileLoader):
    """Reads a module's compiled form, if it is of this very source."""

    def __init__(self, name: str, path: str, cached: str, source: os.stat_result) -> None:
        super().__init__(name, path)
        self._cached = cached
        self._source_facts = b"".join(
            (number & 0xFFFFFFFF).to_bytes(4, "little") for number in (0, int(source.st_mtime), source.st_size)
        )

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the module's code; otherwise Python's way finds or compiles it."""
        try:
            with open(self._cached, "rb", buffering=0) as file:
                data = file.read()
        except OSError:
            return super().get_code(fullname)
        if data[:4] != MAGIC_NUMBER or data[4:_HEADER] != self._source_facts:
            return super().get_code(fullname)
        try:
            code = marshal.loads(memoryview(data)[_HEADER:])  # noqa: S302 - as Python's own way does
        except (EOFError, ValueError, TypeError):  # a torn file: Python's own way would not start either
            return self.source_to_code(self.get_data(self.path), self.path)
        # A folder that was moved keeps its compiled files: a traceback is to name the right one.
        is_ours = isinstance(code, CodeType) and code.co_filename == self.path
        return code if is_ours else super().get_code(fullname)


class QuickFinder:
    """Finds the program's modules by their names."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the place of one of the program's modules, else None."""
        if path is None or not name.startswith(_PREFIX):
            return None
        folders = list(path)
        if len(folders) != 1:
            return None
        base = f"{folders[0]}{os.sep}{name.rpartition('.')[2]}"
        file, is_package = f"{base}.py", False
        try:
            source = os.stat(file)
        except OSError:
            file, is_package = f"{base}{os.sep}__init__.py", True
            try:
                source = os.stat(file)
            except OSError:
                return None
        cached = _compiled_file(*os.path.split(file))
        spec = ModuleSpec(name, QuickLoader(name, file, cached, source), origin=file, is_package=is_package)
        if is_package:
            spec.submodule_search_locations = [base]
        spec.has_location = True
        spec.cached = cached
        return spec
