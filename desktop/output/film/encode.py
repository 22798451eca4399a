"""Runs ffmpeg over numbered pictures."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtGui import QImage

from desktop.output.data.text_file import write_text
from desktop.output.export_files import replacing
from desktop.output.png import write_image
from desktop.output.selection import ExportError, no_progress
from desktop.story.storage.os_reasons import OsReason

RATES: Final = {".mp4": 30, ".webm": 30, ".gif": 10}
"""Frames a second of each kind of film."""

_QUIET: Final = ("-hide_banner", "-loglevel", "error", "-nostdin", "-y")
_SAME_BYTES: Final = ("-fflags", "+bitexact", "-flags:v", "+bitexact")
"""Neither dates nor versions: the same story makes the same file."""
_CODECS: Final[dict[str, tuple[str, ...]]] = {
    ".mp4": ("-c:v", "libx264", "-preset", "fast", "-crf", "18", "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
    ".webm": ("-c:v", "libvpx-vp9", "-crf", "30", "-b:v", "0", "-row-mt", "1", "-deadline", "good", "-cpu-used", "4"),
    ".gif": (),
}
_GIF_FILTER: Final = "scale=960:-2:flags=lanczos,split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse"
_TAIL: Final = 600


class Pictures:
    """Collects the pictures of a film in a folder, by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shown: list[tuple[str, int]] = []

    def add(self, image: QImage, frames: int) -> None:
        """Write a picture that is shown for some frames.

        Raises ExportError.
        """
        name = f"{len(self._shown):06}.png"
        try:
            write_image(image, self.folder / name)
        except OSError as error:
            raise ExportError("unwritable", path=self.folder / name, reason=OsReason.of(error)) from error
        self._shown.append((name, frames))

    def write_lists(self, rate: int, chapters: str) -> None:
        """Write the files that ffmpeg reads beside the pictures."""
        write_text(self.folder / "pictures.txt", picture_list(self._shown, rate), no_progress)
        write_text(self.folder / "chapters.txt", chapters, no_progress)


def make_film(target: Path, frames: int, draw: Callable[[Path], None], keep_on: Callable[[], bool]) -> None:
    """Draw the pictures into a folder, and encode them as a film.

    Without an ffmpeg the pictures stay, in a folder beside the film, and the error says what to type. Raises ExportError.
    """
    rate = RATES[target.suffix.lower()]
    if not shutil.which("ffmpeg"):
        folder = target.with_name(f"{target.stem}-frames")
        folder.mkdir(parents=True, exist_ok=True)
        draw(folder)
        run_ffmpeg(ffmpeg_words(folder, target, frames, rate), keep_on)
    with TemporaryDirectory() as name, replacing(target) as temp_path:
        draw(Path(name))
        run_ffmpeg(ffmpeg_words(Path(name), temp_path, frames, rate), keep_on)


def even_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return a size that H.264 can halve, as it does for colour."""
    return size[0] // 2 * 2, size[1] // 2 * 2


def picture_list(pictures: Sequence[tuple[str, int]], rate: int) -> str:
    """Return pictures with the number of their frames, as ffmpeg reads them."""
    lines = ["ffconcat version 1.0"]
    for name, frames in pictures:
        lines += [f"file {name}", f"duration {frames / rate:.6f}"]
    lines.append(f"file {pictures[-1][0]}")  # without this, ffmpeg shows the last picture for one frame
    return "\n".join(lines) + "\n"


def ffmpeg_words(folder: Path, target: Path, frames: int, rate: int) -> list[str]:
    """Return the command that makes a film of a folder of pictures.

    It stops after exactly `frames` frames.
    """
    suffix = target.suffix.lower()
    filters = f"fps={rate}" + (f",{_GIF_FILTER}" if suffix == ".gif" else "")
    words = ["ffmpeg", *_QUIET, "-f", "concat", "-safe", "0", "-i", str(folder / "pictures.txt")]
    words += ["-i", str(folder / "chapters.txt"), "-map_metadata", "1", "-map", "0:v"]
    return [*words, "-vf", filters, "-frames:v", str(frames), *_CODECS[suffix], *_SAME_BYTES, str(target)]


def run_ffmpeg(words: Sequence[str], keep_on: Callable[[], bool]) -> None:
    """Run the command; stop it once `keep_on` says False.

    Raises ExportError, also where there is no ffmpeg.
    """
    program = shutil.which(words[0])
    if program is None:
        raise ExportError("no_ffmpeg", command=shlex.join(words))
    with (
        subprocess.Popen(  # noqa: S603 (no shell; all words are ours but the paths, which follow their options)
            [program, *words[1:]], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process
    ):
        assert process.stderr is not None
        while process.poll() is None:
            if not keep_on():
                process.kill()
                process.wait()
                raise ExportError("cancelled")
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        said = process.stderr.read().decode("utf-8", "replace").strip()
    if process.returncode:
        raise ExportError("ffmpeg", reason=said[-_TAIL:] or process.returncode)
