"""Makes the address of each part of a story in the page.

It stands behind "#", in parts with "&" between them: a language (fr), a slide with its step (xiami.2) or a part of it
(xiami/claim-1), an event (event=ipo), a window (t=2013/2015-06, or t= for all), a date of knowledge (as-of=2015-01-11),
a source (source=reuters), and "read" for the article. Ids of elements are addresses too, so that
they work without a script. No id of a story has one of these signs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from desktop.story.model import Slide

_RESERVED: Final = ("read", "as-of", "t", "event", "source", "slide")


class Addresses:
    """Knows the addresses of a page in its languages.

    The first needs no name.
    """

    def __init__(self, languages: Sequence[str], slides: Collection[str] = ()) -> None:
        self._languages = tuple(languages)
        self.slides = frozenset(slides)  # the ids of those that the page has

    def of_slide(self, slide: Slide) -> str:
        """Return the address of a slide, in any language."""
        return f"slide={slide.id}" if slide.id in (*self._languages, *_RESERVED) else slide.id

    def id_of(self, language: str, address: str) -> str:
        """Return the id of an element in a language."""
        return address if language == self._languages[0] else f"{language}&{address}"
