"""Asks a process of its own how words are spelt."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

from desktop import paths
from desktop.session import disk_timeouts
from desktop.session.background_worker import BackgroundWorker
from desktop.session.spelling.dictionaries import find_dictionary
from desktop.session.spelling.spelling_worker import COMMAND
from desktop.story.storage.atomic import write_atomically
from desktop.story.storage.guarded_read import RefusedFileError, read_file

_LOG: Final = logging.getLogger(__name__)
_END_MS: Final = 1000
_MAX_OWN_BYTES: Final = 1_000_000

Suggested = Callable[[list[str]], object]


class SpellChecker(QObject):
    """Finds the misspelt words of a language.

    The process begins with the first word of a language that has a dictionary. If it ends by itself, nothing is checked
    any more. Dictionaries are looked for in a thread, and the user's own words are read and written there; until they
    are read no word counts as wrong.
    """

    checked = Signal()  # more words are known, or the user's own
    learnt = Signal()  # a word was added to the user's own

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_folder = data_folder
        self._has_dictionary: dict[str, bool] = {}
        self._waiting: dict[str, set[str]] = {}  # the words of languages whose dictionary is looked for
        self._is_right: dict[tuple[str, str], bool] = {}
        self._asked: set[tuple[str, str]] = set()
        self._on_suggested: dict[tuple[str, str], Suggested] = {}
        self._own_words: frozenset[str] | None = None
        self._is_reading_own_words = False
        self._learnt: frozenset[str] = frozenset()
        self._unwritten: frozenset[str] = frozenset()
        self._worker = BackgroundWorker(self)
        self._process: QProcess | None = None
        self._is_over = False

    def is_wrong(self, language: str, word: str) -> bool:
        """Return whether a word is known to be wrong."""
        return (
            self._is_right.get((language, word)) is False and self._are_own_words_read() and word not in self.own_words
        )

    def ask(self, language: str, words: Iterable[str]) -> None:
        """Check the words that are not known yet; `checked` follows."""
        if self._is_over:
            return
        if language not in self._has_dictionary:
            if language not in self._waiting:
                self._waiting[language] = set()
                self._are_own_words_read()
                self._worker.submit(
                    f"dictionary {language}",
                    partial(find_dictionary, language, self._data_folder),
                    partial(self._on_dictionary_found, language),
                )
            self._waiting[language].update(words)
            return
        unknown = sorted({word for word in words if (language, word) not in self._asked})
        if unknown and self._has_dictionary[language] and self._send({"check": [language, unknown]}):
            self._asked.update((language, word) for word in unknown)

    def _on_dictionary_found(self, language: str, dictionary: Path | None) -> None:
        self._has_dictionary[language] = dictionary is not None
        self.ask(language, self._waiting.pop(language))

    def suggest(self, language: str, word: str, on_suggested: Suggested) -> None:
        """Look for suggestions for a misspelt word."""
        if self._send({"suggest": [language, word]}):
            self._on_suggested[language, word] = on_suggested

    # -- the user's own words ------------------------------------------------------------------------------------------

    @property
    def own_words(self) -> frozenset[str]:
        """Return the user's own words, as far as they are read."""
        return self._learnt | (self._own_words or frozenset())

    def learn(self, word: str) -> None:
        """Add a word to the user's own; failures are logged."""
        self._learnt |= {word}
        self._unwritten |= {word}
        words = self._unwritten
        self._worker.submit("write own words", partial(_add_own_words, self._own_file, words), self._on_written)
        self.learnt.emit()

    def _are_own_words_read(self) -> bool:
        """Return whether the user's words are there; else have them read."""
        if self._own_words is None and not self._is_reading_own_words:
            self._is_reading_own_words = True
            self._worker.submit("read own words", partial(_read_own_words, self._own_file), self._on_own_words_read)
        return self._own_words is not None

    def _on_own_words_read(self, words: frozenset[str]) -> None:
        self._own_words = words
        self.checked.emit()

    def _on_written(self, words: frozenset[str]) -> None:
        self._unwritten -= words

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
        """End the process and thread, once all words are written."""
        self._is_over = True
        if self._unwritten:
            self._worker.wait(disk_timeouts.END_S)
        self._worker.shut_down(0)
        if self._process is not None:
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(_END_MS):
                self._process.kill()
                self._process.waitForFinished(_END_MS)


def _read_own_words(file: Path) -> frozenset[str]:
    """Return, in a thread, the user's own readable words."""
    try:
        return _words_of(file)
    except (RefusedFileError, UnicodeDecodeError):
        return frozenset()


def _add_own_words(file: Path, words: frozenset[str]) -> frozenset[str]:
    """Add words, in a thread, to those of the file.

    A file that cannot be read is left as it is. Raises OSError, UnicodeDecodeError.
    """
    try:
        known = _words_of(file)
    except RefusedFileError as error:
        if error.refusal != "missing":
            raise
        known = frozenset()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(str(file), "".join(f"{one}\n" for one in sorted(known | words)).encode())
    return words


def _words_of(file: Path) -> frozenset[str]:
    lines = read_file(file, max_bytes=_MAX_OWN_BYTES).decode("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip())
