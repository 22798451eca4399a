"""Finds overflow, collisions and illegible text on slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.representative_slides import longest_of_alike
from desktop.render.check.finding import Finding, shortened
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES, SCREEN_ASPECTS
from desktop.story.localized_text import KeyPath
from desktop.story.model import Slide, Story
from desktop.story.problems.issue import Issue, MessageValue

_CODES: Final = {
    "overlap": "overlap.texts",
    "struck": "overlap.mark",
    "outside": "outside",
    "small": "small",
    "contrast": "contrast.text",
    "glyph": "glyph.none",
}
_WHOLE_CHECK: Final = 400
"""The most pictures of a story that are all checked, in each aspect.

In a larger story the longest of slides that are alike stand for the others; and they are checked at 16:9, which has the
least height, and in other aspects where that shows a fault.
"""
_RIBBON_MARKS: Final = 40_000
"""The most marks on all ribbons that are checked."""
_FINDINGS_PER_SLIDE: Final = 8


def frame_issues(story: Story, *, is_whole: bool = False) -> tuple[Issue, ...]:
    """Return overflow, collisions and illegible text of slides.

    Each thing is told once, with the aspects and languages in which it is found. A whole check lays out each slide in every
    aspect. Needs a QGuiApplication.
    """
    return tuple(issue for _, issues in check_slides(story, story.slides, is_whole=is_whole) for issue in issues)


def checks_some_for_others(story: Story) -> bool:
    """Return whether only some of similar slides are checked."""
    return len(story.slides) * len(story.languages) > _WHOLE_CHECK


def check_slides(
    story: Story, slides: Sequence[Slide], *, is_whole: bool = False
) -> Iterator[tuple[Slide | None, tuple[Issue, ...]]]:
    """Yield each slide with its issues, and None after each layout.

    Whoever checks beside other work stops between two layouts: each takes some milliseconds.
    """
    own_aspects = (story.aspect,) if story.aspect in CANVASES else SCREEN_ASPECTS
    aspects = tuple(CANVASES) if is_whole else own_aspects
    is_small = is_whole or not checks_some_for_others(story)
    with_ribbon = len(story.slides) * len(story.events) <= _RIBBON_MARKS
    chosen = None if is_small else longest_of_alike(story, slides)
    for slide in slides:
        found = _SlideFindings(slide, {}, [])
        for language in story.languages:
            if chosen is not None and (slide.id, language) not in chosen:
                continue
            for aspect in aspects:
                frame = layout(slide, story, language, aspect=aspect, with_ribbon=with_ribbon)
                has_faults = found.add(frame, language, aspect)
                yield None, ()
                if not (is_small or has_faults):
                    break
        yield slide, tuple(found.issues())


@dataclass(frozen=True, slots=True)
class _Place:
    """Holds a finding, and where it is found."""

    finding: Finding
    aspects: list[str]
    languages: list[str]


@dataclass(frozen=True, slots=True)
class _SlideFindings:
    """Collects the findings on the frames of one slide."""

    slide: Slide
    places: dict[tuple[str, KeyPath], _Place]
    overflows: list[Issue]

    def add(self, frame: Frame, language: str, aspect: str) -> bool:
        """Check a frame; return whether anything was found."""
        findings = [one for one in check_frame(frame) if _is_of_use(one, frame)]
        for finding in findings:
            place = self.places.setdefault((finding.kind, finding.path), _Place(finding, [], []))
            for known, name in ((place.aspects, aspect), (place.languages, language)):
                if name not in known:
                    known.append(name)
        for overflow in frame.overflows:
            values = (
                ("slide", self.slide.id),
                ("element", overflow.element),
                ("by", round(overflow.excess)),
                ("language", language),
                ("aspect", aspect),
            )
            self.overflows.append(Issue("overflow", overflow.path or self.slide.path, values, severity="warning"))
        return bool(findings or frame.overflows)

    def issues(self) -> Iterator[Issue]:
        """Yield the issues of the slide, the first of each kind."""
        yield from self.overflows
        counts: dict[str, int] = {}
        for place in self.places.values():
            kind = place.finding.kind
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= _FINDINGS_PER_SLIDE:
                yield _issue(self.slide, place)


def _is_of_use(finding: Finding, frame: Frame) -> bool:
    """Return whether a writer can do something about a finding.

    Nobody chose the colour of a tick or where the grid runs, and what does not fit its room is said by its overflow already.
    """
    if finding.kind in ("contrast", "small", "glyph"):
        return bool(finding.path)
    if finding.kind == "struck":
        return finding.other != "grid"
    return finding.kind != "outside" or all(overflow.path != finding.path for overflow in frame.overflows)


def _issue(slide: Slide, place: _Place) -> Issue:
    finding = place.finding
    words = finding.text
    if finding.path[2:3] == ("mark",):  # its letters stand one by one
        words = shortened(slide.vertical_title.get(place.languages[0]))
    values: list[tuple[str, MessageValue]] = [("slide", slide.id), ("words", words)]
    if finding.kind == "overlap":
        values.append(("other", finding.other))
    elif finding.kind == "struck":
        values.append(("mark", f"mark.{finding.other}"))
    elif finding.kind == "small":
        values.append(("size", round(finding.amount)))
    elif finding.kind == "contrast":
        values += [("ratio", round(finding.amount, 1)), ("least", finding.needed)]
    elif finding.kind == "glyph":
        values += [("letters", finding.other), ("face", finding.face)]
    values += [("tongues", tuple(place.languages)), ("aspects", tuple(place.aspects))]
    code = "glyph.stand.in" if finding.face else _CODES[finding.kind]
    return Issue(code, finding.path or slide.path, tuple(values), severity="warning")
