"""The log file holds where something failed, without the story's content.

What keeps the content out: a message of the program is written with its numbers alone, any other value as “…” (ruff's
rule G sees to it that values stand in the arguments, never in the message). An exception is written as its type and its
places in the source, without its message. Of Qt's messages, what is quoted and what is a path is left out, and the whole
text where Qt reads a picture or a text; of other libraries' messages, everything but their place. Who asks for the
values, with `PASSEUR_LOG_VALUES=1`, gets them.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from desktop.story.storage.guarded_read import read_file
from desktop.version import version

MAX_BYTES: Final = 256 * 1024
BACKUPS: Final = 2
_MAX_PLACES: Final = 1000  # more places than these count as one
_MAX_FRAMES: Final = 20  # from each end of a traceback

_LEFT_OUT: Final = "…"
_OWN_LOGGERS: Final = ("desktop", "passeur")
_QUOTED: Final = re.compile(r"\"[^\"]*\"?|'[^']*'?|“[^”]*”?|‘[^’]*’?|<[^>]*>?")
_PATH: Final = re.compile(r"\S*[/\\]\S*")
_QT_READERS: Final = ("qt.svg", "qt.gui.imageio", "qt.text", "qt.multimedia", "qt.pdf")


class LogHandler(logging.Handler):
    """Writes the records of each place, and reports its first error.

    Of a place that fails often the first, tenth, hundredth… record is written. The file is opened at the first
    record; one that cannot be written is done without. `on_error` is called in the thread of the error, with a
    sentence that may hold values of the story.
    """

    def __init__(self, path: Path, on_error: Callable[[str], object]) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._on_error = on_error
        self._counts: dict[object, int] = {}
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write and tell a record; never raises."""
        try:
            place = _place(record)
            if place not in self._counts and len(self._counts) >= _MAX_PLACES:
                place = None
            count = self._counts[place] = self._counts.get(place, 0) + 1
            if count == 1 and record.levelno >= logging.ERROR:
                self._on_error(_sentence(record))
            if str(count).strip("0") == "1":
                record.count = count
                self._open_file().emit(record)
        except Exception:  # noqa: BLE001, S110 - the log is the last to be asked; no talk ends for it
            pass

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _open_file(self) -> logging.Handler:
        if self._file is None:
            # Not before the first record: this alone takes as long to import as the rest of the log.
            from logging.handlers import RotatingFileHandler

            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = RotatingFileHandler(
                self._path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8", errors="backslashreplace"
            )
            file.handleError = _ignore  # type: ignore[assignment]
            file.rotator = _rename_if_possible
            file.setFormatter(_FullFormatter() if os.environ.get("PASSEUR_LOG_VALUES") else ContentFreeFormatter())
            self._file = file
        return self._file


class ContentFreeFormatter(logging.Formatter):
    """Formats a record without any value that may come from a story."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, and the frames of its exception."""
        lines = [f"{_head(record)}: {_message_without_values(record)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += exception_lines(record.exc_info[1])
        return "\n".join(lines)


class _FullFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{_head(record)}: {record.getMessage()}"]
        if record.exc_info:
            lines.append(self.formatException(record.exc_info))
        return "\n".join(lines)


def exception_lines(error: BaseException) -> Iterator[str]:
    """Yield the frames and types of an exception and its causes.

    The causes stand first. No message is there, as it may hold values.
    """
    chain = [error]
    while len(chain) < _MAX_FRAMES:
        last = chain[-1]
        earlier = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        if earlier is None or earlier in chain:
            break
        chain.append(earlier)
    for link in reversed(chain):
        frames = [
            f"  {short_source_path(frame.f_code.co_filename)}:{line} {frame.f_code.co_qualname}"
            for frame, line in traceback.walk_tb(link.__traceback__)
        ]
        if len(frames) > 2 * _MAX_FRAMES:
            frames[_MAX_FRAMES:-_MAX_FRAMES] = [f"  … {len(frames) - 2 * _MAX_FRAMES} more"]
        yield from frames
        number = f" {link.errno}" if isinstance(link, OSError) and isinstance(link.errno, int) else ""
        yield f"{type(link).__module__}.{type(link).__qualname__}{number}"


def short_source_path(name: str) -> str:
    """Return a source file's name from its package on."""
    parts = re.split(r"[/\\]", name)
    for package in ("site-packages", "desktop"):
        if package in parts:
            return "/".join(parts[parts.index(package) + (package == "site-packages") :])
    return parts[-1]


def last_lines(path: Path, count: int) -> list[str]:
    """Return the last lines of a log, none if it is unreadable."""
    try:
        return read_file(path, max_bytes=2 * MAX_BYTES).decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        return []


def _place(record: logging.LogRecord) -> object:
    """Return the place of a record.

    It is the type and line of its exception, else its logger and message.
    """
    if record.exc_info and record.exc_info[0] is not None:
        frames = list(traceback.walk_tb(record.exc_info[2]))
        code, line = (frames[-1][0].f_code, frames[-1][1]) if frames else (None, 0)
        return (record.name, record.exc_info[0], code, line)
    return (record.name, record.getMessage() if _is_qt(record) else record.msg)


def _sentence(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return record.getMessage() if error is None else f"{record.getMessage()}: {str(error) or type(error).__name__}"


def _head(record: logging.LogRecord) -> str:
    time = logging.Formatter().formatTime(record)
    count = getattr(record, "count", 1)
    return f"{time} {version()} {record.levelname} {record.name}" + (f" ({count} times)" if count > 1 else "")


def _is_qt(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] == "qt"


def _message_without_values(record: logging.LogRecord) -> str:
    if _is_qt(record):
        return _LEFT_OUT if record.name.startswith(_QT_READERS) else _without_quotes(record.getMessage())
    if record.name.partition(".")[0] not in _OWN_LOGGERS or not isinstance(record.msg, str):
        return f"{_LEFT_OUT} {short_source_path(record.pathname)}:{record.lineno} {record.funcName}"
    arguments = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(_number_or_nothing(value) for value in arguments)
    elif arguments:
        arguments = {key: _number_or_nothing(value) for key, value in arguments.items()}
    try:
        return record.msg % arguments if arguments else record.msg
    except (TypeError, ValueError, KeyError):  # "%d" of something left out
        return record.msg


def _number_or_nothing(value: object) -> object:
    return value if isinstance(value, int | float | None) else _LEFT_OUT


def _without_quotes(text: str) -> str:
    return _PATH.sub(_LEFT_OUT, _QUOTED.sub(_LEFT_OUT, text)).replace("\n", " ")


def _ignore(_record: logging.LogRecord) -> None:
    """Ignore a record that cannot be written: a full disk."""


def _rename_if_possible(source: str, target: str) -> None:
    """Rename a full log.

    Where another process holds it open (Windows), it grows on.
    """
    with contextlib.suppress(OSError):
        os.replace(source, target)
