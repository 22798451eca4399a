"""Paints slides on paper with notes, sources and the whole timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from desktop.output.pdf.document import PdfDocument
from desktop.output.pdf.handout_text import HandoutText, all_sources, short_notes, slide_notes
from desktop.output.pdf.slide_painter import tagged
from desktop.output.pdf.structure import Element
from desktop.output.selection import ExportPage, ProgressCallback
from desktop.render import theme as themes
from desktop.render.font_files import font_metrics, qfont
from desktop.render.frame import Frame
from desktop.render.painter_scope import saved_state
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.markdown import plain_text
from desktop.story.model import Slide

PAPERS: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}

_MARGIN: Final = 60.0
_GAP: Final = 28.0
_NOTES_GAP: Final = 14.0  # between a slide and its notes in a column
_COLUMNS: Final = 2  # of six slides a page
_HEADER_HEIGHT: Final = 40.0
_TEXT_SIZE: Final = {1: 15.0, 2: 13.0, 3: 12.0, 6: 10.0}
_SLIDE_WIDTH: Final = {2: 0.56, 3: 0.48}
"""The part of the width that a slide takes beside its notes."""
_EDGE_COLOR: Final = "#b9ada3"
_HEADER_COLOR: Final = "#6b5d54"


class Handout:
    """Paints the pages of a handout.

    A row holds a slide with its notes, below it for one slide a page, else beside it; with six a page it holds two
    slides, each with its notes below. A row takes the height that it needs; notes that are longer than a page go on on
    the next.
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
        row: list[ExportPage] = []
        for page in job.pages_with_progress(progress):
            if self._per_page < 6:
                self._paint_row(painter, page)
                continue
            row.append(page)
            if len(row) == _COLUMNS:
                self._paint_columns(painter, row)
                row = []
        if row:
            self._paint_columns(painter, row)
        self._paint_timeline(painter)
        self._paint_sources(painter)

    @property
    def _width(self) -> float:
        return self._writer.width() - 2 * _MARGIN

    @property
    def _bottom(self) -> float:
        return self._writer.height() - _MARGIN

    @property
    def _is_right_to_left(self) -> bool:
        job = self._document.job
        return job.story.own_language(job.language).is_right_to_left

    def _text(self, markdown: str, width: float, size: float = 0.0) -> HandoutText:
        """Return a text in the direction of the language.

        `size` is that of notes where it is 0.
        """
        size = size or _TEXT_SIZE[self._per_page]
        return HandoutText(markdown, width, size, right_to_left=self._is_right_to_left)

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
        if not self._document.pages or self._rows >= self._per_page or self._y + height > self._bottom:
            self._new_page(painter)

    def _paint_slide(self, painter: QPainter, page: ExportPage, frame: Frame, rect: QRectF) -> None:
        """Paint a slide with a thin edge on the paper."""
        self._document.paint_slide(painter, page, frame, rect)
        with tagged(painter, self._document.pages[-1], len(self._document.pages) - 1, None), saved_state(painter):
            painter.setPen(QPen(QColor(_EDGE_COLOR), 0.75))
            painter.drawRect(rect)

    def _paint_row(self, painter: QPainter, page: ExportPage) -> None:
        """Paint a slide with its notes and sources."""
        job = self._document.job
        frame = job.lay_out(page, self._aspect, theme=themes.PRINT)
        self._section = self._document.section(page.slide)
        beside = self._per_page > 1
        slide_width = self._width * _SLIDE_WIDTH.get(self._per_page, 1.0)
        slide_height = slide_width * frame.height / frame.width
        text_width = self._width - slide_width - _GAP if beside else self._width
        text = self._text(slide_notes(page.slide, job.story, job.language), text_width)
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
            self._paint_slice(painter, element, text, (x, self._y), part)
            self._y += part[1] - part[0]

    def _paint_columns(self, painter: QPainter, pages: Sequence[ExportPage]) -> None:
        """Paint slides side by side, each with its notes below."""
        job = self._document.job
        width = (self._width - _GAP) / _COLUMNS
        frames = [job.lay_out(page, self._aspect, theme=themes.PRINT) for page in pages]
        slide_height = max(width * frame.height / frame.width for frame in frames)
        texts = [self._text(short_notes(page.slide, job.story, job.language), width) for page in pages]
        height = slide_height + _NOTES_GAP + max(text.height for text in texts)
        whole_page = self._bottom - _MARGIN - _HEADER_HEIGHT
        self._section = self._document.section(pages[0].slide)
        self._need(painter, min(height, whole_page))
        self._rows += len(pages)
        top, notes_top = self._y, self._y + slide_height + _NOTES_GAP
        rests: list[tuple[Element, HandoutText, tuple[float, float]]] = []
        for column, (page, frame, text) in enumerate(zip(pages, frames, texts, strict=True)):
            place = _COLUMNS - 1 - column if self._is_right_to_left else column
            x = _MARGIN + place * (width + _GAP)
            self._paint_slide(painter, page, frame, QRectF(x, top, width, width * frame.height / frame.width))
            element: Element | None = None
            for part in text.slices(self._bottom - notes_top, whole_page):
                if element is None:
                    element = self._document.section(page.slide).add("P")
                    self._paint_slice(painter, element, text, (x, notes_top), part)
                else:
                    rests.append((element, text, part))
        self._y = self._bottom if rests else top + max(height + _GAP, whole_page * _COLUMNS / self._per_page)
        for element, text, part in rests:
            self._need(painter, part[1] - part[0])
            self._paint_slice(painter, element, text, (_MARGIN, self._y), part)
            self._y += part[1] - part[0] + _GAP

    def _paint_slice(
        self,
        painter: QPainter,
        element: Element,
        text: HandoutText,
        place: tuple[float, float],
        part: tuple[float, float],
    ) -> None:
        """Paint a part of a text on the last page."""
        with tagged(painter, self._document.pages[-1], len(self._document.pages) - 1, element):
            text.paint(painter, *place, part)

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
            self._paint_text(painter, self._text(markdown, self._width, _TEXT_SIZE[1]), _MARGIN)


def usual_paper() -> QPageSize.PageSizeId:
    """Return the paper of the system's country."""
    territories = (QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico)
    return PAPERS["letter" if QLocale.system().territory() in territories else "a4"]
