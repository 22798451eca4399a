"""Hold columns of texts as packed UTF-8, and search them.

No Python string is made for a text before it is shown: a million titles are one array of bytes and one of offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.normalize import PLAIN_SIGNS
from desktop.timeline.index import Ints

Bytes = NDArray[np.uint8]
Places = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]

_SEARCHED_ROWS: Final = (
    65_536  # rows that are searched at once: a search that nobody waits for ends after a few of them
)
MOST_SIGNS: Final = 64
"""The longest text of which the bytes are held beside those of others."""
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_HALF: Final = np.uint64(32)
_SPACE: Final = 0x20  # it, and the control signs below it, are white space
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
_PLAIN_SIGN_TABLE: Final = str.maketrans(PLAIN_SIGNS)


class Texts:
    """Holds texts: text `k` is the bytes from `begins[k]` to before `ends[k]`.

    Other bytes may lie between them: the columns of a file share its bytes. All are in order but for `chosen` ones.
    """

    __slots__ = ("begins", "data", "ends")

    def __init__(self, begins: Places, ends: Places, data: Bytes) -> None:
        self.begins = begins
        self.ends = ends
        self.data = data

    @classmethod
    def of(cls, strings: Sequence[str]) -> Texts:
        """Return texts from strings; lone surrogates become question marks."""
        encoded = [one.encode("utf-8", "replace") for one in strings]
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        begins = np.concatenate((np.zeros(1, np.int64), ends[:-1])) if encoded else ends
        return cls(begins, ends, np.frombuffer(b"".join(encoded), np.uint8))

    def __len__(self) -> int:
        return len(self.begins)

    def __getitem__(self, row: int) -> str:
        return self.data[self.begins[row] : self.ends[row]].tobytes().decode("utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        whole = self.data.tobytes()
        for begin, end in zip(self.begins.tolist(), self.ends.tolist(), strict=True):
            yield whole[begin:end].decode("utf-8", "replace")

    def strings(self, rows: Places) -> list[str]:
        """Return the texts of some rows."""
        begins, ends = self.begins[rows], self.ends[rows]
        first = int(begins[0]) if len(rows) else 0
        whole = self.data[first : int(ends[-1]) if len(rows) else 0].tobytes()
        places = zip((begins - first).tolist(), (ends - first).tolist(), strict=True)
        return [whole[begin:end].decode("utf-8", "replace") for begin, end in places]

    @property
    def lengths(self) -> Places:
        """Return the length of each text in bytes."""
        return self.ends - self.begins

    def rows_of(self, text: str) -> Ints:
        """Return the rows that are exactly a text."""
        wanted = np.frombuffer(text.encode("utf-8", "replace"), np.uint8)
        rows = np.flatnonzero(self.lengths == len(wanted))
        for position, sign in enumerate(wanted.tolist()):
            rows = rows[self.signs_at(position, rows) == sign]
        return rows

    def signs_at(self, position: int, rows: Places | slice = slice(None)) -> Bytes:
        """Return the byte at a position of some texts."""
        return self.data[self.begins[rows] + position]

    def signs(self, rows: Places) -> Bytes:
        """Return the bytes of some texts, filled up with zeros.

        None is longer than `MOST_SIGNS`; the width is some multiple of eight.
        """
        begins, lengths = self.begins[rows], self.lengths[rows]
        width = -(-int(lengths.max(initial=1)) // 8) * 8
        beyond = int(begins.max(initial=0)) + width - len(self.data)
        data = self.data if beyond <= 0 else np.concatenate((self.data, np.zeros(beyond, np.uint8)))
        # One element of many bytes begins at each place: to take it is as quick as to take a byte.
        stretches = np.ndarray((len(data) - width + 1,), f"V{width}", data, strides=(1,))
        signs = stretches[begins].view(np.uint8).reshape(len(rows), width)
        filled = np.tril(np.full((width + 1, width), 0xFF, np.uint8), -1)
        signs &= filled.view(f"V{width}")[:, 0][lengths].view(np.uint8).reshape(len(rows), width)
        return signs

    def chosen(self, places: Places) -> Texts:
        """Return the texts at some places, in any order."""
        return Texts(self.begins[places], self.ends[places], self.data)

    def kept(self, rows: Mask) -> Texts:
        """Return only the texts of some rows."""
        return self if rows.all() else Texts(self.begins[rows], self.ends[rows], self.data)

    def trimmed(self) -> Texts:
        """Return the texts without white space around them."""
        return Texts(*trim(self.data, self.begins, self.ends), self.data)

    def packed(self) -> Texts:
        """Return the texts without the bytes between them, where those are most."""
        ends = np.cumsum(self.lengths, dtype=np.int64)
        if not len(ends) or 2 * int(ends[-1]) >= len(self.data):
            return self
        edges = np.stack((self.begins, self.ends), axis=1).ravel()
        is_text = np.arange(len(edges) + 1) % 2 == 1
        is_kept = np.repeat(is_text, np.diff(edges, prepend=0, append=len(self.data)))
        return Texts(ends - self.lengths, ends, self.data[is_kept])


def trim(data: Bytes, begins: Places, ends: Places) -> tuple[Places, Places]:
    """Return stretches of bytes without the white space at their ends."""
    if not len(data):
        return begins, ends
    while True:
        spaces = (data[np.minimum(begins, len(data) - 1)] <= _SPACE) & (begins < ends)
        if not spaces.any():
            break
        begins = begins + spaces
    while True:
        spaces = (data[np.maximum(ends - 1, 0)] <= _SPACE) & (begins < ends)
        if not spaces.any():
            return begins, ends
        ends = ends - spaces


def lengths_of(lengths: Ints) -> list[int]:
    """Return the lengths below 64 that occur."""
    # Not np.unique: it imports numpy.ma, which the built application leaves out.
    found: list[int] = np.flatnonzero(np.bincount(np.minimum(lengths, 64), minlength=65)[:64]).tolist()
    return found


def number_equal(signs: Bytes) -> tuple[Places, Places]:
    """Return the first of each kind of equal texts, in order.

    The other array has the number of the kind of each. `signs` has the bytes of each text, some multiple of eight.
    """
    words = signs.view(np.uint64)
    if len(words) and (words == words[0]).all():
        return np.zeros(1, np.int64), np.zeros(len(words), np.int64)
    mixed = words[:, 0] * _MIXER
    for column in words.T[1:]:
        mixed ^= mixed >> _HALF
        mixed = (mixed + column) * _MIXER
    order = np.argsort(mixed)
    is_new = np.ones(len(order), bool)
    is_new[1:] = mixed[order[1:]] != mixed[order[:-1]]
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(is_new) - 1
    firsts = np.minimum.reduceat(order, np.flatnonzero(is_new)) if len(order) else order
    differs = np.zeros(len(words), bool)  # from the first one that is mixed to the same number
    for column in words.T:
        differs |= column != column[firsts][numbers]
    others = np.flatnonzero(differs)
    numbers[others] = np.arange(len(firsts), len(firsts) + len(others))
    firsts = np.concatenate((firsts, others))
    in_order = np.argsort(firsts)
    places = np.empty(len(firsts), np.int64)
    places[in_order] = np.arange(len(firsts))
    return firsts[in_order], places[numbers]


class TextColumn:
    """Holds a column of a whole file, in blocks."""

    def __init__(self, blocks: Sequence[Texts]) -> None:
        self._blocks = [block for block in blocks if len(block)]
        self._first_rows = np.cumsum([0, *(len(block) for block in self._blocks)])

    def __len__(self) -> int:
        return int(self._first_rows[-1])

    @property
    def nbytes(self) -> int:
        """Return the bytes of memory that the texts take."""
        data = {id(block.data): block.data.nbytes for block in self._blocks}
        return sum(data.values()) + sum(block.begins.nbytes + block.ends.nbytes for block in self._blocks)

    @property
    def blocks(self) -> Sequence[Texts]:
        """Return the blocks in order; together they are the column."""
        return self._blocks

    def __getitem__(self, row: int) -> str:
        number = int(np.searchsorted(self._first_rows, row, "right")) - 1
        return self._blocks[number][row - int(self._first_rows[number])]

    def find(self, text: str) -> int:
        """Return the first row that is exactly a text, or −1."""
        for first_row, block in zip(self._first_rows.tolist(), self._blocks, strict=False):
            rows = block.rows_of(text)
            if len(rows):
                return int(rows[0] + first_row)
        return -1

    def contains(self, terms: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[tuple[int, list[Mask]]]:
        """Yield for stretches of rows which contain each term.

        The terms are normalized. Nothing more is yielded once `cancelled` returns True.
        """
        encoded = [np.frombuffer(term.encode("utf-8"), np.uint8) for term in terms]
        for first_row, block in zip(self._first_rows.tolist(), self._blocks, strict=False):
            for low in range(0, len(block), _SEARCHED_ROWS):
                if cancelled():
                    return
                rows, part = _plain_rows(block, low, min(len(block), low + _SEARCHED_ROWS))
                lowered = Texts(part.begins, part.ends, np.frombuffer(part.data.tobytes().lower(), np.uint8))
                masks = [_rows_with(term, lowered) for term in encoded]
                if not rows.all():
                    normalized = _normalized(part.kept(~rows))
                    for term, mask in zip(encoded, masks, strict=True):
                        mask[~rows] = _rows_with(term, normalized)
                yield first_row + low, masks


def rows_containing(
    columns: Sequence[TextColumn], terms: Sequence[str], cancelled: Callable[[], bool] = lambda: False
) -> Ints:
    """Return the rows that have every term in some column.

    The columns have one length and were read together; the terms are normalized. The result is incomplete once
    `cancelled` returns True.
    """
    found = [
        np.flatnonzero(np.logical_and.reduce([np.logical_or.reduce(masks) for masks in zip(*by_column, strict=True)]))
        + first_row
        for stretches in zip(*(column.contains(terms, cancelled) for column in columns), strict=False)
        for first_row, by_column in [(stretches[0][0], [masks for _, masks in stretches])]
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def normalize_term(term: str) -> str:
    """Return a text without case, accents and ligatures.

    Unlike `desktop.story.normalize.normalize`, it keeps repeated spaces.
    """
    # Twice, as Unicode's caseless matching asks: each of the two steps may undo the other ("𝕊" becomes "S").
    for _ in range(2):
        term = unicodedata.normalize("NFKD", term).casefold()
    return _MARKS.sub("", term).translate(_PLAIN_SIGN_TABLE)


def _plain_rows(block: Texts, low: int, high: int) -> tuple[Mask, Texts]:
    """Return which rows of a block are ASCII, and the rows."""
    first, last = int(block.begins[low]), int(block.ends[high - 1])
    data = block.data[first:last]
    part = Texts(block.begins[low:high] - first, block.ends[low:high] - first, data)
    if not len(data) or data.max() < 0x80:
        return np.ones(high - low, bool), part
    foreign = np.zeros(len(data) + 1, np.int32)
    np.cumsum(data >= 0x80, out=foreign[1:])
    return foreign[part.begins] == foreign[part.ends], part


def _normalized(texts: Texts) -> Texts:
    """Return texts in small letters and without accents."""
    # All are normalized as one, each with a sign after it that no text contains.
    whole = texts.data.tobytes().replace(b"\0", b" ")
    joined = b"\0".join(
        [whole[begin:end] for begin, end in zip(texts.begins.tolist(), texts.ends.tolist(), strict=True)]
    )
    text = normalize_term(joined.decode("utf-8", "replace"))
    plain = np.frombuffer(text.encode("utf-8", "replace") + b"\0", np.uint8)
    ends = np.flatnonzero(plain == 0)
    return Texts(np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1)), ends, plain)


def _rows_with(term: Bytes, texts: Texts) -> Mask:
    """Return which texts contain some bytes."""
    length, data = len(term), texts.data
    rows = np.zeros(len(texts), bool)
    if not length:
        rows[:] = True
        return rows
    if len(data) < length:
        return rows
    places = np.flatnonzero(data[: len(data) - length + 1] == term[0])
    for position in range(1, length):
        places = places[data[places + position] == term[position]]
    if len(places):
        holders = np.searchsorted(texts.begins, places, "right") - 1
        rows[holders[(holders >= 0) & (places + length <= texts.ends[holders])]] = True
    return rows
