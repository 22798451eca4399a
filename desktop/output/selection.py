"""Which slides an export writes, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.story.model import Slide, Story

WORDS: Final = Words(
    {
        "no_slide": (
            "there is no slide “{name}”; slides are named by number (1 to {count}) or by id",
            "il n’y a pas de diapositive « {name} » ; on les nomme par leur numéro (1 à {count}) ou leur id",
        ),
        "bad_range": ("“{name}” is no range: write it as 2-4", "« {name} » n’est pas un intervalle : écrire 2-4"),
        "empty": ("the story has no slides to export", "le récit n’a aucune diapositive à exporter"),
        "unwritable": ("cannot write {path}: {reason}", "impossible d’écrire {path} : {reason}"),
        "data": ("{reason}", "{reason}"),
        "cancelled": ("the export was stopped; nothing was left behind", "l’export a été arrêté ; rien n’est resté"),
    }
)

Progress = Callable[[int, int], bool]
"""Called with (done, total) before each page; returning False stops the export."""


class ExportError(Exception):
    """What an export could not do; `message(language)` says it to a person."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(WORDS(key, "en", **values))
        self.key = key
        self.values = values

    def message(self, language: str) -> str:
        """Say what went wrong; a reason that speaks for itself is asked in the language."""
        values = {
            name: value.message(language) if hasattr(value, "message") else value for name, value in self.values.items()
        }
        return WORDS(self.key, language, **values)


@dataclass(frozen=True, slots=True)
class Page:
    """One page to write: a slide at a step (None: whole)."""

    slide: Slide
    number: int
    step: int | None


def silent(done: int, total: int) -> bool:
    """Go on without telling anybody."""
    return True


def choose(story: Story, spec: str = "") -> tuple[Slide, ...]:
    """Return the slides that a specification such as "2-4,xiami" names, in its order; all for an empty one.

    Raises ExportError for a slide that is not there.
    """
    if not story.slides:
        raise ExportError("empty")
    if not spec.strip():
        return story.slides
    chosen: list[Slide] = []
    for part in (one.strip() for one in spec.split(",")):
        if not part:
            continue
        if part in story.slide_index:
            chosen.append(story.slides[story.slide_index[part]])
            continue
        ends = re.fullmatch(r"(\d+)(?:\s*[-–]\s*(\d+))?", part)
        if ends is None:
            raise ExportError("no_slide", name=part, count=len(story.slides))
        first, last = int(ends[1]), int(ends[2] or ends[1])
        if first > last:
            raise ExportError("bad_range", name=part)
        if not 1 <= first <= last <= len(story.slides):
            raise ExportError("no_slide", name=part, count=len(story.slides))
        chosen.extend(story.slides[first - 1 : last])
    return tuple(chosen)


def pages(story: Story, slides: tuple[Slide, ...], steps: str, count: Callable[[Slide], int]) -> tuple[Page, ...]:
    """Return the pages: one a slide, or with `steps` "all" one for each state of it."""
    found = []
    for slide in slides:
        number = story.slide_index[slide.id] + 1
        if steps == "all":
            found += [Page(slide, number, step) for step in range(count(slide) + 1)]
        else:
            found.append(Page(slide, number, None))
    return tuple(found)


def files_for(out: Path, suffix: str, chosen: tuple[Page, ...]) -> list[Path]:
    """Return a file for each page.

    `out` is a folder ("pictures" → 03-xiami.png), a pattern ("slide-%02d.png"), or a file for a single picture; a file
    name for several gets their numbers.
    """
    count = len(chosen)
    pattern = re.search(r"%0?\d*d", out.name)
    if pattern:
        return [out.with_name(out.name.replace(pattern[0], pattern[0] % (index + 1))) for index in range(count)]
    if out.suffix.lower() != suffix:
        seen: dict[str, int] = {}
        found = []
        for page in chosen:
            key = page.slide.id
            again = seen[key] = seen.get(key, -1) + 1
            found.append(out / (f"{page.number:02d}-{key}" + (f"-{again}" if again else "") + suffix))
        return found
    if count == 1:
        return [out]
    return [out.with_name(f"{out.stem}-{index + 1:02d}{out.suffix}") for index in range(count)]
