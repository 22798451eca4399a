"""Read the words of the command line.

A word that does nothing where it stands is an error.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from desktop.i18n import Messages, system_language
from desktop.trace import TRACE_BEGIN

WINDOW_COMMANDS: Final = ("open", "present")
COMMANDS: Final = (*WINDOW_COMMANDS, "check", "export", "new", "schema", "smoke")

_MESSAGES: Final = Messages(
    {
        "near": "there is no story and no command “{word}”; did you mean `passeur {command}`?",
        "unknown": "there is no story and no command “{word}”; `passeur --help` lists the commands",
        "empty": "the name of the story or folder is empty; is a variable not set?",
        "trace": "--trace wants the name of a file to write",
        "no_trace": "--trace does not overwrite {path}: this file is not a trace",
    }
)


class UsageError(Exception):
    """Words of the command line that mean nothing; the text says why."""


def parse_arguments(words: Sequence[str]) -> SimpleNamespace:
    """Return the options of a command line.

    A story without a command is opened.
    Raises UsageError for a word that is neither a story nor a command, SystemExit where argparse explains itself.
    """
    words, trace_file = _pop_trace(words)
    if words[:1] == ["--version"]:
        _refuse_more_words(words)
        return SimpleNamespace(command="version", trace=trace_file)
    if not words or words[0] not in (*COMMANDS, "-h", "--help"):
        if words:
            _refuse_mistyped_command(words[0])
        words = ["open", *words]
    options = _plain_options(words)
    if options is None:
        from desktop.cli.parser import build_parser

        options = build_parser().parse_args(words, SimpleNamespace())
    if "" in (getattr(options, "story", None), getattr(options, "folder", None)):
        raise UsageError(_MESSAGES("empty", system_language()))
    options.trace = trace_file
    return options


def _refuse_more_words(words: Sequence[str]) -> None:
    """End the program if words stand after the first one."""
    if words[1:]:
        from desktop.cli.parser import build_parser

        parser = build_parser()
        parser.parse_args(words)
        parser.error(f"unrecognized arguments: {' '.join(words[1:])}")


def _plain_options(words: Sequence[str]) -> SimpleNamespace | None:
    """Return the options where a story is opened, else None.

    A parser of all commands costs 25 ms before the first slide, a tenth of what Qt takes.
    """
    command, *stories = words
    if command not in WINDOW_COMMANDS or len(stories) > 1 or any(word.startswith("-") for word in stories):
        return None
    return SimpleNamespace(
        command=command,
        story=stories[0] if stories else None,
        slide="",
        language="",
        screen="",
        loop=False,
        version=False,
    )


def _pop_trace(words: Sequence[str]) -> tuple[list[str], str]:
    """Return the words without `--trace FILE`, and the file.

    It may stand anywhere.
    """
    left: list[str] = []
    trace_file = ""
    rest = iter(words)
    for word in rest:
        if word == "--":
            left += [word, *rest]
        elif word == "--trace":
            trace_file = next(rest, "")
            if not trace_file or trace_file in COMMANDS or trace_file.startswith("-"):
                raise UsageError(_MESSAGES("trace", system_language()))
        elif word.startswith("--trace="):
            trace_file = word.partition("=")[2]
            if not trace_file:
                raise UsageError(_MESSAGES("trace", system_language()))
        else:
            left.append(word)
    if trace_file and not _may_write_trace(trace_file):
        raise UsageError(_MESSAGES("no_trace", system_language(), path=trace_file))
    return left, trace_file


def _may_write_trace(path: str) -> bool:
    """Return whether no other file, such as the story, is written over.

    A pipe, which would be waited for, is none either. What else cannot be written is told, and stops nothing.
    """
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            return not stat.S_ISFIFO(mode)
        with open(path, "rb") as file:
            return file.read(len(TRACE_BEGIN)) in (TRACE_BEGIN.encode("ascii"), b"")
    except (OSError, ValueError):
        return True


def _refuse_mistyped_command(word: str) -> None:
    """Raise UsageError for a first word that resembles a command.

    What looks like a path goes on to the window, which says what is wrong with the file.
    """
    if word.startswith("-") or not word.replace("-", "").isalpha() or os.path.lexists(word):
        return
    import difflib

    near = difflib.get_close_matches(word.lower(), COMMANDS, n=1)
    key = "near" if near else "unknown"
    raise UsageError(_MESSAGES(key, system_language(), word=word, command=near[0] if near else ""))


def story_path(argument: str | None) -> Path | None:
    """Return the story named, content.toml here or beside the program, or None."""
    from desktop import paths

    if argument:
        path = Path(argument)
        # `Path.is_dir` raises where a folder above may not be entered; the window then says so of the file.
        return path / "content.toml" if os.path.isdir(path) else path
    here = Path("content.toml")
    return here if os.path.isfile(here) else paths.story_beside_program()
