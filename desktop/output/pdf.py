"""The PDF writer exports slides, or handouts with notes and sources."""

from __future__ import annotations

from pathlib import Path

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
from desktop.output.export_job import prepare_export
from desktop.output.sealed_document import SealedDocument
from desktop.output.selection import ExportError, ExportPage, ProgressCallback, no_progress
from desktop.render import theme as themes
from desktop.render.font_files import qfont
from desktop.render.frame import Frame
from desktop.render.layouts.slide_layout import ASPECTS
from desktop.render.paint import paint
from desktop.render.painting import painting
from desktop.story.citations import slide_source_ids
from desktop.story.dates.words import format_date
from desktop.story.model import Slide, Story
from desktop.story.speaker_notes import without_step_marks

_DPI = 144
"""Canvas pixels to an inch: a canvas of 1920 is 13⅓ inches wide, as slides of other tools are."""
_RESOLUTION = 96
"""Qt spaces letters by whole multiples of 96 dpi: at any other resolution tracking comes out wrong. Vectors do not mind."""


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
    page_aspect = job.aspect(aspect)
    file = Path(path)
    with replacing(file) as temp_path:
        writer = QPdfWriter(str(temp_path))
        writer.setCreator("Passeur")
        writer.setTitle(story.title.get(job.language))
        writer.setAuthor(story.author.get(job.language))
        writer.setResolution(_RESOLUTION)
        page_size = _page_size(page_aspect, notes)
        writer.setPageLayout(QPageLayout(page_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        with painting(writer) as painter:
            if not painter.isActive():
                raise ExportError("unwritable", path=file, reason="PDF")
            for page in job.pages_with_progress(progress):
                if page is not job.pages[0]:
                    writer.newPage()
                handout = _handout_markdown(page.slide, story, job.language) if notes else None
                _paint_page(painter, writer, page, job.lay_out(page, page_aspect), handout)
        check_pdf(temp_path)
    return (file,)


def _page_size(aspect: str, with_notes: bool) -> QPageSize:
    """Return a page's size: the canvas, or A4 for handouts."""
    if with_notes:
        return QPageSize(QPageSize.PageSizeId.A4)
    size = QSizeF(1920.0 / _DPI, ASPECTS.get(aspect, 1080.0) / _DPI)
    return QPageSize(size, QPageSize.Unit.Inch, "slide", QPageSize.SizeMatchPolicy.ExactMatch)


def _paint_page(painter: QPainter, writer: QPdfWriter, page: ExportPage, frame: Frame, handout: str | None) -> None:
    """Paint a page: the slide, with notes below for handouts.

    Notes and sources are in Markdown.
    """
    if handout is None:
        paint(painter, frame, QRectF(0, 0, writer.width(), writer.height()), page.step)
        return
    margin = writer.width() * 0.075
    width = writer.width() - 2 * margin
    height = width * frame.height / frame.width
    paint(painter, frame, QRectF(margin, margin, width, height), page.step)
    scale = width / 760.0
    document = SealedDocument()
    document.setDefaultFont(qfont(themes.body_font(15)))
    document.setTextWidth(760.0)
    document.set_story_markdown(handout)
    painter.save()
    painter.translate(margin, margin + height + margin * 0.6)
    painter.scale(scale, scale)
    max_height = (writer.height() - 2.6 * margin - height) / scale
    if document.size().height() > max_height:
        shrink = max(0.5, (max_height / document.size().height()) ** 0.5)
        painter.scale(shrink, shrink)
        document.setTextWidth(760.0 / shrink)
    paint_context = QAbstractTextDocumentLayout.PaintContext()
    paint_context.palette = QPalette(QColor("#201a18"))
    paint_context.palette.setColor(QPalette.ColorRole.Text, QColor("#201a18"))
    document.documentLayout().draw(painter, paint_context)
    painter.restore()


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
