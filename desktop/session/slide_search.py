"""Search of slides; plain data, no Qt.

It looks at number, id, title, date, person and source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.session.position import talk_order
from desktop.story.citations import slide_source_ids
from desktop.story.dates.format_date import format_date
from desktop.story.localized_text import LocalizedText
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.story.normalize import normalize
from desktop.story.slide_content import slide_content
from desktop.story.slide_title import slide_title

_WHOLE_WORDS_SCORE: Final = 0.55
_EXCERPT_LENGTH: Final = 56


@dataclass(frozen=True, slots=True)
class SlideHit:
    """A found slide: number, title, and matching text.

    The text is "" where the title matches.
    """

    slide_id: str
    number: int
    title: str
    matched_text: str = ""


def match_score(query: str, text: str) -> float:
    """Return how well a query matches a text, 0 to 1.

    Both are folded.
    The beginning of the text is better than that of a word, that better than the middle of one, and letters in order,
    with others between them, come last.
    """
    if not query or not text:
        return 0.0
    start = text.find(query)
    if start == 0:
        return 1.0 if len(query) == len(text) else 0.9
    if start > 0:
        return 0.8 if not text[start - 1].isalnum() else 0.6
    words = query.split()
    if len(words) > 1 and all(word in text for word in words):
        return 0.55
    index, first_index = -1, -1
    for character in query:
        index = text.find(character, index + 1)
        if index < 0:
            return 0.0
        first_index = index if first_index < 0 else first_index
    spread = (index - first_index + 1) / len(query)
    return max(0.0, 0.45 - 0.05 * spread) if len(query) > 2 and spread < 5 else 0.0


def search_slides(story: Story, query: str, language: str) -> list[SlideHit]:
    """Return the slides that match a query, best first.

    An empty query matches all.
    """
    normalized_query = normalize(query.strip())
    ranked_hits: list[tuple[float, int, SlideHit]] = []
    for number, slide_id in enumerate(talk_order(story), 1):
        slide = story.slides[story.slide_index[slide_id]]
        title = slide_title(story, slide, language)
        if not normalized_query:
            ranked_hits.append((0.0, number, SlideHit(slide_id, number, title)))
            continue
        best_score, matched_text = match_score(normalized_query, normalize(title)), ""
        if normalized_query == str(number):
            best_score, matched_text = 2.0, ""
        for weight, text in _searchable_texts(story, slide, language):
            weighted_score = weight * match_score(normalized_query, normalize(text))
            if weighted_score > best_score:
                best_score, matched_text = weighted_score, text
        for weight, text in _body_texts(story, slide, language):
            # Letters in order, with others between them, are in any long text: here a word must be there.
            score = match_score(normalized_query, normalize(text))
            if score >= _WHOLE_WORDS_SCORE and weight * score > best_score:
                best_score, matched_text = weight * score, _excerpt(text, normalized_query)
        if best_score > 0.0:
            ranked_hits.append((-best_score, number, SlideHit(slide_id, number, title, matched_text)))
    return [hit for _, _, hit in sorted(ranked_hits, key=lambda one: one[:2])]


def _searchable_texts(story: Story, slide: Slide, language: str) -> list[tuple[float, str]]:
    """Return the other searchable texts of a slide, with their weights."""
    content = slide_content(slide, story)
    weighted_texts = [(0.95, slide.id)]
    if content.date is not None:
        weighted_texts += [(0.9, format_date(content.date, story.own_language(language))), (0.9, content.date.text)]
    people = [slide.by.get(language), *(content.event.people if content.event else ())]
    weighted_texts += [(0.85, person) for person in people if person]
    for source_id in slide_source_ids(slide, story):
        source = story.source_by_id.get(source_id)
        if source is not None:
            weighted_texts += [(0.7, source.publisher.get(language)), (0.7, source.title.get(language))]
    return [(weight, text) for weight, text in weighted_texts if text]


def _body_texts(story: Story, slide: Slide, language: str) -> list[tuple[float, str]]:
    """Return all texts of a slide and its track, with their weights.

    Those in the story's other languages weigh less.
    """
    content = slide_content(slide, story)
    texts = list(_localized_texts((slide, content.text, content.figures, content.claims, content.event)))
    track = story.track_by_id.get(content.event.track) if content.event is not None else None
    if track is not None:
        texts.append(track.title)
    return [
        (0.6 if code in (language, "") else 0.5, plain_text(value))
        for text in dict.fromkeys(texts)
        for code, value in text.values
        if text is not slide.notes
    ]


def _localized_texts(holder: object) -> Iterator[LocalizedText]:
    """Yield every text in the fields of a part of the story."""
    if isinstance(holder, LocalizedText):
        yield holder
    elif isinstance(holder, tuple):
        for part in holder:
            yield from _localized_texts(part)
    else:
        for name in getattr(holder, "__dataclass_fields__", ()):
            yield from _localized_texts(getattr(holder, name))


def _excerpt(text: str, normalized_query: str) -> str:
    """Return the part of a text around the first match."""
    place = normalize(text).find(normalized_query)
    if len(text) <= _EXCERPT_LENGTH or place < 0:
        return text[:_EXCERPT_LENGTH]
    start = max(0, place - _EXCERPT_LENGTH // 3)
    return ("… " if start else "") + text[start : start + _EXCERPT_LENGTH].strip() + " …"
