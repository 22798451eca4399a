"""Runs an export in a process of its own."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from desktop import paths
from desktop.i18n import Messages
from desktop.output.export_worker import COMMAND, ExportRequest

_MESSAGES: Final = Messages(
    {
        "not_started": "the export could not be started: {reason}",
        "ended": "the export ended without a result; the old files are as they were",
    }
)
_LOG: Final = logging.getLogger(__name__)


class ExportProcess(QObject):
    """Starts one export; it ends with `written` or `failed`."""

    progressed = Signal(int, int)  # pages done, pages in all
    written = Signal(list, list)  # paths, and sentences on what is not in them
    failed = Signal(str)  # what to say

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ui_language = ""
        self._is_over = True
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("QT_QPA_PLATFORM", "offscreen")  # it shows nothing
        environment.insert("PYTHONIOENCODING", "utf-8")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._read_answers)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    @property
    def is_running(self) -> bool:
        """Return whether an export has begun and not ended."""
        return not self._is_over

    def start(self, request: ExportRequest) -> None:
        """Start an export; one that runs must have ended."""
        self._ui_language, self._is_over = request.ui_language, False
        (program, *arguments), folder = paths.own_program()
        self._process.setWorkingDirectory(str(folder))
        self._process.start(program, [*arguments, COMMAND])
        self._process.write(request.as_bytes())

    def cancel(self) -> None:
        """Stop the export at its next page."""
        self._process.closeWriteChannel()

    def _read_answers(self) -> None:
        while self._process.canReadLine():
            answer = self._answer(bytes(self._process.readLine().data()))
            if "written" in answer:
                self._end()
                self.written.emit(answer["written"], answer.get("notes", []))
            elif "failed" in answer:
                self._end()
                self.failed.emit(answer["failed"])
            elif "done" in answer:
                self.progressed.emit(answer["done"], answer["total"])
                self._process.write(b"go\n")

    def _answer(self, line: bytes) -> dict[str, Any]:
        """Return the values of a line; a library may print others."""
        try:
            values = json.loads(line)
        except ValueError:
            return {}
        return values if isinstance(values, dict) else {}

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._is_over:
            self._end()
            self.failed.emit(_MESSAGES("not_started", self._ui_language, reason=self._process.errorString()))

    def _on_finished(self) -> None:
        self._read_answers()
        if not self._is_over:
            self._end()
            _LOG.error(
                "An export ended without a result: %s", bytes(self._process.readAllStandardError().data())[-2000:]
            )
            self.failed.emit(_MESSAGES("ended", self._ui_language))

    def _end(self) -> None:
        self._is_over = True
