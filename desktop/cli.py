"""The command line, and the one place that puts the rooms together. Qt is imported inside functions, when it is needed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop import paths, trace
from desktop.i18n import Messages, plural, system_language

if TYPE_CHECKING:
    from desktop.story.load.load import LoadResult
    from desktop.story.problems.problem import Problem

COMMANDS: Final = ("open", "present", "check", "export", "new", "schema", "smoke")

MESSAGES: Final = Messages(
    {
        "no_display": (
            "passeur: there is no display to open a window on. Without one, `passeur export` writes PDF and pictures and "
            "`passeur check` reads the story; `xvfb-run passeur` gives a virtual display."
        ),
        "not_a_format": (
            "passeur: {path}: not something Passeur writes; name a file {suffixes} (with %d for several pictures), or a "
            "folder for pictures"
        ),
        "no_language": "passeur: the story is not told in “{name}”; it is in {languages}",
        "bad_size": "passeur: “{size}” is no size; write it as 1920x1080, each side from 16 to 16384",
        "unreadable_story": "passeur: the story cannot be read; `passeur check` lists why:",
        "clean": "{path}: no errors; {slides}, {events}, {sources}",
        "slides": plural("{count} slide", "{count} slides"),
        "events": plural("{count} event", "{count} events"),
        "sources": plural("{count} source", "{count} sources"),
        "made": "made {path}: `passeur` opens it, any editor changes it",
        "wrote": "wrote {path}",
    }
)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    from desktop.output.writers import SUFFIXES

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--trace", metavar="FILE", default="", help="write a Chrome trace of what was painted when")
    story = argparse.ArgumentParser(add_help=False)
    story.add_argument("story", nargs="?", default="", metavar="STORY", help="content.toml, or the folder it is in")
    story.add_argument("--language", default="", metavar="CODE", help="the language to show, such as fr")
    parser = argparse.ArgumentParser(
        prog="passeur",
        description="Tell a true story in time: slides and a timeline from one text file.",
        epilog="`passeur [STORY]` alone opens the story.",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    slide_help = "begin at this slide (id or number)"
    window = commands.add_parser("open", parents=[common, story], help="open the story in a window (the default)")
    window.add_argument("--slide", default="", metavar="ID", help=slide_help)
    present = commands.add_parser("present", parents=[common, story], help="present it full-screen at once")
    present.add_argument("--slide", default="", metavar="ID", help=slide_help)
    present.add_argument("--screen", default="", metavar="NAME", help="the audience's screen, by name")
    present.add_argument("--loop", action="store_true", help="run by itself, round and round (Ctrl+Shift+Q ends it)")
    check = commands.add_parser("check", parents=[common, story], help="list every problem, with its place")
    check.add_argument("--talk", action="store_true", help="as a go or no-go list before a talk")
    check.add_argument("--json", action="store_true", help="as a JSON list")
    suffixes = ", ".join(SUFFIXES)
    export = commands.add_parser("export", parents=[common, story], help=f"write {suffixes}")
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=f"a file {suffixes} (with %%d for several pictures), or a folder",
    )
    export.add_argument("--slides", default="", metavar="LIST", help="such as 2-4,xiami")
    export.add_argument("--size", default="1920x1080", metavar="WxH", help="pixels of a .png (1920x1080)")
    export.add_argument("--steps", choices=("final", "all"), default="final", help="one page a slide, or one a step")
    export.add_argument("--notes", action="store_true", help="a handout: notes and sources under each slide (.pdf)")
    schema = commands.add_parser("schema", parents=[common], help="print the JSON Schema of content.toml")
    schema.add_argument("--language", default="", metavar="CODE", help="the language of the descriptions")
    new = commands.add_parser("new", parents=[common], help="make a small story to start from")
    new.add_argument("folder", metavar="FOLDER", help="a folder that is new or empty")
    new.add_argument("--kind", choices=("news", "project", "course"), default="news", help="what to begin with (news)")
    new.add_argument("--language", default="", metavar="CODE", help="fr or en")
    commands.add_parser("smoke", parents=[common], help="build every window once, print `ready`")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    recognized = (*COMMANDS, "-h", "--help", "--version")
    if not arguments or arguments[0] not in recognized:
        arguments.insert(0, "open")
    if arguments[0] == "--version":
        from desktop.version import version  # loads importlib.metadata, which costs as much as half of Qt

        _print(f"passeur {version()}")
        return 0
    options = _parser().parse_args(arguments)
    if options.trace:
        trace.start_trace(options.trace)
    try:
        return _run(options)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    finally:
        trace.finish_trace()


def _run(options: argparse.Namespace) -> int:
    command = options.command
    if command == "check":
        return _check(options)
    if command == "export":
        return _export(options)
    if command == "new":
        return _new(options)
    if command == "schema":
        from desktop.story.format.schema import json_schema

        _print(json.dumps(json_schema(options.language or "en"), indent=2, ensure_ascii=False))
        return 0
    if command == "smoke":
        _use_offscreen_platform()
        from desktop.ui.app.smoke import run_smoke_test

        return run_smoke_test()
    if not _has_display():
        print(MESSAGES("no_display", system_language()), file=sys.stderr)
        return 2
    import gc

    # What is made while starting stays: looking through it again and again for garbage is time before the first slide.
    # It is switched on again when that is painted.
    gc.disable()
    from desktop.ui.app.app import run

    return run(
        story_path(options.story),
        present=command == "present",
        slide=options.slide,
        language=options.language,
        screen=getattr(options, "screen", ""),
        loop=getattr(options, "loop", False),
    )


def _print(text: str) -> None:
    """Print a line in UTF-8 wherever the output goes; a console that cannot shows what it can."""
    try:
        print(text)
    except UnicodeEncodeError:
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")


def _has_display() -> bool:
    """Return whether a window can be shown: Qt aborts the process where it cannot."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers() or _x11_answers()


