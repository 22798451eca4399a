"""Exports a story in a process that a window starts.

The window goes on, whatever an export takes or meets. The request comes on the standard input: its length in eight bytes,
then a pickle that the window made. The worker writes a line of JSON for each page and waits for a line before it goes on;
the end of its input stops it, so that it never outlives its window.
"""

from __future__ import annotations

import json
import pickle
from dataclasses import field
from pathlib import Path
from typing import IO, Any, Final

from desktop.fast_dataclass import dataclass
from desktop.output.selection import ExportError, ExportNote
from desktop.output.writers import WRITERS
from desktop.story.model import Story

COMMAND: Final = "export-worker"
"""The word on the command line that starts the worker."""
_LENGTH_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Describes one export; `key` names the format in `WRITERS`."""

    story: Story
    key: str
    path: str
    ui_language: str  # of the messages
    options: dict[str, object] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """Return the request as the worker reads it."""
        content = pickle.dumps(self, pickle.HIGHEST_PROTOCOL)
        return len(content).to_bytes(_LENGTH_BYTES, "big") + content


def run_worker(requests: IO[bytes], answers: IO[str]) -> int:
    """Run the requested export; return the exit status.

    The last line of the answers holds "written" with the paths and notes, or "failed" with a message.
    """
    request = _read_request(requests)
    if request is None:
        return 2
    writer = WRITERS[request.key]

    def send(**values: Any) -> None:
        answers.write(json.dumps(values) + "\n")
        answers.flush()

    def on_progress(done: int, total: int) -> bool:
        send(done=done, total=total)
        return bool(requests.readline())

    app = _make_application() if writer.needs_qt else None
    notes: list[ExportNote] = []
    try:
        files = writer.export(
            request.story, Path(request.path), progress=on_progress, note=notes.append, **request.options
        )
    except ExportError as error:
        send(failed=error.message(request.ui_language))
        return 1
    del app
    said = [note.message(request.ui_language) for note in notes]
    send(written=[str(file) for file in files], notes=said)
    return 0


def _read_request(requests: IO[bytes]) -> ExportRequest | None:
    """Return the request, None if the window is gone."""
    length = int.from_bytes(requests.read(_LENGTH_BYTES), "big")
    content = requests.read(length)
    if not content or len(content) < length:
        return None
    request: ExportRequest = pickle.loads(content)  # noqa: S301 - made by our own window, which started this process
    return request


def _make_application() -> object:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(["passeur"])
