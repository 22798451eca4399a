"""What every writer begins with: the pages that were chosen, and a frame for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.output.selection import ExportError, Page, Progress, choose, pages
from desktop.render.frame import Frame
from desktop.render.layouts.layout import layout
from desktop.render.text import load_fonts
from desktop.story.model import Story
from desktop.story.steps import step_count

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import Crowd


@dataclass(frozen=True, slots=True)
class Work:
    """The pages to write in one language, with the events of files that they show."""

    story: Story
    language: str
    pages: tuple[Page, ...]
    crowds: Mapping[str, Crowd]

    def frame(self, page: Page, aspect: str) -> Frame:
        """Lay a page out."""
        return layout(page.slide, self.story, self.language, aspect=aspect, crowds=self.crowds)

    def shape(self, aspect: str) -> str:
        """Return the aspect asked for, else the story's own, else 16:9."""
        return aspect or (self.story.aspect if self.story.aspect != "auto" else "16:9")

    def each(self, files: Sequence[Path], progress: Progress) -> Iterator[tuple[Page, Path]]:
        """Go through pages and their files, telling of each; whoever stops it finds none of the files.

        Raises ExportError where `progress` says to stop.
        """
        for index, (page, file) in enumerate(zip(self.pages, files, strict=True)):
            if not progress(index, len(self.pages)):
                for done in files[:index]:
                    done.unlink(missing_ok=True)
                raise ExportError("cancelled")
            yield page, file
        progress(len(self.pages), len(self.pages))


def prepare(story: Story, language: str, slides: str, steps: str) -> Work:
    """Choose the pages, load the fonts, and read the files of events that the pages show.

    Raises ExportError where a slide is unknown, or where a file cannot be read: a timeline without its events would say
    what is not so. A QGuiApplication must exist.
    """
    load_fonts()
    language = language or story.languages[0]
    chosen = pages(story, choose(story, slides), steps, lambda slide: step_count(slide, story))
    if not any(page.slide.layout == "timeline" for page in chosen):
        return Work(story, language, chosen, {})
    from desktop.render.timeline.event_files import read_crowds

    crowds, wrong = read_crowds(story, language)
    for error in wrong.values():
        raise ExportError("data", reason=error)
    return Work(story, language, chosen, crowds)
