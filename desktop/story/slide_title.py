"""Says what a slide is called where its picture is not seen."""

from __future__ import annotations

from desktop.story.inherit import slide_content
from desktop.story.localized_text import LocalizedText
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story


def heading_text(slide: Slide, story: Story, language: str) -> LocalizedText | None:
    """Return the text of a slide that heads it, with its path.

    It is the first of its title or its event's, quotation, number, text and kicker; None if it has none of them.
    """
    texts = (slide_content(slide, story).title, slide.quote, slide.number, slide.text, slide.kicker)
    return next((text for text in texts if text.get(language)), None)


def slide_title(story: Story, slide: Slide, language: str) -> str:
    """Return a slide's title for lists, as plain text.

    A slide without words is called like the story if it is its title, else by its id.
    """
    heading = heading_text(slide, story, language)
    if heading is not None:
        return plain_text(heading.get(language))
    return story.title.get(language) if slide.layout == "title" else slide.id
