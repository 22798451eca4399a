"""Reuse the slides of the last text for the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final, NamedTuple

from desktop.story.load.values import ValueReader
from desktop.story.model import Slide


class _ReusableSlide(NamedTuple):
    """Holds a slide with its table and the files that it names."""

    table: dict[str, Any]
    """Held, so that no other table takes its identity."""
    slide: Slide
    files: tuple[tuple[str, tuple[str, ...]], ...]


class ReusedSlides:
    """Returns the last slide again if its table did not change.

    A key that is typed changes one slide of hundreds, and the parser returns the other tables as they were. Reading
    them again took half of the time from a key to its slide. A slide is kept if nothing was reported of it; it is given
    again if languages, ids and claims of events, on which its reading depends, are the same and its files are there.
    """

    _last: ClassVar[tuple[object, dict[int, _ReusableSlide]]] = (None, {})

    def __init__(self, reader: ValueReader, event_claims: dict[str, int]) -> None:
        self._reader: Final = reader
        self._surroundings: Final = (reader.languages, reader.ids, event_claims)
        last_surroundings, slides = ReusedSlides._last
        self._known: Final = slides if last_surroundings == self._surroundings else {}
        self._slides: Final[dict[int, _ReusableSlide]] = {}

    def find(self, table: object, slide_id: str) -> Slide | None:
        """Return the slide that was read from a table, or None."""
        kept = self._known.get(id(table))
        if kept is None or kept.slide.id != slide_id:
            return None
        if any(self._reader.named_files.error(*name) is not None for name in kept.files):
            return None
        self._slides[id(table)] = kept
        return kept.slide

    def read(self, table: Any, read: Callable[[], Slide]) -> Slide:
        """Read a slide from its table; keep it if nothing is reported."""
        issues, asked = self._reader.issues, self._reader.named_files.asked
        issues_before, asked_before = len(issues), len(asked)
        slide = read()
        if len(issues) == issues_before and table.get("id") == slide.id:
            self._slides[id(table)] = _ReusableSlide(table, slide, tuple(asked[asked_before:]))
        return slide

    def finish(self) -> None:
        """Keep these slides, and no others, for the next text."""
        ReusedSlides._last = self._surroundings, self._slides
