"""An export job lays each selected page out as a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.output.selection import ExportError, ExportPage, ProgressCallback, expand_steps, select_slides
from desktop.render.frame import Frame
from desktop.render.layouts.slide_layout import layout
from desktop.render.text import load_fonts
from desktop.story.model import Story
from desktop.story.reveal_steps import step_count

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import AggregatedTrack


@dataclass(frozen=True, slots=True)
class ExportJob:
    """The pages of an export in one language.

    The events of files that they show are read.
    """

    story: Story
    language: str
    pages: tuple[ExportPage, ...]
    aggregated: Mapping[str, AggregatedTrack]

    def lay_out(self, page: ExportPage, aspect: str) -> Frame:
        """Return the frame of a page."""
        return layout(page.slide, self.story, self.language, aspect=aspect, aggregated=self.aggregated)

    def aspect(self, requested: str) -> str:
        """Return the requested aspect, else that of the story, else 16:9."""
        return requested or (self.story.aspect if self.story.aspect != "auto" else "16:9")

    def pages_and_files(self, files: Sequence[Path], progress: ProgressCallback) -> Iterator[tuple[ExportPage, Path]]:
        """Yield pages with their files; report progress.

        All files are deleted on a stop.
        Raises ExportError where `progress` says to stop.
        """
        for index, (page, file) in enumerate(zip(self.pages, files, strict=True)):
            if not progress(index, len(self.pages)):
                for written in files[:index]:
                    written.unlink(missing_ok=True)
                raise ExportError("cancelled")
            yield page, file
        progress(len(self.pages), len(self.pages))


def prepare_export(story: Story, language: str, slides: str, steps: str) -> ExportJob:
    """Return an export's job: pages selected, fonts and events loaded.

    Raises ExportError where a slide is unknown, or where a file cannot be read: a timeline without its events would say
    what is not so. A QGuiApplication must exist.
    """
    load_fonts()
    language = language or story.languages[0]
    selected = expand_steps(story, select_slides(story, slides), steps, lambda slide: step_count(slide, story))
    if not any(page.slide.layout == "timeline" for page in selected):
        return ExportJob(story, language, selected, {})
    from desktop.render.timeline.aggregated_files import read_event_files

    aggregated, errors = read_event_files(story, language)
    for error in errors.values():
        raise ExportError("data", reason=error)
    return ExportJob(story, language, selected, aggregated)
