"""Complete the content of a slide with that of its event.

A slide shows its own values, else those of the event that it tells. A list given on the slide replaces the list of the
event; the two are never joined.
"""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.localized_text import KeyPath, LocalizedText
from desktop.story.model import Claim, Event, Figure, Slide, Story


@dataclass(frozen=True, slots=True)
class SlideContent:
    """Holds the values of a slide after inheritance from its event."""

    event: Event | None
    title: LocalizedText
    text: LocalizedText
    date: EdtfDate | None
    date_path: KeyPath  # where the date is written: on the slide or on the event
    image: str
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]


def slide_content(slide: Slide, story: Story) -> SlideContent:
    """Return the values of a slide, each its own or its event's."""
    event = story.event_of(slide)
    if event is None:
        return SlideContent(
            None, slide.title, slide.text, slide.date, (*slide.path, "date"), slide.image, slide.figures, slide.claims,
            slide.sources,
        )  # fmt: skip
    return SlideContent(
        event,
        slide.title or event.title,
        slide.text or event.text,
        slide.date or event.when,
        (*(slide if slide.date else event).path, "date"),
        slide.image or event.image,
        slide.figures or event.figures,
        slide.claims or event.claims,
        slide.sources or event.sources,
    )
