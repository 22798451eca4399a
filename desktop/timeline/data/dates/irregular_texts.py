"""Hold the texts of dates that no code can write again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.data.string_column import Mask, Places, Texts

Rows = NDArray[np.uint32]


class TextsByRow(ABC):
    """Finds texts by row."""

    @abstractmethod
    def get(self, row: int) -> str | None:
        """Return the text of a row, None where there is none."""

    def __contains__(self, row: int) -> bool:
        return self.get(row) is not None

    def __getitem__(self, row: int) -> str:
        text = self.get(row)
        if text is None:
            raise KeyError(row)
        return text


class IrregularTexts(TextsByRow):
    """Holds texts by row: columns of them, and single ones."""

    def __init__(self) -> None:
        self._columns: list[tuple[Rows, Texts]] = []  # rows in order
        self._singles: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._singles) + sum(len(rows) for rows, _ in self._columns)

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
            place = int(rows.searchsorted(np.uint32(row)))  # another type would make a copy of the rows
            if place < len(rows) and rows[place] == row:
                return texts[place]
        return None

    def columns(self) -> list[tuple[Rows, Texts]]:
        """Return all texts as columns; the first of a row counts."""
        if not self._singles:
            return self._columns
        rows = sorted(self._singles)
        return [(np.array(rows, np.uint32), Texts.of([self._singles[row] for row in rows])), *self._columns]

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


class JoinedTexts(TextsByRow):
    """Holds the irregular texts of a whole file, found by one search."""

    def __init__(self, batches: Sequence[tuple[int, IrregularTexts]]) -> None:
        """Join the texts of batches, each with its first row."""
        self._columns: list[Texts] = []
        rows_of: list[Rows] = [np.zeros(0, np.uint32)]  # in order: those of a batch come before those of the next
        numbers_of: list[Rows] = [np.zeros(0, np.uint32)]  # which of all texts each has, column after column
        count = 0
        for first_row, batch in batches:
            columns = batch.columns()
            if not columns:
                continue
            rows = np.concatenate([its_rows for its_rows, _ in columns])
            order = np.argsort(rows, kind="stable")
            rows_of.append((rows[order].astype(np.int64) + first_row).astype(np.uint32))
            numbers_of.append((order + count).astype(np.uint32))
            self._columns += [texts for _, texts in columns]
            count += len(rows)
        self._rows = np.concatenate(rows_of)
        self._numbers = np.concatenate(numbers_of)
        self._first_numbers = np.cumsum([0, *map(len, self._columns)])

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, row: int) -> str | None:
        """Return the text of a row, None where there is none."""
        # A number of another type would make a copy of all rows for each search.
        place = int(self._rows.searchsorted(np.uint32(row)))
        if place == len(self._rows) or self._rows[place] != row:
            return None
        number = int(self._numbers[place])
        column = int(self._first_numbers.searchsorted(number, "right")) - 1
        return self._columns[column][number - int(self._first_numbers[column])]

    def rows_with_open_start(self) -> Rows:
        """Return the rows whose intervals have no beginning, in order."""
        found = [np.zeros(0, bool)]
        for texts in self._columns:
            first_signs = texts.signs_at(0)
            found.append((first_signs == ord(".")) | (first_signs == ord("/")))  # "../1980" or "/1980"
        open_start: Mask = np.concatenate(found)[self._numbers]
        rows: Rows = self._rows[open_start]
        return rows

    @property
    def nbytes(self) -> int:
        """Return the bytes of memory that they take."""
        data = {id(texts.data): texts.data.nbytes for texts in self._columns}
        places = sum(texts.begins.nbytes + texts.ends.nbytes for texts in self._columns)
        return sum(data.values()) + places + self._rows.nbytes + self._numbers.nbytes
