"""Sections of a deck: slides that follow one another under a title.

A slide with the key `section` begins one. It goes on to the next slide that begins one, in the order of a talk; the
backup slides after the end are in none of the sections before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.fast_dataclass import dataclass
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Slide, Story


@dataclass(frozen=True, slots=True)
class Section:
    """Holds the slides of a section, in order; the first begins it."""

    title: LocalizedText
    slides: tuple[Slide, ...]

    @property
    def id(self) -> str:
        """Return the id of the slide that begins it."""
        return self.slides[0].id

    @property
    def slide_ids(self) -> tuple[str, ...]:
        """Return the ids of its slides."""
        return tuple(slide.id for slide in self.slides)


def sections_of(story: Story) -> tuple[Section, ...]:
    """Return the sections of the talk and of the backup slides."""
    backup_slides = (slide for slide in story.slides if slide.backup)
    return (*_sections(story.main_slides), *_sections(backup_slides))


def section_by_slide(story: Story) -> dict[str, Section]:
    """Return the section of each slide in one, by its id."""
    return {slide_id: section for section in sections_of(story) for slide_id in section.slide_ids}


def _sections(slides: Iterable[Slide]) -> Iterator[Section]:
    """Yield the sections among slides that follow one another."""
    title, members = None, list[Slide]()
    for slide in slides:
        if slide.section:
            if title is not None:
                yield Section(title, tuple(members))
            title, members = slide.section, []
        members.append(slide)
    if title is not None:
        yield Section(title, tuple(members))
