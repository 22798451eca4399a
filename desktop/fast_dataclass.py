"""Make frozen dataclasses without their start-up cost.

The standard library writes six methods for such a class and compiles them one at a time: 0.6 ms a class, for some fifty
classes before the first slide; and it sets every attribute through `object.__setattr__`. Here it writes `__init__`
alone; the methods that compare, hash and show use `attrgetter`, which is as fast. Instances are not really frozen: mypy
sees the standard decorator and refuses every assignment, and Python's development mode (`python -X dev`) uses it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

__all__ = ["dataclass"]

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

            def shown(self):
                said = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
                return f"{made.__qualname__}({said})"

            # A class that defines one of these methods keeps its own.
            for name, method in (("__eq__", equal), ("__hash__", hashed if frozen else None), ("__repr__", shown)):
                if name not in plain.__dict__:
                    setattr(made, name, method)
            return made

        return decorate
