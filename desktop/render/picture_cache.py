"""Shares one budget of memory between the caches of pictures.

Each cache keeps what was used last within its share. A single picture may be larger than the share of its cache (one of
34 million pixels takes 136 MB): it is kept, since making it anew in each painting would be slow, and the other caches
make room for it.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Hashable
from enum import Enum
from typing import Any, Final, Generic, TypeVar

_MB: Final = 1024 * 1024
_Key = TypeVar("_Key", bound=Hashable)
_Picture = TypeVar("_Picture")


class Share(Enum):
    """Names the shares in bytes on a screen of 1920 × 1080.

    A slide takes 8 MB there: the one shown, its neighbours, and those of the console. A picture of a file is decoded for
    the slide's own pixmap, and needed again only if that is made at another size.
    """

    SLIDES = 40 * _MB
    THUMBNAILS = 14 * _MB
    IMAGE_FILES = 10 * _MB
    BACKGROUNDS = 18 * _MB
    TEXTS = 16 * _MB
    SHAPES = 1 * _MB


_SCREEN_PIXELS: Final = 1920 * 1080
_MAX_SCALE: Final = 4
_scale = 1.0


def fit_to_screen(pixels: int) -> None:
    """Scale all shares to the largest screen, at most fourfold."""
    global _scale  # noqa: PLW0603 - one budget for the process
    _scale = min(max(1.0, pixels / _SCREEN_PIXELS), _MAX_SCALE)


def total_bytes() -> float:
    """Return the budget of all caches together."""
    return _scale * sum(share.value for share in Share)


class PictureCache(Generic[_Key, _Picture]):
    """Keeps the pictures used last, within a share of the budget."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self.used_bytes = 0
        self._entries: OrderedDict[_Key, tuple[_Picture, int]] = OrderedDict()
        _caches.add(self)

    @property
    def max_bytes(self) -> float:
        """Return the cache's share of the budget."""
        return self._share.value * _scale

    def get(self, key: _Key) -> _Picture | None:
        """Return the picture of a key, or None; mark it as used."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def add(self, key: _Key, picture: _Picture, size_bytes: int) -> None:
        """Keep a picture and drop the oldest ones beyond the budget."""
        replaced = self._entries.pop(key, None)
        if replaced is not None:
            self.used_bytes -= replaced[1]
        self._entries[key] = picture, size_bytes
        self.used_bytes += size_bytes
        while self.used_bytes > self.max_bytes and len(self._entries) > 1:
            self._drop_oldest()
        while used_bytes() > total_bytes():
            others = [cache for cache in _caches if cache is not self and cache._entries]
            if not others:
                break
            max(others, key=lambda cache: cache.used_bytes)._drop_oldest()

    def _drop_oldest(self) -> None:
        _, (_, size_bytes) = self._entries.popitem(last=False)
        self.used_bytes -= size_bytes

    def __len__(self) -> int:
        """Return the number of pictures."""
        return len(self._entries)


_caches: Final[weakref.WeakSet[PictureCache[Any, Any]]] = weakref.WeakSet()


def used_bytes() -> int:
    """Return the bytes that all caches of pictures hold together."""
    return sum(cache.used_bytes for cache in _caches)
