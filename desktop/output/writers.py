"""The table of export formats, for the command line and the dialog.

A new format is its row here, the module with its `write` function, and its test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.fast_dataclass import dataclass
from desktop.output.selection import refuse_files_of_story

if TYPE_CHECKING:
    from desktop.story.model import Story


WriteFunction = Callable[..., tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class Writer:
    """An export format: suffix, label in the dialog, and function."""

    key: str
    suffix: str
    label: str  # in the dialog
    write: str  # "module:function" in desktop.output, imported when something is written
    options: tuple[str, ...] = ("slides", "steps")  # of the command line, beside language
    fixed_options: Mapping[str, object] | None = None
    in_folder: bool = False  # a file for each slide: the dialog asks for a folder
    needs_qt: bool = True  # lays slides out, with fonts
    tells_notes: bool = False  # calls `note` with what it leaves out

    def function(self) -> WriteFunction:
        """Return the function that writes the format."""
        module_name, _, function_name = self.write.partition(":")
        function: WriteFunction = getattr(import_module(f"desktop.output.{module_name}"), function_name)
        return function

    def export(self, story: Story, path: Path, **options: object) -> tuple[Path, ...]:
        """Write the story with the format's options.

        Raises ExportError on failure.
        """
        refuse_files_of_story(story, (path,))
        known_options = ("language", "progress", *(("note",) if self.tells_notes else ()), *self.options)
        arguments = {name: value for name, value in options.items() if name in known_options}
        return self.function()(story, path, **{**arguments, **(self.fixed_options or {})})


WRITERS: Final[dict[str, Writer]] = {
    writer.key: writer
    for writer in (
        Writer(
            "pdf",
            ".pdf",
            "PDF, one page per slide",
            "pdf.write:write_pdf",
            options=("slides", "steps", "handout", "paper"),
        ),
        Writer(
            "handout",
            ".pdf",
            "PDF handout, 1 slide per page with notes",
            "pdf.write:write_pdf",
            options=("slides", "steps", "paper"),
            fixed_options={"handout": 1},
        ),
        Writer(
            "handout-2",
            ".pdf",
            "PDF handout, 2 slides per page with notes",
            "pdf.write:write_pdf",
            options=("slides", "steps", "paper"),
            fixed_options={"handout": 2},
        ),
        Writer(
            "handout-3",
            ".pdf",
            "PDF handout, 3 slides per page with notes",
            "pdf.write:write_pdf",
            options=("slides", "steps", "paper"),
            fixed_options={"handout": 3},
        ),
        Writer(
            "handout-6",
            ".pdf",
            "PDF handout, 6 slides per page with notes",
            "pdf.write:write_pdf",
            options=("slides", "steps", "paper"),
            fixed_options={"handout": 6},
        ),
        Writer(
            "poster",
            ".pdf",
            "PDF poster of the timeline, A1",
            "poster.write:write_poster",
            options=("size", "window"),
        ),
        Writer(
            "png",
            ".png",
            "PNG pictures, 1920 × 1080",
            "png:write_png",
            options=("slides", "steps", "size"),
            in_folder=True,
        ),
        Writer("mp4", ".mp4", "MP4 film", "film.write:write_film", options=("slides", "size", "seconds")),
        Writer("webm", ".webm", "WebM film", "film.write:write_film", options=("slides", "size", "seconds")),
        Writer("gif", ".gif", "GIF film", "film.write:write_film", options=("slides", "size", "seconds")),
        Writer(
            "flight",
            ".mp4",
            "MP4 film, a flight along the timeline",
            "film.flight:write_flight",
            options=("size", "seconds", "start", "end"),
        ),
        Writer("pptx", ".pptx", "PowerPoint, texts and charts to edit", "pptx.write:write_pptx", options=("slides",)),
        Writer(
            "web",
            ".html",
            "Web page, slides and timeline in one file",
            "web.write:write_page",
            options=("slides", "url"),
        ),
        Writer("svg", ".svg", "SVG drawings", "svg.write:write_svg", options=("slides", "steps", "text")),
        Writer(
            "markdown",
            ".md",
            "Markdown, the whole story",
            "data.markdown_file:write_markdown",
            options=("slides",),
            needs_qt=False,
            tells_notes=True,
        ),
        Writer(
            "timelinejs",
            ".json",
            "JSON for TimelineJS, the events",
            "data.timelinejs:write_timelinejs",
            options=(),
            needs_qt=False,
            tells_notes=True,
        ),
        Writer(
            "csv",
            ".csv",
            "CSV table, the events",
            "data.events_csv:write_events_csv",
            options=(),
            needs_qt=False,
            tells_notes=True,
        ),
        Writer(
            "calendar",
            ".ics",
            "iCalendar, the events",
            "data.calendar_file:write_calendar",
            options=(),
            needs_qt=False,
            tells_notes=True,
        ),
        Writer(
            "references",
            ".csl.json",
            "CSL-JSON, the sources",
            "data.references:write_references",
            options=(),
            needs_qt=False,
        ),
    )
}

POSTER_SUFFIXES: Final = (".pdf", ".svg", ".png")
"""What the timeline alone is written as at rest; in the dialog it is PDF."""
FLIGHT_SUFFIXES: Final = (".mp4", ".webm", ".gif")
"""What a flight along the timeline is written as; in the dialog it is MP4."""
SUFFIXES: Final = tuple(dict.fromkeys(writer.suffix for writer in WRITERS.values()))


def flag_of(option: str) -> str:
    """Return the flag of an option on the command line."""
    return {"start": "--from", "end": "--to"}.get(option, f"--{option}")


def timeline_writer_for(path: Path) -> Writer | None:
    """Return the writer of the timeline alone, None for unknown suffixes."""
    suffix = path.suffix.lower()
    if suffix in FLIGHT_SUFFIXES:
        return WRITERS["flight"]
    return WRITERS["poster"] if suffix in POSTER_SUFFIXES else None


def writer_for(path: Path) -> Writer | None:
    """Return a path's writer, None for unknown suffixes.

    A folder is written as PNG.
    """
    if path.is_dir() or not path.suffix:
        return WRITERS["png"]
    fitting = [writer for writer in WRITERS.values() if path.name.lower().endswith(writer.suffix)]
    # Of ".json" and ".csl.json" the longer counts; of two with the same suffix, the first.
    return max(fitting, key=lambda writer: len(writer.suffix), default=None)
