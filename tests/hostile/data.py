"""Hostile files of events."""

from __future__ import annotations

import io

from tests.hostile.registry import HEAD, add_files

_STORY = HEAD + '[track.a]\ntitle = "A"\ndata = "{}"\n[[slide]]\nid = "t"\nlayout = "timeline"\n'


def _parquet(columns: dict[str, list[object]], **options: object) -> bytes:
    import pyarrow
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream, **options)
    return stream.getvalue()


def _two_of_one_name() -> bytes:
    import pyarrow
    from pyarrow import parquet

    stream = io.BytesIO()
    values = pyarrow.array(["2001"])
    parquet.write_table(pyarrow.Table.from_arrays([values, values], names=["date", "date"]), stream)
    return stream.getvalue()


def _far_timestamps() -> bytes:
    import pyarrow

    return _parquet({"date": pyarrow.array([10**12], pyarrow.timestamp("s")), "title": ["x"]})  # type: ignore[dict-item]


def _many_equal_rows() -> bytes:
    import pyarrow

    zeros = pyarrow.DictionaryArray.from_arrays(
        pyarrow.array([0] * 3_000_000, pyarrow.int32()), pyarrow.array(["2001"])
    )
    return _parquet({"date": zeros})  # type: ignore[dict-item]


_FILES: dict[str, tuple[str, object]] = {
    "empty.csv": ("x.csv", ""),
    "only a line end": ("x.csv", "\n"),
    "only a header": ("x.csv", "date,title\n"),
    "no header": ("x.csv", "2001,a\n2002,b\n"),
    "columns of other names": ("x.csv", "nothing,here\n1,2\n"),
    "two columns of one name": ("x.csv", "date,date,title\n2001,2002,a\n"),
    "a cell of 2 MB": ("x.csv", "date,title\n2001," + "x" * 2_000_000 + "\n"),
    "a bad date after a long cell": ("x.csv", "date,title\n2001," + "x" * 200_000 + "\nbad,y\n"),
    "a quotation never closed": ("x.csv", 'date,title\n2001,"' + "x" * 500_000),
    "NUL": ("x.csv", "date,title\n2001,a\0b\n"),
    "no UTF-8": ("x.csv", b"date,title\n2001,\xff\xfe\n"),
    "cut within a sign": ("x.csv", b"date,title\nbad,a\n2001,\xc3"),
    "UTF-16": ("x.csv", "date,title\n2001,a\n".encode("utf-16")),
    "10,000 columns": ("x.csv", ",".join(f"c{index}" for index in range(10_000)) + "\n" + "," * 9_999 + "\n"),
    "50,000 bad rows": ("x.csv", "date,title\n" + "bad,x\n" * 50_000),
    "rows of other lengths": ("x.csv", "date,title\n2001\n2002,a,b,c\n"),
    "formulas": ("x.csv", 'date,title\n2001,"=cmd|\' /C calc\'!A0"\n'),
    "HTML": ("x.csv", "date,title,status\n2001,<img src=../outside/picture.png>,<img src=../outside/picture.png>\n"),
    "zip called csv": ("x.csv", b"PK\x03\x04" + bytes(1_000)),
    "empty.jsonl": ("x.jsonl", ""),
    "lists, no objects": ("x.jsonl", "[1]\n[2]\n"),
    "objects 50,000 deep": ("x.jsonl", '{"date":' * 50_000 + "1" + "}" * 50_000 + "\n"),
    "a line of 2 MB": ("x.jsonl", '{"date": "2001", "title": "' + "x" * 2_000_000 + '"}\n'),
    "numbers without end": ("x.jsonl", '{"date": ' + "9" * 5_000 + "}\n"),
    "JSON cut": ("x.jsonl", '{"date": "2001", "ti'),
    "empty.parquet": ("x.parquet", b""),
    "nonsense.parquet": ("x.parquet", b"PAR1" + bytes(100) + b"PAR1"),
    "two columns of one name.parquet": ("x.parquet", _two_of_one_name),
    "dates beyond year 9999": ("x.parquet", _far_timestamps),
    "words that are no UTF-8": ("x.parquet", lambda: _parquet({"date": ["2001"], "title": [b"\xff\xfe"]})),
    "dates that are lists": ("x.parquet", lambda: _parquet({"date": [["2001"]], "title": ["a"]})),
    "three million equal rows": ("x.parquet", _many_equal_rows),
    "no rows": ("x.parquet", lambda: _parquet({"date": [], "title": []})),
}  # fmt: skip
for _name, (_file, _data) in _FILES.items():
    add_files(
        f"data: {_name}",
        _STORY.format(_file),
        lambda _out, name=_file, data=_data: {name: data() if callable(data) else data},
    )
