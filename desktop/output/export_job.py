"""An export job lays each selected page out as a frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.fast_dataclass import dataclass
from desktop.garbage import collect_where_off, collection_off
from desktop.output.export_files import replacing
from desktop.output.selection import (
    ExportError,
    ExportPage,
    ProgressCallback,
    expand_steps,
    refuse_files_of_story,
    select_slides,
)
from desktop.qt_thread_classes import make_thread_classes
from desktop.render.font_files import load_fonts
from desktop.render.frame import Frame
from desktop.render.layouts.slide_layout import layout
from desktop.render.theme import Theme
from desktop.story.model import Story
from desktop.story.reveal_steps import step_count
from desktop.story.storage.os_reasons import OsReason

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

DrawFunction = Callable[[ExportPage], Callable[[Path], None]]
_WRITING_THREADS: Final = 2


@dataclass(frozen=True, slots=True)
class ExportJob:
    """The pages of an export in one language.

    The events of files that they show are read.
    """

    story: Story
    language: str
    pages: tuple[ExportPage, ...]
    aggregated: Mapping[str, AggregatedTrack]

    def lay_out(self, page: ExportPage, aspect: str, theme: Theme | None = None) -> Frame:
        """Return the frame of a page, in the story's theme or another."""
        return layout(page.slide, self.story, self.language, theme=theme, aspect=aspect, aggregated=self.aggregated)

    def without_backups(self) -> ExportJob:
        """Return the job without backup slides, if others are left."""
        pages = tuple(page for page in self.pages if not page.slide.backup)
        return replace(self, pages=pages or self.pages)

    def aspect(self, requested: str) -> str:
        """Return the requested aspect, else that of the story, else 16:9."""
        return requested or (self.story.aspect if self.story.aspect != "auto" else "16:9")

    def pages_with_progress(self, progress: ProgressCallback) -> Iterator[ExportPage]:
        """Yield the pages; report progress.

        Raises ExportError where `progress` says to stop.
        """
        for index, page in enumerate(self.pages):
            if not progress(index, len(self.pages)):
                raise ExportError("cancelled")
            yield page
            collect_where_off()
        progress(len(self.pages), len(self.pages))

    def write_files(self, files: Sequence[Path], progress: ProgressCallback, draw: DrawFunction) -> None:
        """Write a file for each page, all of them or none.

        `draw` paints a page in this thread and returns what writes it to a path; that runs in other threads meanwhile.
        After a failure or a stop the old files are as they were.
        Raises ExportError.
        """
        refuse_files_of_story(self.story, files)
        make_thread_classes()
        with collection_off(), ExitStack() as replacements, ThreadPoolExecutor(_WRITING_THREADS) as threads:
            writing: deque[Future[None]] = deque()
            for page, file in zip(self.pages_with_progress(progress), files, strict=True):
                temp_path = replacements.enter_context(replacing(file))
                writing.append(threads.submit(_write, draw(page), temp_path, file))
                while len(writing) > _WRITING_THREADS:  # a finished picture takes 8 MB until it is written
                    writing.popleft().result()
            for unfinished in writing:
                unfinished.result()


def _write(write: Callable[[Path], None], temp_path: Path, file: Path) -> None:
    """Call `write`; raise ExportError that names `file` where it fails."""
    try:
        write(temp_path)
    except OSError as error:
        raise ExportError("unwritable", path=file, reason=OsReason.of(error)) from error


def prepare_export(story: Story, language: str, slides: str, steps: str) -> ExportJob:
    """Return an export's job: pages selected, fonts and events loaded.

    Raises ExportError where a slide is unknown, or where a file of events cannot be read. A QGuiApplication must exist.
    """
    load_fonts()
    language = language or story.languages[0]
    selected = expand_steps(story, select_slides(story, slides), steps, lambda slide: step_count(slide, story))
    if not any(page.slide.layout == "timeline" for page in selected):
        return ExportJob(story, language, selected, {})
    return ExportJob(story, language, selected, read_events(story, language))


def read_events(story: Story, language: str) -> Mapping[str, AggregatedTrack]:
    """Return the events of a story's files by track.

    Raises ExportError where one cannot be read: a timeline without its events would say what is not so.
    """
    if not any(track.data for track in story.tracks):
        return {}
    from desktop.render.timeline.aggregates.aggregated_files import read_event_files

    aggregated, errors = read_event_files(story, language)
    for error in errors.values():
        raise ExportError("data", reason=error)
    return aggregated
