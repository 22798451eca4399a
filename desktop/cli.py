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
from desktop.i18n import Words, system_language

if TYPE_CHECKING:
    from desktop.story.load.load import Loaded
    from desktop.story.problems.problem import Problem

COMMANDS: Final = ("open", "present", "check", "export", "new", "schema", "smoke")

WORDS: Final = Words(
    {
        "no_display": (
            "passeur: there is no display to open a window on. Without one, `passeur export` writes PDF and pictures and "
            "`passeur check` reads the story; `xvfb-run passeur` gives a virtual display.",
            "passeur : aucun écran où ouvrir une fenêtre. Sans écran, `passeur export` écrit PDF et images et "
            "`passeur check` relit le récit ; `xvfb-run passeur` fournit un écran virtuel.",
        ),
        "not_a_format": (
            "passeur: {path}: not something Passeur writes; name a file .pdf, .svg or .png (with %d for several), or a "
            "folder for pictures",
            "passeur : {path} : Passeur n’écrit pas cela ; nommez un fichier .pdf, .svg ou .png (avec %d pour plusieurs), "
            "ou un dossier pour des images",
        ),
        "no_language": (
            "passeur: the story is not told in “{name}”; it is in {languages}",
            "passeur : le récit n’existe pas en « {name} » ; il existe en {languages}",
        ),
        "bad_size": (
            "passeur: “{size}” is no size; write it as 1920x1080, each side from 16 to 16384",
            "passeur : « {size} » n’est pas une taille ; écrire 1920x1080, chaque côté de 16 à 16384",
        ),
        "unreadable_story": (
            "passeur: the story cannot be read; `passeur check` lists why:",
            "passeur : le récit ne peut pas être lu ; `passeur check` dit pourquoi :",
        ),
        "clean": (
            "{path}: no errors; {slides} slide{slides:s}, {events} event{events:s}, {sources} source{sources:s}",
            "{path} : aucune erreur ; {slides} diapositive{slides:s}, {events} événement{events:s}, {sources} source{sources:s}",
        ),
        "made": (
            "made {path}: `passeur` opens it, any editor changes it",
            "créé : {path} ; `passeur` l’ouvre, tout éditeur le modifie",
        ),
        "wrote": ("wrote {path}", "écrit : {path}"),
    }
)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
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
    begin = "begin at this slide (id or number)"
    window = commands.add_parser("open", parents=[common, story], help="open the story in a window (the default)")
    window.add_argument("--slide", default="", metavar="ID", help=begin)
    present = commands.add_parser("present", parents=[common, story], help="present it full-screen at once")
    present.add_argument("--slide", default="", metavar="ID", help=begin)
    present.add_argument("--screen", default="", metavar="NAME", help="the audience's screen, by name")
    present.add_argument("--loop", action="store_true", help="run by itself, round and round (Ctrl+Shift+Q ends it)")
    check = commands.add_parser("check", parents=[common, story], help="list every problem, with its place")
    check.add_argument("--talk", action="store_true", help="as a go or no-go list before a talk")
    check.add_argument("--json", action="store_true", help="as a JSON list")
    export = commands.add_parser("export", parents=[common, story], help="write .pdf, .png or .svg")
    export.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a .pdf, .svg, .png (with %%d), or a folder"
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
    words = list(sys.argv[1:] if argv is None else argv)
    known = (*COMMANDS, "-h", "--help", "--version")
    if not words or words[0] not in known:
        words.insert(0, "open")
    if words[0] == "--version":
        from desktop.version import version  # loads importlib.metadata, which costs as much as half of Qt

        _say(f"passeur {version()}")
        return 0
    options = _parser().parse_args(words)
    if options.trace:
        trace.start(options.trace)
    try:
        return _run(options)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    finally:
        trace.finish()


def _run(options: argparse.Namespace) -> int:
    command = options.command
    if command == "check":
        return _check(options)
    if command == "export":
        return _export(options)
    if command == "new":
        return _new(options)
    if command == "schema":
        from desktop.story.format.schema import schema

        _say(json.dumps(schema(options.language or "en"), indent=2, ensure_ascii=False))
        return 0
    if command == "smoke":
        _offscreen()
        from desktop.ui.app.smoke import smoke

        return smoke()
    if not _display():
        print(WORDS("no_display", system_language()), file=sys.stderr)
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


def _say(text: str) -> None:
    """Print a line in UTF-8 wherever the output goes; a console that cannot shows what it can."""
    try:
        print(text)
    except UnicodeEncodeError:
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")


def _display() -> bool:
    """Return whether a window can be shown: Qt aborts the process where it cannot."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland() or _x11()


def _wayland() -> bool:
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


def _x11() -> bool:
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


def _offscreen() -> None:
    """Have Qt paint without a display: what is exported is the same, byte for byte."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def story_path(given: str) -> Path | None:
    """Return the story to open: the one named, content.toml here or beside the program, or None for the last or shipped."""
    if given:
        path = Path(given)
        return path / "content.toml" if path.is_dir() else path
    here = Path("content.toml")
    return here if here.is_file() else paths.story_beside_program()


