"""Import PySide without the parts that a start does not need.

PySide compiles its Python part from source at each start: a parser of signatures, a writer of stubs and the words of its
errors take a third of the time that importing it takes. Here each is compiled when somebody first looks into it: after a
wrong argument, or for help. PySide also replaces the import statement by one that reads the source of each module to
find out whether it asks for a feature (snake_case), and completes `import *`: nothing here asks for either.
"""

from __future__ import annotations

import builtins
import sys
import threading
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

from desktop import fast_enum

_PACKAGE: Final = "shibokensupport.signature"
_LATER: Final = {
    _PACKAGE: ("errorhandler", "layout", "parser"),  # `mapping` is read by C, which would find it empty
    f"{_PACKAGE}.lib": ("enum_sig", "pyi_generator", "tool"),
}
"""The modules that are compiled later, by package; those that another version of PySide lacks do not matter."""
_lock: Final = threading.RLock()


class LaterModule(ModuleType):
    """Executes itself when a name is first looked up in it."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self._waiting_spec: ModuleSpec | None = spec
        self.__spec__ = ModuleSpec(spec.name, spec.loader)  # PySide gives it another name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by `inspect` of every module there is
            raise AttributeError(name)
        with _lock:
            if self._waiting_spec is not None:
                self._execute(self._waiting_spec)
        return object.__getattribute__(self, name)

    def _execute(self, spec: ModuleSpec) -> None:
        """Execute the module; from then on it is a usual one."""
        renamed_spec, self._waiting_spec = self.__spec__, None
        assert spec.loader is not None
        self.__spec__ = spec
        try:
            spec.loader.exec_module(self)
        finally:
            self.__spec__ = renamed_spec
        self.__class__ = ModuleType  # type: ignore[assignment]


def import_pyside() -> None:
    """Import PySide6.QtCore; keep Python's own import statement.

    Where PySide is there already, as in a built program without our hook, nothing of it can come later.
    """
    if "PySide6.QtCore" in sys.modules:
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
        return
    fast_enum.install()
    import_before = builtins.__import__

    def import_module(name: str, *arguments: Any, **options: Any) -> ModuleType:
        wanted = options.get("fromlist", arguments[2] if len(arguments) > 2 else ())
        if name in _LATER and name in sys.modules:
            for part in wanted or ():
                if part in _LATER[name]:
                    _put_later(sys.modules[name], part)
        return import_before(name, *arguments, **options)

    builtins.__import__ = import_module
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__ = import_before


def _put_later(package: ModuleType, part: str) -> None:
    """Register a module that is executed at its first use."""
    name = f"{package.__name__}.{part}"
    if name in sys.modules:
        return
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    sys.modules[name] = module = LaterModule(spec)
    setattr(package, part, module)
