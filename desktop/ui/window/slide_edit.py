"""Editing by pointing at the slide: write where a text stands, drop a picture, and each is one small edit of the text."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.i18n import Words
from desktop.render.frame import Run, Zone
from desktop.session.session import Session
from desktop.story.edit.edit import Edit, EditError, set_text, set_value
from desktop.story.format.fields import IMAGE_SUFFIXES, LAYOUT_TABLE
from desktop.story.model import Path as Place
from desktop.story.toml.scan import Node, literal
from desktop.story.toml.source_map import places
from desktop.ui.widgets.slide_view import SlideView

WORDS: Final = Words(
    {
        "no_picture": (
            "A slide of the layout “{layout}” shows no picture: drop it on another, or give this one the layout “image”",
            "Une diapositive de mise en page « {layout} » ne montre pas d’image : déposez-la sur une autre, ou donnez à "
            "celle-ci la mise en page « image »",
        ),
    }
)


def text_at(text: str, place: Place) -> str | None:
    """Return the words at a place of the text, None where no single string stands there."""
    found = places(text)
    node = found.find(found.raw(place))
    return literal(text[node.start : node.end]) if isinstance(node, Node) and node.kind == "string" else None


def rewrite(text: str, place: Place, words: str, language: str, languages: Sequence[str]) -> Edit:
    """Return the edit that puts other words at a place; a string for all languages keeps the old ones for the others.

    Raises EditError where there is no place for them.
    """
    if place and place[-1] in languages:
        return set_text(text, place[:-1], str(place[-1]), words, languages)
    return set_text(text, place, language, words, languages)


def clean_name(name: str, taken: Sequence[str] = ()) -> str:
    """Return a file name of small letters, digits and hyphens, and with a number where it is taken."""
    stem, dot, suffix = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem if dot else name)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "image"
    end = f".{suffix.lower()}" if dot else ""
    number, found = 1, plain + end
    while found in taken:
        number += 1
        found = f"{plain}-{number}{end}"
    return found


def take_picture(source: Path, folder: Path) -> str:
    """Copy a picture into the story's assets and return what the text calls it; the same picture is copied once.

    Raises OSError where it cannot be copied.
    """
    if source.resolve().is_relative_to(folder.resolve()):
        return source.resolve().relative_to(folder.resolve()).as_posix()
    assets = folder / "assets"
    assets.mkdir(exist_ok=True)
    data = source.read_bytes()
    for known in assets.iterdir():
        alike = known.suffix.lower() == source.suffix.lower() and known.is_file() and known.stat().st_size == len(data)
        if alike and known.read_bytes() == data:
            return f"assets/{known.name}"
    name = clean_name(source.name, [known.name for known in assets.iterdir()])
    beside = assets / f".{name}.new"
    shutil.copyfile(source, beside)
    beside.replace(assets / name)
    return f"assets/{name}"


class _Field(QPlainTextEdit):
    """Where the words are written: Enter keeps them, Shift+Enter begins a line, Esc leaves them."""

    done = Signal(bool)

    def __init__(self, parent: QWidget, words: str, *, many: bool) -> None:
        super().__init__(parent)
        self._many = many
        self._over = False
        self.room = 0  # how tall it may grow, 0 before that is known
        self.setObjectName("pointing")
        self.setPlainText(words)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.selectAll()
        self.installEventFilter(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _grow(self) -> None:
        """Be as tall as the words are."""
        lines = self.document().size().height()  # of a plain text, Qt counts lines here
        tall = round(lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + 8)
        if self.room and tall > self.height():
            self.resize(self.width(), min(tall, self.room))

    def finish(self, keep: bool) -> None:
        """Say that it is over, once."""
        if not self._over:
            self._over = True
            self.done.emit(keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            self._many and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.finish(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(False)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys that write and edit words from the window's shortcuts; saving and the like are the window's."""
        # Not in `event`: below an `event` of Python, PySide 6.11 crashes on an IndexError instead of telling it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not _foreign(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written, unless only a menu or another program is in front for a moment."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(True)


def _foreign(event: QKeyEvent) -> bool:
    """Return whether a key is none that a field of text has a use for."""
    key, held = event.key(), event.modifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    control = bool(held & Qt.KeyboardModifier.ControlModifier) and not held & Qt.KeyboardModifier.AltModifier
    return control and Qt.Key.Key_A <= key <= Qt.Key.Key_Z and chr(key) not in "ACVXYZK"


