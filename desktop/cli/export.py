"""Export the story or some slides, by the file's suffix."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from desktop import paths, trace
from desktop.cli.arguments import UsageError, story_path
from desktop.cli.display import import_pyside_offscreen
from desktop.cli.printing import print_error, print_line
from desktop.i18n import Messages, system_language

if TYPE_CHECKING:
    from desktop.output.selection import ExportNote
    from desktop.output.writers import Writer
    from desktop.story.load.load import LoadResult
    from desktop.story.problems.issue import Issue
    from desktop.story.problems.problem import Problem

_MESSAGES: Final = Messages(
    {
        "not_a_format": (
            "{path}: not something Passeur writes; name a file {suffixes} (with %d for several pictures), or a "
            "folder for pictures"
        ),
        "no_output": "-o names no file and no folder",
        "not_a_timeline": "{path}: the timeline alone is written as {suffixes:or}",
        "no_language": "the story is not told in “{name}”; it is in {languages:and}",
        "bad_size": "“{size}” is no size; write it as 1920x1080, each side from 16 to 16384",
        "unreadable_story": "the story cannot be read; `passeur check` lists why:",
        "no_effect": "{option} does nothing for {suffix}; it is for {suffixes:and}",
        "no_slides": "--slides names no slide; write it as 2-4,closing",
        "wrote": "wrote {path}",
        "missing": "the story has errors; the exported file lacks the parts named here:",
    }
)
_SIZE: Final = "1920x1080"
_MAX_SIDE: Final = 16384


def run_export(options: SimpleNamespace) -> int:
    """Write and name the files; return the exit status.

    It is 0, or 2 with a sentence on what cannot be written.
    """
    from desktop.output.selection import ExportError
    from desktop.output.writers import FLIGHT_SUFFIXES, POSTER_SUFFIXES, SUFFIXES, timeline_writer_for, writer_for

    language = system_language()
    if not options.output:  # as of a variable of a shell that is not set
        raise UsageError(_MESSAGES("no_output", language))
    out = Path(options.output)
    writer = timeline_writer_for(out) if options.timeline else writer_for(out)
    if writer is None and options.timeline:
        suffixes = (*POSTER_SUFFIXES, *FLIGHT_SUFFIXES)
        raise UsageError(_MESSAGES("not_a_timeline", language, path=out, suffixes=suffixes))
    if writer is None:
        raise UsageError(_MESSAGES("not_a_format", language, path=out, suffixes=SUFFIXES))
    _refuse_unused_options(options, writer, language)
    size = options.size if writer.key == "poster" else _parse_size(options.size or _SIZE)
    if size is None:
        raise UsageError(_MESSAGES("bad_size", language, size=options.size))
    if options.slides is not None and not options.slides.strip():
        raise UsageError(_MESSAGES("no_slides", language))
    path = story_path(options.story) or paths.shipped_story()
    result = _load(path)
    if result.story is None:
        print_error(_MESSAGES("unreadable_story", language))
        for problem in result.problems:
            print_error(problem.format_line(language))
        return 2
    story = result.story
    if options.language and options.language not in story.languages:
        codes = story.languages
        raise UsageError(_MESSAGES("no_language", language, name=options.language, languages=codes))
    app = None
    if writer.needs_qt:
        import_pyside_offscreen()
        from PySide6.QtGui import QGuiApplication

        app = QGuiApplication.instance() or QGuiApplication(["passeur"])
    notes: list[ExportNote] = []
    try:
        files = writer.export(
            story,
            out,
            size=size,
            window=options.window,
            start=options.start,
            end=options.end,
            language=options.language,
            slides=options.slides or "",
            steps=options.steps or "final",
            handout=options.handout,
            paper=options.paper,
            seconds=options.seconds,
            text=options.text or "outlines",
            url=options.url,
            note=notes.append,
        )
    except ExportError as error:
        print_error(error.message(language))
        return 2
    for file in files:
        print_line(_MESSAGES("wrote", language, path=file))
    for note in notes:
        print_error(note.message(language))
    problems = _missing_parts(result, str(path), needs_qt=writer.needs_qt)
    if problems:
        print_error(_MESSAGES("missing", language))
    for problem in problems:
        print_error(problem.format_line(language))
    del app
    return 0


def _missing_parts(result: LoadResult, file: str, *, needs_qt: bool) -> list[Problem]:
    """Return the errors of a story that was written all the same.

    What they name is missing in the files. Pictures are looked into where the format draws them.
    """
    from desktop.story.load.locate_problems import issues_to_problems

    issues: tuple[Issue, ...] = ()
    if needs_qt and result.story is not None:
        from desktop.output.story_check import check_pictures

        issues = check_pictures(result.story)
    problems = (*result.problems, *issues_to_problems(issues, result.text, file))
    return [problem for problem in problems if problem.severity == "error"]


def _refuse_unused_options(options: SimpleNamespace, writer: Writer, language: str) -> None:
    """Raise UsageError for an option that the format does not know."""
    from desktop.output.writers import WRITERS, flag_of

    for name in sorted({name for one in WRITERS.values() for name in one.options}):
        if getattr(options, name) and name not in writer.options:
            suffixes = tuple(dict.fromkeys(one.suffix for one in WRITERS.values() if name in one.options))
            raise UsageError(
                _MESSAGES("no_effect", language, option=flag_of(name), suffix=writer.suffix, suffixes=suffixes)
            )


def _load(path: Path) -> LoadResult:
    from desktop.story.load.load import load_file

    with trace.span("load"):
        return load_file(path)


def _parse_size(text: str) -> tuple[int, int] | None:
    """Return width and height of "1920x1080", or None."""
    width, cross, height = text.lower().replace("×", "x").partition("x")
    if not cross or not all(side.isdecimal() and len(side) <= len(str(_MAX_SIDE)) for side in (width, height)):
        return None
    size = int(width), int(height)
    return size if all(16 <= side <= _MAX_SIDE for side in size) else None
