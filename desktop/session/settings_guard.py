"""Guards Qt against settings files that would hold or crash it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from desktop.story.storage.atomic import write_atomically
from desktop.story.storage.guarded_read import MAX_KEPT_BYTES, RefusedFileError, open_file, read_file

_BINARY: Final = re.compile(
    rb"[=,\"]\s*@(?:Variant|DateTime)\("
    # Signs in a way in which Qt reads them and never writes them: they could spell the same.
    rb"|(?<!\\)(?:\\\\)*\\(?:[1-7]|0[0-7]|x0*(?:40|5[0-9a-f]|7[0-9a-e]|[46][7-9a-f])(?![0-9a-f]))",
    re.IGNORECASE,
)


def is_openable(file: Path) -> bool:
    """Return whether Qt may open a settings file, or find none.

    A pipe would hold it for ever, and a huge file fill the memory: one is set aside, with ".damaged" at its name's end.
    """
    try:
        open_file(file, max_bytes=MAX_KEPT_BYTES).close()
    except RefusedFileError as error:
        if error.refusal not in ("special", "large"):
            return True  # Qt finds no settings, and goes on without
        try:
            os.replace(file, f"{file}.damaged")
        except OSError:
            return False
    return True


def remove_binary_values(file: Path) -> bool:
    """Remove the lines with binary values; return whether there were any.

    A value of a class of Qt says how long it is, and Qt believes it: a damaged one ends the program (std::bad_alloc). The
    program writes none. The file as it was is kept beside it, with ".damaged" at its name's end.
    """
    try:
        data = read_file(file, max_bytes=MAX_KEPT_BYTES)
    except RefusedFileError:
        return False
    lines = data.splitlines(keepends=True)
    kept = [line for line in lines if not _BINARY.search(line)]
    if len(kept) == len(lines):
        return False
    try:
        write_atomically(f"{file}.damaged", data)
        write_atomically(str(file), b"".join(kept))
    except OSError:
        return False
    return True
