"""What a careful editor would ask of a story that reads well: causes before effects, a source for every number.

Everything here is a warning: the story can be shown as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from desktop.story.dates.parse import When
from desktop.story.format.fields import ANYWHERE, DATA_SUFFIXES, IMAGE_SUFFIXES, LAYOUT_TABLE, TABLES
from desktop.story.model import Chart, Event, Figure, Path, Slide, Story
from desktop.story.problems.problem import Issue, Value
from desktop.story.steps import absent
from desktop.story.storage.files import names_in


def check(story: Story) -> tuple[Issue, ...]:
    """Return what a good editor would object to; `load.locate_issues` gives the issues their places."""
    found: list[Issue] = []
    told: dict[str, int] = {}
    for slide in story.slides:
        told[slide.event] = max(told.get(slide.event, 0), len(slide.claims))
    for event in story.events:
        found += _event(event, story, told.get(event.id, 0))
    for slide in story.slides:
        found += _slide(slide, story)
    found += _minutes(story)
    cited = set(_cited(story))
    found += _unused(story)
    found += [_issue("check.uncited", source.path, id=source.id) for source in story.sources if source.id not in cited]
    return tuple(found)


def _unused(story: Story) -> Iterator[Issue]:
    """Name the files that lie beside pictures and data of the story and are not used: left over, or forgotten."""
    named = {
        PurePosixPath(name).as_posix() for name in (*story.pictures, *(track.data for track in story.tracks)) if name
    }
    folders = {PurePosixPath(name).parent.as_posix() for name in named} - {"."}
    for folder in sorted(folders) if story.folder else ():
        for name in names_in(os.path.join(story.folder, folder), (*IMAGE_SUFFIXES, *DATA_SUFFIXES)):
            file = f"{folder}/{name}"
            if "/" not in name and file not in named:
                yield _issue("check.unused", ("story",), name=file)


def _issue(code: str, path: Path, where: str = "key", /, **values: Value) -> Issue:
    return Issue(code, path, tuple(values.items()), "value" if where == "value" else "key", "warning")


def _before(one: When, other: When) -> bool:
    """Return whether `one` is over before `other` begins, whatever is uncertain about either."""
    return one.end_max is not None and other.start_min is not None and one.end_max <= other.start_min


# ---------------------------------------------------------------------------- events


def _event(event: Event, story: Story, told: int) -> Iterator[Issue]:
    """Check an event of which some slide tells `told` claims."""
    if not event.sources and not any(claim.sources for claim in event.claims):
        yield _issue("check.unsourced", event.path, what="what.event")
    yield from _figures(event.figures, event.sources)
    yield from _claims(event, told)
    for number, name in enumerate(event.leads_to):
        effect = story.event_by_id.get(name)
        if effect is not None and _before(effect.when, event.when):
            yield _issue("check.cause", (*event.path, "leads_to", number), "value", cause=event.id, effect=name)
    if event.status == "happened" and event.known_from is not None and _before(event.known_from, event.when):
        values = {"id": event.id, "known": event.known_from.text, "date": event.when.text}
        yield _issue("check.known", (*event.path, "known_from"), "value", **values)
    as_of = story.as_of
    if event.status == "planned" and not event.became and as_of is not None and _before(event.when, as_of):
        yield _issue("check.planned", (*event.path, "status"), "value", id=event.id, as_of=as_of.text)
    if event.known_from is not None and event.became_from is not None and _before(event.became_from, event.known_from):
        yield _issue("check.became", (*event.path, "became_from"), "value", id=event.id, known=event.known_from.text)


def _claims(event: Event, told: int) -> Iterator[Issue]:
    for claim in event.claims:
        if not claim.sources:
            yield _issue("check.unsourced", claim.path, what="what.claim")
    if event.status == "disputed" and len(event.claims) < 2 and told < 2:
        yield _issue("check.disputed", (*event.path, "status"), "value", id=event.id)


def _figures(figures: Iterable[Figure], around: tuple[str, ...]) -> Iterator[Issue]:
    for figure in figures:
        if not figure.sources and not around:
            yield _issue("check.unsourced", figure.path, what="what.figure")


# ---------------------------------------------------------------------------- slides


def _slide(slide: Slide, story: Story) -> Iterator[Issue]:
    event = story.event_of(slide)
    around = slide.sources or (event.sources if event else ())
    if (
        event is not None
        and slide.date is not None
        and (_before(slide.date, event.when) or _before(event.when, slide.date))
    ):
        values = {"date": slide.date.text, "id": event.id, "other": event.when.text}
        yield _issue("check.date", (*slide.path, "date"), "value", **values)
    if slide.number and not around:
        yield _issue("check.unsourced", (*slide.path, "number"), what="what.number")
    if slide.quote and not around:
        yield _issue("check.unsourced", (*slide.path, "quote"), what="what.quote")
    if slide.quote and not slide.by:
        yield _issue("check.quote", (*slide.path, "quote"))
    for claim in slide.claims:
        if not claim.sources:
            yield _issue("check.unsourced", claim.path, what="what.claim")
    yield from _figures(slide.figures, around)
    for entry in slide.items:
        if entry.figure and not entry.sources and not around:
            yield _issue("check.unsourced", (*entry.path, "figure"), what="what.figure")
    if slide.chart is not None and not slide.sources:
        yield from _chart(slide.chart)
    if slide.image and not slide.alt:
        yield _issue("check.alt", (*slide.path, "image"))
    yield from _unshown(slide)
    for part in absent(slide, story):
        yield _issue("check.steps", (*slide.path, "steps"), "value", part=part)


def _unshown(slide: Slide) -> Iterator[Issue]:
    """Yield what the slide says and its layout does not show."""
    shows = LAYOUT_TABLE[slide.layout].shows if slide.layout in LAYOUT_TABLE else ()
    for field in TABLES["slide"].fields:
        value = getattr(slide, field.name)
        key = field.key
        if not value or key in shows or key in ANYWHERE or (key == "alt" and "image" in shows):
            continue
        if field.name == "items":
            key = str(slide.items[0].path[2])
            if key != field.key:
                continue
        yield _issue("check.unshown", (*slide.path, key), name=key, layout=slide.layout)


def _chart(chart: Chart) -> Iterator[Issue]:
    given = [point for series in chart.series for point in series.points if point.value is not None]
    bare = [point for point in given if not point.sources]
    if bare and len(bare) == len(given):
        yield _issue("check.unsourced", chart.path, what="what.chart")
        return
    for point in bare:
        yield _issue("check.unsourced", point.path, what="what.point")


# ---------------------------------------------------------------------------- the whole


def _minutes(story: Story) -> Iterator[Issue]:
    """Compare the minutes of the talk with those of its slides, as far as these are given."""
    slides = [slide for slide in story.slides if not slide.backup]
    given = [slide.minutes for slide in slides if slide.minutes is not None]
    if story.minutes is None or not given:
        return
    total = round(sum(given), 2)
    short = len(given) == len(slides) and total < story.minutes - 0.5
    if short or total > story.minutes + 0.5:
        yield _issue("check.minutes", ("story", "minutes"), "value", sum=total, minutes=story.minutes)


def _cited(story: Story) -> Iterator[str]:
    """Yield the ids of all sources that something rests on."""
    named: list[tuple[str, ...]] = []
    for event in story.events:
        named += [
            event.sources,
            *(figure.sources for figure in event.figures),
            *(claim.sources for claim in event.claims),
        ]
    for slide in story.slides:
        named += [
            slide.sources,
            *(figure.sources for figure in slide.figures),
            *(claim.sources for claim in slide.claims),
        ]
        named += [entry.sources for entry in slide.items]
        named += [point.sources for series in (slide.chart.series if slide.chart else ()) for point in series.points]
    for sources in named:
        yield from sources
