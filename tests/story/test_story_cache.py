"""What is computed from a story is kept for that very story, bounded, and gone with it."""

from __future__ import annotations

import gc

from desktop.story.model import Slide, Story
from desktop.story.story_cache import StoryCache


def test_a_result_belongs_to_one_story_even_if_another_is_equal() -> None:
    cache: StoryCache[str, int] = StoryCache()
    first, second = Story(slides=(Slide("a", "list"),)), Story(slides=(Slide("a", "list"),))
    assert cache.put(first, "key", 1) == 1
    assert first == second
    assert (cache.get(first, "key"), cache.get(second, "key")) == (1, None)


def test_results_go_with_their_story() -> None:
    cache: StoryCache[str, int] = StoryCache()
    story = Story()
    cache.put(story, "key", 1)
    assert len(cache) == 1
    del story
    gc.collect()
    assert len(cache) == 0


def test_a_story_keeps_a_bounded_number_of_results() -> None:
    cache: StoryCache[int, int] = StoryCache(3)
    story = Story()
    for number in range(10):
        cache.put(story, number, number)
    assert sum(cache.get(story, number) is not None for number in range(10)) <= 3
    assert cache.get(story, 9) == 9
