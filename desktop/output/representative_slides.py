"""Finds the longest of similar slides.

A slide of a thousand takes some milliseconds to lay out, and most differ from others only by their words. Slides are
alike if they show the same parts in the same number and colours, and each text is as long as another's within a quarter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from desktop.render import theme as themes
from desktop.render.glyph_coverage import missing_characters
from desktop.story.aligned_chart import place_count
from desktop.story.chart import Chart
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Figure, ListItem, Slide, Story
from desktop.story.slide_content import SlideContent, slide_content

_QUARTER: Final = math.log(1.25)


def longest_of_alike(story: Story, slides: Sequence[Slide]) -> frozenset[tuple[str, str]]:
    """Return the representative of each similar slide, by id and language.

    They are those with the longest text of each kind. A slide with a letter that no face has stands for itself, as does one
    that shows the timeline.
    """
    chosen: set[tuple[str, str]] = set()
    groups: dict[tuple[object, ...], list[tuple[tuple[int, ...], tuple[str, str]]]] = {}
    for slide in slides:
        content = slide_content(slide, story)
        shape = _shape(slide, content, story)
        for language in story.languages:
            texts = [[text.get(language) for text in kind] for kind in _texts(slide, content)]
            name = slide.id, language
            if slide.layout == "timeline" or any(_has_unknown_letters(text) for kind in texts for text in kind):
                chosen.add(name)
                continue
            lengths = _lengths(texts)
            key = (language, *shape, *map(_in_quarters, lengths))
            groups.setdefault(key, []).append((lengths, name))
    for members in groups.values():
        members.sort(key=lambda member: -sum(member[0]))  # of equals, the one that is longest in all is taken
        chosen.add(members[0][1])
        chosen.update(max(members, key=lambda member: member[0][index])[1] for index in range(len(members[0][0])))
    return frozenset(chosen)


def _shape(slide: Slide, content: SlideContent, story: Story) -> tuple[object, ...]:
    """Return the parts and colours of a slide."""
    color = story.color_of(content.event) if content.event else ""
    colored: tuple[ListItem | Claim, ...] = (*slide.items, *content.claims)
    cited: tuple[ListItem | Claim | Figure, ...] = (*colored, *content.figures)
    colors = tuple(part.color for part in colored)
    shares = tuple(figure.share is not None for figure in content.figures)
    dates = (content.date is not None, *(claim.date is not None for claim in content.claims))
    sources = (len(content.sources), *(len(part.sources) for part in cited))
    return (
        slide.layout, slide.color, color, content.image, slide.paraphrase, bool(slide.vertical_title), colors, shares, dates,
        sources, _chart_shape(slide.chart),
    )  # fmt: skip


def _chart_shape(chart: Chart | None) -> tuple[object, ...]:
    if chart is None:
        return ()
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    magnitude = len(f"{max(map(abs, values), default=0.0):.0f}")
    lengths = tuple(len(series.points) for series in chart.series)
    return chart.kind, place_count(chart), lengths, min(values, default=0.0) < 0, magnitude


def _texts(slide: Slide, content: SlideContent) -> Iterator[Iterable[LocalizedText]]:
    """Yield the texts of a slide, those of one kind together."""
    yield from ((slide.kicker,), (content.title,), (slide.subtitle,), (content.text,), (slide.note,), (slide.number,))
    yield from ((slide.quote,), (slide.by,), (slide.role,))
    yield [item.title for item in slide.items]
    yield [item.text for item in slide.items]
    yield [item.figure for item in slide.items]
    yield [claim.says for claim in content.claims]
    yield [claim.text for claim in content.claims]
    yield [figure.value for figure in content.figures]
    yield [figure.label for figure in content.figures]
    yield [point.at for series in slide.chart.series for point in series.points] if slide.chart else ()


def _lengths(texts: Iterable[list[str]]) -> tuple[int, ...]:
    """Return the longest and the whole length of each kind."""
    lengths: list[int] = []
    for kind in texts:
        own = [len(text) for text in kind]
        lengths += (max(own, default=0), sum(own)) if len(own) > 1 else (own or [0])
    return tuple(lengths)


@lru_cache(maxsize=4096)
def _in_quarters(length: int) -> int:
    """Return a length as a number of steps of a quarter."""
    return math.ceil(math.log(length) / _QUARTER) + 1 if length else 0


def _has_unknown_letters(text: str) -> bool:
    return not text.isascii() and any(
        missing_characters(text, font) for font in (themes.body_font(29.0), themes.display_font(72.0))
    )
