"""Every Python override of Qt in the program, found by looking at its classes."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

import desktop
from desktop.qt_override import qt_override

ROOT = Path(desktop.__file__).parent
# pyqtgraph's items have methods that its scene calls, and that are in no class of Qt.
PYQTGRAPH_HOOKS = frozenset({"mouseClickEvent", "mouseDragEvent", "hoverEvent"})
# Methods that share a name with one of Qt's that is not virtual: Python alone calls them.
NOT_VIRTUAL = frozenset({"addItem", "childrenBoundingRect", "close", "removeItem", "render", "scale", "translate"})

_GUARD = qt_override(lambda: None).__code__


@dataclass(frozen=True)
class Override:
    """A method of a class of ours that Qt calls in place of its own."""

    owner: type
    name: str

    def __str__(self) -> str:
        return f"{self.owner.__module__}.{self.owner.__qualname__}.{self.name}"

    @property
    def method(self) -> Callable[..., Any]:
        return inspect.getattr_static(self.owner, self.name)

    @property
    def is_guarded(self) -> bool:
        return getattr(self.method, "__code__", None) is _GUARD


def program_modules() -> list[str]:
    """Return the name of every module of the program that can be imported without running it."""
    paths = (path.relative_to(ROOT.parent).with_suffix("") for path in sorted(ROOT.rglob("*.py")))
    return [".".join(path.parts) for path in paths if path.name not in ("__main__", "__init__")]


def classes_of(namespace: Any, module: str) -> Iterator[type]:
    """Yield the classes that a module defines, at its top or inside other classes."""
    for member in list(vars(namespace).values()):
        if inspect.isclass(member) and member.__module__ == module:
            yield member
            yield from classes_of(member, module)


def overrides_of(owner: type) -> list[Override]:
    """Return the overrides of a class: its own, and those of pyqtgraph that it inherits."""
    if not issubclass(owner, Shiboken.Object):
        return []
    qt_names: set[str] = set()
    for base in owner.__mro__:
        if base.__module__.startswith("PySide6"):
            qt_names |= vars(base).keys()
        elif base.__module__.startswith("pyqtgraph"):
            qt_names |= PYQTGRAPH_HOOKS
    found = []
    for name in sorted(qt_names - NOT_VIRTUAL):
        if name.startswith("__"):
            continue
        definer = next((base for base in owner.__mro__ if name in vars(base)), None)
        if definer is None or not isinstance(vars(definer)[name], FunctionType):
            continue
        if definer is owner or (
            definer.__module__.startswith("pyqtgraph") and any(name in vars(base) for base in _qt_bases(owner))
        ):
            found.append(Override(owner, name))
    return found


def _qt_bases(owner: type) -> list[type]:
    return [base for base in owner.__mro__ if base.__module__.startswith("PySide6")]


def all_overrides() -> list[Override]:
    """Return every override of the program; imports all of it."""
    return [
        override
        for module in program_modules()
        for owner in classes_of(importlib.import_module(module), module)
        for override in overrides_of(owner)
    ]


def hidden_qt_classes(source: str) -> list[str]:
    """Return the names of Qt's subclasses that a source defines inside functions, where nobody can look at them."""
    if "    class " not in source:
        return []
    return [
        inner.name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.ClassDef)
        for base in inner.bases
        if ast.unparse(base).rpartition(".")[2].startswith("Q") or ast.unparse(base).startswith("pg.")
    ]