class Pointing(QObject):
    """What the window's slide answers: a click names a place of the text, two write there, a picture can be dropped."""

    place_chosen = Signal(object)  # the path of what was clicked
    refused = Signal(str)  # why something could not be changed
    picture_coming = Signal()  # a picture will be copied beside the story's file

    def __init__(self, view: SlideView, session: Session, say: str) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self.say = say
        self.field: _Field | None = None
        self._place: Place = ()
        self._words = ""  # as they were when somebody began to write
        self._file: Path | None = None
        view.setAcceptDrops(True)
        view.installEventFilter(self)
        session.position_changed.connect(self.finish)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take double clicks, clicks on what stands in the text, and pictures."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            zone = self._view.zone_at(event.position())
            if kind == QEvent.Type.MouseButtonDblClick and zone is not None and self.write_at(zone):
                return True
            if kind == QEvent.Type.MouseButtonRelease and zone is not None and zone.path:
                self.place_chosen.emit(zone.path)
        elif isinstance(event, QDragEnterEvent):
            if _picture(event) is not None and self._session.slide is not None:
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and kind == QEvent.Type.Drop:
            file = _picture(event)
            if file is not None:
                event.acceptProposedAction()
                self.drop(file)
                return True
        return super().eventFilter(watched, event)

    # -- writing -------------------------------------------------------------------------------------------------------

    def write_at(self, zone: Zone) -> bool:
        """Open a field over a text and return whether there is one to be written."""
        document = self._session.document
        if zone.kind != "text" or not zone.path or not document.editable:
            return False
        words = text_at(document.text, zone.path)
        placed = self._view.placed()
        if words is None or placed is None:
            return False
        self.finish()
        corner, scale = placed
        run = self._run_in(zone)
        many = bool({"text", "notes"} & {str(part) for part in zone.path})
        self.field = field = _Field(self._view, words, many=many)
        self._place, self._words, self._file = zone.path, words, document.path
        theme = self._view.theme
        font = QFont(run.font.family if run else "Inter")
        size = max(12, round((run.font.size if run else 32.0) * scale))
        font.setFamilies(list(theme.family(run.font.family)) if run else ["Inter"])
        font.setPixelSize(size)
        field.setFont(font)
        field.setStyleSheet(
            f"#pointing {{ background: {theme.raised}; color: {theme.paper}; border: 1px solid {theme.gold};"
            f" border-radius: 3px; padding: 2px; selection-background-color: {theme.vermilion}; }}"
        )
        left, top = corner.x() + zone.x * scale - 6, corner.y() + zone.y * scale - 6
        width = max(zone.width * scale + 60, 12.0 * size, 260.0)
        height = max(zone.height * scale + 24, 2.2 * size)
        width = min(width, self._view.width() - left - 4)
        field.room = round(self._view.height() - top - 4)
        field.setGeometry(round(left), round(top), round(width), round(min(height, field.room)))
        field.done.connect(self._written)
        field.show()
        field.setFocus()
        return True

    def _run_in(self, zone: Zone) -> Run | None:
        frame = self._view.frame()
        runs = [item for item in frame.items if isinstance(item, Run)] if frame else []
        inside = (
            run
            for run in runs
            if zone.x <= run.x + 1 <= zone.x + zone.width and zone.y <= run.y <= zone.y + zone.height + 4
        )
        return next(inside, None)

    def _written(self, keep: bool) -> None:
        field, place = self.field, self._place
        self.field = None
        if field is None:
            return
        words = field.toPlainText().strip()
        field.hide()
        field.deleteLater()
        self._view.setFocus()
        document = self._session.document
        if keep and words and words != self._words.strip() and document.path == self._file:
            story = self._session.story
            self.change(lambda: rewrite(document.text, place, words, self._session.language, story.languages))

    def finish(self) -> None:
        """Keep what is being written, if anything is."""
        if self.field is not None:
            self.field.finish(True)

    def change(self, made: object) -> None:
        """Make an edit, or say why there is no place for it."""
        assert callable(made)
        try:
            self._session.change(made())
        except EditError as error:
            self.refused.emit(error.message(self.say))

    # -- pictures ------------------------------------------------------------------------------------------------------

    def drop(self, file: Path) -> None:
        """Copy a picture into the story's assets and show it on the slide."""
        self.picture_coming.emit()
        slide, path = self._session.slide, self._session.path
        if slide is None or path is None or not self._session.document.editable:
            return
        layout = LAYOUT_TABLE.get(slide.layout)
        if layout is not None and "image" not in layout.shows:
            self.refused.emit(WORDS("no_picture", self.say, layout=slide.layout))
            return
        try:
            name = take_picture(file, path.parent)
        except OSError as error:
            from desktop.story.storage.save import why

            self.refused.emit(f"{file.name}: {why(error, self.say)}")
            return
        document = self._session.document
        self.change(lambda: set_value(document.text, ("slide", slide.id, "image"), name, "picture"))


def _picture(event: QDropEvent) -> Path | None:
    """Return the picture among what is dragged."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file():
            return path
    return None
