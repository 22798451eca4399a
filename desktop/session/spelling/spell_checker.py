"""Asks a process of its own how words are spelt."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

from desktop import paths
from desktop.session.spelling.dictionaries import find_dictionary
from desktop.session.spelling.spelling_worker import COMMAND
from desktop.story.storage.guarded_read import RefusedFileError, read_file

_LOG: Final = logging.getLogger(__name__)
_END_MS: Final = 1000
_MAX_OWN_BYTES: Final = 1_000_000

Suggested = Callable[[list[str]], object]


class SpellChecker(QObject):
    """Finds the misspelt words of a language.

    The process begins with the first word of a language that has a dictionary. If it ends by itself, nothing is checked
    any more.
    """

    checked = Signal()  # more words are known
    learnt = Signal()  # a word was added to the user's own

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_folder = data_folder
        self._has_dictionary: dict[str, bool] = {}
        self._is_right: dict[tuple[str, str], bool] = {}
        self._asked: set[tuple[str, str]] = set()
        self._on_suggested: dict[tuple[str, str], Suggested] = {}
        self._own_words: frozenset[str] | None = None
        self._process: QProcess | None = None
        self._is_over = False

    def has_dictionary(self, language: str) -> bool:
        """Return whether words of a language can be checked."""
        if language not in self._has_dictionary:
            self._has_dictionary[language] = find_dictionary(language, self._data_folder) is not None
        return self._has_dictionary[language] and not self._is_over

    def is_wrong(self, language: str, word: str) -> bool:
        """Return whether a word is known to be wrong."""
        return self._is_right.get((language, word)) is False and word not in self.own_words

    def ask(self, language: str, words: Iterable[str]) -> None:
        """Check the words that are not known yet; `checked` follows."""
        if not self.has_dictionary(language):
            return
        unknown = sorted({word for word in words if (language, word) not in self._asked})
        if unknown and self._send({"check": [language, unknown]}):
            self._asked.update((language, word) for word in unknown)

    def suggest(self, language: str, word: str, on_suggested: Suggested) -> None:
        """Look for suggestions for a misspelt word."""
        if self._send({"suggest": [language, word]}):
            self._on_suggested[language, word] = on_suggested

    # -- the user's own words ------------------------------------------------------------------------------------------

    @property
    def own_words(self) -> frozenset[str]:
        """Return the words that the user added."""
        if self._own_words is None:
            try:
                lines = read_file(self._own_file, max_bytes=_MAX_OWN_BYTES).decode("utf-8").splitlines()
            except (RefusedFileError, UnicodeDecodeError):
                lines = []
            self._own_words = frozenset(line.strip() for line in lines if line.strip())
        return self._own_words

    def learn(self, word: str) -> None:
        """Add a word to the user's own; raise OSError on failure."""
        words = sorted(self.own_words | {word})
        self._own_file.parent.mkdir(parents=True, exist_ok=True)
        self._own_file.write_text("".join(f"{one}\n" for one in words), "utf-8")
        self._own_words = frozenset(words)
        self.learnt.emit()

    @property
    def _own_file(self) -> Path:
        return self._data_folder / "dictionaries" / "words.txt"

    # -- the process ---------------------------------------------------------------------------------------------------

    def _send(self, request: dict[str, object]) -> bool:
        if self._is_over:
            return False
        if self._process is None:
            self._process = process = QProcess(self)
            app = QCoreApplication.instance()
            assert app is not None
            app.aboutToQuit.connect(self.shut_down)  # a signal ends the program without closing the session
            environment = QProcessEnvironment.systemEnvironment()
            environment.insert("PYTHONIOENCODING", "utf-8")
            process.setProcessEnvironment(environment)
            process.readyReadStandardOutput.connect(self._read_answers)
            process.finished.connect(self._on_finished)
            process.errorOccurred.connect(self._on_finished)
            (program, *arguments), folder = paths.own_program()
            process.setWorkingDirectory(str(folder))
            process.start(program, [*arguments, COMMAND, str(self._data_folder)])
        self._process.write(json.dumps(request).encode() + b"\n")
        return True

    def _read_answers(self) -> None:
        assert self._process is not None
        has_checked = False
        while self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            if "check" in answer:
                language, words, wrong = answer["check"]
                self._is_right.update(((language, word), word not in wrong) for word in words)
                has_checked = True
            else:
                language, word, found = answer["suggest"]
                self._on_suggested.pop((language, word))(found)
        if has_checked:
            self.checked.emit()

    def _on_finished(self) -> None:
        if not self._is_over and self._process is not None:
            self._is_over = True
            reason = bytes(self._process.readAllStandardError().data())[-2000:]
            _LOG.warning("The spelling worker ended: %s %s", self._process.errorString(), reason)

    def shut_down(self) -> None:
        """End the process."""
        self._is_over = True
        if self._process is not None:
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(_END_MS):
                self._process.kill()
                self._process.waitForFinished(_END_MS)
