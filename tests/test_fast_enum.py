"""Enumerations that are created quickly are those of the standard library, for Qt's and for any others."""

from __future__ import annotations

import _thread
import enum
import itertools
import pickle
import random
import sys
from functools import partial
from typing import Any

import pytest

from desktop import fast_enum

BASES = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Create enumerations quickly during a test."""
    monkeypatch.setattr(enum.EnumType, "_create_", fast_enum._create)


def created(base: Any, names: Any, **options: Any) -> Any:
    """Return an enumeration, or what was raised."""
    try:
        return base("Made", names, **options)
    except Exception as error:  # noqa: BLE001 - both ways must raise the same
        return repr(error)


def entries(made: Any) -> dict[str, str]:
    """Return what a class holds, as text."""
    found = {}
    for name, value in vars(made).items():
        plain = getattr(value, "__func__", value)
        state = sorted((key, str(kept)) for key, kept in vars(plain).items()) if isinstance(plain, made) else ""
        found[name] = f"{repr(plain).partition(' at 0x')[0]} {state}"
    return found


def answers(made: Any) -> list[str]:
    """Return what an enumeration says of some values."""
    found = [repr(list(made)), repr(made.__members__)]
    for value in (-5, -1, 0, 1, 3, 7, 1 << 34):
        try:
            member = made(value)
            found.append(f"{member!r} {member} {bool(member)} {isinstance(member, int)} {member.name}")
            found.append(f"{~member!r} {member | made(1)!r}" if isinstance(member, enum.Flag) else "")
        except (TypeError, ValueError) as error:
            found.append(repr(error))
    return found


def random_names(rng: random.Random) -> list[tuple[str, object]]:
    """Return names and values as those of Qt, and sometimes what a plain enumeration cannot have."""
    values = [lambda: rng.randrange(6), lambda: 1 << rng.randrange(33), lambda: rng.randrange(1 << 33), lambda: -2]
    names: list[tuple[str, object]] = [(f"n{n}", rng.choice(values)()) for n in range(rng.randrange(20))]
    odd = rng.choice(
        [None] * 6 + [("n0", 3), ("name", 1), ("value", 2), ("mro", 1), ("_x", 1), ("text", "words"), ("real", 4)]
    )
    return names if odd is None else [*names, odd]


@pytest.mark.parametrize("base", BASES)
def test_any_enumeration_is_as_the_standard_library_makes_it(base: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rng, alike = random.Random(base.__name__), 0
    for _ in range(150):
        names, boundary = random_names(rng), rng.choice([None, enum.KEEP])
        usual = created(base, names, boundary=boundary)
        with monkeypatch.context() as patches:
            patches.setattr(enum.EnumType, "_create_", fast_enum._create)
            made = created(base, names, boundary=boundary)
        if isinstance(usual, str):
            assert made == usual
            continue
        assert entries(made) == entries(usual)
        assert answers(made) == answers(usual)
        alike += 1
    assert alike > 80


@pytest.mark.skipif(sys.version_info[:2] > (3, 13), reason="the standard library creates them all there")
def test_a_plain_enumeration_does_not_go_through_the_standard_library(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    created(enum.IntEnum, [("first", 1)])
    monkeypatch.setattr(fast_enum, "_standard_create", None)
    assert list(enum.IntEnum("Made", [("first", 1), ("second", 2), ("again", 1)])) == [1, 2]  # type: ignore[misc]


def test_releases_that_list_the_values_as_well_have_them_in_the_list(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = fast_enum._body(enum.IntEnum, {"module": __name__})
    monkeypatch.setitem(fast_enum._templates, (enum.IntEnum, None), {**body, "_hashable_values_": []})
    for names, values in (([("first", 1), ("second", 2), ("again", 1)], [1, 2]), ([("other", 3)], [3])):
        assert created(enum.IntEnum, names)._hashable_values_ == values


def test_the_module_is_the_one_that_asked(quick: None) -> None:
    named = created(enum.Enum, [("first", 1)], module="some.module", qualname="Outer.Made")
    assert (named.__module__, named.__qualname__) == ("some.module", "Outer.Made")
    asked = enum.Enum("Asked", [("first", 1)])  # type: ignore[misc]
    globals()["Asked"] = asked
    assert asked.__module__ == __name__
    assert pickle.loads(pickle.dumps(asked.first)) is asked.first


def test_a_thread_without_python_below_it_may_ask(quick: None) -> None:
    made: list[Any] = []
    done = _thread.allocate_lock()
    done.acquire()
    # All of it runs in C, as where a thread of Qt calls an override whose argument nobody has looked into.
    work = map(partial(enum.Enum, "Made"), [[("first", 1)], [("first", "not plain")]])
    _thread.start_new_thread(partial(made.extend, itertools.chain(work, iter(done.release, None))), ())
    assert done.acquire(timeout=10.0)
    assert [(one.__module__, one.first.value) for one in made] == [("<unknown>", 1), ("<unknown>", "not plain")]


def test_every_enumeration_of_qt_is_the_same(run_program: Any) -> None:
    usual, quick = (run_program("describe_enums", way) for way in ("standard", "fast"))
    assert usual.returncode == quick.returncode == 0, usual.stderr + quick.stderr
    assert len(usual.stdout) > 500_000
    assert quick.stdout == usual.stdout