def _wayland_answers() -> bool:
    """Return whether a Wayland compositor answers."""
    import socket

    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as link:
        try:
            link.connect(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name))
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Return whether an X server answers and lets us in."""
    import ctypes

    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say it better
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _use_offscreen_platform() -> None:
    """Have Qt paint without a display: what is exported is the same, byte for byte."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def story_path(argument: str) -> Path | None:
    """Return the story to open: the one named, content.toml here or beside the program, or None for the last or shipped."""
    if argument:
        path = Path(argument)
        return path / "content.toml" if path.is_dir() else path
    here = Path("content.toml")
    return here if here.is_file() else paths.story_beside_program()


def _load(argument: str) -> LoadResult:
    from desktop.story.load.load import load_file

    with trace.span("load"):
        return load_file(story_path(argument) or paths.shipped_story())


def _check(options: argparse.Namespace) -> int:
    """Print every problem: what the text says wrong, what the story claims without ground, what does not fit."""
    language = system_language()
    path = story_path(options.story) or paths.shipped_story()
    if options.talk:
        return _check_talk(path, language)
    result = check_file(path)
    errors = sum(problem.severity == "error" for problem in result.problems)
    if options.json:
        _print(
            json.dumps(
                [_problem_to_json(problem, language) for problem in result.problems], indent=2, ensure_ascii=False
            )
        )
    else:
        for problem in result.problems:
            _print(problem.format_line(language))
        if result.story is not None and not errors:
            story = result.story
            counted = {"slides": len(story.slides), "events": len(story.events), "sources": len(story.sources)}
            counts = {kind: MESSAGES(kind, language, count=count) for kind, count in counted.items()}
            _print(MESSAGES("clean", language, path=path, **counts))
    if result.story is None:
        return 2
    return 1 if errors else 0


