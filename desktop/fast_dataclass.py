"""Make frozen dataclasses without their start-up cost.

The standard library writes six methods for such a class and compiles them one at a time: 0.6 ms a class, for some fifty
classes before the first slide; and it sets every attribute through `object.__setattr__`. Here it only finds the fields:
`__init__` is written and compiled for the first instance (0.2 ms, and many classes have none before the first slide);
the methods that compare, hash and show use `attrgetter`, which is as fast. Instances are not really frozen: mypy
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

    def written_init(made):
        """Return `__init__` of a dataclass, which sets one attribute after the other."""
        known = {"ABSENT": dataclasses.MISSING}
        parameters, body = ["self"], []
        for field in dataclasses.fields(made):
            name = parameter = value = field.name
            if field.default is not dataclasses.MISSING:
                known[f"default_{name}"] = field.default
                parameter = f"{name}=default_{name}"
            elif field.default_factory is not dataclasses.MISSING:
                known[f"make_{name}"] = field.default_factory
                parameter, value = f"{name}=ABSENT", f"make_{name}() if {name} is ABSENT else {name}"
            parameters.append(parameter)
            body.append(f"self.{name} = {value}")
        if hasattr(made, "__post_init__"):
            body.append("self.__post_init__()")
        # Names of attributes and nothing else: no word of a story gets here.
        exec(f"def __init__({', '.join(parameters)}):\n  " + "\n  ".join(body or ["pass"]), known)  # noqa: S102
        known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
        return known["__init__"]

    def dataclass(*, frozen=False, slots=False):
        """Return the decorator of a dataclass that compares by value.

        With `frozen` it also hashes by value.
        """

        def decorate(plain):
            made = dataclasses.dataclass(plain, slots=slots, init=False, eq=False, repr=False)
            fields = made.__dataclass_fields__.values()
            values = attrgetter(*[field.name for field in fields if field.compare])

            def first_init(self, *arguments, **named):
                made.__init__ = written_init(made)
                made.__init__(self, *arguments, **named)

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
            methods = {
                "__init__": first_init,
                "__eq__": equal,
                "__hash__": own_hash if frozen else None,
                "__repr__": shown,
            }
            for name, method in methods.items():
                if name not in plain.__dict__:
                    setattr(made, name, method)
            return made

        return decorate
