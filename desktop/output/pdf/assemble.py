"""Puts a PDF together: Qt's pages with tags, pictures, links and outline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop.output.pdf.content_placeholders import PageMarks
from desktop.output.pdf.object_writer import ObjectWriter
from desktop.output.pdf.qt_file import QtFile
from desktop.output.pdf.resources import Resources
from desktop.output.pdf.structure import Element, LinkTarget, StructureWriter
from desktop.output.pdf.syntax import numbers, stream, text_string

_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_URI: Final = re.compile(rb"/URI (\((?:[^()\\]|\\.)*\))")


@dataclass(frozen=True, slots=True)
class PageLink:
    """Holds a link on a page, in points from the top left.

    It leads to an address, or to a `place` on the same page, which `url` names.
    """

    rect: tuple[float, float, float, float]
    url: str
    element: Element
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class OutlineSlide:
    """Names a slide in the outline, and the section above it."""

    title: str
    section_id: str = ""  # "" for a slide in no section
    section_title: str = ""


@dataclass(frozen=True)
class _OutlineItem:
    """Holds an entry of the outline and those below it."""

    title: str
    page_number: int
    children: list[_OutlineItem] = field(default_factory=list)


@dataclass
class PaintedPage:
    """Holds facts about a page that Qt has not written."""

    marks: PageMarks
    label: str  # such as "3"
    section: Element
    slides: list[OutlineSlide] = field(default_factory=list)  # that begin here, for the outline
    next_mcid: int = 0  # the number of the next marked stretch
    links: list[PageLink] = field(default_factory=list)


def assemble(
    qt_path: Path, path: Path, pages: list[PaintedPage], resources: Resources, document: Element, language: str
) -> None:
    """Write the finished PDF to `path`.

    Raises OSError.
    """
    with QtFile(qt_path) as qt_file, open(path, "wb") as out:
        writer = ObjectWriter(out, max(qt_file.numbers) + 1)
        _Assembly(qt_file, writer, pages, resources).write(document, language)


class _Assembly:
    def __init__(self, qt_file: QtFile, writer: ObjectWriter, pages: list[PaintedPage], resources: Resources) -> None:
        self._qt_file = qt_file
        self._writer = writer
        self._pages = pages
        self._resources = resources
        self._next_key = len(pages)
        self._done: set[int] = {qt_file.catalog}  # objects of Qt that are not copied as they are

    def write(self, document: Element, language: str) -> None:
        """Write all objects."""
        page_numbers = self._qt_file.pages
        for index, number in enumerate(page_numbers):
            self._write_page(index, number)
        for number in self._qt_file.numbers:
            if number not in self._done:
                self._writer.write(number, self._qt_file.object(number))
        root = StructureWriter(self._writer, page_numbers).write(document)
        catalog = self._qt_file.object(self._qt_file.catalog).removesuffix(b">>")
        catalog += b"/Lang %s\n/MarkInfo << /Marked true >>\n/StructTreeRoot %d 0 R\n" % (text_string(language), root)
        catalog += b"/ViewerPreferences << /DisplayDocTitle true >>\n"
        catalog += b"/PageLabels << /Nums [%s] >>\n" % b"\n".join(
            b"%d << /P %s >>" % (index, text_string(page.label)) for index, page in enumerate(self._pages)
        )
        catalog += b"/Outlines %d 0 R\n>>" % self._write_outline(page_numbers)
        self._writer.write(self._qt_file.catalog, catalog)
        self._writer.finish(self._qt_file.catalog, self._qt_file.info, self._qt_file.identifier)

    def _write_page(self, index: int, number: int) -> None:
        """Write a page with its content, resources and links."""
        qt_file, page = self._qt_file, self._pages[index]
        contents, resources, annotations = (
            qt_file.reference(number, key) for key in (b"Contents", b"Resources", b"Annots")
        )
        lengths = re.search(rb"/Length (\d+) 0 R", qt_file.object(contents)[:200])
        self._done |= {number, contents, resources, annotations} | ({int(lengths[1])} if lengths else set())
        content = page.marks.fill_in(qt_file.stream(contents))
        self._writer.write(contents, stream(content))
        self._writer.write(resources, self._with_entries(qt_file.object(resources), content))
        links = [self._write_qt_link(index, int(one)) for one in _REFERENCE.findall(qt_file.object(annotations))]
        box = re.search(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\]", qt_file.object(number))
        assert box is not None
        links += [self._write_link(index, link, float(box[1])) for link in page.links]
        self._writer.write(annotations, b"[%s]" % b" ".join(b"%d 0 R" % link for link in links))
        body = qt_file.object(number).removesuffix(b">>")
        body += b"/StructParents %d\n/Tabs /S\n/Group << /S /Transparency /CS /DeviceRGB >>\n>>" % index
        self._writer.write(number, body)

    def _with_entries(self, resources: bytes, content: bytes) -> bytes:
        """Return the resources of a page with those that its content names."""
        for category, entries in self._resources.entries(content, self._writer).items():
            if not entries:
                continue
            head = b"/%s <<\n" % category.encode("ascii")
            if head in resources:
                resources = resources.replace(head, head + entries, 1)
            else:
                resources = resources.removesuffix(b">>") + head + entries + b">>\n>>"
        return resources

    def _write_link(self, index: int, link: PageLink, page_height: float) -> int:
        left, top, right, bottom = link.rect
        rect = numbers(left, page_height - bottom, right, page_height - top)
        if link.place is not None:
            target = numbers(link.place[0], page_height - link.place[1])
            action = b"<< /S /GoTo /D [%d 0 R /XYZ %s 0] >>" % (self._qt_file.pages[index], target)
            body = b"<< /Type /Annot /Subtype /Link /Rect [%s] /Border [0 0 0] /A %s" % (rect, action)
            return self._add_link(index, body, text_string(link.url), link.element)
        uri = text_string(link.url) if link.url.isascii() else b"(" + link.url.encode("utf-8") + b")"
        body = b"<< /Type /Annot /Subtype /Link /Rect [%s] /Border [0 0 0] /A << /S /URI /URI %s >>" % (rect, uri)
        return self._add_link(index, body, uri, link.element)

    def _write_qt_link(self, index: int, number: int) -> int:
        """Write a link that Qt has made, as part of the structure."""
        self._done.add(number)
        body = self._qt_file.object(number).removesuffix(b">>")
        found = _URI.search(body)
        return self._add_link(index, body, found[1] if found else b"()", self._pages[index].section.add("Link"))

    def _add_link(self, index: int, body: bytes, contents: bytes, element: Element) -> int:
        """Write a link's annotation, and refer to it in the structure."""
        number = self._writer.add(body + b" /F 4 /Contents %s /StructParent %d >>" % (contents, self._next_key))
        element.kids.append(LinkTarget(index, number, self._next_key))
        self._next_key += 1
        return number

    def _write_outline(self, page_numbers: tuple[int, ...]) -> int:
        """Write the sections with their slides; return the number of the outline."""
        root = self._writer.reserve()
        items = self._outline_items(page_numbers)
        ends = self._write_outline_items(root, items)
        count = len(items) + sum(len(item.children) for item in items)
        self._writer.write(root, b"<< /Type /Outlines %s /Count %d >>" % (ends, count))
        return root

    def _outline_items(self, page_numbers: tuple[int, ...]) -> list[_OutlineItem]:
        items: list[_OutlineItem] = []
        sections: dict[str, _OutlineItem] = {}
        for page, page_number in zip(self._pages, page_numbers, strict=True):
            for slide in page.slides:
                if slide.section_id and slide.section_id not in sections:
                    sections[slide.section_id] = _OutlineItem(slide.section_title, page_number)
                    items.append(sections[slide.section_id])
                siblings = sections[slide.section_id].children if slide.section_id else items
                siblings.append(_OutlineItem(slide.title, page_number))
        return items

    def _write_outline_items(self, parent: int, items: list[_OutlineItem]) -> bytes:
        """Write entries of one level; return links to their ends."""
        numbers = [self._writer.reserve() for _ in items]
        for place, item in enumerate(items):
            links = b"/Parent %d 0 R /Dest [%d 0 R /Fit]" % (parent, item.page_number)
            if place:
                links += b" /Prev %d 0 R" % numbers[place - 1]
            if place + 1 < len(items):
                links += b" /Next %d 0 R" % numbers[place + 1]
            if item.children:
                below = self._write_outline_items(numbers[place], item.children)
                links += b" %s /Count %d" % (below, len(item.children))
            self._writer.write(numbers[place], b"<< /Title %s %s >>" % (text_string(item.title), links))
        return b"/First %d 0 R /Last %d 0 R" % (numbers[0], numbers[-1]) if items else b""