def _new(options: argparse.Namespace) -> int:
    """Make a story to start from, and say how to go on."""
    from desktop.story.storage.new import CreateStoryError, create_story

    language = system_language()
    try:
        path = create_story(options.folder, options.kind, options.language or language)
    except CreateStoryError as error:
        print(f"passeur: {error.message(language)}", file=sys.stderr)
        return 1
    _print(MESSAGES("made", language, path=path))
    return 0


def _check_talk(path: Path, language: str) -> int:
    """Print the go or no-go list before a talk; 0 for go, 1 for not yet."""
    if not _has_display():
        _use_offscreen_platform()
    from desktop.session.preflight import MESSAGES as PREFLIGHT_MESSAGES, overall_status
    from desktop.ui.dialogs.preflight import run_checks_without_window

    results = run_checks_without_window(path, language)
    labels = {"go": "  ok", "care": "care", "no": "  NO"}
    for result in results:
        _print(f"{labels[result.status]}  {result.message}" + (f"\n      {result.advice}" if result.advice else ""))
    state = overall_status(results)
    _print(PREFLIGHT_MESSAGES(f"verdict_{state}", language))
    return 1 if state == "no" else 0


def check_file(path: Path) -> LoadResult:
    """Return the story of a file with all its problems, those of the layout included."""
    from desktop.story.load.load import LoadResult, issues_to_problems, load_file

    result = load_file(path)
    if result.story is None:
        return result
    _use_offscreen_platform()
    from desktop.output.layout_check import check_data_files, check_layout
    from desktop.story.review import review_story

    story = result.story
    more_problems = issues_to_problems(
        (*review_story(story), *check_layout(story), *check_data_files(story)), result.text, str(path)
    )
    problems = sorted((*result.problems, *more_problems), key=lambda problem: (problem.line, problem.column))
    return LoadResult(result.story, tuple(problems), result.text)


def _problem_to_json(problem: Problem, language: str) -> dict[str, object]:
    """Return a problem as plain data for other programs."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "path": list(problem.path),
        "message": problem.message(language),
        "hint": problem.hint(language),
    }


def _export(options: argparse.Namespace) -> int:
    """Write the story, or the slides chosen, in the format that the name asks for."""
    from desktop.output.writers import SUFFIXES, writer_for

    language = system_language()
    out = Path(options.output)
    writer = writer_for(out)
    if writer is None:
        print(MESSAGES("not_a_format", language, path=out, suffixes=", ".join(SUFFIXES)), file=sys.stderr)
        return 2
    size = _parse_size(options.size)
    if size is None:
        print(MESSAGES("bad_size", language, size=options.size), file=sys.stderr)
        return 2
    result = _load(options.story)
    if result.story is None:
        print(MESSAGES("unreadable_story", language), file=sys.stderr)
        for problem in result.problems:
            print(problem.format_line(language), file=sys.stderr)
        return 2
    story = result.story
    if options.language and options.language not in story.languages:
        codes = ", ".join(story.languages)
        print(MESSAGES("no_language", language, name=options.language, languages=codes), file=sys.stderr)
        return 2
    from desktop.output.selection import ExportError

    app = None
    if writer.needs_qt:
        _use_offscreen_platform()
        from PySide6.QtGui import QGuiApplication

        app = QGuiApplication.instance() or QGuiApplication(["passeur"])
    values = {name: getattr(options, name) for name in ("language", "slides", "steps", "notes")}
    try:
        files = writer.export(story, out, size=size, **values)
    except ExportError as error:
        print(f"passeur: {error.message(language)}", file=sys.stderr)
        return 2
    del app
    for file in files:
        _print(MESSAGES("wrote", language, path=file))
    return 0


def _parse_size(text: str) -> tuple[int, int] | None:
    """Return width and height of "1920x1080", or None."""
    width, cross, height = text.lower().replace("×", "x").partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        return None
    size = int(width), int(height)
    return size if all(16 <= side <= 16384 for side in size) else None