def _load(given: str) -> Loaded:
    from desktop.story.load.load import load_file

    with trace.span("load"):
        return load_file(story_path(given) or paths.shipped_story())


def _check(options: argparse.Namespace) -> int:
    """Print every problem: what the text says wrong, what the story claims without ground, what does not fit."""
    language = system_language()
    path = story_path(options.story) or paths.shipped_story()
    if options.talk:
        return _ready(path, language)
    found = check_file(path)
    errors = sum(problem.severity == "error" for problem in found.problems)
    if options.json:
        _say(json.dumps([_as_json(problem, language) for problem in found.problems], indent=2, ensure_ascii=False))
    else:
        for problem in found.problems:
            _say(problem.line_text(language))
        if found.story is not None and not errors:
            story = found.story
            counts = {"slides": len(story.slides), "events": len(story.events), "sources": len(story.sources)}
            _say(WORDS("clean", language, path=path, **counts))
    if found.story is None:
        return 2
    return 1 if errors else 0


def _new(options: argparse.Namespace) -> int:
    """Make a story to start from, and say how to go on."""
    from desktop.story.storage.new import NewError, new

    language = system_language()
    try:
        path = new(options.folder, options.kind, options.language or language)
    except NewError as error:
        print(f"passeur: {error.message(language)}", file=sys.stderr)
        return 1
    _say(WORDS("made", language, path=path))
    return 0


def _ready(path: Path, language: str) -> int:
    """Print the go or no-go list before a talk; 0 for go, 1 for not yet."""
    if not _display():
        _offscreen()
    from desktop.session.preflight import WORDS as SAID, verdict
    from desktop.ui.dialogs.preflight import look_alone

    lines = look_alone(path, language)
    signs = {"go": "  ok", "care": "care", "no": "  NO"}
    for line in lines:
        _say(f"{signs[line.state]}  {line.what}" + (f"\n      {line.do}" if line.do else ""))
    state = verdict(lines)
    _say(SAID(f"verdict_{state}", language))
    return 1 if state == "no" else 0


def check_file(path: Path) -> Loaded:
    """Return the story of a file with all its problems, those of the layout included."""
    from desktop.story.load.load import Loaded, load_file, locate_issues

    loaded = load_file(path)
    if loaded.story is None:
        return loaded
    _offscreen()
    from desktop.output.layout_check import inspect, inspect_files
    from desktop.story.review import check

    story = loaded.story
    more = locate_issues((*check(story), *inspect(story), *inspect_files(story)), loaded.text, str(path))
    problems = sorted((*loaded.problems, *more), key=lambda problem: (problem.line, problem.column))
    return Loaded(loaded.story, tuple(problems), loaded.text)


def _as_json(problem: Problem, language: str) -> dict[str, object]:
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
    language = system_language()
    out = Path(options.output)
    kind = out.suffix.lower() if not out.is_dir() else ""
    if kind not in ("", ".pdf", ".png", ".svg"):
        print(WORDS("not_a_format", language, path=out), file=sys.stderr)
        return 2
    size = _size(options.size)
    if size is None:
        print(WORDS("bad_size", language, size=options.size), file=sys.stderr)
        return 2
    loaded = _load(options.story)
    if loaded.story is None:
        print(WORDS("unreadable_story", language), file=sys.stderr)
        for problem in loaded.problems:
            print(problem.line_text(language), file=sys.stderr)
        return 2
    story = loaded.story
    if options.language and options.language not in story.languages:
        known = ", ".join(story.languages)
        print(WORDS("no_language", language, name=options.language, languages=known), file=sys.stderr)
        return 2
    _offscreen()
    from PySide6.QtGui import QGuiApplication

    from desktop.output import pdf, png, svg
    from desktop.output.selection import ExportError

    app = QGuiApplication.instance() or QGuiApplication(["passeur"])
    about = {"language": options.language, "slides": options.slides, "steps": options.steps}
    try:
        if kind == ".pdf":
            files = pdf.write(story, out, notes=options.notes, **about)
        elif kind == ".svg":
            files = svg.write(story, out, **about)
        else:
            files = png.write(story, out, size=size, **about)
    except ExportError as error:
        print(f"passeur: {error.message(language)}", file=sys.stderr)
        return 2
    del app
    for file in files:
        _say(WORDS("wrote", language, path=file))
    return 0


def _size(text: str) -> tuple[int, int] | None:
    """Return width and height of "1920x1080", or None."""
    width, cross, height = text.lower().replace("×", "x").partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        return None
    size = int(width), int(height)
    return size if all(16 <= side <= 16384 for side in size) else None
