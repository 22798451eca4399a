"""Print lines for people and for other programs, wherever the output goes."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from typing import Final

_MAX_WORD: Final = 200  # characters of a name that are shown whole: the system allows thousands


class OutputError(Exception):
    """Reports that the output takes nothing, as on a full disk."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def print_line(text: str) -> None:
    """Print a line, as UTF-8 where the console cannot encode it.

    Control characters, as a name may have them, are named: a terminal would obey them.
    Raises OutputError, and BrokenPipeError where the reader went away.
    """
    text = _named(text)
    with _told_failures():
        try:
            print(text)
        except UnicodeEncodeError:
            sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def flush_output() -> None:
    """Write what was printed; raise as `print_line` does."""
    if sys.stdout is not None:
        with _told_failures():
            sys.stdout.flush()


@contextlib.contextmanager
def _told_failures() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error) from None


def print_error(text: str) -> None:
    """Print a sentence about what went wrong, with the program's name."""
    # A packaged application has no console on Windows, and a closed one must not hide the first fault behind a second.
    with contextlib.suppress(OSError, ValueError):
        print(f"passeur: {_shown(text)}", file=sys.stderr)


def _shown(text: str) -> str:
    """Return text with control characters named and long words cut."""
    shown = _named(text.encode("utf-8", "replace").decode("utf-8"))
    return re.sub(rf"\S{{{_MAX_WORD},}}", lambda word: f"{word[0][:80]}…{word[0][-20:]}", shown)


def _named(text: str) -> str:
    """Return lines of text with their control characters named."""
    from desktop.story.problems.visible_text import name_unshown_characters

    return "\n".join(name_unshown_characters(line) for line in text.split("\n"))


def silence_broken_output() -> None:
    """Discard output that nobody reads.

    Python would print a traceback as it ends.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
