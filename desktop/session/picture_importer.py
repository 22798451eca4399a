"""Copy pictures into the story's folder in a thread.

A disk that takes seconds holds no key; what was copied is handed over when it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker
from desktop.story.storage.pictures import import_picture


class PictureImporter(QObject):
    """Copies pictures beside the open story, one after the other.

    What was copied for another story than the one that is open by then is not handed over.
    """

    slow = Signal(str)  # the name of a picture whose disk has not answered yet

    def __init__(self, open_file: Callable[[], Path | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_file = open_file
        self._worker = BackgroundWorker(self)
        self._count = 0  # each work waits for its turn: none replaces another

    def add(
        self,
        picture: Path | QImage,
        name: str,
        take: Callable[[str], object],
        refuse: Callable[[str, OSError], object],
    ) -> None:
        """Copy a picture; call `take` with its path, or `refuse`.

        An image is written as a PNG file of this name. The path is as the text of the story names it.
        """
        story_file = self._open_file()
        if story_file is None:
            return

        def deliver(answer: str | OSError) -> None:
            if story_file == self._open_file():
                if isinstance(answer, OSError):
                    refuse(name, answer)
                else:
                    take(answer)

        self._count += 1
        self._worker.submit(f"picture {self._count}", partial(_add, picture, name, story_file.parent), deliver)
        self._wait(name)

    def bring(self, copied: str, source_folder: Path, take: Callable[[str], object]) -> None:
        """Copy the pictures of copied slides; call `take` with their text.

        A picture that cannot be copied is shown as missing, with its name.
        """
        from desktop.story.assist.copied_pictures import bring_pictures  # the first slide does not wait for it

        story_file = self._open_file()
        if story_file is None:
            return

        def deliver(text: str) -> None:
            if story_file == self._open_file():
                take(text)

        self._count += 1
        self._worker.submit(
            f"picture {self._count}", partial(bring_pictures, copied, source_folder, story_file.parent), deliver
        )
        self._wait(source_folder.name)

    def shut_down(self) -> None:
        """End the thread."""
        self._worker.shut_down()

    def _wait(self, name: str) -> None:
        if not self._worker.wait(disk_timeouts.ACTION_S):
            self.slow.emit(name)


def _add(picture: Path | QImage, name: str, story_folder: Path) -> str | OSError:
    """Copy or write a picture; return its path or the error."""
    try:
        if isinstance(picture, Path):
            return import_picture(picture, story_folder)
        import tempfile  # the first slide does not wait for it

        with tempfile.TemporaryDirectory(prefix="passeur-") as folder:
            file = Path(folder) / name
            if not picture.save(str(file)):
                return OSError(name)
            return import_picture(file, story_folder)
    except OSError as error:
        return error
