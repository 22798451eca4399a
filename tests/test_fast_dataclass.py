"""What the program's dataclasses are: compared, hashed and shown by value; frozen where that is looked at."""

from __future__ import annotations

import copy
import pickle
from dataclasses import field, replace

import pytest

from desktop.fast_dataclass import HashedOnce, dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0
    seen: list[int] = field(default_factory=list, compare=False, repr=False)


@dataclass(slots=True)
class Counter:
    count: int = 0


@dataclass(frozen=True, slots=True)
class Loud:
    word: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loud) and other.word.upper() == self.word.upper()

    def __hash__(self) -> int:
        return hash(self.word.upper())


@dataclass(frozen=True, slots=True)
class Key(HashedOnce):
    name: str
    size: float = 1.0


def test_a_kept_hash_is_that_of_the_values_and_stays_at_home() -> None:
    key = Key("body", 24.0)
    assert hash(key) == hash(Key("body", 24.0)) == hash(key)
    assert {key: "found"}[Key("body", 24.0)] == "found"
    assert hash(replace(key, size=29.0)) == hash(Key("body", 29.0))
    for made in (copy.deepcopy(key), pickle.loads(pickle.dumps(key))):
        assert made == key
        assert not hasattr(made, "_hash")


def test_equal_values_are_equal_and_hash_alike() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert Point(1) != (1, 0)


def test_a_value_that_is_missing_or_unknown_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Point.__init__\(\) missing 1 required positional argument: 'x'"):
            Point()  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
            Point(1, z=2)  # type: ignore[call-arg]


def test_each_instance_has_a_value_of_its_own() -> None:
    one, other = Point(1), Point(1)
    one.seen.append(1)
    assert other.seen == []


def test_a_field_that_does_not_compare_is_left_out() -> None:
    assert Point(1, 2, [3]) == Point(1, 2)
    assert hash(Point(1, 2, [3])) == hash(Point(1, 2))
    assert repr(Point(1, 2, [3])) == "Point(x=1, y=2)"


def test_a_copy_with_another_value_is_the_standard_library_s() -> None:
    assert replace(Point(1, 2), y=5) == Point(1, 5)


def test_there_is_no_place_for_a_name_that_is_no_field() -> None:
    # A frozen class with slots raises TypeError here on Python 3.11 (python/cpython#105936).
    with pytest.raises((AttributeError, TypeError)):
        Point(1).z = 3  # type: ignore[attr-defined]


def test_what_may_change_has_no_hash() -> None:
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    with pytest.raises(TypeError):
        hash(counter)


def test_a_class_that_says_how_it_compares_keeps_its_word() -> None:
    assert Loud("a") == Loud("A")
    assert hash(Loud("a")) == hash(Loud("A"))


def test_in_development_mode_nothing_frozen_can_be_assigned(run_program) -> None:
    done = run_program("assign_frozen", options=("-X", "dev"))
    assert done.stdout == "frozen\n", done.stderr
