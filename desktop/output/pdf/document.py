"""The pages and the structure of a PDF while Qt paints them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.output.export_job import ExportJob
from desktop.output.pdf.assemble import OutlineSlide, PageLink, PaintedPage
from desktop.output.pdf.content_placeholders import PageMarks
from desktop.output.pdf.elements import SlideElements
from desktop.output.pdf.resources import Resources
from desktop.output.pdf.slide_painter import SlidePainter
from desktop.output.pdf.source_marks import SourceMark, SourceMarks
from desktop.output.pdf.structure import Element
from desktop.output.safe_link import is_safe_link
from desktop.output.selection import ExportPage
from desktop.output.semantic_roles import Role, role_parts
from desktop.render.frame import Frame, TextRun
from desktop.story.markdown import plain_text
from desktop.story.model import Slide
from desktop.story.sections import section_by_slide
from desktop.story.slide_title import slide_title

POINTS_PER_UNIT = 72 / 96
"""Points for each unit of a painter at 96 dpi."""


class PdfDocument:
    """Collects pages; each slide is a section of its structure."""

    def __init__(self, job: ExportJob) -> None:
        self.job = job
        self.resources = Resources()
        self.root = Element("Document")
        self.pages: list[PaintedPage] = []
        self._elements: dict[str, SlideElements] = {}
        self._in_outline: set[str] = set()
        self._section_by_slide = section_by_slide(job.story)

    def new_page(self, label: str, section: Element) -> PaintedPage:
        """Add a page; links that Qt makes on it belong to `section`."""
        page = PaintedPage(PageMarks(), label, section)
        self.pages.append(page)
        return page

    def section(self, slide: Slide) -> Element:
        """Return the section of a slide."""
        return self._slide_elements(slide).section

    def slide_label(self, page: ExportPage) -> str:
        """Return the number of a slide with its step, such as "3.1"."""
        job, slide = self.job, page.slide
        label = str(job.story.slide_numbers.get(slide.id, 0))
        if slide.backup:
            label = job.story.own_language(job.language).word("backup", number=label)
        return f"{label}.{page.step}" if page.step else label

    def paint_slide(self, painter: QPainter, page: ExportPage, frame: Frame, rect: QRectF) -> None:
        """Paint a slide into a rectangle of the last page."""
        slide, painted = page.slide, self.pages[-1]
        elements = self._slide_elements(slide)
        if slide.id not in self._in_outline:
            self._in_outline.add(slide.id)
            painted.slides.append(self._outline_slide(slide))
        slide_painter = SlidePainter(painter, painted, self.resources, frame, rect, len(self.pages) - 1)
        slide_painter.paint_background()
        said_before = page.step - 1 if page.step else -1
        marks = SourceMarks(frame)
        for part in role_parts(frame, slide, page.step, said_before=said_before):
            element = elements.element(part.role)
            slide_painter.paint_part(part, element)
            for item in part.items:
                if isinstance(item, TextRun) and element is not None:
                    self._add_mark_links(painted, marks.of(item), element, frame, rect)
        self._add_links(painted, elements, frame, page, rect)

    def _outline_slide(self, slide: Slide) -> OutlineSlide:
        title = slide_title(self.job.story, slide, self.job.language)
        section = self._section_by_slide.get(slide.id)
        if section is None:
            return OutlineSlide(title)
        return OutlineSlide(title, section.id, plain_text(section.title.get(self.job.language)))

    def _slide_elements(self, slide: Slide) -> SlideElements:
        if slide.id not in self._elements:
            section = self.root.add("Sect")
            self._elements[slide.id] = SlideElements(section, slide, self.job.story, self.job.language)
        return self._elements[slide.id]

    def _add_mark_links(
        self, painted: PaintedPage, marks: Iterable[SourceMark], element: Element, frame: Frame, rect: QRectF
    ) -> None:
        """Link the numbers of sources to their entries on the page."""
        scale = rect.width() / frame.width * POINTS_PER_UNIT
        left, top = rect.x() * POINTS_PER_UNIT, rect.y() * POINTS_PER_UNIT
        for mark in marks:
            x, y = left + mark.x * scale, top + mark.y * scale
            source = self.job.story.source_by_id.get(mark.entry.id)
            name = source.publisher.get(self.job.language) if source is not None else ""
            name = name or mark.entry.id
            place = (left + mark.entry.x * scale, top + mark.entry.y * scale)
            link = PageLink(
                (x, y, x + mark.width * scale, y + mark.height * scale),
                name,
                element.add("Link", name),
                place,
            )
            painted.links.append(link)

    def _add_links(
        self, painted: PaintedPage, elements: SlideElements, frame: Frame, page: ExportPage, rect: QRectF
    ) -> None:
        """Add the links of sources and texts to a page."""
        scale = rect.width() / frame.width * POINTS_PER_UNIT
        left, top = rect.x() * POINTS_PER_UNIT, rect.y() * POINTS_PER_UNIT

        def add(x: float, y: float, width: float, height: float, url: str, element: Element | None) -> None:
            if element is not None and is_safe_link(url):
                x0, y0 = left + x * scale, top + y * scale
                painted.links.append(PageLink((x0, y0, x0 + width * scale, y0 + height * scale), url, element))

        for zone in frame.zones:
            source = self.job.story.source_by_id.get(zone.id) if zone.kind == "source" else None
            if source is not None and source.url and (page.step is None or zone.step <= page.step):
                add(zone.x, zone.y, zone.width, zone.height, source.url, elements.element(Role("source", source.id)))
        for item in frame.items:
            if isinstance(item, TextRun) and is_safe_link(item.link) and (page.step is None or item.step <= page.step):
                size = item.font.size
                add(item.x, item.y - size, item.width, 1.25 * size, item.link, elements.section.add("Link", item.text))
