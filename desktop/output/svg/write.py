"""The SVG writer exports slides as drawings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.output.export_job import prepare_export
from desktop.output.selection import ExportPage, ProgressCallback, no_progress, target_files
from desktop.output.svg.frame_svg import frame_to_svg
from desktop.story.markdown import plain_text
from desktop.story.model import Story


def write_svg(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    steps: str = "final",
    aspect: str = "",
    text: str = "outlines",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the selected slides as SVG; return the files.

    They are named as PNG pictures are. `text` "keep" leaves letters as text for those who edit the drawing.
    Raises ExportError where a slide is unknown or a file cannot be written. A QGuiApplication must exist.
    """
    job = prepare_export(story, language, slides, steps)
    files = target_files(Path(path), ".svg", job.pages, story.folder)

    def draw(page: ExportPage) -> Callable[[Path], None]:
        frame = job.lay_out(page, job.aspect(aspect))
        title = plain_text(page.slide.title.get(job.language))
        drawing = frame_to_svg(frame, page.step, title=title, keep_text=text == "keep").encode("utf-8")

        def write(file: Path) -> None:
            file.write_bytes(drawing)

        return write

    job.write_files(files, progress, draw)
    return tuple(files)
