"""Writes the parts of an Office file, their types and relations."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from desktop.output.pptx.markup import document, element

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DEFAULT_TYPES: Final = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STORED: Final = (".jpg", ".png", ".xlsx")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the same story gives the same bytes


class Relations:
    """Collects the relations of a part, each target once."""

    def __init__(self, part: str) -> None:
        self.part = part
        self._ids: dict[tuple[str, str, bool], str] = {}

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of a relation to a part or an address.

        `kind` is the last word of its type, such as "image", or a whole type.
        """
        return self._ids.setdefault((kind, target, external), f"rId{len(self._ids) + 1}")

    def markup(self) -> str:
        """Return the document that lists them, "" for none."""
        rows = []
        folder = posixpath.dirname(self.part) or "."
        for (kind, target, external), relation_id in self._ids.items():
            rows.append(
                element(
                    "Relationship",
                    Id=relation_id,
                    Type=kind if kind.startswith("http") else _KINDS + kind,
                    Target=target if external else posixpath.relpath(target, folder),
                    TargetMode="External" if external else None,
                )
            )
        return document("Relationships", *rows, namespaces=f'xmlns="{_RELATIONS}"') if rows else ""


class Package:
    """Writes an Office file part by part.

    Only the names of what is written are kept. Leave it as a context manager without an error to finish the file.
    """

    def __init__(self, file: Path | BinaryIO) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._types: dict[str, str] = {}
        self._media: dict[Hashable, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._write("[Content_Types].xml", self._type_table().encode("utf-8"))
        finally:
            self._zip.close()

    def add(self, name: str, content_type: str, content: str, relations: Relations | None = None) -> None:
        """Write a part of XML, and its relations if it has any."""
        self._types[name] = content_type
        self._write(name, content.encode("utf-8"))
        table = relations.markup() if relations is not None else ""
        if table:
            folder, base = posixpath.split(name)
            self._write(posixpath.join(folder, "_rels", base + ".rels"), table.encode("utf-8"))

    def add_root_relations(self, relations: Relations) -> None:
        """Write the relations of the file itself."""
        self._write("_rels/.rels", relations.markup().encode("utf-8"))

    def add_file(self, key: Hashable, folder: str, suffix: str, make: Callable[[], bytes]) -> str:
        """Return the name of a picture or workbook, written once.

        `key` tells what is the same; `make` is called for the first.
        """
        if key not in self._media:
            name = f"ppt/{folder}/{folder.rstrip('s')}{len(self._media) + 1}.{suffix}"
            self._write(name, make())
            self._media[key] = name
        return self._media[key]

    def _write(self, name: str, data: bytes) -> None:
        info = ZipInfo(name, _LONG_AGO)
        info.compress_type = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
        self._zip.writestr(info, data)

    def _type_table(self) -> str:
        defaults = [element("Default", Extension=suffix, ContentType=name) for suffix, name in _DEFAULT_TYPES.items()]
        parts = [element("Override", PartName=f"/{part}", ContentType=name) for part, name in self._types.items()]
        return document("Types", *defaults, *parts, namespaces=f'xmlns="{_TYPES}"')
