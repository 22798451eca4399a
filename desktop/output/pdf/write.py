"""The PDF writer exports slides, or handouts with notes and sources."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
)

from desktop.output.atomic_write import check_pdf, replacing
from desktop.output.export_job import ExportJob, prepare_export
from desktop.output.pdf.assemble import PageLink, PaintedPage, assemble
from desktop.output.pdf.elements import SlideElements
from desktop.output.pdf.marks import PageMarks
from desktop.output.pdf.resources import Resources
from desktop.output.pdf.roles import Role, role_parts
from desktop.output.pdf.slide_painter import SlidePainter
from desktop.output.pdf.structure import Element
from desktop.output.safe_link import is_safe_link
from desktop.output.sealed_document import SealedDocument
from desktop.output.selection import ExportError, ExportPage, ProgressCallback, no_progress
from desktop.render import theme as themes
from desktop.render.font_files import qfont
from desktop.render.frame import Frame, TextRun
from desktop.render.page.grid import grid_for
from desktop.render.painting import painting, saved_state
from desktop.story.citations import slide_source_ids
from desktop.story.dates.words import format_date
from desktop.story.inherit import slide_content
from desktop.story.layouts import LAYOUTS
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.story.speaker_notes import without_step_marks

_DPI: Final = 144
"""Canvas pixels to an inch: a canvas of 1920 is 13⅓ inches wide, as slides of other tools are."""
_RESOLUTION: Final = 96
"""Qt spaces letters by whole multiples of 96 dpi: at any other resolution tracking comes out wrong. Vectors do not mind."""
_POINTS_PER_UNIT: Final = 72 / _RESOLUTION


def write_pdf(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    aspect: str = "",
    notes: bool = False,
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the selected slides as one PDF; return its path.

    Raises ExportError where a slide is unknown or the file cannot be written. A QGuiApplication must exist.
    """
    job = prepare_export(story, language, slides, steps)
    file = Path(path)
    with replacing(file) as temp_path, TemporaryDirectory() as folder:
        qt_path = Path(folder) / "pages.pdf"
        try:
            document = _Document(job, job.aspect(aspect), with_notes=notes)
            document.paint(qt_path, progress)
            check_pdf(qt_path, file)
            assemble(qt_path, temp_path, document.pages, document.resources, document.root, job.language)
        except OSError as error:
            raise ExportError("unwritable", path=file, reason=error.strerror or str(error)) from error
    return (file,)


