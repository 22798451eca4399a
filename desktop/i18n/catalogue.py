"""Read a compiled gettext catalogue, a translation at a time.

The standard gettext decodes every translation at once: 4 of the milliseconds until the first slide in French, of which it
shows some sixty sentences. Here the file is read, and a translation decoded when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from struct import Struct
from typing import Final

_HEADER: Final = Struct(
    "<5I"
)  # magic, revision, number of texts, offset of their table, offset of the translations' table
_MAGIC: Final = 0x950412DE
_SPAN: Final = Struct("<2I")  # length and offset of a text


class Catalogue:
    """Finds translations in the bytes of a .mo file.

    Raises ValueError if the bytes are none, or of a machine that writes the highest byte first.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER.size:
            raise ValueError("not a catalogue")
        magic, _, count, texts, translations = _HEADER.unpack_from(data)
        if magic != _MAGIC:
            raise ValueError("not a catalogue")
        self._data = data
        spans = Struct(f"<{2 * count}I")
        lengths_and_offsets = iter(spans.unpack_from(data, texts))
        # A text with a plural form is one entry, "one\0many", and is asked for by the first.
        self._entries = {
            data[offset : offset + length].partition(b"\0")[0]: translations + _SPAN.size * number
            for number, (length, offset) in enumerate(zip(lengths_and_offsets, lengths_and_offsets, strict=True))
        }

    def find(self, text: str, context: str = "") -> list[str]:
        """Return the plural forms of a translation; [] if there is none."""
        entry = self._entries.get((f"{context}\4{text}" if context else text).encode())
        if entry is None:
            return []
        length, offset = _SPAN.unpack_from(self._data, entry)
        return self._data[offset : offset + length].decode().split("\0")

    def plural_rule(self) -> Callable[[int], int]:
        """Return the function from a count to its plural form's index."""
        from gettext import c2py

        rule = re.search(r"plural=([^;\n]*)", self.find("")[0])
        return c2py(rule[1] if rule else "n != 1")
