"""Create the enumerations of Qt without their start-up cost.

PySide makes an enumeration of Python for each of Qt's that somebody looks into: some 200 with 3,000 members before the
first slide. The standard library takes seven microseconds a member, as each may be anything: an alias, a descriptor, a
value with an initialiser of its own. Members of Qt are whole numbers with plain names. For these alone the class is made
from the dictionary that the standard library gives an empty one, and its members are added; whatever is not so plain
goes to the standard library. The classes are the same, which a test compares for every enumeration of Qt.
"""

from __future__ import annotations

import enum
import sys
from functools import cache
from typing import Any, Final

_KNOWN_PYTHONS: Final = ((3, 11), (3, 12), (3, 13))
"""The versions of Python whose members are made as here; another one makes them itself."""
_MEMBER_TYPES: Final = {enum.Enum: object, enum.IntEnum: int, enum.Flag: object, enum.IntFlag: int}
_HASHABLE_VALUES: Final = "_hashable_values_"
"""The list of the values as well, in releases of Python that have one."""
_standard_create: Final[Any] = enum.EnumType._create_  # type: ignore[attr-defined]
_templates: Final[dict[tuple[type, Any], dict[str, Any]]] = {}
"""What the class dictionary of an enumeration without members holds, by base and boundary."""


def install() -> None:
    """Let Python create plain enumerations quickly from now on."""
    if sys.version_info[:2] in _KNOWN_PYTHONS:
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]


def _create(base: Any, class_name: str, names: Any, **options: Any) -> Any:
    """Create an enumeration from the arguments of the standard library's function."""
    if options.get("module") is None:
        options["module"] = _caller()
    if base in _MEMBER_TYPES and type(names) is list and options.get("type") is None:
        made = _plain_enumeration(base, class_name, names, options)
        if made is not None:
            return made
    return _standard_create(base, class_name, names, **options)


def _caller() -> str:
    """Return the module that asks, as the standard library finds it.

    In a thread of Qt, where no Python runs yet, nobody does.
    """
    try:
        name: str | None = sys._getframe(3).f_globals.get("__name__")
    except ValueError:
        name = None
    return name or "<unknown>"


def _plain_enumeration(base: Any, class_name: str, names: list[Any], options: dict[str, Any]) -> Any:
    """Return an enumeration of plain members.

    It is None if one is anything but a whole number with a plain name.
    """
    body = _body(base, options)
    made: Any = type.__new__(enum.EnumType, class_name, (base,), body)
    by_name, by_value, own_names = body["_member_map_"], body["_value2member_map_"], body["_member_names_"]
    new, member_type, is_flag = made._new_member_, _MEMBER_TYPES[base], issubclass(base, enum.Flag)
    inherited_names = _inherited_names(base)
    mask = single_bits = 0
    for item in names:
        name, value = item if type(item) is tuple else ("", None)
        if type(value) is not int or name[:1] in ("", "_") or name in by_name or name in inherited_names:
            return None
        if is_flag:
            if value < 0:
                return None
            mask |= value
            single_bits |= value if value.bit_count() == 1 else 0
        member = by_value.get(value)
        if member is None:
            member = new(made, value) if member_type is int else new(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(own_names)
            if not is_flag or value.bit_count() == 1:
                own_names.append(name)
            by_value[value] = member
        by_name[name] = member
        type.__setattr__(made, name, member)
    body.get(_HASHABLE_VALUES, []).extend(by_value)
    if is_flag and names:
        made._flag_mask_, made._singles_mask_, made._all_bits_ = mask, single_bits, 2 ** mask.bit_length() - 1
        values = [by_name[name]._value_ for name in own_names]
        if values != sorted(values):
            made._iter_member_ = made._iter_member_by_def_
    return made


@cache
def _inherited_names(base: type) -> frozenset[str]:
    """Return the names that a member cannot have here."""
    return frozenset(("mro", *dir(base), *(name for one in base.__mro__ for name in one.__dict__)))


def _body(base: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Return the class dictionary of an enumeration that has no members yet."""
    boundary = options.get("boundary")
    template = _templates.get((base, boundary))
    if template is None:
        empty = _standard_create(base, "Empty", (), module=__name__, boundary=boundary)
        template = _templates[base, boundary] = dict(empty.__dict__)
    body = {name: value.copy() if type(value) in (dict, list) else value for name, value in template.items()}
    body["__module__"] = options["module"]
    if options.get("qualname") is not None:
        body["__qualname__"] = options["qualname"]
    return body
