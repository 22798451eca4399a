"""Finding a slide by whatever one remembers of it: number, id, title, date, person, source. Plain data, no Qt."""

from __future__ import annotations

import unicodedata

from desktop.fast_dataclass import dataclass
from desktop.session.position import order
from desktop.story.citations import cited
from desktop.story.dates.parse import spoken
from desktop.story.markdown import inline
from desktop.story.model import Slide, Story


@dataclass(frozen=True, slots=True)
class Hit:
    """A slide that was found: its number in the talk, its title, and what of it was meant ("" for the title itself)."""

    slide: str
    number: int
    title: str
    why: str = ""


def folded(text: str) -> str:
    """Return a text without case and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def title_of(story: Story, slide: Slide, language: str) -> str:
    """Return what a slide is called: its title, its event's, what it quotes, or its id."""
    event = story.event_of(slide)
    for text in (slide.title, event.title if event else None, slide.quote, slide.number, slide.text):
        said = text.get(language) if text else ""
        if said:
            return " ".join("".join(span.text for span in inline(said)).split())
    return story.title.get(language) if slide.layout == "title" else slide.id


def score(query: str, text: str) -> float:
    """Return how well a query fits a text, both folded: 0 for not at all, 1 for the whole.

    The beginning of the text is better than that of a word, that better than the middle of one, and letters in order,
    with others between them, come last.
    """
    if not query or not text:
        return 0.0
    at = text.find(query)
    if at == 0:
        return 1.0 if len(query) == len(text) else 0.9
    if at > 0:
        return 0.8 if not text[at - 1].isalnum() else 0.6
    words = query.split()
    if len(words) > 1 and all(word in text for word in words):
        return 0.55
    place, first = -1, -1
    for sign in query:
        place = text.find(sign, place + 1)
        if place < 0:
            return 0.0
        first = place if first < 0 else first
    spread = (place - first + 1) / len(query)
    return max(0.0, 0.45 - 0.05 * spread) if len(query) > 2 and spread < 5 else 0.0


def find(story: Story, query: str, language: str) -> list[Hit]:
    """Return the slides that fit a query, the best first; all of them, in order, for an empty one."""
    wanted = folded(query.strip())
    found: list[tuple[float, int, Hit]] = []
    for number, name in enumerate(order(story), 1):
        slide = story.slides[story.slide_index[name]]
        title = title_of(story, slide, language)
        if not wanted:
            found.append((0.0, number, Hit(name, number, title)))
            continue
        best, why = score(wanted, folded(title)), ""
        if wanted == str(number):
            best, why = 2.0, ""
        for weight, text in _words(story, slide, language):
            fits = weight * score(wanted, folded(text))
            if fits > best:
                best, why = fits, text
        if best > 0.0:
            found.append((-best, number, Hit(name, number, title, why)))
    return [hit for _, _, hit in sorted(found, key=lambda one: one[:2])]


def _words(story: Story, slide: Slide, language: str) -> list[tuple[float, str]]:
    """Return what else a slide may be found by, with how much each counts."""
    event = story.event_of(slide)
    found = [(0.95, slide.id)]
    for date in (slide.date, event.when if event else None):
        if date is not None:
            found += [(0.9, spoken(date, language)), (0.9, date.text)]
    people = [slide.by.get(language), *(event.people if event else ())]
    found += [(0.85, person) for person in people if person]
    for name in cited(slide, story):
        source = story.source_by_id.get(name)
        if source is not None:
            found += [(0.7, source.publisher.get(language)), (0.7, source.title.get(language))]
    return [(weight, text) for weight, text in found if text]
