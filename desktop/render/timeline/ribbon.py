"""The thin time ribbon at the foot of slides: every event of the story on one line, and where this slide stands."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.render import theme as themes
from desktop.render.frame import Box, Ellipse, Item, Line, Marks, Radial, Run, Stop, Zone
from desktop.render.text import measure
from desktop.render.theme import Theme
from desktop.render.timeline.marks import Band, Mark, bands_of
from desktop.render.timeline.shapes import Pen, dot, draw, edge
from desktop.story.model import Slide, Story
from desktop.timeline.camera import Window, slide_window, story_window
from desktop.timeline.date_shapes import Form
from desktop.timeline.scale import Ticks, ticks

_DOT = 6.5
_BAR = 4.0
_RING = 13.0
_GLOW = 56.0
_LEVELS = 3  # dots that fall together stand in a heap of at most so many
_MANY = 400  # more events than this are counted, not dotted


def ribbon(
    story: Story, slide: Slide, theme: Theme, language: str, x: float, y: float, width: float
) -> tuple[tuple[Item, ...], tuple[Zone, ...]]:
    """Return the ribbon with its line at y, `width` pixels from x: about 110 pixels high.

    Dots are events in the colours of their tracks; the slide's own event is a lit ring, a doubtful one with its whole span.
    """
    window = story_window(story)
    bands = bands_of(story, (), slide.as_of, language)
    own = {name for name in (slide.event, *slide.highlight) if name in story.event_by_id}
    found = _ticks(window, width, language)
    items: list[Item] = []
    if not own:
        items += _lens(story, slide, window, theme, x, y, width)
    chosen = [(band, mark) for band in bands for mark in band.marks if mark.id in own]
    for band, mark in chosen:
        items += _light(mark, theme.color(band.track.color), window, x, y, width)
    items.append(Line((x, y, x + width, y), theme.line, 1.5))
    items += _axis(found, theme, x, y, width)
    marks = [(band, mark) for band in bands for mark in band.unsorted]
    zones: list[Zone] = []
    if len(marks) > _MANY:
        drawn = _columns(bands, window, theme, x, y, width)
    else:
        drawn, zones = _dots(marks, own, window, theme, x, y, width)
    items += drawn
    for band, mark in chosen:
        items += _ring(mark, theme.color(band.track.color), theme, window, x, y, width)
        at = x + window.x(_stand(mark.form, window, width), width)
        zones.append(Zone(at - 18, y - 18, 36, 36, "event", mark.event.path, mark.id))
    return tuple(items), tuple(zones)


def _ticks(window: Window, width: float, language: str) -> Ticks:
    font = themes.body(20)
    return ticks(window, width, language, lambda text: measure(text, font), gap=60.0, spread=360.0, least_minor=14.0)


def _axis(found: Ticks, theme: Theme, x: float, y: float, width: float) -> list[Item]:
    font = themes.body(20)
    items: list[Item] = []
    minor = [value for tick in found.minor for value in (x + tick.x - 0.5, y - 5.0, 1.0, 10.0)]
    if minor:
        items.append(Marks("box", tuple(minor), theme.line))
    for tick in found.major:
        at = x + tick.x
        items.append(Line((at, y - 10, at, y + 10), themes.blend(theme.muted, theme.ground, 0.25), 1.5))
        left = at - tick.width / 2
        if x - 20 <= left and left + tick.width <= x + width + 20:
            items.append(Run(left, y + 37, tick.label, font, theme.muted, tick.width))
    return items


def _stand(form: Form, window: Window, width: float) -> int:
    """Return the instant at which an event's dot stands: in the middle, but where a long doubtful one begins."""
    if form.shape == "dot":
        return form.centre
    wide = (form.end - form.start) * width / window.span
    return (
        form.sure_start
        if wide > 5 * _DOT and (form.blur_start or form.blur_end) and form.sure_start < form.end
        else (form.start if wide > 5 * _DOT and form.shape in ("bar", "claims") else (form.start + form.end) // 2)
    )


def _dots(
    marks: Sequence[tuple[Band, Mark]], own: set[str], window: Window, theme: Theme, x: float, y: float, width: float
) -> tuple[list[Item], list[Zone]]:
    """Draw long events as thin bars on the line and the others as dots; those that fall together form small heaps."""
    bars: list[Item] = []
    dots: list[Item] = []
    zones: list[Zone] = []
    ringed = [x + window.x(_stand(mark.form, window, width), width) for _, mark in marks if mark.id in own]
    heaps: list[list[float]] = [[] for _ in range(_LEVELS)]
    heaps[0] += ringed
    for band, mark in sorted(marks, key=lambda pair: pair[1].form.centre):
        if mark.id in own:
            continue
        color = theme.color(band.track.color)
        form = mark.form
        first, last = x + window.x(form.start, width), x + window.x(form.end, width)
        if last - first > 5 * _DOT and form.shape != "dot":
            pen = Pen(themes.blend(color, theme.ground, 0.25), theme.ground, _DOT, _BAR, 1.6, x, x + width)
            bars += draw(form, lambda instant: x + window.x(instant, width), y, pen)
            zones.append(Zone(first, y - 10, last - first, 20, "event", mark.event.path, mark.id))
            continue
        at = (first + last) / 2
        level = _level(at, heaps, ringed)
        heaps[level].append(at)
        up = y - level * (2 * _DOT + 2.0)
        pen = Pen(color, theme.ground, _DOT, 2 * _DOT, 2.2, x, x + width)
        flat = Form("dot", form.start, form.start, form.end, form.end, status=form.status, centre=form.centre)
        dots += [edge(at, up, pen), *dot(at, up, pen, flat)]
        zones.append(Zone(at - _DOT - 3, up - _DOT - 1, 2 * _DOT + 6, 2 * _DOT + 2, "event", mark.event.path, mark.id))
    return bars + dots, zones


def _level(at: float, heaps: Sequence[Sequence[float]], ringed: Sequence[float]) -> int:
    """Return the lowest level of a heap on which a dot does not hide another."""
    for number, heap in enumerate(heaps):
        room = 1.55 * _DOT
        if all(abs(at - other) >= (room if number or other not in ringed else _RING + _DOT) for other in heap):
            return number
    return 0


def _columns(bands: Sequence[Band], window: Window, theme: Theme, x: float, y: float, width: float) -> list[Item]:
    """Count thousands of events: a column for each few pixels, as high as the square root of their number."""
    items: list[Item] = []
    step = 3.0
    for band in bands:
        counts: dict[int, int] = {}
        for mark in band.marks:
            column = int(window.x(mark.form.centre, width) / step)
            counts[column] = counts.get(column, 0) + 1
        most = max(counts.values(), default=1)
        boxes = [
            value
            for column, count in sorted(counts.items())
            for value in (
                x + column * step,
                y - 4 - 22 * (count / most) ** 0.5,
                step - 0.8,
                4 + 22 * (count / most) ** 0.5,
            )
        ]
        items.append(Marks("box", tuple(boxes), themes.with_alpha(theme.color(band.track.color), 0.6)))
    return items


def _light(mark: Mark, color: str, window: Window, x: float, y: float, width: float) -> list[Item]:
    """Return the glow around the slide's own event, and the span that it may fill."""
    at = x + window.x(_stand(mark.form, window, width), width)
    shares = ((0.0, 0.62), (0.3, 0.4), (0.6, 0.14), (1.0, 0.0))
    light = Radial(at, y, _GLOW, tuple(Stop(share, themes.with_alpha(color, alpha)) for share, alpha in shares))
    items: list[Item] = [Ellipse(at, y, _GLOW, _GLOW, light)]
    first, last = x + window.x(mark.form.start, width), x + window.x(mark.form.end, width)
    if last - first > 5 * _DOT:
        pen = Pen(color, "#000000", _DOT, 20.0, 2.0, x, x + width)
        items += draw(_calm(mark.form), lambda instant: x + window.x(instant, width), y, pen)
    return items


def _calm(form: Form) -> Form:
    """Return the form that lies under a ring: claimed dates as the whole stretch that they leave open."""
    if form.shape == "claims":
        return Form("bar", form.start, form.start, form.start, form.end, blur_end=True)
    return form


def _ring(mark: Mark, color: str, theme: Theme, window: Window, x: float, y: float, width: float) -> list[Item]:
    at = x + window.x(_stand(mark.form, window, width), width)
    if mark.form.hollow:
        return [
            Ellipse(at, y, _RING, _RING, theme.ground),
            Ellipse(at, y, _RING - 1.5, _RING - 1.5, None, color, 3.0),
            Ellipse(at, y, 4.0, 4.0, color),
        ]
    return [Ellipse(at, y, _RING, _RING, color), Ellipse(at, y, 5.0, 5.0, theme.ground)]


def _lens(story: Story, slide: Slide, window: Window, theme: Theme, x: float, y: float, width: float) -> list[Item]:
    """Show the stretch of time that a slide without an event looks at."""
    if slide.window is None and slide.date is None:
        return []
    shown = slide_window(story, slide)
    first = min(max(x + window.x(shown.start, width), x), x + width)
    last = min(max(x + window.x(shown.end, width), x), x + width)
    if last - first < 4:
        return []
    return [
        Box(
            first,
            y - 9,
            last - first,
            18,
            themes.with_alpha(theme.gold, 0.16),
            themes.with_alpha(theme.gold, 0.5),
            1.0,
            9,
        )
    ]
