"""Random stories come out well: no two texts touch, nothing is cut or small, and what is left out is said.

2,200 slides: 40 stories, each with every layout in five aspects; 29 more stories are slow tests.
`python -m tests.render.random_slides` checks any number.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from desktop.render.page.grid import CANVASES
from desktop.story.layouts import LAYOUTS
from tests.render.random_slides import check_seed, random_story

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.fixture(autouse=True)
def no_garbage_collection() -> Iterator[None]:
    """Collect no garbage while a story is laid out: each test ends with it, and it took a tenth of the time."""
    gc.disable()
    yield
    gc.enable()


# With those below, each of the fourteen ways of writing; the stories that take longest are slow tests.
SEEDS = (3, 4, 7, 8, 10, 22, 24, 25, 28, 36, 37, 38, 39, 42, 46)
SLOW_SEEDS = [seed for seed in range(43) if seed not in SEEDS]
KEPT_SEEDS = (
    20331,
    20509,
    21611,
    47,
    50,
    52,
    120,
    116,
    208,
    308,
    317,
    624,
    765,
    878,
    95101,
    200002,
    300031,
    300080,
    501163,
    501530,
    501814,
    30029,
    40108,
    40655,
    910187,
    950034,
)  # those that once showed a fault which no seed above shows


@pytest.mark.parametrize(
    "seed", [*SEEDS, *KEPT_SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in SLOW_SEEDS)]
)
def test_a_random_story_comes_out_well(seed: int):
    count, failures = check_seed(seed)
    assert count == len(LAYOUTS) * len(CANVASES)
    assert not failures, "\n".join(map(str, failures[:5]))


def test_a_seed_is_the_same_story_each_time():
    assert random_story(4711) == random_story(4711)
    assert random_story(4711) != random_story(4712)
