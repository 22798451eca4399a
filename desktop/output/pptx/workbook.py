"""Writes the smallest workbook that holds a chart's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from desktop.output.pptx.markup import document, element, words
from desktop.output.pptx.package import Package, Relations

Cell = str | float | None

_MAIN: Final = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SHEET: Final = "xl/worksheets/sheet1.xml"
SHEET_NAME: Final = "Sheet1"


def column_name(index: int) -> str:
    """Return the name of a column, such as "A" for 0."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


def cells(column: int, count: int) -> str:
    """Return the address of the cells below the head of a column."""
    name = column_name(column)
    return f"{SHEET_NAME}!${name}$2:${name}${count + 1}"


def head_cell(column: int) -> str:
    """Return the address of the head of a column."""
    return f"{SHEET_NAME}!${column_name(column)}$1"


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet."""
    file = BytesIO()
    with Package(file) as package:
        _write(package, rows)
    return file.getvalue()


def _write(package: Package, rows: Sequence[Sequence[Cell]]) -> None:
    root = Relations("")
    root.add("officeDocument", "xl/workbook.xml")
    package.add_root_relations(root)
    book = Relations("xl/workbook.xml")
    sheet = element("sheet", name=SHEET_NAME, sheetId=1, r__id=book.add("worksheet", _SHEET))
    markup = document("workbook", element("sheets", sheet), namespaces=_MAIN)
    package.add(book.part, f"{_TYPE}sheet.main+xml", markup, book)
    lines = "".join(
        element("row", *(_cell(value, index, number) for index, value in enumerate(row)), r=number)
        for number, row in enumerate(rows, 1)
    )
    package.add(_SHEET, f"{_TYPE}worksheet+xml", document("worksheet", element("sheetData", lines), namespaces=_MAIN))


def _cell(value: Cell, column: int, row: int) -> str:
    place = f"{column_name(column)}{row}"
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return element("c", element("is", element("t", words(value))), r=place, t="inlineStr")
    return element("c", element("v", repr(float(value))), r=place)
