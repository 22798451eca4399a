"""Choose the reader of a file with columns."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from desktop.story.format.fields import DATA_SUFFIXES
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.tables import DataFile, Table
from desktop.timeline.data.text_tables import CsvTable, JsonTable

_SHORT_JSON_BYTES: Final = 2_000_000
"""The size of JSON lines from which DuckDB is quicker, with the time that its import takes."""

_OTHER_KINDS: Final = {
    b"\x1f\x8b": "packed",
    b"PK\x03\x04": "archive",
    b"\xd0\xcf\x11\xe0": "archive",
    b"PAR1": "is_parquet",
}
"""What files begin with that are no text."""

_GZIP_FACTOR: Final = 8  # about how much longer the lines of a .gz are than the file


def open_table(path: Path, name: str, folder: str = "") -> Table:
    """Return the reader of a file, which must lie in `folder`.

    Raises DataError.
    """
    if not path.name.lower().endswith(DATA_SUFFIXES):
        raise DataError("suffix", name, choices=DATA_SUFFIXES)
    file = DataFile(path, name, folder)
    if file.kind != [".parquet"]:
        _require_text(file)
    if file.kind in ([".csv"], [".tsv"]):
        return CsvTable(file)
    content_bytes = file.size * (_GZIP_FACTOR if file.is_compressed else 1)
    if file.kind == [".parquet"] or (
        content_bytes > _SHORT_JSON_BYTES and find_spec("duckdb") and find_spec("nanoarrow")
    ):
        from desktop.timeline.data.duckdb_tables import DuckDBTable

        return DuckDBTable(file)
    return JsonTable(file)


def _require_text(file: DataFile) -> None:
    """Raise DataError for a file of another kind than its name says."""
    with file.open() as content:
        beginning = content.read(4)
    for sign, code in _OTHER_KINDS.items():
        if beginning.startswith(sign):
            raise DataError(code, file.name, suffix="".join(file.kind))
