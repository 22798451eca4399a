"""Paints slides on paper with notes, sources and the whole timeline."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from desktop.output.pdf.document import PdfDocument
from desktop.output.pdf.handout_text import HandoutText, all_sources, slide_notes
from desktop.output.pdf.slide_painter import tagged
from desktop.output.pdf.structure import Element
from desktop.output.selection import ExportPage, ProgressCallback
from desktop.render import theme as themes
from desktop.render.font_files import font_metrics, qfont
from desktop.render.frame import Frame
from desktop.render.painter_scope import saved_state
from desktop.story.dates.parse import parse_date
from desktop.story.dates.words import format_date
from desktop.story.markdown import plain_text
from desktop.story.model import Slide

PAPERS: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
SLIDES_PER_PAGE: Final = (1, 2, 3, 6)

_MARGIN: Final = 60.0
_GAP: Final = 28.0
_HEADER_HEIGHT: Final = 40.0
_TEXT_SIZE: Final = {1: 15.0, 2: 13.0, 3: 12.0}
_SLIDE_WIDTH: Final = {2: 0.56, 3: 0.48}
"""The part of the width that a slide takes beside its notes."""
_EDGE_COLOR: Final = "#b9ada3"
_HEADER_COLOR: Final = "#6b5d54"


class Handout:
    """Paints the pages of a handout.

    A row holds a slide with its notes, below it for one slide a page, else beside it. A row takes the height that it
    needs; notes that are longer than a page go on on the next. With six a page there are slides alone.
    """

    def __init__(self, document: PdfDocument, writer: QPdfWriter, aspect: str, per_page: int, paper: str) -> None:
        self._document = document
        self._writer = writer
        self._aspect = aspect
        self._per_page = per_page
        self._paper = QPageSize(PAPERS.get(paper) or usual_paper())
        self._section = Element("Sect")
        self._y = 0.0
        self._rows = 0
        self._set_orientation(QPageLayout.Orientation.Portrait)

    def paint(self, painter: QPainter, progress: ProgressCallback) -> None:
        """Paint all pages.

        Raises ExportError where `progress` says to stop.
        """
        job = self._document.job
        for page in job.pages_with_progress(progress):
            frame = job.lay_out(page, self._aspect, theme=themes.PRINT)
            self._section = self._document.section(page.slide)
            if self._per_page == 6:
                self._paint_in_grid(painter, page, frame)
            else:
                self._paint_row(painter, page, frame)
        self._paint_timeline(painter)
        self._paint_sources(painter)

    @property
    def _width(self) -> float:
        return self._writer.width() - 2 * _MARGIN

    @property
    def _bottom(self) -> float:
        return self._writer.height() - _MARGIN

    def _set_orientation(self, orientation: QPageLayout.Orientation) -> None:
        self._writer.setPageLayout(QPageLayout(self._paper, orientation, QMarginsF(0, 0, 0, 0)))

    def _new_page(self, painter: QPainter) -> None:
        """Begin a page with its header."""
        job, document = self._document.job, self._document
        if document.pages:
            self._writer.newPage()
        number = str(len(document.pages) + 1)
        painted = document.new_page(number, self._section)
        self._rows = 0
        self._y = _MARGIN + _HEADER_HEIGHT
        today = parse_date(datetime.now(UTC).astimezone().date().isoformat())
        title = plain_text(job.story.title.get(job.language))
        date = format_date(today, job.story.own_language(job.language))
        font = themes.body_font(12)
        measure = font_metrics(font)
        with tagged(painter, painted, len(document.pages) - 1, None), saved_state(painter):
            painter.setFont(qfont(font))
            painter.setPen(QPen(QColor(_HEADER_COLOR)))
            right = _MARGIN + self._width
            words = f"{date}   {number}"
            left_width = self._width - measure.horizontalAdvance(words) - _GAP
            elided = measure.elidedText(title, Qt.TextElideMode.ElideRight, left_width)
            painter.drawText(round(_MARGIN), round(_MARGIN + 6), elided)
            painter.drawText(round(right - measure.horizontalAdvance(words)), round(_MARGIN + 6), words)

    def _need(self, painter: QPainter, height: float) -> None:
        """Begin a page where `height` does not fit the present one."""
        full = self._rows >= self._per_page and self._per_page != 6
        if not self._document.pages or full or self._y + height > self._bottom:
            self._new_page(painter)

    def _paint_slide(self, painter: QPainter, page: ExportPage, frame: Frame, rect: QRectF) -> None:
        """Paint a slide with a thin edge on the paper."""
        self._document.paint_slide(painter, page, frame, rect)
        with tagged(painter, self._document.pages[-1], len(self._document.pages) - 1, None), saved_state(painter):
            painter.setPen(QPen(QColor(_EDGE_COLOR), 0.75))
            painter.drawRect(rect)

    def _paint_row(self, painter: QPainter, page: ExportPage, frame: Frame) -> None:
        """Paint a slide with its notes and sources."""
        job = self._document.job
        beside = self._per_page > 1
        slide_width = self._width * _SLIDE_WIDTH.get(self._per_page, 1.0)
        slide_height = slide_width * frame.height / frame.width
        text_width = self._width - slide_width - _GAP if beside else self._width
        text = HandoutText(slide_notes(page.slide, job.story, job.language), text_width, _TEXT_SIZE[self._per_page])
        height = max(slide_height, text.height) if beside else slide_height
        whole_page = self._bottom - _MARGIN - _HEADER_HEIGHT
        self._need(painter, height if height <= whole_page else slide_height)
        self._rows += 1
        top = self._y
        self._paint_slide(painter, page, frame, QRectF(_MARGIN, top, slide_width, slide_height))
        x = _MARGIN + slide_width + _GAP if beside else _MARGIN
        self._y = top if beside else top + slide_height + _GAP
        page_count = len(self._document.pages)
        self._paint_text(painter, text, x)
        if len(self._document.pages) == page_count:
            # Rows that are short share the page evenly.
            self._y = max(self._y + _GAP, top + slide_height + _GAP, top + whole_page / self._per_page)
        else:
            self._y += _GAP

    def _paint_text(self, painter: QPainter, text: HandoutText, x: float) -> None:
        """Paint a text, over as many pages as it takes."""
        element: Element | None = None
        for part in text.slices(self._bottom - self._y, self._bottom - _MARGIN - _HEADER_HEIGHT):
            if element is not None:
                self._new_page(painter)
            element = element or self._section.add("P")
            with tagged(painter, self._document.pages[-1], len(self._document.pages) - 1, element):
                text.paint(painter, x, self._y, part)
            self._y += part[1] - part[0]

    def _paint_in_grid(self, painter: QPainter, page: ExportPage, frame: Frame) -> None:
        """Paint a slide at its place among six."""
        column = self._rows % 2
        width = (self._width - _GAP) / 2
        height = width * frame.height / frame.width
        if column == 0:
            if self._rows == self._per_page:
                self._y = self._bottom
            self._need(painter, height)
        self._rows += 1
        self._paint_slide(painter, page, frame, QRectF(_MARGIN + column * (width + _GAP), self._y, width, height))
        if column == 1:
            self._y += max(height + _GAP, (self._bottom - _MARGIN - _HEADER_HEIGHT) / 3)

    def _paint_timeline(self, painter: QPainter) -> None:
        """Paint the whole timeline across a page of its own."""
        job = self._document.job
        if not job.story.events:
            return
        slide = Slide("the-whole-timeline", "timeline", title=job.story.title)
        self._section = self._document.section(slide)
        self._set_orientation(QPageLayout.Orientation.Landscape)
        self._new_page(painter)
        page = ExportPage(slide, 0, None)
        frame = job.lay_out(page, "16:10", theme=themes.PRINT)
        width = min(self._width, (self._bottom - self._y) * frame.width / frame.height)
        rect = QRectF(_MARGIN + (self._width - width) / 2, self._y, width, width * frame.height / frame.width)
        self._document.paint_slide(painter, page, frame, rect)

    def _paint_sources(self, painter: QPainter) -> None:
        """Paint the list of all sources."""
        job = self._document.job
        markdown = all_sources(job.story, job.language)
        if markdown:
            self._section = self._document.root.add("Sect")
            self._set_orientation(QPageLayout.Orientation.Portrait)
            self._new_page(painter)
            self._paint_text(painter, HandoutText(markdown, self._width, _TEXT_SIZE[1]), _MARGIN)


def usual_paper() -> QPageSize.PageSizeId:
    """Return the paper of the system's country."""
    territories = (QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico)
    return PAPERS["letter" if QLocale.system().territory() in territories else "a4"]
