"""Write the manual page of the command, from what the command says of itself."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.cli.parser import build_parser

if TYPE_CHECKING:
    from collections.abc import Iterator


def manual_page(version: str, timestamp: int) -> str:
    """Return passeur(1) for a version of a moment (seconds of 1970), in the language of man."""
    parser = build_parser()
    date = datetime.fromtimestamp(timestamp, UTC).date().isoformat()
    lines = [
        f'.TH PASSEUR 1 {date} "Passeur {version}" "User Commands"',
        ".SH NAME",
        "passeur \\- slides and a zoomable timeline from one text file",
        ".SH SYNOPSIS",
        *(".B passeur", ".RI [ STORY ]", ".br", ".B passeur", ".IR COMMAND \\ ..."),
        ".SH DESCRIPTION",
        *(_escape_roff(parser.description), _escape_roff(parser.epilog)),
        "A story is a file such as content.toml, or the folder that it is in.",
        ".SH COMMANDS",
    ]
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    for choice in commands._choices_actions:
        lines += [f".SS passeur {_escape_roff(choice.dest)}", _escape_roff(choice.help)]
        for action in commands.choices[choice.dest]._actions:
            lines += _argument_lines(action)
    return "\n".join(lines) + "\n"


def _argument_lines(action: argparse.Action) -> Iterator[str]:
    """Yield the lines of one argument."""
    if action.dest == "help":
        return
    names = ", ".join(action.option_strings) or str(action.metavar)
    takes_value = action.option_strings and action.nargs != 0
    value = " " + str(action.metavar or "|".join(map(str, action.choices or ()))) if takes_value else ""
    yield from (".TP", f".B {_escape_roff(names + value)}", _escape_roff(action.help))


def _escape_roff(text: str | None) -> str:
    """Return words as man prints them: a hyphen that can be copied, nothing taken for a command of its own."""
    return (text or "").replace("\\", "\\e").replace("-", "\\-").replace("%%", "%").lstrip(".'")
