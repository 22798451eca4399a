"""Make frozen dataclasses without their start-up cost.

The standard library writes six methods for such a class and compiles them one at a time: 0.6 ms a class, for some fifty
classes before the first slide; and it sets every attribute through `object.__setattr__`. Here it writes `__init__`
alone; the methods that compare, hash and show use `attrgetter`, which is as fast. Instances are not really frozen: mypy
sees the standard decorator and refuses every assignment, and Python's development mode (`python -X dev`) uses it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

__all__ = ["HashedOnce", "dataclass"]


class HashedOnce:
    """Keeps the hash of a frozen value once it is computed.

    It is for values that are keys of caches: a slide looks up its fonts and styles some hundred times.
    """

    __slots__ = ("_hash",)
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __reduce__(self) -> tuple[object, ...]:
        """Return how a copy is made.

        It takes no hash along: another process hashes the same words otherwise.
        """
        return type(self), tuple(getattr(self, name) for name in self.__dataclass_fields__)


if TYPE_CHECKING or sys.flags.dev_mode:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen=False, slots=False):
        """Return the decorator of a dataclass that compares by value.

        With `frozen` it also hashes by value.
        """

        def decorate(plain):
            made = dataclasses.dataclass(plain, slots=slots, eq=False, repr=False)
            fields = made.__dataclass_fields__.values()
            values = attrgetter(*[field.name for field in fields if field.compare])

            def equal(self, other):
                return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

            def hashed(self):
                return hash(values(self))

            def hashed_once(self):
                try:
                    return self._hash
                except AttributeError:
                    self._hash = hash(values(self))
                    return self._hash

            def shown(self):
                said = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
                return f"{made.__qualname__}({said})"

            # A class that defines one of these methods keeps its own.
            own_hash = hashed_once if issubclass(made, HashedOnce) else hashed
            for name, method in (("__eq__", equal), ("__hash__", own_hash if frozen else None), ("__repr__", shown)):
                if name not in plain.__dict__:
                    setattr(made, name, method)
            return made

        return decorate
