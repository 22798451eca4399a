"""The PDF writer exports slides, or handouts with notes and sources."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from desktop.output.export_files import check_pdf, replacing
from desktop.output.export_job import prepare_export
from desktop.output.pdf.assemble import assemble
from desktop.output.pdf.document import PdfDocument
from desktop.output.pdf.handout import Handout
from desktop.output.selection import ExportError, ProgressCallback, no_progress
from desktop.render.page.grid import grid_for
from desktop.render.painter_scope import painting
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.story.storage.os_reasons import OsReason

_DPI: Final = 144
"""Canvas pixels to an inch: a canvas of 1920 is 13⅓ inches wide, as slides of other tools are."""
_RESOLUTION: Final = 96
"""Qt spaces letters by whole multiples of 96 dpi: at any other resolution tracking comes out wrong. Vectors do not mind."""


def write_pdf(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    aspect: str = "",
    handout: int = 0,
    paper: str = "",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the selected slides as one PDF; return its path.

    `handout` asks for paper with 1, 2, 3 or 6 slides a page, `paper` for "a4" or "letter" ("" for what the system's
    country uses). Raises ExportError where a slide is unknown or the file cannot be written. A QGuiApplication must
    exist.
    """
    job = prepare_export(story, language, slides, steps)
    file = Path(path)
    with replacing(file) as temp_path, TemporaryDirectory() as folder:
        qt_path = Path(folder) / "pages.pdf"
        document = PdfDocument(job)
        try:
            _paint(document, qt_path, job.aspect(aspect), handout, paper, progress)
            check_pdf(qt_path, file)
            assemble(qt_path, temp_path, document.pages, document.resources, document.root, job.language)
        except OSError as error:
            raise ExportError("unwritable", path=file, reason=OsReason.of(error)) from error
    return (file,)


def _paint(
    document: PdfDocument, qt_path: Path, aspect: str, per_page: int, paper: str, progress: ProgressCallback
) -> None:
    """Let Qt write the pages to a file of its own.

    Raises ExportError, or OSError where the file cannot be written.
    """
    job = document.job
    writer = QPdfWriter(str(qt_path))
    writer.setCreator("Passeur")
    writer.setTitle(plain_text(job.story.title.get(job.language)))
    writer.setAuthor(plain_text(job.story.author.get(job.language)))
    writer.setResolution(_RESOLUTION)
    handout = Handout(document, writer, aspect, per_page, paper) if per_page else None
    if handout is None:
        grid = grid_for(aspect)
        size = QSizeF(grid.width / _DPI, grid.height / _DPI)
        page_size = QPageSize(size, QPageSize.Unit.Inch, "slide", QPageSize.SizeMatchPolicy.ExactMatch)
        writer.setPageLayout(QPageLayout(page_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    with painting(writer) as painter:
        if not painter.isActive():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(qt_path))
        if handout is not None:
            handout.paint(painter, progress)
            return
        for page in job.pages_with_progress(progress):
            if document.pages:
                writer.newPage()
            document.new_page(document.slide_label(page), document.section(page.slide))
            document.paint_slide(
                painter, page, job.lay_out(page, aspect), QRectF(0, 0, writer.width(), writer.height())
            )
