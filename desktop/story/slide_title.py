"""Returns a slide's title for lists."""

from __future__ import annotations

from desktop.story.localized_text import LocalizedText
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.story.slide_content import slide_content


def heading_text(slide: Slide, story: Story, language: str) -> LocalizedText | None:
    """Return the text of a slide that heads it, with its path.

    It is the first of its title, its event's or, on the title slide, the story's, its quotation, number, text and kicker;
    None if it has none of them.
    """
    title = slide_content(slide, story).title or (story.title if slide.layout == "title" else None)
    texts = (title, slide.quote, slide.number, slide.text, slide.kicker)
    return next((text for text in texts if text is not None and text.get(language)), None)


def slide_title(story: Story, slide: Slide, language: str) -> str:
    """Return a slide's title for lists, as plain text.

    A slide without words is called by its id.
    """
    heading = heading_text(slide, story, language)
    return plain_text(heading.get(language)) if heading is not None else slide.id
