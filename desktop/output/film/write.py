"""The film writer exports slides as MP4, WebM or GIF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from desktop.output.data.text_file import write_text
from desktop.output.export_job import ExportJob, prepare_export
from desktop.output.film.captions import chapter_file, web_vtt
from desktop.output.film.encode import RATES, Pictures, even_size, make_film
from desktop.output.film.shots import Shot, plan_captions, plan_shots
from desktop.output.selection import ProgressCallback, no_progress
from desktop.render.page.grid import nearest_aspect
from desktop.render.paint import frame_to_image
from desktop.render.painter_scope import painting
from desktop.story.model import Story


def write_film(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    size: tuple[int, int] = (1920, 1080),
    seconds: float = 0.0,
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the slides as a film with captions; return the files.

    Frames are made by their number and not by the clock: the same story makes the same pictures. Without an ffmpeg the
    pictures stay, in a folder beside the film, and the error says what to type. Raises ExportError. A QGuiApplication
    must exist.
    """
    target = Path(path)
    rate = RATES[target.suffix.lower()]
    job = prepare_export(story, language, slides, "all")
    if not slides:
        job = job.without_backups()
    shots = plan_shots(job.pages, story, rate, seconds)
    size = even_size(size)
    captions = plan_captions(shots, job.language)
    frames, total = shots[-1].first + shots[-1].count, len(shots)

    def draw(folder: Path) -> None:
        _write_pictures(job, shots, size, rate, folder, progress)

    make_film(target, frames, draw, lambda: progress(total, total))
    if not captions:
        return (target,)
    return (target, *write_text(target.with_suffix(".vtt"), web_vtt(captions, rate), no_progress))


def _write_pictures(
    job: ExportJob, shots: tuple[Shot, ...], size: tuple[int, int], rate: int, folder: Path, progress: ProgressCallback
) -> None:
    """Write each different picture once, and how long each is shown.

    Raises ExportError.
    """
    pictures = Pictures(folder)
    before: QImage | None = None
    for shot, _ in zip(shots, job.pages_with_progress(progress), strict=True):
        aspect = nearest_aspect(size, job.story.aspect)
        image = frame_to_image(job.lay_out(shot.page, aspect), *size, shot.page.step)
        if before is not None:
            for number in range(1, shot.fade + 1):
                pictures.add(_blend(before, image, number / (shot.fade + 1)), 1)
        pictures.add(image, shot.count - (shot.fade if before is not None else 0))
        before = image
    pictures.write_lists(rate, chapter_file(shots, job.story, job.language, rate))


def _blend(first: QImage, second: QImage, share: float) -> QImage:
    """Return a picture between two, with `share` of the second."""
    mixed = first.copy()
    with painting(mixed) as painter:
        painter.setOpacity(share)
        painter.drawImage(0, 0, second)
    return mixed
