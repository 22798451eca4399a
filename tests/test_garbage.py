"""Garbage is looked for by the thread that says so, as often as Python would, and rarely as a whole."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from desktop import garbage
from desktop.garbage import GarbageCollector, collect_where_off, collection_off


class Loop:
    """Holds itself, so that only a search for garbage frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def freed_in():
    """Return the threads in which objects of `loop` were freed; afterwards, Python looks for garbage as before."""
    was_enabled = gc.isenabled()
    yield []
    (gc.enable if was_enabled else gc.disable)()


def leave_a_loop(freed_in: list[int]) -> None:
    """Make an object that nobody holds but itself, among the newest."""
    gc.collect()
    weakref.finalize(Loop(), lambda: freed_in.append(threading.get_ident()))


def make_many() -> list[list[int]]:
    """Make as many objects as Python looks for garbage after, ten times."""
    return [[number] for number in range(10 * gc.get_threshold()[0] + 10)]


def in_a_thread(work) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_python_itself_frees_in_any_thread(freed_in):
    gc.enable()
    leave_a_loop(freed_in)
    in_a_thread(make_many)
    assert freed_in
    assert freed_in != [threading.get_ident()]


def test_a_thread_frees_nothing_while_another_one_collects(freed_in):
    gc.enable()
    with collection_off():
        leave_a_loop(freed_in)
        in_a_thread(make_many)
        assert not freed_in
        made = make_many()
        collect_where_off()
        assert freed_in == [threading.get_ident()]
        assert made
    assert gc.isenabled()


def test_who_collected_nothing_before_does_not_after(freed_in):
    gc.disable()
    with collection_off():
        pass
    assert not gc.isenabled()


def test_long_work_frees_what_it_left_where_python_does_not(freed_in):
    gc.disable()
    leave_a_loop(freed_in)
    made = make_many()
    assert not freed_in
    collect_where_off()
    assert freed_in
    assert made


@pytest.mark.parametrize(
    ("counts", "generations"),
    [
        ((700, 0, 0), []),
        ((701, 0, 0), [0]),
        ((701, 10, 0), [0]),
        ((701, 11, 0), [1]),
        ((9000, 11, 11), [1]),
        ((0, 50, 50), []),
    ],
)
def test_the_newest_are_looked_through_as_often_as_python_would(monkeypatch, counts, generations):
    looked = []
    monkeypatch.setattr(garbage.gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: counts)
    monkeypatch.setattr(garbage.gc, "collect", lambda generation=2: looked.append(generation))
    GarbageCollector().collect_young()
    assert looked == generations


def test_all_are_looked_through_for_a_hundredth_of_the_time(monkeypatch):
    now = [50.0]
    monkeypatch.setattr(garbage.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(garbage.gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (0, 0, 11))
    monkeypatch.setattr(garbage.gc, "collect", lambda: now.__setitem__(0, now[0] + 0.25))
    collector = GarbageCollector()
    assert collector.is_full_due
    collector.collect_all()
    assert not collector.is_full_due
    now[0] += 24.9
    assert not collector.is_full_due
    now[0] += 0.2
    assert collector.is_full_due