class _Document:
    """The pages of a PDF while Qt paints them."""

    def __init__(self, job: ExportJob, aspect: str, *, with_notes: bool) -> None:
        self._job = job
        self._aspect = aspect
        self._with_notes = with_notes
        self._elements: dict[str, SlideElements] = {}
        self.resources = Resources()
        self.root = Element("Document")
        self.pages: list[PaintedPage] = []

    def paint(self, qt_path: Path, progress: ProgressCallback) -> None:
        """Let Qt write the pages to a file of its own.

        Raises ExportError, or OSError where the file cannot be written.
        """
        job = self._job
        writer = QPdfWriter(str(qt_path))
        writer.setCreator("Passeur")
        writer.setTitle(plain_text(job.story.title.get(job.language)))
        writer.setAuthor(plain_text(job.story.author.get(job.language)))
        writer.setResolution(_RESOLUTION)
        page_size = _page_size(self._aspect, self._with_notes)
        writer.setPageLayout(QPageLayout(page_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        with painting(writer) as painter:
            if not painter.isActive():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(qt_path))
            for page in job.pages_with_progress(progress):
                if self.pages:
                    writer.newPage()
                self._paint_page(painter, QRectF(0, 0, writer.width(), writer.height()), page)

    def _paint_page(self, painter: QPainter, page_rect: QRectF, page: ExportPage) -> None:
        """Paint a page: the slide, with notes below for handouts."""
        job, slide = self._job, page.slide
        frame = job.lay_out(page, self._aspect)
        rect = page_rect
        if self._with_notes:
            margin = page_rect.width() * 0.075
            width = page_rect.width() - 2 * margin
            rect = QRectF(margin, margin, width, width * frame.height / frame.width)
        painted = self._new_page(page)
        elements = self._elements[slide.id]
        slide_painter = SlidePainter(painter, painted.marks, self.resources, frame, rect, len(self.pages) - 1)
        slide_painter.paint_background()
        said_before = page.step - 1 if page.step else -1
        ribbon = LAYOUTS[slide.layout].has_ribbon and bool(job.story.events)
        for part in role_parts(frame, slide, page.step, said_before=said_before, has_ribbon=ribbon):
            slide_painter.paint_part(part, elements.element(part.role))
        self._add_links(painted, elements, frame, page, rect)
        if self._with_notes:
            self._paint_notes(painter, slide, slide_painter, page_rect, rect)

    def _new_page(self, page: ExportPage) -> PaintedPage:
        """Add a page to the document, in its slide's section."""
        job, slide = self._job, page.slide
        label = str(job.story.slide_numbers.get(slide.id, 0))
        if slide.backup:
            label = job.story.own_language(job.language).word("backup", number=label)
        label += f".{page.step}" if page.step else ""
        title = ""
        if slide.id not in self._elements:
            section = self.root.add("Sect")
            self._elements[slide.id] = SlideElements(section, slide, job.story, job.language)
            title = plain_text(slide_content(slide, job.story).title.get(job.language)) or slide.id
        painted = PaintedPage(PageMarks(), label, self._elements[slide.id].section, title)
        self.pages.append(painted)
        return painted

    def _add_links(
        self, painted: PaintedPage, elements: SlideElements, frame: Frame, page: ExportPage, rect: QRectF
    ) -> None:
        """Add the links of sources and texts to a page."""
        scale = rect.width() / frame.width * _POINTS_PER_UNIT
        left, top = rect.x() * _POINTS_PER_UNIT, rect.y() * _POINTS_PER_UNIT

        def add(x: float, y: float, width: float, height: float, url: str, element: Element | None) -> None:
            if element is not None and is_safe_link(url):
                x0, y0 = left + x * scale, top + y * scale
                painted.links.append(PageLink((x0, y0, x0 + width * scale, y0 + height * scale), url, element))

        for zone in frame.zones:
            source = self._job.story.source_by_id.get(zone.id) if zone.kind == "source" else None
            if source is not None and source.url and (page.step is None or zone.step <= page.step):
                add(zone.x, zone.y, zone.width, zone.height, source.url, elements.element(Role("source", source.id)))
        for item in frame.items:
            if isinstance(item, TextRun) and is_safe_link(item.link) and (page.step is None or item.step <= page.step):
                size = item.font.size
                add(item.x, item.y - size, item.width, 1.25 * size, item.link, elements.section.add("Link"))

    def _paint_notes(
        self, painter: QPainter, slide: Slide, slide_painter: SlidePainter, page_rect: QRectF, rect: QRectF
    ) -> None:
        """Paint the notes and the sources below a slide."""
        handout = _handout_markdown(slide, self._job.story, self._job.language)
        if handout:
            with slide_painter.tagged(self._elements[slide.id].section.add("P")):
                _paint_markdown(painter, handout, page_rect, rect)


def _page_size(aspect: str, with_notes: bool) -> QPageSize:
    """Return a page's size: the canvas, or A4 for handouts."""
    if with_notes:
        return QPageSize(QPageSize.PageSizeId.A4)
    grid = grid_for(aspect)
    size = QSizeF(grid.width / _DPI, grid.height / _DPI)
    return QPageSize(size, QPageSize.Unit.Inch, "slide", QPageSize.SizeMatchPolicy.ExactMatch)


def _paint_markdown(painter: QPainter, handout: str, page_rect: QRectF, rect: QRectF) -> None:
    """Paint Markdown below a slide, smaller where it is long."""
    margin = rect.x()
    scale = rect.width() / 760.0
    document = SealedDocument()
    document.setDefaultFont(qfont(themes.body_font(15)))
    document.setTextWidth(760.0)
    document.set_story_markdown(handout)
    with saved_state(painter):
        painter.translate(margin, rect.bottom() + margin * 0.6)
        painter.scale(scale, scale)
        max_height = (page_rect.height() - 2.6 * margin - rect.height()) / scale
        if document.size().height() > max_height:
            shrink = max(0.5, (max_height / document.size().height()) ** 0.5)
            painter.scale(shrink, shrink)
            document.setTextWidth(760.0 / shrink)
        paint_context = QAbstractTextDocumentLayout.PaintContext()
        paint_context.palette = QPalette(QColor("#201a18"))
        paint_context.palette.setColor(QPalette.ColorRole.Text, QColor("#201a18"))
        document.documentLayout().draw(painter, paint_context)


def _handout_markdown(slide: Slide, story: Story, language: str) -> str:
    """Return the notes and the sources of a slide as Markdown."""
    parts = []
    own_language = story.own_language(language)
    notes = slide.notes.get(language)
    if notes:
        parts.append(f"### {own_language.word('notes_heading')}\n\n{without_step_marks(notes)}")
    rows = []
    for source_id in slide_source_ids(slide, story):
        source = story.source_by_id[source_id]
        citation = [f"**{source.publisher.get(language) or source_id}**", source.title.get(language)]
        if source.date is not None:
            citation.append(format_date(source.date, own_language))
        if source.url:
            citation.append(source.url)
        rows.append("- " + own_language.join_list([word for word in citation if word]))
    if rows:
        parts.append(f"### {own_language.word('sources_heading')}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)
