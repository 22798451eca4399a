"""Shows the first pages of an export, or its first lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import Messages, plural
from desktop.output.selection import ExportError, ExportPage, expand_steps, select_slides
from desktop.output.writers import Writer
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import step_count
from desktop.ui.widgets.interface_colors import POPUP_BORDER
from desktop.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack

_MESSAGES: Final = Messages(
    {
        "pages": plural("{count} page", "{count} pages"),
    }
)
_SIZE: Final = QSize(400, 300)
_WAIT_MS: Final = 200  # after the last change of an option
_GAP: Final = 10.0
_SHEET_MARGIN: Final = 14.0
_SHEET_RATIO: Final = 210 / 297
_MOST_LINES: Final = 19
_MOST_CHARACTERS: Final = 58
_GRIDS: Final = {1: (1, 1), 2: (1, 2), 3: (1, 3), 6: (2, 3)}
"""The columns and rows of slides on a sheet of a handout."""


class ExportPreview(QWidget):
    """Shows the first pages of an export and counts them all."""

    def __init__(self, parent: QWidget, ui_language: str) -> None:
        super().__init__(parent)
        self._ui_language = ui_language
        self._picture = PlainLabel()
        self._picture.setFixedSize(_SIZE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = PlainLabel()
        font = self._text.font()
        font.setFamilies(["JetBrains Mono", "Passeur WenKai"])
        font.setPixelSize(11)
        self._text.setFont(font)
        self._text.setFixedSize(_SIZE)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.hide()
        self.caption = PlainLabel()
        self.caption.setObjectName("muted")
        self.caption.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._picture, self._text, self.caption):
            column.addWidget(widget)
        column.addStretch()
        self._asked: tuple[Story, Writer, str, str, str, Mapping[str, AggregatedTrack]] | None = None
        self._painting: Iterator[QImage] = iter(())
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._begin)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._paint_next)

    def ask(
        self,
        story: Story,
        writer: Writer,
        language: str,
        slides: str,
        steps: str,
        aggregated: Mapping[str, AggregatedTrack],
    ) -> None:
        """Show, in a moment, how a writer exports slides.

        `aggregated` has the files of events that the window has read.
        """
        self._asked = story, writer, language, slides, steps, aggregated
        self._next.stop()
        self._timer.start()

    @qt_override
    def hideEvent(self, event: object) -> None:
        """Stop painting."""
        self._timer.stop()
        self._next.stop()

    def _begin(self) -> None:
        assert self._asked is not None
        story, writer, language, slides, steps, aggregated = self._asked
        self._picture.setVisible(writer.needs_qt)
        self._text.setVisible(not writer.needs_qt)
        if writer.needs_qt and "slides" not in writer.options:
            self.caption.clear()
            self._painting = _painted(
                story, writer, language, (_whole_timeline(story),), aggregated, self.devicePixelRatioF()
            )
            self._paint_next()
            return
        try:
            pages = expand_steps(
                story,
                select_slides(story, slides if "slides" in writer.options else ""),
                steps if "steps" in writer.options else "final",
                lambda slide: step_count(slide, story),
            )
        except ExportError as error:
            self.caption.setText(error.message(self._ui_language))
            return
        if writer.needs_qt:
            self.caption.setText(_MESSAGES("pages", self._ui_language, count=len(pages)))
            self._painting = _painted(story, writer, language, pages, aggregated, self.devicePixelRatioF())
            self._paint_next()
        else:
            self.caption.setText(writer.suffix)
            self._text.setText(_first_lines(story, writer, language))

    def _paint_next(self) -> None:
        """Show the picture with one slide more."""
        image = next(self._painting, None)
        if image is not None:
            self._picture.setPixmap(QPixmap.fromImage(image))
            self._next.start()


def _painted(
    story: Story,
    writer: Writer,
    language: str,
    pages: tuple[ExportPage, ...],
    aggregated: Mapping[str, AggregatedTrack],
    ratio: float,
) -> Iterator[QImage]:
    """Yield the picture of the first pages, each time with one more."""
    image = QImage(_SIZE * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    aspect = story.aspect if story.aspect != "auto" else "16:9"
    handout = int((writer.fixed_options or {}).get("handout", 0))  # type: ignore[call-overload]
    theme = themes.PRINT if handout or writer.key == "poster" else None
    places = _handout_places(handout) if handout else _slide_places(len(pages))
    if handout:
        with painting(image) as painter:
            painter.fillRect(_sheet(), Qt.GlobalColor.white)
    for page, place in zip(pages, places, strict=False):
        frame = layout(page.slide, story, language, theme=theme, aspect=aspect, aggregated=aggregated)
        scale = min(place.width() / frame.width, place.height() / frame.height)
        width, height = frame.width * scale, frame.height * scale
        rect = QRectF(place.center().x() - width / 2, place.center().y() - height / 2, width, height)
        with painting(image) as painter:
            paint(painter, frame, rect, page.step)
            painter.setPen(QColor(POPUP_BORDER))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        yield image


def _whole_timeline(story: Story) -> ExportPage:
    """Return the timeline alone, as a poster or a flight shows it."""
    return ExportPage(Slide("the-whole-timeline", "timeline", title=story.title), 0, None)


def _slide_places(count: int) -> list[QRectF]:
    """Return the places of up to four slides."""
    if count == 1:
        return [QRectF(0, 0, _SIZE.width(), _SIZE.height())]
    width, height = (_SIZE.width() - _GAP) / 2, (_SIZE.height() - _GAP) / 2
    return [QRectF(x * (width + _GAP), y * (height + _GAP), width, height) for y in (0, 1) for x in (0, 1)]


def _sheet() -> QRectF:
    """Return the place of a sheet of paper."""
    width = _SIZE.height() * _SHEET_RATIO
    return QRectF((_SIZE.width() - width) / 2, 0, width, _SIZE.height())


def _handout_places(count: int) -> list[QRectF]:
    """Return the places of the slides on a sheet, beside their notes."""
    sheet = _sheet().adjusted(_SHEET_MARGIN, _SHEET_MARGIN, -_SHEET_MARGIN, -_SHEET_MARGIN)
    columns, rows = _GRIDS[count]
    width, height = sheet.width() / columns, sheet.height() / (rows if count > 1 else 2)
    slide_width = {2: 0.75, 3: 0.5, 6: 0.96}.get(count, 1.0) * width
    return [
        QRectF(sheet.x() + column * width, sheet.y() + row * height, slide_width, height - _GAP)
        for row in range(rows)
        for column in range(columns)
    ]


def _first_lines(story: Story, writer: Writer, language: str) -> str:
    """Return the first lines of a text file, else what is wrong."""
    with TemporaryDirectory() as folder:
        try:
            (file, *_) = writer.export(story, Path(folder) / f"story{writer.suffix}", language=language)
            with file.open(encoding="utf-8", errors="replace") as content:
                lines = [content.readline(_MOST_CHARACTERS * 4).rstrip() for _ in range(_MOST_LINES)]
        except (ExportError, OSError) as error:
            return error.message(language) if isinstance(error, ExportError) else str(error)
    return "\n".join(f"{line[:_MOST_CHARACTERS]}…" if len(line) > _MOST_CHARACTERS else line for line in lines)
