"""A selection names the slides that an export writes."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages
from desktop.story.model import Slide, Story

MESSAGES: Final = Messages(
    {
        "no_slide": "there is no slide “{name}”; slides are named by number (1 to {count}) or by id",
        "bad_range": "“{name}” is no range: write it as 2-4",
        "empty": "the story has no slides to export",
        "unwritable": "cannot write {path}: {reason}",
        "of_story": "cannot write {path}: the story reads this file; name another one",
        "data": "{reason}",
        "first_events": "{file} has {count} events; the first {most} of them are written",
        "no_series": "the numbers of {file} are not written: the forms for data hold events",
        "bad_paper": "“{size}” is no paper; write it as A0, A2-portrait, letter or 1000x500mm, up to 10 m",
        "no_way": "the flight from “{start}” to “{end}” has no length; name an end after the start",
        "bad_url": "“{url}” is no address of a page; write it as https://example.org/talk.html",
        "no_ffmpeg": "a film needs ffmpeg, which was not found; its pictures are written. With ffmpeg installed, type: {command}",
        "ffmpeg": "ffmpeg could not make the film: {reason}",
        "cancelled": "the export was stopped; nothing was left behind",
    }
)

_MAX_ID_IN_NAME: Final = 60
"""Characters of an id in the name of a file, which may have 255 bytes."""

_FOLDER_BESIDE_STORY: Final = "slides"

ProgressCallback = Callable[[int, int], bool]
"""Called with (done, total) before each page; returning False stops the export."""


class ExportError(Exception):
    """The failure of an export; `message(language)` returns its message."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Return the message in a language."""
        values = {
            name: value.message(language) if hasattr(value, "message") else value for name, value in self.values.items()
        }
        return MESSAGES(self.key, language, **values)


@dataclass(frozen=True, slots=True)
class ExportNote:
    """Says what a written file leaves out."""

    key: str
    values: Mapping[str, object]

    def message(self, language: str) -> str:
        """Return the message in a language."""
        return MESSAGES(self.key, language, **self.values)


NoteCallback = Callable[[ExportNote], None]
"""Called with what the written files leave out."""


def no_note(note: ExportNote) -> None:
    """Take no notice."""


@dataclass(frozen=True, slots=True)
class ExportPage:
    """One page to write: a slide at a step (None: whole)."""

    slide: Slide
    number: int
    step: int | None


def no_progress(done: int, total: int) -> bool:
    """Continue without a report."""
    return True


def select_slides(story: Story, spec: str = "") -> tuple[Slide, ...]:
    """Return the slides of a specification such as "2-4,xiami", in order.

    "" means all.
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
        range_match = re.fullmatch(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", part)
        if range_match is None:
            raise ExportError("no_slide", name=part, count=len(story.slides))
        first, last = int(range_match[1]), int(range_match[2] or range_match[1])
        if first > last:
            raise ExportError("bad_range", name=part)
        if not 1 <= first <= last <= len(story.slides):
            raise ExportError("no_slide", name=part, count=len(story.slides))
        chosen.extend(story.slides[first - 1 : last])
    return tuple(chosen)


def expand_steps(
    story: Story, slides: tuple[Slide, ...], steps: str, step_count: Callable[[Slide], int]
) -> tuple[ExportPage, ...]:
    """Return a page for each slide, or each step.

    `steps` "all" asks for each step.
    """
    export_pages = []
    for slide in slides:
        number = story.slide_index[slide.id] + 1
        if steps == "all":
            export_pages += [ExportPage(slide, number, step) for step in range(step_count(slide) + 1)]
        else:
            export_pages.append(ExportPage(slide, number, None))
    return tuple(export_pages)


def refuse_files_of_story(story: Story, files: Iterable[Path]) -> None:
    """Raise ExportError for a file that the story reads."""
    read = [Path(story.folder, name) for name in story.linked_files] if story.folder else []
    for file in files:
        for one in read:
            with contextlib.suppress(OSError):
                if os.path.samefile(file, one):
                    raise ExportError("of_story", path=file)


def _is_same_folder(one: Path, other: str | Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def target_files(
    target: Path, suffix: str, export_pages: tuple[ExportPage, ...], story_folder: str | Path | None = None
) -> list[Path]:
    """Return a file for each page.

    `target` is a folder ("pictures" → 03-xiami.png), a pattern ("slide-%02d.png"), or a file for a single picture; a file
    name for several gets their numbers. In the folder of the story itself the pictures have one of their own, so that they
    are never taken for the story's.
    """
    count = len(export_pages)
    pattern = re.search(r"%0?\d*d", target.name)
    if pattern:
        return [target.with_name(target.name.replace(pattern[0], pattern[0] % (index + 1))) for index in range(count)]
    if target.suffix.lower() != suffix:
        if story_folder and _is_same_folder(target, story_folder):
            target /= _FOLDER_BESIDE_STORY
        repetitions: dict[str, int] = {}
        files = []
        for page in export_pages:
            slide_id = page.slide.id
            repetition = repetitions[slide_id] = repetitions.get(slide_id, -1) + 1
            name = f"{page.number:02d}-{slide_id[:_MAX_ID_IN_NAME]}" + (f"-{repetition}" if repetition else "")
            files.append(target / (name + suffix))
        return files
    if count == 1:
        return [target]
    return [target.with_name(f"{target.stem}-{index + 1:02d}{target.suffix}") for index in range(count)]
