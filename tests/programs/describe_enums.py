"""Describe every enumeration of Qt's modules, and say which of two ways created them.

The argument is "standard" or "fast". What is printed must be the same for both.
"""

import enum
import sys
from collections.abc import Iterator
from types import ModuleType

if sys.argv[1] == "fast":
    from desktop.cli.lazy_pyside import import_pyside

    import_pyside()

from PySide6 import QtCore, QtGui, QtNetwork, QtSvg, QtWidgets


def enumerations(holder: type | ModuleType, depth: int = 0) -> Iterator[enum.EnumType]:
    """Return the enumerations of a module and of its classes."""
    for name in sorted(vars(holder)):
        found = getattr(holder, name, None)
        if isinstance(found, enum.EnumType):
            yield found
        elif isinstance(found, type) and depth < 2 and found.__module__.startswith("PySide6"):
            yield from enumerations(found, depth + 1)


def described(value: object) -> str:
    """Return what one entry of the class is, without its place in memory."""
    value = getattr(value, "__func__", value)
    if isinstance(value, enum.Enum):
        state = [(name, repr(kept)) for name, kept in sorted(vars(value).items())]
        return f"{value!r} {value!s} {state} {hash(value) == hash(value.name)}"
    if isinstance(value, dict):
        return f"{type(value)} {list(value.items())}"
    return repr(value).partition(" at 0x")[0]


def answer(made: enum.EnumType, value: int) -> str:
    """Return what an enumeration makes of a value."""
    try:
        member = made(value)
        both = f"{member | made(1)!r} {~member!r}" if issubclass(made, enum.Flag) else ""
        return f"{member!r} {both}"
    except (TypeError, ValueError) as error:
        return repr(error)


for module in (QtCore, QtGui, QtWidgets, QtSvg, QtNetwork):
    for made in enumerations(module):
        print(made, made.__module__, made.__qualname__, made.__mro__[1:], list(made), list(made.__members__))
        print(*(f"{name}: {described(value)}\n" for name, value in sorted(vars(made).items())))
        print(*(answer(made, value) for value in (-5, -1, 0, 1, 3, 7, 1 << 34)), sep="\n")
