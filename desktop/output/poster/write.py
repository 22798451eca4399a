"""Writes the poster of the timeline as PDF, SVG or PNG."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from desktop.output.export_dates import parse_export_date, window_of_date
from desktop.output.export_files import check_pdf, replacing
from desktop.output.export_job import ExportJob, read_events
from desktop.output.pdf.assemble import assemble
from desktop.output.pdf.document import PdfDocument
from desktop.output.png import write_image
from desktop.output.poster.paper import paper_size
from desktop.output.poster.poster_frame import poster_frame
from desktop.output.selection import ExportError, ExportPage, ProgressCallback, no_progress
from desktop.output.svg.frame_svg import frame_to_svg
from desktop.render.font_files import load_fonts
from desktop.render.frame import Frame
from desktop.render.paint import frame_to_image
from desktop.render.painter_scope import painting
from desktop.render.timeline.geometry import full_axis_window
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.story.storage.os_reasons import OsReason
from desktop.timeline.log_axis import story_axis

DEFAULT_PAPER: Final = "A1"
_DPI: Final = 150
_MAX_SIDE: Final = 16_384
"""The limit for the side of a picture in pixels."""
_RESOLUTION: Final = 96
"""Qt spaces letters by whole multiples of 96 dpi: at any other resolution tracking comes out wrong."""


def write_poster(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    size: str | tuple[int, int] = "",
    window: str = "",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the timeline alone; return the file.

    `size` is a paper such as "A0", "A2-portrait" or "1000x500mm" ("" for A1), or pixels of a picture with 150 dpi; `window`
    is a date or an interval ("" for the whole story). The suffix of the path says the format. Raises ExportError for
    what is no paper or no date, where a file of events cannot be read, or where the poster cannot be written. A
    QGuiApplication must exist.
    """
    load_fonts()
    language, file = language or story.languages[0], Path(path)
    paper = _paper_of(size or DEFAULT_PAPER)
    if paper is None:
        raise ExportError("bad_paper", size=size)
    window_date = parse_export_date(window)
    aggregated = read_events(story, language)
    axis = story_axis(story)
    shown = full_axis_window(story, axis, aggregated)
    if window_date is not None:
        shown = axis.window_to_axis(window_of_date(window_date, axis.window_to_time(shown)))
    if not progress(0, 1):
        raise ExportError("cancelled")
    frame = poster_frame(story, language, paper, shown, window_date=window_date, aggregated=aggregated)
    title = plain_text(story.title.get(language))
    try:
        with replacing(file) as temp_path:
            if file.suffix.lower() == ".svg":
                temp_path.write_text(frame_to_svg(frame, title=title, sides=_svg_sides(paper)), encoding="utf-8")
            elif file.suffix.lower() == ".png":
                write_image(frame_to_image(frame, *_pixels(paper)), temp_path)
            else:
                _write_pdf(story, language, frame, paper, temp_path, file)
    except OSError as error:
        raise ExportError("unwritable", path=file, reason=OsReason.of(error)) from error
    progress(1, 1)
    return (file,)


def _paper_of(size: str | tuple[int, int]) -> tuple[float, float] | None:
    """Return the sides of a paper in mm, or None."""
    if not isinstance(size, str):
        width, height = (side / _DPI * 25.4 for side in size)
        return width, height
    pixels = re.fullmatch(r"(\d{2,5})[x×](\d{2,5})", size.strip().lower(), re.ASCII)
    return _paper_of((int(pixels[1]), int(pixels[2]))) if pixels else paper_size(size)


def _svg_sides(paper: tuple[float, float]) -> tuple[str, str]:
    return f"{paper[0]:g}mm", f"{paper[1]:g}mm"


def _pixels(paper: tuple[float, float]) -> tuple[int, int]:
    """Return the pixels of a picture for printing, within what is possible."""
    scale = min(_DPI / 25.4, _MAX_SIDE / max(paper))
    return round(paper[0] * scale), round(paper[1] * scale)


def _write_pdf(
    story: Story, language: str, frame: Frame, paper: tuple[float, float], temp_path: Path, file: Path
) -> None:
    """Write one tagged page of the paper's size."""
    slide = Slide("timeline", "timeline", title=story.title)
    page = ExportPage(slide, 1, None)
    job = ExportJob(replace(story, slides=(slide,)), language, (page,), {})
    document = PdfDocument(job)
    with TemporaryDirectory() as folder:
        qt_path = Path(folder) / "poster.pdf"
        writer = QPdfWriter(str(qt_path))
        writer.setCreator("Passeur")
        writer.setTitle(plain_text(story.title.get(language)))
        writer.setAuthor(plain_text(story.author.get(language)))
        writer.setResolution(_RESOLUTION)
        size = QPageSize(QSizeF(*paper), QPageSize.Unit.Millimeter, "poster", QPageSize.SizeMatchPolicy.ExactMatch)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        with painting(writer) as painter:
            if not painter.isActive():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(qt_path))
            document.new_page(document.slide_label(page), document.section(slide))
            document.paint_slide(painter, page, frame, QRectF(0, 0, writer.width(), writer.height()))
        check_pdf(qt_path, file)
        assemble(qt_path, temp_path, document.pages, document.resources, document.root, language)
