"""Checks a written file for errors that PowerPoint would repair."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile

from desktop.output.safe_link import is_safe_link
from desktop.output.selection import ExportError

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P14: Final = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_MAIN_PARTS: Final = ("[Content_Types].xml", "ppt/presentation.xml")
_COLOR: Final = re.compile(r"[0-9A-Fa-f]{6}")


def check_package(file: Path) -> None:
    """Raise ExportError unless a file is one that opens without repair."""
    for fault in package_faults(file):
        raise ExportError("data", reason=fault)


def package_faults(file: Path) -> Iterator[str]:
    """Yield a sentence for each fault of a PowerPoint file."""
    with ZipFile(file) as archive:
        names = archive.namelist()
        yield from (f"{name}: written twice" for name, count in Counter(names).items() if count > 1)
        known = set(names)
        trees: dict[str, Element] = {}
        for name in names:
            if name.endswith((".xml", ".rels")):
                try:
                    root = _parsed(archive, name)
                except ParseError as error:
                    yield f"{name}: {error}"
                    continue
                if name.endswith(".rels"):
                    yield from _relation_faults(name, root, known)
                    continue
                yield from _part_faults(name, root)
                yield from _reference_faults(name, root, archive, known)
                if name in _MAIN_PARTS:
                    trees[name] = root
    if len(trees) < len(_MAIN_PARTS):
        yield "the file lacks its main parts"
        return
    types, presentation = (trees[name] for name in _MAIN_PARTS)
    yield from _type_faults(types, known)
    yield from _presentation_faults(presentation, known)


def _parsed(archive: ZipFile, name: str) -> Element:
    return fromstring(archive.read(name))  # noqa: S314  # it was written a moment ago, without entities


def _type_faults(root: Element, names: set[str]) -> Iterator[str]:
    """Yield faults of the table of content types."""
    defaults = {one.get("Extension") for one in root if one.tag.endswith("}Default")}
    overrides = Counter(one.get("PartName", "").lstrip("/") for one in root if one.tag.endswith("}Override"))
    yield from (f"{name}: its type is declared twice" for name, count in overrides.items() if count > 1)
    yield from (f"{name}: declared and not there" for name in overrides if name not in names)
    for name in sorted(names - {"[Content_Types].xml"}):
        suffix = name.rpartition(".")[2]
        if name not in overrides and (suffix == "xml" or suffix not in defaults):
            yield f"{name}: its type is not declared"


def _relation_faults(name: str, root: Element, names: set[str]) -> Iterator[str]:
    """Yield faults of the relations of a part."""
    folder, base = posixpath.split(name)
    part_folder = posixpath.dirname(folder)
    part = posixpath.join(part_folder, base.removesuffix(".rels"))
    if part and base != ".rels" and part not in names:
        yield f"{name}: relations of a part that is not there"
    ids = Counter(one.get("Id") for one in root)
    yield from (f"{name}: {one} comes twice" for one, count in ids.items() if count > 1)
    targets = Counter((one.get("Type"), one.get("Target"), one.get("TargetMode")) for one in root)
    yield from (f"{name}: two relations to {target}" for (_, target, _), count in targets.items() if count > 1)
    for one in root:
        target = one.get("Target", "")
        if one.get("TargetMode") == "External":
            if not is_safe_link(target):
                yield f"{name}: a link that may not be there: {target}"
        elif posixpath.normpath(posixpath.join(part_folder, target)) not in names:
            yield f"{name}: {target} is not there"


def _reference_faults(name: str, root: Element, archive: ZipFile, names: set[str]) -> Iterator[str]:
    """Yield relations that a part uses and lacks."""
    folder, base = posixpath.split(name)
    table = posixpath.join(folder, "_rels", f"{base}.rels")
    known = {one.get("Id") for one in _parsed(archive, table)} if table in names else set()
    used = {value for one in root.iter() for key, value in one.attrib.items() if key.startswith(_R)}
    yield from (f"{name}: relation {one} is not there" for one in sorted(used - known))


def _part_faults(name: str, root: Element) -> Iterator[str]:
    """Yield faults inside of a part."""
    shape_ids = Counter(one.get("id", "") for one in root.iter(f"{_P}cNvPr"))
    yield from (f"{name}: two shapes with the id {one}" for one, count in shape_ids.items() if count > 1)
    for color in root.iter(f"{_A}srgbClr"):
        if _COLOR.fullmatch(color.get("val", "")) is None:
            yield f"{name}: no colour: {color.get('val')}"
    for size in root.iter(f"{_A}ext"):
        if "uri" not in size.attrib and min(int(size.get("cx", "-1")), int(size.get("cy", "-1"))) < 0:
            yield f"{name}: a shape without a size"
    for group in root.iter(f"{_P}grpSp"):
        place = group.find(f"{_P}grpSpPr/{_A}xfrm")
        if place is None or place.find(f"{_A}chOff") is None or place.find(f"{_A}chExt") is None:
            yield f"{name}: a group without its own scale"
    for run in root.iter(f"{_A}rPr"):
        if not 100 <= int(run.get("sz", "1800")) <= 400000:
            yield f"{name}: letters of an impossible size"
    for gradient in root.iter(f"{_A}gsLst"):
        if len(gradient) < 2:
            yield f"{name}: a gradient of one colour"
    targets = {one.get("spid", "") for tag in ("spTgt", "bldP", "bldGraphic") for one in root.iter(_P + tag)}
    yield from (f"{name}: shape {one} appears and is not there" for one in sorted(targets - set(shape_ids)))
    for series in root.iter(f"{_C}ser"):
        counts = {int(one.get("val", "0")) for one in series.iter(f"{_C}ptCount")}
        highest = max((int(one.get("val", "0")) for one in series.iterfind(f"{_C}dPt/{_C}idx")), default=-1)
        if counts and highest >= max(counts):
            yield f"{name}: the colour of a point that is not there"


def _presentation_faults(root: Element, names: set[str]) -> Iterator[str]:
    """Yield faults of the list of slides."""
    slides = Counter(one.get("id", "") for one in root.iter(f"{_P}sldId"))
    yield from (f"two slides with the id {one}" for one, count in slides.items() if count > 1)
    yield from (f"the id {one} of a slide is too small" for one in slides if int(one) < 256)
    in_sections = Counter(one.get("id", "") for one in root.iter(f"{_P14}sldId"))
    if in_sections and in_sections != slides:
        yield "the sections do not hold each slide once"
    has_notes = any(name.startswith("ppt/notesSlides/") for name in names)
    if has_notes and root.find(f"{_P}notesMasterIdLst") is None:
        yield "the master of notes is not listed"
    if root.find(f"{_P}sldSz") is None or "type" in root.find(f"{_P}sldSz").attrib:  # type: ignore[union-attr]
        yield "the size of slides is not said once"
