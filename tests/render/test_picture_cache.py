"""The caches of pictures hold one budget together, and keep what was used last."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from desktop.render import picture_cache
from desktop.render.picture_cache import PictureCache, Share, total_bytes

MB = 1024 * 1024


@pytest.fixture
def caches() -> Iterator[dict[Share, PictureCache[int, str]]]:
    """Provide one cache for each share, without those of the application."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture_cache, "_caches", set())
        patch.setattr(picture_cache, "_scale", 1.0)
        yield {share: PictureCache(share) for share in Share}


def fill(caches: dict[Share, PictureCache[int, str]]) -> None:
    for cache in caches.values():
        for number in range(400):
            cache.add(number, "picture", MB)


def test_full_caches_hold_their_shares_and_together_the_total(caches):
    fill(caches)
    assert {share: cache.used_bytes for share, cache in caches.items()} == {share: share.value for share in Share}
    assert picture_cache.used_bytes() == total_bytes()


def test_for_a_picture_larger_than_its_share_the_other_caches_make_room(caches):
    fill(caches)
    files = caches[Share.IMAGE_FILES]
    files.add(1000, "large picture", 60 * MB)
    assert files.get(1000) == "large picture"
    assert len(files) == 1
    assert picture_cache.used_bytes() == total_bytes()


def test_a_second_cache_of_the_same_share_does_not_raise_the_total(caches):
    fill(caches)
    second = PictureCache[int, str](Share.SLIDES)
    count = Share.SLIDES.value // MB
    for number in range(count):
        second.add(number, "picture", MB)
    assert len(second) == count
    assert picture_cache.used_bytes() == total_bytes()


def test_a_larger_screen_raises_every_share_and_a_smaller_one_none(caches):
    picture_cache.fit_to_screen(3840 * 2160)
    fill(caches)
    assert {share: cache.used_bytes for share, cache in caches.items()} == {share: 4 * share.value for share in Share}
    picture_cache.fit_to_screen(800 * 600)
    assert total_bytes() == sum(share.value for share in Share)


def test_what_was_used_last_is_kept(caches):
    cache = caches[Share.TEXTS]
    count = Share.TEXTS.value // MB
    for number in range(count):
        cache.add(number, "picture", MB)
    assert cache.get(0) == "picture"
    cache.add(count, "picture", MB)
    assert cache.get(0) == "picture"
    assert cache.get(1) is None


def test_a_picture_made_again_counts_once(caches):
    cache = caches[Share.TEXTS]
    for _ in range(3):
        cache.add(1, "picture", MB)
    assert cache.used_bytes == MB


def test_a_cache_that_is_gone_takes_no_memory():
    gc.collect()  # caches of other tests
    before = picture_cache.used_bytes()
    cache = PictureCache[int, str](Share.TEXTS)
    cache.add(1, "picture", MB)
    assert picture_cache.used_bytes() == before + MB
    del cache
    assert picture_cache.used_bytes() == before


def test_the_caches_of_the_application_draw_from_the_budget(qapp):
    from desktop.render import background_image, images, text_cache
    from desktop.session.frame_cache import FrameCache

    frame_cache = FrameCache()
    budgeted = set(picture_cache._caches)
    assert {
        images._image_cache,
        background_image._background_cache,
        text_cache._images,
        frame_cache._pixmaps,
        frame_cache._thumbnails,
    } <= budgeted
