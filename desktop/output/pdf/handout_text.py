"""Lays out the notes and the sources of a handout."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextCursor

from desktop.i18n import Language
from desktop.output.citation import citation_parts
from desktop.output.sandboxed_document import SealedDocument
from desktop.render import theme as themes
from desktop.render.font_files import qfont
from desktop.render.painter_scope import saved_state
from desktop.story.citations import slide_source_ids, source_name
from desktop.story.dates.format_date import format_date
from desktop.story.model import Slide, Source, Story
from desktop.story.speaker_notes import without_step_marks

_TEXT_COLOR = "#201a18"
_RIGHT_TO_LEFT_MARK = "\u200f"


class HandoutText:
    """A text of a handout, which may go on over several pages.

    `width` and `size` (of its letters) are in units of the page. A text from right to left stays so where a paragraph
    begins with a Latin name.
    """

    def __init__(self, markdown: str, width: float, size: float, *, right_to_left: bool = False) -> None:
        self._document = SealedDocument()
        if right_to_left:
            option = self._document.defaultTextOption()
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            self._document.setDefaultTextOption(option)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(qfont(themes.body_font(round(size))))
        self._document.setTextWidth(width)
        self._document.set_story_markdown(markdown)
        self._space_blocks(size)
        self.height = self._document.size().height() if markdown.strip() else 0.0

    def _space_blocks(self, size: float) -> None:
        """Add space above each heading and paragraph."""
        cursor = QTextCursor(self._document)
        block = self._document.begin()
        while block.isValid():
            block_format = block.blockFormat()
            if block_format.headingLevel():
                block_format.setTopMargin(size if block.blockNumber() else 0)
                block_format.setBottomMargin(size / 3)
            elif (
                block.blockNumber()
                and block_format.objectIndex() < 0
                and not block.previous().blockFormat().headingLevel()
            ):
                block_format.setTopMargin(size / 2)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(block_format)
            block = block.next()

    def slices(self, first_height: float, next_height: float) -> Iterator[tuple[float, float]]:
        """Yield the top and bottom of each part that fits a page.

        No line is cut; one that is higher than a page stands alone.
        """
        if not self.height:
            return
        top, room = 0.0, first_height
        bottom = 0.0
        for line_top, line_bottom in self._lines():
            if line_bottom - top > room and bottom > top:
                yield top, bottom
                top, room = line_top, next_height
            bottom = line_bottom
        if bottom > top:
            yield top, bottom

    def paint(self, painter: QPainter, x: float, y: float, part: tuple[float, float]) -> None:
        """Paint a part of the text with its top at (x, y)."""
        top, bottom = part
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = QPalette(QColor(_TEXT_COLOR))
        context.palette.setColor(QPalette.ColorRole.Text, QColor(_TEXT_COLOR))
        context.clip = QRectF(0, top, self._document.textWidth(), bottom - top)
        with saved_state(painter):
            painter.translate(x, y - top)
            painter.setClipRect(context.clip)
            self._document.documentLayout().draw(painter, context)

    def _lines(self) -> Iterator[tuple[float, float]]:
        """Yield the top and bottom of each line."""
        block = self._document.begin()
        layout = self._document.documentLayout()
        while block.isValid():
            top = layout.blockBoundingRect(block).top()
            lines = block.layout()
            for index in range(lines.lineCount()):
                line = lines.lineAt(index)
                yield top + line.y(), top + line.y() + line.height()
            block = block.next()


def slide_notes(slide: Slide, story: Story, language: str) -> str:
    """Return the notes and the numbered sources of a slide as Markdown."""
    parts = []
    own_language = story.own_language(language)
    notes = without_step_marks(slide.notes.get(language)).strip()
    if notes:
        parts.append(f"### {own_language.word('notes_heading')}\n\n{notes}")
    sources = [story.source_by_id[source_id] for source_id in slide_source_ids(slide, story)]
    if sources:
        parts.append(f"### {own_language.word('sources_heading')}\n\n{_numbered(sources, own_language)}")
    return "\n\n".join(parts)


def short_notes(slide: Slide, story: Story, language: str) -> str:
    """Return the notes of a slide, then its sources in one paragraph."""
    own_language = story.own_language(language)
    notes = without_step_marks(slide.notes.get(language)).strip()
    sources = []
    for number, source_id in enumerate(slide_source_ids(slide, story), 1):
        source = story.source_by_id[source_id]
        date = format_date(source.date, own_language, style="short") if source.date is not None else ""
        parts = (source_name(story, source_id, language), date, source.url)
        # A number after a Latin name would else be read as the end of that name.
        mark = _RIGHT_TO_LEFT_MARK if own_language.is_right_to_left else ""
        sources.append(f"{mark}**{number}** {own_language.join_list(list(filter(None, parts)))}")
    return "\n\n".join(filter(None, (notes, " · ".join(sources))))


def all_sources(story: Story, language: str) -> str:
    """Return a list of all sources as Markdown, or ""."""
    own_language = story.own_language(language)
    if not story.sources:
        return ""
    return f"## {own_language.word('sources_heading')}\n\n{_numbered(story.sources, own_language)}"


def _numbered(sources: list[Source] | tuple[Source, ...], language: Language) -> str:
    return "\n".join(f"{number}. {_citation(source, language)}" for number, source in enumerate(sources, 1))


def _citation(source: Source, language: Language) -> str:
    """Return a source's text in the handout."""
    publisher, *others = citation_parts(source, language)
    return language.join_list([f"**{publisher}**", *others, *([source.url] if source.url else [])])
