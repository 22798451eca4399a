"""Guards Qt against settings that would crash it."""

from __future__ import annotations

import re
from typing import Final

_BINARY: Final = re.compile(
    rb"[=,\"]\s*@(?:Variant|DateTime)\("
    # Signs in a way in which Qt reads them and never writes them: they could spell the same.
    rb"|(?<!\\)(?:\\\\)*\\(?:[1-7]|0[0-7]|x0*(?:40|5[0-9a-f]|7[0-9a-e]|[46][7-9a-f])(?![0-9a-f]))",
    re.IGNORECASE,
)


def without_binary_values(data: bytes) -> bytes:
    """Return a settings file without the lines with binary values.

    A value of a class of Qt says how long it is, and Qt believes it: a damaged one ends the program (std::bad_alloc). The
    program writes none.
    """
    return b"".join(line for line in data.splitlines(keepends=True) if not _BINARY.search(line))
