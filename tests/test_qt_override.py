"""No exception reaches Qt: every override is guarded, and the guard keeps what it promises."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtWidgets import QWidget

from desktop.qt_override import qt_override
from tests.qt_overrides import ROOT, all_overrides, hidden_qt_classes, overrides_of


def test_every_override_of_qt_is_guarded(qapp):
    overrides = all_overrides()
    assert len(overrides) > 100
    assert [str(override) for override in overrides if not override.is_guarded] == []


def test_an_override_without_the_guard_is_found():
    class Bare(QWidget):
        def paintEvent(self, event): ...

        @qt_override
        def resizeEvent(self, event): ...

        def own_method(self): ...

    class Child(Bare):
        def sizeHint(self): ...

    assert [(one.name, one.is_guarded) for one in overrides_of(Bare)] == [("paintEvent", False), ("resizeEvent", True)]
    assert [(one.name, one.is_guarded) for one in overrides_of(Child)] == [("sizeHint", False)]


def test_no_class_of_qt_hides_inside_a_function():
    assert hidden_qt_classes("def f():\n    class A(QtCore.QObject):\n        pass") == ["A"]
    assert [path.name for path in ROOT.rglob("*.py") if hidden_qt_classes(path.read_text("utf-8"))] == []


def test_every_painter_is_opened_by_the_door_that_ends_it():
    openers = [path.name for path in ROOT.rglob("*.py") if "QPainter(" in path.read_text("utf-8")]
    assert openers == ["painter_scope.py"]


class Failing:
    """Overrides that fail, each with another answer."""

    @qt_override
    def paint(self) -> None:
        raise ValueError("no colour")

    @qt_override(fallback=7)
    def count(self) -> int:
        raise SystemExit(3)

    @qt_override(instead=lambda self, name: f"instead of {name}")
    def text(self, name: str) -> str:
        raise MemoryError(name)

    @qt_override(instead=lambda self: [].pop())
    def twice(self) -> None:
        raise KeyError

    @qt_override(fallback=0)
    def deep(self) -> int:
        return self.deep_inside() + 1

    def deep_inside(self) -> int:
        return self.deep_inside() + 1


@pytest.mark.parametrize(
    ("call", "answer", "raised"),
    [
        (lambda it: it.paint(), None, [ValueError]),
        (lambda it: it.count(), 7, [SystemExit]),
        (lambda it: it.text("this"), "instead of this", [MemoryError]),
        (lambda it: it.twice(), None, [KeyError, IndexError]),
        (lambda it: it.deep(), 0, [RecursionError]),
    ],
)
def test_a_failing_override_answers_qt_and_is_logged_with_its_traceback(call, answer, raised, caplog):
    assert call(Failing()) == answer
    assert [record.exc_info[0] for record in caplog.records] == raised
    assert all(record.levelno == logging.ERROR and record.exc_info[2] for record in caplog.records)
    assert caplog.records[0].getMessage().startswith("Failing.")


def test_a_sound_override_gives_what_it_returns_and_keeps_its_name():
    class Sound:
        @qt_override(fallback=False)
        def event(self, number: int, *, sign: int = 1) -> int:
            """Do it."""
            return sign * number

    assert Sound().event(4, sign=-1) == -4
    assert (Sound.event.__name__, Sound.event.__doc__) == ("event", "Do it.")
