"""Check a readable story for editorial mistakes.

Examples are an effect before its cause, or a number without a source. Each finding is a warning: the story can be shown
as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from desktop.story.aligned_chart import place_count
from desktop.story.chart import Chart
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.format.fields import COMMON_SLIDE_KEYS, DATA_SUFFIXES, IMAGE_SUFFIXES, PICTURE_KEYS, TABLES_BY_NAME
from desktop.story.format.limits import MAX_BARS, MAX_LINE_POINTS, MAX_SERIES, MAX_SHARES
from desktop.story.layouts import LAYOUTS
from desktop.story.localized_text import KeyPath
from desktop.story.model import Event, Figure, Slide, Story
from desktop.story.problems.issue import Issue, MessageValue
from desktop.story.reveal_steps import missing_step_parts
from desktop.story.slide_content import slide_content
from desktop.story.storage.files import list_files


def editorial_issues(story: Story) -> tuple[Issue, ...]:
    """Return the editorial issues of a story.

    They hold paths; the source map turns these into lines later.
    """
    issues: list[Issue] = []
    claims_on_slides: dict[str, int] = {}
    for slide in story.slides:
        claims_on_slides[slide.event] = max(claims_on_slides.get(slide.event, 0), len(slide.claims))
    for event in story.events:
        issues += _check_event(event, story, claims_on_slides.get(event.id, 0))
    for slide in story.slides:
        issues += _check_slide(slide, story)
    issues += _check_axis(story)
    issues += _check_minutes(story)
    cited_ids = set(_all_cited_ids(story))
    issues += _unused_files(story)
    issues += [
        _warning("check.uncited", source.path, id=source.id) for source in story.sources if source.id not in cited_ids
    ]
    return tuple(issues)


def _unused_files(story: Story) -> Iterator[Issue]:
    """Yield an issue for each picture or data file not used.

    Only subfolders that hold a used file are searched.
    """
    used_files = {
        PurePosixPath(name).as_posix() for name in (*story.image_files, *(track.data for track in story.tracks)) if name
    }
    folders = {PurePosixPath(name).parent.as_posix() for name in used_files} - {"."}
    for folder in sorted(folders) if story.folder else ():
        for name in list_files(os.path.join(story.folder, folder), (*IMAGE_SUFFIXES, *DATA_SUFFIXES)):
            file = f"{folder}/{name}"
            if "/" not in name and file not in used_files:
                yield _warning("check.unused", ("story",), name=file)


def _warning(code: str, path: KeyPath, where: str = "key", /, **values: MessageValue) -> Issue:
    return Issue(code, path, tuple(values.items()), "value" if where == "value" else "key", "warning")


def _surely_before(first: EdtfDate, second: EdtfDate) -> bool:
    """Return whether one date certainly ends before another begins.

    The latest possible end is compared with the earliest possible start.
    """
    return first.end_max is not None and second.start_min is not None and first.end_max <= second.start_min


# ---------------------------------------------------------------------------- events


def _check_event(event: Event, story: Story, claims_on_slides: int) -> Iterator[Issue]:
    """Check one event; `claims_on_slides` counts the claims on its slides.

    Of several slides about the event, the one with the most claims counts.
    """
    if not event.sources and not any(claim.sources for claim in event.claims):
        yield _warning("check.unsourced", event.path, what="what.event")
    if event.every and event.until is not None:
        yield from _check_recurrence(event)
    yield from _check_figures(event.figures, event.sources)
    yield from _check_claims(event, claims_on_slides)
    for index, effect_id in enumerate(event.leads_to):
        effect = story.event_by_id.get(effect_id)
        if effect is not None and _surely_before(effect.when, event.when):
            yield _warning("check.cause", (*event.path, "leads_to", index), "value", cause=event.id, effect=effect_id)
    if event.status == "happened" and event.known_from is not None and _surely_before(event.known_from, event.when):
        values = {"id": event.id, "known": event.known_from.text, "date": event.when.text}
        yield _warning("check.known", (*event.path, "known_from"), "value", **values)
    as_of = story.as_of
    if event.status == "planned" and not event.became and as_of is not None and _surely_before(event.when, as_of):
        yield _warning("check.planned", (*event.path, "status"), "value", id=event.id, as_of=as_of.text)
    if (
        event.known_from is not None
        and event.became_from is not None
        and _surely_before(event.became_from, event.known_from)
    ):
        yield _warning("check.became", (*event.path, "became_from"), "value", id=event.id, known=event.known_from.text)


def _check_recurrence(event: Event) -> Iterator[Issue]:
    """Yield an issue where an event repeats too often."""
    from desktop.story.dates.recurrence import MAX_OCCURRENCES, can_repeat, last_of_too_many, parse_step  # few do

    step = parse_step(event.every)
    if step is None or event.until is None or not can_repeat(event.when, step):
        return
    last = last_of_too_many(event.when, step, event.until)
    if last is not None:
        yield _warning("check.every", (*event.path, "every"), "value", count=MAX_OCCURRENCES, date=last.text)


def _check_claims(event: Event, claims_on_slides: int) -> Iterator[Issue]:
    for claim in event.claims:
        if not claim.sources:
            yield _warning("check.unsourced", claim.path, what="what.claim")
    if event.status == "disputed" and len(event.claims) < 2 and claims_on_slides < 2:
        yield _warning("check.disputed", (*event.path, "status"), "value", id=event.id)


def _check_figures(figures: Iterable[Figure], inherited_sources: tuple[str, ...]) -> Iterator[Issue]:
    for figure in figures:
        if not figure.sources and not inherited_sources:
            yield _warning("check.unsourced", figure.path, what="what.figure")


# ---------------------------------------------------------------------------- slides


def _check_slide(slide: Slide, story: Story) -> Iterator[Issue]:
    event = story.event_of(slide)
    sources = slide_content(slide, story).sources
    if (
        event is not None
        and slide.date is not None
        and (_surely_before(slide.date, event.when) or _surely_before(event.when, slide.date))
    ):
        values = {"date": slide.date.text, "id": event.id, "other": event.when.text}
        yield _warning("check.date", (*slide.path, "date"), "value", **values)
    if slide.number and not sources:
        yield _warning("check.unsourced", (*slide.path, "number"), what="what.number")
    if slide.quote and not sources:
        yield _warning("check.unsourced", (*slide.path, "quote"), what="what.quote")
    if slide.quote and not slide.by:
        yield _warning("check.quote", (*slide.path, "quote"))
    for claim in slide.claims:
        if not claim.sources:
            yield _warning("check.unsourced", claim.path, what="what.claim")
    yield from _check_figures(slide.figures, sources)
    for item in slide.items:
        if item.figure and not item.sources and not sources:
            yield _warning("check.unsourced", (*item.path, "figure"), what="what.figure")
    if slide.chart is not None:
        yield from _check_chart_size(slide.chart)
    if slide.chart is not None and not sources:
        yield from _check_chart(slide.chart)
    if slide.image and not slide.alt:
        yield _warning("check.alt", (*slide.path, "image"))
    yield from _not_displayed(slide)
    for part in missing_step_parts(slide, story):
        yield _warning("check.steps", (*slide.path, "steps"), "value", part=part)


def _not_displayed(slide: Slide) -> Iterator[Issue]:
    """Yield an issue for each key that the layout does not show."""
    displayed = LAYOUTS[slide.layout].displays if slide.layout in LAYOUTS else ()
    for field in TABLES_BY_NAME["slide"].fields:
        value = getattr(slide, field.attribute_name)
        key = field.key
        if not value or key in displayed or key in COMMON_SLIDE_KEYS or (key in PICTURE_KEYS and "image" in displayed):
            continue
        if field.attribute_name == "items":
            key = str(slide.items[0].path[2])
            if key != field.key:
                continue
        yield _warning("check.unshown", (*slide.path, key), name=key, layout=slide.layout)


def _check_chart(chart: Chart) -> Iterator[Issue]:
    points_with_value = [point for series in chart.series for point in series.points if point.value is not None]
    unsourced = [point for point in points_with_value if not point.sources]
    if unsourced and len(unsourced) == len(points_with_value):
        yield _warning("check.unsourced", chart.path, what="what.chart")
        return
    for point in unsourced:
        yield _warning("check.unsourced", point.path, what="what.point")


def _check_chart_size(chart: Chart) -> Iterator[Issue]:
    """Yield an issue for a chart with too many parts."""
    count = place_count(chart)
    most = {"bars": MAX_BARS, "donut": MAX_SHARES}.get(chart.kind, MAX_LINE_POINTS)
    if count > most:
        yield _warning("check.chart", chart.path, what=f"what.chart.{chart.kind}", count=count, most=most)
    if len(chart.series) > MAX_SERIES:
        yield _warning("check.chart", chart.path, what="what.chart.series", count=len(chart.series), most=MAX_SERIES)


# ---------------------------------------------------------------------------- the whole story


def _check_axis(story: Story) -> Iterator[Issue]:
    """Yield issues of logarithmic axes that are not as they seem.

    The dates of a file are not known before it is read: the axis counts towards a day of the text.
    """
    data_file = next((track.data for track in story.tracks if track.data), "")
    logarithmic: list[KeyPath] = [("story", "axis")] if story.axis == "log" else []
    logarithmic += [(*slide.path, "axis") for slide in story.slides if slide.axis == "log" and len(slide.windows) < 2]
    if data_file and logarithmic and story.axis_now is None:
        yield _warning("check.axis.now", logarithmic[0], "value", name=data_file)
    for slide in story.slides:
        if len(slide.windows) == 2 and "log" in (slide.axis, story.axis if not slide.axis else ""):
            at = (*slide.path, "axis" if slide.axis else "compare")
            yield _warning("check.axis.compared", at, "value")


def _check_minutes(story: Story) -> Iterator[Issue]:
    """Compare the minutes of the talk with those of its slides.

    Too few minutes are an issue only if every slide gives its minutes.
    """
    slides = [slide for slide in story.slides if not slide.backup]
    given_minutes = [slide.minutes for slide in slides if slide.minutes is not None]
    if story.minutes is None or not given_minutes:
        return
    total = round(sum(given_minutes), 2)
    is_too_short = len(given_minutes) == len(slides) and total < story.minutes - 0.5
    if is_too_short or total > story.minutes + 0.5:
        yield _warning("check.minutes", ("story", "minutes"), "value", sum=total, minutes=story.minutes)


def _all_cited_ids(story: Story) -> Iterator[str]:
    """Yield the ids of all sources that tracks, events and slides cite."""
    source_lists: list[tuple[str, ...]] = []
    for track in story.tracks:
        if track.series is not None:
            source_lists += [track.series.sources, *(point.sources for point in track.series.points)]
    for event in story.events:
        source_lists += [
            event.sources,
            *(figure.sources for figure in event.figures),
            *(claim.sources for claim in event.claims),
        ]
    for slide in story.slides:
        source_lists += [
            slide.sources,
            *(figure.sources for figure in slide.figures),
            *(claim.sources for claim in slide.claims),
        ]
        source_lists += [item.sources for item in slide.items]
        source_lists += [
            point.sources for series in (slide.chart.series if slide.chart else ()) for point in series.points
        ]
    for sources in source_lists:
        yield from sources
