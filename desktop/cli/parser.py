"""The parser of the whole command line.

Opening or presenting a story does without it.
"""

from __future__ import annotations

import argparse
import contextlib

from desktop.cli.printing import print_line
from desktop.output.writers import SUFFIXES


def _seconds(text: str) -> float:
    """Return seconds from 0.2 to 3600.

    Raises ArgumentTypeError for others.
    """
    with contextlib.suppress(ValueError):
        seconds = float(text)
        if 0.2 <= seconds <= 3600:
            return seconds
    raise argparse.ArgumentTypeError(f"“{text}” is no length; write seconds from 0.2 to 3600")


class _Parser(argparse.ArgumentParser):
    """Prints its help as any output; Python's parser drops the errors."""

    def print_help(self, file: object = None) -> None:
        """Print the help; raise OutputError where nothing takes it."""
        print_line(self.format_help().rstrip("\n"))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    # Taken out before, wherever it stands: here for its help alone.
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--trace", metavar="FILE", default="", help="write a Chrome trace of what was painted when")
    story = argparse.ArgumentParser(add_help=False)
    story.add_argument("story", nargs="?", metavar="STORY", help="content.toml, or the folder it is in")
    shown = argparse.ArgumentParser(add_help=False)
    shown.add_argument("--language", default="", metavar="CODE", help="the language to show, such as fr")
    parser: argparse.ArgumentParser = _Parser(
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
    window.set_defaults(screen="", loop=False)
    present = commands.add_parser("present", parents=[common, story, shown], help="present it full-screen at once")
    present.add_argument("--slide", default="", metavar="ID", help=slide_help)
    present.add_argument("--screen", default="", metavar="NAME", help="the audience's screen, by name")
    present.add_argument("--loop", action="store_true", help="run by itself, round and round (Ctrl+Shift+Q ends it)")
    check = commands.add_parser("check", parents=[common, story], help="list every problem, with its place")
    check.add_argument("--all", action="store_true", help="each slide in all five aspects, however many there are")
    form = check.add_mutually_exclusive_group()
    form.add_argument("--talk", action="store_true", help="as a go or no-go list before a talk")
    form.add_argument("--json", action="store_true", help="as a JSON list")
    _add_export(commands, [common, story, shown])
    schema = commands.add_parser("schema", parents=[common], help="print the JSON Schema of content.toml")
    schema.add_argument("--language", default="", metavar="CODE", help="the language of the descriptions")
    new = commands.add_parser("new", parents=[common], help="make a small story to start from")
    new.add_argument("folder", metavar="FOLDER", help="a folder that is new or empty")
    new.add_argument(
        "--kind", choices=("news", "project", "course", "empty"), default="news", help="what to begin with (news)"
    )
    new.add_argument("--language", default="", metavar="CODE", help="the language of the story")
    commands.add_parser("smoke", parents=[common], help="build every window once, print `ready`")
    return parser


def _add_export(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the command that writes files, with an option for each format."""
    suffixes = ", ".join(SUFFIXES)
    export = commands.add_parser("export", parents=parents, help=f"write {suffixes}")
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=f"a file {suffixes} (with %%d for several pictures), or a folder",
    )
    export.add_argument("--slides", default=None, metavar="LIST", help="such as 2-4,closing")
    export.add_argument("--size", default="", metavar="WxH", help="pixels of a .png or a film (1920x1080)")
    export.add_argument(
        "--timeline",
        action="store_true",
        help="the timeline alone, on a paper of any --size: A0, A2-portrait, 1000x500mm; a film flies along it",
    )
    export.add_argument("--window", default="", metavar="DATES", help="what a --timeline shows, such as 1895/2020")
    export.add_argument(
        "--from", dest="start", default="", metavar="DATE", help="where the film of a --timeline begins"
    )
    export.add_argument("--to", dest="end", default="", metavar="DATE", help="where it ends")
    export.add_argument(
        "--seconds",
        type=_seconds,
        default=0.0,
        metavar="S",
        help="how long a film shows each slide; with --timeline, the length of the film",
    )
    export.add_argument("--steps", choices=("final", "all"), default="", help="one page a slide, or one a step")
    export.add_argument(
        "--text", choices=("outlines", "keep"), default="", help="letters of a .svg: as outlines, or kept as text"
    )
    export.add_argument(
        "--handout",
        type=int,
        choices=(1, 2, 3, 6),
        default=0,
        metavar="N",
        help="slides a page, with notes and sources: 1, 2, 3 or 6 (.pdf)",
    )
    export.add_argument("--url", default="", metavar="ADDRESS", help="where a .html will stand, for links to it")
    export.add_argument("--paper", choices=("a4", "letter"), default="", help="the paper of a handout")
