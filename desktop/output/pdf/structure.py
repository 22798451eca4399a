"""The structure tree of a PDF: what a screen reader walks through."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.output.pdf.object_writer import ObjectWriter
from desktop.output.pdf.syntax import text_string


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """Names a marked stretch of a page's content."""

    page: int  # index of the page
    mcid: int  # its number on the page, from 0


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Names an annotation of a page that is a link."""

    page: int
    annotation: int  # number of the object
    key: int  # its place in the table that leads from annotations to elements


@dataclass(eq=False)
class Element:
    """An element of the structure, such as a paragraph ("P")."""

    kind: str
    alt: str = ""
    kids: list[Element | MarkedContent | LinkTarget] = field(default_factory=list)

    def add(self, kind: str, alt: str = "") -> Element:
        """Add a child element; return it."""
        child = Element(kind, alt)
        self.kids.append(child)
        return child


class StructureWriter:
    """Writes a tree of elements and the table that leads to it."""

    def __init__(self, writer: ObjectWriter, page_numbers: tuple[int, ...]) -> None:
        self._writer = writer
        self._pages = page_numbers
        self._by_page: list[dict[int, int]] = [{} for _ in page_numbers]
        self._by_key: dict[int, int] = {}
        self._notes: dict[bytes, int] = {}  # elements by their identifiers: a note must have one

    def write(self, document: Element) -> int:
        """Write the tree; return the number of its root.

        The keys of links lie beyond the indexes of pages.
        """
        root = self._writer.reserve()
        top = self._element(document, root)
        rows = []
        for page, parents in enumerate(self._by_page):
            members = b" ".join(b"%d 0 R" % parents[mcid] for mcid in sorted(parents))
            rows.append(b"%d [%s]" % (page, members))
        rows += [b"%d %d 0 R" % (key, self._by_key[key]) for key in sorted(self._by_key)]
        table = self._writer.add(b"<< /Nums [%s] >>" % b"\n".join(rows))
        identifiers = b"".join(b"(%s) %d 0 R " % entry for entry in sorted(self._notes.items()))
        ends = b"(%s) (%s)" % (min(self._notes), max(self._notes)) if self._notes else b""
        tree = b" /IDTree << /Kids [<< /Limits [%s] /Names [%s] >>] >>" % (ends, identifiers) if self._notes else b""
        entries = (top, table, max(self._by_key, default=len(self._pages) - 1) + 1, tree)
        self._writer.write(
            root, b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d%s >>" % entries
        )
        return root

    def _element(self, element: Element, parent: int) -> int:
        number = self._writer.reserve()
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(b"%d 0 R" % self._element(kid, number))
            elif isinstance(kid, MarkedContent):
                self._by_page[kid.page][kid.mcid] = number
                kids.append(b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (self._pages[kid.page], kid.mcid))
            else:
                self._by_key[kid.key] = number
                kids.append(b"<< /Type /OBJR /Pg %d 0 R /Obj %d 0 R >>" % (self._pages[kid.page], kid.annotation))
        entries = b" /Alt " + text_string(element.alt) if element.alt else b""
        if element.kind == "Note":
            name = b"note-%06d" % number
            self._notes[name] = number
            entries += b" /ID (%s)" % name
        body = b"<< /Type /StructElem /S /%s /P %d 0 R%s /K [%s] >>"
        self._writer.write(number, body % (element.kind.encode("ascii"), parent, entries, b" ".join(kids)))
        return number
