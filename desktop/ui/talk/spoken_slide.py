"""Announce the shown slide to screen readers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story

_MESSAGES: Final = Messages(
    {
        "slide": "{number} of {count}: {title}",
        "backup": "Backup slide: {title}",
    }
)


class SpokenSlide(QObject):
    """Gives a view its slide's text; announces each new slide.

    Without a screen reader it does nothing.
    """

    def __init__(self, view: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._settings = settings
        for signal in (session.navigator.position_changed, session.story_changed, session.language_changed):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Announce the slide, unless already done."""
        slide = self._session.navigator.slide
        if slide is None or not QAccessible.isActive():
            return
        story, language = self._session.story, self._session.language
        name = _name(slide, story, language, self._settings.language)
        self._view.setAccessibleDescription(slide_words(slide, story, language))
        if name != self._view.accessibleName():
            self._view.setAccessibleName(name)
            if not self._view.isActiveWindow():
                return  # a talk has two windows: the one with the keyboard speaks
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, name))


def _name(slide: Slide, story: Story, language: str, ui_language: str) -> str:
    """Return a slide's number and title."""
    from desktop.output.outline import heading_of, slide_outline

    title = plain_text(heading_of(slide_outline(slide, story, language), story, language)[0])
    if slide not in story.main_slides:
        return _MESSAGES("backup", ui_language, title=title)
    number, count = story.main_slides.index(slide) + 1, len(story.main_slides)
    return _MESSAGES("slide", ui_language, number=number, count=count, title=title)


def slide_words(slide: Slide, story: Story, language: str) -> str:
    """Return a slide's text below its title, in lines."""
    from desktop.output import outline  # not imported before the first slide

    lines: list[str] = []
    for block in outline.slide_outline(slide, story, language).blocks:
        if isinstance(block, outline.Paragraph):
            lines.append(block.text)
        elif isinstance(block, outline.Quotation):
            lines += [block.text, block.by, block.role]
        elif isinstance(block, outline.EntryList):
            lines += [" ".join(filter(None, (entry.lead, entry.text))) for entry in block.entries]
        elif isinstance(block, outline.ChartTable):
            lines.append(block.summary)
        else:
            lines.append(block.alt)
    return "\n".join(plain_text(line) for line in lines if line)
