"""Slides as PDF: vectors and real text through the one painter; with `notes`, handouts with notes and sources."""

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
    QTextDocument,
)

from desktop.i18n import Words
from desktop.output.atomic_write import written
from desktop.output.job import prepare
from desktop.output.selection import ExportError, Page, Progress, silent
from desktop.render import theme as themes
from desktop.render.frame import Frame
from desktop.render.layouts.layout import ASPECTS
from desktop.render.paint import paint
from desktop.render.text import qfont
from desktop.story.citations import cited
from desktop.story.dates.parse import spoken
from desktop.story.model import Slide, Story
from desktop.story.speaker_notes import whole

_WORDS = Words({"notes": ("Notes", "Notes"), "sources": ("Sources", "Sources")})
_DPI = 144
"""Canvas pixels to an inch: a 1920 canvas is a page of 13⅓ inches, as other tools' slides are."""
_RESOLUTION = 96
"""Qt spaces letters by whole multiples of 96 dpi: at any other resolution tracking comes out wrong. Vectors do not mind."""


def write(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    aspect: str = "",
    notes: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the chosen slides as one PDF and return its path in a tuple.

    Raises ExportError where a slide is unknown or the file cannot be written. A QGuiApplication must exist.
    """
    work = prepare(story, language, slides, steps)
    shape = work.shape(aspect)
    file = Path(path)
    with written(file) as beside:
        writer = QPdfWriter(str(beside))
        writer.setCreator("Passeur")
        writer.setTitle(story.title.get(work.language))
        writer.setAuthor(story.author.get(work.language))
        writer.setResolution(_RESOLUTION)
        sheet = _sheet(shape, notes)
        writer.setPageLayout(QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        painter = QPainter()
        if not painter.begin(writer):
            raise ExportError("unwritable", path=file, reason="PDF")
        try:
            # All pages are in one file, which is thrown away as a whole.
            for page, _ in work.each([beside] * len(work.pages), progress):
                if page is not work.pages[0]:
                    writer.newPage()
                handout = _handout(page.slide, story, work.language) if notes else None
                _page(painter, writer, page, work.frame(page, shape), handout)
        finally:
            painter.end()
    return (file,)


def _sheet(shape: str, notes: bool) -> QPageSize:
    """Return the size of a page: the canvas itself, or A4 for handouts."""
    if notes:
        return QPageSize(QPageSize.PageSizeId.A4)
    size = QSizeF(1920.0 / _DPI, ASPECTS.get(shape, 1080.0) / _DPI)
    return QPageSize(size, QPageSize.Unit.Inch, "slide", QPageSize.SizeMatchPolicy.ExactMatch)


def _page(painter: QPainter, writer: QPdfWriter, page: Page, frame: Frame, handout: str | None) -> None:
    """Paint one page: the slide alone, or the slide over its notes and sources in Markdown."""
    if handout is None:
        paint(painter, frame, QRectF(0, 0, writer.width(), writer.height()), page.step)
        return
    margin = writer.width() * 0.075
    width = writer.width() - 2 * margin
    height = width * frame.height / frame.width
    paint(painter, frame, QRectF(margin, margin, width, height), page.step)
    scale = width / 760.0
    text = QTextDocument()
    text.setDefaultFont(qfont(themes.body(15)))
    text.setTextWidth(760.0)
    # Only Markdown's text is wanted: raw HTML of an untrusted story stays text, and no image is ever loaded from it.
    text.setMarkdown(handout, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    painter.save()
    painter.translate(margin, margin + height + margin * 0.6)
    painter.scale(scale, scale)
    room = (writer.height() - 2.6 * margin - height) / scale
    if text.size().height() > room:
        shrink = max(0.5, (room / text.size().height()) ** 0.5)
        painter.scale(shrink, shrink)
        text.setTextWidth(760.0 / shrink)
    look = QAbstractTextDocumentLayout.PaintContext()
    look.palette = QPalette(QColor("#201a18"))
    look.palette.setColor(QPalette.ColorRole.Text, QColor("#201a18"))
    text.documentLayout().draw(painter, look)
    painter.restore()


def _handout(slide: Slide, story: Story, language: str) -> str:
    """Write the notes and the sources of a slide as Markdown."""
    parts = []
    notes = slide.notes.get(language)
    if notes:
        parts.append(f"### {_WORDS('notes', language)}\n\n{whole(notes)}")
    rows = []
    for name in cited(slide, story):
        source = story.source_by_id[name]
        words = [f"**{source.publisher.get(language) or name}**", source.title.get(language)]
        if source.date is not None:
            words.append(spoken(source.date, language))
        if source.url:
            words.append(source.url)
        rows.append("- " + ", ".join(word for word in words if word))
    if rows:
        parts.append(f"### {_WORDS('sources', language)}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)
