"""Read the words of the command line; a word that does nothing where it stands is an error."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.i18n import Messages, system_language

COMMANDS: Final = ("open", "present", "check", "export", "new", "schema", "smoke")

_MESSAGES: Final = Messages(
    {
        "near": "there is no story and no command “{word}”; did you mean `passeur {command}`?",
        "unknown": "there is no story and no command “{word}”; `passeur --help` lists the commands",
        "trace": "--trace wants the name of a file to write",
    }
)


class UsageError(Exception):
    """Words of the command line that mean nothing; the text says why."""


def parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return the options of a command line; a story without a command is opened.

    Raises UsageError for a word that is neither a story nor a command, SystemExit where argparse explains itself.
    """
    words, trace_file = _take_trace(words)
    if not words or words[0] not in (*COMMANDS, "-h", "--help", "--version"):
        if words:
            _refuse_mistyped_command(words[0])
        words = ["open", *words]
    options = build_parser().parse_args(words)
    options.trace = trace_file
    return options


def _take_trace(words: Sequence[str]) -> tuple[list[str], str]:
    """Return the words without `--trace FILE`, which may stand anywhere, and the file."""
    left: list[str] = []
    trace_file = ""
    rest = iter(words)
    for word in rest:
        if word == "--":
            left += [word, *rest]
        elif word == "--trace":
            trace_file = next(rest, "")
            if not trace_file:
                raise UsageError(_MESSAGES("trace", system_language()))
        elif word.startswith("--trace="):
            trace_file = word.partition("=")[2]
        else:
            left.append(word)
    return left, trace_file


def _refuse_mistyped_command(word: str) -> None:
    """Raise UsageError for a first word that is not there and that looks like a command.

    What looks like a path goes on to the window, which says what is wrong with the file.
    """
    if word.startswith("-") or not word.replace("-", "").isalpha() or os.path.lexists(word):
        return
    import difflib

    near = difflib.get_close_matches(word.lower(), COMMANDS, n=1)
    key = "near" if near else "unknown"
    raise UsageError(_MESSAGES(key, system_language(), word=word, command=near[0] if near else ""))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    from desktop.output.writers import SUFFIXES

    # Taken out before, wherever it stands: here for its help alone.
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--trace", metavar="FILE", default="", help="write a Chrome trace of what was painted when")
    story = argparse.ArgumentParser(add_help=False)
    story.add_argument("story", nargs="?", default="", metavar="STORY", help="content.toml, or the folder it is in")
    shown = argparse.ArgumentParser(add_help=False)
    shown.add_argument("--language", default="", metavar="CODE", help="the language to show, such as fr")
    parser = argparse.ArgumentParser(
        prog="passeur",
        description="Tell a true story in time: slides and a timeline from one text file.",
        epilog="`passeur [STORY]` alone opens the story.",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    slide_help = "begin at this slide (id or number)"
    window = commands.add_parser(
        "open", parents=[common, story, shown], help="open the story in a window (the default)"
    )
    window.add_argument("--slide", default="", metavar="ID", help=slide_help)
    present = commands.add_parser("present", parents=[common, story, shown], help="present it full-screen at once")
    present.add_argument("--slide", default="", metavar="ID", help=slide_help)
    present.add_argument("--screen", default="", metavar="NAME", help="the audience's screen, by name")
    present.add_argument("--loop", action="store_true", help="run by itself, round and round (Ctrl+Shift+Q ends it)")
    check = commands.add_parser("check", parents=[common, story], help="list every problem, with its place")
    form = check.add_mutually_exclusive_group()
    form.add_argument("--talk", action="store_true", help="as a go or no-go list before a talk")
    form.add_argument("--json", action="store_true", help="as a JSON list")
    suffixes = ", ".join(SUFFIXES)
    export = commands.add_parser("export", parents=[common, story, shown], help=f"write {suffixes}")
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=f"a file {suffixes} (with %%d for several pictures), or a folder",
    )
    export.add_argument("--slides", default=None, metavar="LIST", help="such as 2-4,xiami")
    export.add_argument("--size", default="", metavar="WxH", help="pixels of a .png (1920x1080)")
    export.add_argument("--steps", choices=("final", "all"), default="final", help="one page a slide, or one a step")
    export.add_argument("--notes", action="store_true", help="a handout: notes and sources under each slide (.pdf)")
    schema = commands.add_parser("schema", parents=[common], help="print the JSON Schema of content.toml")
    schema.add_argument("--language", default="", metavar="CODE", help="the language of the descriptions")
    new = commands.add_parser("new", parents=[common], help="make a small story to start from")
    new.add_argument("folder", metavar="FOLDER", help="a folder that is new or empty")
    new.add_argument("--kind", choices=("news", "project", "course"), default="news", help="what to begin with (news)")
    new.add_argument("--language", default="", metavar="CODE", help="the language of the story")
    commands.add_parser("smoke", parents=[common], help="build every window once, print `ready`")
    return parser


def story_path(argument: str) -> Path | None:
    """Return the story named, content.toml here or beside the program, or None."""
    from desktop import paths

    if argument:
        path = Path(argument)
        return path / "content.toml" if path.is_dir() else path
    here = Path("content.toml")
    return here if here.is_file() else paths.story_beside_program()
