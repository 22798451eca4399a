"""Hold the texts of dates that no code can write again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.data.string_column import Mask, Places, Texts

Rows = NDArray[np.uint32]


class IrregularTexts:
    """Holds texts by row: columns of them, and single ones."""

    def __init__(self) -> None:
        self._columns: list[tuple[Rows, Texts]] = []  # rows in order
        self._singles: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._singles) + sum(len(rows) for rows, _ in self._columns)

    def __contains__(self, row: int) -> bool:
        return self.get(row) is not None

    def __getitem__(self, row: int) -> str:
        text = self.get(row)
        if text is None:
            raise KeyError(row)
        return text

    def __setitem__(self, row: int, text: str) -> None:
        """Keep the text of a row."""
        self._singles[row] = text

    def add(self, rows: Places, texts: Texts) -> None:
        """Keep the texts of many rows, which are in order."""
        self._columns.append((rows.astype(np.uint32), texts))

    def get(self, row: int) -> str | None:
        """Return the text of a row, None where there is none."""
        text = self._singles.get(row)
        if text is not None:
            return text
        for rows, texts in self._columns:
            place = int(np.searchsorted(rows, row))
            if place < len(rows) and rows[place] == row:
                return texts[place]
        return None

    def kept(self, rows: Mask) -> IrregularTexts:
        """Return the texts of only some rows, which are counted anew."""
        new_rows = np.cumsum(rows) - 1
        found = IrregularTexts()
        found._singles = {int(new_rows[row]): text for row, text in self._singles.items() if rows[row]}
        for its_rows, texts in self._columns:
            stays = rows[its_rows]
            if stays.any():
                found.add(new_rows[its_rows[stays]], texts.kept(stays))
        return found

    @classmethod
    def joined(cls, batches: Sequence[tuple[int, IrregularTexts]]) -> IrregularTexts:
        """Return the texts of batches, each with its first row."""
        found = cls()
        rows: list[int] = []
        strings: list[str] = []
        for first_row, batch in batches:
            for row in sorted(batch._singles):
                rows.append(first_row + row)
                strings.append(batch._singles[row])
            for its_rows, texts in batch._columns:
                found.add(its_rows.astype(np.int64) + first_row, texts)
        if rows:
            found.add(np.array(rows, np.int64), Texts.of(strings))
        return found

    @property
    def nbytes(self) -> int:
        """Return the bytes of memory that they take."""
        data = {id(texts.data): texts.data.nbytes for _, texts in self._columns}
        places = sum(rows.nbytes + texts.begins.nbytes + texts.ends.nbytes for rows, texts in self._columns)
        return sum(data.values()) + places
